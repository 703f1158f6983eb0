"""One sitting with one organisation: what is asked, what was just answered, and how it is kept.

The app and plain mode both sit on this; it knows the store, the packs and the judgement, and no screen.
Every method that keeps something is durable when it returns, so callers run it in a worker thread. What
it hands out (`draft`, `interview`) are values that never change: a new one is made at each change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from readiness.assessment.answering import (
    answer_of,
    normalised,
    refusals,
    with_answer,
    with_flag,
    with_position,
    without_answer,
)
from readiness.assessment.interview import VisibilityChange, hidden_by
from readiness.assessment.model import Answer, Assessment, Party, Person
from readiness.assessment.people import with_party, with_person
from readiness.questionnaire.model import Fact
from readiness.questionnaire.value import Value
from readiness.session.clock import Clock
from readiness.session.entry import keepable, value_from
from readiness.session.error import AnswerRefused
from readiness.session.held import HeldOrganisation
from readiness.session.packs import Packs
from readiness.store.organisation_file import OrganisationFile


class _Step(NamedTuple):
    """A change that can be taken back: the answers of an item of a draft, as they were before it."""

    draft: str
    item: str
    before: list[Answer]


class Session(HeldOrganisation):
    """The answers of one organisation, given, changed and taken back."""

    def __init__(self, file: OrganisationFile, packs: Packs, clock: Clock) -> None:
        """Sit down with the organisation in `file`.

        Raises:
            StoreError: its draft can't be read.
        """
        super().__init__(file, packs, clock)
        self._steps: list[_Step] = []

    def answer(self, item_id: str, answer: Answer) -> VisibilityChange:
        """Keep the answer of whoever answers now, in place of an earlier one of theirs.

        Returns what it hides and reveals of what was answered before.

        Raises:
            AnswerRefused: nothing was kept; it says every place that is wrong.
            SessionError: there is no draft.
            StoreError: nothing was kept; the same call can be tried again.
        """
        with self._guard:
            today = self.clock.today
            given = replace(answer, respondent=answer.respondent or self.respondent, answered_on=today.isoformat())
            refused = refusals(self.index, item_id, given, today, self.assessment)
            refused += keepable(self.index, given, encrypted=self.keeps_sensitive)
            if refused:
                raise AnswerRefused(refused)
            return self._keep(item_id, with_answer(self.assessment, item_id, normalised(self.index, given, today)))

    def unanswer(self, item_id: str) -> VisibilityChange:
        """Take the answer of whoever answers now away.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was changed.
        """
        with self._guard:
            return self._keep(item_id, without_answer(self.assessment, item_id, self.respondent))

    def own_answer(self, item_id: str) -> Answer | None:
        """What whoever answers now has answered; their `answer` would take its place."""
        return answer_of(self.assessment, item_id, self.respondent)

    def note(self, item_id: str, text: str) -> None:
        """Keep a note with an answer, also before there is one.

        Raises:
            AnswerRefused: it is too long, or holds control characters.
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            self.answer(item_id, replace(self.own_answer(item_id) or Answer(), note=text.strip()))

    def flag(self, item_id: str) -> bool:
        """Flag an item for later, or take the flag away; whether it is flagged now.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was changed.
        """
        with self._guard:
            flagged = item_id not in self.assessment.flags
            after = with_flag(self.assessment, item_id, flagged)
            self._file.save_details(after.id, flags=after.flags, who=self.respondent, at=self.clock.moment)
            self._draft = after
            return flagged

    def move_to(self, item_id: str) -> None:
        """Remember the item on screen, where the next sitting begins; nothing where nothing can be kept.

        Raises:
            StoreError: it was not remembered.
        """
        with self._guard:
            if self.read_only or self.assessment.position == item_id:
                return
            self._file.save_position(self.assessment.id, item_id)
            self._draft = with_position(self.assessment, item_id)

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer of this sitting to take back."""
        return bool(self._steps) and self._draft is not None and self._steps[-1].draft == self._draft.id

    def undo(self) -> str | None:
        """Take the last change of an answer back, and the one before with the next call; the item, to show it.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was changed.
        """
        with self._guard:
            if not self.can_undo:
                return None
            step = self._steps[-1]
            others = {id: given for id, given in self.assessment.answers.items() if id != step.item}
            after = {**others, step.item: step.before} if step.before else others
            self._keep(step.item, replace(self.assessment, answers=after))
            del self._steps[-2:]
            return step.item

    def person(self, person: Person) -> Person:
        """The record of a person, found by name or added; what it leaves blank is filled from this one.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            after, found = with_person(self.assessment, person)
            self._keep_records(after)
            return found

    def party(self, party: Party) -> Party:
        """The record of another organisation, found by name or added.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            after, found = with_party(self.assessment, party)
            self._keep_records(after)
            return found

    def value(self, fact: Fact, text: str) -> Value:
        """The stored form of what was typed for a fact; people and organisations named in it are found or added.

        Raises:
            ValueRefused: the message says what is accepted.
            SessionError: there is no draft.
            StoreError: a person or organisation was not kept.
        """
        with self._guard:
            after, value = value_from(self.assessment, fact, text, self.clock.today)
            self._keep_records(after)
            return value

    def _keep(self, item_id: str, after: Assessment) -> VisibilityChange:
        before = self.reading
        was, now = before.assessment.answers.get(item_id, []), after.answers.get(item_id, [])
        self._save({item_id: now}, after)
        self._steps.append(_Step(after.id, item_id, was))
        # A note or a proof hides nothing, and looking costs as much as the save.
        return VisibilityChange() if _said(was) == _said(now) else hidden_by(before, self.reading)

    def _keep_records(self, after: Assessment) -> None:
        if (after.people, after.parties) != (self.assessment.people, self.assessment.parties):
            self._save({}, after)

    def _save(self, changes: Mapping[str, Iterable[Answer]], after: Assessment) -> None:
        self._file.save_answers(
            after.id,
            {item: list(answers) for item, answers in changes.items()},
            people=after.people,
            parties=after.parties,
            who=self.respondent,
            at=self.clock.moment,
        )
        self._draft = after


def _said(answers: Iterable[Answer]) -> list[tuple[object, ...]]:
    """What of some answers can show or hide others."""
    return [(answer.respondent, answer.state, answer.choice, answer.facts) for answer in answers]
