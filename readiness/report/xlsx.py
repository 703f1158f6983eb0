"""The tables of a document become sheets: one for each part that has tables, and one for the rest of the text.

Every cell is text, whatever it looks like: nothing a person wrote becomes a formula, a number or a link.
Tables of a part that have the same columns are one table, with the chapter of each row before it, so that
they can be filtered and sorted together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from readiness.report import document as blocks
from readiness.report.archive import moment, repacked
from readiness.report.document import Document, Line, PageSize
from readiness.report.tabular import bar_table, timeline_table, trend_table, verdict_table
from readiness.report.text import printable, signed, texts, walk, width_of
from readiness.report.theme import Theme
from readiness.translation import _

LONGEST: Final = 32_767
"""Characters of a cell."""
TEXT, HEAD, TITLE, MUTED, DRAFT = "Report text", "Report head", "Report title", "Report muted", "Report draft"
"""The styles of cells."""

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST, _NARROWEST = 60, 6
_FIRST = 5
"""The row the first table begins in."""
_LETTERS = 1.1
"""Of running text, for each unit of a column's width."""
_LINE, _TALLEST = 13.5, 409.0
"""Points of a line, and the most a row can have."""
_PAPER = {PageSize.A4: 9, PageSize.LETTER: 1}


def render(document: Document) -> bytes:
    """The document as a workbook. Equal documents give equal bytes."""
    workbook = new_workbook(document)
    names: set[str] = set()
    told, rest = _parts(document)
    for part in told:
        sheet = workbook.create_sheet(sheet_name(part.title, names))
        _write_part(sheet, document, part)
    remaining = workbook.create_sheet(sheet_name(_("Text"), names))
    _write_part(remaining, document, rest)
    return packed(workbook, document.day)


@dataclass(slots=True)
class _Table:
    """Rows of one shape: each with the chapter it stands in."""

    titles: tuple[str, ...]
    rows: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def has_chapters(self) -> bool:
        return len({chapter for chapter, _cells in self.rows}) > 1


@dataclass(slots=True)
class _Part:
    title: str
    tables: dict[object, _Table] = field(default_factory=dict)

    def add(self, chapter: str, key: object, titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        self.tables.setdefault(key, _Table(titles)).rows.extend((chapter, row) for row in rows)


def _parts(document: Document) -> tuple[list[_Part], _Part]:
    """The parts that have tables, and everything else as one more."""
    part = _Part(document.title)
    parts, chapter = [part], ""
    rest = _Part(document.title)
    heading = (_("Part"), _("Text"))
    for block in walk(document.blocks):
        if isinstance(block, blocks.Heading):
            rest.add("", "text", heading, [(part.title if block.level > 1 else "", block.text)])
            chapter = block.text
            if block.level <= 1:
                part, chapter = _Part(block.text), ""
                parts.append(part)
            continue
        tabled = _TABLED.get(type(block))
        if tabled is not None:
            titles, rows = tabled(block)
            part.add(chapter, (titles, len(rows[0]) if rows else 0), titles, rows)
        said = _AROUND[type(block)](block) if type(block) in _AROUND else texts(block) if tabled is None else ()
        where = " \u00b7 ".join(filter(None, [part.title, chapter]))
        rest.add("", "text", heading, [(where, text) for text in said if text.strip()])
    return [part for part in parts if any(table.rows for table in part.tables.values())], rest


_Told = tuple[tuple[str, ...], list[tuple[str, ...]]]


def _data(block: blocks.DataTable) -> _Told:
    titles = tuple(_one_line(column.title) for column in block.columns)
    return titles, [tuple(signed(cell) for cell in row) for row in block.rows]


def _named(pairs: Iterable[tuple[str, Line]]) -> _Told:
    return ("", ""), [(_one_line(name), signed(value)) for name, value in pairs]


def _figures(block: blocks.KeyFigures) -> _Told:
    numbers = [(one.label, (blocks.Run(f"{one.value} {one.of}".strip()),)) for one in block.figures]
    return _named([(block.verdict, block.reason), *numbers])


_TABLED: dict[type[Any], Callable[[Any], _Told]] = {
    blocks.DataTable: _data,
    blocks.FactsTable: lambda block: _named((row.label, row.value) for row in block.rows),
    blocks.QuotePair: lambda block: _named((one.label, one.text) for one in block.quotes),
    blocks.KeyFigures: _figures,
    blocks.VerdictRows: lambda block: _data(verdict_table(block)),
    blocks.BarChart: lambda block: _data(bar_table(block)),
    blocks.TimelineChart: lambda block: _data(timeline_table(block)),
    blocks.TrendChart: lambda block: _data(trend_table(block)),
}
_AROUND: dict[type[Any], Callable[[Any], Iterable[str]]] = {
    blocks.TimelineChart: lambda block: [block.axis],
    blocks.TrendChart: lambda block: [block.axis],
    blocks.Callout: lambda block: [block.title, signed(block.runs)],
    blocks.Paragraph: lambda block: [signed(block.runs)],
    blocks.Listing: lambda block: [signed(item) for item in block.items],
}


def _write_part(sheet: Worksheet, document: Document, part: _Part) -> None:
    """Title, draft and footer above, then the tables below each other; the first header stays in view."""
    put(sheet.cell(1, 1), _one_line(part.title), TITLE)
    put(sheet.cell(2, 1), _one_line(document.draft), DRAFT)
    put(sheet.cell(3, 1), _one_line(document.footer), MUTED)
    tables = [table for table in part.tables.values() if table.rows]
    # A sheet has one filter and one frozen header: those of its longest table, the header if that comes first.
    main = max((table for table in tables if any(table.titles)), key=lambda table: len(table.rows), default=None)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    top, widths = _FIRST, dict[int, int]()
    for table in tables:
        bottom = _write_table(sheet, table, top, widths, _WIDEST if table is main or main is None else _WIDEST // 2)
        if table is main:
            sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(_titles(table)))}{bottom}"
            if table is tables[0]:
                sheet.freeze_panes, sheet.print_title_rows = f"A{top + 1}", f"{top}:{top}"
        top = bottom + 2
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(width, _NARROWEST) + 2
    set_heights(sheet, _FIRST)
    set_page(sheet, document)


def set_heights(sheet: Worksheet, first: int) -> None:
    """Room for wrapped text from a row on: not every spreadsheet makes it when it opens the file."""
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        lines = 1
        for column, cell in enumerate(row, 1):
            width = sheet.column_dimensions[get_column_letter(column)].width * _LETTERS
            told = str(cell.value or "").split("\n")
            lines = max(lines, sum(max(math.ceil(width_of(line) / width), 1) for line in told))
        sheet.row_dimensions[number].height = min(lines * _LINE + 2, _TALLEST)


def _titles(table: _Table) -> tuple[str, ...]:
    return (_("Part"), *table.titles) if table.has_chapters else table.titles


def _write_table(sheet: Worksheet, table: _Table, top: int, widths: dict[int, int], widest: int) -> int:
    """Write a table from this row on; the last row it takes."""
    titles = _titles(table)
    for column, title in enumerate(titles, 1):
        put(sheet.cell(top, column), title, HEAD if any(titles) else TEXT)
        widths[column] = max(widths.get(column, 0), len(title) + 2)
    at = top if any(titles) else top - 1
    for chapter, cells in table.rows:
        told = (chapter, *cells) if table.has_chapters else cells
        pieces = [cut(text) for text in told]
        # What is longer than a cell can be goes on in the cell below.
        for number in range(max(map(len, pieces), default=1)):
            at += 1
            for column, piece in enumerate(pieces, 1):
                text = piece[number] if number < len(piece) else ""
                put(sheet.cell(at, column), text, TEXT)
                longest = max(map(len, text.split("\n")))
                widths[column] = max(widths.get(column, 0), min(longest, widest))
    return at


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def cut(text: str) -> list[str]:
    """A text in pieces that fit into a cell."""
    text = printable(text)
    return [text[start : start + LONGEST // 2] for start in range(0, len(text), LONGEST // 2)] or [""]


def put(cell: Any, text: str, style: str = TEXT) -> None:
    """Write text into a cell as text, whatever it begins with, also when somebody edits the cell later."""
    cell.style = style
    if not text:
        return
    # Spreadsheets read _x0041_ as a letter by its number, unless the underscore is one itself.
    cell.value = _ESCAPE.sub("_x005F_", printable(text))
    cell.data_type = "s"
    if text[0] in "=+-@":
        cell.quotePrefix = True


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that spreadsheets accept and no other sheet has; it is added to those taken."""
    base = " ".join(_NOT_IN_NAMES.sub(" ", printable(title)).split()).strip("'") or "-"
    # The name of something else in one of them.
    base = f"{base}-" if base.lower() == "history" else base
    name, number = base[:_LONGEST_NAME].strip(" '") or "-", 1
    while name.lower() in taken:
        number += 1
        ending = f" {number}"
        name = base[: _LONGEST_NAME - len(ending)].strip(" '") + ending
    taken.add(name.lower())
    return name


def new_workbook(document: Document) -> Workbook:
    """A workbook without sheets, with styles in the document's colours and what it says about itself."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for style in _styles(document.theme):
        workbook.add_named_style(style)
    about = workbook.properties
    about.title, about.subject = _one_line(document.title), _one_line(document.subject)
    about.creator = about.lastModifiedBy = _one_line(document.author)
    about.language = document.language
    return workbook


def packed(workbook: Workbook, day: str) -> bytes:
    """The workbook's bytes, with a day instead of the time at which it was saved."""
    buffer = BytesIO()
    workbook.save(buffer)
    made: datetime = moment(day).replace(tzinfo=None)
    workbook.properties.created = workbook.properties.modified = made
    about = tostring(workbook.properties.to_tree())
    return repacked(buffer.getvalue(), {"docProps/core.xml": about})


def _styles(theme: Theme) -> Iterable[NamedStyle]:
    rule = Border(bottom=Side("thin", color=argb(theme.rule)))
    head = Border(bottom=Side("medium", color=argb(theme.ink)))
    panel = PatternFill("solid", fgColor=argb(theme.panel))
    wrapped = Alignment(vertical="top", wrap_text=True)
    ink, muted = argb(theme.ink), argb(theme.muted)
    yield NamedStyle(TEXT, Font("Calibri", 10, color=ink), border=rule, alignment=wrapped, number_format="@")
    bold = Font("Calibri", 10, bold=True, color=ink)
    yield NamedStyle(HEAD, bold, panel, head, Alignment(vertical="bottom", wrap_text=True), "@")
    yield NamedStyle(TITLE, Font("Calibri", 15, bold=True, color=ink), number_format="@")
    yield NamedStyle(MUTED, Font("Calibri", 9, color=muted), number_format="@")
    yield NamedStyle(DRAFT, Font("Calibri", 12, bold=True, color=argb(theme.bad)), number_format="@")


def argb(colour: str) -> str:
    """A colour of the theme as workbooks write it."""
    return "FF" + colour.removeprefix("#").upper()


def set_page(sheet: Worksheet, document: Document) -> None:
    """How a sheet is printed: across, as wide as the page, with draft, footer and number on every page."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER[document.page_size]
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    number = _coded(document.page_of).replace("{page}", "&P").replace("{pages}", "&N")
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None
    assert foot is not None
    head.right.text = _coded(document.draft) or None
    foot.left.text = _coded(document.footer) or None
    foot.right.text = number or None


def _coded(text: str) -> str:
    """Text for the head or foot of a page, where `&` begins a code; no more of it than there is room for."""
    return _one_line(text)[:100].replace("&", "&&")
