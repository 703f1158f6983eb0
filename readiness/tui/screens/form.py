"""A screen of fields outside the interview: each is kept when it is left, and nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on, work

from readiness.translation import _
from readiness.tui.saving import SavingScreen
from readiness.tui.text import clean
from readiness.tui.widgets.fact_field import FactField, Given
from readiness.tui.widgets.fact_form import FactForm


class FormScreen(SavingScreen[None]):
    """Fields in one or more forms. What can't be kept is said once before the screen is left without it."""

    _was_said = False

    async def keep_given(self, given: Given) -> None:
        """Keep one value, and show what it came to."""
        raise NotImplementedError

    def missing(self) -> str:
        """Why what was typed is not complete yet; empty when it is."""
        return ""

    def forms(self) -> Iterator[FactForm]:
        """The forms, in order."""
        return iter(self.query(FactForm).results())

    @on(FactField.Changed)
    def _take_value(self, event: FactField.Changed) -> None:
        self._was_said = False
        self.later(partial(self.keep_given, event.given))

    def take(self) -> None:
        """Put in what is still in the fields."""
        for form in self.forms():
            for given in form.take():
                self.later(partial(self.keep_given, given))

    def action_close(self) -> None:
        """Back to where it was opened, once everything is kept."""
        self._leave()

    @work(exclusive=True, group="leaving")
    async def _leave(self) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Keep what is left to keep, then go; what can't be kept is said first."""
        kept = await self.settle()
        if self._was_said or not (words := self._not_kept(kept=kept)):
            self.dismiss(None)
            return
        self._was_said = True
        again = _("Leave again to go without it.")
        self.app.notify(clean(f"{words} {again}"), severity="warning", timeout=20, markup=False)

    def _not_kept(self, *, kept: bool) -> str:
        for form in self.forms():
            for field in form.fields:
                if not field.is_settled and field.entry is not None and field.editor is not None:
                    field.editor.focus()
                    return _("This is not kept: {label}.").format(label=field.entry.fact.label)
        return self.missing() if kept else _("Something is not kept.")
