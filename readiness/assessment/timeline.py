"""If it happened tonight: when each step could be done, by these answers, and what is late.

Times are whole minutes from the moment somebody notices. Nothing is guessed upwards: a length that
was never answered makes a step and all that follow it "cannot be known", a delay whose reason is not
known is left out and the time marked "at least", and a prerequisite that may not count still counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from readiness.assessment.findings import Blocks, Finding, Kind
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.assessment.timeline_plan import Planned, Stretch, finishes, moved, plan
from readiness.assessment.words import words
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType
from readiness.questionnaire.timeline_model import Deadline, DeadlineKind, TimelineStep
from readiness.questionnaire.value import minutes
from readiness.questionnaire.verdict import Absent, Known, Unknown, judge
from readiness.questionnaire.vocabulary import State


class StepState(StrEnum):
    """What can be said about a step; worst first."""

    BROKEN = "broken"
    NOT_KNOWN = "cannot_be_known"
    UNPROVEN = "unproven"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline of a step, in minutes from the start. `slack` below 0 is how late the step is."""

    kind: DeadlineKind
    counted_from: str
    """Id of the step it is counted from."""
    within: int | None = None
    at: int | None = None
    slack: int | None = None
    as_soon_as_practicable: bool = False
    """A clock of its own kind, without a number: no slack can be told."""
    missing: tuple[str, ...] = ()
    """What must be answered before the deadline is known."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its earliest start and finish; both None when they cannot be known."""

    step: TimelineStep
    who: str
    after: tuple[str, ...]
    """Ids of the steps it waits for."""
    waits_for: str
    """The one of them that is finished last; empty for a step that waits for none."""
    start: int | None
    finish: int | None
    stretches: tuple[Stretch, ...]
    """What its time is made of."""
    missing: tuple[str, ...]
    """What must be answered before its time can be known; its own, and of all steps before it."""
    at_least: bool
    """A delay may come on top, whose reason is not known; here or in a step before."""
    due: Due | None
    state: StepState
    checks: tuple[str, ...]
    """The checks that keep it from the next better state."""

    @property
    def is_assumed(self) -> bool:
        """Whether any part of its own time is an assumption of the pack."""
        return any(stretch.assumed for stretch in self.stretches)

    @property
    def is_late(self) -> bool:
        """Whether its deadline is missed, by these answers."""
        return self.due is not None and self.due.slack is not None and self.due.slack < 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours that one open point costs."""

    id: str
    """The fact or check to mend."""
    check: str
    """The check it belongs to; its own id where it is one."""
    minutes: int
    at: str
    """The step it is measured at."""
    why: str
    at_measured: bool
    """Whether that is the step at which the pack measures all gaps."""


@dataclass(frozen=True)
class Timeline:
    """The steps that are needed, in the order of the pack, and what the gaps between them cost."""

    steps: tuple[TimedStep, ...]
    gaps: tuple[Gap, ...]
    """Costliest first; those that delay the measured step before all others."""
    by_check: Mapping[str, Gap]
    """Check id -> what it costs when all of its gaps are mended together."""

    @cached_property
    def by_id(self) -> Mapping[str, TimedStep]:
        """The steps by id."""
        return MappingProxyType({timed.step.id: timed for timed in self.steps})

    @cached_property
    def measured(self) -> TimedStep | None:
        """The step at which gaps are measured."""
        return next((timed for timed in self.steps if timed.step.measured), None)

    @property
    def late(self) -> tuple[TimedStep, ...]:
        """The steps that miss their deadline, the latest first."""
        return tuple(sorted((timed for timed in self.steps if timed.is_late), key=_slack))

    @property
    def costliest(self) -> Gap | None:
        """The single gap that costs the most hours."""
        return self.gaps[0] if self.gaps else None

    def path(self, step_id: str) -> tuple[str, ...]:
        """The chain of steps that decides when this one is finished; empty when that cannot be known."""
        timed = self.by_id.get(step_id)
        if timed is None or timed.finish is None:
            return ()
        return (*self.path(timed.waits_for), step_id)

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The chain that decides when the measured step is finished."""
        return self.path(self.measured.step.id) if self.measured is not None else ()


def timeline(index: Index, reading: Reading) -> Timeline:
    """The steps of the pack by the answers of an assessment.

    Raises:
        TimelineError: the steps go round in a circle; a pack that was loaded from files never has one.
    """
    planned = plan(index.pack.timeline, reading)
    finish = finishes(planned)
    timed: dict[str, TimedStep] = {}
    for one in planned.values():
        timed[one.step.id] = _timed(one, reading, planned, finish, timed)
    shown = tuple(timed[step.id] for step in index.pack.timeline if planned[step.id].is_needed)
    gaps = _gaps(planned, finish, index)
    return Timeline(shown, gaps, _by_check(planned, finish, gaps))


def hours_by_gap(drawn: Timeline) -> Mapping[str, float]:
    """Check or fact id -> hours it costs; costliest first, and first those that delay the measured step."""
    found = {gap.id: gap for gap in drawn.gaps}
    found.update(drawn.by_check)
    return MappingProxyType(
        {id: gap.minutes / 60 for id, gap in sorted(found.items(), key=lambda item: _rank(item[1]))}
    )


def blocks(drawn: Timeline) -> Blocks:
    """What each finding blocks, for the order of findings: the hours it costs at the measured step.

    While that step cannot be known, the hours at the last step a finding delays. A conflict blocks
    what the costliest of its answers does.
    """
    comparable = [gap for gap in (*drawn.gaps, *drawn.by_check.values()) if _is_comparable(drawn, gap)]
    by_id = {gap.id: Fraction(gap.minutes, 60) for gap in comparable}

    def hours(finding: Finding) -> Fraction:
        if finding.kind is Kind.EXPIRING:
            return Fraction()
        named = (quote.id for quote in finding.quotes) if finding.kind is Kind.CONFLICT else (finding.id,)
        return max((by_id.get(id, Fraction()) for id in named), default=Fraction())

    return hours


def _is_comparable(drawn: Timeline, gap: Gap) -> bool:
    return gap.at_measured or drawn.measured is None or drawn.measured.finish is None


def moment(noticed: datetime, after: int) -> datetime:
    """The clock time so many minutes after `noticed`, in its own time zone; nights that skip an hour are counted."""
    return (noticed.astimezone(UTC) + timedelta(minutes=after)).astimezone(noticed.tzinfo)


def _slack(timed: TimedStep) -> int:
    return timed.due.slack if timed.due is not None and timed.due.slack is not None else 0


def _timed(
    one: Planned,
    reading: Reading,
    planned: Mapping[str, Planned],
    finish: Mapping[str, int | None],
    before: Mapping[str, TimedStep],
) -> TimedStep:
    step, done = one.step, finish[one.step.id]
    length = one.minutes()
    missing = dict.fromkeys(id for name in one.after for id in before[name].missing)
    missing.update(dict.fromkeys(one.missing))
    start = done - length if done is not None and length is not None else None
    at_least = bool(one.unsure) or any(before[name].at_least for name in one.after)
    due = _due(step.deadline, reading, finish, done) if step.deadline is not None else None
    state, checks = _state(step, reading, bool(missing), due)
    return TimedStep(
        step=step,
        who=(words(reading, step.who_fact) if step.who_fact else None) or step.who,
        after=_shown(one.after, planned),
        waits_for=_last(one, planned, finish),
        start=start,
        finish=done,
        stretches=one.stretches,
        missing=tuple(missing),
        at_least=at_least,
        due=due,
        state=state,
        checks=checks,
    )


def _shown(names: Iterable[str], planned: Mapping[str, Planned]) -> tuple[str, ...]:
    """These steps, and in place of each that is not needed the steps before it."""
    found: dict[str, None] = {}
    for name in names:
        one = planned[name]
        found.update(dict.fromkeys((name,) if one.is_needed else _shown(one.after, planned)))
    return tuple(found)


def _last(one: Planned, planned: Mapping[str, Planned], finish: Mapping[str, int | None]) -> str:
    """The shown step that decides when this one can start."""
    candidates = _shown(one.after, planned)
    return max(candidates, key=lambda name: finish[name] or 0) if candidates else ""


def _due(deadline: Deadline, reading: Reading, finish: Mapping[str, int | None], done: int | None) -> Due | None:
    start = _counted_from(deadline, reading)
    missing: tuple[str, ...] = ()
    if deadline.no_number_if is not None:
        verdict = judge(deadline.no_number_if.tree, reading)
        if verdict.holds:
            return Due(deadline.kind, start, as_soon_as_practicable=True, why=deadline.why)
        missing = verdict.missing
    if deadline.within:
        found = reading.lookup(deadline.within)
        if isinstance(found, Absent):
            return Due(deadline.kind, start, missing=(deadline.within,)) if found.denied else None
        if isinstance(found, Unknown):
            return Due(deadline.kind, start, missing=tuple(dict.fromkeys((*found.missing, *missing))), why=deadline.why)
        within = minutes(str(found.value))
    else:
        within = minutes(deadline.hours)
    begins = finish[start]
    at = None if begins is None else begins + within
    slack = None if at is None or done is None else at - done
    return Due(deadline.kind, start, within, at, slack, why=deadline.why)


def _counted_from(deadline: Deadline, reading: Reading) -> str:
    if deadline.start is None:
        return deadline.counted_from
    found = reading.lookup(deadline.start.fact)
    chosen = str(found.value) if isinstance(found, Known) and found.kind is FactType.CHOICE else ""
    return deadline.start.steps.get(chosen, deadline.start.otherwise)


def _state(step: TimelineStep, reading: Reading, unknown: bool, due: Due | None) -> tuple[StepState, tuple[str, ...]]:
    states = {id: reading.state(id) for id in (*step.needs, *step.weakens)}
    asked = {id: state for id, state in states.items() if state is not State.NOT_APPLICABLE}
    needed = {id: state for id, state in asked.items() if id in step.needs}
    broken = tuple(id for id, state in needed.items() if state is State.NO)
    if broken or (due is not None and due.slack is not None and due.slack < 0):
        return StepState.BROKEN, broken
    open_ = tuple(id for id, state in needed.items() if state in (None, State.UNKNOWN))
    if open_ or unknown:
        return StepState.NOT_KNOWN, open_
    checks = reading.index.checks
    weak = tuple(
        id for id, state in asked.items() if state is not State.YES or proof(reading, checks[id]) is not Proof.SHOWN
    )
    return (StepState.UNPROVEN, weak) if weak else (StepState.ANSWERED, ())


def _rank(gap: Gap) -> tuple[bool, int, str]:
    return not gap.at_measured, -gap.minutes, gap.id


def _gaps(planned: Mapping[str, Planned], finish: Mapping[str, int | None], index: Index) -> tuple[Gap, ...]:
    """Every open point that costs time, mended alone; a fact used by several steps is mended in all of them."""
    why: dict[str, str] = {}
    for one in planned.values():
        for stretch in one.mendable:
            why.setdefault(stretch.gap, stretch.why)
    found = []
    for id, reason in why.items():
        check = index.check_of_fact.get(id)
        gap = _cost(planned, finish, (id,), Gap(id, id if check is None else check.id, 0, "", reason, False))
        if gap is not None:
            found.append(gap)
    return tuple(sorted(found, key=_rank))


def _by_check(
    planned: Mapping[str, Planned], finish: Mapping[str, int | None], gaps: tuple[Gap, ...]
) -> Mapping[str, Gap]:
    together: dict[str, list[Gap]] = {}
    for gap in gaps:
        together.setdefault(gap.check, []).append(gap)
    found: dict[str, Gap] = {}
    for check, parts in together.items():
        if len(parts) == 1:
            found[check] = replace(parts[0], id=check)
            continue
        whole = Gap(check, check, 0, "", parts[0].why, False)
        cost = _cost(planned, finish, tuple(part.id for part in parts), whole)
        if cost is not None:
            found[check] = cost
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: _rank(item[1]))))


def _cost(
    planned: Mapping[str, Planned], finish: Mapping[str, int | None], mended: tuple[str, ...], gap: Gap
) -> Gap | None:
    """What mending saves at the measured step, or else at the last step that it moves at all."""
    saved: dict[str, int] = {}
    for id, better in moved(planned, finish, frozenset(mended)).items():
        as_it_is = finish[id]
        if as_it_is is not None and better is not None and planned[id].is_needed:
            saved[id] = as_it_is - better
    if not saved:
        return None
    measured = next((id for id in saved if planned[id].step.measured), "")
    at = measured or max(saved, key=lambda id: finish[id] or 0)
    return Gap(gap.id, gap.check, saved[at], at, gap.why, bool(measured))
