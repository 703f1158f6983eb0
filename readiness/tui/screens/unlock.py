"""A window that asks for the passphrase of one organisation, before it is opened."""

from __future__ import annotations

import asyncio

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from readiness.error import ReadinessError
from readiness.session import locking
from readiness.session.place import Desk
from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.text import clean
from readiness.tui.widgets.field_input import SecretInput

_LONGEST = 1000


class UnlockScreen(Window[bool | None]):
    """Gives whether the organisation is open now. Esc goes back."""

    BINDINGS = [Binding("escape", "close", _("back"))]

    passphrase = getters.query_one("#passphrase", SecretInput)
    problem = getters.query_one("#protect-problem", Static)

    def __init__(self, desk: Desk, organisation_id: str, name: str) -> None:
        super().__init__(_("Passphrase of {name}").format(name=name))
        self._desk = desk
        self._organisation = organisation_id

    def middle(self) -> ComposeResult:
        """Why, and a field that shows nothing."""
        text = _("It has a passphrase of its own. It stays open until you leave the app.")
        yield Static(text, classes="first-text", markup=False)
        yield SecretInput(id="passphrase", longest=_LONGEST)
        yield Static(id="protect-problem", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self.problem.display = False
        self.passphrase.focus()

    @on(Input.Submitted, "#passphrase")
    @work(exclusive=True, group="unlock")
    async def _unlock(self) -> None:
        typed = self.passphrase.value
        try:
            await asyncio.to_thread(locking.unlock_with, self._desk.workspace, self._organisation, typed)
        except ReadinessError as problem:
            self.problem.display = True
            self.problem.update(Content.assemble(("! ", "bold $error"), (clean(str(problem)), "$error")))
            if self.passphrase.value == typed:
                self.passphrase.value = ""
            self.passphrase.focus()
        else:
            self.dismiss(True)
