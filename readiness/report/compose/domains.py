"""How the domains stand, and what is working."""

from __future__ import annotations

from readiness.assessment.proof import Proof, newest, proof, standing_answers
from readiness.assessment.scoring import Numbers
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Check, State
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
)

_STATES = (State.YES, State.PARTLY, State.NO, State.UNKNOWN)


def domains(material: Material) -> tuple[Block, ...]:
    """Bars of in place and proven, and the counts behind them."""
    words = material.words_of(wording.Domains)
    blocks: list[Block] = [Heading(1, material.say(words.heading), "domains")]
    blocks.append(Paragraph((Run(material.say(words.draft if material.is_draft else words.intro)),)))
    if not material.is_draft:
        blocks.append(_chart(material))
    state_words = material.definition.words.states
    columns = (
        Column(material.say(words.domain), 2.4),
        Column(material.say(words.asked), 0.8, Align.RIGHT),
        *(Column(state_words[state], 0.9, Align.RIGHT) for state in _STATES),
        Column(state_words[State.NOT_APPLICABLE], 1.3, Align.RIGHT),
    )
    blocks.append(DataTable(columns, tuple(_counts(one.title, one.numbers) for one in material.judgement.sections)))
    return tuple(blocks)


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
            )
        )
    return BarChart(
        tuple(bars),
        in_place=material.say(words.in_place),
        proven=material.say(words.proven),
        before=material.say(words.before) if before else "",
        not_judged=material.say(words.not_judged),
    )


def _counts(title: str, numbers: Numbers) -> Row:
    answered = dict(numbers.states)
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
        Column("", 0.9),
        Column(material.say(words.holds), 3.4),
        Column(material.say(words.proof), 3.4),
        Column(material.say(words.dated), 1.2),
    )
    return (heading, Paragraph((Run(material.say(words.intro)),)), DataTable(columns, tuple(rows)))


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
