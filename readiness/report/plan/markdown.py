"""The plan as a list of boxes to tick, for ticket systems: one heading a severity, the steps below each item."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.model import ActionStatus
from readiness.assessment.plan_copy import PlanField
from readiness.assessment.plan_words import field_words, status_words
from readiness.assessment.words import severity_words
from readiness.questionnaire.vocabulary import Severity
from readiness.report.markdown import escaped
from readiness.report.plan.table import PlanRow, PlanTable, capitalised
from readiness.translation import _

_TICKED = (ActionStatus.DONE, ActionStatus.CLOSED)
_SAID = (PlanField.OWNER, PlanField.DUE, PlanField.COST, PlanField.NOTE)
_ACCEPTED = (PlanField.APPROVER, PlanField.REASON, PlanField.EXPIRES)


def render(table: PlanTable) -> bytes:
    """The plan as Markdown in UTF-8. Equal plans give equal bytes."""
    parts = [f"# {escaped(table.title)}", escaped(_("As of {day}").format(day=table.as_of))]
    for severity in (*Severity, None):
        rows = [row for row in table.rows if row.severity is severity]
        if rows:
            words = severity_words(severity) if severity is not None else _("not found any more")
            parts.append(f"## {escaped(capitalised(words))}")
            parts.append("\n".join(line for row in rows for line in _item(row)))
    return ("\n\n".join(parts) + "\n").encode()


def _item(row: PlanRow) -> Iterator[str]:
    tick = "x" if row.status in _TICKED else " "
    code = f"**{escaped(row.code)}** " if row.code else ""
    yield f"- [{tick}] {code}{escaped(row.what)} ({escaped(status_words(row.status))})"
    accepted = _ACCEPTED if row.status is ActionStatus.ACCEPTED else ()
    for field in (*_SAID, *accepted):
        if row.values[field]:
            yield f"  - {escaped(capitalised(field_words(field)))}: {escaped(row.values[field])}"
    for step in row.steps:
        yield f"  - {escaped(step)}"
