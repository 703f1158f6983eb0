"""Tables, and what is laid out like one: facts, quotes, panels, lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from readiness.report import document as blocks
from readiness.report.document import Align, Column, Line, Run, Tone
from readiness.report.pdf import chart
from readiness.report.pdf.grid import Grid, GridRow, Ruling, Stack
from readiness.report.pdf.typesetting import Look, Typesetter, Weight

CELL = Look(8.5, 11.3)
COMPACT = Look(8, 10.3)
TITLE = Look(7.5, 10, Weight.STRONG)
MOST_BESIDE = 4
"""Quotes that can stand beside each other."""


def cell(setter: Typesetter, runs: Line, align: Align = Align.LEFT, look: Look = CELL) -> list[Flowable]:
    """A line as a stack of paragraphs, in the look of tables."""
    return list(setter.paragraphs(runs, Look(look.size, look.leading, look.weight, look.colour, align)))


def facts(setter: Typesetter, width: float, block: blocks.FactsTable) -> list[Flowable]:
    """Names on the left, only as wide as they need, and values beside them."""
    if not block.rows:
        return []
    widest = max(setter.typeface.width(row.label, setter.font(Weight.REGULAR), 8.5) for row in block.rows)
    left = min(widest * setter.scale + 14.0, width * 0.24)
    muted = Look(CELL.size, CELL.leading, colour=setter.theme.muted)
    rows = [GridRow([cell(setter, (Run(row.label),), look=muted), cell(setter, row.value)]) for row in block.rows]
    ruling = Ruling(rule=setter.theme.rule, rule_width=0.35, pad_y=1.9 * setter.scale, last_rule=False)
    return [Grid([left, width - left], rows, ruling, after=4)]


def table(setter: Typesetter, width: float, block: blocks.DataTable) -> list[Flowable]:
    """Rows under a header that is repeated; without titles there is no header."""
    widths = _widths(block.columns, width)
    titles = Look(TITLE.size, TITLE.leading, Weight.STRONG, setter.theme.muted)
    header = GridRow([cell(setter, (Run(c.title),), c.align, titles) for c in block.columns])
    look = COMPACT if block.compact else CELL
    rows = []
    for number, row in enumerate(block.rows):
        cells: list[Stack] = [
            cell(setter, runs, column.align, look) for runs, column in zip(row, block.columns, strict=True)
        ]
        anchor = block.anchors[number] if number < len(block.anchors) else ""
        rows.append(GridRow(cells, setter.anchors.get(anchor, "")))
    shown = header if any(column.title for column in block.columns) else None
    theme = setter.theme
    pad = 2.1 if block.compact else 2.8
    ruling = Ruling(rule=theme.rule, header_rule=theme.ink, pad_y=pad * setter.scale)
    return [Grid(widths, rows, ruling, shown, after=7 * setter.scale)]


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    total = sum(column.width for column in columns)
    return [width * column.width / total for column in columns]


def callout(setter: Typesetter, width: float, block: blocks.Callout) -> list[Flowable]:
    """A panel with an edge in the colour of its tone."""
    theme, scale = setter.theme, setter.scale
    colour = setter.tone(block.tone) if block.tone is not Tone.PLAIN else theme.muted
    stack: list[Flowable] = []
    if block.title:
        stack += setter.paragraphs((Run(block.title),), Look(9, 12, Weight.HEADING, colour, after=1.5))
    stack += setter.paragraphs(block.runs, Look(8.5, 11.8))
    ruling = Ruling(panel=theme.panel, edge=colour, pad_x=11, pad_y=5.5 * scale)
    return [Grid([width], [GridRow([stack])], ruling, after=8 * scale)]


def quotes(setter: Typesetter, width: float, block: blocks.QuotePair) -> list[Flowable]:
    """Answers beside each other, each with an edge; many are set in rows of equal length."""
    theme = setter.theme
    count = len(block.quotes)
    if not count:
        return []
    to_a_row = next((n for n in (count, 3, 4, 2) if n <= MOST_BESIDE and count % n == 0), 3)
    each = width / to_a_row
    made: list[Flowable] = []
    small = Look(7.5, 9.5, colour=theme.muted, after=1)
    for start in range(0, count, to_a_row):
        cells: list[Stack] = []
        for quote in block.quotes[start : start + to_a_row]:
            stack: list[Flowable] = list(setter.paragraphs((Run(quote.label),), small))
            cells.append(stack + cell(setter, quote.text))
        cells += [[]] * (to_a_row - len(cells))
        ruling = Ruling(edges=theme.rule, pad_x=7, pad_y=1, gutter=12)
        made.append(Grid([each] * to_a_row, [GridRow(list(cells))], ruling, after=4))
    return made


def signature(setter: Typesetter, width: float, block: blocks.Signature) -> list[Flowable]:
    """Lines to sign on, side by side, with their labels below."""
    if not block.labels:
        return []
    scale = setter.scale
    each = width / len(block.labels)
    small = Look(7.5, 10, colour=setter.theme.muted)
    lines: list[Stack] = [[chart.Ruled(each - 14, 19 * scale, setter)] for _label in block.labels]
    labels: list[Stack] = [setter.paragraphs((Run(label),), small) for label in block.labels]
    cells = [[*line, *label] for line, label in zip(lines, labels, strict=True)]
    return [Grid([each] * len(cells), [GridRow(list(cells))], Ruling(pad_y=1, gutter=12), after=5 * scale)]
