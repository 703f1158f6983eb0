"""Show it line by line: for each yes what shows it, where that lies and what date it carries."""

from __future__ import annotations

from readiness.assessment.interview import Interview
from readiness.assessment.showing import block_of, minutes_to_show
from readiness.assessment.words import answer_words
from readiness.plain.console import Console
from readiness.plain.field import Went, ask_proof
from readiness.questionnaire.model import ModeBlock
from readiness.session.showing import claim
from readiness.session.sitting import Session
from readiness.translation import _, ngettext


class Showing:
    """Goes through claims without proof, and asks for the proof only."""

    def __init__(self, console: Console, session: Session) -> None:
        """Talk through `console` about the draft of `session`."""
        self._console = console
        self._session = session
        self._block: ModeBlock | None = None

    def run(self, items: tuple[str, ...]) -> None:
        """Ask what shows each of these.

        Raises:
            EndOfInput: there is no more input, or `q` was typed; everything done is kept.
            StoreError: something could not be kept.
        """
        if not items:
            self._console.say(_("Nothing is left to show: no yes is without proof."))
            return
        minutes = minutes_to_show(self._session.interview(), items)
        n = len(items)
        words = ngettext("{n} answer has no proof yet.", "{n} answers have no proof yet.", n).format(n=n)
        takes = ngettext("About {n} minute.", "About {n} minutes.", minutes).format(n=minutes)
        self._console.say("", f"{words} {takes}", _("Enter goes on without, b back, q stops."))
        at = 0
        while at < len(items):
            went = self._asked(items[at], at, len(items))
            at = max(0, at - 1) if went is Went.BACK else at + 1
        self._console.say("", _("That was all of it."))

    def _asked(self, item: str, at: int, all_: int) -> Went:
        interview, check = self._session.interview(), self._session.index.checks[item]
        self._announce(interview, item)
        answer = claim(self._session, item)
        place = _("{code}, {n} of {asked}").format(code=check.code, n=at + 1, asked=all_)
        said = _("Your answer: {answer}").format(answer=answer_words(check, answer))
        self._console.say("", place, interview.question(check), said)
        return ask_proof(self._console, self._session, check, answer)

    def _announce(self, interview: Interview, item: str) -> None:
        block = block_of(interview.reading.index, item)
        if block is not None and block != self._block:
            self._console.say("", block.title, _("Have in hand: {what}").format(what=block.in_hand))
        self._block = block
