"""The first screen of all: what this is, what it keeps and where, the notice, and two fields.

The notice is acknowledged once in a workspace, and three cards tell how it works; for a further organisation only the
name is asked.
"""

from __future__ import annotations

import asyncio

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from readiness.error import ReadinessError
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session import notice
from readiness.session.naming import LONGEST_NAME, named
from readiness.session.place import Desk
from readiness.translation import _
from readiness.tui.page import Page
from readiness.tui.text import clean, shown
from readiness.tui.widgets.choice_field import ChoiceField
from readiness.tui.widgets.field_input import FieldInput
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine

_SEEN = "seen"


class FirstRunScreen(Page[str]):
    """Gives the id of the new organisation; "" when it was left without."""

    BINDINGS = [
        Binding("N", "now", _("now!"), tooltip=_("Something is happening now: calls, first 72 hours, clocks")),
        Binding("ctrl+n", "now", show=False),
        Binding("escape", "close", _("not now")),
    ]

    business = getters.query_one("#business", FieldInput)
    person = getters.query_one("#person", FieldInput)
    seen = getters.query_one("#seen", ChoiceField)
    problem = getters.query_one("#first-problem", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_first = not notice.is_acknowledged(desk.workspace)
        self._user = desk.workspace.settings.load().name

    def compose(self) -> ComposeResult:
        """Purpose, notice, fields, Start."""
        yield TitleLine("Readiness")
        with VerticalScroll(id="first", can_focus=False):
            if self._is_first:
                yield Static(shown(notice.purpose(), "bold"), classes="first-text")
                yield Static(shown(notice.keeping(self._desk.workspace), "$quiet"), classes="first-text")
                yield Static(shown(notice.notice()), id="first-notice")
                yield ChoiceField(id="seen")
            with Horizontal(id="first-fields"):
                with Vertical():
                    yield Static(_("Name of the business"), classes="first-label", markup=False)
                    yield FieldInput(id="business", longest=LONGEST_NAME)
                with Vertical():
                    yield Static(_("Your name"), classes="first-label", markup=False)
                    yield FieldInput(self._user, id="person", longest=LONGEST_NAME)
            yield Static(id="first-problem", markup=False)
            yield Button(_("Start"), id="start", variant="primary", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the notice."""
        self.problem.display = False
        if self._is_first:
            self.seen.show({_SEEN: _("I have read this")}, (), several=True)
            self.seen.focus()
        else:
            self.business.focus()

    @on(ChoiceField.Submitted)
    def _after_notice(self) -> None:
        if not self.seen.chosen:
            self.seen.action_tick()
        self.business.focus()

    @on(Input.Submitted, "#business")
    def _after_business(self) -> None:
        if self.business.text.strip():
            self.person.focus()

    @on(Input.Submitted, "#person")
    @on(Button.Pressed, "#start")
    def _start(self) -> None:
        if self._is_first and not self.seen.chosen:
            self._complain(_("Please read the notice first, and tick it."), self.seen)
            return
        for field, what in ((self.business, _("Name of the business")), (self.person, _("Your name"))):
            try:
                named(field.text)
            except ValueRefused as refused:
                self._complain(f"{what}: {refused}", field)
                return
        self._create(self.business.text, named(self.person.text))

    def _complain(self, problem: str, field: Input | ChoiceField) -> None:
        self.problem.display = True
        self.problem.update(Content.assemble(("! ", "bold $error"), (clean(problem), "$error")))
        field.focus()

    @work(exclusive=True)
    async def _create(self, business: str, person: str) -> None:
        try:
            await asyncio.to_thread(notice.acknowledge, self._desk.workspace, self._desk.clock.today, person)
            created = await asyncio.to_thread(self._desk.create, business)
        except ReadinessError as problem:
            self._complain(str(problem), self.business)
            return
        if self._is_first:
            from readiness.tui.screens.tour import TourScreen  # noqa: PLC0415 - seen once

            await self.app.push_screen_wait(TourScreen())
        self.dismiss(created.id)

    def action_now(self) -> None:
        """Show what to do while something happens: no questions first, and nothing is stored."""
        from readiness.tui.screens.now import NowScreen, loader  # noqa: PLC0415 - opens in a bad hour

        self.app.push_screen(NowScreen(self._desk, loader(self._desk, "")))

    def action_close(self) -> None:
        """Leave without an organisation."""
        self.dismiss("")
