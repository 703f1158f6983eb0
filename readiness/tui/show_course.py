"""The way through what is to be shown: one answer after the other, each with the fields of its proof only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.content import Content

from readiness.assessment.agenda import Group
from readiness.assessment.proof import Proof, proof
from readiness.assessment.showing import block_of, minutes_to_show
from readiness.assessment.words import answer_words
from readiness.questionnaire.model import Check
from readiness.questionnaire.vocabulary import State
from readiness.session.showing import claim
from readiness.session.sitting import Session
from readiness.translation import _, ngettext
from readiness.tui.course import Course, short_name
from readiness.tui.entries import proof_entries
from readiness.tui.notices import said
from readiness.tui.questions import check_question
from readiness.tui.sign import state_sign
from readiness.tui.text import line
from readiness.tui.widgets.question_pane import Question

_CLAIMS = (State.YES, State.PARTLY)


class ShowCourse(Course):
    """Goes through the checks that are to be shown, in their order.

    Attributes:
        changes: whether the answer on screen is being changed, so that all answers are offered.
    """

    def __init__(self, session: Session, items: Sequence[str]) -> None:
        """Begin with the first of `items`."""
        super().__init__(session)
        self._items = tuple(items)
        self.changes = False
        self.go(items[0])

    @property
    def shown(self) -> int:
        """How many of them are proven by now."""
        reading = self.interview.reading
        return sum(proof(reading, reading.index.checks[id]) is Proof.SHOWN for id in self._items)

    @property
    def size(self) -> int:
        """How many there are to go through."""
        return len(self._items)

    def go(self, item: str) -> None:
        """Be at another check."""
        super().go(item)
        self.changes = False

    def beside(self, by: int) -> str | None:
        """The check after this one or before it, as far as it is still asked."""
        here = self._items.index(self.item)
        beside = self._items[here + 1 :] if by > 0 else self._items[:here][::-1]
        return next((id for id in beside if self.interview.reading.is_visible(id)), None)

    def block_ended(self) -> Group | None:
        """No end of a block: this is another pass."""
        return None

    def title(self) -> str:
        """Organisation, what this is, the part, how far."""
        index = self.interview.reading.index
        block = block_of(index, self.item)
        place = _("{n} of {all}").format(n=self._items.index(self.item) + 1, all=self.size)
        words = [short_name(self._name), _("show it"), block.title if block is not None else "", place]
        return " · ".join(word for word in words if word)

    def _progress_words(self) -> str:
        shown = self.shown
        words = _("{n} of {all} shown").format(n=shown, all=self.size)
        left = self._items[self._items.index(self.item) :]
        minutes = minutes_to_show(self.interview, left)
        return words + " · " + ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)

    def _question(self) -> Question:
        check = self.check
        assert check is not None
        answer = claim(self.session, check.id)
        asked = check_question(self.interview, check, answer, encrypted=self.session.keeps_sensitive)
        wants = answer.state in _CLAIMS
        return replace(
            asked,
            intro=self._in_hand(check),
            offers=asked.offers if self.changes else (),
            entries=tuple(proof_entries(check, answer, wanted=True)) if wants else (),
            notices=(*self._told(check), *asked.notices),
        )

    def _in_hand(self, check: Check) -> str:
        """What to have in hand, where another part begins."""
        block = block_of(self.interview.reading.index, check.id)
        first = next((id for id in self._items if block is not None and id in block.checks), "")
        return _("Have in hand: {what}").format(what=block.in_hand) if block is not None and check.id == first else ""

    def _told(self, check: Check) -> Iterator[Content]:
        answer = claim(self.session, check.id)
        if not self.changes:
            yield Content.assemble(state_sign(answer.state).mark, " ", line(answer_words(check, answer)))
        if answer.state in _CLAIMS:
            yield said("→", _("What would show it: {evidence}").format(evidence=check.evidence))
