"""A window over a screen: a title, something in the middle, its keys at its foot. Esc closes it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from readiness.translation import _
from readiness.tui.page import Page
from readiness.tui.text import line
from readiness.tui.widgets.key_line import KeyLine


class Window(Page[ScreenResultType], ModalScreen[ScreenResultType]):
    """Base of all windows."""

    BINDINGS = [Binding("escape", "close", _("close"))]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Title, middle, keys."""
        with Vertical(id="window"):
            yield Static(line(self._heading), id="window-title", markup=False)
            yield from self.middle()
            yield KeyLine()

    def middle(self) -> ComposeResult:
        """What the window is for."""
        raise NotImplementedError

    def so_far(self) -> ScreenResultType | None:
        """The result when the app is left while the window is open; nothing, unless something can be lost with it."""
        return None

    def action_close(self) -> None:
        """Close it without a result."""
        self.dismiss(None)
