"""Charts and figures drawn by hand: every axis starts at zero, and grey prints as well as colour.

What is in place is an outline with a light fill, what is proven a solid bar in it, the last time a
notch: three shapes, so no reader depends on a colour. Labels are paragraphs, so they wrap and may be
in any script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus.flowables import Flowable

from readiness.report.document import Bar, BarChart, TimelineChart, TimelineRow, Tone
from readiness.report.pdf.typesetting import Look, Typesetter

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

STEPS = 10
"""Steps of the bar on page 1."""
_BEYOND = 7.0
"""Points that the lines of an axis stand out above and below a bar, to meet those of its neighbours."""
_BEYOND_STEP = 2.5
"""The same for a step of the timeline, whose dot its neighbours' lines must not cross."""


class Drawing(Flowable):
    """Something of a fixed size that is drawn whole."""

    def __init__(self, width: float, height: float, after: float = 0.0) -> None:
        """A drawing of this size in points."""
        super().__init__()
        self.width, self.height = width, height
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """The size, whatever room there is."""
        return self.width, self.height


class StepBar(Drawing):
    """A bar of ten steps for a share of 100."""

    def __init__(self, share: float | None, setter: Typesetter, width: float) -> None:
        """A bar `width` points wide."""
        super().__init__(width, 9 * setter.scale)
        self.share, self.theme = share, setter.theme

    def draw(self) -> None:
        """Ten boxes from the left, the last one filled in part; nothing at all for a share that is not known."""
        if self.share is None:
            return
        canvas: Canvas = self.canv
        box = self.width / STEPS
        canvas.setLineWidth(0.4)
        for number in range(STEPS):
            x, size = number * box, box - 1.4
            canvas.setStrokeColor(self.theme.muted)
            canvas.setFillColor("#ffffff")
            canvas.rect(x, 1, size, self.height - 3, stroke=1, fill=1)
            part = min(max(self.share / 100 * STEPS - number, 0.0), 1.0)
            if part:
                canvas.setFillColor(self.theme.accent)
                canvas.rect(x, 1, size * part, self.height - 3, stroke=0, fill=1)


class ShareBar(Drawing):
    """In place and proven over each other, from 0 to 100, with a notch for the last time."""

    def __init__(self, bar: Bar, setter: Typesetter, width: float) -> None:
        """A bar whose 100 is `width` points from the left."""
        super().__init__(width, 15)
        self.bar, self.theme = bar, setter.theme

    def draw(self) -> None:
        """Grid lines, the two bars, the notch."""
        canvas: Canvas = self.canv
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(self.theme.rule)
        for quarter in range(5):
            x = self.width * quarter / 4
            canvas.line(x, -_BEYOND, x, self.height + _BEYOND)
        if self.bar.in_place is not None:
            paint_share(canvas, self.theme.panel, self.theme.ink, self.width * self.bar.in_place / 100, 3, 10)
        if self.bar.proven:
            canvas.setFillColor(self.theme.accent)
            canvas.rect(0, 5, self.width * self.bar.proven / 100, 6, stroke=0, fill=1)
        if self.bar.before is not None:
            paint_notch(canvas, self.theme.ink, self.width * self.bar.before / 100, 14.2)


def paint_share(canvas: Canvas, fill: str, edge: str, width: float, y: float, height: float) -> None:
    """An outlined bar from the axis."""
    canvas.setFillColor(fill)
    canvas.setStrokeColor(edge)
    canvas.setLineWidth(0.7)
    canvas.rect(0, y, width, height, stroke=1, fill=1)


def paint_notch(canvas: Canvas, colour: str, x: float, top: float) -> None:
    """A small triangle that points down at `x`."""
    canvas.setFillColor(colour)
    path = canvas.beginPath()
    path.moveTo(x - 3, top + 3.2)
    path.lineTo(x + 3, top + 3.2)
    path.lineTo(x, top - 1.8)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


class ShareAxis(Drawing):
    """The numbers under bars: 0, 25, 50, 75, 100."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        """An axis as wide as its bars."""
        super().__init__(width, 12)
        self.setter = setter

    def draw(self) -> None:
        """Each number centred under its line."""
        _draw_numbers(self.canv, self.setter, self.width, [(n / 100, str(n)) for n in (0, 25, 50, 75, 100)])


def _draw_numbers(canvas: Canvas, setter: Typesetter, width: float, marks: list[tuple[float, str]]) -> None:
    canvas.setFillColor(setter.theme.muted)
    canvas.setFont(setter.typeface.regular, 7.5)
    for share, text in marks:
        canvas.drawCentredString(width * share, 3, text)


class Key(Drawing):
    """What the shapes of a chart mean, in one line."""

    def __init__(self, chart: BarChart | TimelineChart, setter: Typesetter, width: float) -> None:
        """The key to a chart."""
        super().__init__(width, 14, after=4)
        self.chart, self.setter = chart, setter

    def draw(self) -> None:
        """Shape, name, shape, name."""
        theme, x = self.setter.theme, 0.0
        canvas: Canvas = self.canv
        names = _names(self.chart)
        for shape, name in names:
            canvas.saveState()
            canvas.translate(x, 0)
            if shape == "share":
                paint_share(canvas, theme.panel, theme.ink, 18, 3, 8)
            elif shape == "solid":
                canvas.setFillColor(theme.accent)
                canvas.rect(0, 4.5, 18, 5, stroke=0, fill=1)
            elif shape == "notch":
                paint_notch(canvas, theme.ink, 9, 6)
            elif shape == "dot":
                canvas.setFillColor(theme.ink)
                canvas.circle(9, 6.5, 3, stroke=0, fill=1)
            else:
                paint_due(canvas, theme.ink, 9, 2, 9)
            canvas.restoreState()
            paragraph = self.setter.paragraph(name, Look(8, 10, colour=theme.muted))
            width, height = paragraph.wrap(160, 100)
            paragraph.drawOn(canvas, x + 23, 11.5 - height)
            x += 23 + min(width, max(paragraph.getActualLineWidths0(), default=width)) + 18


def _names(chart: BarChart | TimelineChart) -> list[tuple[str, str]]:
    if isinstance(chart, BarChart):
        names = [("share", chart.in_place), ("solid", chart.proven)]
        return [*names, ("notch", chart.before)] if chart.before else names
    return [("dot", chart.earliest), ("due", chart.due)]


class HourBar(Drawing):
    """One step on the axis of hours: a dot where it is done at the earliest, a bracket where it is due."""

    def __init__(self, row: TimelineRow, hours: float, setter: Typesetter, width: float) -> None:
        """An axis of `hours` that is `width` points wide."""
        super().__init__(width, 12)
        self.row, self.hours, self.setter = row, hours, setter

    def draw(self) -> None:
        """The way to the dot, the bracket, and an arrow for a dot that lies beyond the axis."""
        canvas: Canvas = self.canv
        theme = self.setter.theme
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(theme.rule)
        for part in range(7):
            x = self.width * part / 6
            canvas.line(x, -_BEYOND_STEP, x, self.height + _BEYOND_STEP)
        late = self.row.tone is Tone.BAD
        if self.row.due is not None and self.row.due <= self.hours:
            paint_due(canvas, theme.ink, self._x(self.row.due), 0.5, 11)
        if self.row.earliest is None:
            return
        x = self._x(self.row.earliest)
        canvas.setStrokeColor(theme.bad if late else theme.accent)
        canvas.setLineWidth(2.2 if late else 1.4)
        canvas.line(0, 6, x, 6)
        canvas.setFillColor(theme.bad if late else theme.accent)
        if self.row.earliest > self.hours:
            path = canvas.beginPath()
            path.moveTo(x + 4, 6)
            path.lineTo(x - 3, 9.5)
            path.lineTo(x - 3, 2.5)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        else:
            canvas.circle(x, 6, 3, stroke=0, fill=1)

    def _x(self, hour: float) -> float:
        return self.width * min(max(hour, 0.0), self.hours) / self.hours


def paint_due(canvas: Canvas, colour: str, x: float, y: float, height: float) -> None:
    """A bracket that closes to the right: the latest moment."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.3)
    path = canvas.beginPath()
    path.moveTo(x - 2.8, y + height)
    path.lineTo(x, y + height)
    path.lineTo(x, y)
    path.lineTo(x - 2.8, y)
    canvas.drawPath(path, stroke=1, fill=0)


class HourAxis(Drawing):
    """The numbers under the steps, from 0 in six parts."""

    def __init__(self, hours: float, setter: Typesetter, width: float) -> None:
        """An axis as wide as its steps."""
        super().__init__(width, 12)
        self.hours, self.setter = hours, setter

    def draw(self) -> None:
        """Each number centred under its line."""
        marks = [(part / 6, f"{self.hours * part / 6:g}") for part in range(7)]
        _draw_numbers(self.canv, self.setter, self.width, marks)


class Ruled(Drawing):
    """A line to write on."""

    def __init__(self, width: float, height: float, setter: Typesetter) -> None:
        """A line at the foot of a box of this size."""
        super().__init__(width, height)
        self.theme = setter.theme

    def draw(self) -> None:
        """One thin line."""
        canvas: Canvas = self.canv
        canvas.setStrokeColor(self.theme.muted)
        canvas.setLineWidth(0.6)
        canvas.line(0, 2, self.width, 2)
