"""If it happened tonight: the first hours as sentences, a chart and a table."""

from __future__ import annotations

from readiness.assessment.timeline import Gap, StepState, TimedStep
from readiness.assessment.timeline_words import (
    due_words,
    finish_words,
    gap_label,
    hours_number,
    hours_words,
    kind_words,
    slack_words,
)
from readiness.report.compose.material import Material
from readiness.report.compose.steps import codes, missing, own_missing, who
from readiness.report.document import (
    Block,
    Column,
    DataTable,
    Glyph,
    Heading,
    Inline,
    Line,
    Listing,
    Mark,
    Paragraph,
    Row,
    Run,
    TimelineChart,
    TimelineRow,
    Tone,
    Voice,
)
from readiness.report.time_wording import Tonight

_GLYPHS = {
    StepState.ANSWERED: Glyph.YES,
    StepState.UNPROVEN: Glyph.UNPROVEN,
    StepState.NOT_KNOWN: Glyph.UNKNOWN,
    StepState.BROKEN: Glyph.NO,
}
_LEAST_TIMED = 3
"""One step in so many must have a time for a chart to show anything."""


def tonight(material: Material) -> tuple[Block, ...]:
    """What is late and what costs most, the chart, and the table of all steps."""
    words = material.words_of(Tonight)
    said, drawn = material.say, material.judgement.timeline
    heading = Heading(1, said(words.heading), "tonight")
    if not drawn.steps:
        return (heading, Paragraph((Run(said(words.none)),)))
    timed = sum(step.finish is not None for step in drawn.steps)
    return (
        heading,
        Paragraph((Run(said(words.intro)),)),
        Listing(tuple((Run(sentence),) for sentence in _sentences(material, words))),
        *((_chart(material, words),) if timed * _LEAST_TIMED >= len(drawn.steps) else ()),
        _table(material, words),
        Paragraph((Run(said(words.note)),), Voice.SMALL),
    )


def _sentences(material: Material, words: Tonight) -> list[str]:
    said, drawn = material.say, material.judgement.timeline
    late = drawn.late
    sentences = []
    if late:
        value = "; ".join(f"{one.step.label} ({slack_words(one)})" for one in late)
        sentences.append(said(words.late, n=len(late), value=value))
    elif any(one.due is not None and one.due.slack is not None for one in drawn.steps):
        sentences.append(said(words.not_late))
    unknown = [one for one in drawn.steps if one.finish is None]
    if unknown:
        ids = dict.fromkeys(id for one in unknown for id in one.missing)
        sentences.append(said(words.unknown, n=len(unknown), value=missing(material, ids)))
    return sentences + _costs(material, words)


def _costs(material: Material, words: Tonight) -> list[str]:
    """What the costliest gap costs, and what those after it cost at the same step."""
    said, drawn = material.say, material.judgement.timeline
    gaps = [gap for gap in drawn.gaps if material.check_is_seen(gap.check)]
    if not gaps:
        return []
    first = gaps[0]
    step = drawn.by_id[first.at].step.label
    label = gap_label(material.index, first)
    sentences = [said(words.costs, label=label, step=step, hours=hours_words(first.minutes))]
    others = [gap for gap in gaps[1:] if gap.at == first.at][: max(words.most_gaps, 0)]
    if others:
        sentences.append(said(words.costs_next, value="; ".join(_gap(material, words, gap) for gap in others)))
    return sentences


def _gap(material: Material, words: Tonight, gap: Gap) -> str:
    return material.say(words.gap, label=gap_label(material.index, gap), hours=hours_words(gap.minutes))


def _chart(material: Material, words: Tonight) -> TimelineChart:
    """The steps on the axis alone: the table below says the rest."""
    said = material.say
    rows = tuple(
        TimelineRow(
            step=one.step.label,
            who="",
            earliest=hours_number(one.finish),
            due=hours_number(one.due.at) if one.due is not None else None,
            slack="",
            state=(),
            tone=Tone.BAD if one.is_late else Tone.PLAIN,
        )
        for one in material.judgement.timeline.steps
    )
    return TimelineChart(
        rows,
        hours=words.hours,
        step=said(words.step),
        slack="",
        state="",
        axis=said(words.axis),
        earliest=said(words.key_earliest),
        due=said(words.key_due),
    )


def _table(material: Material, words: Tonight) -> DataTable:
    said = material.say
    columns = (
        Column(said(words.step), 2.6),
        Column(said(words.who), 1.5),
        Column(said(words.needed), 1.6),
        Column(said(words.earliest), 1.9),
        Column(said(words.slack), 1.3),
        Column(said(words.state), 2.9),
    )
    rows = tuple(_row(material, words, one) for one in material.judgement.timeline.steps)
    return DataTable(columns, rows, compact=True)


def _row(material: Material, words: Tonight, timed: TimedStep) -> Row:
    tone = Tone.BAD if timed.is_late else Tone.PLAIN
    return (
        (Run(timed.step.label),),
        (Run(who(material, timed)),),
        _needed(material, words, timed),
        _earliest(material, words, timed),
        (Run(slack_words(timed), strong=timed.is_late, tone=tone),),
        _state(material, words, timed),
    )


def _needed(material: Material, words: Tonight, timed: TimedStep) -> Line:
    due = timed.due
    if due is None:
        return ()
    by: Line = (Run(due_words(material.index, due)),)
    if due.missing:
        by = (Run(f"{material.say(words.no_deadline)} "), *codes(material, due.missing))
    return (*by, Run(f"\n{kind_words(due.kind)}", muted=True))


def _earliest(material: Material, words: Tonight, timed: TimedStep) -> Line:
    assumed = sum(part.minutes for part in timed.stretches if part.assumed)
    line: Line = (Run(finish_words(timed), muted=timed.finish is None),)
    if not assumed or timed.finish is None:
        return line
    return (*line, Run(" " + material.say(words.assumed, hours=hours_words(assumed)), muted=True))


def _state(material: Material, words: Tonight, timed: TimedStep) -> Line:
    """The state, and what keeps it from the next better one."""
    said = material.say
    word = Run(material.definition.words.steps[timed.state], strong=timed.state is StepState.BROKEN)
    line: list[Inline] = [Mark(_GLYPHS[timed.state]), word]
    open_ = codes(material, timed.checks)
    if open_:
        line += [Run(f"{said(words.open)} ", muted=True), *open_]
    own = own_missing(material, timed)
    if own:
        line.append(Run("\n" + said(words.missing, missing=missing(material, own)), muted=True))
    elif timed.missing:
        line.append(Run("\n" + said(words.waits, step=_waits_for(material, timed)), muted=True))
    return tuple(line)


def _waits_for(material: Material, timed: TimedStep) -> str:
    by_id = material.judgement.timeline.by_id
    unknown = [by_id[name].step.label for name in timed.after if name in by_id and by_id[name].finish is None]
    return unknown[0] if unknown else ""
