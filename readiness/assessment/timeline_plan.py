"""The steps of a timeline with everything that was answered about them, and the sums over them.

Conditions are judged and facts looked up once, here; what is left is adding and comparing, so that
the same plan can be summed again with one gap mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from readiness.assessment.model import AssessmentError
from readiness.questionnaire.timeline_model import Length, Prerequisite, TimelineStep
from readiness.questionnaire.value import minutes
from readiness.questionnaire.verdict import Absent, Unknown, Values, judge
from readiness.translation import _


class TimelineError(AssessmentError):
    """Steps that can't be put in an order."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the time a step takes, in minutes."""

    minutes: int
    mended: int
    """The same once the gap behind it is closed."""
    gap: str
    """The fact or check behind it; empty where the pack assumes the time for everybody."""
    why: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A step and what was answered about it."""

    step: TimelineStep
    is_needed: bool
    after: tuple[str, ...]
    lengths: tuple[Stretch, ...]
    """The longest or the sum of these, as `adds_up` says."""
    delays: tuple[Stretch, ...]
    missing: tuple[str, ...]
    """Lengths that were never answered."""
    unsure: tuple[str, ...]
    """What must be answered to know whether a delay comes on top."""
    adds_up: bool = False
    gaps: frozenset[str] = frozenset()
    """The facts and checks behind the parts that would be shorter with a gap closed."""

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """What its time is made of: the longest way, or every part of the sum, and the delays."""
        counted = self.lengths
        if counted and not self.adds_up:
            counted = (max(counted, key=lambda stretch: stretch.minutes),)
        return (*counted, *self.delays)

    @property
    def mendable(self) -> tuple[Stretch, ...]:
        """The parts that would be shorter with a gap closed."""
        return tuple(part for part in (*self.lengths, *self.delays) if part.gap and part.minutes > part.mended)

    def minutes(self, mended: frozenset[str] = frozenset()) -> int | None:
        """How long it takes with these gaps closed; None when a length was never answered."""
        if self.missing:
            return None
        taken = [part.mended if part.gap in mended else part.minutes for part in self.lengths]
        length = (sum(taken) if self.adds_up else max(taken)) if taken else 0
        return length + sum(part.mended if part.gap in mended else part.minutes for part in self.delays)


def plan(steps: Iterable[TimelineStep], values: Values) -> dict[str, Planned]:
    """Every step as planned, those that come first before those that wait for them.

    Raises:
        TimelineError: the steps go round in a circle.
    """
    by_id = {step.id: step for step in steps}
    sorter = TopologicalSorter({id: [one.step for one in step.after] for id, step in by_id.items()})
    try:
        order = tuple(sorter.static_order())
    except CycleError as error:
        circle = " > ".join(error.args[1])
        raise TimelineError(_("these steps wait for each other: {circle}").format(circle=circle)) from error
    return {id: _planned(by_id[id], values) for id in order}


def finishes(planned: Mapping[str, Planned]) -> dict[str, int | None]:
    """The earliest finish of each step in minutes; None when it cannot be known."""
    found: dict[str, int | None] = {}
    for id, one in planned.items():
        found[id] = _finish(one, found, one.minutes())
    return found


def moved(
    planned: Mapping[str, Planned], finish: Mapping[str, int | None], mended: frozenset[str]
) -> dict[str, int | None]:
    """The steps that finish at another time with these gaps closed, and when; only what follows is summed again."""
    better = dict(finish)
    found: dict[str, int | None] = {}
    for id, one in planned.items():
        touched = not mended.isdisjoint(one.gaps)
        if not touched and found.keys().isdisjoint(one.after):
            continue
        done = _finish(one, better, one.minutes(mended))
        if done != finish[id]:
            better[id] = found[id] = done
    return found


def _finish(one: Planned, found: Mapping[str, int | None], length: int | None) -> int | None:
    if length is None:
        return None
    start = 0
    for name in one.after:
        done = found[name]
        if done is None:
            return None
        start = max(start, done)
    return start + length


def _planned(step: TimelineStep, values: Values) -> Planned:
    after = tuple(dict.fromkeys(one.step for one in step.after if _counts(one, values)))
    if step.needed_if is not None and judge(step.needed_if.tree, values).holds is False:
        return Planned(step, False, after, (), (), (), ())
    lengths, missing = _lengths(step, values)
    delays: list[Stretch] = []
    unsure: dict[str, None] = {}
    for delay in step.delays:
        verdict = judge(delay.when.tree, values)
        if verdict.holds:
            delays.append(Stretch(minutes(delay.hours), 0, delay.gap, delay.why, assumed=True))
        elif verdict.holds is None:
            unsure.update(dict.fromkeys(verdict.missing))
    gaps = frozenset(part.gap for part in (*lengths, *delays) if part.gap and part.minutes > part.mended)
    return Planned(step, True, after, lengths, tuple(delays), missing, tuple(unsure), bool(step.length.sum), gaps)


def _counts(prerequisite: Prerequisite, values: Values) -> bool:
    if prerequisite.when is not None and judge(prerequisite.when.tree, values).holds is False:
        return False
    return prerequisite.unless is None or judge(prerequisite.unless.tree, values).holds is not True


def _lengths(step: TimelineStep, values: Values) -> tuple[tuple[Stretch, ...], tuple[str, ...]]:
    """The lengths that exist, and what is missing. A fact that does not apply is left out."""
    length = step.length
    facts = length.longest or length.sum or length.first
    if not facts:
        return (_assumed(length),) if length.default else (), ()
    found: list[Stretch] = []
    missing: dict[str, None] = {}
    for id in facts:
        stretch = _length(step, id, values)
        if isinstance(stretch, Unknown):
            missing.update(dict.fromkeys(stretch.missing))
        elif stretch is not None:
            found.append(stretch)
        if length.first and (missing or found):
            break
    if not found and not missing and length.default:
        found.append(_assumed(length))
    return tuple(found), tuple(missing)


def _assumed(length: Length) -> Stretch:
    taken = minutes(length.default)
    return Stretch(taken, taken, "", length.why, assumed=True)


def _length(step: TimelineStep, id: str, values: Values) -> Stretch | Unknown | None:
    value, figure = values.lookup(id), step.figures.get(id)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Absent):
        if not value.denied or figure is None or not figure.if_no:
            return None
        taken = minutes(figure.if_no)
        return Stretch(taken, min(taken, minutes(figure.good)), id, figure.why, assumed=True)
    taken = minutes(str(value.value))
    return Stretch(taken, taken if figure is None else min(taken, minutes(figure.good)), id)
