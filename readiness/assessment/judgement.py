"""Everything that follows from one assessment on one day, in one value that never changes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from readiness.assessment.conflicts import Conflict, RuleOutcome, fired, rule_outcomes, unchecked
from readiness.assessment.findings import Blocks, Finding, findings, visible_to
from readiness.assessment.model import Action, Assessment, Summary
from readiness.assessment.reading import Reading
from readiness.assessment.scoring import Numbers, Score, score
from readiness.assessment.timeline import Timeline, timeline
from readiness.assessment.timeline import blocks as hours_blocked
from readiness.assessment.verdicts import Decision, decisions, section_verdict
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Fact, FactType
from readiness.questionnaire.vocabulary import Severity

INTERVAL_DAYS = 90
"""Days from one assessment to the next, until the organisation says otherwise."""


@dataclass(frozen=True, slots=True)
class SectionVerdict:
    """What one section comes to."""

    id: str
    title: str
    short: str
    numbers: Numbers
    sentence: str


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A line of the register of dates."""

    fact: Fact
    day: date
    days_left: int
    """Days until that day; negative once it has passed."""
    check: str
    """Id of the check that captures it; empty for an opening fact."""
    audience: Audience

    @property
    def expires(self) -> bool:
        """Whether something ends on that day, or it only dates something."""
        return self.fact.expires


@dataclass(frozen=True, slots=True)
class Blank:
    """A fact that an answer requires and that was left empty: listed under unknowns, never blocking."""

    fact: Fact
    check: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one assessment comes to. Show no score of a draft: `score.band` is None, and its numbers are not final."""

    reading: Reading
    as_of: date
    next_due: date
    score: Score
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    outcomes: tuple[RuleOutcome, ...]
    """Every rule of the pack with what it came to."""
    unchecked: tuple[RuleOutcome, ...]
    """Conflicts that cannot be checked, with the answers that are missing."""
    sections: tuple[SectionVerdict, ...]
    dated: tuple[DatedFact, ...]
    """The register of dates, the nearest first."""
    blanks: tuple[Blank, ...]
    decisions: tuple[Decision, ...]
    timeline: Timeline
    """If it happened tonight; without steps where the pack has none."""

    @property
    def is_final(self) -> bool:
        """Whether numbers may be shown: a draft has none."""
        return self.reading.is_sealed


def judge(
    index: Index,
    assessment: Assessment,
    today: date,
    interval_days: int = INTERVAL_DAYS,
    actions: Iterable[Action] | None = None,
    blocks: Blocks | None = None,
) -> Judgement:
    """Judge an assessment as of `today`.

    `actions` are the organisation's present ones; without them the copy sealed into the assessment is used.
    `blocks` says what a finding blocks of the timeline; left out, the timeline of the answers themselves does.

    Raises:
        AssessmentError: the assessment and the pack don't belong together.
        TimelineError: the steps of the pack go round in a circle; one that was loaded from files never does.
    """
    as_of = date.fromisoformat(assessment.as_of) if assessment.as_of else today
    next_due = as_of + timedelta(days=interval_days)
    reading = Reading(index, assessment, today, next_due)
    outcomes = rule_outcomes(reading)
    conflicts = fired(outcomes)
    drawn = timeline(index, reading)
    found = findings(reading, conflicts, blocks or hours_blocked(drawn))
    scored = score(reading, conflicts)
    return Judgement(
        reading=reading,
        as_of=as_of,
        next_due=next_due,
        score=scored,
        findings=found,
        conflicts=conflicts,
        outcomes=outcomes,
        unchecked=unchecked(outcomes),
        sections=_sections(reading, scored, found),
        dated=register_of_dates(reading),
        blanks=blank_facts(reading),
        decisions=decisions(reading, found, assessment.actions if actions is None else actions),
        timeline=drawn,
    )


def _sections(reading: Reading, scored: Score, found: tuple[Finding, ...]) -> tuple[SectionVerdict, ...]:
    return tuple(
        SectionVerdict(
            id=section.section,
            title=section.title,
            short=section.short or section.title,
            numbers=scored.sections[section.section],
            sentence=section_verdict(reading, section, found),
        )
        for section in reading.index.pack.sections
        if section.section in scored.sections
    )


def register_of_dates(reading: Reading) -> tuple[DatedFact, ...]:
    """Every dated fact that was given, the nearest day first."""
    lines = []
    for fact in reading.index.facts.values():
        value = reading.fact(fact.id) if fact.type is FactType.DATE and (fact.dated or fact.expires) else None
        if value is None or not reading.scope.covers(fact.id):
            continue
        day = date.fromisoformat(str(value))
        check = reading.index.check_of_fact.get(fact.id)
        audience = check.audience if check is not None else Audience.EVERYONE
        left = (day - reading.today).days
        lines.append(DatedFact(fact, day, left, check.id if check is not None else "", audience))
    return tuple(sorted(lines, key=lambda line: (line.day, line.fact.id)))


def blank_facts(reading: Reading) -> tuple[Blank, ...]:
    """Every required fact that was left empty, in the order of the scope."""
    return tuple(
        Blank(fact, check.id, check.audience) for check in reading.scope.checks for fact in reading.blanks(check.id)
    )


def summary(judgement: Judgement) -> Summary:
    """The row of a sealed assessment in the organisation's file.

    It is read in lists of many organisations, so what is for counsel only is at most one finding in it.
    """
    scored, assessment = judgement.score, judgement.reading.assessment
    seen = visible_to(judgement.findings, Audience.MANAGEMENT)
    counts = {severity.value: 0 for severity in Severity}
    for finding in seen.findings:
        counts[finding.severity.value] += 1
    kept = [finding.severity for finding in judgement.findings if finding.audience is Audience.COUNSEL_ONLY]
    if kept:
        counts[min(kept, key=list(Severity).index).value] += 1
    return Summary(
        id=assessment.id,
        as_of=judgement.as_of.isoformat(),
        scope=assessment.scope,
        band=scored.band.id if scored.band is not None else "",
        in_place=_stored(scored.numbers.in_place),
        proven=_stored(scored.numbers.proven),
        critical_closed=scored.critical_closed,
        critical_asked=scored.critical_asked,
        findings={severity: n for severity, n in counts.items() if n},
        dated=_ends(judgement.dated),
        next_due=judgement.next_due.isoformat(),
        content_hash=assessment.content_hash,
        pack=assessment.pack.sha256,
    )


def _ends(dated: Iterable[DatedFact]) -> dict[str, str]:
    return {
        line.fact.id: line.day.isoformat()
        for line in dated
        if line.expires and line.audience is not Audience.COUNSEL_ONLY
    }


def _stored(percent: Fraction | None) -> float:
    """A percentage with one decimal, rounded down like everything that is shown."""
    return 0.0 if percent is None else math.floor(percent * 10) / 10
