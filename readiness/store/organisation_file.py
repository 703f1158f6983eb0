"""One organisation in use: its assessments are begun, answered and sealed here.

Sealing writes the assessment first and its summary row into the organisation's file after it; the row travels
inside the assessment, so that a crash between the two mends on opening.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from readiness.assessment.model import (
    Action,
    Answer,
    Assessment,
    Assessor,
    DraftSummary,
    Organisation,
    PackReference,
    Party,
    Person,
    Summary,
)
from readiness.store.assessment_file import AssessmentFile
from readiness.store.error import DraftExists, StoreError
from readiness.store.organisation_session import OrganisationSession
from readiness.store.trail import Change, Entry
from readiness.translation import _


class OrganisationFile(OrganisationSession):
    """An organisation in use. A context manager: leaving it gives the lock back."""

    def start(
        self,
        pack_bytes: bytes,
        reference: PackReference,
        scope: str,
        now: str,
        *,
        who: str = "",
        template: Assessment | None = None,
    ) -> Assessment:
        """Begin a draft pinned to a pack; `template` gives the answers, people and settings it starts with.

        Raises:
            DraftExists: there is one already.
            NotSaved: nothing was begun.
            ReadOnly: opened for reading only.
            Unstorable: something in the template can't be kept, or the pack is not what the reference says.
        """
        with self._writing():
            if self.organisation.draft is not None and self.draft() is not None:
                raise DraftExists(_("There is a draft already. Finish or seal it before starting another."))
            whole = self._unsealed(template, reference, scope, now)
            self._packs.keep(pack_bytes, reference.sha256)
            entry = Entry(at=now, who=who, change=Change.STARTED, whole=whole)
            self._draft = AssessmentFile.create(self._assessments, [entry], self._codec)
            pointer = DraftSummary(id=whole.id, scope=scope, answered=len(whole.answers), asked=0, saved_at=now)
            self._save_or_discard(self._draft, replace(self.organisation, draft=pointer))
            return self._draft.assessment

    def add_sealed(
        self,
        template: Assessment,
        pack_bytes: bytes,
        summary: Summary,
        at: str,
        *,
        who: str = "",
        actions: Sequence[Action] | None = None,
    ) -> Assessment:
        """Store a complete assessment as sealed at once (batch). A draft, if there is one, is not touched.

        Ids are given here: those in `template` and `summary` don't matter. `actions`, where given, are the
        organisation's plan from now on.

        Raises:
            NotSaved: nothing was stored.
            ReadOnly: opened for reading only.
            Unstorable: something in it can't be kept, or the pack is not what it says.
        """
        with self._writing():
            whole = self._unsealed(template, template.pack, template.scope, at)
            self._packs.keep(pack_bytes, whole.pack.sha256)
            entries = [
                Entry(at=at, who=who, change=Change.STARTED, whole=whole),
                self._seal(replace(template, id=whole.id), summary, at, who, actions),
            ]
            file = AssessmentFile.create(self._assessments, entries, self._codec)
            listed = self._with_row(file)
            self._save_or_discard(file, listed if actions is None else replace(listed, actions=list(actions)))
            return file.assessment

    def save_answer(
        self,
        assessment_id: str,
        item_id: str,
        answers: Sequence[Answer],
        *,
        people: Sequence[Person] | None = None,
        parties: Sequence[Party] | None = None,
        who: str = "",
        at: str,
    ) -> None:
        """Keep the answers to one check or opening fact; none at all makes it unanswered again.

        `people` and `parties`, where given, are all of them as they are from now on.
        When it returns, the answer is durable: only then may anybody be told that it is saved.

        Raises:
            NotSaved: nothing changed, neither on disk nor in memory; the same call can be tried again.
            DamagedFile: the draft or its trail is altered, cut short or missing.
            NotFound: the organisation has no such assessment.
            ReadOnly: opened for reading only.
            SealedAssessment: the assessment is sealed.
            Unstorable: something in the answers can't be kept.
        """
        self.save_answers(assessment_id, {item_id: answers}, people=people, parties=parties, who=who, at=at)

    def save_answers(
        self,
        assessment_id: str,
        changes: Mapping[str, Sequence[Answer]],
        *,
        people: Sequence[Person] | None = None,
        parties: Sequence[Party] | None = None,
        who: str = "",
        at: str,
    ) -> None:
        """Keep the answers to several items in one write; otherwise like `save_answer`.

        Raises:
            StoreError: as for `save_answer`; all of them are kept, or none.
        """
        with self._writing():
            file = self._draft_file(assessment_id)
            entries = [
                Entry(at=at, who=who, change=Change.ANSWERED, item=item, answers=list(answers))
                for item, answers in changes.items()
            ]
            new_people = None if people is None or file.holds("people", people) else list(people)
            new_parties = None if parties is None or file.holds("parties", parties) else list(parties)
            if new_people is not None or new_parties is not None:
                entries.insert(0, Entry(at=at, who=who, change=Change.DETAILS, people=new_people, parties=new_parties))
            if entries:
                file.record(entries)

    def save_details(
        self,
        assessment_id: str,
        *,
        assessor: Assessor | None = None,
        flags: Sequence[str] | None = None,
        reported: Sequence[str] | None = None,
        who: str = "",
        at: str,
    ) -> None:
        """Keep who leads the assessment, which items are flagged, and which changes were reported.

        Raises:
            StoreError: as for `save_answer`.
        """
        entry = Entry(
            at=at,
            who=who,
            change=Change.DETAILS,
            assessor=assessor,
            flags=None if flags is None else list(flags),
            reported=None if reported is None else list(reported),
        )
        with self._writing():
            self._draft_file(assessment_id).record([entry])

    def save_position(self, assessment_id: str, item_id: str) -> None:
        """Remember which item is on screen, for the next start. Saving an answer does so by itself.

        Raises:
            StoreError: as for `save_answer`.
        """
        with self._writing():
            self._draft_file(assessment_id).move_to(item_id)

    def seal(
        self,
        assessment_id: str,
        summary: Summary,
        at: str,
        *,
        who: str = "",
        actions: Sequence[Action] | None = None,
        final: Assessment | None = None,
    ) -> Assessment:
        """Seal the draft as it is stored, with the organisation's actions; `summary.as_of` is the day it speaks for.

        `actions`, where given, are the plan from now on. `final` gives what is counted when sealing: how often each
        finding was open, and the interval.

        Raises:
            NotSaved: not sealed, or sealed and not listed yet; the same call can be tried again.
            DamagedFile: the draft or its trail is altered, cut short or missing.
            NotFound: the organisation has no such assessment.
            ReadOnly: opened for reading only.
            SealedAssessment: it was sealed before.
            Unstorable: the summary can't be kept.
        """
        with self._writing():
            file = self._draft_file(assessment_id)
            if file.summary is None:
                file.record([self._seal(final or file.assessment, summary, at, who, actions)])
            else:
                file.flush()
            sealed = file.assessment
            self._save(replace(self._with_row(file), draft=None, actions=sealed.actions, reported={}))
            self._draft = None
            return sealed

    def _save_or_discard(self, file: AssessmentFile, organisation: Organisation) -> None:
        assert self._documents is not None
        version = self._documents.file.version
        try:
            self._save(organisation)
        except StoreError:
            # Once the organisation's file points to it, it stays, even if flushing the folder failed.
            if self._documents.file.version == version:
                file.discard()
            raise

    def _with_row(self, file: AssessmentFile) -> Organisation:
        assert file.summary is not None
        present = self.organisation
        rows = [row for row in present.sealed if row.id != file.id]
        return replace(present, sealed=sorted([*rows, file.summary], key=lambda row: row.as_of))

    def _seal(self, final: Assessment, summary: Summary, at: str, who: str, actions: Sequence[Action] | None) -> Entry:
        return Entry(
            at=at,
            who=who,
            change=Change.SEALED,
            summary=replace(summary, id=final.id),
            actions=self.organisation.actions if actions is None else list(actions),
            times_open=final.times_open or None,
            interval_days=final.interval_days,
        )

    def _unsealed(self, template: Assessment | None, reference: PackReference, scope: str, now: str) -> Assessment:
        id, created_on = secrets.token_hex(8), now[:10]
        if template is None:
            return Assessment(id=id, organisation=self.id, pack=reference, created_on=created_on, scope=scope)
        return Assessment(
            id=id,
            organisation=self.id,
            pack=reference,
            created_on=created_on,
            scope=scope,
            assessor=template.assessor,
            answers={item: answers for item, answers in template.answers.items() if answers},
            people=template.people,
            parties=template.parties,
            flags=template.flags,
            previous=template.previous,
            reported=template.reported,
        )
