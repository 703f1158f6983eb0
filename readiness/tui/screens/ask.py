"""A window that asks for one line."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.widgets.field_input import FieldInput


class AskScreen(Window[str | None]):
    """One field. Gives what was typed; None when it was left without."""

    BINDINGS = [Binding("enter", "done", _("keep"))]

    def __init__(self, heading: str, value: str = "") -> None:
        super().__init__(heading)
        self._value = value

    def middle(self) -> ComposeResult:
        """The field."""
        yield FieldInput(self._value, id="ask")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(FieldInput).focus()

    @on(Input.Submitted)
    def _done(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Give what was typed."""
        self.dismiss(self.query_one(FieldInput).text or None)
