"""The plan as CSV (RFC 4180) in UTF-8, with the mark that spreadsheet programs know it by.

A cell that a spreadsheet would run as a formula begins with an apostrophe, which makes it text there.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from readiness.report.plan.table import PlanTable, cell, columns

_RUNS: Final = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""What begins a formula, also in full width, where a program may leave out the space before it."""


def render(table: PlanTable) -> bytes:
    """The plan as CSV. Equal plans give equal bytes."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    titles = columns()
    writer.writerow(guarded(column.title) for column in titles)
    for row in table.rows:
        writer.writerow(guarded(cell(row, column)) for column in titles)
    return buffer.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe before what could begin a formula."""
    return f"'{text}" if _RUNS.match(text) else text
