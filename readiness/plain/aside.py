"""What a key does without leaving the question: notes, flags, explanations, searching."""

from __future__ import annotations

from readiness.assessment.searching import found_items, found_terms
from readiness.plain import question
from readiness.plain.console import Console
from readiness.plain.question import Key, Reply
from readiness.questionnaire.model import Check
from readiness.session.error import AnswerRefused
from readiness.session.sitting import Session
from readiness.translation import _, ngettext

_LONGEST_QUOTE = 40


class Asides:
    """The keys after which the question stays."""

    def __init__(self, console: Console, session: Session) -> None:
        """Talk through `console` about the draft of `session`."""
        self._console = console
        self._session = session
        self._acts = {
            Key.NOTE: self._note,
            Key.FLAG: self._flag,
            Key.WORDS: self._explain,
            Key.WHO: self._say_who,
            Key.FIND: self._find,
            Key.SECTIONS: self._list_sections,
            Key.HELP: self._list_keys,
        }

    def tell(self, check: Check, reply: Reply) -> None:
        """Do what a key says; anything else is answered with the keys there are.

        Raises:
            EndOfInput: there is no more input.
            StoreError: a note or a flag could not be kept.
        """
        act = self._acts.get(reply.key or Key.NOT_UNDERSTOOD)
        if act is not None:
            act(check, reply.words)
            return
        self._console.say(_("'{typed}' is not an answer here.").format(typed=reply.words[:_LONGEST_QUOTE]))
        self._list_keys(check, "")

    def _note(self, check: Check, words: str) -> None:
        text = words or self._console.ask(_("Note (Enter to leave it as it is, - takes it away):"))
        if not text:
            return
        try:
            self._session.note(check.id, "" if text == "-" else text)
        except AnswerRefused as refused:
            self._console.say(refused_words(refused))
            return
        self._console.say(_("Saved."))

    def _flag(self, check: Check, words: str) -> None:
        flagged = self._session.flag(check.id)
        self._console.say(_("Flagged.") if flagged else _("No longer flagged."))

    def _explain(self, check: Check, words: str) -> None:
        self._console.say_all(question.guidance_lines(self._session.interview(), check))

    def _say_who(self, check: Check, words: str) -> None:
        self._console.say(question.who_line(check))

    def _find(self, check: Check, words: str) -> None:
        interview = self._session.interview()
        wanted = words or self._console.ask(_("Find:"))
        found = found_items(interview, wanted)
        self._console.say_all(f"{term.term}: {term.text}" for term in found_terms(interview, wanted))
        checks = self._session.index.checks
        self._console.say_all(f"{checks[id].code}  {interview.question(checks[id])}" for id in found)
        n = len(found)
        message = ngettext("{n} question; g CODE goes there.", "{n} questions; g CODE goes there.", n)
        self._console.say(message.format(n=n))

    def _list_sections(self, check: Check, words: str) -> None:
        interview = self._session.interview()
        for group in interview.groups:
            done = interview.group_progress(group)
            line = _("{title}: {n} of {asked}")
            self._console.say(line.format(title=group.title, n=done.answered, asked=done.asked))

    def _list_keys(self, check: Check, words: str) -> None:
        self._console.say_all(question.key_lines())


def refused_words(refused: AnswerRefused) -> str:
    """Why something was not kept, and what is accepted."""
    return _("Not saved: {why}").format(why="; ".join(why for _place, why in refused.refusals))
