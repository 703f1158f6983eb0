"""A list of choices that are ticked: a digit, a blank or a click ticks one, Enter goes on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from readiness.translation import _
from readiness.tui.text import indented, line
from readiness.tui.widgets.row_list import RowList

Choice = tuple[str, str]
"""Its id and its label."""

_BEFORE = len("[✓] 10  ")
"""Cells before a label."""


@dataclass(frozen=True, slots=True)
class TickLine:
    """One line of a choice: a long label takes several, so that nothing of it is cut off."""

    number: int
    """Which choice, from 0."""
    words: Content
    is_first: bool


class TickList(RowList[TickLine]):
    """Any number of choices may be ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("go on")),
        Binding("space", "tick", _("tick")),
        *(Binding(str(n), f"tick({n})", _("Tick row {n}").format(n=n), show=False) for n in range(1, 10)),
    ]

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, choices: Sequence[Choice], ticked: Collection[str], *, id: str | None = None) -> None:
        self._choices = choices
        self._ticked = set(ticked)
        super().__init__(self._line, self._lines(0), id=id, skips=lambda each: not each.is_first)

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of what is ticked, in the order of the list."""
        return tuple(id for id, _label in self._choices if id in self._ticked)

    @property
    def number(self) -> int:
        """Which choice is under the cursor, from 0."""
        return self.current.number if self.current is not None else 0

    def on_resize(self) -> None:
        """Break long labels where they don't fit any more."""
        lines, here = self._lines(self.scrollable_content_region.width), self.number
        if list(lines) != list(self.rows):
            self.show(lines, self._first_line(lines, here))

    def _lines(self, width: int) -> list[TickLine]:
        """The choices as lines of a width; 0 is not known yet."""
        return [
            TickLine(number, words, is_first=place == 0)
            for number, (_id, label) in enumerate(self._choices)
            for place, words in enumerate(
                indented(Content(line(label)), width - _BEFORE, Content(""), 0) if width else [Content(line(label))]
            )
        ]

    def _first_line(self, lines: Sequence[TickLine], number: int) -> int:
        return next((at for at, each in enumerate(lines) if each.number == number), 0)

    def _line(self, each: TickLine, width: int) -> Content:
        if not each.is_first:
            return Content.assemble(" " * _BEFORE, each.words)
        mark = "[✓]" if self._choices[each.number][0] in self._ticked else "[ ]"
        return Content.assemble((mark, "bold $primary"), (f" {each.number + 1:>2}  ", "$key"), each.words)

    def action_tick(self, number: int = 0) -> None:
        """Tick a choice or clear it; without a number the one under the cursor."""
        at = number - 1 if number else self.number
        if 0 <= at < len(self._choices):
            self.cursor = self._first_line(self.rows, at)
            self._ticked.symmetric_difference_update({self._choices[at][0]})
            self.refresh_line(self.cursor)

    def action_submit(self) -> None:
        """Go on with what is ticked."""
        self.post_message(self.Submitted())

    def on_click(self, event: events.Click) -> None:
        """A click ticks, on whichever line of a label."""
        offset = event.get_content_offset(self)
        at = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= at < len(self.rows):
            event.prevent_default()
            event.stop()
            self.action_tick(self.rows[at].number + 1)
