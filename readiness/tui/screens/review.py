"""Looking a draft over before it is finished: everything open, each one key from its question."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.model import Assessor
from readiness.session.sitting import Session
from readiness.translation import _, ngettext
from readiness.tui.review_rows import ReviewRow, review_rows
from readiness.tui.saving import SavingScreen
from readiness.tui.text import line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a review ended with."""

    item: str = ""
    """A question to go to."""
    sealed: bool = False


class ReviewScreen(SavingScreen[Outcome]):
    """The list, and finishing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "finish", _("finish")),
        Binding("e", "show_it", _("show it"), tooltip=_("Say what shows each yes that is without proof")),
        Binding("escape,b", "back", _("back to the questions")),
    ]

    rows = getters.query_one("#review", RowList)
    summary = getters.query_one("#review-summary", Static)

    def __init__(self, session: Session) -> None:
        super().__init__(session.clock)
        self.session = session

    def compose(self) -> ComposeResult:
        """One sentence, the list, keys."""
        yield TitleLine(Content(line(self.session.organisation.name) + " · " + _("review")))
        # A line from the start: the list is laid out once, and not again when it is known what to say.
        yield Static(" ", id="review-summary", markup=False)
        yield RowList(self._draw, id="review", skips=lambda row: row.is_heading)
        yield KeyLine()

    def on_mount(self) -> None:
        """Judge the draft off the UI's path; its numbers are not shown before it is finished."""
        self.rows.focus()
        self._read()

    @work
    async def _read(self) -> None:
        interview = self.session.interview()
        judgement = await asyncio.to_thread(self.session.judged, self.session.assessment)
        self.rows.show(review_rows(interview, judgement))
        progress = interview.progress()
        words = _("{n} of {all} questions answered.").format(n=progress.answered, all=progress.asked)
        left = progress.asked - progress.answered
        if left:
            words += " " + ngettext(
                "The {n} left out counts as not known once you finish.",
                "The {n} left out count as not known once you finish.",
                left,
            ).format(n=left)
        else:
            words += " " + _("Press f to finish.")
        carried = len(self.session.unconfirmed())
        if carried:
            words += " " + ngettext(
                "{n} is carried over and not looked at; the report says so.",
                "{n} are carried over and not looked at; the report says so.",
                carried,
            ).format(n=carried)
        self.summary.update(Content(words))

    def _draw(self, row: ReviewRow, width: int) -> Content:
        if row.is_heading:
            return Content.assemble((row.text, "bold"), (f"  {row.count}", "$quiet"))
        sign = row.sign.mark if row.sign is not None else Content(" ")
        return Content.assemble("  ", sign, " ", (f"{row.code:<7} ", "$quiet"), line(row.text))

    @on(RowList.Opened)
    def _go(self, event: RowList.Opened) -> None:
        row: ReviewRow = event.row
        self.dismiss(Outcome(item=row.item))

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Nothing can be finished or shown that can't be written."""
        return not (action in ("finish", "show_it") and self.session.read_only)

    def action_back(self) -> None:
        """Go on answering."""
        self.dismiss(Outcome())

    @work
    async def action_show_it(self) -> None:
        """Go through every yes without proof, then look over what is open again."""
        from readiness.tui.app import ReadinessApp  # noqa: PLC0415 - the app imports screens
        from readiness.tui.upkeep import show_in, told  # noqa: PLC0415 - opens later

        assert isinstance(self.app, ReadinessApp)
        if self.is_active:
            await told(self.app, show_in(self.app, self.app.desk, self.session))
            self._read()

    @work
    async def action_finish(self) -> None:
        """Ask who led this, then seal it."""
        from readiness.tui.screens.finish import FinishScreen  # noqa: PLC0415 - opens once

        if not self.is_active:
            return
        assessor = self.session.assessment.assessor
        named = await self.app.push_screen_wait(FinishScreen(assessor))
        if named is not None:
            self.later(lambda: self._seal(named))

    async def _seal(self, assessor: Assessor) -> None:
        sealed = await self.keep(lambda: self.session.seal(assessor))
        if sealed is not None:
            self.dismiss(Outcome(sealed=True))
