"""A window that asks for a passphrase before a second organisation comes into a workspace."""

from __future__ import annotations

import asyncio

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static

from readiness.error import ReadinessError
from readiness.session import protecting
from readiness.session.place import Desk
from readiness.store.encryption import accepted
from readiness.store.error import PassphraseRefused
from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.text import clean
from readiness.tui.widgets.field_input import FieldInput

_LONGEST = 1000


class ProtectScreen(Window[bool | None]):
    """Gives whether to go on: encrypted, or with the passphrase declined, which is remembered. Esc goes back."""

    BINDINGS = [Binding("escape", "close", _("back"))]

    first = getters.query_one("#passphrase", FieldInput)
    second = getters.query_one("#passphrase-again", FieldInput)
    problem = getters.query_one("#protect-problem", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("A passphrase for this workspace"))
        self._desk = desk

    def middle(self) -> ComposeResult:
        """Why, two fields that show nothing, and the two ways on."""
        yield Static(protecting.reason(), classes="first-text", markup=False)
        for id, label in (("passphrase", _("Passphrase")), ("passphrase-again", _("The same once more"))):
            yield Static(label, classes="first-label", markup=False)
            field = FieldInput(id=id, longest=_LONGEST)
            field.password = True
            yield field
        yield Static(id="protect-problem", markup=False)
        with Horizontal(id="protect-ways"):
            yield Button(_("Encrypt"), id="protect", variant="primary", compact=True)
            yield Button(_("Go on without"), id="decline", compact=True)

    def on_mount(self) -> None:
        """Ready to type."""
        self.problem.display = False
        self.first.focus()

    @on(Input.Submitted, "#passphrase")
    def _go_on(self) -> None:
        self.second.focus()

    @on(Input.Submitted, "#passphrase-again")
    @on(Button.Pressed, "#protect")
    def _protect(self) -> None:
        try:
            passphrase = accepted(self.first.value)
        except PassphraseRefused as refused:
            self._complain(str(refused), self.first)
            return
        if self.second.value != self.first.value:
            self._complain(_("The two are not the same."), self.second)
            return
        self._encrypt(passphrase)

    @work(exclusive=True, group="protect")
    async def _encrypt(self, passphrase: str) -> None:
        try:
            await asyncio.to_thread(protecting.protect, self._desk, passphrase)
        except ReadinessError as problem:
            self._complain(str(problem), self.first)
        else:
            self.dismiss(True)

    @on(Button.Pressed, "#decline")
    @work(exclusive=True, group="protect")
    async def _decline(self) -> None:
        try:
            await asyncio.to_thread(protecting.decline, self._desk.workspace, self._desk.clock.today)
        except ReadinessError as problem:
            self._complain(str(problem), self.first)
        else:
            self.dismiss(True)

    def _complain(self, problem: str, field: Input) -> None:
        self.problem.display = True
        self.problem.update(Content.assemble(("! ", "bold $error"), (clean(problem), "$error")))
        field.focus()
