"""A re-assessment: what is asked again, what is left to one confirmation a section, and how long that takes."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Again, Rest, Revisit
from readiness.assessment.words import day_words
from readiness.error import ReadinessError
from readiness.questionnaire.vocabulary import State
from readiness.session.reassessment import Reassessment
from readiness.translation import _, ngettext
from readiness.tui.again_rows import LeftRow, about_row, left_row, left_rows
from readiness.tui.course import short_name
from readiness.tui.keeping import keep_state
from readiness.tui.saving import SavingScreen
from readiness.tui.text import clean
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine


class ReturningScreen(SavingScreen[bool]):
    """What is still to be looked at. Leaves with whether the draft was sealed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "still_true", _("still true")),
        Binding("u", "unknown", _("don't know any more")),
        Binding("c", "changes", _("what changed")),
        Binding("r", "review", _("review and finish")),
        Binding("ctrl+z", "undo", _("take back")),
        Binding("escape,h", "home", _("home")),
    ]

    rows = getters.query_one("#left", RowList)
    summary = getters.query_one("#left-summary", Static)
    about = getters.query_one("#left-about", Static)
    title_line = getters.query_one(TitleLine)

    def __init__(self, returning: Reassessment, left: Revisit) -> None:
        """`left` is what there is to look at, painted until what a change has added to it is known."""
        super().__init__(returning.session.clock)
        self._returning = returning
        self._session = returning.session
        self._left = left
        self._reading: Reading = self._session.reading
        self._since = day_words(date.fromisoformat(returning.previous.as_of))
        self._title = short_name(self._session.organisation.name)

    def compose(self) -> ComposeResult:
        """One sentence, the list, what is under its cursor."""
        yield TitleLine(Content(self._title))
        yield Static(id="left-summary", markup=False)
        yield RowList(self._draw, left_rows(self._left), id="left", skips=lambda row: row.is_heading)
        yield Static(id="left-about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """What is known already is painted first; the minutes follow."""
        self.rows.focus()
        self._follow()
        self.later(self._read)
        for notice in self._session.notices:
            self.app.notify(clean(notice), timeout=20, markup=False)

    async def _read(self) -> None:
        """Work out what is left, off the UI's path."""
        try:
            left, minutes = await asyncio.to_thread(self._looked_up)
        except ReadinessError as problem:
            self.app.notify(clean(str(problem)), severity="error", timeout=20, markup=False)
            return
        if self.is_left:
            return
        self._left, self._reading = left, self._session.reading
        self.rows.show(left_rows(left), self.rows.cursor)
        self.rows.display = self.about.display = not left.is_done
        if self.rows.display and self.focused is None:
            self.rows.focus()
        takes = ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
        self.title_line.left = Content(self._title if left.is_done else f"{self._title} · {takes}")
        self.summary.update(_summary(left, self._since))
        self._follow()

    def _looked_up(self) -> tuple[Revisit, int]:
        left = self._returning.left()
        return left, self._returning.minutes(left)

    def _draw(self, row: LeftRow, width: int) -> Content:
        return left_row(self._reading, row, width)

    @on(RowList.Moved)
    def _follow(self) -> None:
        self.about.update(about_row(self._reading, self.rows.current))
        self.refresh_bindings()

    @property
    def _again(self) -> Again | None:
        row: LeftRow | None = self.rows.current
        return row.again if row is not None else None

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer what fits the row under the cursor: a section is listed before it is confirmed."""
        again = self._again
        if action == "still_true":
            return again is not None and again.can_be_confirmed
        if action == "unknown":
            return again is not None and again.item in self._session.index.checks
        return action != "undo" or self._session.can_undo

    def action_still_true(self) -> None:
        """Confirm the answer under the cursor."""
        if self._again is not None:
            self.later(partial(self._confirm, (self._again.item,)))

    async def _confirm(self, items: tuple[str, ...]) -> None:
        await self.keep(partial(self._returning.confirm, items))
        await self._read()

    def action_unknown(self) -> None:
        """Nobody knows the answer under the cursor any more."""
        if self._again is not None:
            self.later(partial(self._forget, self._again.item))

    async def _forget(self, item: str) -> None:
        await self.keep(partial(keep_state, self._session, item, State.UNKNOWN))
        await self._read()

    def action_undo(self) -> None:
        """Take the last confirmation or answer back."""
        self.later(self._undo)

    async def _undo(self) -> None:
        await self.keep(self._session.undo)
        await self._read()

    @on(RowList.Opened)
    @work(exclusive=True, group="opening")
    async def _open(self, event: RowList.Opened) -> None:
        if not self.is_active:
            return
        row: LeftRow = event.row
        if row.again is not None:
            await self._ask(self._left.again, row.again.item)
        elif row.rest is not None:
            await self._list(row.rest)

    async def _list(self, rest: Rest) -> None:
        from readiness.tui.screens.section import SectionScreen  # noqa: PLC0415 - opens later

        verdict = await self.app.push_screen_wait(SectionScreen(self._reading, rest))
        if verdict is None:
            return
        if verdict.is_true:
            self.later(partial(self._confirm, rest.items))
        else:
            await self._ask([Again(item, ()) for item in rest.items], verdict.item)

    async def _ask(self, again: tuple[Again, ...] | list[Again], item: str) -> None:
        """Ask whole questions, beginning with one."""
        from readiness.tui.screens.interview_again import AgainScreen  # noqa: PLC0415 - opens later

        asking = AgainScreen(self._returning, again, item)
        finished = await self.app.push_screen_wait(asking)
        if finished or asking.goes_home:
            self.dismiss(bool(finished))
        else:
            self.later(self._read)

    @work(exclusive=True, group="opening")
    async def action_changes(self) -> None:
        """Go through the list of changes again."""
        from readiness.tui.screens.changes import ChangesScreen  # noqa: PLC0415 - opens later

        if self.is_active:
            await self.app.push_screen_wait(ChangesScreen(self._returning))
            self.later(self._read)

    @work(exclusive=True, group="opening")
    async def action_review(self) -> None:
        """Look over what is open, and finish."""
        from readiness.tui.screens.review import Outcome, ReviewScreen  # noqa: PLC0415 - opens later

        if not self.is_active:
            return
        await self.settle()
        returned: Outcome | None = await self.app.push_screen_wait(ReviewScreen(self._session))
        outcome = returned or Outcome()
        if outcome.sealed:
            self.dismiss(True)
        elif outcome.item:
            await self._ask(self._left.again, outcome.item)

    @work
    async def action_home(self) -> None:
        """Leave; everything is kept."""
        await self.settle()
        self.dismiss(False)


def _summary(left: Revisit, since: str) -> Content:
    """How far it is, and what becomes of the rest."""
    if left.is_done:
        return Content(_("Everything since {day} is looked at. Press r to look it over and finish.").format(day=since))
    words = _("Since {day}: {n} looked at; what isn't stays marked as carried over.")
    return Content(words.format(day=since, n=left.confirmed))
