"""Answers that are each fine alone and cannot all hold, quoted side by side."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.assessment.conflicts import TWO_ANSWERS, Conflict, RuleOutcome
from readiness.assessment.findings import Finding, Kind
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity
from readiness.report import wording
from readiness.report.compose.answers import named
from readiness.report.compose.findings import run_in, severity_line
from readiness.report.compose.material import Material
from readiness.report.document import (
    Block,
    Column,
    DataTable,
    FactRow,
    FactsTable,
    Heading,
    Inline,
    Paragraph,
    Quote,
    QuotePair,
    Row,
    Run,
    Together,
    Voice,
)


def conflicts(material: Material) -> tuple[Block, ...]:
    """Every conflict that may stand here, the gravest first, and what could not be checked."""
    words = material.words_of(wording.Conflicts)
    blocks: list[Block] = [Heading(1, material.say(words.heading), "conflicts")]
    seen = in_order(material, counsel=False)
    if seen:
        blocks.append(Paragraph((Run(material.say(words.intro)),)))
        order = list(Severity)
        least = order.index(words.full_at_least)
        blocks += all_blocks(material, [one for one in seen if order.index(one.severity) <= least])
        blocks += _rest(material, [one for one in seen if order.index(one.severity) > least])
    else:
        blocks.append(Paragraph((Run(material.say(words.none)),)))
    unchecked = [one for one in material.judgement.unchecked if material.is_seen(one.audience)]
    return (*blocks, *unchecked_blocks(material, unchecked, words.unchecked_title))


def in_order(material: Material, *, counsel: bool) -> list[Conflict]:
    """The conflicts of one of the two places they may stand in, in the order of the findings."""
    place = {one.id: n for n, one in enumerate(material.judgement.findings) if one.kind is Kind.CONFLICT}
    mine = [
        one
        for one in material.judgement.conflicts
        if (one.audience is Audience.COUNSEL_ONLY if counsel else material.is_seen(one.audience))
    ]
    return sorted(mine, key=lambda conflict: place.get(conflict.id, len(place)))


def all_blocks(material: Material, conflicts: Iterable[Conflict]) -> list[Block]:
    """Conflicts one after the other; one rule that fired several times is told once, with every case."""
    return [block for cases in _by_rule(conflicts) for block in _in_full(material, cases)]


def _by_rule(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    told: dict[tuple[str, str, str], list[Conflict]] = {}
    for one in conflicts:
        told.setdefault((one.rule.id, one.title, one.severity), []).append(one)
    return list(told.values())


def told_as(material: Material, finding: Finding) -> str:
    """The anchor under which a finding is told: its own, or of the first case of its rule."""
    if finding.kind is not Kind.CONFLICT:
        return finding.identity
    for cases in _by_rule(in_order(material, counsel=False)):
        if any(one.id == finding.id for one in cases):
            return f"{Kind.CONFLICT}:{cases[0].id}"
    return ""


def _rest(material: Material, conflicts: list[Conflict]) -> list[Block]:
    """The less grave ones as rows: what is said, and who settles it."""
    if not conflicts:
        return []
    words = material.words_of(wording.Conflicts)
    columns = (
        Column(material.say(words.severity), 0.95),
        Column("", 0.75),
        Column(material.say(words.conflict), 6.6),
        Column(material.say(words.settles), 1.7),
    )
    groups = _by_rule(conflicts)
    rows = tuple(_rest_row(material, cases) for cases in groups)
    anchors = tuple(f"{Kind.CONFLICT}:{cases[0].id}" for cases in groups)
    return [Heading(2, material.say(words.rest_title)), DataTable(columns, rows, anchors, compact=True)]


def _rest_row(material: Material, cases: list[Conflict]) -> Row:
    first = cases[0]
    said = "".join(f"\n{case.sentence}" for case in cases)
    quoted: list[Inline] = []
    for case in cases:
        for quote in quotes_of(material, case):
            quoted += [Run("\n" + named(quote.label), muted=True), *quote.text]
    return (
        severity_line(material, first.severity),
        (Run(first.rule.code, muted=True),),
        (Run(first.title, strong=True), Run(said), *quoted),
        (Run(material.doer(first.rule.settle_with)),),
    )


def _in_full(material: Material, cases: list[Conflict]) -> list[Block]:
    """The sentence, the answers side by side, why they cannot all hold, who settles it, what to do."""
    words = material.words_of(wording.Conflicts)
    first, rule = cases[0], cases[0].rule
    settle = material.say(words.settle, who=material.doer(rule.settle_with, with_role=True))
    blocks: list[Block] = [
        Heading(3, f"{rule.code}  {first.title}", f"conflict:{first.id}", listed=False),
        Paragraph((*severity_line(material, first.severity), Run(f" · {settle}")), Voice.TIGHT),
    ]
    for case in cases:
        blocks.append(Paragraph((Run(case.sentence),), Voice.TIGHT))
        quotes = quotes_of(material, case)
        if quotes and (case is cases[-1] or quotes != quotes_of(material, cases[-1])):
            blocks.append(QuotePair(quotes))
    rows = (
        FactRow(material.say(words.why), (Run(rule.why),)),
        FactRow(material.say(words.steps), (Run(run_in(rule.steps)),)),
    )
    return [Together(tuple(blocks)), FactsTable(rows)]


def quotes_of(material: Material, case: Conflict) -> tuple[Quote, ...]:
    """The answers side by side: those the rule compares, or what each person said to one question."""
    if case.rule.builtin != TWO_ANSWERS:
        return tuple(Quote(_label(material, one.check, one.label), (Run(one.words),)) for one in case.quotes)
    check = material.index.checks[case.subject]
    return tuple(
        Quote(f"{check.code} · {material.person(answer.respondent)}", material.state_line(check, answer, strong=False))
        for answer in material.reading.answers(case.subject)
    )


def _label(material: Material, check_id: str, label: str) -> str:
    check = material.index.checks.get(check_id)
    return f"{check.code} · {label}" if check is not None else label


def unchecked_blocks(material: Material, outcomes: Iterable[RuleOutcome], title: str) -> list[Block]:
    """The comparisons for which an answer is missing: neither passed nor failed."""
    words = material.words_of(wording.Conflicts)
    rows = tuple(_unchecked(material, outcome) for outcome in outcomes)
    if not rows:
        return []
    columns = (Column(material.say(words.rule), 1.0), Column(material.say(words.needs), 8.0))
    return [
        Heading(2, material.say(title)),
        Paragraph((Run(material.say(words.unchecked_intro)),), Voice.SMALL),
        DataTable(columns, rows, compact=True),
    ]


def _unchecked(material: Material, outcome: RuleOutcome) -> Row:
    words = material.words_of(wording.Conflicts)
    if outcome.currencies:
        needs = material.say(words.currencies, value=", ".join(outcome.currencies))
    else:
        needs = "; ".join(dict.fromkeys(_asked(material, id) for id in outcome.missing))
    return ((Run(outcome.rule.code, muted=True),), (Run(needs),))


def _asked(material: Material, id: str) -> str:
    """The question or the label behind an id, with the code of its check."""
    index = material.index
    if id in index.checks:
        return f"{index.checks[id].code} {index.checks[id].question}"
    fact_id = id if id in index.facts else id.rpartition(".")[0]
    fact, check = index.facts.get(fact_id), index.check_of_fact.get(fact_id)
    label = fact.label if fact is not None else id
    return f"{check.code} {label}" if check is not None else label
