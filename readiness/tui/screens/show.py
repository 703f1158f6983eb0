"""Show it: for each yes what shows it, where that lies and what date it carries."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from readiness.session.showing import claim
from readiness.session.sitting import Session
from readiness.translation import _, ngettext
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.show_course import ShowCourse
from readiness.tui.widgets.fact_field import Given

_HIDDEN = ("review", "home", "go_to", "find", "fold", "only", "other")
"""Keys of the questions that lead away from this list."""


class ShowScreen(InterviewScreen):
    """Goes from one answer to the next, and back to where it was opened after the last one. Asks for proof only."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "change", _("change the answer"), tooltip=_("It is not so, or not quite: change the answer")),
        Binding("escape", "to_answers", _("leave the field")),
        Binding("escape,h", "done", _("done")),
    ]

    course: ShowCourse

    def __init__(self, session: Session, items: tuple[str, ...], *, is_new: bool = False) -> None:
        """Ask what shows `items`, of which there is at least one; `is_new`: a draft was begun for it."""
        super().__init__(session, ShowCourse(session, items))
        self._is_new = is_new
        self._resumes_at = "" if is_new or session.draft is None else session.draft.position

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what belongs to this pass; esc leaves a field before it leaves the list."""
        if action in _HIDDEN:
            return False
        if action == "change":
            return not self.course.changes
        if action == "done":
            return not super().offers("to_answers", ())
        return super().offers(action, parameters)

    def say_notices(self) -> None:
        """Those of the organisation were said where this was opened from."""
        if self._is_new:
            words = _("This is a new draft with the answers of the last assessment; Home goes on with it.")
            self.notify(words, timeout=12, markup=False)

    def make_room(self) -> None:
        """No sections: this list runs across them."""
        super().make_room()
        self.sections_box.display = False

    async def show(self, item: str = "") -> None:
        """Show an answer, ready to type what shows it."""
        await super().show(item)
        self.walked = self.course.item  # a proof that is left empty is left so
        self.pane.form.focus_first()

    async def remember(self) -> None:
        """The questions go on where they were, whatever is answered here."""
        if self._resumes_at and not self.session.read_only:
            await self.keep(partial(self.session.move_to, self._resumes_at), quietly=True)

    async def keep_facts(self, given: list[Given]) -> None:
        """Keep the proof with the claim of whoever answers now; where only others made it, with the same claim."""
        for item in dict.fromkeys(one.item for one in given):
            own = self.session.own_answer(item)
            if own is None or own.state is None:
                await self.keep(partial(self.session.answer, item, claim(self.session, item)))
        await super().keep_facts(given)

    def action_to_answers(self) -> None:
        """Leave the field; the keys of this screen work again."""
        if self.pane.answers.display:
            self.pane.answers.focus()
        else:
            self.set_focus(None)

    def action_change(self) -> None:
        """Offer every answer: this one may not be so."""
        self.course.changes = True
        self.later(self._offer)

    async def _offer(self) -> None:
        await self.pane.show(self.course.question())
        self.pane.answers.focus()
        self.refresh_bindings()

    async def step(self, by: int) -> None:
        """Go to the next answer or the one before; after the last one this is done."""
        await self.keep_facts(self.pane.form.take())
        item = self.course.beside(by)
        if item is not None:
            await self.show(item)
        elif by > 0:
            self.action_done()

    @work
    async def action_done(self) -> None:
        """Back to where this was opened; what was shown is kept."""
        await self.settle()
        shown, size = self.course.shown, self.course.size
        words = ngettext("{n} of {all} is shown now.", "{n} of {all} are shown now.", shown)
        if not self.is_left:
            self.notify(words.format(n=shown, all=size), timeout=8, markup=False)
            self.dismiss(False)
