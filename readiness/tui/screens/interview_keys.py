"""The keys of the interview: flag, undo, and those that open a window (note, who, go to, find, words, review)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from readiness.assessment.model import Person
from readiness.session.naming import named
from readiness.translation import _
from readiness.tui.keeping import keep_note
from readiness.tui.screens.interview_frame import InterviewFrame
from readiness.tui.screens.pick import NEW
from readiness.tui.widgets.answer_list import Offer

if TYPE_CHECKING:
    from textual.command import Provider

    from readiness.assessment.agenda import Group
    from readiness.session.place import Desk


def _place_commands() -> type[Provider]:
    from readiness.tui.place_commands import PlaceCommands  # noqa: PLC0415 - brings the palette, which opens later

    return PlaceCommands


class InterviewKeys(InterviewFrame):
    """What keys do beyond answering. Windows are imported when they are first opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "to_answers", _("leave the field")),
        Binding("b,pageup", "step(-1)", _("back")),
        Binding("pagedown", "step(1)", _("skip")),
        Binding("n", "note", _("note")),
        Binding("f", "flag", _("flag")),
        Binding("w", "who", _("who"), tooltip=_("Whose answers these are from here on")),
        Binding("g", "go_to", _("go to")),
        Binding("slash", "find", _("find")),
        Binding("v", "only", _("only"), tooltip=_("Only what is not answered, flagged, not known, unproven, or mine")),
        Binding("escape", "all", _("all questions"), tooltip=_("Walk through all questions again")),
        Binding("o", "other", _("other question"), tooltip=_("Go to the answer that doesn't fit with this one")),
        Binding("s", "fold", _("sections")),
        Binding("i", "why", _("why")),
        Binding("r", "review", _("review")),
        Binding("h", "home", _("home")),
        Binding("question_mark,f1", "words", _("words")),
        Binding("ctrl+z", "undo", _("Take the last answer back"), show=False),
    ]

    COMMANDS = {_place_commands}

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

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only the keys that do something here."""
        if action == "to_answers":
            return self.focused is not None and self.focused is not self.pane.answers
        if action == "other":
            return bool(self.course.other)
        if action == "only":
            return self.course.can_narrow
        if action == "all":
            return self.course.only is not None and not self.offers("to_answers", ())
        if action in ("note", "flag", "who", "why", "words"):
            return self.course.check is not None
        return True

    def action_to_answers(self) -> None:
        """Leave the fields for the answers; what was typed is kept."""
        if self.course.check is not None:
            self.pane.answers.focus()
        else:
            self.set_focus(None)

    def action_step(self, by: int) -> None:
        """Go back, or on without answering."""
        self.later(partial(self.step, by))

    def action_fold(self) -> None:
        """Show or hide the sections."""
        self.folded = not self.folded
        self.make_room()

    def action_why(self) -> None:
        """Show all that helps to answer."""
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - imported when first opened
        from readiness.tui.widgets.guidance import guidance  # noqa: PLC0415

        check = self.course.check
        if check is not None:
            self.app.push_screen(ReadingScreen(check.question, guidance(self.course.interview.reading.index, check)))

    def action_words(self) -> None:
        """Explain the words of this question."""
        from readiness.tui.glossary import explained  # noqa: PLC0415 - imported when first opened
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415

        check = self.course.check
        if check is not None:
            content = explained(self.course.interview.reading.index.pack, check)
            self.app.push_screen(ReadingScreen(_("Words in this question"), content))

    def action_flag(self) -> None:
        """Flag the question to look at again, or take the flag away."""
        self.later(partial(self._flag, self.course.item))

    async def _flag(self, item: str) -> None:
        await self.keep(lambda: self.session.flag(item))
        self.take_in()

    def action_undo(self) -> None:
        """Take the last change of an answer back, and show its question."""
        self.later(self._undo)

    async def _undo(self) -> None:
        item = await self.keep(self.session.undo)
        if item is not None:
            self.course.renew()
            await self.show(item)

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

    @work
    async def action_only(self) -> None:
        """Choose a part of the questions to walk through."""
        from readiness.tui.finding_places import ALL, parts_listed  # noqa: PLC0415 - imported when first opened
        from readiness.tui.screens.pick import PickScreen  # noqa: PLC0415

        if not self.is_active:
            return
        listed = parts_listed(self.course.interview)
        picked = await self.app.push_screen_wait(
            PickScreen(_("Which questions?"), listed, chosen=[self.course.only or ALL])
        )
        if picked:
            self.later(partial(self._narrow, picked[0]))

    def action_other(self) -> None:
        """Go to the answer that doesn't fit together with this one."""
        self.later(partial(self.go, self.course.other))

    def action_all(self) -> None:
        """Walk through all questions again."""
        self.later(partial(self._narrow, ""))

    async def _narrow(self, part: str) -> None:
        only = next((one for one in self.course.interview.offered_parts() if one == part), None)
        await self.go(self.course.narrow(only))

    @work
    async def end_block(self, block: Group) -> None:
        """Offer to stop after a block with its paper, or to go on with the next one."""
        from readiness.tui.screens.block_end import BlockEndScreen, Ended  # noqa: PLC0415 - opens later

        await self.settle()
        if not self.is_active:
            return
        screen = BlockEndScreen(self.desk.workspace, self.session, self.course.interview, block)
        ended = await self.app.push_screen_wait(screen)
        item = self.course.beside(1)
        if ended is Ended.STOP:
            if item is not None:
                await self.keep(partial(self.session.move_to, item), quietly=True)
            self.dismiss(False)
        elif ended is Ended.GO_ON and item is not None:
            self.later(partial(self.show, item))
        elif ended is Ended.GO_ON:
            self.action_review()

    @work
    async def action_review(self) -> None:
        """Look over what is open, and finish."""
        from readiness.tui.screens.review import Outcome, ReviewScreen  # noqa: PLC0415 - imported when first opened

        if not self.is_active:
            return
        await self.settle()
        # Nothing comes back from a review that was closed together with what it stood on.
        returned: Outcome | None = await self.app.push_screen_wait(ReviewScreen(self.session))
        outcome = returned or Outcome()
        if outcome.sealed:
            self.dismiss(True)
        elif outcome.item:
            self.course.renew()
            await self.show(outcome.item)

    @work
    async def action_home(self) -> None:
        """Leave; everything is kept."""
        await self.settle()
        self.dismiss(False)
