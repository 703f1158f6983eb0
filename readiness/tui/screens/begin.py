"""How much to ask now: the passes of the pack, each with what it takes."""

from __future__ import annotations

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from readiness.session.passes import Pass
from readiness.translation import _
from readiness.tui.page import Page
from readiness.tui.text import clean, line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine


class BeginScreen(Page[str]):
    """Gives the scope that was chosen; "" when it was left without."""

    BINDINGS = [
        Binding("escape", "close", _("not now")),
        *(Binding(str(n), f"take({n})", _("Take row {n}").format(n=n), show=False) for n in range(1, 10)),
    ]

    rows = getters.query_one("#passes", RowList)
    about = getters.query_one("#pass-about", Static)

    def __init__(self, organisation: str, passes: Sequence[Pass]) -> None:
        """`organisation` is the name of the business."""
        super().__init__()
        self._organisation = organisation
        self._passes = passes

    def compose(self) -> ComposeResult:
        """What is asked, the passes, what the one under the cursor is."""
        yield TitleLine(line(self._organisation))
        yield Static(_("How much now?"), id="pass-heading", markup=False)
        words = _("You can stop at any question; the next start goes on there.")
        yield Static(words, id="pass-words", markup=False)
        yield RowList(self._draw, self._passes, id="passes")
        yield Static(id="pass-about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to choose."""
        self.rows.focus()
        self._follow()

    def _draw(self, one: Pass, width: int) -> Content:
        title, takes = line(one.title), _("{n} questions, about {m} minutes").format(n=one.questions, m=one.minutes)
        widest = max(len(line(each.title)) for each in self._passes)
        number = f"{self._passes.index(one) + 1}  "
        return Content.assemble((number, "$key"), (title.ljust(widest), "bold"), "   ", (takes, "$quiet"))

    @on(RowList.Moved)
    def _follow(self) -> None:
        if self.rows.current is not None:
            self.about.update(clean(self.rows.current.intro))

    @on(RowList.Opened)
    def _take(self, event: RowList.Opened) -> None:
        self.dismiss(event.row.scope)

    def action_take(self, number: int) -> None:
        """Begin with a row."""
        if number <= len(self._passes):
            self.dismiss(self._passes[number - 1].scope)

    def action_close(self) -> None:
        """Leave without beginning."""
        self.dismiss("")
