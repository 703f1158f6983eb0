"""Letters: what nobody knew or could prove becomes questions to whoever knows; conflicts go to counsel alone.

A letter to anybody else has no score, no finding and no quoted conflict in it: it may be read by the other side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness.assessment.conflicts import Conflict
from readiness.assessment.findings import Finding, Kind
from readiness.questionnaire.model import Check
from readiness.report.compose.conflicts import in_order, quotes_of
from readiness.report.compose.material import Material
from readiness.report.document import Blank, Block, Heading, Listing, Paragraph, QuotePair, Run, Together, Voice
from readiness.report.piece import Matters, Questions


def questions(material: Material, words: Questions) -> Iterator[Block]:
    """The questions to one addressee: what nobody knew, what was left empty, what should be sent."""
    place = {id: number for number, id in enumerate(material.index.checks)}
    mine = [one for one in material.findings if one.ask is words.to and one.check is not None]
    mine.sort(key=lambda one: place[one.check.id] if one.check is not None else 0)
    unknown = [one for one in mine if one.kind is Kind.UNKNOWN]
    unproven = [one for one in mine if one.kind in (Kind.UNPROVEN, Kind.STALE)]
    blanks = [
        blank.fact.label
        for blank in material.judgement.blanks
        if material.is_seen(blank.audience) and material.index.checks[blank.check].ask is words.to
    ]
    if not (unknown or unproven or blanks):
        yield Paragraph((Run(material.nothing(words.none)),))
    number = 0
    for intro, asked in (
        (words.unknown, [check.question for check in _checks(unknown)]),
        (words.blank, blanks),
        (words.unproven, [check.evidence for check in _checks(unproven)]),
    ):
        if asked:
            yield Paragraph((Run(material.say(intro), strong=True),))
        for text in asked:
            number += 1
            yield Together((Paragraph((Run(f"{number}.  {text}"),), Voice.TIGHT), *_room(material, words)))


def _checks(found: Sequence[Finding]) -> list[Check]:
    return [one.check for one in found if one.check is not None]


def _room(material: Material, words: Questions) -> tuple[Block, ...]:
    return (Blank(words.lines, material.say(words.answer)),) if words.lines else ()


def matters(material: Material, words: Matters) -> Iterator[Block]:
    """Everything that does not fit together, counsel's own matters first, each with the answers side by side."""
    found = [*in_order(material, counsel=True), *in_order(material, counsel=False)]
    if not found:
        yield Paragraph((Run(material.nothing(words.none)),))
        return
    yield Paragraph((Run(material.say(words.intro)),))
    for one in found:
        yield from _matter(material, words, one)
    missing = [outcome.rule.title for outcome in material.judgement.unchecked]
    if missing:
        yield Paragraph((Run(material.say(words.unchecked), strong=True),))
        yield Listing(tuple((Run(title),) for title in dict.fromkeys(missing)))


def _matter(material: Material, words: Matters, conflict: Conflict) -> Iterator[Block]:
    quotes = quotes_of(material, conflict)
    yield Together(
        (
            Heading(3, f"{conflict.rule.code}  {conflict.title}", listed=False),
            Paragraph((Run(conflict.sentence),), Voice.TIGHT),
            *((QuotePair(quotes),) if quotes else ()),
        )
    )
    yield Paragraph((Run(f"{material.say(words.why)} ", muted=True), Run(conflict.rule.why)))
