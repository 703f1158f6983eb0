"""One question at a time: answers, facts and proof, each kept before it is called saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.interview import VisibilityChange
from readiness.questionnaire.model import State
from readiness.session.sitting import Session
from readiness.translation import _
from readiness.tui.hint import field_hint, why_hint
from readiness.tui.keeping import keep_fields, keep_state, refusal
from readiness.tui.notices import said, visibility
from readiness.tui.screens.interview_keys import InterviewKeys
from readiness.tui.text import clean, line
from readiness.tui.widgets.answer_list import AnswerList, Offer
from readiness.tui.widgets.fact_field import FactField, Given
from readiness.tui.widgets.fact_form import FactForm
from readiness.tui.widgets.guidance import guidance
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.question_pane import QuestionPane
from readiness.tui.widgets.section_list import SectionList
from readiness.tui.widgets.title_line import TitleLine

_LEAST, _ROOMY, _WIDE = 76, 96, 126
"""Columns from which sections fit beside a question, beside a screen of facts, and guidance fits, too."""


class InterviewScreen(InterviewKeys):
    """The questions of a draft. Leaves with whether the draft was sealed."""

    title_line = getters.query_one(TitleLine)
    sections = getters.query_one(SectionList)
    sections_box = getters.query_one("#sections-box", VerticalScroll)
    guidance_box = getters.query_one("#guidance-box", VerticalScroll)
    guidance_text = getters.query_one("#guidance", Static)
    hint = getters.query_one("#hint", Static)
    progress = getters.query_one("#progress", Static)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._walked = ""
        """The item whose fields were gone through since it came on screen."""

    def compose(self) -> ComposeResult:
        """Sections, question, guidance; one row of help, one of progress, the keys."""
        yield TitleLine()
        with Horizontal(id="body"):
            with VerticalScroll(id="sections-box", can_focus=False):
                yield SectionList(id="sections")
            yield QuestionPane(partial(refusal, today=self.session.clock.today), id="pane")
            with VerticalScroll(id="guidance-box", can_focus=False):
                yield Static(id="guidance", markup=False)
        yield Static(id="hint", markup=False)
        yield Static(id="progress", markup=False)
        yield KeyLine()

    async def on_mount(self) -> None:
        """Begin where the last sitting stopped."""
        await self.show()
        for notice in self.session.notices:
            self.app.notify(clean(notice), timeout=20, markup=False)
        if self.session.read_only:
            self.title_line.right = Content.styled(_("read only"), "bold $sign-partly")
            words = _("Another program works on this organisation ({holder}). You can look; nothing is saved.")
            self.app.notify(clean(words.format(holder=self.session.holder)), timeout=30, markup=False)

    async def show(self, item: str = "") -> None:
        """Show an item from its top; without one, where we are."""
        if item:
            self.course.go(item)
        self._walked = ""
        async with self.batch():
            self.arrange()
            await self.pane.show(self.course.question())
            self.show_around()
        self.pane.focus_start()
        if self.course.item:
            self.later(partial(self._remember, self.course.item))

    def show_around(self) -> None:
        """Show what surrounds the question."""
        course, check = self.course, self.course.check
        self.title_line.left = Content(line(course.title()))
        self.sections.show(course.parts(), course.marks(), course.item)
        self.guidance_text.update(guidance(course.interview.reading.index, check) if check is not None else "")
        self._show_hint()
        self.progress.update(Content(course.progress()))

    def arrange(self) -> None:
        """Sections on the left while there is room, guidance on the right of a question where it is wide."""
        facts, width = self.course.check is None, self.size.width
        room = width >= (_ROOMY if facts else _LEAST)
        self.sections_box.display = room and not self.folded
        self.guidance_box.display = width >= _WIDE and not facts

    def _show_hint(self) -> None:
        """Help for what has the focus."""
        field, check = self.pane.form.focused, self.course.check
        if field is not None and field.entry is not None:
            self.hint.update(field_hint(field.entry.fact, check))
        else:
            aside = self.guidance_box.display
            self.hint.update(why_hint(check) if check is not None and not aside else "")

    def on_resize(self) -> None:
        """Give each part the room there is."""
        self.arrange()
        self._show_hint()

    async def _remember(self, item: str) -> None:
        if not self.session.read_only:
            await self.keep(lambda: self.session.move_to(item), quietly=True)

    def take_in(self, change: VisibilityChange | None = None) -> None:
        """Show what was kept. Focus, place and what is being typed stay."""
        self.course.renew()
        question = self.course.question()
        if change:
            said_too = visibility(self.course.interview.reading, change)
            question = replace(question, notices=(*question.notices, *said_too))
        self.pane.renew(question)
        self.show_around()

    @on(AnswerList.Pressed)
    def _take_key(self, event: AnswerList.Pressed) -> None:
        self.later(partial(self._press, event.key))

    @on(AnswerList.Clicked)
    def _take_click(self, event: AnswerList.Clicked) -> None:
        self.later(partial(self._click, event.item, event.offer))

    async def _press(self, key: str) -> None:
        """Apply a key to the question that is on screen by now."""
        answers, check = self.pane.answers, self.course.check
        if check is None:
            return
        offer = answers.under_cursor if key == "enter" else answers.offer(key)
        if offer is not None and (key != "enter" or offer != answers.chosen):
            await self._choose(check.id, offer, moving_on=key == "enter")
        elif key == "enter":
            await self._move_on()
        elif key == "x" and check.always:
            words = _("This one applies to every business. If you are not sure, press u for I don't know.")
            self.pane.say(said("→", words))

    async def _click(self, item: str, offer: Offer) -> None:
        if item == self.course.item:
            await self._choose(item, offer)

    async def _choose(self, item: str, offer: Offer, *, moving_on: bool = False) -> None:
        self.pane.answers.mark(offer)
        if offer.state is State.NOT_APPLICABLE:
            self.ask_reason(item, offer)
            return
        if await self.keep_answer(item, offer, quick=moving_on) and moving_on:
            await self._move_on()

    async def keep_answer(self, item: str, offer: Offer, reason: str = "", *, quick: bool = False) -> bool:
        """Keep an answer and show what it comes to; whether it was kept. `quick` spares drawing what is left at once."""
        change = await self.keep(lambda: keep_state(self.session, item, offer.state, offer.own, reason))
        if not (quick and change is not None and self.course.leaves_nothing_open()):
            self.take_in(change)
        return change is not None

    async def _move_on(self) -> None:
        """Go into the fields that should be filled and are empty, or else to the next question."""
        if self.course.check is not None and self.pane.answers.chosen is None:
            self.pane.say(said("→", _("Choose an answer first. Not sure? Press u. To skip it, press PgDn.")))
        elif self._walked != self.course.item and self.pane.form.is_wanting and self.pane.form.focus_first():
            self._walked = self.course.item
        else:
            await self.step(1)

    async def step(self, by: int) -> None:
        """Go to the question after this one or before it; after the last one comes the review."""
        await self.keep_facts(self.pane.form.take())
        item = self.course.beside(by)
        if item is not None:
            await self.show(item)
        elif by > 0:
            self.action_review()

    @on(FactField.Changed)
    def _take_fact(self, event: FactField.Changed) -> None:
        self.later(partial(self.keep_facts, [event.given]))

    async def keep_facts(self, given: list[Given]) -> None:
        """Keep what was typed; what can't be kept stays in its field with the reason."""
        for item in dict.fromkeys(one.item for one in given):
            fields = [one for one in given if one.item == item]
            change = await self.keep(partial(keep_fields, self.session, item, fields))
            if change is None:
                self.pane.form.reopen([one.fact.id for one in fields], self.problem)
            else:
                self.take_in(change)

    def take(self) -> None:
        """Put in what is still in fields."""
        given = self.pane.form.take()
        if given:
            self.later(partial(self.keep_facts, given))

    @on(FactForm.Finished)
    def _finish_form(self, event: FactForm.Finished) -> None:
        if event.item == self.pane.form.item:
            self._walked = self.course.item
            self.later(partial(self.step, 1))

    @on(FactField.Focused)
    def _explain_field(self) -> None:
        self._show_hint()

    @on(SectionList.Picked)
    def _go_where_clicked(self, event: SectionList.Picked) -> None:
        self.later(partial(self.go, event.item))

    async def go(self, item: str) -> None:
        """Keep what is in the fields, then show another item."""
        await self.keep_facts(self.pane.form.take())
        await self.show(item)
