"""The windows of the interview that explain, take a note or a reason, say whose answers these are, or find a place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from readiness.assessment.model import Person
from readiness.session.naming import named
from readiness.translation import _
from readiness.tui.hint import field_hint
from readiness.tui.keeping import keep_note
from readiness.tui.screens.interview_frame import InterviewFrame
from readiness.tui.screens.pick import NEW
from readiness.tui.widgets.answer_list import Offer

if TYPE_CHECKING:
    from readiness.session.place import Desk


class InterviewWindows(InterviewFrame):
    """What opens above a question. Windows are imported when they are first opened."""

    @property
    def desk(self) -> Desk:
        """The workspace in which this is asked."""
        from readiness.tui.app import ReadinessApp  # noqa: PLC0415 - the app imports screens

        assert isinstance(self.app, ReadinessApp)
        return self.app.desk

    async def step(self, by: int) -> None:
        """Go to the question after this one or before it."""
        raise NotImplementedError

    async def go(self, item: str) -> None:
        """Keep what is in the fields, then show another item."""
        raise NotImplementedError

    async def keep_answer(self, item: str, offer: Offer, reason: str) -> None:
        """Keep an answer with its reason, and show what it comes to."""
        raise NotImplementedError

    def action_why(self) -> None:
        """Show all that helps to answer."""
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - imported when first opened
        from readiness.tui.widgets.guidance import guidance  # noqa: PLC0415

        check = self.course.check
        if check is not None:
            self.app.push_screen(ReadingScreen(check.question, guidance(self.course.interview.reading.index, check)))

    def action_words(self) -> None:
        """Explain the field that has the focus, and the words of this question."""
        from readiness.tui.glossary import explained  # noqa: PLC0415 - imported when first opened
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415

        check, fact = self.course.check, self.pane.form.fact
        pack = self.course.interview.reading.index.pack
        said = [field_hint(fact, check)] if fact is not None else []
        said += [explained(pack, check)] if check is not None else []
        title = fact.label if fact is not None else _("Words in this question")
        if said:
            self.app.push_screen(ReadingScreen(title, Content("\n\n").join(said)))

    @work
    async def action_note(self) -> None:
        """Write a note with the answer."""
        from readiness.tui.screens.note import NoteScreen  # noqa: PLC0415 - imported when first opened

        if not self.is_active:
            return
        item, own = self.course.item, self.session.own_answer(self.course.item)
        before = own.note if own is not None else ""
        written = await self.app.push_screen_wait(NoteScreen(before))
        while written is not None and not await self._keep_note(item, written):
            # What could not be kept comes back, with the reason: a note is never lost with its window.
            written = await self.app.push_screen_wait(NoteScreen(before, written, self.problem))
        self.take_in()

    async def _keep_note(self, item: str, text: str) -> bool:
        return bool(await self.keep(lambda: keep_note(self.session, item, text)))

    @work
    async def ask_reason(self, item: str, offer: Offer) -> None:
        """Ask why a question doesn't apply; without a reason nothing changes."""
        from readiness.tui.screens.ask import AskScreen  # noqa: PLC0415 - imported when first opened

        if not self.is_active:
            return
        own = self.session.own_answer(item)
        title = _("Why doesn't this apply to you? One sentence, for the report.")
        reason = await self.app.push_screen_wait(AskScreen(title, own.reason if own is not None else ""))
        if reason:
            self.later(partial(self._keep_reasoned, item, offer, reason))
        else:
            self.take_in()

    async def _keep_reasoned(self, item: str, offer: Offer, reason: str) -> None:
        await self.keep_answer(item, offer, reason)

    @work
    async def action_who(self) -> None:
        """Choose whose answers these are from now on."""
        from readiness.tui.screens.who import WhoScreen  # noqa: PLC0415 - imported when first opened

        if not self.is_active:
            return
        check = self.course.check
        if check is None:
            return
        picked = await self.app.push_screen_wait(WhoScreen(self.session, check))
        if picked is not None:
            self.later(partial(self._answer_for, picked[0]))

    async def _answer_for(self, who: str) -> None:
        if who.startswith(NEW):
            person = await self.keep(lambda: self.session.person(Person(id="", name=named(who))))
            who = person.id if person is not None else self.session.respondent
        self.session.respondent = who
        self.course.renew()
        await self.show()

    def action_go_to(self) -> None:
        """Jump to a section or a question by its code."""
        self._pick(by_words=False)

    def action_find(self) -> None:
        """Find a question, a detail, a note or a word of the glossary."""
        self._pick(by_words=True)

    def _show_word(self, id: str) -> None:
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - imported when first opened
        from readiness.tui.text import shown  # noqa: PLC0415

        glossary = self.course.interview.reading.index.pack.glossary
        term = next((term for term in glossary if term.id == id), None)
        if term is not None:
            self.app.push_screen(ReadingScreen(term.term, shown(term.text)))

    @work
    async def _pick(self, *, by_words: bool) -> None:
        from readiness.tui.finding_places import WORD, places, words_listed  # noqa: PLC0415 - imported when first opened
        from readiness.tui.screens.pick import PickScreen  # noqa: PLC0415

        if not self.is_active:
            return
        title = _("Find a question, a detail, a note or a word") if by_words else _("Go to")
        listed = places(self.course.interview, by_words=by_words)
        listed += words_listed(self.course.interview) if by_words else []
        picked = await self.app.push_screen_wait(PickScreen(title, listed))
        if picked and picked[0].startswith(WORD):
            self._show_word(picked[0].removeprefix(WORD))
        elif picked:
            self.later(partial(self.go, picked[0]))
