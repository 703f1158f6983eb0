"""Tables that break anywhere: rows of stacked flowables, a header that is repeated, thin rules.

ReportLab's own table keeps a style per cell, sizes every row again at each page, and gives up on a row
taller than a page. Here a row is measured once, and one that does not fit is cut inside its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Stack = Sequence[Flowable]
"""What stands in a cell, from top to bottom."""

LEAST_PART = 54.0
"""Points of a row that must fit before it is cut: about four lines."""
LARGEST_WHOLE = 170.0
"""A row up to this height moves to the next page as a whole."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Lines, colours and spaces of a grid; points, and `#rrggbb` or empty for none."""

    rule: str = ""
    rule_width: float = 0.5
    header_rule: str = ""
    header_panel: str = ""
    panel: str = ""
    edge: str = ""
    """A thick line down the left side."""
    edges: str = ""
    """The same, before each cell that holds something."""
    pad_x: float = 0.0
    pad_y: float = 3.5
    gutter: float = 10.0
    last_rule: bool = True


@dataclass(slots=True)
class GridRow:
    """One row: a stack per column, and the anchors that lead to it."""

    cells: list[Stack]
    anchor: str = ""
    height: float = 0.0
    begins: bool = True
    """False for the rest of a row that was cut."""


class Grid(Flowable):
    """Rows and columns. Widths are points; cells are aligned at their tops."""

    def __init__(
        self,
        widths: Sequence[float],
        rows: list[GridRow],
        ruling: Ruling,
        header: GridRow | None = None,
        before: float = 0.0,
        after: float = 8.0,
    ) -> None:
        """Measure every row once."""
        super().__init__()
        self.widths, self.rows, self.ruling, self.header = list(widths), rows, ruling, header
        self.spaceBefore, self.spaceAfter = before, after
        for row in [*([header] if header else []), *rows]:
            if not row.height:
                row.height = self._height(row)
        if header and header.height > LARGEST_WHOLE:
            # A header that leaves no room for rows is a row itself.
            self.rows, self.header = [header, *rows], None

    def _height(self, row: GridRow) -> float:
        inner = max((stack_height(stack, self._room(n)) for n, stack in enumerate(row.cells)), default=0.0)
        return inner + 2 * self.ruling.pad_y

    def _room(self, column: int) -> float:
        """The width a column leaves for its content."""
        last = column == len(self.widths) - 1
        padding = self.ruling.pad_x + (self.ruling.pad_x if last else self.ruling.gutter)
        return max(self.widths[column] - padding, 1.0)

    @property
    def total(self) -> float:
        """Height of all rows with their header."""
        return sum(row.height for row in self.rows) + self._header_height

    @property
    def _header_height(self) -> float:
        return self.header.height if self.header else 0.0

    @property
    def least(self) -> float:
        """The height that must be free for this to begin on a page."""
        first = self.rows[0].height if self.rows else 0.0
        return self._header_height + (first if first <= LARGEST_WHOLE else LEAST_PART)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """The size, as ReportLab asks for it."""
        self.width, self.height = sum(self.widths), self.total
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  # ReportLab's names
        """The part that fits in `aH` points and the rest; nothing when too little would fit."""
        room = aH - self._header_height + 0.01
        fitting = 0
        while fitting < len(self.rows) and self.rows[fitting].height <= room:
            room -= self.rows[fitting].height
            fitting += 1
        if fitting == len(self.rows):
            return [self]
        head, tail = self.rows[:fitting], self.rows[fitting:]
        if tail[0].height > LARGEST_WHOLE and room >= LEAST_PART:
            cut = self._cut(tail[0], room)
            if cut is not None:
                head, tail = [*head, cut[0]], [cut[1], *tail[1:]]
        if not head:
            return []
        return [
            Grid(self.widths, head, self.ruling, self.header, self.spaceBefore, 0),
            Grid(self.widths, tail, self.ruling, self.header, 0, self.spaceAfter),
        ]

    def _cut(self, row: GridRow, room: float) -> tuple[GridRow, GridRow] | None:
        inner = room - 2 * self.ruling.pad_y
        above: list[Stack] = []
        below: list[Stack] = []
        for column, stack in enumerate(row.cells):
            first, rest = _cut_stack(stack, self._room(column), inner)
            above.append(first)
            below.append(rest)
        if not any(above) or not any(below):
            return None
        parts = GridRow(above, row.anchor, begins=row.begins), GridRow(below, begins=False)
        for part in parts:
            part.height = self._height(part)
        return parts

    def draw(self) -> None:
        """Draw panels first, then rules, then what stands in the cells."""
        canvas: Canvas = self.canv
        top = self.total
        if self.ruling.panel:
            canvas.setFillColor(self.ruling.panel)
            canvas.rect(0, 0, sum(self.widths), top, stroke=0, fill=1)
        if self.ruling.edge:
            canvas.setFillColor(self.ruling.edge)
            canvas.rect(0, 0, 2.5, top, stroke=0, fill=1)
        if self.header:
            self._draw_header(canvas, top)
            top -= self.header.height
        for number, row in enumerate(self.rows):
            self._draw_row(canvas, row, top)
            top -= row.height
            if self.ruling.rule and (self.ruling.last_rule or number < len(self.rows) - 1):
                self._rule(canvas, self.ruling.rule, top, self.ruling.rule_width)

    def _draw_header(self, canvas: Canvas, top: float) -> None:
        assert self.header is not None
        if self.ruling.header_panel:
            canvas.setFillColor(self.ruling.header_panel)
            canvas.rect(0, top - self.header.height, sum(self.widths), self.header.height, stroke=0, fill=1)
        self._draw_row(canvas, self.header, top)
        if self.ruling.header_rule:
            self._rule(canvas, self.ruling.header_rule, top - self.header.height, 0.9)

    def _rule(self, canvas: Canvas, colour: str, y: float, width: float) -> None:
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.line(0, y, sum(self.widths), y)

    def _draw_row(self, canvas: Canvas, row: GridRow, top: float) -> None:
        if row.anchor:
            canvas.bookmarkHorizontal(row.anchor, 0, top + 4)
        x = 0.0
        for column, stack in enumerate(row.cells):
            if self.ruling.edges and stack:
                canvas.setFillColor(self.ruling.edges)
                canvas.rect(x, top - row.height, 2, row.height, stroke=0, fill=1)
            y = top - self.ruling.pad_y
            for item in stack:
                y -= item.height  # measured when the row was made
                item.drawOn(canvas, x + self.ruling.pad_x, y)
                y -= item.getSpaceAfter()
            x += self.widths[column]


_ENDLESS = 1e6


def stack_height(stack: Stack, width: float) -> float:
    """Height of a stack; the space after its last item does not count."""
    total = 0.0
    for number, item in enumerate(stack):
        total += item.wrap(width, _ENDLESS)[1]
        if number < len(stack) - 1:
            total += item.getSpaceAfter()
    return total


def _cut_stack(stack: Stack, width: float, room: float) -> tuple[Stack, Stack]:
    """What of a stack fits into `room` points, and the rest."""
    above: list[Flowable] = []
    for number, item in enumerate(stack):
        height = item.wrap(width, _ENDLESS)[1]
        if height <= room:
            above.append(item)
            room -= height + item.getSpaceAfter()
            continue
        parts: Any = item.split(width, room) if room > 0 else []
        if len(parts) == 2:
            return [*above, parts[0]], [parts[1], *stack[number + 1 :]]
        return above, stack[number:]
    return above, []
