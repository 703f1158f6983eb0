"""An organisation under its lock: its draft, from the start to the seal; no answers yet.

Every method that keeps something is durable when it returns, so callers run it in a worker thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from readiness.assessment import plan
from readiness.assessment.carrying import is_carried
from readiness.assessment.interview import Interview
from readiness.assessment.judgement import Judgement, summary
from readiness.assessment.model import Action, Assessment, Assessor, Organisation, Status
from readiness.assessment.reading import Reading
from readiness.assessment.scope import FULL
from readiness.questionnaire.index import Index
from readiness.session.clock import Clock
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.session.packs import DEFAULT, Packs
from readiness.store.organisation_file import OrganisationFile
from readiness.translation import _


class HeldOrganisation(Dossier):
    """An organisation in use. A context manager: leaving it keeps the progress and gives the lock back.

    Attributes:
        respondent: id of the person whose answers these are; empty is the assessor, at the keyboard.
    """

    def __init__(self, file: OrganisationFile, packs: Packs, clock: Clock) -> None:
        """Sit down with the organisation in `file`.

        Raises:
            StoreError: its draft can't be read.
        """
        super().__init__(file, packs, clock)
        self.respondent = ""
        self._file = file
        self._guard = threading.RLock()
        self._draft = file.draft()
        self._reading: Reading | None = None

    @property
    def alone(self) -> AbstractContextManager[object]:
        """Whoever reads an answer to change it: no other thread changes anything meanwhile."""
        return self._guard

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Keep what lists show of the draft, and give the lock back. Calling it again does nothing.

        Raises:
            NotSaved: the progress was not kept; every answer is, and the lock is given back.
        """
        with self._guard:
            try:
                if self._draft is not None and not self._file.read_only:
                    progress = self.interview().progress()
                    looked_at = progress.answered - len(self.unconfirmed())
                    self._file.save_progress(looked_at, progress.asked, self.clock.moment)
            finally:
                self._file.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept, because another process has the organisation."""
        return self._file.read_only

    @property
    def holder(self) -> str:
        """Who has it, in words; empty when nobody else does."""
        return str(self._file.holder) if self._file.holder is not None else ""

    @property
    def notices(self) -> tuple[str, ...]:
        """What opening put right or could not read, as sentences to show."""
        return (*self._file.notices, *(str(problem) for problem in self._file.problems))

    @property
    def draft(self) -> Assessment | None:
        """The draft as it stands; None before `start` and after `seal`."""
        return self._draft

    @property
    def assessment(self) -> Assessment:
        """The draft, for those who know there is one.

        Raises:
            SessionError: there is none.
        """
        if self._draft is None:
            raise SessionError(_("There is no draft. Start an assessment first."))
        return self._draft

    @property
    def index(self) -> Index:
        """The pack of the draft; without a draft, of the last sealed assessment; else the default one.

        Raises:
            PackError: it can't be used.
            StoreError: it is missing or damaged.
        """
        if self._draft is not None:
            return self.index_of(self._draft)
        return self.index_of(self.sealed_assessment()) if self.sealed else self.packs.offered()

    @property
    def reading(self) -> Reading:
        """The draft, read through its pack today; the same reading until the draft changes, as it remembers."""
        draft, today, kept = self.assessment, self.clock.today, self._reading
        if kept is None or kept.assessment is not draft or kept.today != today:
            kept = self._reading = Reading(self.index, draft, today)
        return kept

    def interview(self) -> Interview:
        """The questions of the draft as they stand; make it anew after every change."""
        return Interview(self.reading)

    def unconfirmed(self) -> tuple[str, ...]:
        """The visible checks whose carried answers nobody has looked at yet; none unless it is a re-assessment."""
        draft = self.assessment
        if not draft.previous:
            return ()
        interview = self.interview()
        return tuple(id for id in interview.items if id in self.index.checks and is_carried(draft, id))

    def start(self, scope: str = FULL, *, assessor: Assessor | None = None, pack: str = DEFAULT) -> None:
        """Begin a draft; durable when it returns.

        Raises:
            AssessmentError: the pack has no such pass.
            DraftExists: there is one already.
            PackError: the pack can't be used.
            StoreError: it could not be kept.
        """
        with self._guard:
            pinned, data = self.packs.kept(self.packs.offered(pack))
            empty = Assessment(id="", organisation="", pack=pinned, created_on="", scope=scope)
            begun = replace(empty, assessor=assessor or Assessor())
            Reading(self.index_of(begun), begun, self.clock.today)
            self._draft = self._file.start(data, pinned, scope, self.clock.moment, template=begun)

    def start_from(self, template: Assessment, index: Index) -> None:
        """Begin a draft that holds answers already, pinned to the pack of `index`; durable when it returns.

        Raises:
            AssessmentError: the pack has no such pass.
            DraftExists: there is one already.
            StoreError: it could not be kept.
        """
        with self._guard:
            pinned, data = self.packs.kept(index)
            begun = replace(template, pack=pinned)
            Reading(index, begun, self.clock.today)
            self._draft = self._file.start(
                data, pinned, begun.scope, self.clock.moment, who=self.respondent, template=begun
            )

    def save_reported(self, change_ids: Sequence[str]) -> None:
        """Keep which changes were reported since the assessment before.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            reported = list(change_ids)
            self._file.save_details(self.assessment.id, reported=reported, who=self.respondent, at=self.clock.moment)
            self._draft = replace(self.assessment, reported=reported)

    def save_profile(self, profile: Organisation) -> None:
        """Keep the settings of the organisation; its name is changed in the workspace, which knows the others.

        Raises:
            StoreError: nothing changed.
        """
        with self._guard:
            self._file.save_profile(replace(profile, name=self.organisation.name))

    def save_action(self, action: Action) -> None:
        """Keep one action of the plan, in place of an earlier one about the same finding.

        Raises:
            AssessmentError: it is not complete; the message says what is missing.
            StoreError: nothing changed.
        """
        with self._guard:
            self._file.save_actions(plan.with_action(self.organisation.actions, action))

    def save_actions(self, actions: Sequence[Action]) -> None:
        """Keep the whole plan as it is from now on, to take a change back.

        Raises:
            StoreError: nothing changed.
        """
        with self._guard:
            self._file.save_actions(actions)

    @property
    def keeps_sensitive(self) -> bool:
        """Whether sensitive facts may be stored: only an encrypted workspace keeps them."""
        return self._file.is_encrypted

    def assessed_by(self, assessor: Assessor) -> None:
        """Keep who leads the assessment, and what they sell that it may recommend.

        Raises:
            SessionError: there is no draft.
            StoreError: nothing was kept.
        """
        with self._guard:
            self._file.save_details(self.assessment.id, assessor=assessor, who=self.respondent, at=self.clock.moment)
            self._draft = replace(self.assessment, assessor=assessor)

    def seal(self, assessor: Assessor | None = None, as_of: date | None = None) -> Assessment:
        """Seal the draft for the day it speaks for, today unless another is given; it can't be changed afterwards.

        Raises:
            SessionError: there is no draft, or the day is in the future.
            StoreError: it was not sealed; the same call can be tried again.
        """
        with self._guard:
            day = as_of or self.clock.today
            if day > self.clock.today:
                raise SessionError(_("An assessment can't speak for a day in the future ({day}).").format(day=day))
            if assessor is not None and assessor != self.assessment.assessor:
                self.assessed_by(assessor)
            final, judgement, actions = self._concluded(replace(self.assessment, as_of=day.isoformat()))
            sealed = self._file.seal(
                final.id, summary(judgement), self.clock.moment, who=self.respondent, actions=actions, final=final
            )
            self._draft = None
            return sealed

    def _concluded(self, whole: Assessment) -> tuple[Assessment, Judgement, list[Action] | None]:
        """An assessment as it is sealed, what it comes to, and the plan it leaves; an older one leaves none."""
        organisation = self.organisation
        final = replace(whole, status=Status.SEALED, interval_days=organisation.interval_days)
        judgement = self.judged(final, date.fromisoformat(final.as_of))
        before = [row.id for row in organisation.sealed if row.as_of <= final.as_of]
        times = self._view.assessment(before[-1]).times_open if before else {}
        is_newest = len(before) == len(organisation.sealed)
        actions = plan.after(judgement, organisation.actions) if is_newest else None
        return replace(final, times_open=plan.times_open(judgement, times)), judgement, actions

    def add_sealed(self, whole: Assessment, index: Index) -> Assessment:
        """Store a complete assessment as sealed at once, pinned to the pack of `index`; a draft is not touched.

        Raises:
            StoreError: nothing was stored.
        """
        with self._guard:
            pinned, data = self.packs.kept(index)
            final, judgement, actions = self._concluded(replace(whole, pack=pinned))
            return self._file.add_sealed(
                final, data, summary(judgement), self.clock.moment, who=self.respondent, actions=actions
            )
