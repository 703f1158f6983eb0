"""A copy of the action plan that is given to others and comes back: what it says about itself, as rows of text.

Each item is known by its identity and carries its values as they were written, so that whoever takes the copy
back can tell what was changed in it from what was changed here meanwhile. Pure: no file, no spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from readiness.assessment.model import AssessmentError
from readiness.assessment.people import same_name
from readiness.translation import _

FORMAT: Final = 1
"""Of the rows; a higher one is of a later version."""
IDENTITY: Final = "identity"
"""The key of the column that says which item a row is about."""
SHEET: Final = "readiness"
"""Name of the sheet of a workbook that holds these rows."""
AUTHOR: Final = "readiness"
"""Who saved a copy that nobody has touched."""

_KIND = "readiness plan"
_NOT_TOLD = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff\\ufffe\\uffff]"
)
_SPACE = re.compile("[\\t\\x0b\\x0c\\x1c-\\x1f\\x85\\u2028\\u2029]")


class PlanField(StrEnum):
    """What of an item people may change."""

    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    NOTE = "note"
    COST = "cost"
    APPROVER = "approver"
    REASON = "reason"
    EXPIRES = "expires"


NAMES: Final = (PlanField.OWNER, PlanField.APPROVER)
"""Fields that hold the name of a person."""
DAYS: Final = (PlanField.DUE, PlanField.EXPIRES)
"""Fields that hold a day, as an ISO date or nothing."""
ACCEPTANCE: Final = (PlanField.APPROVER, PlanField.REASON, PlanField.EXPIRES)
"""Fields that belong to an accepted risk only."""

Values: TypeAlias = Mapping[PlanField, str]


@dataclass(frozen=True, slots=True)
class CopiedItem:
    """One item of the plan as it was copied."""

    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """What a copy says about itself.

    Attributes:
        organisation: id of the one whose plan it is.
        assessment: id of the sealed assessment it follows from, and `as_of` the day that speaks for.
        columns: what each column is called in it: a field or `IDENTITY` -> the words above it.
        statuses: how each status is called in it: status -> words.
        names: people who were offered as owners.
        items: by identity, as they were written.
    """

    organisation: str
    assessment: str
    as_of: str
    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    items: Mapping[str, CopiedItem] = field(default_factory=dict)


def rows_of(copy: PlanCopy) -> list[tuple[str, ...]]:
    """The copy's own words about itself; `copy_of` reads them."""
    rows: list[tuple[str, ...]] = [(_KIND, str(FORMAT), copy.organisation, copy.assessment, copy.as_of)]
    rows += [("column", key, words) for key, words in copy.columns.items()]
    rows += [("status", key, words) for key, words in copy.statuses.items()]
    rows += [("name", name) for name in copy.names]
    for identity, item in copy.items.items():
        rows.append(("item", identity, item.code, *(item.values.get(one, "") for one in PlanField)))
    return rows


def copy_of(rows: Iterable[Sequence[str]]) -> PlanCopy:
    """What `rows_of` wrote, whatever was put below or beside it since.

    Raises:
        AssessmentError: it is none, or one of a later version.
    """
    told = [(*row, *("",) * 12)[:12] for row in rows]
    head = next((row for row in told if row[0] == _KIND), None)
    if head is None:
        raise AssessmentError(_("what a plan says about itself is missing from it"))
    if head[1] != str(FORMAT):
        raise AssessmentError(_("it is in a format this version can't read (format {n})").format(n=head[1][:20]))
    items: dict[str, CopiedItem] = {}
    for row in told:
        if row[0] == "item" and row[1]:
            items.setdefault(row[1], CopiedItem(row[2], dict(zip(PlanField, row[3:], strict=False))))
    return PlanCopy(
        organisation=head[2],
        assessment=head[3],
        as_of=head[4],
        columns={row[1]: row[2] for row in told if row[0] == "column"},
        statuses={row[1]: row[2] for row in told if row[0] == "status"},
        names=tuple(row[1] for row in told if row[0] == "name"),
        items=items,
    )


def is_same(field: PlanField, one: str, other: str) -> bool:
    """Whether two values are one value: what a file can't hold and the case of names don't matter."""
    one, other = told(one), told(other)
    return one == other or (field in NAMES and same_name(one, other))


def told(text: str) -> str:
    """A text as a file that travels brings it back: single line ends, no control characters, no space around."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _NOT_TOLD.sub("", _SPACE.sub(" ", text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
