"""The plan as a workbook that people fill in and send back: one sheet for all of it, and one for each owner.

Every cell is text, or a day. A hidden sheet holds what the plan says about itself, so that whoever takes the
workbook back can tell what was changed in it. Opened again, it has the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from readiness.assessment.plan_copy import AUTHOR, DAYS, NAMES, SHEET, PlanField, rows_of
from readiness.assessment.plan_words import status_words
from readiness.report.document import Document
from readiness.report.plan.table import SETTABLE, Column, PlanRow, PlanTable, cell, columns
from readiness.report.text import printable
from readiness.report.theme import Theme
from readiness.report.xlsx import (
    HEAD,
    LONGEST,
    MUTED,
    TITLE,
    argb,
    new_workbook,
    packed,
    put,
    set_heights,
    set_page,
    sheet_name,
)
from readiness.translation import _

_FIXED, _OPEN, _DAY = "Plan fixed", "Plan open", "Plan day"
"""Styles of cells that stay, of those to be changed, and of those for days."""
_HEAD_ROW = 4
_MARGIN = 0.4
"""Inches."""
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
_FIRST_DAY_OF_EXCEL = date(1899, 12, 30)


def render(table: PlanTable) -> bytes:
    """The plan as a workbook. Equal plans give equal bytes."""
    document = _document(table)
    workbook = new_workbook(document)
    for style in _styles(document.theme):
        workbook.add_named_style(style)
    names = {SHEET}
    sheets = [workbook.create_sheet(sheet_name(_("Plan"), names))]
    _write(sheets[0], table.title, table.rows, document)
    for owner, rows in _by_owner(table.rows).items():
        sheet = workbook.create_sheet(sheet_name(owner, names))
        _write(sheet, f"{table.title} \u00b7 {' '.join(printable(owner).split())}", rows, document)
        sheets.append(sheet)
    lists = _write_hidden(workbook, table)
    for sheet in sheets:
        _offer(sheet, lists)
    return packed(workbook, document.day)


def _document(table: PlanTable) -> Document:
    """What the workbook says about itself, and how its pages look."""
    told = _("As of {day}").format(day=table.as_of)
    return Document(
        title=table.title,
        author=AUTHOR,
        language=table.language,
        subject=told,
        footer=f"{table.title} \u00b7 {told}",
        page_of=_("page {page} of {pages}"),
        blocks=(),
        page_size=table.page_size,
        day=table.as_of,
    )


def _styles(theme: Theme) -> Iterable[NamedStyle]:
    rule = Side("thin", color=argb(theme.rule))
    grid = Border(left=rule, right=rule, top=rule, bottom=rule)
    font, grey = Font("Calibri", 10, color=argb(theme.ink)), PatternFill("solid", fgColor=argb(theme.panel))
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True)
    yield NamedStyle(_FIXED, font, grey, grid, wrapped, "@")
    yield NamedStyle(_OPEN, font, border=grid, alignment=wrapped, number_format="@")
    # Also where there is none yet, so that a day typed there becomes one.
    yield NamedStyle(_DAY, font, border=grid, alignment=wrapped, number_format="yyyy-mm-dd")


def _by_owner(rows: Iterable[PlanRow]) -> dict[str, list[PlanRow]]:
    found: dict[str, list[PlanRow]] = {}
    for row in rows:
        if row.values[PlanField.OWNER]:
            found.setdefault(row.values[PlanField.OWNER], []).append(row)
    return found


def _write(sheet: Worksheet, title: str, rows: Iterable[PlanRow], document: Document) -> None:
    """Title and what to do above, then the rows; the header and the codes stay in view."""
    put(sheet.cell(1, 1), " ".join(printable(title).split()), TITLE)
    about = _(
        "Change the white cells and send the file back. Rows may be sorted, filtered or deleted; keep the last column."
    )
    put(sheet.cell(2, 1), about, MUTED)
    last, titles = _HEAD_ROW, columns()
    for number, column in enumerate(titles, 1):
        put(sheet.cell(_HEAD_ROW, number), column.title, HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for last, row in enumerate(rows, _HEAD_ROW + 1):
        for number, column in enumerate(titles, 1):
            _write_cell(sheet.cell(last, number), row, column)
    end = get_column_letter(len(titles))
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{end}{last}"
    sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    # The last column is for whoever takes the file back.
    sheet.print_area = f"A1:{get_column_letter(len(titles) - 1)}{last}"
    set_heights(sheet, _HEAD_ROW)
    set_page(sheet, document)
    sheet.page_margins = PageMargins(_MARGIN, _MARGIN, 2 * _MARGIN, 2 * _MARGIN, _MARGIN, _MARGIN)


def _write_cell(at: Any, row: PlanRow, column: Column) -> None:
    text = cell(row, column)
    day = _day(text) if column.field in DAYS else None
    if day is not None:
        at.value = day
        at.style = _DAY
        return
    put(at, fitting(text), _FIXED if column.field is None else _DAY if column.field in DAYS else _OPEN)


def fitting(text: str) -> str:
    """As much of a text as a cell can hold; spreadsheets count in units of two bytes."""
    if len(text) <= LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")


def _write_hidden(workbook: Workbook, table: PlanTable) -> dict[PlanField, str]:
    """The sheet with what the plan says about itself; where the choices for a field are listed in it."""
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    statuses: list[int] = []
    names: list[int] = []
    settable = {status.value for status in SETTABLE}
    for number, row in enumerate(rows_of(table.copy), 1):
        for column, text in enumerate(row, 1):
            put(sheet.cell(number, column), fitting(text))
        if row[0] == "status" and row[1] in settable:
            statuses.append(number)
        elif row[0] == "name":
            names.append(number)
    lists = {PlanField.STATUS: f"{SHEET}!$C${statuses[0]}:$C${statuses[-1]}"}
    if names:
        lists |= dict.fromkeys(NAMES, f"{SHEET}!$B${names[0]}:$B${names[-1]}")
    return lists


def _offer(sheet: Worksheet, lists: dict[PlanField, str]) -> None:
    """Drop-downs for status and owner, and only days where days belong."""
    last = sheet.max_row
    if last <= _HEAD_ROW:
        return
    for number, column in enumerate(columns(), 1):
        rule = _rule(column.field, lists) if column.field is not None else None
        if rule is not None:
            letter = get_column_letter(number)
            rule.add(f"{letter}{_HEAD_ROW + 1}:{letter}{last}")
            sheet.add_data_validation(rule)


def _rule(field: PlanField, lists: dict[PlanField, str]) -> DataValidation | None:
    if field in DAYS:
        rule = DataValidation("date", operator="between", formula1=_serial(_EARLIEST), formula2=_serial(_LATEST))
        rule.error = _("a date that exists is needed, written like 2026-03-12")
    elif field in lists:
        rule = DataValidation("list", formula1=lists[field])
        accepted = status_words(SETTABLE[-1])
        rule.error = _("Choose one of the list. Only the proof of an assessment closes an action.")
        if field is PlanField.STATUS:
            text = _("'{accepted}' also needs who accepts it, why, and until when.")
            rule.prompt, rule.promptTitle = text.format(accepted=accepted), _("Status")
    else:
        return None
    rule.allow_blank = True
    # Somebody who was not named yet may be named here.
    rule.showErrorMessage, rule.showInputMessage = field not in NAMES, True
    return rule


def _serial(day: date) -> str:
    return str((day - _FIRST_DAY_OF_EXCEL).days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
