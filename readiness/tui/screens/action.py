"""What will be done about one finding: who, by when, how it stands; or that its risk is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.model import Action, ActionStatus
from readiness.session.action_plan import ActionPlan
from readiness.session.planning import Planned
from readiness.translation import _
from readiness.tui import action_fields as fields
from readiness.tui.action_rows import about
from readiness.tui.keeping import refusal
from readiness.tui.screens.form import FormScreen
from readiness.tui.text import clean, line
from readiness.tui.widgets.fact_field import Entry, Given
from readiness.tui.widgets.fact_form import FactForm
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine


class ActionScreen(FormScreen):
    """A form; each field is kept when it is left, those of an acceptance together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "accept", _("accept risk")),
        Binding("ctrl+z", "undo", _("take back")),
        Binding("escape", "close", _("back")),
    ]

    form = getters.query_one(FactForm)
    about = getters.query_one("#action-about", Static)
    notice = getters.query_one("#action-missing", Static)

    def __init__(self, plan: ActionPlan, planned: Planned, first: str = "") -> None:
        """`first` is the field to begin with; that of an acceptance begins one."""
        super().__init__(plan.session.clock)
        self._plan = plan
        self._planned = planned
        self._first = first
        self._typed: dict[str, str] = {}
        """What an acceptance that is not complete yet has."""
        self._accepting = first in fields.ACCEPTANCE or self._is_accepted

    @property
    def _is_accepted(self) -> bool:
        action = self._planned.action
        return action is not None and action.status is ActionStatus.ACCEPTED

    @property
    def _can_change(self) -> bool:
        action = self._planned.action
        is_closed = action is not None and action.status is ActionStatus.CLOSED
        return not (is_closed or self._plan.session.read_only)

    def compose(self) -> ComposeResult:
        """How it stands, the fields, what to do."""
        planned = self._planned
        yield TitleLine(Content(f"{planned.code} · {line(planned.title or planned.identity)}"))
        with VerticalScroll(id="action-scroll", can_focus=False):
            yield Static(id="action-about", markup=False)
            yield FactForm(partial(refusal, today=self._clock.today), id="action-form")
            yield Static(id="action-missing", markup=False)
            yield Static(Content("\n\n").join(_help(planned)), id="action-help", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Ready to type in the field that was asked for."""
        if self._plan.session.read_only:
            self.query_one(TitleLine).right = Content.styled(_("read only"), "bold $sign-partly")
        await self.form.show(self._planned.identity, self._entries())
        self._show()
        self._focus(self._first or fields.OWNER)

    def _entries(self) -> list[Entry]:
        locked = "" if self._can_change else _("not given")
        return fields.entries(self._planned, self._plan.names, self._typed, accepting=self._accepting, locked=locked)

    def _show(self) -> None:
        self.about.update(about(self._planned, self._clock.today))
        self.notice.display = self._is_incomplete
        self.notice.update(Content.styled(f"! {_incomplete()}", "$sign-partly"))
        self.refresh_bindings()

    @property
    def _is_incomplete(self) -> bool:
        return self._accepting and not self._is_accepted

    def _focus(self, id: str) -> None:
        for field in self.form.fields:
            if field.entry is not None and field.entry.fact.id == id and field.editor is not None:
                field.editor.focus()

    async def keep_given(self, given: Given) -> None:
        """Keep one value; those of an acceptance once they are complete."""
        id, text, today = given.fact.id, str(given.raw or ""), self._clock.today
        if id in fields.ACCEPTANCE or text == ActionStatus.ACCEPTED:
            await self._accept(id, text)
        else:
            kept = await self.keep(partial(_changed, self._plan, self._planned.identity, id, text, today))
            if id == fields.STATUS and kept is not None:
                self._accepting = False
                self._typed.clear()
        self._renew(id)

    async def _accept(self, id: str, text: str) -> None:
        """Keep an acceptance as soon as it is complete."""
        self._accepting = True
        if id in fields.ACCEPTANCE:
            self._typed[id] = text
        stored = {entry.fact.id: str(entry.raw) for entry in self._entries()}
        wanted = fields.acceptance({**stored, **self._typed}, self._clock.today)
        if wanted is not None:
            await self.keep(partial(self._plan.change, self._planned.identity, wanted))
            if not self.problem:
                self._typed.clear()

    def _renew(self, id: str) -> None:
        """Show what is kept now; what was not is still in its field, with the reason."""
        if self.is_left:
            return
        self._planned = self._plan.line(self._planned.identity) or self._planned
        if self.problem:
            self.form.reopen([id], self.problem)
        before = self.form.focused
        self.form.renew(self._entries())
        if id == fields.STATUS and self._is_incomplete:
            self._focus(fields.APPROVER)
        elif before is not None and before.editor is not None:
            before.editor.focus()
        self._show()

    @on(FactForm.Finished)
    def _finish(self) -> None:
        self.action_close()

    def missing(self) -> str:
        """What an acceptance that was begun lacks."""
        return _incomplete() if self._is_incomplete and self._typed else ""

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer what can be done about this one now."""
        if action == "accept":
            return self._can_change and not self._accepting
        return action != "undo" or (self._can_change and self._plan.can_undo)

    def action_accept(self) -> None:
        """Begin to accept the risk."""
        self._accepting = True
        self._renew(fields.STATUS)

    def action_undo(self) -> None:
        """Take the last change back."""
        self.later(self._undo)

    async def _undo(self) -> None:
        await self.keep(self._plan.undo)
        if self.problem:
            return
        self._planned = self._plan.line(self._planned.identity) or self._planned
        self._typed.clear()
        self._accepting = self._is_accepted
        await self.form.show(self._planned.identity, self._entries())
        if self.focused is None or not self.focused.display:
            self._focus(fields.OWNER)
        self._show()


def _incomplete() -> str:
    return _("The risk is not accepted yet: say who accepts it, why, and until when.")


def _changed(plan: ActionPlan, identity: str, id: str, text: str, today: date) -> Action:
    return plan.change(identity, fields.change(id, text, today))


def _help(planned: Planned) -> Iterator[Content]:
    """What to do about it, and how it gets closed."""
    finding = planned.finding
    if finding is not None and finding.steps:
        steps = "\n".join(f"{n}  {step}" for n, step in enumerate(finding.steps, 1))
        yield Content.assemble((_("What to do"), "bold $key"), "\n", clean(steps).strip())
    words = _("Done is not yet proven: only the proof of the next assessment closes it. Accepting changes no number.")
    yield Content.styled(words, "$quiet")
