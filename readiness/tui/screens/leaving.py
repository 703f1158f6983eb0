"""A window about somebody who has left: every place that names them, and who takes over."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from readiness.translation import _, ngettext
from readiness.tui.screens.window import Window
from readiness.tui.text import clean, line
from readiness.tui.widgets.field_input import FieldInput


class LeavingScreen(Window[str | None]):
    """Gives who takes over, "" for nobody yet; None when it was left without, and then nothing is kept."""

    BINDINGS = [
        Binding("escape", "close", _("not this person")),
        Binding("pagedown", "more(1)", _("more places")),
        Binding("pageup", "more(-1)", _("Places before"), show=False),
        Binding("down", "more(1)", show=False),
        Binding("up", "more(-1)", show=False),
    ]

    def __init__(self, name: str, places: Sequence[str], typed: str = "", problem: str = "") -> None:
        """`typed` is what could not be kept, because of `problem`."""
        n = len(places)
        super().__init__(ngettext("{name} is named in {n} place", "{name} is named in {n} places", n).format(
            name=name, n=n
        ))  # fmt: skip
        self._places = places
        self._typed = typed
        self._problem = problem

    def middle(self) -> ComposeResult:
        """The places, and the field."""
        with VerticalScroll(id="leaving-places", can_focus=False):
            yield Static(Content("\n").join(Content(line(place)) for place in self._places), markup=False)
        words = _("Who takes over all of it? A name, and a job title after a comma; empty for nobody yet.")
        yield Static(words, id="leaving-words", markup=False)
        yield FieldInput(self._typed, id="ask")
        if self._problem:
            yield Static(Content.assemble(("! ", "bold $error"), (clean(self._problem), "$error")), markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(FieldInput).focus()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is more only where it doesn't fit."""
        return action != "more" or self.query_one("#leaving-places").max_scroll_y > 0

    def on_resize(self) -> None:
        """Whether all fits is known once it is laid out."""
        self.call_after_refresh(self.refresh_bindings)

    def action_more(self, by: int) -> None:
        """Scroll the places while the field has the focus."""
        places = self.query_one("#leaving-places")
        places.scroll_relative(y=by * max(1, places.size.height - 1), animate=False)

    @on(Input.Submitted)
    def _done(self) -> None:
        self.dismiss(self.query_one(FieldInput).text)
