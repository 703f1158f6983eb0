"""Lines built for a width, in which places can be clicked: the base of most widgets here.

One widget draws what would otherwise be a dozen, and draws a line only once while it stays the same, so that
a key press repaints in a few milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.cache import FIFOCache
from textual.content import Content, Span
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

Target = TypeVar("Target")

_MOST_KEPT = 64
"""Drawn lines kept by each widget."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Target]):
    """A place in a line, in cells, and what it stands for."""

    start: int
    end: int
    target: Target


@dataclass(frozen=True, slots=True)
class Line(Generic[Target]):
    """One line that fits the width it was built for."""

    content: Content
    hits: tuple[Hit[Target], ...] = ()


class HitLines(Widget, Generic[Target]):
    """A widget made of lines. Subclasses say what the lines are, and what a click does."""

    ALLOW_SELECT = False

    virtual_size = reactive(Size(0, 0), repaint=False)
    """Nothing inside scrolls. As Textual declares it, each change of the height has all laid out a second time."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._built: tuple[int, list[Line[Target]]] | None = None
        self._drawn: FIFOCache[tuple[str, tuple[Span, ...], int, Style], Strip] = FIFOCache(_MOST_KEPT)

    def build(self, width: int) -> list[Line[Target]]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def hit(self, target: Target) -> None:
        """Do what a click on a place stands for."""
        raise NotImplementedError

    def lines_at(self, width: int) -> list[Line[Target]]:
        """The lines for a width, built once."""
        if self._built is None or self._built[0] != width:
            self._built = (width, self.build(width))
        return self._built[1]

    def rebuild(self) -> None:
        """Build the lines again. The layout is only redone when their number has changed."""
        before = self._built
        self._built = None
        width = self.content_size.width
        grew = before is None or not width or len(before[1]) != len(self.lines_at(width))
        self.refresh(layout=grew)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Number of lines at a width."""
        return len(self.lines_at(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def render(self) -> Content:
        """The lines below each other."""
        return Content("\n").join(line.content for line in self.lines_at(self.content_size.width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, style = self.content_size.width, self.visual_style
        lines = self.lines_at(width)
        if y >= len(lines):
            return Strip.blank(width, style.rich_style)
        content = lines[y].content
        key = (content.plain, tuple(content.spans), width, style)
        strip = self._drawn.get(key)
        if strip is None:
            # The line fits and stands at the left: what `Visual.to_strips` would find out with three times the work.
            parts = [Segment(text, (style + own).rich_style) for text, own in content.render(style, end="")]
            strip = Strip(parts, content.cell_length).adjust_cell_length(width, style.rich_style)
            self._drawn.set(key, strip)
        return strip

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        self._drawn.clear()
        super().notify_style_update()

    def on_focus(self) -> None:
        """Draw the cursor as one that acts."""
        self.rebuild()

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.rebuild()

    def on_click(self, event: events.Click) -> None:
        """Find the place that was clicked."""
        offset = event.get_content_offset(self)
        lines = self.lines_at(self.content_size.width)
        if offset is None or not 0 <= offset.y < len(lines):
            return
        for place in lines[offset.y].hits:
            if place.start <= offset.x < place.end:
                event.stop()
                self.hit(place.target)
                return
