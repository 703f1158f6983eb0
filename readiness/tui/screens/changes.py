"""What has changed since the last assessment: the pack's list to tick, and who takes over from whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from readiness.assessment.model import Person
from readiness.assessment.people import name_and_role
from readiness.assessment.revisit_words import mention_lines
from readiness.assessment.words import day_words
from readiness.session import naming
from readiness.session.reassessment import Reassessment
from readiness.translation import _
from readiness.tui.saving import SavingScreen
from readiness.tui.screens.pick import PICKING, Pickable, PickScreen
from readiness.tui.text import clean, line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.tick_list import TickList
from readiness.tui.widgets.title_line import TitleLine


class _WhoLeft(PickScreen, inherit_bindings=False):
    """Everybody who is still there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", _("that is all")), *PICKING]


class ChangesScreen(SavingScreen[bool]):
    """Gives whether what is ticked was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b", "close", _("not now")),
        Binding("ctrl+z", "undo", _("Take the last change back"), show=False),
    ]

    ticks = getters.query_one(TickList)
    about = getters.query_one("#change-about", Static)

    def __init__(self, returning: Reassessment) -> None:
        """Ask about the time since the assessment that `returning` started from."""
        super().__init__(returning.session.clock)
        self._returning = returning

    def compose(self) -> ComposeResult:
        """The question, the list, what the row under the cursor means."""
        session = self._returning.session
        yield TitleLine(line(session.organisation.name))
        since = day_words(date.fromisoformat(self._returning.previous.as_of))
        yield Static(_("What has changed since {day}?").format(day=since), id="change-heading", markup=False)
        words = _("Tick all that happened. Enter goes on, also with none.")
        yield Static(words, id="change-words", markup=False)
        choices = [(change.id, change.label) for change in self._returning.changes]
        yield TickList(choices, session.assessment.reported or (), id="changes")
        yield Static(id="change-about", markup=False)
        yield Button(_("Go on"), id="change-go-on", variant="primary", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to tick."""
        self.ticks.focus()
        self._follow()

    @on(RowList.Moved)
    def _follow(self) -> None:
        if self.ticks.rows:
            change = self._returning.changes[self.ticks.number]
            again = _("Its questions are asked again.")
            self.about.update(Content(clean(change.help) or again))

    @on(TickList.Submitted)
    @on(Button.Pressed, "#change-go-on")
    @work(exclusive=True, group="going-on")
    async def _go_on(self) -> None:
        if not self.is_active:
            return
        ticked = self.ticks.ticked
        if any(change.about_people and change.id in ticked for change in self._returning.changes):
            await self._ask_who_left()
        self.later(partial(self._keep, ticked))

    async def _keep(self, ticked: tuple[str, ...]) -> None:
        await self.keep(partial(self._returning.report, ticked))
        if not self.problem:
            self.dismiss(True)

    async def _ask_who_left(self) -> None:
        """One after the other, until that is all."""
        while not self.is_left:
            people = [person for person in self._returning.session.assessment.people if not person.left_on]
            listed = [Pickable(person.id, person.name, searched=person.role) for person in people]
            picked = await self.app.push_screen_wait(_WhoLeft(_("Who left? Choose them one by one."), listed))
            person = next((one for one in people if picked and one.id == picked[0]), None)
            if person is None:
                return
            await self._replace(person)

    async def _replace(self, person: Person) -> None:
        from readiness.tui.screens.leaving import LeavingScreen  # noqa: PLC0415 - opens later

        returning = self._returning
        places = list(mention_lines(returning.session.index, returning.mentions(person.id)))
        typed = await self.app.push_screen_wait(LeavingScreen(person.name, places))
        while typed is not None:
            await self.keep(partial(_left, returning, person.id, typed), quietly=True)  # the window says what is wrong
            if not self.problem:
                break
            typed = await self.app.push_screen_wait(LeavingScreen(person.name, places, typed, self.problem))

    def action_undo(self) -> None:
        """Take somebody's leaving back."""
        self.later(self._undo)

    async def _undo(self) -> None:
        await self.keep(self._returning.session.undo)

    def action_close(self) -> None:
        """Leave what is ticked as it was."""
        self.dismiss(False)


def _left(returning: Reassessment, person_id: str, typed: str) -> None:
    """Keep that somebody has left, and who takes over; "" is nobody yet.

    Raises:
        SessionError: nothing was kept; another person is needed.
        StoreError: nothing was kept.
        ValueRefused: nothing was kept; it is no name.
    """
    if not typed:
        returning.person_left(person_id)
        return
    name, role = name_and_role(typed)
    successor = Person(id="", name=naming.named(name), role=naming.clean(role))
    returning.replace_person(person_id, successor)
