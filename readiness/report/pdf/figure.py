"""Charts and numbers: each a grid of drawings and paragraphs, so that labels wrap and pages can break."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from readiness.report import document as blocks
from readiness.report.document import Align, Run, Tone
from readiness.report.pdf import chart
from readiness.report.pdf.grid import Grid, GridRow, Ruling, Stack
from readiness.report.pdf.table import CELL, COMPACT, TITLE, cell
from readiness.report.pdf.typesetting import Look, Typesetter, Weight


def bars(setter: Typesetter, width: float, block: blocks.BarChart) -> list[Flowable]:
    """A bar per row with its numbers, the axis below, the key above."""
    label, numbers = width * 0.34, width * 0.11
    bar_width = width - label - numbers - 10
    rows = []
    for bar in block.bars:
        made: list[Flowable] = [chart.ShareBar(bar, setter, bar_width)]
        figures = block.not_judged
        if bar.in_place is not None:
            figures = f"{bar.in_place:.0f}" + (f" / {bar.proven:.0f}" if bar.proven is not None else "")
        number = cell(setter, (Run(figures, strong=True),), Align.RIGHT)
        name = cell(setter, (Run(bar.label),))
        if bar.note:
            name += setter.paragraphs((Run(bar.note),), Look(7.5, 9.5, colour=setter.theme.muted))
        rows.append(GridRow([name, made, number]))
    rows.append(GridRow([[], [chart.ShareAxis(setter, bar_width)], []]))
    key: Flowable = chart.Key(block, setter, width)
    return [key, Grid([label, bar_width + 10, numbers], rows, Ruling(pad_y=1.8), after=8)]


def timeline(setter: Typesetter, width: float, block: blocks.TimelineChart) -> list[Flowable]:
    """A step per row on the axis of hours, with slack and state beside it where they have titles."""
    beside = [(block.slack, 0.15), (block.state, 0.21)]
    shares = [share for title, share in beside if title]
    # What the columns beside it leave is for the bars; on its own a step should stand on one line.
    step_share, look = (0.27, CELL) if shares else (0.42, COMPACT)
    widths = [width * share for share in (step_share, 1 - step_share - sum(shares), *shares)]
    bar_width = widths[1] - 16
    titles = Look(TITLE.size, TITLE.leading, Weight.STRONG, setter.theme.muted)
    names = (block.step, block.axis, *(title for title, _share in beside if title))
    header = GridRow([cell(setter, (Run(name),), look=titles) for name in names])
    rows = []
    for row in block.rows:
        bar: Flowable = chart.HourBar(row, block.hours, setter, bar_width)
        step = (Run(row.step), Run(f"\n{row.who}", muted=True)) if row.who else (Run(row.step),)
        slack = Run(row.slack, strong=row.tone is Tone.BAD, tone=row.tone)
        cells: list[Stack] = [cell(setter, step, look=look), [bar]]
        cells += [cell(setter, (slack,))] if block.slack else []
        cells += [cell(setter, row.state)] if block.state else []
        rows.append(GridRow(cells))
    rows.append(GridRow([[], [chart.HourAxis(block.hours, setter, bar_width)], *([[]] * len(shares))]))
    theme = setter.theme
    pad = 3.5 if shares else 0.4
    ruling = Ruling(rule=theme.rule, rule_width=0.3, header_rule=theme.ink, last_rule=False, pad_y=pad)
    key: Flowable = chart.Key(block, setter, width)
    return [key, Grid(widths, rows, ruling, header)]


def figures(setter: Typesetter, width: float, block: blocks.KeyFigures) -> list[Flowable]:
    """The verdict in large letters, the numbers beside it."""
    theme, scale = setter.theme, setter.scale
    left = width * {0: 1.0, 1: 0.7, 2: 0.55}.get(len(block.figures), 0.4)
    each = (width - left) / max(len(block.figures), 1)
    band = Look(19, 23, Weight.HEADING, setter.tone(block.tone), after=2)
    stack = [*setter.paragraphs((Run(block.verdict),), band), *cell(setter, block.reason)]
    cells: list[Stack] = [stack]
    for figure in block.figures:
        label = Look(8, 11, colour=theme.muted, after=1)
        runs = (Run(figure.value, strong=True),)
        number: list[Flowable] = list(setter.paragraphs((Run(figure.label),), label))
        number += setter.paragraphs(runs, Look(19, 23, Weight.HEADING))
        cells.append(number + cell(setter, (Run(figure.of, muted=True),)))
    ruling = Ruling(panel=theme.panel, edge=theme.accent, pad_x=12, pad_y=8 * scale)
    return [Grid([left, *([each] * len(block.figures))], [GridRow(cells)], ruling, after=9 * scale)]


def verdicts(setter: Typesetter, width: float, block: blocks.VerdictRows) -> list[Flowable]:
    """A domain per row: name, bar of ten steps, number, sentence."""
    widths = [width * share for share in (0.19, 0.19, 0.08, 0.54)]
    rows = []
    for row in block.rows:
        bar: Flowable = chart.StepBar(row.in_place, setter, widths[1] - 10)
        value = cell(setter, (Run(row.value, strong=True),))
        rows.append(GridRow([cell(setter, (Run(row.title, strong=True),)), [bar], value, cell(setter, row.sentence)]))
    ruling = Ruling(rule=setter.theme.rule, rule_width=0.35, pad_y=2.2 * setter.scale)
    return [Grid(widths, rows, ruling, after=9 * setter.scale)]
