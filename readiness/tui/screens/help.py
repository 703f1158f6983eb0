"""Every key that works on a screen, made from its bindings, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from readiness.translation import _
from readiness.tui.screens.window import Window

_KEYS = 16
"""Cells of the column of keys."""


class HelpScreen(Window[None]):
    """Keys and what they do."""

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__(_("Keys that work here"))
        self._about = screen

    def middle(self) -> ComposeResult:
        """The list; arrows scroll it."""
        with VerticalScroll(id="window-text"):
            yield Static(Content("\n").join(self._rows()), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#window-text").focus()

    def _rows(self) -> Iterator[Content]:
        keys: dict[str, list[str]] = {}
        bindings = [active.binding for active in self._about.active_bindings.values() if active.enabled]
        # What stands at the foot of the screen comes first, moving about after it.
        for binding in sorted(bindings, key=lambda binding: not binding.show):
            if binding.description and not binding.system:
                keys.setdefault(binding.description, []).append(self.app.get_key_display(binding))
        for description, pressed in keys.items():
            yield Content.assemble((f"{' '.join(pressed):<{_KEYS}}", "bold $key"), " ", description)
        yield Content("")
        yield Content.styled(
            _("The mouse works everywhere: click an answer, a box, a section or a key at the foot."), "$quiet"
        )
        yield Content.styled(
            _("Everything is kept as you go. Closing the window at any moment loses nothing."), "$quiet"
        )
