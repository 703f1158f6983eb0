"""Two assessments beside each other, the last two at first: why the numbers moved, what became of each point."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.comparison import Class, Comparison
from readiness.assessment.comparison_words import origin_line
from readiness.error import ReadinessError
from readiness.questionnaire.model import Audience
from readiness.session.comparing import choices, compared
from readiness.session.dossier import Dossier
from readiness.translation import _
from readiness.tui.comparison_rows import (
    ComparedRow,
    about_compared,
    choosable,
    compared_row,
    compared_rows,
    movement_table,
)
from readiness.tui.page import Page
from readiness.tui.text import clean, line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine

_LAST_TWO = 2


class ComparisonScreen(Page[None]):
    """Worse first; the row under the cursor in full below. Any two can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "choose(False)", _("older one"), tooltip=_("Choose the older assessment")),
        Binding("n", "choose(True)", _("newer one"), tooltip=_("Choose the newer assessment")),
        Binding("escape,b,c", "close", _("back to the results")),
    ]

    rows = getters.query_one("#compared", RowList)
    about = getters.query_one("#compared-about", Static)

    def __init__(self, dossier: Dossier, found: Comparison) -> None:
        """`found` is what there is to begin with."""
        super().__init__()
        self._dossier = dossier
        self._found = found
        self._can_choose = len(dossier.sealed) > _LAST_TWO

    def compose(self) -> ComposeResult:
        """Days, movement, list, one row in full."""
        yield TitleLine()
        yield Static(id="compared-movement", markup=False)
        yield RowList(self._draw, id="compared", skips=lambda row: row.is_heading)
        yield Static(id="compared-about", markup=False)
        yield KeyLine()

    def _show(self) -> None:
        """Show what was found, beginning with what got worse."""
        found = self._found
        days = f"{found.first.as_of.isoformat()} → {found.second.as_of.isoformat()}"
        self.query_one(TitleLine).left = Content(f"{line(self._dossier.organisation.name)} · {days}")
        self.query_one("#compared-movement", Static).update(
            Content("\n").join([movement_table(found), *map(Content, self._lines())])
        )
        self.rows.show(compared_rows(found))
        self._follow()

    def _lines(self) -> list[str]:
        found, pairing = self._found, self._found.pairing
        words = [origin_line(found)]
        if pairing.of != len(pairing.kept):
            text = _("{n} of {of} questions can be compared: the questionnaire changed.")
            words.append(text.format(n=pairing.comparable, of=pairing.of))
        quiet = (Class.UNCHANGED, Class.NOT_COMPARABLE)
        changed = [one.audience for one in found.points if one.outcome not in quiet]
        if Audience.COUNSEL_ONLY in [*changed, *(fact.audience for fact in found.facts)]:
            words.append(_("One matter for counsel: talk to coverage counsel first."))
        return words

    def on_mount(self) -> None:
        """Ready to read."""
        self._show()
        self.rows.focus()

    def _draw(self, row: ComparedRow, width: int) -> Content:
        return compared_row(self._found, row, width)

    @on(RowList.Moved)
    def _follow(self) -> None:
        self.about.update(about_compared(self._found, self.rows.current))

    @on(RowList.Opened)
    def _open(self) -> None:
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(ReadingScreen(_("Before and after"), about_compared(self._found, self.rows.current)))

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """With two assessments there is nothing to choose."""
        return action != "choose" or self._can_choose

    @work(exclusive=True, group="choosing")
    async def action_choose(self, newer: bool) -> None:
        """Choose one of the two."""
        from readiness.tui.screens.pick import PickScreen  # noqa: PLC0415 - opens later

        if not self.is_active:
            return
        first, second = (one.reading.assessment.id for one in (self._found.first, self._found.second))
        listed = choosable(await asyncio.to_thread(choices, self._dossier), first, second, newer=newer)
        heading = _("Which is the newer one?") if newer else _("Which is the older one?")
        picked = await self.app.push_screen_wait(PickScreen(heading, listed, chosen=[second if newer else first]))
        if picked and not self.is_left:
            await self._compare(first if newer else picked[0], picked[0] if newer else second)

    async def _compare(self, first: str, second: str) -> None:
        try:
            found = await asyncio.to_thread(compared, self._dossier, first, second)
        except ReadinessError as problem:
            self.app.notify(clean(str(problem)), severity="error", timeout=20, markup=False)
            return
        if not self.is_left:
            self._found = found
            self._show()

    def action_close(self) -> None:
        """Back to the results."""
        self.dismiss(None)
