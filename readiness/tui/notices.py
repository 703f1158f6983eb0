"""What is said below the answers of a question, quietly: what follows from the answer, and what is kept with it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness.assessment.conflicts import conflicts_about
from readiness.assessment.interview import Interview, VisibilityChange
from readiness.assessment.model import Answer
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Again
from readiness.assessment.revisit_words import carried_words, why_words
from readiness.assessment.words import answer_words
from readiness.questionnaire.model import Audience, Check
from readiness.questionnaire.vocabulary import State
from readiness.translation import _, ngettext
from readiness.tui.sign import DASH, FLAG, state_sign
from readiness.tui.text import line

_MOST_NAMED = 2
"""Questions that are named when an answer hides some."""


def notices(reading: Reading, check: Check, own: Answer | None) -> tuple[Content, ...]:
    """All that is to be said about a check and its answer."""
    return tuple(_notices(reading, check, own))


def _notices(reading: Reading, check: Check, own: Answer | None) -> Iterator[Content]:
    if check.audience is Audience.COUNSEL_ONLY:
        yield said("!", _("Talk to coverage counsel first, before contacting broker or insurer. Delete nothing."))
    state = own.state if own is not None else None
    if state is not None:
        yield from first_step(check, state)
    if state is not None:
        yield from _conflicts(reading, check)
    for other in reading.answers(check.id):
        if own is None or other.respondent != own.respondent:
            yield _other(reading, check, other)
    if own is not None and own.reason and state is State.NOT_APPLICABLE:
        yield said(DASH, _("Doesn't apply: {reason}").format(reason=own.reason))
    if own is not None and own.note:
        yield said("✎", _("Note: {note}").format(note=own.note))
    if check.id in reading.assessment.flags:
        yield said(FLAG, _("Flagged to look at again."))


def first_step(check: Check, state: State) -> tuple[Content, ...]:
    """What to do first about an answer of no or don't know; nothing about others."""
    if state not in (State.NO, State.UNKNOWN):
        return ()
    return (said("→", _("First step: {step}").format(step=check.first_step)),)


def _conflicts(reading: Reading, check: Check) -> Iterator[Content]:
    """What this answer says against others, quietly; what is for counsel only is not told here."""
    for conflict in conflicts_about(reading, check.id)[:_MOST_NAMED]:
        if conflict.audience is Audience.COUNSEL_ONLY:
            if check.audience is not Audience.COUNSEL_ONLY:
                yield said(
                    "≠", _("Talk to coverage counsel first, before contacting broker or insurer. Delete nothing.")
                )
            continue
        yield said("≠", _("Doesn't fit together: {what}").format(what=conflict.sentence))


def other_question(interview: Interview, check: Check) -> str:
    """The other question of the first conflict that may be told; "" where there is none to go to."""
    for conflict in conflicts_about(interview.reading, check.id):
        if conflict.audience is not Audience.COUNSEL_ONLY:
            others = [quote.check for quote in conflict.quotes if quote.check != check.id]
            asked = [id for id in others if id in interview.items]
            if asked:
                return min(asked, key=lambda id: id not in interview.reading.index.checks)
    return ""


def _other(reading: Reading, check: Check, answer: Answer) -> Content:
    person = reading.people.get(answer.respondent)
    name = person.name if person is not None else _("The assessor")
    words = _("{name} answered: {answer}").format(name=name, answer=answer_words(check, answer))
    return Content.assemble(state_sign(answer.state).mark, " ", line(words))


def said(glyph: str, text: str) -> Content:
    """One notice on its own line."""
    return Content.assemble((glyph, "bold $key"), " ", line(text))


def carried(reading: Reading, item: str, key: str) -> Content:
    """Since when an answer is carried over, and the key that says it still holds."""
    return Content.assemble(("↺ ", "bold $key"), (key, "$key"), "  ", line(carried_words(reading, item)))


def asked_again(again: Again) -> Content:
    """Why a question of an earlier assessment is asked again."""
    return said("→", _("Asked again: {why}").format(why=", ".join(map(why_words, again.whys))))


def visibility(reading: Reading, change: VisibilityChange) -> tuple[Content, ...]:
    """Which answers a changed answer hid or brought back."""
    said_: list[Content] = []
    if change.hidden or change.hidden_facts:
        words = _("Not asked any more, but kept: {what}.").format(
            what=_named(reading, change.hidden, change.hidden_facts)
        )
        said_.append(said(DASH, words))
    if change.revealed or change.revealed_facts:
        words = _("Asked again, with its answer: {what}.").format(
            what=_named(reading, change.revealed, change.revealed_facts)
        )
        said_.append(said("✓", words))
    return tuple(said_)


def _named(reading: Reading, items: tuple[str, ...], facts: tuple[str, ...]) -> str:
    index = reading.index
    words = [index.checks[id].good if id in index.checks else index.facts[id].label for id in (*items, *facts)]
    more = len(words) - _MOST_NAMED
    listed = "; ".join(words[:_MOST_NAMED])
    return listed if more <= 0 else listed + ngettext("; and {n} more", "; and {n} more", more).format(n=more)
