"""A list of rows that are ticked: a digit, a blank or a click ticks one, Enter goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from readiness.translation import _
from readiness.tui.text import line
from readiness.tui.widgets.row_list import RowList

Choice = tuple[str, str]
"""Its id and its label."""


class TickList(RowList[Choice]):
    """Any number of rows may be ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("go on")),
        Binding("space", "tick", _("tick")),
        *(Binding(str(n), f"tick({n})", _("Tick row {n}").format(n=n), show=False) for n in range(1, 10)),
    ]

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, choices: Sequence[Choice], ticked: Collection[str], *, id: str | None = None) -> None:
        super().__init__(self._row, choices, id=id)
        self._ticked = set(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of what is ticked, in the order of the list."""
        return tuple(id for id, _label in self.rows if id in self._ticked)

    def _row(self, choice: Choice, width: int) -> Content:
        id, label = choice
        number = self.rows.index(choice) + 1
        mark = "[✓]" if id in self._ticked else "[ ]"
        return Content.assemble((mark, "bold $primary"), (f" {number:>2}  ", "$key"), line(label))

    def action_tick(self, number: int = 0) -> None:
        """Tick a row or clear it; without a number the one under the cursor."""
        at = number - 1 if number else self.cursor
        if 0 <= at < len(self.rows):
            self.cursor = at
            self._ticked.symmetric_difference_update({self.rows[at][0]})
            self.refresh_line(at)

    def action_submit(self) -> None:
        """Go on with what is ticked."""
        self.post_message(self.Submitted())

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        number = self._row_at(event)
        if number is not None:
            event.prevent_default()
            event.stop()
            self.action_tick(number + 1)
