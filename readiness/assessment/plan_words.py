"""The words for what has become of an action, and for what people may change of it; pure."""

from __future__ import annotations

from readiness.assessment.model import ActionStatus
from readiness.assessment.plan import Standing
from readiness.assessment.plan_copy import PlanField
from readiness.labels import label
from readiness.translation import _


def standing_words(standing: Standing) -> str:
    """How an action stands, in words."""
    return label("action", standing)


def status_words(status: ActionStatus) -> str:
    """What people set, or evidence has shown, in words."""
    return standing_words(
        {
            ActionStatus.OPEN: Standing.OPEN,
            ActionStatus.IN_PROGRESS: Standing.IN_PROGRESS,
            ActionStatus.DONE: Standing.NOT_YET_PROVEN,
            ActionStatus.ACCEPTED: Standing.ACCEPTED,
            ActionStatus.CLOSED: Standing.CLOSED,
        }[status]
    )


def field_words(field: PlanField) -> str:
    """What a field of the plan is called."""
    return label("action_field", field)


def value_words(field: PlanField, value: str) -> str:
    """A value of a field on one line."""
    if field is PlanField.STATUS and value in set(ActionStatus):
        return status_words(ActionStatus(value))
    return " ".join(value.split()) or _("nothing")
