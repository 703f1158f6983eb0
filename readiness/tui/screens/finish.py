"""A window that asks who led the assessment, before it is finished."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Button, Input, Static

from readiness.assessment.model import Assessor
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.naming import LONGEST_NAME, named
from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.widgets.field_input import FieldInput


class FinishScreen(Window[Assessor | None]):
    """Name and interest; both are printed on page 1."""

    BINDINGS = [Binding("escape", "close", _("not yet"))]

    person = getters.query_one("#assessor", FieldInput)
    interest = getters.query_one("#interest", FieldInput)
    problem = getters.query_one("#finish-problem", Static)

    def __init__(self, assessor: Assessor) -> None:
        super().__init__(_("Finish: this can't be changed afterwards"))
        self._assessor = assessor

    def middle(self) -> ComposeResult:
        """Two fields and a button."""
        words = _(
            "A finished assessment stays as it is; corrections start a new one. Page 1 of the report names who led it."
        )
        yield Static(words, classes="first-text", markup=False)
        yield Static(_("Who led this assessment"), classes="first-label", markup=False)
        yield FieldInput(self._assessor.name, id="assessor", longest=LONGEST_NAME)
        yield Static(_("What they sell that this may recommend (empty: nothing)"), classes="first-label", markup=False)
        yield FieldInput(self._assessor.interest, id="interest", longest=500)
        yield Static(id="finish-problem", markup=False)
        yield Button(_("Finish"), id="finish", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Ready to type."""
        self.problem.display = False
        self.person.focus()

    @on(Input.Submitted, "#assessor")
    def _go_on(self) -> None:
        self.interest.focus()

    @on(Input.Submitted, "#interest")
    @on(Button.Pressed, "#finish")
    def _finish(self) -> None:
        try:
            name = named(self.person.text)
        except ValueRefused as refused:
            self.problem.display = True
            self.problem.update(Content.assemble(("! ", "bold $error"), (str(refused), "$error")))
            self.person.focus()
            return
        self.dismiss(Assessor(name=name, interest=self.interest.text))
