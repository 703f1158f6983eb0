"""When the next assessment is due, and what comes before the insurance policy ends; from summaries alone.

The interval gives the regular day. An earlier one counts when something ends and would otherwise be looked at
too late, when an action is due, or when a change was reported. Findings are judged by the regular day: that
something ends before it is worth saying, although the next assessment is asked for earlier because of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from readiness.assessment.model import Action, ActionStatus, Organisation, Summary
from readiness.translation import _

EARLIEST_BEFORE_END = timedelta(days=90)
LATEST_BEFORE_END = timedelta(days=60)
"""An assessment belongs into this stretch before something ends: later there is no time to act on it."""

_STILL_OPEN = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE)


class Cause(StrEnum):
    """What makes an assessment due."""

    INTERVAL = "interval"
    ENDING = "ending"
    ACTION = "action"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class NextDue:
    """The day of the next assessment, and why that one."""

    day: date
    cause: Cause
    subject: str = ""
    """The fact that ends, the finding of the action, or the change."""


def next_due(
    as_of: date,
    interval_days: int,
    ends: Mapping[str, date] | None = None,
    actions: Iterable[Action] = (),
    reported: Mapping[str, date] | None = None,
) -> NextDue:
    """When to assess again after an assessment of `as_of`; never on that day or before it.

    `ends` are the days on which something runs out, by fact; `reported` the days of reported changes.
    """
    found = [NextDue(as_of + timedelta(days=interval_days), Cause.INTERVAL)]
    for fact, end in (ends or {}).items():
        # Who looked within the stretch, or after it, has seen what ends.
        if as_of < end - EARLIEST_BEFORE_END:
            found.append(NextDue(end - LATEST_BEFORE_END, Cause.ENDING, fact))
    for action in actions:
        day = _day(action.due)
        if day is not None and day > as_of and action.status in _STILL_OPEN:
            found.append(NextDue(day, Cause.ACTION, action.finding))
    for change, day in (reported or {}).items():
        if day >= as_of:
            found.append(NextDue(max(day, as_of + timedelta(days=1)), Cause.CHANGE, change))
    return min(found, key=lambda one: one.day)


def next_due_of(organisation: Organisation) -> NextDue | None:
    """When an organisation is due, from its own file alone; None before its first sealed assessment."""
    if not organisation.sealed:
        return None
    last = organisation.sealed[-1]
    return next_due(
        date.fromisoformat(last.as_of),
        organisation.interval_days,
        days_of(last),
        organisation.actions,
        days_in(organisation.reported),
    )


def due_after(organisation: Organisation, id: str, regular: date) -> date:
    """When to assess again after one assessment: after the last sealed one as `next_due_of` has it, else `regular`."""
    found = next_due_of(organisation)
    return found.day if found is not None and organisation.sealed[-1].id == id else regular


def days_of(row: Summary) -> dict[str, date]:
    """The dates that run out, by fact, as the row of an assessment has them."""
    return days_in(row.dated)


def days_in(texts: Mapping[str, str]) -> dict[str, date]:
    """Stored days by id, without those that are none."""
    return {id: day for id, text in texts.items() if (day := _day(text)) is not None}


class Step(StrEnum):
    """What is done at a time before the policy ends."""

    PROOF = "proof"
    BROKER = "broker"
    FORM = "form"
    CARD = "card"


DAYS_BEFORE_END = {Step.PROOF: 120, Step.BROKER: 90, Step.FORM: 60, Step.CARD: 30}


@dataclass(frozen=True, slots=True)
class RenewalStep:
    """One step before the policy ends."""

    step: Step
    day: date
    end: date

    @property
    def days_before(self) -> int:
        """Days from this step to the end."""
        return (self.end - self.day).days


def renewal_steps(end: date) -> tuple[RenewalStep, ...]:
    """The steps before a policy that ends on a day, the first one first."""
    return tuple(RenewalStep(step, end - timedelta(days=days), end) for step, days in DAYS_BEFORE_END.items())


def step_words(step: Step) -> str:
    """What to do at a step."""
    return {
        Step.PROOF: _("Go through the yes answers once for proof"),
        Step.BROKER: _("Send the broker the letter of questions"),
        Step.FORM: _("Hold the insurer's form against the answers, with your lawyer"),
        Step.CARD: _("Print the contact card again"),
    }[step]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
