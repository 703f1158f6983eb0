"""What is due for an organisation, from its own file: neutral titles and codes, never an answer.

What only counsel reads has no code here. An identity stays the same from one export to the next, so that a
calendar moves an entry instead of adding another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from readiness.assessment.model import Action, ActionStatus, Organisation, Summary
from readiness.assessment.plan import audience_of, code_of
from readiness.assessment.schedule import Step, days_of, next_due_of, renewal_steps
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience
from readiness.translation import _

_UNDONE = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class ReminderKind(StrEnum):
    """What falls due."""

    ASSESSMENT = "assessment"
    EXPIRY = "expiry"
    RENEWAL = "renewal"
    ACTION = "action"
    RISK = "risk"
    """An accepted risk, on the day its acceptance runs out."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that falls due on a day."""

    kind: ReminderKind
    organisation: str
    """Id of the organisation."""
    day: date
    subject: str = ""
    """Fact, step or finding; never told as it is."""
    code: str = ""
    """Code of the check or rule; empty for the assessment, and for what only counsel reads."""
    open_until: date | None = None
    """Steps before a renewal only: the day from which the next step stands for this one."""

    @property
    def title(self) -> str:
        """What a calendar or a mail says."""
        if self.kind is ReminderKind.ASSESSMENT:
            return _("Readiness assessment")
        if self.kind is ReminderKind.RENEWAL:
            steps = list(Step)
            text = _("Readiness renewal step {n} of {of}")
            return text.format(n=steps.index(Step(self.subject)) + 1, of=len(steps))
        return _("Readiness item {code}").format(code=self.code) if self.code else _("Readiness item for counsel")

    @property
    def uid(self) -> str:
        """The same for the same thing of the same organisation, whatever day it falls on."""
        named = f"{self.organisation}:{self.kind.value}:{self.subject}"
        return f"{hashlib.sha256(named.encode()).hexdigest()[:32]}@readiness"

    def days_left(self, today: date) -> int:
        """Days until it is due; negative once it is overdue."""
        return (self.day - today).days


def reminders(organisation: Organisation, index: Index) -> tuple[Reminder, ...]:
    """Everything that falls due for an organisation, the first first; nothing while it is archived or not assessed.

    `index` is the pack of its last sealed assessment.
    """
    if organisation.archived_on or not organisation.sealed:
        return ()
    row = organisation.sealed[-1]
    found = [*_assessment(organisation), *_ends(organisation.id, row, index), *_renewal(organisation.id, row, index)]
    found += _of_plan(organisation.id, organisation.actions, index)
    kinds = list(ReminderKind)
    return tuple(sorted(found, key=lambda one: (one.day, kinds.index(one.kind), one.code, one.subject)))


def due(all_of_them: Iterable[Reminder], today: date, within: timedelta) -> tuple[Reminder, ...]:
    """What is overdue, or falls due within a time. A step that the next one stands for is not told any more."""
    return tuple(
        one for one in all_of_them if one.day <= today + within and (one.open_until is None or one.open_until > today)
    )


def _assessment(organisation: Organisation) -> Iterator[Reminder]:
    next_one = next_due_of(organisation)
    if next_one is not None:
        yield Reminder(ReminderKind.ASSESSMENT, organisation.id, next_one.day)


def _ends(id: str, row: Summary, index: Index) -> Iterator[Reminder]:
    # The row holds nothing that is for counsel only.
    for fact, day in days_of(row).items():
        yield Reminder(ReminderKind.EXPIRY, id, day, fact, _code(index, f":{fact}"))


def _renewal(id: str, row: Summary, index: Index) -> Iterator[Reminder]:
    end = days_of(row).get(index.pack.policy_end)
    if end is None:
        return
    assessed = date.fromisoformat(row.as_of)
    steps = renewal_steps(end)
    ends = [*(step.day for step in steps[1:]), end]
    for step, until in zip(steps, ends, strict=True):
        # An assessment since then has done it.
        if step.day > assessed:
            code = _code(index, f":{index.pack.policy_end}")
            yield Reminder(ReminderKind.RENEWAL, id, step.day, step.step.value, code, until)


def _of_plan(id: str, actions: Iterable[Action], index: Index) -> Iterator[Reminder]:
    for action in actions:
        code = _code(index, action.finding)
        if action.status in _UNDONE and (day := _day(action.due)) is not None:
            yield Reminder(ReminderKind.ACTION, id, day, action.finding, code)
        elif action.status is ActionStatus.ACCEPTED and (day := _day(action.expires)) is not None:
            yield Reminder(ReminderKind.RISK, id, day, action.finding, code)


def _code(index: Index, identity: str) -> str:
    return "" if audience_of(index, identity) is Audience.COUNSEL_ONLY else code_of(index, identity)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
