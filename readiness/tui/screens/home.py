"""Home: the organisations, how each stands, and what is due next."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from readiness.assessment.model import Organisation
from readiness.error import ReadinessError
from readiness.translation import _
from readiness.tui import home_rows
from readiness.tui.page import MOVING
from readiness.tui.shelf import Shelf, read_shelf
from readiness.tui.widgets.field_input import FilterInput
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from readiness.session.place import Desk
    from readiness.tui.app import ReadinessApp
    from readiness.tui.upkeep import Shows


class HomeScreen(Screen[None], inherit_bindings=False):
    """The list, filtered as you type, and two lines on the organisation under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", _("new")),
        Binding("r", "again", _("assess again")),
        Binding("v", "results", _("last results")),
        Binding("a", "board", _("actions"), tooltip=_("What will be done about the findings, by whom and when")),
        Binding("p", "report", _("report")),
        Binding("e", "show_it", _("show it"), tooltip=_("Say what shows each yes that is without proof")),
        Binding("N", "now", _("now!"), tooltip=_("Something is happening now: calls, first 72 hours, clocks")),
        Binding("slash", "filter", _("find")),
        Binding("comma", "settings", _("settings"), tooltip=_("Settings of this organisation, the workspace and you")),
        Binding("q", "app.quit", _("quit")),
        Binding("escape", "to_list", _("Back to the list"), show=False),
        Binding("down", "to_list", show=False),
        *MOVING,
    ]

    rows = getters.query_one("#organisations", RowList)
    filter = getters.query_one("#home-filter", FilterInput)
    heading = getters.query_one("#home-heading", Static)
    detail = getters.query_one("#home-detail", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shelf: Shelf | None = None
        self._keeps_up = False
        # A small workspace is read while Textual starts, and stands in the first paint.
        early = ThreadPoolExecutor(1)
        self._early = early.submit(read_shelf, desk)
        early.shutdown(wait=False)

    def compose(self) -> ComposeResult:
        """Title, filter, list, detail, keys."""
        yield TitleLine("Readiness")
        yield FilterInput(placeholder=_("type part of a name"), id="home-filter")
        yield Static(id="home-heading", markup=False)
        yield RowList(self._draw, id="organisations")
        yield Static(id="home-detail", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is read already; a large workspace comes after the first paint."""
        self.filter.display = False
        self.rows.focus()
        if self._early.done():
            self._show(self._early.result())
        else:
            self._read_on()

    @work(thread=True, exclusive=True, group="home")
    def _read_on(self) -> None:
        self.app.call_from_thread(self._show, self._early.result())

    @work(thread=True, exclusive=True, group="home")
    def read(self) -> None:
        """Read what there is, after each visit."""
        shelf = read_shelf(self._desk)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, shelf)

    def _show(self, shelf: Shelf) -> None:
        first = self._shelf is None
        self._shelf = shelf
        self._apply_filter()
        if first and shelf == Shelf():
            self.call_after_refresh(self.action_new)

    def _apply_filter(self) -> None:
        shown = self._shelf.named(self.filter.text) if self._shelf is not None else []
        here = self.current
        cursor = next((n for n, one in enumerate(shown) if here is not None and one.id == here.id), 0)
        self.rows.show(shown, cursor)
        self.heading.display = bool(shown)
        self.on_resize()
        self._follow()

    @property
    def current(self) -> Organisation | None:
        """The organisation under the cursor."""
        return self.rows.current

    def _draw(self, one: Organisation, width: int) -> Content:
        return home_rows.row(one, width, self._desk.clock.today)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.heading.update(home_rows.heading(self.size.width - 2))

    @on(RowList.Moved)
    def _follow(self) -> None:
        shelf = self._shelf or Shelf()
        self.detail.update(home_rows.below(self.current, shelf, self._desk.clock.today))
        self.refresh_bindings()

    @on(RowList.Opened)
    @on(Input.Submitted, "#home-filter")
    def _open(self) -> None:
        if self.current is not None:
            self._app.visit(self.current.id)

    @on(Input.Changed, "#home-filter")
    def _filter(self) -> None:
        self._apply_filter()

    @property
    def _app(self) -> ReadinessApp:
        from readiness.tui.app import ReadinessApp  # noqa: PLC0415 - the app imports this screen

        assert isinstance(self.app, ReadinessApp)
        return self.app

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the organisation under the cursor allows."""
        one = self.current if self._shelf is not None else None
        if action == "again":
            return one is not None and bool(one.sealed) and one.draft is None
        if action == "results":
            return one is not None and bool(one.sealed) and one.draft is not None
        if action in ("report", "board"):
            return one is not None and bool(one.sealed)
        if action == "show_it":
            return one is not None and (bool(one.sealed) or one.draft is not None)
        if action == "filter":
            return self._shelf is not None and len(self._shelf.organisations) > 1
        return True

    def action_filter(self) -> None:
        """Type to make the list shorter."""
        self.filter.display = True
        self.filter.focus()

    def action_to_list(self) -> None:
        """Leave the filter; an empty one goes away."""
        if self.focused is self.filter:
            self.rows.focus()
        elif self.filter.display:
            self.filter.value = ""
        self.filter.display = bool(self.filter.value)

    @work
    async def action_new(self) -> None:
        """A new organisation; the very first time with what everybody has to know."""
        from readiness.tui.screens.first_run import FirstRunScreen  # noqa: PLC0415 - opens later

        if not self.is_active or not await self._is_protected():
            return
        created = await self.app.push_screen_wait(FirstRunScreen(self._desk))
        if created:
            self._app.visit(created)

    async def _is_protected(self) -> bool:
        """Ask for a passphrase before a second organisation; whether to go on."""
        from readiness.session import protecting  # noqa: PLC0415 - opens later

        if not await asyncio.to_thread(protecting.is_due, self._desk.workspace):
            return True
        from readiness.tui.screens.protect import ProtectScreen  # noqa: PLC0415 - opens later

        on = await self.app.push_screen_wait(ProtectScreen(self._desk))
        return on is True

    def action_again(self) -> None:
        """Assess an organisation again."""
        if self.current is not None:
            self._app.visit(self.current.id, again=True)

    @work(exclusive=True, group="opening")
    async def action_results(self) -> None:
        """Show the last finished assessment, while another one is under way."""
        from readiness.tui.visit import results  # noqa: PLC0415 - opens later

        if self.current is not None and self.is_active:
            try:
                await results(self._app, self.current.id)
            except ReadinessError as problem:
                self._app.tell(str(problem))

    def action_settings(self) -> None:
        """Show the settings of the organisation under the cursor, and of the workspace."""
        self._keep_up("settings")

    def action_board(self) -> None:
        """Show what will be done about the findings of the organisation under the cursor."""
        self._keep_up("board")

    def action_show_it(self) -> None:
        """Go through every yes without proof of the organisation under the cursor."""
        self._keep_up("show_it")

    def action_now(self) -> None:
        """Show what to do while something happens to the organisation under the cursor, or to any."""
        self._keep_up("now")

    @work(group="upkeep")
    async def _keep_up(self, what: str) -> None:
        """Show something that takes the lock of the organisation, once however often its key is pressed."""
        from readiness.tui import upkeep  # noqa: PLC0415 - opens later

        if self._keeps_up or not self.is_active:
            return
        self._keeps_up = True
        shows: Shows = {"board": upkeep.board, "show_it": upkeep.show_it, "now": upkeep.now}.get(what, upkeep.settings)
        try:
            await upkeep.told(
                self.app, shows(self.app, self._desk, self.current.id if self.current is not None else "")
            )
        finally:
            self._keeps_up = False
        self.read()

    @work(exclusive=True, group="opening")
    async def action_report(self) -> None:
        """Write the report of the last finished assessment."""
        from readiness.tui.screens.report import ReportScreen  # noqa: PLC0415 - opens later

        if self.current is None or not self.is_active:
            return
        try:
            dossier = await asyncio.to_thread(self._desk.dossier, self.current.id)
            assessment = await asyncio.to_thread(dossier.sealed_assessment)
        except ReadinessError as problem:
            self._app.tell(str(problem))
        else:
            await self.app.push_screen_wait(ReportScreen(self._desk, dossier, assessment))
