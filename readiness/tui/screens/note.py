"""A window for a note. Closing it keeps the note: nothing typed is ever thrown away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import TextArea

from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.text import clean


class NoteScreen(Window[str | None]):
    """A few lines. Gives the text; None when it is as it was."""

    BINDINGS = [
        Binding("escape", "close", _("keep and close")),
        Binding("ctrl+s", "close", _("keep and close"), show=False, priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(_("A note with this answer. It is printed in the appendix."))
        self._text = clean(text)

    def middle(self) -> ComposeResult:
        """The text."""
        yield TextArea(self._text, id="note", soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Ready to type at the end."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def text(self) -> str:
        """What is in the window."""
        return clean(self.query_one(TextArea).text)

    def action_close(self) -> None:
        """Give the text."""
        self.dismiss(self.text if self.text != self._text else None)
