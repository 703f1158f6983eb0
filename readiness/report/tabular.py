"""Charts as tables: the same numbers as text, for formats that draw less than a PDF, and for those who can't see it."""

from __future__ import annotations

from readiness.report.document import (
    Align,
    BarChart,
    Column,
    DataTable,
    Inline,
    Line,
    Run,
    TimelineChart,
    TrendChart,
    VerdictRows,
)

NOTHING = "\u2013"
"""Stands where a number is not known."""


def bar_table(chart: BarChart) -> DataTable:
    """A row per bar with its numbers."""
    names = [chart.in_place, chart.proven, *([chart.before] if chart.before else [])]
    columns = (Column("", 4), *(Column(name, 1.2, Align.RIGHT) for name in names))
    rows = []
    for bar in chart.bars:
        label: list[Inline] = [Run(bar.label), *([Run(f"\n{bar.note}", muted=True)] if bar.note else [])]
        numbers = [bar.in_place, bar.proven, *([bar.before] if chart.before else [])]
        cells: list[Line] = [(Run(NOTHING if number is None else f"{number:.0f}"),) for number in numbers]
        if bar.in_place is None and chart.not_judged:
            cells[0] = (Run(chart.not_judged),)
        rows.append((tuple(label), *cells))
    return DataTable(columns, tuple(rows))


def timeline_table(chart: TimelineChart) -> DataTable:
    """A row per step with its hours."""
    beside = [(title, width) for title, width in ((chart.slack, 1.3), (chart.state, 2.5)) if title]
    columns = (
        Column(chart.step, 4),
        Column(chart.earliest, 1.3, Align.RIGHT),
        Column(chart.due, 1.3, Align.RIGHT),
        *(Column(title, width) for title, width in beside),
    )
    rows = []
    for row in chart.rows:
        step: Line = (Run(row.step), *([Run(f"\n{row.who}", muted=True)] if row.who else []))
        cells: list[Line] = [step, (Run(hours(row.earliest)),), (Run(hours(row.due)),)]
        cells += [(Run(row.slack, strong=True, tone=row.tone),)] if chart.slack else []
        cells += [row.state] if chart.state else []
        rows.append(tuple(cells))
    return DataTable(columns, tuple(rows), compact=True)


def hours(number: float | None) -> str:
    """Hours without an idle decimal."""
    return NOTHING if number is None else f"{number:g}"


def trend_table(chart: TrendChart) -> DataTable:
    """A row per day with the number of each line; the last has what is said at the ends of the lines."""
    columns = (Column("", 1.5), *(Column(line.name, 1, Align.RIGHT) for line in chart.lines))
    rows: list[tuple[Line, ...]] = []
    last = len(chart.days) - 1
    for number, day in enumerate(chart.days):
        cells: list[Line] = [(Run(day),)]
        for one in chart.lines:
            share = f"{one.shares[number]:.1f}"
            cells.append((Run(f"{share} ({one.end})" if number == last and one.end != share else share),))
        rows.append(tuple(cells))
    return DataTable(columns, tuple(rows), compact=True)


def verdict_table(block: VerdictRows) -> DataTable:
    """A row per domain: name, number, sentence; nothing above them."""
    rows = tuple(((Run(row.title, strong=True),), (Run(row.value, strong=True),), row.sentence) for row in block.rows)
    return DataTable((Column("", 2), Column("", 0.8, Align.RIGHT), Column("", 7)), rows, compact=True)
