"""What follows from the answers: at most one finding per check, one per conflict, one per date that runs out.

A finding is known by `kind:id`, which stays the same from one assessment to the next: actions hang on
it. Unanswered checks become findings once sealed; while a draft is open they are just not answered yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from readiness.assessment.conflicts import STALE, Conflict, Quote
from readiness.assessment.proof import Proof, proof, until
from readiness.assessment.reading import Reading
from readiness.assessment.subject import check_subject
from readiness.assessment.words import answer_words, day_words, filled, value_words
from readiness.questionnaire.model import Addressee, Audience, Check, Cost, Effort, Fact, FactType
from readiness.questionnaire.verdict import Known
from readiness.questionnaire.vocabulary import Severity, State
from readiness.translation import _

SOON = timedelta(days=30)
"""A date that runs out within this time is a high finding, a later one medium."""


class Kind(StrEnum):
    """What a finding is about."""

    GAP = "gap"
    UNKNOWN = "unknown"
    UNPROVEN = "unproven"
    STALE = "stale"
    CONFLICT = "conflict"
    EXPIRING = "expiring"


_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}
_KINDS = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do something about, with everything that is said about it in plain text."""

    kind: Kind
    id: str
    """Id of the check, the rule (and the subject it fired on) or the fact."""
    severity: Severity
    audience: Audience
    code: str
    section: str
    """Section of the check or fact; empty for a conflict."""
    title: str
    said: str
    """What was answered, in words."""
    quotes: tuple[Quote, ...]
    """The facts given with the answer, or the answers that cannot all hold."""
    why: str
    steps: tuple[str, ...]
    if_not: str
    ask: Addressee
    """Whom to ask when nobody knows, or who settles it."""
    effort: Effort | None = None
    cost: Cost | None = None
    standards: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    check: Check | None = None
    """The check it is about; for an expiring fact, the check that captures it."""
    state: State | None = None
    hours: Fraction = Fraction()
    """Hours of the timeline that this blocks."""

    @property
    def identity(self) -> str:
        """What actions and comparisons know it by."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """The findings one reader may see, and whether something is kept for counsel."""

    findings: tuple[Finding, ...]
    counsel_matters: int
    """Findings for counsel only that were left out; told to nobody else as more than one matter."""

    @property
    def has_matter_for_counsel(self) -> bool:
        """Whether to print "One matter for counsel"."""
        return self.counsel_matters > 0


Blocks = Callable[[Finding], Fraction]
"""How many hours of the timeline a finding blocks."""


def blocks_nothing(finding: Finding) -> Fraction:
    """Zero hours, for a pack without a timeline."""
    return Fraction()


def findings(reading: Reading, conflicts: Iterable[Conflict], blocks: Blocks = blocks_nothing) -> tuple[Finding, ...]:
    """Every finding, in order: severity, then what blocks most of the timeline, then least effort."""
    conflicts = tuple(conflicts)
    found = [
        *_of_checks(reading),
        *(_of_conflict(reading, conflict) for conflict in conflicts),
        *_of_dates(reading, conflicts),
    ]
    weighed = [replace(finding, hours=hours) if (hours := blocks(finding)) else finding for finding in found]
    return tuple(sorted(weighed, key=_order))


def visible_to(found: Iterable[Finding], audience: Audience) -> Shown:
    """The findings a reader of this audience may see; a counsel reader sees all of them."""
    rank = list(Audience)
    found = tuple(found)
    seen = tuple(finding for finding in found if rank.index(finding.audience) <= rank.index(audience))
    kept = sum(finding.audience is Audience.COUNSEL_ONLY for finding in found if finding not in seen)
    return Shown(seen, kept)


def _order(finding: Finding) -> tuple[int, Fraction, float, int]:
    effort = (finding.effort.low + finding.effort.high) / 2 if finding.effort is not None else float("inf")
    return _SEVERITIES[finding.severity], -finding.hours, effort, _KINDS[finding.kind]


def _of_checks(reading: Reading) -> Iterator[Finding]:
    for check in reading.scope.checks:
        state = reading.state(check.id)
        if state is State.NO:
            yield _of_check(reading, check, Kind.GAP, check.severity, check.bad)
        elif state is State.PARTLY:
            title = _("Only partly: {good}").format(good=check.good)
            yield _of_check(reading, check, Kind.GAP, check.severity.one_lower(), title)
        elif state is State.UNKNOWN or (state is None and reading.is_sealed):
            title = _("Not known: {good}").format(good=check.good)
            yield _of_check(reading, check, Kind.UNKNOWN, check.severity, title)
        elif state is State.YES:
            yield from _of_proof(reading, check)


def _of_proof(reading: Reading, check: Check) -> Iterator[Finding]:
    standing = proof(reading, check)
    lower = check.severity.one_lower()
    if standing is Proof.NONE:
        yield _of_check(reading, check, Kind.UNPROVEN, lower, _("No proof: {good}").format(good=check.good))
    elif standing is Proof.UNDATED:
        yield _of_check(reading, check, Kind.UNPROVEN, lower, _("No date on the proof: {good}").format(good=check.good))
    elif standing is Proof.STALE:
        yield _of_check(reading, check, Kind.STALE, lower, _("Old proof: {good}").format(good=check.good))


def _of_check(reading: Reading, check: Check, kind: Kind, severity: Severity, title: str) -> Finding:
    steps, why = check.steps or (check.first_step,), check.why
    if kind is Kind.UNPROVEN:
        steps = (_("Show this, and note where it is and its date: {evidence}").format(evidence=check.evidence),)
    elif kind is Kind.STALE:
        why, steps = _stale_words(reading, check)
    return Finding(
        kind=kind,
        id=check.id,
        severity=severity,
        audience=check.audience,
        code=check.code,
        section=reading.index.section_of[check.id].section,
        title=title,
        said=answer_words(check, reading.counted(check.id)),
        quotes=tuple(_facts_given(reading, check)),
        why=why,
        steps=steps,
        if_not=check.if_not,
        ask=check.ask,
        effort=check.effort,
        cost=check.cost,
        standards=check.standards,
        sources=check.sources,
        check=check,
        state=reading.state(check.id),
    )


def _stale_words(reading: Reading, check: Check) -> tuple[str, tuple[str, ...]]:
    """Why old proof matters and what to do, in the words of the pack's `stale` rule where it has one."""
    ends = until(reading, check)
    if ends is not None and ends < reading.today:
        label = reading.index.facts[check.recheck.until].label
        passed = _("The date that ends this proof has passed: {label}, {day}.").format(label=label, day=day_words(ends))
        return f"{passed} {check.why}", check.steps or (check.first_step,)
    rule = next((rule for rule in reading.index.pack.rules if rule.builtin == STALE), None)
    if rule is None:
        return check.why, (_("Look again, and note the new date: {evidence}").format(evidence=check.evidence),)
    return f"{filled(rule.sentence, check_subject(reading, check).words)} {rule.why}", rule.steps


def _facts_given(reading: Reading, check: Check) -> Iterator[Quote]:
    for fact in check.facts:
        found = reading.lookup(fact.id)
        if isinstance(found, Known):
            yield Quote(fact.id, fact.label, value_words(reading, fact, found.value), check.id)


def _of_conflict(reading: Reading, conflict: Conflict) -> Finding:
    rule = conflict.rule
    return Finding(
        kind=Kind.CONFLICT,
        id=conflict.id,
        severity=conflict.severity,
        audience=conflict.audience,
        code=rule.code,
        section="",
        title=conflict.title,
        said=conflict.sentence,
        quotes=conflict.quotes,
        why=rule.why,
        steps=rule.steps,
        if_not=rule.if_not or rule.why,
        ask=rule.settle_with,
        sources=rule.sources,
        check=reading.index.checks.get(conflict.subject),
    )


def _of_dates(reading: Reading, conflicts: Iterable[Conflict]) -> Iterator[Finding]:
    conflicts = tuple(conflicts)
    for fact in reading.index.facts.values():
        if not fact.expires or fact.type is not FactType.DATE or not reading.scope.covers(fact.id):
            continue
        value = reading.fact(fact.id)
        if value is None or any(_replaces(conflict, fact.id) for conflict in conflicts):
            continue
        day = date.fromisoformat(str(value))
        if day < max(reading.next_due or reading.today, reading.today + timedelta(days=1)):
            yield _of_date(reading, fact, day)


def _replaces(conflict: Conflict, fact_id: str) -> bool:
    """Whether a conflict already speaks about a date; what only counsel reads replaces nothing."""
    return conflict.audience is not Audience.COUNSEL_ONLY and any(quote.id == fact_id for quote in conflict.quotes)


def _of_date(reading: Reading, fact: Fact, day: date) -> Finding:
    check = reading.index.check_of_fact.get(fact.id)
    past = day < reading.today
    title = _("Has run out: {label}, {day}") if past else _("Runs out before the next assessment: {label}, {day}")
    step = _("Renew or replace it, and enter the new date.")
    return Finding(
        kind=Kind.EXPIRING,
        id=fact.id,
        severity=Severity.HIGH if day - reading.today <= SOON else Severity.MEDIUM,
        audience=check.audience if check is not None else Audience.EVERYONE,
        code=check.code if check is not None else "",
        section=reading.index.section_of[reading.index.captured_by[fact.id]].section,
        title=title.format(label=fact.label, day=day_words(day)),
        said=day_words(day),
        quotes=(Quote(fact.id, fact.label, day_words(day), reading.index.captured_by[fact.id]),),
        why=fact.why or (check.why if check is not None else ""),
        steps=(step,),
        if_not=check.if_not if check is not None else "",
        ask=check.ask if check is not None else Addressee.OWNER,
        check=check,
    )
