"""An action plan that came back as a workbook: which rows it has, and what stands in them.

Sheets are read whatever their order, and columns by the words above them. A formula, an error or a day that does
not exist is no value: the cell is told, and the rest is read. Nothing is compared or taken over here.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from readiness.assessment.model import ActionStatus, AssessmentError
from readiness.assessment.plan_copy import AUTHOR, DAYS, IDENTITY, NAMES, SHEET, PlanCopy, PlanField, copy_of, told
from readiness.assessment.plan_merge import ReceivedRow
from readiness.assessment.plan_words import field_words, status_words
from readiness.error import BAD_INPUT, ReadinessError
from readiness.exchange.workbook_archive import WorkbookRefused, sound_archive
from readiness.extra import advice
from readiness.questionnaire.vocabulary import LONGEST_TEXT, ValueRefused
from readiness.source import is_clean
from readiness.translation import _

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 10_000, 60, 300

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_HEAD_WITHIN = 20
"""Rows in which the header is looked for."""
_LONGEST_NAME, _LONGEST_SHOWN = 200, 40
_TOO_FEW_FOR_A_HEADER = 1
_UNREADABLE = (
    zipfile.BadZipFile, struct.error, SyntaxError, ArithmeticError, AssertionError, AttributeError, EOFError,
    LookupError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What the reader of workbooks raises on what is none."""

_Cells: TypeAlias = tuple[Any, ...]


class MissingReader(ReadinessError):
    """The optional package that reads workbooks is not installed; the message has the command for it."""

    exit_code = BAD_INPUT


@dataclass(frozen=True, slots=True)
class ReceivedPlan:
    """A plan that came back.

    Attributes:
        copy: what it says about itself, and the values that were written into it.
        rows: of all its sheets.
        remarks: what was not read, in words.
        saved_by: who saved it last, as the program they did it with says; empty where it doesn't.
    """

    copy: PlanCopy
    rows: tuple[ReceivedRow, ...]
    remarks: tuple[str, ...]
    saved_by: str


def read_plan(path: Path) -> ReceivedPlan:
    """Read a plan that came back.

    Raises:
        MissingReader: the package that reads workbooks is not installed.
        WorkbookRefused: it is too large, hostile, damaged or not such a plan.
    """
    if find_spec("openpyxl") is None:
        raise MissingReader(advice("openpyxl", "xlsx"))
    from openpyxl import load_workbook  # noqa: PLC0415 - only who has a plan to read waits for it

    archive = sound_archive(path)
    with _no_surprise(path):
        workbook = load_workbook(archive, read_only=True, data_only=False, keep_links=False, keep_vba=False)
        sheets = workbook.worksheets
        if len(sheets) > MOST_SHEETS:
            raise WorkbookRefused(path, _("it has more than {n} sheets").format(n=MOST_SHEETS))
        hidden = next((sheet for sheet in sheets if sheet.title == SHEET), None)
        copy = _copy(path, _rows(hidden) if hidden is not None else [])
        reader = _Reader(copy)
        for sheet in sheets:
            if sheet is not hidden:
                reader.read(str(sheet.title), _rows(sheet))
        saved_by = told(str(workbook.properties.lastModifiedBy or ""))[:_LONGEST_NAME]
    if not reader.found_any:
        raise WorkbookRefused(
            path, _("no sheet has the column '{title}' any more").format(title=reader.title(IDENTITY))
        )
    who = saved_by if saved_by != AUTHOR and is_clean(saved_by) else ""
    return ReceivedPlan(copy, tuple(reader.rows), tuple(reader.remarks), who)


@contextmanager
def _no_surprise(path: Path) -> Iterator[None]:
    """Say of whatever can't be understood that it can't; the reader's own warnings are about looks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _UNREADABLE as error:
        raise WorkbookRefused(path, _("it is no .xlsx file, or damaged")) from error


def _copy(path: Path, rows: Iterable[_Cells]) -> PlanCopy:
    texts = [tuple(_text(cell) for cell in row) for row in rows]
    try:
        copy = copy_of(texts)
    except AssessmentError as error:
        raise WorkbookRefused(path, str(error)) from error
    return copy


def _rows(sheet: Any) -> Iterator[_Cells]:
    # The size a sheet says it has is not believed.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)


class _Reader:
    """Reads sheets of one plan, one after the other.

    Attributes:
        rows: what was found.
        remarks: what was not read, in words.
        found_any: whether there was a sheet with rows of the plan.
    """

    def __init__(self, copy: PlanCopy) -> None:
        self.rows: list[ReceivedRow] = []
        self.remarks: list[str] = []
        self.found_any = False
        self._titles = {_key(words): key for key, words in copy.columns.items()}
        self._words = dict(copy.columns)
        self._statuses = {_key(status_words(status)): status.value for status in ActionStatus}
        self._statuses |= {status.value: status.value for status in ActionStatus}
        self._statuses |= {_key(words): key for key, words in copy.statuses.items() if key in set(ActionStatus)}

    def title(self, key: str) -> str:
        """The words above a column."""
        return self._words.get(key, key)

    def read(self, name: str, rows: Iterable[_Cells]) -> None:
        """Read one sheet."""
        header: dict[str, int] | None = None
        is_empty = True
        for number, row in enumerate(rows, 1):
            is_empty = is_empty and not any(_text(cell) for cell in row)
            if header is None:
                header = self._header(name, row)
                if header is None and number >= _HEAD_WITHIN:
                    break
                continue
            self._read_row(name, number, header, row)
        if header is None and not is_empty:
            text = _("Sheet '{name}' has no column '{title}'; it was not read.")
            self.remarks.append(text.format(name=_short(name), title=self.title(IDENTITY)))

    def _header(self, name: str, row: _Cells) -> dict[str, int] | None:
        """Where each column is, if this row is the header; of two with the same words the first counts."""
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            key = self._titles.get(_key(_text(cell)))
            if key is not None:
                found.setdefault(key, at)
        if IDENTITY not in found or len(found) <= _TOO_FEW_FOR_A_HEADER:
            return None
        self.found_any = True
        missing = [self.title(field) for field in PlanField if field not in found]
        if missing:
            text = _("Sheet '{name}' lacks columns; nothing was read of: {titles}")
            self.remarks.append(text.format(name=_short(name), titles=", ".join(missing)))
        return found

    def _read_row(self, name: str, number: int, header: Mapping[str, int], row: _Cells) -> None:
        identity_cell = row[header[IDENTITY]]
        identity = _text(identity_cell)
        given = {field: row[header[field]] for field in PlanField if field in header}
        if not identity or identity_cell.data_type == "f":
            if any(_text(cell) for cell in given.values()):
                text = _("{sheet}, row {n} has no '{title}'; it was not read.")
                self.remarks.append(text.format(sheet=_short(name), n=number, title=self.title(IDENTITY)))
            return
        values: dict[PlanField, str] = {}
        problems: list[str] = []
        for field, cell in given.items():
            if field is PlanField.STATUS and not _text(cell):
                # There is no action without one: whoever emptied it has said nothing.
                continue
            try:
                values[field] = self._value(field, cell)
            except ValueRefused as problem:
                problems.append(f"{field_words(field)}: {problem}")
        self.rows.append(ReceivedRow(_short(identity, 200), _short(name), number, values, tuple(problems)))

    def _value(self, field: PlanField, cell: Any) -> str:
        if cell.data_type == "f":
            raise ValueRefused(_("a formula is no value; type what it should be"))
        if cell.data_type == "e":
            raise ValueRefused(_("an error of the spreadsheet is no value"))
        text = _text(cell)
        if field in DAYS:
            return _day(cell, text)
        if field is PlanField.STATUS:
            return self._status(text)
        longest = _LONGEST_NAME if field in NAMES else LONGEST_TEXT
        if len(text) > longest:
            raise ValueRefused(_("at most {n} characters are accepted").format(n=longest))
        return " ".join(text.split()) if field in NAMES else text

    def _status(self, text: str) -> str:
        found = self._statuses.get(_key(text))
        if found is None:
            accepted = [status_words(status) for status in ActionStatus if status is not ActionStatus.CLOSED]
            message = _("'{text}' is none of these: {accepted}")
            raise ValueRefused(message.format(text=_short(text), accepted="; ".join(accepted)))
        return found


def _day(cell: Any, text: str) -> str:
    if isinstance(cell.value, datetime | date):
        return (cell.value.date() if isinstance(cell.value, datetime) else cell.value).isoformat()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        message = _("'{text}' is no day; a date that exists is needed, written like 2026-03-12")
        raise ValueRefused(message.format(text=_short(text))) from error


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    # An underscore is written so where spreadsheets would read it as the beginning of a letter's number.
    return told(_ESCAPED.sub("_", str(value)))


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(text: str, longest: int = _LONGEST_SHOWN) -> str:
    line = " ".join(told(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}\u2026"
