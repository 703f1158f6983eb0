"""One question as lines, and what a reply to it means; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from readiness.assessment.conflicts import conflicts_about
from readiness.assessment.interview import Interview, Only
from readiness.assessment.model import Answer
from readiness.assessment.part_words import part_words
from readiness.assessment.reading import Reading
from readiness.assessment.words import answer_words, who_words
from readiness.questionnaire.model import Audience, Check, Term
from readiness.questionnaire.vocabulary import State
from readiness.translation import _


class Key(Enum):
    """What the user wants, where it isn't an answer."""

    NEXT = auto()
    BACK = auto()
    NOTE = auto()
    FLAG = auto()
    WORDS = auto()
    WHO = auto()
    UNDO = auto()
    GO_TO = auto()
    FIND = auto()
    SECTIONS = auto()
    ONLY = auto()
    REVIEW = auto()
    HELP = auto()
    STOP = auto()
    NOT_UNDERSTOOD = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a question: an answer, or a key with the words behind it."""

    state: State | None = None
    choice: str = ""
    key: Key | None = None
    words: str = ""


_KEYS = {
    "": Key.NEXT,
    "b": Key.BACK,
    "back": Key.BACK,
    "note": Key.NOTE,
    "f": Key.FLAG,
    "flag": Key.FLAG,
    "?": Key.WORDS,
    "w": Key.WHO,
    "z": Key.UNDO,
    "undo": Key.UNDO,
    "g": Key.GO_TO,
    "/": Key.FIND,
    "s": Key.SECTIONS,
    "v": Key.ONLY,
    "only": Key.ONLY,
    "r": Key.REVIEW,
    "review": Key.REVIEW,
    "h": Key.HELP,
    "help": Key.HELP,
    "q": Key.STOP,
    "quit": Key.STOP,
}
_STATES = {
    "1": State.YES,
    "y": State.YES,
    "yes": State.YES,
    "2": State.PARTLY,
    "p": State.PARTLY,
    "partly": State.PARTLY,
    "3": State.NO,
    "n": State.NO,
    "no": State.NO,
}
_ALWAYS = {"u": State.UNKNOWN, "x": State.NOT_APPLICABLE}
_WITH_WORDS = {
    "note": Key.NOTE,
    "g": Key.GO_TO,
    "/": Key.FIND,
    "v": Key.ONLY,
    "only": Key.ONLY,
    "x": State.NOT_APPLICABLE,
}


def reply(check: Check, typed: str) -> Reply:
    """What was typed at a question. Letters are the same in upper and lower case."""
    text = typed.strip()
    low = text.lower()
    if low in _ALWAYS:
        return Reply(state=_ALWAYS[low])
    if check.choices:
        if low.isdecimal() and 1 <= int(low) <= len(check.choices):
            chosen = check.choices[int(low) - 1]
            return Reply(state=chosen.state, choice=chosen.id)
    elif low in _STATES:
        return Reply(state=_STATES[low])
    if low in _KEYS:
        return Reply(key=_KEYS[low])
    if text.startswith("/"):
        return Reply(key=Key.FIND, words=text[1:].strip())
    first, _space, rest = text.partition(" ")
    meant = _WITH_WORDS.get(first.lower().rstrip(":"))
    if meant is State.NOT_APPLICABLE:
        return Reply(state=State.NOT_APPLICABLE, words=rest.strip())
    if isinstance(meant, Key):
        return Reply(key=meant, words=rest.strip())
    return Reply(key=Key.NOT_UNDERSTOOD, words=text)


def question_lines(interview: Interview, check: Check, own: Answer | None) -> Iterator[str]:
    """A question with where it stands and how it can be answered."""
    group = interview.group_of(check.id)
    visible = [id for id in group.items if interview.reading.is_visible(id)]
    place = _("{code}, {section}, {n} of {asked}")
    yield place.format(code=check.code, section=group.title, n=visible.index(check.id) + 1, asked=len(visible))
    if check.audience is Audience.COUNSEL_ONLY:
        yield _("Talk to coverage counsel first, before contacting broker or insurer. Delete nothing.")
    yield interview.question(check)
    yield from _choice_lines(check)
    if own is not None and own.state is not None:
        yield _("Your answer: {answer}").format(answer=answer_words(check, own))
    if own is not None and own.note:
        yield _("Your note: {note}").format(note=own.note)
    if check.id in interview.reading.assessment.flags:
        yield _("Flagged to look at again.")
    if check.id in interview.implied_no():
        yield _("From what you answered before, this is probably no.")


def _choice_lines(check: Check) -> Iterator[str]:
    if check.choices:
        yield from (f"{n}  {choice.label}" for n, choice in enumerate(check.choices, 1))
    else:
        yield _("1 yes: {means}").format(means=check.yes_means)
        yield _("2 partly: {means}").format(means=check.partly_means)
        yield _("3 no")
    if check.always:
        yield _("u I don't know")
    else:
        yield _("u I don't know, x doesn't apply")


def guidance_lines(interview: Interview, check: Check) -> Iterator[str]:
    """Why a question is asked, what good looks like, and its words."""
    yield _("Why: {why}").format(why=check.why)
    yield _("What proves it: {evidence}").format(evidence=check.evidence)
    yield _("First step if not: {step}").format(step=check.first_step)
    yield from (f"{term.term}: {term.text}" for term in terms(interview, check))


def conflict_lines(reading: Reading, check: Check) -> Iterator[str]:
    """What the answer to a check says against others, with the codes of those; counsel's matters are not told."""
    for conflict in conflicts_about(reading, check.id):
        if conflict.audience is Audience.COUNSEL_ONLY:
            yield _("Talk to coverage counsel first, before contacting broker or insurer. Delete nothing.")
            continue
        checks = reading.index.checks
        others = dict.fromkeys(quote.check for quote in conflict.quotes if quote.check != check.id)
        yield _("Doesn't fit together: {what}").format(what=conflict.sentence)
        yield from (
            _("g {code} goes to the other answer.").format(code=checks[id].code) for id in others if id in checks
        )


def who_line(check: Check) -> str:
    """Who usually knows."""
    return _("Usually answered by: {who}. If nobody knows, ask: {ask}.").format(
        who=who_words(check.respondent), ask=who_words(check.ask)
    )


def terms(interview: Interview, check: Check) -> tuple[Term, ...]:
    """The glossary entries whose words stand in a question and its answers."""
    text = " ".join((interview.question(check), check.yes_means, check.partly_means, check.why)).casefold()
    glossary = interview.reading.index.pack.glossary
    return tuple(term for term in glossary if any(word.casefold() in text for word in (term.term, *term.also)))


def key_lines() -> tuple[str, ...]:
    """Every key of plain mode."""
    return (
        _("y or 1 yes, p or 2 partly, n or 3 no, u I don't know, x doesn't apply; x REASON on one line works too"),
        _("Enter next, b back, z takes the last answer back, q stops; everything is kept"),
        _("note TEXT adds a note, f flags, ? explains the question and its words, w says who usually knows"),
        _("only WORD goes through some (open, flagged, unknown, unproven, or owner, IT and so on); only all ends that"),
        _("g CODE or g SECTION goes there, / WORD finds questions, details, notes and words"),
        _("s lists the sections, r shows what is left"),
    )


def part(interview: Interview, words: str) -> Only | None:
    """The part of the questions that is meant, among those that hold any."""
    wanted = words.strip().casefold()
    for only in interview.offered_parts():
        if wanted and any(name.casefold().startswith(wanted) for name in (only.value, part_words(only))):
            return only
    return None


def part_lines(interview: Interview) -> Iterator[str]:
    """The parts there are, with the word for each and how many questions are in it."""
    for only, n in interview.offered_parts().items():
        yield f"{only.value}: {part_words(only)}, {n}"
    yield _("all: every question")


def target(interview: Interview, words: str) -> str | None:
    """The item that a code, an id or the name of a section means: the first visible one there."""
    wanted = words.strip().casefold()
    index = interview.reading.index
    for id in interview.items:
        check = index.checks.get(id)
        if wanted in (id, check.code.casefold() if check is not None else id):
            return id
    if not wanted:
        return None
    for id in interview.items:
        if id in index.checks and index.checks[id].code.casefold().startswith(wanted):
            return id
    for group in interview.groups:
        if any(name.casefold().startswith(wanted) for name in (group.id, group.short, group.title)):
            return next((id for id in group.items if interview.reading.is_visible(id)), None)
    return None
