"""The text of a document without its looks: for tests, searches and the glossary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from readiness.report.document import (
    BarChart,
    Blank,
    Block,
    Callout,
    Contents,
    DataTable,
    Document,
    FactsTable,
    Glyph,
    Heading,
    KeyFigures,
    Line,
    Listing,
    Mark,
    OnePage,
    PageBreak,
    Paragraph,
    QuotePair,
    Run,
    Signature,
    TimelineChart,
    Together,
    TrendChart,
    VerdictRows,
)

_SPACE = re.compile("[\\t\\x0b\\x0c\\x1c-\\x1f\\x85\\u2028\\u2029]")
_UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff\\ufffe\\uffff]"
)
SIGNS = {
    Glyph.YES: "\u2713",
    Glyph.PARTLY: "\u25d0",
    Glyph.NO: "\u2717",
    Glyph.UNKNOWN: "?",
    Glyph.NOT_APPLICABLE: "\u2013",
    Glyph.UNPROVEN: "\u25cb",
    Glyph.STALE: "\u25f7",
    Glyph.CONFLICT: "\u2260",
}
"""Each sign as a character, for formats that can't draw; the word after it says the same."""


def printable(text: str) -> str:
    """Without what no file can hold or what would change how other text is read; line ends are newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", _SPACE.sub(" ", text))


def lines_of(runs: Line) -> list[Line]:
    """A line cut at its line ends, in printable characters; lines without anything are left out."""
    lines: list[list[Run | Mark]] = [[]]
    for part in runs:
        if isinstance(part, Mark):
            lines[-1].append(part)
            continue
        for number, text in enumerate(printable(part.text).split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(replace(part, text=text))
    return [tuple(parts) for parts in lines if any(isinstance(part, Mark) or part.text.strip() for part in parts)]


def signed(runs: Line) -> str:
    """The text of a line in printable characters, with the signs in it."""
    return "\n".join(
        "".join(f"{SIGNS[part.glyph]} " if isinstance(part, Mark) else part.text for part in parts).strip()
        for parts in lines_of(runs)
    )


def width_of(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return len(text) if text.isascii() else sum(map(width_of_character, text))


def width_of_character(character: str) -> int:
    """Two for those of East Asia that fill a square, none for what is drawn on the one before."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in order, those inside others too."""
    for block in blocks:
        if isinstance(block, OnePage | Together):
            yield from walk(block.blocks)
        else:
            yield block


def plain(runs: Line) -> str:
    """The text of a line, without its looks."""
    return "".join(run.text for run in runs if isinstance(run, Run))


def text_of(document: Document) -> str:
    """All text of a document in reading order, for tests and searches: one line per paragraph or cell."""
    lines = [document.title, document.draft, document.footer]
    for block in walk(document.blocks):
        lines.extend(texts(block))
    return "\n".join(text for text in lines if text)


def texts(block: Block) -> Iterator[str]:
    """The texts of one block in reading order."""
    if isinstance(block, OnePage | Together):
        for inner in block.blocks:
            yield from texts(inner)
    else:
        yield from _TEXTS[type(block)](block)


def _table_texts(table: DataTable) -> list[str]:
    return [column.title for column in table.columns] + [plain(cell) for row in table.rows for cell in row]


def _chart_texts(chart: BarChart) -> list[str]:
    return [chart.in_place, chart.proven, chart.before, *(text for bar in chart.bars for text in (bar.label, bar.note))]


def _timeline_texts(chart: TimelineChart) -> list[str]:
    titles = [chart.step, chart.axis, chart.slack, chart.state, chart.earliest, chart.due]
    return titles + [text for row in chart.rows for text in (row.step, row.who, row.slack, plain(row.state))]


def _trend_texts(chart: TrendChart) -> list[str]:
    return [chart.axis, *(text for line in chart.lines for text in (line.name, line.end)), *chart.days]


def _figure_texts(key: KeyFigures) -> list[str]:
    figures = [text for one in key.figures for text in (one.label, f"{one.value} {one.of}".strip())]
    return [key.verdict, plain(key.reason), *figures]


_TEXTS: dict[type, Callable[[Any], Iterable[str]]] = {
    Heading: lambda block: [block.text],
    Contents: lambda block: [block.title],
    Paragraph: lambda block: [plain(block.runs)],
    Listing: lambda block: [plain(item) for item in block.items],
    FactsTable: lambda block: [text for row in block.rows for text in (row.label, plain(row.value))],
    DataTable: _table_texts,
    BarChart: _chart_texts,
    TimelineChart: _timeline_texts,
    TrendChart: _trend_texts,
    Callout: lambda block: [block.title, plain(block.runs)],
    QuotePair: lambda block: [text for quote in block.quotes for text in (quote.label, plain(quote.text))],
    Signature: lambda block: block.labels,
    Blank: lambda block: [block.label],
    PageBreak: lambda _block: [],
    KeyFigures: _figure_texts,
    VerdictRows: lambda block: [text for row in block.rows for text in (row.title, row.value, plain(row.sentence))],
}
