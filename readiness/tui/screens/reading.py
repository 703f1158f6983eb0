"""A window with text to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.translation import _
from readiness.tui.screens.window import Window


class ReadingScreen(Window[None]):
    """Text that scrolls. Enter closes it, too."""

    BINDINGS = [Binding("enter,i,question_mark,f1", "close", _("close"), show=False)]

    def __init__(self, heading: str, content: Content) -> None:
        super().__init__(heading)
        self._content = content

    def middle(self) -> ComposeResult:
        """The text; arrows scroll it."""
        with VerticalScroll(id="window-text"):
            yield Static(self._content, markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#window-text").focus()
