"""The first 72 hours as a sheet to fill in: the steps with their limits, and the duties that may apply."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.clock_page import ClockLine, clock_page
from readiness.assessment.duties import Duties
from readiness.assessment.duty_words import clock_words, confidence_words, heading_lines, recipient_words
from readiness.assessment.timeline import TimedStep
from readiness.assessment.timeline_words import due_words, finish_words
from readiness.report.compose.material import Material
from readiness.report.compose.steps import missing, who
from readiness.report.document import Block, Callout, Column, DataTable, Line, Listing, Paragraph, Row, Run, Tone, Voice
from readiness.report.piece import Hours, MayApply

_BLANK: Line = (Run("\u00a0\n\u00a0"),)


def hours(material: Material, words: Hours) -> Iterator[Block]:
    """One row a step: what, who, by when, what was planned; the time and the name of the real thing by hand."""
    drawn, said = material.judgement.timeline, material.say
    if not drawn.steps:
        yield Paragraph((Run(said(words.none)),))
        return
    columns = (
        Column("", 0.55),
        Column(said(words.step), 3.0),
        Column(said(words.who), 1.7),
        Column(said(words.limit), 1.9),
        Column(said(words.planned), 1.4),
        Column(said(words.done), 1.6),
        Column(said(words.by), 1.4),
    )
    yield DataTable(columns, tuple(_step(material, words, n, one) for n, one in enumerate(drawn.steps, 1)))


def _step(material: Material, words: Hours, number: int, timed: TimedStep) -> Row:
    due = timed.due
    limit = ""
    if due is not None:
        limit = material.say(words.no_limit) if due.missing else due_words(material.index, due)
    return (
        (Run(str(number), muted=True),),
        (Run(timed.step.label, strong=True),),
        (Run(who(material, timed)),),
        (Run(limit),),
        (Run(finish_words(timed) if timed.finish is not None else "", muted=True),),
        _BLANK,
        _BLANK,
    )


def may_apply(material: Material, words: MayApply) -> Iterator[Block]:
    """The duties the answers point to, as the file of duties words them, each with its as-of day."""
    found, said = material.duties, material.say
    if found is None:
        yield Paragraph((Run(said(words.none)),))
        return
    yield Callout((Run("\n".join(heading_lines(found))),), "", Tone.ACCENT)
    lines = clock_page(found, material.judgement.timeline)
    if lines:
        columns = (Column(said(words.recipient), 2.2), Column(said(words.may), 4.4), Column(said(words.under), 3.4))
        yield DataTable(columns, tuple(_duty(material, found, line) for line in lines), compact=True)
    else:
        yield Paragraph((Run(said(words.none)),))
    open_facts = [id for ids in found.depends_on for id in ids if id in material.index.facts]
    if open_facts:
        value = missing(material, dict.fromkeys(open_facts), len(open_facts))
        yield Listing(((Run(said(words.waiting, value=value)),),), voice=Voice.SMALL)
    yield Paragraph((Run(found.file.disclaimer),), Voice.SMALL)


def _duty(material: Material, found: Duties, line: ClockLine) -> Row:
    clock = line.clock
    sure = f"{material.day(clock.duty.as_of)}, {confidence_words(clock.duty.confidence)}"
    return (
        (Run(recipient_words(found, clock.recipient)),),
        (Run(clock_words(found, clock)),),
        (Run(f"{clock.duty.jurisdiction}: {clock.duty.citation}"), Run(f"\n{sure}", muted=True)),
    )
