"""The shape of "If it happened tonight": the steps of the first days, and how long each takes.

Hours are written as durations (`30m`, `4h`, `2d`), so that no two units are ever mixed. Words for
people are the pack's; the program only adds and compares.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.duty_model import ClockStart, Recipient
from readiness.questionnaire.part import Part


class Prerequisite(Part, frozen=True):
    """A step that must be finished first.

    With `if` it counts unless that is false, with `unless` it counts unless that is true: while the
    condition is unknown the step counts, so that nothing looks earlier than it is.
    """

    step: str
    when: Condition | None = msgspec.field(name="if", default=None)
    unless: Condition | None = None


class Length(Part, frozen=True):
    """How long a step takes: exactly one of `longest`, `sum` and `first` over facts, or `default`."""

    longest: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """The first of these facts that exists."""
    default: str = ""
    """Assumed where no fact exists; `why` says on what ground."""
    why: str = ""


class Figure(Part, frozen=True):
    """What is assumed about the time in a fact."""

    good: str
    """A time that causes no delay worth naming; the cost of a gap is measured against it."""
    if_no: str = ""
    """Assumed when the check of the fact was answered no."""
    why: str = ""


class Delay(Part, frozen=True):
    """Time added to a step when a condition is true."""

    when: Condition = msgspec.field(name="if")
    hours: str
    why: str
    gap: str
    """The check or fact to mend, so that this time goes away."""


class DeadlineKind(StrEnum):
    """Who set a deadline."""

    INSURER = "insurer"
    CONTRACT = "contract"
    LAW = "law"
    OWN = "own"
    """A promise of the business itself."""
    TARGET = "target"
    """A target of the pack."""


class StartByFact(Part, frozen=True):
    """Choice value of a fact -> the step a clock starts with; `otherwise` while the fact is not known."""

    fact: str
    steps: dict[str, str]
    otherwise: str


class Deadline(Part, frozen=True):
    """By when a step should be finished: `within` a fact, or `hours`, after the step in `counted_from`."""

    kind: DeadlineKind
    within: str = ""
    """Id of a duration fact."""
    hours: str = ""
    counted_from: str = ""
    start: StartByFact | None = None
    """Instead of `counted_from`, where a fact says when the clock starts."""
    no_number_if: Condition | None = None
    """True: "as soon as practicable", a clock without a number; no slack is computed."""
    why: str = ""


class TimelineStep(Part, frozen=True):
    """One thing that has to happen after a breach is noticed."""

    id: str
    label: str
    who: str
    """Who does it, in words."""
    length: Length
    who_fact: str = ""
    """The person or firm who does it, shown instead of `who` once it is known."""
    needed_if: Condition | None = None
    after: tuple[Prerequisite, ...] = ()
    figures: dict[str, Figure] = {}
    """Fact of `length` -> what is assumed about it."""
    delays: tuple[Delay, ...] = ()
    deadline: Deadline | None = None
    needs: tuple[str, ...] = ()
    """Checks without which this step does not work."""
    weakens: tuple[str, ...] = ()
    """Checks without which it is not proven to work."""
    starts_clocks: tuple[ClockStart, ...] = ()
    """The clocks of duties that may start with the end of this step; the earliest reading of their words."""
    tells: tuple[Recipient, ...] = ()
    """Those whom this step tells, so that their clocks are compared with it."""
    measured: bool = False
    """The cost of gaps in hours is measured at this step; one step of a timeline at most."""
    note: str = ""
