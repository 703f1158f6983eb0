"""One organisation under its lock: taking and giving back the lock, and everything about it but its answers.

The organisation's file is written when something about the organisation changes, never for an answer, so
that saving an answer costs the same however long its history is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from readiness.assessment.model import Action, Assessment, Hold, Organisation, Status
from readiness.store import document, durable, legal_hold
from readiness.store.assessment_file import AssessmentFile
from readiness.store.assessment_view import assessment_path, trail_path
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import NotFound, SealedAssessment, StoreError
from readiness.store.keys import keep_name, refuse_changed
from readiness.store.lock import Holder, SessionLock, read_only_because
from readiness.store.mending import mend, rebuilt
from readiness.store.organisation_view import FILE, ID, KIND, OrganisationView, load_organisation
from readiness.store.pack_store import PackStore
from readiness.store.storage import Documents, DurableStorage
from readiness.store.upgrade import keep_older
from readiness.translation import _

PROFILE = (
    "name", "interval_days", "page_size", "locale", "currency", "logo", "logo_image", "contacts", "respondents",
    "archived_on", "reported",
)  # fmt: skip
"""The fields of an organisation that people set."""


class OrganisationSession(OrganisationView):
    """An organisation in use. A context manager: leaving it gives the lock back.

    Attributes:
        read_only: another process has the lock, or reading only was asked for.
        holder: who has the lock, when another process does.
        notices: what opening put right, as sentences to show.
        problems: files that could not be read while opening.
    """

    def __init__(self, folder: Path, packs: PackStore, codec: Codec = PLAIN, *, read_only: bool, now: str) -> None:
        """Open the organisation in `folder`; `now` goes into the note beside the lock.

        Raises:
            DamagedFile: its file is altered, cut short or missing.
            NewerFormat: of a later format.
            NotSaved: the folder can't be written to.
            ProtectedMeanwhile: the workspace, or this organisation, was encrypted or decrypted by another process.
            Unreadable: the system refuses.
        """
        super().__init__(folder, packs, codec)
        self.notices: list[str] = []
        self.problems: list[StoreError] = []
        self.holder: Holder | None = None
        self._guard = threading.RLock()
        self._draft: AssessmentFile | None = None
        self._documents: Documents | None = None
        self._known: tuple[int, Organisation] | None = None
        """The organisation as it was read at this version of its file; with a long history reading takes its time."""
        self._lock = None if read_only else SessionLock(folder)
        if self._lock is not None and not self._lock.take(now):
            self.holder, self._lock = self._lock.holder() or Holder(), None
        self.read_only = self._lock is None
        if self.read_only:
            _present = super().organisation  # raises now, not at the first use
            return
        try:
            refuse_changed(folder, codec, packs.codec)
            self._open()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the lock back, after a save that is under way. Calling it again does nothing."""
        with self._guard:
            if self._lock is not None:
                self._lock.release()
                self._lock = None
            self.read_only = True
            self._draft = self._documents = None

    @property
    def organisation(self) -> Organisation:
        """Its own file: name, settings, draft pointer, summary rows, actions.

        Raises:
            StoreError: read-only, and the file can't be read.
        """
        with self._guard:
            if self._documents is None:
                return super().organisation
            version = self._documents.file.version
            if self._known is None or self._known[0] != version:
                read = document.organisation_from(self._documents.content, self._folder / FILE)
                self._known = version, read
            return self._known[1]

    def draft(self) -> Assessment | None:
        """The draft, if there is one.

        Raises:
            DamagedFile: it or its trail is altered, cut short or missing.
            NewerFormat: of a later format.
            Unreadable: the system refuses.
        """
        with self._guard:
            if self.read_only:
                return super().draft()
            pointer = self.organisation.draft
            if pointer is None:
                return None
            read = self._draft_file(pointer.id).assessment
            return read if read.status is Status.DRAFT else None

    def save_progress(self, answered: int, asked: int, at: str) -> None:
        """Keep what lists show of the draft. It rewrites the organisation's file: call it when leaving, not per answer.

        Raises:
            NotSaved: not kept.
            ReadOnly: opened for reading only.
        """
        with self._writing():
            present = self.organisation
            if present.draft is not None:
                self._save(replace(present, draft=replace(present.draft, answered=answered, asked=asked, saved_at=at)))

    def save_settings(
        self, *, name: str | None = None, interval_days: int | None = None, page_size: str | None = None
    ) -> None:
        """Keep settings of the organisation; what is None stays as it is.

        Raises:
            NotSaved: nothing changed.
            ReadOnly: opened for reading only.
            Unstorable: a value can't be kept.
        """
        given = {"name": name, "interval_days": interval_days, "page_size": page_size}
        with self._writing():
            self._save(replace(self.organisation, **{key: value for key, value in given.items() if value is not None}))

    def save_profile(self, profile: Organisation) -> None:
        """Keep name and settings as they stand in `profile`; what is kept about assessments and actions stays.

        Raises:
            NotSaved: nothing changed.
            ReadOnly: opened for reading only.
            Unstorable: a value can't be kept.
        """
        with self._writing():
            self._save(replace(self.organisation, **{name: getattr(profile, name) for name in PROFILE}))

    def save_actions(self, actions: Sequence[Action]) -> None:
        """Keep the action plan: all actions as they are from now on.

        Raises:
            NotSaved: nothing changed.
            ReadOnly: opened for reading only.
            Unstorable: two actions are about one finding, or something in them can't be kept.
        """
        with self._writing():
            self._save(replace(self.organisation, actions=list(actions)))

    def hold(self, by: str, note: str, at: str) -> None:
        """Put the organisation under a legal hold: nothing of it may be destroyed. The trail records it.

        Raises:
            OnHold: it is under one already.
            StoreError: nothing changed.
        """
        with self._writing():
            assert self._documents is not None
            legal_hold.begin(self._documents, self._folder, self._codec, Hold(by=by, note=note, at=at))

    def release(self, by: str, note: str, at: str) -> None:
        """Lift the legal hold. The trail records it.

        Raises:
            OnHold: there is none.
            StoreError: nothing changed.
        """
        with self._writing():
            assert self._documents is not None
            legal_hold.end(self._documents, self._folder, self._codec, Hold(by=by, note=note, at=at))

    def set_draft_aside(self) -> list[Path]:
        """Give up the draft: its files get other names and are kept, and another one can be started.

        The way out when a draft is damaged and nothing is left to recover it from. Gives the files' new names.

        Raises:
            NotSaved: the system refuses; what was not set aside is where it was.
            ReadOnly: opened for reading only.
        """
        with self._writing():
            present = self.organisation
            if present.draft is None:
                return []
            path = assessment_path(self._assessments, present.draft.id)
            kept = []
            for old in (path, durable.previous(path), trail_path(self._assessments, present.draft.id)):
                kept.append(durable.set_aside(old))
                with durable.writing(old):
                    old.unlink(missing_ok=True)
            self._draft = None
            self._save(replace(present, draft=None))
            return [name for name in kept if name is not None]

    def rebuild(self) -> list[StoreError]:
        """Make the summary rows and the draft pointer anew from the assessments; the files that can't be read.

        Raises:
            NotSaved: nothing changed.
            ReadOnly: opened for reading only.
        """
        with self._writing():
            organisation, problems = rebuilt(self.organisation, self._assessments, self._stored_ids(), self._codec)
            self._save(organisation)
            return problems

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._guard:
            if self.read_only:
                raise read_only_because(self.holder, self._folder)
            yield

    def _save(self, organisation: Organisation) -> None:
        assert self._documents is not None
        keep_name(self._folder, organisation.name, self._codec, self._packs.codec)
        document.write_organisation(self._documents, organisation)

    def _draft_file(self, id: str) -> AssessmentFile:
        if self._draft is not None and self._draft.id == id:
            return self._draft
        present = self.organisation
        if present.draft is not None and present.draft.id == id:
            self._draft = AssessmentFile(self._assessments, id, self._codec)
            return self._draft
        if any(row.id == id for row in present.sealed):
            raise SealedAssessment(_("This assessment is sealed and can't be changed. Start a re-assessment instead."))
        raise NotFound(_("There is no draft {id} here.").format(id=id if ID.fullmatch(id) else "?"))

    def _open(self) -> None:
        if not durable.exists(self._assessments):
            durable.make_folder(self._assessments)
        durable.tidy(self._folder)
        durable.tidy(self._assessments)
        keep_older(self._folder / FILE)
        tables = load_organisation(self._folder, self._codec)
        storage = DurableStorage(self._folder / FILE, Identity(KIND, self.id), tables, self._codec)
        self._documents = Documents(storage)
        try:
            self.notices += legal_hold.catch_up(self._documents, self._folder, self._codec)
        except StoreError as problem:
            self.problems.append(problem)
        present = self.organisation
        try:
            keep_name(self._folder, present.name, self._codec, self._packs.codec)
        except StoreError as problem:
            self.problems.append(problem)
        mended = mend(present, self._assessments, self._stored_ids(), self._codec)
        self._draft = mended.draft
        self.notices += mended.notices
        self.problems += mended.problems
        if mended.organisation != present:
            try:
                self._save(mended.organisation)
            except StoreError as problem:
                self.problems.append(problem)
