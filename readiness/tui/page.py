"""What every screen of the app is: one that keys can open and leave faster than it is drawn.

Textual tells a screen of its mounting and its size even when its widgets are gone already, and leaving a screen
twice takes the one below it away, too. Both happen to whoever holds a key down.
"""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen, ScreenResultType

from readiness.translation import _

MOVING: list[BindingType] = [
    Binding("tab", "app.focus_next", _("The next field or list"), show=False),
    Binding("shift+tab", "app.focus_previous", _("The field or list before"), show=False),
    Binding("ctrl+c,super+c", "screen.copy_text", _("Copy what is selected"), show=False),
]
"""What Textual offers on every screen, in this program's words: help lists them."""


class Page(Screen[ScreenResultType], inherit_bindings=False):
    """A screen that is left once, and that nothing disturbs afterwards."""

    BINDINGS = MOVING
    CSS_PATH = Path(__file__).with_name("pages.tcss")

    _is_left = False

    @property
    def is_left(self) -> bool:
        """Whether it is on its way out: what a worker brings now finds no widgets."""
        return self._is_left

    async def on_event(self, event: events.Event) -> None:
        """Pass over what a screen that is on its way out needn't hear."""
        if isinstance(event, events.Mount | events.Resize) and not (self.display and self.is_attached):
            return
        if isinstance(event, events.Click) and not self.region.contains(event.screen_x, event.screen_y):
            return  # the window has become smaller since: Textual looks for a widget there, and fails
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything before the screen is there; then what it offers."""
        return self.is_mounted and self.offers(action, parameters)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether an action makes sense now; what doesn't is not among the keys."""
        return True

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave this screen, with what was opened on top of it; a second time does nothing."""
        if self._is_left or self not in self.app.screen_stack:
            return AwaitComplete()
        self._is_left = True
        for above in reversed(self.app.screen_stack[self.app.screen_stack.index(self) + 1 :]):
            above.dismiss()
        return super().dismiss(result)
