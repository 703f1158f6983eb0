"""One question at a time: answers, facts and proof, each kept before it is called saved."""

from __future__ import annotations

from functools import partial

from textual import on

from readiness.assessment.interview import VisibilityChange
from readiness.questionnaire.vocabulary import State
from readiness.translation import _
from readiness.tui.keeping import keep_fields, keep_state
from readiness.tui.notices import first_step, said
from readiness.tui.screens.interview_keys import InterviewKeys
from readiness.tui.widgets.answer_list import AnswerList, Offer
from readiness.tui.widgets.fact_field import FactField, Given
from readiness.tui.widgets.fact_form import FactForm
from readiness.tui.widgets.section_list import SectionList


class InterviewScreen(InterviewKeys):
    """The questions of a draft. Leaves with whether the draft was sealed."""

    @on(AnswerList.Pressed)
    def _take_key(self, event: AnswerList.Pressed) -> None:
        self.later(partial(self._press, event.key))

    @on(AnswerList.Moved)
    def _take_move(self, event: AnswerList.Moved) -> None:
        self.later(partial(self._foresee, event.item, event.offer))

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

    async def _foresee(self, item: str, offer: Offer) -> None:
        """Say what would come first after an answer, because Enter gives it and leaves the question."""
        check = self.course.check
        if check is not None and check.id == item:
            self.pane.show_notices(first_step(check, offer.state) or self.course.question().notices)

    async def _click(self, item: str, offer: Offer) -> None:
        if item == self.course.item:
            await self._choose(item, offer)

    async def _choose(self, item: str, offer: Offer, *, moving_on: bool = False) -> None:
        if offer.state is State.NOT_APPLICABLE:
            self.pane.answers.mark(offer)
            self.ask_reason(item, offer)
            return
        if not moving_on:
            self.pane.answers.mark(offer)
        change = await self._kept(item, offer)
        if not moving_on or change is None:
            self.take_in(change)
        elif self.course.leaves_nothing_open() and self.course.other:
            self.take_in(change)  # what doesn't fit together is read before the question is left
        elif self.course.leaves_nothing_open():
            # Painting the answer on a question that is left at once would only keep the next one waiting.
            await self.step(1)
        else:
            self.take_in(change)
            await self._move_on()

    async def _kept(self, item: str, offer: Offer, reason: str = "") -> VisibilityChange | None:
        return await self.keep(lambda: keep_state(self.session, item, offer.state, offer.own, reason))

    async def keep_answer(self, item: str, offer: Offer, reason: str) -> None:
        """Keep an answer with its reason, and show what it comes to."""
        self.take_in(await self._kept(item, offer, reason))

    async def _move_on(self) -> None:
        """Go into the fields that should be filled and are empty, or else to the next question."""
        if self.course.check is not None and self.pane.answers.chosen is None:
            self.pane.say(said("→", _("Choose an answer first. Not sure? Press u. To skip it, press PgDn.")))
        elif self.walked != self.course.item and self.pane.form.is_wanting and self.pane.form.focus_first():
            self.walked = self.course.item
        else:
            await self.step(1)

    async def step(self, by: int) -> None:
        """Go to the question after this one or before it; after a block comes its end, after the last the review."""
        await self.keep_facts(self.pane.form.take())
        item, block = self.course.beside(by), self.course.block_ended() if by > 0 else None
        if block is not None:
            self.end_block(block)
        elif item is not None:
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
        self.later(self.remember)

    @on(FactForm.Finished)
    def _finish_form(self, event: FactForm.Finished) -> None:
        if event.item == self.pane.form.item:
            self.walked = self.course.item
            self.later(partial(self.step, 1))

    @on(FactField.Focused)
    def _explain_field(self) -> None:
        self._show_hint()
        self.pane.call_after_refresh(self.pane.keep_in_view)

    @on(SectionList.Picked)
    def _go_where_clicked(self, event: SectionList.Picked) -> None:
        self.later(partial(self.go, event.item))

    async def go(self, item: str) -> None:
        """Keep what is in the fields, then show another item."""
        await self.keep_facts(self.pane.form.take())
        await self.show(item)
