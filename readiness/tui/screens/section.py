"""A window with what a section has left over: it is listed before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Rest, listed
from readiness.assessment.revisit_words import carried_words
from readiness.translation import _
from readiness.tui.page import MOVING
from readiness.tui.screens.window import Window
from readiness.tui.sign import state_sign
from readiness.tui.text import line
from readiness.tui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking at the list."""

    item: str = ""
    """A question to go to."""
    is_true: bool = False
    """All of it still holds."""


class SectionScreen(Window[Verdict | None], inherit_bindings=False):
    """The answers, each on a row; the one under the cursor in full below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "confirm", _("all still true")),
        Binding("escape,b", "close", _("not now")),
        *MOVING,
    ]

    rows = getters.query_one("#section-answers", RowList)
    about = getters.query_one("#section-about", Static)

    def __init__(self, reading: Reading, rest: Rest) -> None:
        """List what `rest` names, as `reading` has it."""
        super().__init__(_("{section}: is all of this still true?").format(section=rest.title))
        self._reading = reading
        self._items = rest.items

    def middle(self) -> ComposeResult:
        """The list, and one of it in full."""
        yield RowList(self._draw, self._items, id="section-answers")
        yield Static(id="section-about", markup=False)

    def on_mount(self) -> None:
        """Ready to read."""
        self.rows.focus()
        self._follow()

    def _draw(self, item: str, width: int) -> Content:
        is_check = item in self._reading.index.checks
        mark = state_sign(self._reading.state(item)).mark if is_check else Content(" ")
        return Content.assemble(mark, " ", _words(self._reading, item))

    @on(RowList.Moved)
    def _follow(self) -> None:
        item = self.rows.current
        if item is not None:
            carried = Content.styled(carried_words(self._reading, item), "$quiet")
            self.about.update(Content.assemble(_words(self._reading, item), "\n", carried))

    @on(RowList.Opened)
    def _go(self, event: RowList.Opened) -> None:
        self.dismiss(Verdict(item=event.row))

    def action_confirm(self) -> None:
        """All of it is still true."""
        self.dismiss(Verdict(is_true=True))


def _words(reading: Reading, item: str) -> Content:
    about, answer = listed(reading, item)
    return Content(line(f"{about}: {answer}" if answer else about))
