"""A list of rows of one line each, drawn only where it is seen: thousands of rows cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from readiness.translation import _

Row = TypeVar("Row")
Draw = Callable[[Row, int], Content]
"""Draws a row in a number of cells."""


class RowList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows with a cursor. Enter, a click on the cursor's row or a double click opens one."""

    COMPONENT_CLASSES = {"row-list--cursor", "row-list--hover"}
    BINDINGS = [
        Binding("enter", "open", _("open")),
        Binding("up", "move(-1)", _("Row above"), show=False),
        Binding("down", "move(1)", _("Row below"), show=False),
        Binding("pageup", "page(-1)", _("Page up"), show=False),
        Binding("pagedown", "page(1)", _("Page down"), show=False),
        Binding("home", "edge(0)", _("First row"), show=False),
        Binding("end", "edge(-1)", _("Last row"), show=False),
    ]
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    _hovered: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, rows: RowList[Any], number: int) -> None:
            super().__init__()
            self.rows = rows
            self.number = number
            self.row: Any = rows.rows[number] if 0 <= number < len(rows.rows) else None
            """The row itself: by the time the message is read, the list may show others."""

        @property
        def control(self) -> RowList[Any]:
            """The list."""
            return self.rows

    class Opened(Moved):
        """A row was chosen."""

    def __init__(
        self,
        draw: Draw[Row],
        rows: Sequence[Row] = (),
        *,
        id: str | None = None,
        skips: Callable[[Row], bool] | None = None,
    ) -> None:
        """`skips` says which rows are headings, on which the cursor never rests."""
        super().__init__(id=id)
        self._draw = draw
        self._rows = rows
        self._skips = skips

    @property
    def rows(self) -> Sequence[Row]:
        """The rows in the list."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show these rows, with the cursor on one of them."""
        self._rows = rows
        self.virtual_size = Size(0, len(rows))
        self._hovered = -1
        self.cursor = self._landing(min(cursor, len(rows) - 1), 1)
        self.refresh(layout=True)
        self._keep_in_view()

    def go_to(self, number: int | None) -> None:
        """Put the cursor on a row."""
        if number is not None:
            self.cursor = self._landing(number, 1)

    def on_mount(self) -> None:
        """Begin on the first row that can be opened."""
        self.show(self._rows, self.cursor)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line a row."""
        return max(1, len(self._rows))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        style = self.visual_style
        if not 0 <= number < len(self._rows) or width <= 0:
            return Strip.blank(max(width, 0), style.rich_style)
        if number == self.cursor:
            style = self.get_visual_style("row-list--cursor")
        elif number == self._hovered:
            style = self.get_visual_style("row-list--hover")
        content = self._draw(self._rows[number], width).truncate(width, ellipsis=True, pad=True)
        return Visual.to_strips(self, content, width, 1, style, apply_selection=False)[0]

    def _landing(self, number: int, direction: int) -> int:
        """The nearest row that is no heading, looking in one direction first."""
        last = len(self._rows) - 1
        for step in (direction, -direction):
            at = max(0, min(number, last))
            while self._skips is not None and 0 <= at <= last and self._skips(self._rows[at]):
                at += step
            if 0 <= at <= last:
                return at
        return 0

    def _keep_in_view(self) -> None:
        top = self.cursor
        while top and self._skips is not None and self._skips(self._rows[top - 1]):
            top -= 1
        self.scroll_to_region(Region(0, top, 1, self.cursor - top + 1), animate=False, force=True)

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw both rows and tell the screen."""
        self.refresh_line(before)
        self.refresh_line(now)
        if self.is_mounted:
            self._keep_in_view()
            self.post_message(self.Moved(self, now))

    def watch__hovered(self, before: int, now: int) -> None:
        """Redraw both rows."""
        self.refresh_line(before)
        self.refresh_line(now)

    def action_move(self, by: int) -> None:
        """Move the cursor up or down."""
        self.cursor = self._landing(self.cursor + by, by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is seen."""
        self.cursor = self._landing(self.cursor + by * max(1, self.scrollable_content_region.height - 1), by)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or the last row."""
        self.cursor = self._landing(len(self._rows) - 1 if end else 0, -1 if end else 1)

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.current is not None and not (self._skips is not None and self._skips(self.current)):
            self.post_message(self.Opened(self, self.cursor))

    def _row_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        number = offset.y + self.scroll_offset.y
        if not 0 <= number < len(self._rows) or (self._skips is not None and self._skips(self._rows[number])):
            return None
        return number

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which row a click would take."""
        number = self._row_at(event)
        self._hovered = -1 if number is None else number

    def on_leave(self) -> None:
        """Forget the row under the mouse."""
        self._hovered = -1

    def on_click(self, event: events.Click) -> None:
        """The first click on a row moves the cursor there, the next opens it."""
        number = self._row_at(event)
        if number is None:
            return
        event.stop()
        if number == self.cursor:
            self.action_open()
        else:
            self.cursor = number
