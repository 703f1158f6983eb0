"""Blocks become plain text of at most 80 columns: for mails, terminals and readers that know nothing else.

A table keeps its columns where they fit, wrapped if need be; otherwise each row is told as name: value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from readiness.report import document as blocks
from readiness.report.document import Align, Block, DataTable, Document, Line
from readiness.report.tabular import bar_table, timeline_table, trend_table, verdict_table
from readiness.report.text import printable, signed, walk, width_of, width_of_character

COLUMNS: Final = 80

_RULES = {1: "=", 2: "-", 3: "~"}
_LEAST = 14
"""Columns that wrapped text needs to be readable beside others."""
_TALLEST = 6
"""Lines of a row up to which a table is easier to read than records."""
_GAP = 2
_BAR = 20
_WORD = re.compile(r"\S+\s*")


def render(document: Document) -> bytes:
    """The document as text in UTF-8. Equal documents give equal bytes."""
    draft = [_told(document.draft)] if document.draft else []
    title = _told(document.title)
    parts = [*draft, title, *_Text(document).all(document.blocks), "-" * COLUMNS, *draft]
    parts.append(_told(document.footer))
    text = "\n\n".join(part for part in parts if part.strip())
    return ("\n".join(row.rstrip() for row in text.split("\n")) + "\n").encode()


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most this many columns; a word that is longer is cut."""
    made: list[str] = []
    for line in printable(text).split("\n"):
        made.extend(_wrapped_line(line, width))
    return made or [""]


def _wrapped_line(line: str, width: int) -> list[str]:
    if width_of(line) <= width:
        return [line.strip()]
    made, current, taken = [], "", 0
    for word in _WORD.findall(line):
        bare = width_of(word.rstrip())
        if taken and taken + bare > width:
            made.append(current.rstrip())
            current, taken = "", 0
        for character in word if bare > width else ():
            if taken + width_of_character(character) > width:
                made.append(current)
                current, taken = "", 0
            current, taken = current + character, taken + width_of_character(character)
        if bare <= width:
            current, taken = current + word, taken + width_of(word)
    return [*made, current.rstrip()] if current.strip() else made


class _Text:
    """Makes the text of one document's blocks."""

    def __init__(self, document: Document) -> None:
        self._headings = [block for block in walk(document.blocks) if isinstance(block, blocks.Heading)]
        self._makers: dict[type, Callable[[Any], str]] = {
            blocks.Heading: _heading,
            blocks.Paragraph: lambda block: _paragraph(block.runs),
            blocks.Listing: _listing,
            blocks.FactsTable: lambda block: _records([[(row.label, signed(row.value)) for row in block.rows]]),
            blocks.DataTable: table,
            blocks.BarChart: _bars,
            blocks.TimelineChart: lambda block: f"{_told(block.axis)}\n\n{table(timeline_table(block))}",
            blocks.TrendChart: lambda block: f"{_told(block.axis)}\n\n{table(trend_table(block))}",
            blocks.Callout: _callout,
            blocks.QuotePair: lambda block: "\n\n".join(
                _indented(f"{_one_line(one.label)}:\n{signed(one.text)}", "  | ") for one in block.quotes
            ),
            blocks.Signature: lambda block: "\n\n".join(
                _indented(_one_line(one), " " * 32, f"{'_' * 30}  ") for one in block.labels
            ),
            blocks.Blank: lambda block: "\n\n".join([*wrapped(block.label, COLUMNS), *["_" * COLUMNS] * block.lines]),
            blocks.PageBreak: lambda _block: "",
            blocks.KeyFigures: _figures,
            blocks.VerdictRows: lambda block: table(verdict_table(block)),
            blocks.Contents: self._contents,
            blocks.OnePage: lambda block: "\n\n".join(self.all(block.blocks)),
            blocks.Together: lambda block: "\n\n".join(self.all(block.blocks)),
        }

    def all(self, content: Iterable[Block]) -> list[str]:
        """The text of all blocks in order, those without any left out."""
        made = [self._makers[type(block)](block) for block in content]
        return [part for part in made if part.strip()]

    def _contents(self, block: blocks.Contents) -> str:
        entries = [
            _indented(_one_line(heading.text), "  " * heading.level)
            for heading in self._headings
            if heading.listed and heading.level <= block.level
        ]
        return "\n".join([*wrapped(block.title, COLUMNS), *entries])


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _told(text: str) -> str:
    return "\n".join(wrapped(_one_line(text), COLUMNS))


def _indented(text: str, indent: str, first: str = "") -> str:
    rows = wrapped(text, COLUMNS - len(indent))
    return "\n".join((first or indent if not number else indent) + row for number, row in enumerate(rows))


def _heading(block: blocks.Heading) -> str:
    rows = wrapped(_one_line(block.text), COLUMNS)
    rule = _RULES[min(max(block.level, 1), 3)]
    before = "\n" if block.level == 1 else ""
    return before + "\n".join([*rows, rule * max(map(width_of, rows))])


def _paragraph(runs: Line) -> str:
    return "\n".join(wrapped(signed(runs), COLUMNS))


def _listing(block: blocks.Listing) -> str:
    items = []
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        items.append(_indented(signed(item), " " * len(mark), mark))
    return "\n".join(items)


def _callout(block: blocks.Callout) -> str:
    title = [f"{_one_line(block.title)}"] if block.title else []
    return _indented("\n".join([*title, signed(block.runs)]), "! ")


def _figures(block: blocks.KeyFigures) -> str:
    reason = signed(block.reason)
    figures = [_indented(f"{one.label}: {one.value} {one.of}".rstrip(), "  ") for one in block.figures]
    return "\n".join([*wrapped(block.verdict, COLUMNS), *(wrapped(reason, COLUMNS) if reason else []), *figures])


def _bars(chart: blocks.BarChart) -> str:
    """Bars of signs: what is proven is a part of what is in place, and so are its signs."""
    told = bar_table(chart)
    rows = tuple(((blocks.Run(_drawn(bar)),), *row) for bar, row in zip(chart.bars, told.rows, strict=True))
    key = f"# {_one_line(chart.proven)}   = {_one_line(chart.in_place)}   {'.' * _BAR} 100"
    key = "\n".join(wrapped(key, COLUMNS))
    return f"{key}\n\n{table(DataTable((blocks.Column('', 1), *told.columns), rows))}"


def _drawn(bar: blocks.Bar) -> str:
    if bar.in_place is None:
        return ""
    proven = "#" * round((bar.proven or 0) / 100 * _BAR)
    return proven.ljust(round(bar.in_place / 100 * _BAR), "=").ljust(_BAR, ".")


def table(block: DataTable) -> str:
    """A table in columns where they fit, or else as records."""
    cells = [[signed(cell) for cell in row] for row in block.rows]
    titles = [_one_line(column.title) for column in block.columns]
    widths = _widths([titles, *cells])
    if widths is None:
        return _records([list(zip(titles, row, strict=True)) for row in cells])
    aligns = [column.align for column in block.columns]
    rows = [_row(row, widths, aligns) for row in cells]
    # Rows of several lines need air between them.
    gap = "\n" if 3 * sum("\n" in row for row in rows) > len(rows) else ""
    head = [_row(titles, widths, aligns), (" " * _GAP).join("-" * width for width in widths)] if any(titles) else []
    return "\n".join([*head, f"\n{gap}".join(rows)])


def _row(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> str:
    stacks = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    rows = []
    for number in range(max(map(len, stacks))):
        parts = [stack[number] if number < len(stack) else "" for stack in stacks]
        rows.append((" " * _GAP).join(map(_padded, parts, widths, aligns)).rstrip())
    return "\n".join(rows)


def _padded(text: str, width: int, align: Align) -> str:
    room = max(width - width_of(text), 0)
    left = {Align.LEFT: 0, Align.RIGHT: room, Align.CENTRE: room // 2}[align]
    return " " * left + text + " " * (room - left)


def _widths(rows: list[list[str]]) -> list[int] | None:
    """How wide each column is set; None where they don't fit beside each other."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return None
    natural = [max(width_of(line) for cell in column for line in cell.split("\n")) for column in columns]
    room = COLUMNS - _GAP * (len(natural) - 1)
    least = [
        min(wish, max(_LEAST, max((width_of(word) for cell in column for word in cell.split()), default=0)))
        for wish, column in zip(natural, columns, strict=True)
    ]
    if sum(least) > room:
        return None
    widths = natural
    while sum(widths) > room:
        # The widest that can give way does.
        at = max((n for n in range(len(widths)) if widths[n] > least[n]), key=lambda n: widths[n])
        widths[at] -= 1
    tallest = max(len(wrapped(cell, width)) for row in rows for cell, width in zip(row, widths, strict=True))
    return widths if tallest <= _TALLEST else None


def _records(records: list[list[tuple[str, str]]]) -> str:
    """Each as lines of name: value, where there is one; what follows a line end stands below."""
    told = {name for record in records for name, value in record if value.strip()}
    made = []
    for record in records:
        lines: list[str] = []
        for name, value in record:
            label = f"{_one_line(name)}: " if name.strip() else ""
            if value.strip() or name not in told:
                lines.append(_indented(f"{label}{value}", "    ", "  " if lines else "* "))
        made.append("\n".join(lines))
    return "\n\n".join(made)
