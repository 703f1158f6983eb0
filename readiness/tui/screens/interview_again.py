"""The interview of a re-assessment: one list of questions, with a way back to everything that is left."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from readiness.assessment.revisit import Again
from readiness.session.reassessment import Reassessment
from readiness.translation import _
from readiness.tui.course import Course
from readiness.tui.screens.interview import InterviewScreen


class AgainScreen(InterviewScreen):
    """Goes from one question of the list to the next, and back to where it was opened after the last one.

    Attributes:
        goes_home: whether it was left for Home.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "still_true", _("still true")),
        Binding("escape", "to_answers", _("leave the field")),
        Binding("escape,b", "to_list", _("the list")),
        Binding("pageup", "step(-1)", _("back")),
    ]

    def __init__(self, returning: Reassessment, again: Iterable[Again], item: str) -> None:
        """Ask the questions of `again`, beginning at `item`."""
        course = Course(returning.session, {one.item: one for one in again})
        course.go(item)
        super().__init__(returning.session, course)
        self.goes_home = False
        self._returning = returning

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what was carried over can be confirmed; esc leaves a field before it leaves the question."""
        if action == "still_true":
            return bool(self.course.confirmable)
        if action == "to_list":
            return not super().offers("to_answers", ())
        return super().offers(action, parameters)

    def say_notices(self) -> None:
        """They were said where this was opened from."""

    def action_still_true(self) -> None:
        """Confirm what is on screen, and go on."""
        self.later(self._confirm)

    async def _confirm(self) -> None:
        self.problem = ""
        await self.keep_facts(self.pane.form.take())
        items = self.course.confirmable
        if not self.problem and items:
            await self.keep(partial(self._returning.confirm, items))
        if not self.problem:
            self.course.renew()
            await self.step(1)

    async def step(self, by: int) -> None:
        """Go to the next question of the list or the one before; after the last one comes the list itself."""
        await self.keep_facts(self.pane.form.take())
        item = self.course.beside(by)
        if item is not None:
            await self.show(item)
        elif by > 0:
            self.action_to_list()

    @work
    async def action_to_list(self) -> None:
        """Back to everything that is left."""
        await self.settle()
        self.dismiss(False)

    @work
    async def action_home(self) -> None:
        """Leave; everything is kept."""
        await self.settle()
        self.goes_home = True
        self.dismiss(False)
