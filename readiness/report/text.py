"""The text of a document without its looks: for tests, searches and the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    Heading,
    KeyFigures,
    Line,
    Listing,
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
