"""The signs for states, drawn: few fonts have them, and a missing one would be a black box.

Each sign is a shape of its own, so it reads in black and white and in small print.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readiness.report.document import Glyph

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

CALLBACK = "mark"
"""Name under which a canvas draws a sign inside a paragraph; the label is the sign and its colour."""

WIDTH = 0.78
"""Of the font size."""


def draw(canvas: Canvas, glyph: Glyph, x: float, y: float, size: float, colour: str) -> None:
    """Draw a sign on the base line at (x, y) for text of this size."""
    box = size * 0.68
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(size * 0.095)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.translate(x, y)
    canvas.scale(box, box)
    canvas.setLineWidth(0.14)
    _SHAPES[glyph](canvas)
    canvas.restoreState()


def _lines(canvas: Canvas, *points: tuple[float, float]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


def _yes(canvas: Canvas) -> None:
    _lines(canvas, (0.08, 0.45), (0.38, 0.12), (0.92, 0.85))


def _partly(canvas: Canvas) -> None:
    canvas.circle(0.5, 0.47, 0.42, stroke=1, fill=0)
    path = canvas.beginPath()
    path.arc(0.08, 0.05, 0.92, 0.89, 90, 180)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _no(canvas: Canvas) -> None:
    _lines(canvas, (0.12, 0.08), (0.88, 0.86))
    _lines(canvas, (0.12, 0.86), (0.88, 0.08))


def _unknown(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(0.2, 0.74)
    path.curveTo(0.25, 1.12, 0.86, 1.08, 0.82, 0.72)
    path.curveTo(0.8, 0.5, 0.5, 0.52, 0.5, 0.28)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(0.5, 0.03, 0.09, stroke=0, fill=1)


def _not_applicable(canvas: Canvas) -> None:
    _lines(canvas, (0.12, 0.45), (0.88, 0.45))


def _unproven(canvas: Canvas) -> None:
    _lines(canvas, (0.5, 0.98), (0.5, 0.34))
    canvas.circle(0.5, 0.03, 0.1, stroke=0, fill=1)


def _stale(canvas: Canvas) -> None:
    _lines(canvas, (0.15, 0.95), (0.85, 0.95), (0.15, 0.0), (0.85, 0.0), (0.15, 0.95))


def _conflict(canvas: Canvas) -> None:
    _lines(canvas, (0.05, 0.68), (0.9, 0.68), (0.68, 0.9))
    _lines(canvas, (0.95, 0.26), (0.1, 0.26), (0.32, 0.04))


_SHAPES: dict[Glyph, Callable[[Canvas], None]] = {
    Glyph.YES: _yes,
    Glyph.PARTLY: _partly,
    Glyph.NO: _no,
    Glyph.UNKNOWN: _unknown,
    Glyph.NOT_APPLICABLE: _not_applicable,
    Glyph.UNPROVEN: _unproven,
    Glyph.STALE: _stale,
    Glyph.CONFLICT: _conflict,
}
