"""How the domains stand, and what is working."""

from __future__ import annotations

from readiness.assessment.proof import Proof, newest, proof, standing_answers
from readiness.assessment.scoring import Numbers
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Check
from readiness.questionnaire.vocabulary import State
from readiness.report import wording
from readiness.report.compose.material import Material
from readiness.report.document import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    DataTable,
    Heading,
    Paragraph,
    Row,
    Run,
    Together,
)

_STATES = (State.YES, State.PARTLY, State.NO, State.UNKNOWN)


def domains(material: Material) -> tuple[Block, ...]:
    """Bars of in place and proven with the counts behind them; of a draft only the counts."""
    words = material.words_of(wording.Domains)
    heading = Heading(1, material.say(words.heading), "domains")
    if material.is_draft:
        return (heading, Paragraph((Run(material.say(words.draft)),)), _counts(material))
    # The axis says nothing without the bars above it.
    return (heading, Paragraph((Run(material.say(words.intro)),)), Together((_chart(material),)))


def _chart(material: Material) -> BarChart:
    words = material.words_of(wording.Domains)
    previous = material.previous
    before = {one.id: one.numbers.in_place for one in previous.sections} if previous is not None else {}
    bars = []
    for section in material.judgement.sections:
        numbers, last = section.numbers, before.get(section.id)
        bars.append(
            Bar(
                label=section.title,
                in_place=None if numbers.in_place is None else float(numbers.in_place),
                proven=None if numbers.proven is None else float(numbers.proven),
                before=None if last is None else float(last),
                note=_counted(material, numbers),
            )
        )
    return BarChart(
        tuple(bars),
        in_place=material.say(words.in_place),
        proven=material.say(words.proven),
        before=material.say(words.before) if before else "",
        not_judged=material.say(words.not_judged),
    )


def _counted(material: Material, numbers: Numbers) -> str:
    """How many were asked, and the answers that were given."""
    words = material.words_of(wording.Domains)
    states = material.definition.words.states
    given = [
        f"{numbers.states[state]} {states[state]}"
        for state in (*_STATES, State.NOT_APPLICABLE)
        if numbers.states[state]
    ]
    if not given:
        return ""
    return material.say(words.counted, n=sum(numbers.states.values()), value=", ".join(given))


def _counts(material: Material) -> DataTable:
    words, states = material.words_of(wording.Domains), material.definition.words.states
    columns = (
        Column(material.say(words.domain), 2.4),
        Column(material.say(words.asked), 0.8, Align.RIGHT),
        *(Column(states[state], 0.9, Align.RIGHT) for state in _STATES),
        Column(states[State.NOT_APPLICABLE], 1.3, Align.RIGHT),
    )
    rows = tuple(_count_row(one.title, one.numbers) for one in material.judgement.sections)
    return DataTable(columns, rows, compact=True)


def _count_row(title: str, numbers: Numbers) -> Row:
    answered = numbers.states
    counts = [sum(answered.values()), *(answered[state] for state in _STATES), answered[State.NOT_APPLICABLE]]
    return ((Run(title),), *((Run(str(count)),) for count in counts))


def working(material: Material) -> tuple[Block, ...]:
    """What is in place and proven, so that nobody undoes it."""
    words = material.words_of(wording.Working)
    proven = (one for one in material.reading.scope.checks if material.is_seen(one.audience))
    rows = [_working(material, check) for check in proven if _is_proven(material, check)]
    heading = Heading(1, material.say(words.heading), "working")
    if not rows:
        return (heading, Paragraph((Run(material.say(words.none)),)))
    columns = (
        Column("", 0.8),
        Column(material.say(words.holds), 3.5),
        Column(material.say(words.proof), 4.2),
        Column(material.say(words.dated), 1.0),
    )
    return (heading, Paragraph((Run(material.say(words.intro)),)), DataTable(columns, tuple(rows), compact=True))


def _is_proven(material: Material, check: Check) -> bool:
    reading = material.reading
    return reading.state(check.id) is State.YES and proof(reading, check) is Proof.SHOWN


def _working(material: Material, check: Check) -> Row:
    answers = standing_answers(material.reading, check.id)
    shown_by = [", ".join(part for part in (one.description, one.place) if part) for a in answers for one in a.evidence]
    day = newest(answers)
    return (
        (Run(check.code, muted=True),),
        (Run(check.good[:1].upper() + check.good[1:]),),
        (Run("\n".join(text for text in shown_by if text)),),
        (Run(day_words(day) if day is not None else ""),),
    )
