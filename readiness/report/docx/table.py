"""Tables, and what is laid out like one: facts, charts, panels, quotes, lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.report import document as blocks
from readiness.report.document import Align, DataTable, Line
from readiness.report.docx import drawn, page
from readiness.report.docx.element import Edge, Element, Look, Stand, cell, paragraph, row, share, table
from readiness.report.docx.setting import Setter
from readiness.report.tabular import bar_table, timeline_table, trend_table, verdict_table
from readiness.report.text import plain

_ALIGNS = {Align.LEFT: "", Align.RIGHT: "right", Align.CENTRE: "center"}
_MOST_BESIDE = 4
_LONGEST_WHOLE = 1200
"""Characters of a row that is kept on one page; a longer one may go on."""


def facts(setter: Setter, block: blocks.FactsTable) -> Element | None:
    """Names on the left, only as wide as they need, and values beside them."""
    if not block.rows:
        return None
    longest = max(len(one.label) for one in block.rows)
    left = min(longest * 95 + 240, setter.width // 4)
    rows = []
    for one in block.rows:
        label = paragraph("TableText", setter.text(one.label, Look(colour=setter.theme.muted)))
        cells = [cell([label], left), cell([setter.cell_text(one.value)], setter.width - left)]
        rows.append(row(cells, may_split=_is_long([one.value])))
    return table(page.TABLE, [left, setter.width - left], rows)


def data(setter: Setter, block: DataTable, drawings: Sequence[list[Element]] = ()) -> Element | None:
    """Rows under a header that is repeated on every page; without titles there is no header.

    `drawings`, one a row, fill the second column.
    """
    widths = share([column.width for column in block.columns], setter.width)
    aligns = [_ALIGNS[column.align] for column in block.columns]
    style = "TableCompact" if block.compact else "TableText"
    rows = []
    has_header = any(column.title.strip() for column in block.columns)
    if has_header:
        heads = [
            cell([paragraph("TableTitle", setter.text(column.title), Stand(align))], width)
            for column, align, width in zip(block.columns, aligns, widths, strict=True)
        ]
        rows.append(row(heads, is_header=True))
    for number, line in enumerate(block.rows):
        texts = [setter.cell_text(runs, align, style) for runs, align in zip(line, aligns, strict=True)]
        if drawings:
            texts[1] = paragraph(style, drawings[number])
        name = setter.places.of_row(block, number)
        if name:
            texts[0].extend(setter.marked(name, []))
        cells = [cell([text], width) for text, width in zip(texts, widths, strict=True)]
        rows.append(row(cells, may_split=_is_long(line)))
    return table(page.TABLE, widths, rows, has_header=has_header) if rows else None


def _is_long(line: Sequence[Line]) -> bool:
    return sum(len(plain(runs)) for runs in line) > _LONGEST_WHOLE


def bars(setter: Setter, block: blocks.BarChart) -> Element | None:
    """The chart's numbers with a bar in each row."""
    drawings = [drawn.shares(bar, setter.theme) for bar in block.bars]
    return _with_drawings(setter, bar_table(block), drawings, "0 \u2013 100", 3.2)


def timeline(setter: Setter, block: blocks.TimelineChart) -> Element | None:
    """The chart's numbers with each step on the axis of hours; the axis is the last row."""
    told = timeline_table(block)
    drawings = [drawn.hours(one, block.hours, setter.theme) for one in block.rows]
    last: tuple[Line, ...] = tuple(() for _column in told.columns)
    with_axis = DataTable(told.columns, (*told.rows, last), compact=True)
    return _with_drawings(setter, with_axis, [*drawings, drawn.axis(block.hours, setter.theme)], block.axis, 3.6)


def trend(setter: Setter, block: blocks.TrendChart) -> Element | None:
    """The chart's numbers."""
    return data(setter, trend_table(block))


def verdicts(setter: Setter, block: blocks.VerdictRows) -> Element | None:
    """A domain per row: name, bar of ten steps, number, sentence."""
    drawings = [drawn.steps(one.in_place, setter.theme) for one in block.rows]
    return _with_drawings(setter, verdict_table(block), drawings, "", 1.5)


def _with_drawings(
    setter: Setter, told: DataTable, drawings: Sequence[list[Element]], title: str, width: float
) -> Element | None:
    """The table with a column of drawings after the first."""
    columns = (told.columns[0], blocks.Column(title, width), *told.columns[1:])
    rows = tuple((line[0], (), *line[1:]) for line in told.rows)
    return data(setter, DataTable(columns, rows, compact=told.compact), drawings)


def callout(setter: Setter, block: blocks.Callout) -> Element:
    """A shaded cell with an edge in the colour of its tone."""
    colour = setter.tone(block.tone) or setter.theme.muted
    title = [paragraph("TableTitle", setter.text(block.title, Look(strong=True, colour=colour)))] if block.title else []
    return _panel(setter, [[*title, setter.cell_text(block.runs)]], [setter.width], colour)


def figures(setter: Setter, block: blocks.KeyFigures) -> Element:
    """The verdict in large letters, the numbers beside it."""
    colour = setter.tone(block.tone)
    verdict = paragraph("ReportVerdict", setter.text(block.verdict, Look(colour=colour) if colour else None))
    contents = [[verdict, setter.cell_text(block.reason)]]
    for one in block.figures:
        label, number = (
            paragraph("TableSmall", setter.text(one.label)),
            paragraph("ReportNumber", setter.text(one.value)),
        )
        contents.append([label, number, paragraph("TableSmall", setter.text(one.of))])
    widths = share([3.2, *([1.2] * len(block.figures))], setter.width)
    return _panel(setter, contents, widths, setter.theme.accent)


def _panel(setter: Setter, contents: Sequence[list[Element]], widths: Sequence[int], colour: str) -> Element:
    """Cells beside each other on a shade, with an edge in a colour on the left."""
    edge = [Edge("left", 36, colour)]
    cells = [
        cell(content, width, [] if number else edge, setter.theme.panel)
        for number, (content, width) in enumerate(zip(contents, widths, strict=True))
    ]
    return table(page.BARE, widths, [row(cells)])


def quotes(setter: Setter, block: blocks.QuotePair) -> Element | None:
    """Answers beside each other, each with an edge; many are set in rows of equal length."""
    number = len(block.quotes)
    if not number:
        return None
    beside = next((n for n in (number, 3, 4, 2) if n <= _MOST_BESIDE and number % n == 0), 3)
    widths = share([1] * beside, setter.width)
    edge = [Edge("left", 18, setter.theme.rule)]
    rows = []
    for start in range(0, number, beside):
        cells = [
            cell([paragraph("TableSmall", setter.text(one.label)), setter.cell_text(one.text)], width, edge)
            for one, width in zip(block.quotes[start : start + beside], widths, strict=False)
        ]
        rows.append(row([*cells, *(cell([], width) for width in widths[len(cells) :])]))
    return table(page.BARE, widths, rows)


def signature(setter: Setter, block: blocks.Signature) -> Element | None:
    """Lines to sign on, side by side, with their labels below."""
    if not block.labels:
        return None
    # A gap between each two keeps their lines apart.
    widths = share([part for _label in block.labels for part in (1.0, 0.06)][:-1], setter.width)
    cells = []
    for number, width in enumerate(widths):
        label = [] if number % 2 else [paragraph("TableSmall", setter.text(block.labels[number // 2]))]
        cells.append(cell(label, width, [Edge("top", 6, setter.theme.ink)] if label else []))
    return table(page.BARE, widths, [row(cells)])
