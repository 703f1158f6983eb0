"""Three cards before the first questions of all: how to answer, what is kept, what comes of it."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.translation import _
from readiness.tui.screens.window import Window


def cards() -> tuple[tuple[str, str], ...]:
    """Title and words of each card."""
    return (
        (
            _("One question at a time"),
            _(
                "A digit chooses an answer, Enter goes on, b goes back. I don't know (u) is a good answer: it becomes "
                "something to find out. Whom to ask, and what a yes means, stands beside the question."
            ),
        ),
        (
            _("Stop whenever you like"),
            _(
                "Every answer is kept the moment you give it; you see it saved at the top. Leave with ctrl+q at any "
                "moment: next time you go on where you stopped."
            ),
        ),
        (
            _("What comes of it"),
            _(
                "At the end you see what is missing, what doesn't fit together, and what a bad night would look like. "
                "Then you write the report for management. Help is at ?, and everything else at ctrl+p."
            ),
        ),
    )


class TourScreen(Window[None]):
    """A card with two keys: on, and away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "turn(1)", _("next")),
        Binding("b,left", "turn(-1)", _("back")),
        Binding("escape", "close", _("skip")),
    ]

    card = getters.query_one("#tour", Static)

    def __init__(self) -> None:
        super().__init__(_("Before you begin"))
        self._number = 0

    def middle(self) -> ComposeResult:
        """One card."""
        yield Static(id="tour", markup=False)

    def on_mount(self) -> None:
        """Show the first."""
        self._show()

    def _show(self) -> None:
        all = cards()
        title, words = all[self._number]
        place = _("{n} of {all}").format(n=self._number + 1, all=len(all))
        self.card.update(Content.assemble((title, "bold $key"), (f"   {place}", "$quiet"), "\n\n", words))
        self.refresh_bindings()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Nothing lies before the first card."""
        return action != "turn" or parameters != (-1,) or self._number > 0

    def action_turn(self, by: int) -> None:
        """Show the card after or before this one; after the last the questions come."""
        self._number += by
        if self._number < len(cards()):
            self._show()
        else:
            self.dismiss(None)
