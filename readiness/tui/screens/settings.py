"""Settings: of an organisation, and of the workspace and whoever uses it. What is typed is kept at once."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.model import Organisation
from readiness.questionnaire.model import Fact
from readiness.session.place import Desk
from readiness.session.preferences import own_protection
from readiness.session.sitting import Session
from readiness.translation import _
from readiness.tui import settings_fields as fields
from readiness.tui import theme
from readiness.tui.screens.form import FormScreen
from readiness.tui.text import clean, line
from readiness.tui.widgets.fact_field import Entry, Given, Raw
from readiness.tui.widgets.fact_form import FactForm
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine


class SettingsScreen(FormScreen):
    """A form for the organisation, if there is one, and a form for the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", _("back"))]

    scroll = getters.query_one("#settings", VerticalScroll)

    def __init__(self, desk: Desk, session: Session | None = None) -> None:
        """`session` is of the organisation whose settings are shown; read-only where another program has it."""
        super().__init__(desk.clock)
        self._desk = desk
        self._session = session
        self._protected = own_protection(desk.workspace, session.organisation) if session is not None else ""
        self._organisation: Organisation | None = session.organisation if session is not None else None

    def compose(self) -> ComposeResult:
        """Two forms below each other, and the keys."""
        name = f"{line(self._organisation.name)} · " if self._organisation is not None else ""
        yield TitleLine(Content(name + _("settings")))
        with VerticalScroll(id="settings", can_focus=False):
            if self._session is not None:
                words = _("This organisation")
                yield Static(words, classes="settings-heading", markup=False)
                yield FactForm(self._refusal, id=fields.ORGANISATION)
            yield Static(_("This workspace, and you"), classes="settings-heading", markup=False)
            yield FactForm(self._refusal, id=fields.WORKSPACE)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Fill the forms; the first field has the focus."""
        for form in self.forms():
            await form.show(form.id or "", self._entries(form))
        self.focus_next(".fact-input, .fact-choice")
        if self._session is not None and self._session.read_only:
            self.query_one(TitleLine).right = Content.styled(_("read only"), "bold $sign-partly")
            words = _("Another program works on this organisation ({holder}). You can look; nothing is saved.")
            self.app.notify(clean(words.format(holder=self._session.holder)), timeout=30, markup=False)

    def _entries(self, form: FactForm) -> list[Entry]:
        if form.id == fields.WORKSPACE or self._organisation is None or self._session is None:
            return fields.workspace_entries(self._desk.workspace)
        locked = _("not given") if self._session.read_only else ""
        return fields.organisation_entries(self._organisation, self._protected, locked)

    def _refusal(self, fact: Fact, raw: Raw) -> str:
        return fields.refusal(self._organisation, fact, raw)

    async def keep_given(self, given: Given) -> None:
        """Keep one setting, and show what holds now."""
        text, session = str(given.raw or ""), self._session
        if given.item == fields.WORKSPACE:
            await self.keep(partial(fields.keep_workspace, self._desk.workspace, given.fact.id, text))
        elif session is not None:
            kept = await self.keep(partial(fields.keep_organisation, session, given.fact.id, text))
            self._organisation = kept or self._organisation
        if self.is_left:
            return
        form = self.query_one(f"#{given.item}", FactForm)
        if self.problem:
            form.reopen([given.fact.id], self.problem)
            return
        form.renew(self._entries(form))
        if given.fact.id == fields.THEME:
            self.app.theme = theme.chosen("" if text == fields.TERMINAL else text)

    @on(FactForm.Finished)
    def _go_on(self, event: FactForm.Finished) -> None:
        forms = list(self.forms())
        after = [form for form in forms[1:] if event.item == forms[0].id]
        next((form for form in after if form.focus_first()), None)
