"""The question on screen: one pane that is filled again for every question, and for opening facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.questionnaire.vocabulary import State
from readiness.tui.text import clean
from readiness.tui.widgets.answer_list import AnswerList, Offer
from readiness.tui.widgets.fact_field import Entry, Refusal
from readiness.tui.widgets.fact_form import FactForm


@dataclass(frozen=True, slots=True)
class Question:
    """All that the pane shows."""

    item: str
    """Id of the check, or of the screen of opening facts."""
    title: str
    intro: str = ""
    """Said before the question, where a section opens."""
    offers: tuple[Offer, ...] = ()
    """No answers: only the fields are asked for."""
    state: State | None = None
    own: str = ""
    entries: Sequence[Entry] = field(default=())
    notices: tuple[Content, ...] = ()


class QuestionPane(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Question, answers, what is to be said about them, fields."""

    def __init__(self, refusal: Refusal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._intro = Static(id="question-intro", markup=False)
        self._title = Static(id="question-title", markup=False)
        self.answers = AnswerList(id="answers")
        self._notices = Static(id="question-notices", markup=False)
        self.form = FactForm(refusal, id="facts")
        self._item = ""

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._intro
        yield self._title
        yield self.answers
        yield self._notices
        yield self.form

    async def show(self, question: Question) -> None:
        """Show a question from its top; the same one again keeps its place."""
        if question.item != self._item:
            self.scroll_home(animate=False)
        self._item = question.item
        self._intro.display = bool(question.intro)
        self._intro.update(clean(question.intro))
        self._title.display = bool(question.title)
        self._title.update(clean(question.title))
        self.answers.display = bool(question.offers)
        self.answers.show(question.item, question.offers, question.state, question.own)
        self.show_notices(question.notices)
        await self.form.show(question.item, question.entries)

    def renew(self, question: Question) -> None:
        """The same question after a change: focus, place and what is being typed stay."""
        chosen = self.answers.chosen
        if chosen is None or (chosen.state, chosen.own) != (question.state, question.own):
            self.answers.show(question.item, question.offers, question.state, question.own)
        self.show_notices(question.notices)
        self.form.renew(question.entries)

    def say(self, notice: Content) -> None:
        """Say this instead of what is said below the answers."""
        self.show_notices((notice,))

    def show_notices(self, notices: Sequence[Content]) -> None:
        """Say these things below the answers."""
        self._notices.display = bool(notices)
        self._notices.update(Content("\n").join(notices))

    def on_resize(self) -> None:
        """The row of keys grows and shrinks with what has the focus."""
        self.keep_in_view()
        # Where the field will be is known only once the new size is laid out.
        self.call_after_refresh(self.keep_in_view)

    def keep_in_view(self) -> None:
        """Keep the field in view that is typed in."""
        focused = self.screen.focused
        if focused is not None and self.form in focused.ancestors:
            focused.scroll_visible(animate=False)

    def focus_start(self) -> None:
        """Put the focus where answering begins; at once, so that the keys for it come with the question."""
        if self.answers.display:
            self.screen.set_focus(self.answers)
        else:
            self.form.focus_first()
