"""Lines over time: from zero, each named where it ends, and told apart by stroke and mark as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus.flowables import CondPageBreak, Flowable

from readiness.report.document import Align, Run, TrendChart
from readiness.report.pdf.chart import Drawing
from readiness.report.pdf.typesetting import Look, Typesetter, Weight

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus.paragraph import Paragraph

_HEIGHT = 130.0
_ABOVE, _BELOW, _LEFT = 8.0, 18.0, 24.0
_NAMES = 0.27
"""Share of the width for the names at the ends of the lines."""
_TALLEST_NAME = 36.0
"""Points that a name may take beside its line; longer ones stand above the chart."""
_DAY_WIDTH = 66.0
_MOST_MARKED = 24
"""Points of a line up to which each has its mark."""
_STROKES: tuple[tuple[float, tuple[int, ...]], ...] = ((1.3, ()), (2.4, ()), (1.2, (4, 2)))
"""Width and dashes of each line in turn."""


def trend(setter: Typesetter, width: float, block: TrendChart) -> list[Flowable]:
    """The title of the axis, then the lines; names that are too long to stand beside them come first."""
    muted = Look(8, 10.5, colour=setter.theme.muted, after=3)
    made: list[Flowable] = list(setter.paragraphs((Run(block.axis),), muted))
    names = [_name(setter, line.name, line.end) for line in block.lines]
    beside = width * _NAMES
    if any(paragraph.wrap(beside, 1e6)[1] > _TALLEST_NAME for paragraph in names):
        for line in block.lines:
            made += setter.paragraphs((Run(f"{line.name} "), Run(line.end, strong=True)), Look(8, 10.5))
        names = []
    # The title of the axis stays with what it names.
    return [CondPageBreak(_HEIGHT + 20), *made, TrendDrawing(block, names, setter, width)] if block.at else made


def _name(setter: Typesetter, name: str, end: str) -> Paragraph:
    text = f"{name} {end}".replace("\n", " ")
    return setter.paragraph(text, Look(8.5, 10.5, Weight.STRONG))


class TrendDrawing(Drawing):
    """The lines on their axis, 0 at the foot and 100 at the top."""

    def __init__(self, block: TrendChart, names: list[Paragraph], setter: Typesetter, width: float) -> None:
        """A drawing of the whole `width`; `names` stand at the ends of the lines, or there are none."""
        super().__init__(width, _HEIGHT, after=6)
        self.block, self.names, self.setter = block, names, setter
        self.right = width * (1 - _NAMES) - 10

    def draw(self) -> None:
        """The grid, the days, the lines with their marks, the names."""
        self._draw_grid()
        self._draw_days()
        for number, line in enumerate(self.block.lines):
            self._draw_line(
                number, [(self._x(at), self._y(share)) for at, share in zip(self.block.at, line.shares, strict=True)]
            )
        self._draw_names()

    def _x(self, at: float) -> float:
        first, last = self.block.at[0], self.block.at[-1]
        # A single day stands in the middle.
        share = (at - first) / (last - first) if last > first else 0.5
        return _LEFT + 6 + (self.right - _LEFT - 12) * share

    def _y(self, share: float) -> float:
        return _BELOW + (self.height - _ABOVE - _BELOW) * min(max(share, 0.0), 100.0) / 100

    def _draw_grid(self) -> None:
        canvas: Canvas = self.canv
        theme = self.setter.theme
        canvas.setLineWidth(0.4)
        canvas.setFillColor(theme.muted)
        canvas.setFont(self.setter.typeface.regular, 7.5)
        for number in (0, 25, 50, 75, 100):
            y = self._y(number)
            canvas.setStrokeColor(theme.muted if not number else theme.rule)
            canvas.line(_LEFT, y, self.right, y)
            canvas.drawRightString(_LEFT - 4, y - 2.5, str(number))

    def _draw_days(self) -> None:
        """The first and the last day, and of the others those that have room."""
        canvas: Canvas = self.canv
        last, taken = len(self.block.at) - 1, -_DAY_WIDTH
        for number, (at, day) in enumerate(zip(self.block.at, self.block.days, strict=True)):
            x = self._x(at)
            room = min(x - taken, self._x(self.block.at[-1]) - x)
            has_name = number in (0, last) or room >= _DAY_WIDTH
            if has_name or last < _MOST_MARKED:
                canvas.setStrokeColor(self.setter.theme.muted)
                canvas.setLineWidth(0.5)
                canvas.line(x, _BELOW, x, _BELOW - 3)
            if has_name:
                self._draw_day(x, day)
                taken = x

    def _draw_day(self, x: float, day: str) -> None:
        look = Look(7.5, 9, colour=self.setter.theme.muted, align=Align.CENTRE)
        paragraph = self.setter.paragraph(day, look)
        height = paragraph.wrap(_DAY_WIDTH, 1e6)[1]
        left = min(max(x - _DAY_WIDTH / 2, 0.0), self.width - _DAY_WIDTH)
        paragraph.drawOn(self.canv, left, _BELOW - 4 - height)

    def _draw_line(self, number: int, points: list[tuple[float, float]]) -> None:
        canvas: Canvas = self.canv
        theme = self.setter.theme
        width, dashes = _STROKES[number % len(_STROKES)]
        colour = theme.accent if number == 1 else theme.ink
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.setDash(list(dashes))
        path = canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash([])
        marked = points if len(points) <= _MOST_MARKED else [points[0], points[-1]]
        for x, y in marked:
            _paint_mark(canvas, number, colour, x, y)
        canvas.restoreState()

    def _draw_names(self) -> None:
        """Each name at the height where its line ends, pushed apart where they would overlap."""
        placed: list[tuple[float, float, Paragraph]] = []
        floor = 0.0
        ends = [(self._y(line.shares[-1]), name) for line, name in zip(self.block.lines, self.names, strict=False)]
        for y, name in sorted(ends, key=lambda end: end[0]):
            height = name.wrap(self.width * _NAMES, 1e6)[1]
            foot = max(y - height / 2, floor)
            placed.append((foot, height, name))
            floor = foot + height
        # Lines that end near 100 leave no room above: then the names below give way.
        ceiling = self.height
        for foot, height, name in reversed(placed):
            ceiling = min(foot, ceiling - height)
            name.drawOn(self.canv, self.right + 8, ceiling)


def _paint_mark(canvas: Canvas, number: int, colour: str, x: float, y: float) -> None:
    """An open dot, a full dot, a square: one shape for each line."""
    canvas.setLineWidth(1.1)
    canvas.setStrokeColor(colour)
    canvas.setFillColor("#ffffff" if number != 1 else colour)
    if number > 1:
        canvas.rect(x - 2.4, y - 2.4, 4.8, 4.8, stroke=1, fill=1)
    else:
        canvas.circle(x, y, 2.6, stroke=1, fill=1)
