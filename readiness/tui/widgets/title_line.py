"""The first line of a screen: where I am on the left, what is saved on the right."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TitleLine(Widget):
    """One line. When it is narrow the left side gives way, never the right one."""

    left: reactive[Content] = reactive(Content(""), layout=False)
    right: reactive[Content] = reactive(Content(""), layout=False)

    def __init__(self, left: Content | str = "", right: Content | str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TitleLine.left, left if isinstance(left, Content) else Content(left))
        self.set_reactive(TitleLine.right, right if isinstance(right, Content) else Content(right))

    def render(self) -> Content:
        """Both sides, padded apart."""
        room = max(0, self.content_size.width - self.right.cell_length - 1)
        return Content.assemble(self.left.truncate(room, ellipsis=True, pad=True), " ", self.right)
