"""The clocks of duties and contracts against the business's own times: what is due when, and with how much slack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.assessment.duties import Clock, Duties
from readiness.assessment.timeline import TimedStep, Timeline


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock beside the step that answers it; times in minutes from the moment somebody notices."""

    clock: Clock
    begins: TimedStep | None
    """The step whose end is taken as its start; None where no step stands for it."""
    told_by: TimedStep | None
    """The step in which its recipient hears."""
    due: int | None = None
    finish: int | None = None
    slack: int | None = None
    owner: str = ""
    missing: tuple[str, ...] = ()
    """What must be answered before the slack is known."""

    @property
    def at_least(self) -> bool:
        """Whether the step may be finished later than `finish`, and the slack be smaller."""
        return self.told_by is not None and self.told_by.at_least


def clock_page(found: Duties, drawn: Timeline) -> tuple[ClockLine, ...]:
    """Every clock that counts, those with the least slack first and those without one last."""
    lines = (_line(clock, drawn.steps) for clock in found.clocks)
    return tuple(sorted(lines, key=lambda line: (line.slack is None, line.slack or 0, not line.clock.has_number)))


def _line(clock: Clock, steps: Iterable[TimedStep]) -> ClockLine:
    steps = tuple(steps)
    begins = next((timed for timed in steps if clock.starts in timed.step.starts_clocks), None)
    told_by = next((timed for timed in steps if clock.recipient in timed.step.tells), None)
    owner = clock.sender or (told_by.who if told_by is not None else "")
    finish = told_by.finish if told_by is not None else None
    missing = dict.fromkeys(clock.missing)
    for timed in (begins, told_by):
        missing.update(dict.fromkeys(timed.missing if timed is not None else ()))
    due = _due(clock, begins, told_by)
    slack = None if due is None or finish is None else due - finish
    return ClockLine(clock, begins, told_by, due, finish, slack, owner, tuple(missing))


def _due(clock: Clock, begins: TimedStep | None, told_by: TimedStep | None) -> int | None:
    if clock.minutes is None:
        return None
    own = clock.duty.own_clock
    deadline = told_by.step.deadline if told_by is not None else None
    if own is not None and deadline is not None and deadline.within == own.within:
        # The timeline knows better than the words of a start which step the business's own clock runs from.
        return told_by.due.at if told_by is not None and told_by.due is not None else None
    return None if begins is None or begins.finish is None else begins.finish + clock.minutes
