"""What is stored about one organisation, and what it comes to; for everyone who only reads."""

from __future__ import annotations

import re
from datetime import date

from readiness.assessment.duties import Duties, duties
from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import Assessment, Organisation, PackReference, Status, Summary
from readiness.error import ReadinessError
from readiness.questionnaire.index import Index
from readiness.session.clock import Clock
from readiness.session.error import SessionError
from readiness.session.packs import Packs
from readiness.store.organisation_view import OrganisationView
from readiness.translation import _

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Dossier:
    """One organisation with its assessments, each read through the pack it is pinned to."""

    def __init__(self, view: OrganisationView, packs: Packs, clock: Clock) -> None:
        """Read from `view`; nothing is read before it is asked for."""
        self.packs = packs
        self.clock = clock
        self._view = view

    @property
    def organisation(self) -> Organisation:
        """The organisation's own file.

        Raises:
            StoreError: it can't be read.
        """
        return self._view.organisation

    @property
    def sealed(self) -> list[Summary]:
        """One row per sealed assessment, oldest first.

        Raises:
            StoreError: the organisation's file can't be read.
        """
        return self._view.sealed

    def stored_draft(self) -> Assessment | None:
        """The draft as it is on disk.

        Raises:
            StoreError: it can't be read.
        """
        return self._view.draft()

    def index_of(self, assessment: Assessment) -> Index:
        """The pack an assessment is pinned to.

        Raises:
            PackError: what is stored is not a pack.
            StoreError: it is missing or damaged.
        """
        return self.packs.pinned(assessment.pack, self._view.pack_bytes)

    def pack_version(self, sha256: str) -> str:
        """The version of a stored pack; empty where it can't be read."""
        pinned = PackReference(id="", version="", sha256=sha256)
        try:
            return self.packs.pinned(pinned, self._view.pack_bytes).pack.version
        except ReadinessError:
            return ""

    def sealed_assessment(self, which: str = "") -> Assessment:
        """The last sealed assessment, or the one of a day or with an id; of several on one day the last.

        Raises:
            SessionError: there is none; the message says which there are.
            StoreError: it can't be read.
        """
        rows = self.sealed
        name = self.organisation.name
        if not rows:
            message = _("'{name}' has no finished assessment yet. Finish its draft, or ask for the draft itself.")
            raise SessionError(message.format(name=name))
        if not which:
            return self._view.assessment(rows[-1].id)
        for row in reversed(rows):
            if which == row.id or (_DAY.fullmatch(which) and which == row.as_of):
                return self._view.assessment(row.id)
        known = ", ".join(f"{row.as_of} ({row.id})" for row in rows)
        message = _("'{name}' has no assessment of '{which}'. There are: {known}")
        raise SessionError(message.format(name=name, which=which, known=known))

    def judged(
        self, assessment: Assessment, today: date | None = None, organisation: Organisation | None = None
    ) -> Judgement:
        """What an assessment comes to on a day: today, unless another is given.

        A sealed one is judged with the actions that were sealed into it, a draft with the present ones, or with those
        of the `organisation` that is given.

        Raises:
            AssessmentError: assessment and pack don't belong together.
            PackError: what is stored is not a pack.
            StoreError: something can't be read.
        """
        organisation = organisation or self.organisation
        return judge(
            self.index_of(assessment),
            assessment,
            today or self.clock.today,
            assessment.interval_days if assessment.status is Status.SEALED else organisation.interval_days,
            None if assessment.status is Status.SEALED else organisation.actions,
        )

    def duties(self, judgement: Judgement) -> Duties:
        """Which duties to tell others may apply, by the answers of a judged assessment.

        Raises:
            PackError: the file of duties is damaged.
        """
        return duties(self.packs.duties, judgement.reading)
