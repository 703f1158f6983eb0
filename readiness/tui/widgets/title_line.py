"""Lines that stand alone: the first one of a screen, with what is saved on its right, and those at its foot."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from readiness.tui.widgets.hit_lines import HitLines, Line


class TextLine(HitLines[None]):
    """One line of text, cut where the room ends. Nothing happens on a click."""

    text: reactive[Content] = reactive(Content(""), repaint=False)

    def build(self, width: int) -> list[Line[None]]:
        """The line."""
        return [Line(self.text.truncate(max(1, width), ellipsis=True))]

    def watch_text(self) -> None:
        """Show another text."""
        self.rebuild()

    def hit(self, target: None) -> None:
        """Nothing stands for anything."""


class TitleLine(HitLines[None]):
    """One line. When it is narrow the left side gives way, never the right one."""

    left: reactive[Content] = reactive(Content(""), repaint=False)
    right: reactive[Content] = reactive(Content(""), repaint=False)

    def __init__(self, left: Content | str = "", right: Content | str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TitleLine.left, left if isinstance(left, Content) else Content(left))
        self.set_reactive(TitleLine.right, right if isinstance(right, Content) else Content(right))

    def build(self, width: int) -> list[Line[None]]:
        """Both sides, padded apart."""
        room = max(0, width - self.right.cell_length - 1)
        return [Line(Content.assemble(self.left.truncate(room, ellipsis=True, pad=True), " ", self.right))]

    def watch_left(self) -> None:
        """Show another left side."""
        self.rebuild()

    def watch_right(self) -> None:
        """Show another right side."""
        self.rebuild()

    def hit(self, target: None) -> None:
        """Nothing stands for anything."""
