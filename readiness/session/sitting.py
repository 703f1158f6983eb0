"""One sitting with one organisation: what is asked, what was just answered, and how it is kept.

The app and plain mode both sit on this; it knows the store, the packs and the judgement, and no screen.
Every method that keeps something is durable when it returns, so callers run it in a worker thread. What
it hands out (`draft`, `interview`) are values that never change: a new one is made at each change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from readiness.assessment.answering import normalised, refusals, with_flag, with_position
from readiness.assessment.carrying import Answers, originals, revised, stands_for, withdrawn
from readiness.assessment.interview import VisibilityChange, hidden_by
from readiness.assessment.model import Action, Answer, Assessment, Origin, Party, Person
from readiness.assessment.people import with_party, with_person
from readiness.questionnaire.model import Fact
from readiness.questionnaire.vocabulary import Value
from readiness.session.clock import Clock
from readiness.session.entry import keepable, value_from
from readiness.session.error import AnswerRefused
from readiness.session.held import HeldOrganisation
from readiness.session.packs import Packs
from readiness.store.error import StoreError
from readiness.store.organisation_file import OrganisationFile


class _Step(NamedTuple):
    """A change that can be taken back: answers of a draft, people and actions, as they were before it."""

    draft: str
    before: dict[str, list[Answer]]
    people: list[Person] | None = None
    actions: list[Action] | None = None


class Session(HeldOrganisation):
    """The answers of one organisation, given, changed and taken back."""

    def __init__(self, file: OrganisationFile, packs: Packs, clock: Clock) -> None:
        """Sit down with the organisation in `file`.

        Raises:
            StoreError: its draft can't be read.
        """
        super().__init__(file, packs, clock)
        self._steps: list[_Step] = []
        self._begun_with: tuple[str, Answers] = ("", {})

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
            given = normalised(self.index, given, today)
            return self._keep(item_id, revised(self.assessment, self.begun_with, item_id, given, today))

    def unanswer(self, item_id: str) -> VisibilityChange:
        """Take the answer of whoever answers now away, or the carried one that theirs would take the place of.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was changed.
        """
        with self._guard:
            return self._keep(item_id, withdrawn(self.assessment, item_id, self.respondent))

    def own_answer(self, item_id: str) -> Answer | None:
        """What whoever answers now has answered, or a carried answer: their `answer` would take its place."""
        found = stands_for(self.assessment, item_id, self.respondent)
        return replace(found[0], respondent=self.respondent) if found else None

    @property
    def begun_with(self) -> Answers:
        """The carried answers that this draft began with; none unless it is a re-assessment.

        None either where the assessment before can't be read: what is answered then counts as changed, and is kept.
        """
        draft = self.assessment
        if self._begun_with[0] != draft.id:
            before: Answers = {}
            with suppress(StoreError):
                before = originals(self.before, self.index, draft.pack) if draft.previous else {}
            self._begun_with = (draft.id, before)
        return self._begun_with[1]

    @property
    def before(self) -> Assessment:
        """The sealed assessment that this draft started from.

        Raises:
            SessionError: there is no draft.
            StoreError: it started from none, or that can't be read.
        """
        return self._view.assessment(self.assessment.previous)

    def note(self, item_id: str, text: str) -> None:
        """Keep a note with an answer, also before there is one.

        Raises:
            AnswerRefused: it is too long, or holds control characters.
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            kept = stands_for(self.assessment, item_id, self.respondent)
            if not kept or kept[0].origin is not Origin.CARRIED:
                self.answer(item_id, replace(self.own_answer(item_id) or Answer(), note=text.strip()))
                return
            # A note is no look at the answer: it stays carried, with its day.
            noted = replace(kept[0], note=text.strip())
            refused = [one for one in refusals(self.index, item_id, noted, self.clock.today) if one[0] == "note"]
            if refused:
                raise AnswerRefused(refused)
            given = [noted if one == kept[0] else one for one in self.assessment.answers[item_id]]
            self._keep(item_id, replace(self.assessment, answers={**self.assessment.answers, item_id: given}))

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
        """Take the last change back, and the one before with the next call; the first item of it, to show it.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was changed.
        """
        with self._guard:
            if not self.can_undo:
                return None
            step = self._steps[-1]
            others = {id: given for id, given in self.assessment.answers.items() if id not in step.before}
            answers = {**others, **{id: given for id, given in step.before.items() if given}}
            people = self.assessment.people if step.people is None else step.people
            self.keep_together(replace(self.assessment, answers=answers, people=people), step.actions)
            del self._steps[-2:]
            return next(iter(step.before), self.assessment.position)

    def keep_together(self, after: Assessment, actions: Sequence[Action] | None = None) -> VisibilityChange:
        """Keep several answers in one write, with people and the plan where they changed; one `undo` takes it back.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was kept; or the answers were, and the plan was not.
        """
        with self._guard:
            before = self.reading
            was, now = before.assessment, after.answers
            items = [id for id in {**was.answers, **now} if was.answers.get(id, []) != now.get(id, [])]
            self._save({id: now.get(id, []) for id in items}, after)
            plan = None if actions is None else self.organisation.actions
            if actions is not None:
                self._file.save_actions(actions)
            people = was.people if was.people != after.people else None
            self._steps.append(_Step(after.id, {id: was.answers.get(id, []) for id in items}, people, plan))
            return hidden_by(before, self.reading)

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
            after, value = value_from(self.assessment, fact, text, self.clock.today, self.organisation.currency)
            self._keep_records(after)
            return value

    def _keep(self, item_id: str, after: Assessment) -> VisibilityChange:
        before = self.reading
        was, now = before.assessment.answers.get(item_id, []), after.answers.get(item_id, [])
        self._save({item_id: now}, after)
        self._steps.append(_Step(after.id, {item_id: was}))
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
        # Where the file says by now that we are: what was answered last.
        self._draft = with_position(after, next(reversed(list(changes)), after.position))


def _said(answers: Iterable[Answer]) -> list[tuple[object, ...]]:
    """What of some answers can show or hide others."""
    return [(answer.respondent, answer.state, answer.choice, answer.facts) for answer in answers]
