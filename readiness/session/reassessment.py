"""A re-assessment in one sitting: what changed, what is asked again, and one confirmation per section.

It works on the draft of a `Session`, whose `answer` tells changed answers from confirmed ones by itself. What it
keeps is durable when it returns; `Session.undo` takes a confirmation or a person's leaving back in one step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from readiness.assessment.carrying import carried, confirmed
from readiness.assessment.departure import (
    Mention,
    actions_taken_over,
    mentions,
    with_departed,
    with_successor,
)
from readiness.assessment.model import Assessment, Assessor, Person, Status
from readiness.assessment.people import find_person, with_person
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Revisit, minutes_for, revisit
from readiness.assessment.scope import FULL
from readiness.questionnaire.identity import PackError
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import ReportedChange
from readiness.session.error import SessionError
from readiness.session.sitting import Session
from readiness.translation import _


def can_begin(session: Session) -> bool:
    """Whether there is a sealed assessment to start from, and no draft."""
    return session.draft is None and bool(session.sealed) and not session.read_only


def is_reassessment(session: Session) -> bool:
    """Whether the draft started from an earlier assessment."""
    return session.draft is not None and bool(session.draft.previous)


def draft_of(session: Session, assessor: Assessor | None = None) -> tuple[Assessment, Index]:
    """The draft that a re-assessment would begin with, and its pack: the present version of the last one's.

    Raises:
        ReadinessError: the last sealed assessment or its pack can't be read.
    """
    previous = session.sealed_assessment()
    index = _pack_after(session, previous)
    pinned, _data = session.packs.kept(index)
    reported = [change.id for change in index.pack.changes if change.id in session.organisation.reported]
    return replace(carried(previous, index, pinned, assessor), reported=reported or None), index


def _pack_after(session: Session, previous: Assessment) -> Index:
    """The present version of an assessment's pack; the very same where that is not at hand, or has lost the pass."""
    try:
        index = session.packs.offered(previous.pack.id)
    except PackError:
        return session.index_of(previous)
    if previous.scope == FULL or any(mode.id == previous.scope for mode in index.pack.modes):
        return index
    return session.index_of(previous)


def minutes_ahead(session: Session) -> int:
    """Minutes a re-assessment would take if nothing has changed.

    Raises:
        ReadinessError: the last sealed assessment or its pack can't be read.
    """
    previous = session.sealed_assessment()
    draft, index = draft_of(session)
    reading = _reading(session, index, draft)
    return minutes_for(reading, revisit(reading, previous, session.index_of(previous)), index.pack.changes)


def begin(session: Session, assessor: Assessor | None = None) -> Reassessment:
    """Start a draft from the last sealed assessment; durable when it returns.

    Raises:
        DraftExists: there is one already.
        SessionError: there is no sealed assessment.
        StoreError: it could not be kept.
    """
    draft, index = draft_of(session, assessor)
    session.start_from(draft, index)
    return Reassessment(session)


def report(session: Session, change_ids: Iterable[str]) -> None:
    """Remember changes between two assessments: the next one is due at once, and begins with them.

    Raises:
        SessionError: the questionnaire has no such change, or nothing was sealed yet.
        StoreError: nothing was kept.
    """
    named = tuple(change_ids)
    _refuse_unknown(_pack_after(session, session.sealed_assessment()), named)
    organisation = session.organisation
    today = session.clock.today.isoformat()
    session.save_profile(replace(organisation, reported={**dict.fromkeys(named, today), **organisation.reported}))


class Reassessment:
    """The draft of a session that started from an earlier assessment."""

    def __init__(self, session: Session) -> None:
        """Go on with the draft of `session`.

        Raises:
            SessionError: it has none, or one that started with empty answers.
            StoreError: the assessment before it can't be read.
        """
        if not is_reassessment(session):
            raise SessionError(_("This draft did not start from an earlier assessment."))
        self.session = session
        self.previous = session.before

    @property
    def changes(self) -> tuple[ReportedChange, ...]:
        """What may have changed since the last assessment, as the pack lists it."""
        return self.session.index.pack.changes

    @property
    def were_changes_asked(self) -> bool:
        """Whether the list of changes was gone through."""
        return self.session.assessment.reported is not None

    def report(self, change_ids: Collection[str]) -> None:
        """Keep which changes have happened: all of them, as they are from now on.

        Raises:
            SessionError: the questionnaire has no such change.
            StoreError: nothing was kept.
        """
        _refuse_unknown(self.session.index, change_ids)
        self.session.save_reported([change.id for change in self.changes if change.id in change_ids])

    def left(self) -> Revisit:
        """What is still to be looked at."""
        session = self.session
        reading = _reading(session, session.index, session.assessment)
        return revisit(reading, self.previous, session.index_of(self.previous))

    def minutes(self, left: Revisit) -> int:
        """Minutes for what is still to be looked at, rounded up."""
        return minutes_for(self.session.reading, left, () if self.were_changes_asked else self.changes)

    def confirm(self, item_ids: Iterable[str]) -> None:
        """Confirm carried answers as still true: one question's, or a section's that was listed before.

        Raises:
            StoreError: nothing was kept.
        """
        session = self.session
        session.keep_together(confirmed(session.assessment, session.begun_with, item_ids, session.clock.today))

    def mentions(self, person_id: str) -> tuple[Mention, ...]:
        """Everything that names a person: facts, answers they gave, proofs and notes, actions.

        Raises:
            SessionError: there is no such person.
        """
        session = self.session
        return mentions(session.index, session.assessment, session.organisation.actions, self._person(person_id))

    def person_left(self, person_id: str, day: date | None = None) -> None:
        """Somebody has left: everything that names them is asked again.

        Raises:
            SessionError: there is no such person, or the day is in the future.
            StoreError: nothing was kept.
        """
        self.session.keep_together(self._departed(person_id, day))

    def replace_person(self, person_id: str, successor: Person, day: date | None = None) -> None:
        """Somebody has left, and another person takes over every fact and action that names them, in one step.

        `successor` is found by id or name, or added. What the one who left had answered stays theirs.

        Raises:
            SessionError: there is no such person, the successor is the same person, or the day is in the future.
            StoreError: nothing was kept; or the answers were, and the plan was not.
        """
        session = self.session
        after, found = with_person(self._departed(person_id, day), successor)
        if found.id == person_id:
            raise SessionError(_("Another person is needed to take over."))
        after = with_successor(session.index, after, person_id, found.id)
        actions = session.organisation.actions
        taken_over = actions_taken_over(actions, self._person(person_id), found.id)
        session.keep_together(after, taken_over if taken_over != actions else None)

    def _departed(self, person_id: str, day: date | None) -> Assessment:
        self._person(person_id)
        today = self.session.clock.today
        if day is not None and day > today:
            raise SessionError(_("a date that is not in the future is needed"))
        return with_departed(self.session.assessment, person_id, (day or today).isoformat())

    def _person(self, person_id: str) -> Person:
        found = next((one for one in self.session.assessment.people if one.id == person_id), None)
        if found is None:
            raise SessionError(_("There is no person '{id}' in this assessment.").format(id=person_id))
        return found

    def find(self, name: str) -> Person | None:
        """The person of this name."""
        return find_person(self.session.assessment, name)


def _reading(session: Session, index: Index, draft: Assessment) -> Reading:
    today = session.clock.today
    as_draft = replace(draft, status=Status.DRAFT)
    return Reading(index, as_draft, today, today + timedelta(days=session.organisation.interval_days))


def _refuse_unknown(index: Index, change_ids: Collection[str]) -> None:
    known = {change.id for change in index.pack.changes}
    for id in change_ids:
        if id not in known:
            message = _("there is no change '{id}'; there are: {known}")
            raise SessionError(message.format(id=id, known=", ".join(sorted(known)) or _("none")))
