"""Something is happening now: calls, the first 72 hours, clocks. No questions, no score; nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.error import ReadinessError
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.discovery import noticed
from readiness.session.now import Emergency, emergency_of, general
from readiness.session.now_text import noticed_words
from readiness.session.papers import folder_for
from readiness.session.place import Desk
from readiness.translation import _
from readiness.tui import now_text
from readiness.tui.course import short_name
from readiness.tui.opening import open_file
from readiness.tui.page import Page
from readiness.tui.text import clean, lines, shown
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine
from readiness.tui.widgets.view_line import Part, ViewLine

_BESIDE = 126
"""Columns from which the calls stand beside the rest."""
_MOST = 100
"""Cells of the widest line."""


class View(StrEnum):
    """What is shown; the value is its key."""

    CALLS = "1"
    STEPS = "2"
    CLOCKS = "3"


class NowScreen(Page[None]):
    """Three parts to read, a time to count from, and two sheets to print."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "noticed", _("when noticed"), tooltip=_("Count the times from another moment")),
        Binding("o", "write", _("write both sheets"), tooltip=_("Contact card and first 72 hours, as PDFs")),
        Binding("ctrl+r", "reveal", _("show the folder")),
        *(Binding(view.value, f"view('{view.value}')", show=False) for view in View),
        Binding("escape,h,q", "close", _("close")),
    ]

    parts = getters.query_one(ViewLine)
    title_line = getters.query_one(TitleLine)
    outcome = getters.query_one("#now-outcome", Static)
    calls_box = getters.query_one("#now-calls-box", VerticalScroll)
    rest_box = getters.query_one("#now-rest-box", VerticalScroll)

    def __init__(self, desk: Desk, load: Callable[[], Emergency], at: datetime | None = None) -> None:
        """`load` reads what is known, in a worker thread; `at` is when it was noticed, now unless it is given."""
        super().__init__()
        self._desk = desk
        self._load = load
        self._emergency: Emergency | None = None
        self._noticed = at or desk.clock.now()
        self._view = View.CALLS
        self._written: Path | None = None

    def compose(self) -> ComposeResult:
        """Title, parts, the calls and beside or instead of them the rest, keys."""
        yield TitleLine(Content(_("Something is happening now")))
        yield ViewLine(id="now-parts")
        with Horizontal(id="now-body"):
            with VerticalScroll(id="now-calls-box"):
                yield Static(_("Reading what is known…"), id="now-calls", markup=False)
            with VerticalScroll(id="now-rest-box"):
                yield Static(id="now-rest", markup=False)
        yield Static(id="now-outcome", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read off the UI's path; what has passed is marked anew every minute."""
        self.outcome.display = False
        self._show()
        self.set_interval(60, self._show)
        self._read()

    @work
    async def _read(self) -> None:
        try:
            self._emergency = await asyncio.to_thread(self._load)
        except ReadinessError as problem:
            self._say(Content.assemble(("! ", "bold $error"), (clean(str(problem)), "$error")))
            self._emergency = await asyncio.to_thread(general, self._desk.packs, self._desk.clock)
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        """Show the part that was chosen; where it is wide the calls stay beside it."""
        if self.is_left:
            return
        beside = self.size.width >= _BESIDE
        view = View.STEPS if beside and self._view is View.CALLS else self._view
        self.calls_box.display = beside or view is View.CALLS
        self.rest_box.display = view is not View.CALLS
        titles = {View.CALLS: _("Calls"), View.STEPS: _("First 72 hours"), View.CLOCKS: _("Clocks that may apply")}
        if beside:
            del titles[View.CALLS]
        self.parts.show([Part(one.value, title, one is view) for one, title in titles.items()])
        self.title_line.right = Content(noticed_words(self._noticed))
        if self._emergency is not None:
            name = short_name(self._emergency.name)
            words = _("Now · {name}").format(name=name) if name else _("Something is happening now")
            self.title_line.left = Content(words)
            self._fill(self._emergency, view, beside=beside)
        (self.rest_box if self.rest_box.display else self.calls_box).focus()

    def _fill(self, emergency: Emergency, view: View, *, beside: bool) -> None:
        width = min(_MOST, (self.size.width // 2 if beside else self.size.width) - 5)
        now = self._desk.clock.now()
        self.query_one("#now-calls", Static).update(now_text.calls_text(emergency, width))
        told = now_text.clocks_text if view is View.CLOCKS else now_text.steps_text
        self.query_one("#now-rest", Static).update(told(emergency, self._noticed, now, width))

    def on_resize(self) -> None:
        """Lines follow the width."""
        self._show()

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Sheets are written once they are known, and shown once they are written."""
        if action == "write":
            return self._emergency is not None
        return action != "reveal" or self._written is not None

    def action_view(self, key: str) -> None:
        """Show another part from its top."""
        self._view = View(key)
        self._show()
        self.rest_box.scroll_home(animate=False)

    @work(exclusive=True, group="asking")
    async def action_noticed(self) -> None:
        """Ask when it was noticed; times are counted from there."""
        from readiness.tui.screens.ask import AskScreen  # noqa: PLC0415 - opens later

        if not self.is_active:
            return
        heading = _("When was it noticed? 03:15, yesterday 22:40, 2 hours ago")
        typed = await self.app.push_screen_wait(AskScreen(heading))
        while typed:
            try:
                self._noticed = noticed(typed, self._desk.clock.now())
            except ValueRefused as refused:
                typed = await self.app.push_screen_wait(AskScreen(clean(str(refused)), typed))
            else:
                break
        self._show()

    @work(exclusive=True, group="asking")
    async def action_write(self) -> None:
        """Ask for a folder and write contact card and sheet there."""
        from readiness.tui.screens.ask import AskScreen  # noqa: PLC0415 - opens later

        emergency = self._emergency
        if emergency is None or not self.is_active:
            return
        before = str(folder_for(self._desk.workspace).absolute())
        typed = await self.app.push_screen_wait(AskScreen(_("Into which folder?"), before))
        if not typed:
            return
        try:
            paths = await asyncio.to_thread(_written, emergency, typed)
        except ReadinessError as problem:
            self._say(Content.assemble(("! ", "bold $error"), (clean(str(problem)), "$error")))
            return
        self._written = paths[0].parent
        head = shown("✓ " + _("Written into {folder}").format(folder=self._written), "$sign-yes")
        self._say(lines([head, *(shown(f"  {path.name}") for path in paths)]))

    def _say(self, words: Content) -> None:
        if not self.is_left:
            self.outcome.display = True
            self.outcome.update(words)
            self.refresh_bindings()

    def action_reveal(self) -> None:
        """Open the folder of the sheets."""
        if self._written is not None and not open_file(self._written):
            self._say(shown(_("Nothing here opens it. It is at {path}").format(path=self._written)))

    def action_close(self) -> None:
        """Back to where this was opened."""
        self.dismiss(None)


def _written(emergency: Emergency, folder: str) -> list[Path]:
    return emergency.write(Path(folder).expanduser().absolute())


def loader(desk: Desk, organisation_id: str) -> Callable[[], Emergency]:
    """What reads all there is for this hour: about an organisation, or for any without an id."""
    if not organisation_id:
        return lambda: general(desk.packs, desk.clock)
    return lambda: emergency_of(desk.dossier(organisation_id))
