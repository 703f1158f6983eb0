"""The plan as rows under columns, the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from readiness.assessment.model import ActionStatus
from readiness.assessment.plan_copy import IDENTITY, CopiedItem, PlanCopy, PlanField
from readiness.assessment.plan_words import field_words, status_words
from readiness.assessment.words import severity_words
from readiness.questionnaire.vocabulary import Severity
from readiness.report.document import PageSize
from readiness.report.text import printable
from readiness.translation import _

SETTABLE: Final = tuple(status for status in ActionStatus if status is not ActionStatus.CLOSED)
"""The states people may set; only evidence closes."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One finding or action, in plain text.

    Attributes:
        identity: the same in every copy of the plan.
        code: people know it by.
        severity: of the finding; None once the last assessment does not find it any more.
        what: its title.
        steps: towards it.
        values: what people may change, as it stands; the status is one of `ActionStatus`.
        reopened: how often it was done, and the answer went bad again.
    """

    identity: str
    code: str
    severity: Severity | None
    what: str
    steps: tuple[str, ...]
    values: Mapping[PlanField, str]
    reopened: int = 0

    @property
    def status(self) -> ActionStatus:
        """How it stands."""
        return ActionStatus(self.values[PlanField.STATUS])


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The action plan of an organisation, as of an assessment."""

    organisation: str
    """Its id."""
    name: str
    assessment: str
    """Id of the sealed assessment the plan follows from."""
    as_of: str
    rows: tuple[PlanRow, ...]
    names: tuple[str, ...] = ()
    """Who may own an action."""
    language: str = "en"
    page_size: PageSize = PageSize.A4

    @property
    def title(self) -> str:
        """What stands above it."""
        return _("Action plan: {name}").format(name=self.name)

    @property
    def copy(self) -> PlanCopy:
        """What a copy of it says about itself."""
        return PlanCopy(
            organisation=self.organisation,
            assessment=self.assessment,
            as_of=self.as_of,
            columns={column.key: column.title for column in columns()},
            statuses={status.value: status_words(status) for status in ActionStatus},
            names=self.names,
            items={row.identity: CopiedItem(row.code, row.values) for row in self.rows},
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is known by, the words above it, and its width in letters."""

    key: str
    title: str
    width: int
    field: PlanField | None = None
    """What people change in it; None where nothing is to be changed."""


def columns() -> tuple[Column, ...]:
    """The columns of the plan, in order; the last names the item and is not for reading."""
    widths = {
        PlanField.OWNER: 15,
        PlanField.DUE: 11,
        PlanField.STATUS: 13,
        PlanField.NOTE: 24,
        PlanField.COST: 10,
        PlanField.APPROVER: 14,
        PlanField.REASON: 16,
        PlanField.EXPIRES: 11,
    }
    fields = (Column(field.value, capitalised(field_words(field)), width, field) for field, width in widths.items())
    return (
        Column("code", _("Code"), 9),
        Column("severity", _("Severity"), 9),
        Column("what", _("What"), 28),
        Column("steps", _("Steps"), 44),
        *fields,
        Column("reopened", _("Opened again"), 8),
        Column(IDENTITY, _("Id"), 18),
    )


def cell(row: PlanRow, column: Column) -> str:
    """What stands in a row under a column, in words."""
    if column.field is PlanField.STATUS:
        return status_words(row.status)
    if column.field is not None:
        return printable(row.values[column.field])
    return _FIXED[column.key](row)


def steps_text(row: PlanRow) -> str:
    """The steps, a line each."""
    if len(row.steps) < 2:
        return printable("".join(row.steps))
    return "\n".join(f"{number}. {printable(step)}" for number, step in enumerate(row.steps, 1))


def capitalised(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


_FIXED: Final[dict[str, Callable[[PlanRow], str]]] = {
    "code": lambda row: row.code,
    "severity": lambda row: severity_words(row.severity) if row.severity is not None else "",
    "what": lambda row: printable(row.what),
    "steps": steps_text,
    "reopened": lambda row: str(row.reopened) if row.reopened else "",
    IDENTITY: lambda row: row.identity,
}
