"""The interview line by line: from the item on screen last to the end, and back again."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.assessment.agenda import Group
from readiness.assessment.interview import Interview, VisibilityChange, Walk
from readiness.assessment.model import Answer
from readiness.assessment.part_words import part_words
from readiness.assessment.words import answer_words
from readiness.plain import question
from readiness.plain.aside import Asides, refused_words
from readiness.plain.block_end import BlockEnd
from readiness.plain.console import Console, EndOfInput
from readiness.plain.field import Went, ask_fact, ask_proof
from readiness.plain.opening import item_after, item_before, line_of
from readiness.plain.question import Key, Reply
from readiness.plain.review import Review
from readiness.questionnaire.model import Check, Fact
from readiness.questionnaire.vocabulary import State
from readiness.session.error import AnswerRefused
from readiness.session.sitting import Session
from readiness.store.workspace import Workspace
from readiness.translation import _, ngettext


class Conversation:
    """Asks one item after the other until everything was asked, or the user stops."""

    def __init__(self, console: Console, session: Session, workspace: Workspace) -> None:
        """Talk through `console` about the draft of `session`, which is kept in `workspace`."""
        self._console = console
        self._session = session
        self._workspace = workspace
        self._asides = Asides(console, session)
        self._group: Group | None = None
        self._walk: Walk | None = None

    def run(self, *, at_review: bool = False) -> None:
        """Ask until the draft is sealed; with `at_review`, begin with what is left.

        Raises:
            EndOfInput: there is no more input, or the user wants to stop.
            StoreError: something could not be kept; everything saved before is.
        """
        self._say_progress()
        item = None if at_review else self._session.interview().resume_at()
        while self._session.draft is not None:
            while item is not None:
                self._enter(item)
                item = self._ask(item)
            item = Review(self._console, self._session).run()

    def ask_item(self, item: str) -> None:
        """Ask one item, and come back.

        Raises:
            EndOfInput: there is no more input, or the user wants to stop.
            StoreError: something could not be kept.
        """
        self._enter(item)
        self._ask(item)

    def _say_progress(self) -> None:
        interview = self._session.interview()
        progress = interview.progress()
        minutes = interview.minutes_left()
        self._console.say(
            _("{n} of {asked} questions answered, about {minutes} minutes left.").format(
                n=progress.answered - len(self._session.unconfirmed()), asked=progress.asked, minutes=minutes
            ),
            _("h lists the keys."),
        )

    def _enter(self, item: str) -> None:
        """Remember where we are; a group is announced when it begins."""
        self._session.move_to(item)
        interview = self._session.interview()
        group = interview.group_of(item)
        if group == self._group:
            return
        self._group = group
        self._console.say("", group.title)
        section = next((one for one in self._session.index.pack.sections if one.section == group.id), None)
        intro = group.in_hand or (section.intro if section is not None else "")
        if intro:
            self._console.say(intro)

    def _ask(self, item: str) -> str | None:
        """Ask one item; the next one, or None when there is nothing after it."""
        check = self._session.index.checks.get(item)
        if check is None:
            return self._ask_opening(item)
        self._console.say("")
        self._console.say_all(question.question_lines(self._session.interview(), check, self._session.own_answer(item)))
        while True:
            reply = question.reply(check, self._console.ask(_("Answer (h for keys):")))
            if reply.state is None:
                moved, target = self._follow(check, reply)
                if moved:
                    return target
            elif self._answered(check, reply):
                return self._facts(check)

    def _ask_opening(self, item: str) -> str | None:
        index = self._session.index
        self._console.say("")
        for fact in line_of(self._session.interview(), item):
            if self._ask_field(index.captured_by[fact.id], fact) is Went.BACK:
                return self._before(item) or item
        return self._after(item)

    def _ask_field(self, item: str, fact: Fact, state: State | None = None) -> Went:
        return ask_fact(self._console, self._session, item, fact, state)

    def _before(self, item: str) -> str | None:
        interview = self._session.interview()
        return item_before(interview, item) if self._walk is None else self._walk.before(interview, item)

    def _after(self, item: str) -> str | None:
        interview = self._session.interview()
        if self._walk is not None:
            return self._after_in(self._walk, interview, item)
        following = item_after(interview, item)
        ended = interview.block_ended_after(item)
        if ended is not None and not BlockEnd(self._console, self._session, self._workspace).goes_on(interview, ended):
            if following is not None:
                self._session.move_to(following)
            raise EndOfInput
        return following

    def _after_in(self, walk: Walk, interview: Interview, item: str) -> str | None:
        """The next one of the part that is walked through; after the last one all questions are asked again."""
        asked_too = [fact.id for fact in line_of(interview, item)] if item not in self._session.index.checks else [item]
        last = max((id for id in asked_too if id in interview.order), key=interview.order.index, default=item)
        following = walk.after(interview, last)
        if following is None:
            self._walk = None
            self._console.say("", _("That was the last one of: {what}.").format(what=part_words(walk.only)))
        return following

    def _narrow(self, words: str) -> tuple[bool, str | None]:
        """Walk through a part of the questions, or through all of them again."""
        interview = self._session.interview()
        here = self._session.assessment.position
        if not words:
            self._console.say_all(question.part_lines(interview))
            words = self._console.ask(_("Which (Enter for all)?")) or "all"
        only = question.part(interview, words)
        if only is None and words.casefold() != "all":
            self._console.say(_("There is no such part with questions in it: '{typed}'.").format(typed=words[:40]))
            return False, None
        self._walk = None if only is None else Walk.through(interview, only)
        if self._walk is None:
            self._console.say(_("All questions again."))
            return False, None
        n = len(self._walk.began)
        told = ngettext("Only: {what}, {n} question.", "Only: {what}, {n} questions.", n)
        self._console.say(told.format(what=part_words(self._walk.only), n=n))
        return True, self._walk.first(interview, here)

    def _answered(self, check: Check, reply: Reply) -> bool:
        own = self._session.own_answer(check.id) or Answer()
        reason = ""
        if reply.state is State.NOT_APPLICABLE and not check.always:
            reason = reply.words or self._console.ask(_("Why doesn't it apply?"))
        try:
            changed = self._session.answer(
                check.id, replace(own, state=reply.state, choice=reply.choice, reason=reason)
            )
        except AnswerRefused as refused:
            self._console.say(refused_words(refused))
            return False
        kept = self._session.own_answer(check.id)
        self._console.say(_("Saved: {answer}").format(answer=answer_words(check, kept)))
        self._say_hidden(changed)
        if reply.state in (State.NO, State.UNKNOWN):
            self._console.say(_("First step: {step}").format(step=check.first_step))
        self._console.say_all(question.conflict_lines(self._session.reading, check))
        return True

    def _say_hidden(self, change: VisibilityChange) -> None:
        index = self._session.index
        for ids, words in (
            ((*change.hidden, *change.hidden_facts), _("Not asked any more, but kept: {what}.")),
            ((*change.revealed, *change.revealed_facts), _("Asked again, with its answer: {what}.")),
        ):
            if ids:
                named = [index.checks[id].good if id in index.checks else index.facts[id].label for id in ids]
                self._console.say(words.format(what="; ".join(named)))

    def _facts(self, check: Check) -> str | None:
        state = self._session.reading.state(check.id)
        own = self._session.own_answer(check.id)
        for fact in self._session.interview().facts(check, own.state if own is not None else state):
            if self._ask_field(check.id, fact, state) is Went.BACK:
                return check.id
        if ask_proof(self._console, self._session, check) is Went.BACK:
            return check.id
        return self._after(check.id)

    def _follow(self, check: Check, reply: Reply) -> tuple[bool, str | None]:
        """Do what a key says; whether to leave the question, and for where."""
        interview = self._session.interview()
        if reply.key is Key.NEXT:
            return True, self._after(check.id)
        if reply.key is Key.BACK:
            return True, self._before(check.id) or check.id
        if reply.key is Key.UNDO:
            return self._undo()
        if reply.key is Key.GO_TO:
            target = question.target(interview, reply.words or self._console.ask(_("Go to (code or section):")))
            if target is None:
                self._console.say(_("There is no such question or section; s lists the sections."))
            return target is not None, target
        if reply.key is Key.ONLY:
            return self._narrow(reply.words)
        if reply.key is Key.REVIEW:
            return True, None
        if reply.key is Key.STOP:
            raise EndOfInput
        self._asides.tell(check, reply)
        return False, None

    def _undo(self) -> tuple[bool, str | None]:
        item = self._session.undo()
        if item is None:
            self._console.say(_("There is nothing to take back in this sitting."))
            return False, None
        self._console.say(_("Taken back."))
        return True, item
