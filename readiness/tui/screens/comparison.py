"""The last assessment beside the one before it: why the numbers moved, and what became of each point."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.comparison import Class, Comparison
from readiness.assessment.comparison_words import movement_lines, origin_line
from readiness.questionnaire.model import Audience
from readiness.translation import _
from readiness.tui.comparison_rows import ComparedRow, about_compared, compared_row, compared_rows
from readiness.tui.page import Page
from readiness.tui.text import line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine


class ComparisonScreen(Page[None]):
    """Worse first; the row under the cursor in full below."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,b,c", "close", _("back to the results"))]

    rows = getters.query_one("#compared", RowList)
    about = getters.query_one("#compared-about", Static)

    def __init__(self, name: str, found: Comparison) -> None:
        """`name` is the organisation's."""
        super().__init__()
        self._organisation = name
        self._found = found

    def compose(self) -> ComposeResult:
        """Days, movement, list, one row in full."""
        found = self._found
        days = f"{found.first.as_of.isoformat()} → {found.second.as_of.isoformat()}"
        yield TitleLine(Content(f"{line(self._organisation)} · {days}"))
        yield Static(Content("\n".join(self._lines())), id="compared-movement", markup=False)
        yield RowList(self._draw, compared_rows(found), id="compared", skips=lambda row: row.is_heading)
        yield Static(id="compared-about", markup=False)
        yield KeyLine()

    def _lines(self) -> list[str]:
        found, pairing = self._found, self._found.pairing
        words = [*movement_lines(found), origin_line(found)]
        if pairing.of != len(pairing.kept):
            text = _("{n} of {of} questions can be compared: the questionnaire changed.")
            words.append(text.format(n=pairing.comparable, of=pairing.of))
        quiet = (Class.UNCHANGED, Class.NOT_COMPARABLE)
        changed = [one.audience for one in found.points if one.outcome not in quiet]
        if Audience.COUNSEL_ONLY in [*changed, *(fact.audience for fact in found.facts)]:
            words.append(_("One matter for counsel: talk to coverage counsel first."))
        return words

    def on_mount(self) -> None:
        """Begin with what got worse."""
        self.rows.focus()
        self._follow()

    def _draw(self, row: ComparedRow, width: int) -> Content:
        return compared_row(self._found, row, width)

    @on(RowList.Moved)
    def _follow(self) -> None:
        self.about.update(about_compared(self._found, self.rows.current))

    @on(RowList.Opened)
    def _open(self) -> None:
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(ReadingScreen(_("Before and after"), about_compared(self._found, self.rows.current)))

    def action_close(self) -> None:
        """Back to the results."""
        self.dismiss(None)
