"""A small plan to write, and its workbook opened for changing."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.assessment.plan_copy import PlanField
from readiness.questionnaire.vocabulary import Severity
from readiness.report.plan.table import PlanRow, PlanTable
from readiness.report.plan.xlsx import render

HEAD = 4
COLUMNS = (
    "Code", "Severity", "What", "Steps", "Owner", "Due", "Status", "Note", "Cost", "Accepted by", "Why accepted",
    "Accepted until", "Opened again", "Id",
)  # fmt: skip


def row(identity: str, code: str, severity: Severity | None = Severity.HIGH, **values: str) -> PlanRow:
    given = {field: values.get(field.value, "open" if field is PlanField.STATUS else "") for field in PlanField}
    return PlanRow(identity, code, severity, f"What of {code}", ("First", "Then"), given, int(values.get("again", 0)))


ROWS = (
    row("gap:leader.named", "LEAD-01", Severity.CRITICAL, owner="Dana Ruiz", due="2026-12-01", note="=1+1"),
    row("conflict:x01", "X01", owner="Sam Okafor", status="in_progress", cost="@SUM(1)", again="2"),
    row("gap:lone", "LEAD-09", Severity.LOW),
    row("gap:gone", "INS-04", None, owner="Dana Ruiz", status="closed"),
)


def table(*rows: PlanRow, names: tuple[str, ...] = ("Dana Ruiz", "Sam Okafor")) -> PlanTable:
    return PlanTable("org-1", "Harbor Dental", "as-1", "2026-11-21", rows or ROWS, names)


@cache
def written() -> bytes:
    return render(table())


def opened(*rows: PlanRow) -> Workbook:
    return load_workbook(io.BytesIO(render(table(*rows)) if rows else written()))


def saved(workbook: Workbook, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    workbook.save(path)
    return path


def at(sheet: Worksheet, code: str, column: str) -> Any:
    """The cell of an item, by its code."""
    number = next(line[0].row for line in sheet.iter_rows(min_row=HEAD) if line[0].value == code)
    return sheet.cell(number, COLUMNS.index(column) + 1)
