"""A window with a list that gets shorter as you type: to go somewhere, or to tick several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from readiness.translation import _
from readiness.tui.page import MOVING
from readiness.tui.screens.window import Window
from readiness.tui.text import clean, line
from readiness.tui.widgets.field_input import FilterInput
from readiness.tui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Pickable:
    """One row."""

    id: str
    label: str
    before: str = ""
    """A code or a sign in front."""
    searched: str = ""
    """More words it is found by."""

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every word typed is somewhere in it."""
        text = f"{self.before} {self.label} {self.searched}".casefold()
        return all(word in text for word in words)


NEW = "\n"
"""In front of the text of a row that was typed and is not in the list."""


PICKING: list[BindingType] = [
    Binding("up", "move(-1)", show=False),
    Binding("down", "move(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    *MOVING,
]
"""Keys that move the cursor while somebody types."""


class PickScreen(Window[tuple[str, ...] | None], inherit_bindings=False):
    """Gives the ids that were picked; None when it was left without. One is picked by Enter at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", _("close")),
        Binding("escape", "done", _("done")),
        *PICKING,
    ]

    def __init__(
        self,
        heading: str,
        listed: Sequence[Pickable],
        *,
        chosen: Sequence[str] = (),
        several: bool = False,
        adds: str = "",
    ) -> None:
        """`adds` is said in front of what was typed and is not listed, to take it as it is."""
        super().__init__(heading)
        self._listed = listed
        self._chosen = set(chosen)
        self._several = several
        self._adds = adds

    def middle(self) -> ComposeResult:
        """The filter and the list."""
        yield FilterInput(placeholder=_("type to make the list shorter"), id="filter")
        yield RowList(self._draw, self._listed, id="picks")
        yield Static(_("Nothing has these letters."), id="pick-none", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self._show(self._listed)
        if not self._several:
            self._rows.go_to(next((n for n, row in enumerate(self._listed) if row.id in self._chosen), None))
        self.query_one(FilterInput).focus()

    @property
    def _rows(self) -> RowList[Pickable]:
        return self.query_one("#picks", RowList)

    def _draw(self, row: Pickable, width: int) -> Content:
        box = ""
        if self._several:
            box = "[✓] " if row.id in self._chosen else "[ ] "
        before = f"{line(row.before)}  " if row.before else ""
        return Content.assemble((box, "bold $primary"), (before, "$key"), line(row.label))

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        typed = clean(event.value).strip()
        words = typed.casefold().split()
        rows = [row for row in self._listed if row.fits(words)]
        if self._adds and typed and all(row.label.casefold() != typed.casefold() for row in rows):
            rows.append(Pickable(NEW + typed, typed, before=self._adds))
        self._show(rows)

    def _show(self, rows: Sequence[Pickable]) -> None:
        self._rows.show(rows)
        self._rows.display = bool(rows)
        self.query_one("#pick-none").display = not rows

    @on(Input.Submitted)
    def _take_current(self) -> None:
        self._rows.action_open()

    @on(RowList.Opened)
    def _take(self, event: RowList.Opened) -> None:
        row: Pickable = event.row
        if not self._several:
            self.dismiss((row.id,))
            return
        self._chosen.symmetric_difference_update({row.id})
        self._rows.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor while typing."""
        self._rows.action_move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self._rows.action_page(by)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Esc means done where several can be ticked."""
        return action != ("close" if self._several else "done")

    def so_far(self) -> tuple[str, ...] | None:
        """What is ticked, where several can be."""
        return tuple(row.id for row in self._listed if row.id in self._chosen) if self._several else None

    def action_done(self) -> None:
        """Take what is ticked."""
        self.dismiss(self.so_far())
