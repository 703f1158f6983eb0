"""Clocks: what policy, contracts and lawyer leave of time against one's own, and the duties that may apply.

No law is asserted here. What may apply comes from a file that says as of when and how sure it is; the
hours of policies and contracts come from the answers alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from readiness.assessment.clock_page import ClockLine, clock_page
from readiness.assessment.duties import Duties, ListedDuty
from readiness.assessment.duty_words import (
    because_words,
    clock_words,
    confidence_words,
    heading_lines,
    mark_words,
    note_words,
    recipient_words,
    standing_words,
)
from readiness.assessment.timeline import TimedStep
from readiness.assessment.timeline_words import finish_words, hours_words, kind_words, margin_words, slack_words
from readiness.assessment.words import length_words
from readiness.questionnaire.duty_model import Confidence, Duty
from readiness.questionnaire.timeline_model import DeadlineKind
from readiness.report.compose.material import Material
from readiness.report.compose.steps import codes, missing, who
from readiness.report.document import (
    Block,
    Callout,
    Column,
    DataTable,
    Heading,
    Line,
    Listing,
    Paragraph,
    Row,
    Run,
    Tone,
    Voice,
)
from readiness.report.time_wording import Clocks

_OUTSIDE = (DeadlineKind.INSURER, DeadlineKind.CONTRACT, DeadlineKind.LAW)
"""Deadlines that others set, taken from the answers."""
_ENDLESS = 10**9
"""Sorts what has no slack after all that has some."""


def clocks(material: Material) -> tuple[Block, ...]:
    """One's own clocks, then the duties that may apply, those that depend on an answer, and what to mind."""
    words = material.words_of(Clocks)
    said, found = material.say, material.duties
    blocks: list[Block] = [
        Heading(1, said(words.heading), "clocks"),
        *((Paragraph((Run(said(words.intro)),)),) if words.intro else ()),
        Heading(2, said(words.own_title)),
        *_own(material, words),
    ]
    if found is None:
        return tuple(blocks)
    blocks += [
        Heading(2, said(words.duties_title), "duties"),
        Callout((Run("\n".join(heading_lines(found))),), "", Tone.ACCENT),
        *_listed(material, words, found),
        *_depending(material, words, found),
        Listing(tuple((Run(text),) for text in (*map(said, words.closing), found.file.disclaimer)), voice=Voice.SMALL),
    ]
    return tuple(blocks)


def _own(material: Material, words: Clocks) -> tuple[Block, ...]:
    said = material.say
    steps = [one for one in material.judgement.timeline.steps if one.due is not None and one.due.kind in _OUTSIDE]
    if not steps:
        return (Paragraph((Run(said(words.no_own)),)),)
    columns = (
        Column(said(words.clock), 2.5),
        Column(said(words.limit), 1.7),
        Column(said(words.own_time), 4.6),
        Column(said(words.slack), 1.2),
        Column(said(words.who), 1.2),
    )
    steps.sort(key=_slack)
    return (
        Paragraph((Run(said(words.own_intro)),)),
        DataTable(columns, tuple(_own_row(material, words, one) for one in steps), compact=True),
    )


def _slack(timed: TimedStep) -> int:
    slack = timed.due.slack if timed.due is not None else None
    return _ENDLESS if slack is None else slack


def _own_row(material: Material, words: Clocks, timed: TimedStep) -> Row:
    due = timed.due
    assert due is not None
    tone = Tone.BAD if timed.is_late else Tone.PLAIN
    return (
        (Run(timed.step.label), Run(f"\n{kind_words(due.kind)}", muted=True)),
        _limit(material, words, timed),
        _own_time(material, words, timed),
        (Run(slack_words(timed), strong=timed.is_late, tone=tone),),
        (Run(who(material, timed)),),
    )


def _limit(material: Material, words: Clocks, timed: TimedStep) -> Line:
    due, said = timed.due, material.say
    assert due is not None
    if due.as_soon_as_practicable:
        return (Run(said(words.no_number)),)
    if due.missing or due.within is None:
        return (Run(f"{said(words.no_limit)} "), *codes(material, due.missing))
    begins = material.judgement.timeline.by_id.get(due.counted_from)
    step = begins.step.label if begins is not None else due.counted_from
    return (Run(said(words.counted, hours=length_words(f"{due.within}m"), step=step)),)


def _own_time(material: Material, words: Clocks, timed: TimedStep) -> Line:
    """How long one's own way there takes, and the stretches it is made of."""
    if timed.finish is None:
        return (Run(material.say(words.not_answered, missing=missing(material, timed.missing))),)
    drawn = material.judgement.timeline
    parts = []
    for one in (drawn.by_id[id] for id in drawn.path(timed.step.id)):
        taken = (one.finish or 0) - (one.start or 0)
        if taken:
            parts.append(material.say(words.part_of_time, hours=hours_words(taken), step=one.step.label))
    line: Line = (Run(finish_words(timed), strong=True),)
    return (*line, Run("\n" + "; ".join(parts), muted=True)) if parts else line


def _listed(material: Material, words: Clocks, found: Duties) -> tuple[Block, ...]:
    said = material.say
    if not found.listed:
        return (Paragraph((Run(said(words.none)),)),)
    lines = clock_page(found, material.judgement.timeline)
    columns = (Column(said(words.recipient), 1.7), Column(said(words.may), 5.1), Column(said(words.under), 3.2))
    rows = tuple(_clock_row(material, words, found, line) for line in _by_recipient(found, lines))
    why = (Column(said(words.duty), 3.6), Column(said(words.because), 3.6), Column(said(words.how_sure), 2.8))
    return (
        *_tightest(material, words, found, lines),
        *((DataTable(columns, rows, compact=True),) if rows else ()),
        Heading(2, said(words.why_title)),
        DataTable(
            why,
            tuple(_duty_row(material, words, one) for one in found.listed),
            tuple(f"duty:{one.duty.id}" for one in found.listed),
            compact=True,
        ),
    )


def _by_recipient(found: Duties, lines: Iterable[ClockLine]) -> list[ClockLine]:
    """The clocks by who has to hear, the recipient with the shortest clock first, shortest first within each."""
    groups = found.by_recipient.values()
    order = {id(clock): n for n, clock in enumerate(clock for group in groups for clock in group)}
    return sorted(lines, key=lambda line: order[id(line.clock)])


def _tightest(material: Material, words: Clocks, found: Duties, lines: Iterable[ClockLine]) -> tuple[Block, ...]:
    """The clock of a law that leaves least time; clocks of one's own papers stand above."""
    known = [line for line in lines if line.slack is not None and not line.clock.is_own]
    if not known:
        return ()
    line = known[0]
    assert line.slack is not None
    text = material.say(
        words.tightest,
        label=clock_words(found, line.clock),
        who=recipient_words(found, line.clock.recipient),
        slack=margin_words(line.slack, at_least=line.at_least),
    )
    return (Paragraph((Run(text),)),)


def _clock_row(material: Material, words: Clocks, found: Duties, line: ClockLine) -> Row:
    clock = line.clock
    beside = [clock.wording] if clock.has_number and not clock.is_own else []
    beside += note_words(material.index, replace(clock, missing=()))
    if clock.missing:
        beside.append(material.say(words.own_papers, missing=missing(material, clock.missing)))
    term: Line = (Run(clock_words(found, clock)),)
    if beside:
        term = (*term, Run("\n" + "; ".join(beside), muted=True))
    if line.slack is not None and line.slack < 0 and not clock.is_own and line.finish is not None:
        late = margin_words(line.slack, at_least=line.at_least)
        told = material.say(words.late, hours=hours_words(line.finish), slack=late)
        term = (*term, Run(f"\n{told}", strong=True, tone=Tone.BAD))
    return ((Run(recipient_words(found, clock.recipient)),), term, _under(material, words, clock.duty))


def _under(material: Material, words: Clocks, duty: Duty) -> Line:
    said = material.say
    law = Run(said(words.law, label=duty.jurisdiction, value=duty.citation), to=f"duty:{duty.id}")
    sure = said(words.standing, day=material.day(duty.as_of), confidence=confidence_words(duty.confidence))
    low = duty.confidence is Confidence.LOW
    return (law, Run(f"\n{sure}", muted=not low, strong=low, tone=Tone.FAIR if low else Tone.PLAIN))


def _duty_row(material: Material, words: Clocks, listed: ListedDuty) -> Row:
    duty = listed.duty
    name: Line = (Run(duty.law_name, strong=True), Run(f"\n{duty.jurisdiction}; {duty.citation}", muted=True))
    asked = "".join("\n" + material.say(words.ask, value=question) for question in duty.questions)
    marks = "".join(f"\n{mark}" for mark in mark_words(listed))
    sure: Line = (Run(standing_words(duty)),)
    seen = (one for one in listed.because if material.check_is_seen(_check_of(material, one.fact)))
    known = replace(listed, because=tuple(seen))
    return (
        name,
        (Run(because_words(known)), *((Run(asked, muted=True),) if asked else ())),
        (*sure, Run(marks, strong=True, tone=Tone.FAIR)) if marks else sure,
    )


def _check_of(material: Material, fact_id: str) -> str:
    check = material.index.check_of_fact.get(fact_id)
    return check.id if check is not None else ""


def _depending(material: Material, words: Clocks, found: Duties) -> tuple[Block, ...]:
    """The duties that depend on an opening fact which was not answered, by that fact."""
    said, facts = material.say, material.index.facts
    rows = []
    for ids, waiting in found.depends_on.items():
        known = [id for id in ids if id in facts]
        if known:
            rows.append(((Run(missing(material, known)),), (Run(_waiting(material, words, waiting)),)))
    if not rows:
        return ()
    columns = (Column(said(words.depends_on), 4.0), Column(said(words.waiting), 6.0))
    return (
        Heading(2, said(words.depends_title)),
        Paragraph((Run(said(words.depends_intro)),), Voice.SMALL),
        DataTable(columns, tuple(rows), compact=True),
    )


def _waiting(material: Material, words: Clocks, duties: tuple[Duty, ...]) -> str:
    names = list(dict.fromkeys(f"{duty.law_name} ({duty.jurisdiction})" for duty in duties))
    shown = names[: max(words.most_waiting, 1)]
    if len(shown) < len(names):
        shown.append(material.say(material.definition.words.and_more, n=len(names) - len(shown)))
    return "; ".join(shown)
