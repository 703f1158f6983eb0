"""One assessment as it lies on disk, open for writing: its file and its trail, kept in step.

Every change goes to the trail first and then into the file. A crash between the two leaves an entry that the
file does not contain yet: opening makes that change again, so that file and trail always tell the same story.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from readiness.assessment.model import Assessment, Party, Person, Status, Summary
from readiness.store import document, durable
from readiness.store.assessment_view import (
    KIND,
    assessment_path,
    check_seal,
    check_trail,
    load_assessment,
    trail_path,
)
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import SealedAssessment, StoreError
from readiness.store.storage import Documents, DurableStorage
from readiness.store.trail import Change, Entry, Scan, Trail
from readiness.store.upgrade import keep_older
from readiness.translation import _, ngettext


class AssessmentFile:
    """An assessment that is being written. The organisation's lock must be held.

    Attributes:
        notices: what opening found and put right, as sentences.
    """

    def __init__(self, folder: Path, id: str, codec: Codec = PLAIN) -> None:
        """Open the assessment `id`, and make the changes that only its trail holds so far.

        Raises:
            DamagedFile: the file or its trail is altered, cut short or missing.
            NewerFormat: of a later format.
            NotSaved: a change of the trail could not be made.
        """
        self.id = id
        self.notices: list[str] = []
        self._folder = folder
        self._codec = codec
        self._in_doubt = False
        self._open()

    @classmethod
    def create(cls, folder: Path, entries: Sequence[Entry], codec: Codec = PLAIN) -> AssessmentFile:
        """A new assessment from the entries its trail starts with; the first one holds it as a whole.

        Raises:
            NotSaved: nothing was made that counts as an assessment.
            Unstorable: something in it can't be kept.
        """
        assert entries[0].whole is not None
        id = entries[0].whole.id
        for entry in entries:
            document.check_entry(entry)
        try:
            hashes = Trail(trail_path(folder, id), id, codec).append(entries)
            write_from(folder, id, entries, hashes, codec)
            return cls(folder, id, codec)
        except StoreError:
            _discard(folder, id)
            raise

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands on disk.

        Raises:
            StoreError: a save was interrupted before, and the file can't be read again.
        """
        self._settle()
        return document.assessment_from(self._documents.content, self._documents.file.path)

    @property
    def summary(self) -> Summary | None:
        """Its summary row, once sealed.

        Raises:
            StoreError: a save was interrupted before, and the file can't be read again.
        """
        self._settle()
        return document.summary_from(self._documents.content, self._documents.file.path)

    def record(self, entries: Sequence[Entry]) -> None:
        """Make changes. When it returns they are durable, in the trail and in the file.

        Raises:
            NotSaved: none of them was made; the same call can be tried again.
            SealedAssessment: it can't be changed any more.
            Unstorable: an entry can't be kept; none was made.
        """
        self._settle_for_writing()
        for entry in entries:
            document.check_entry(entry)
        mark, version = self._trail.mark, self._documents.file.version
        # An interrupt (Ctrl-C) leaves this set, and the next use reads file and trail again.
        self._in_doubt = True
        try:
            hashes = self._trail.append(entries)
            _apply_all(self._documents, entries, hashes, mark.entries)
        except StoreError:
            # The trail must not tell of a change that was refused.
            if self._documents.file.version == version:
                self._trail.withdraw(mark)
            self._in_doubt = False
            raise
        self._in_doubt = False

    def move_to(self, position: str) -> None:
        """Remember which item was on screen last. Not a change, so the trail says nothing of it.

        Raises:
            NotSaved: not remembered.
            SealedAssessment: it can't be changed any more.
        """
        self._settle_for_writing()
        document.change_header(self._documents, position=position)

    def flush(self) -> None:
        """Make sure that what was written last is durable, after flushing its folder failed.

        Raises:
            NotSaved: the system refuses again.
        """
        durable.sync_folder(self._folder)

    def discard(self) -> None:
        """Remove a new assessment that nothing points to yet, after its making failed half-way."""
        _discard(self._folder, self.id)

    def holds(self, table: str, rows: Sequence[Person] | Sequence[Party]) -> bool:
        """Whether the table `people` or `parties` is just these rows already.

        Raises:
            StoreError: a save was interrupted before, and the file can't be read again.
        """
        self._settle()
        return document.same_rows(self._documents, table, rows)

    def _settle(self) -> None:
        if self._in_doubt:
            self._open()

    def _settle_for_writing(self) -> None:
        self._settle()
        if self._sealed:
            raise SealedAssessment(
                _("This assessment is sealed and can't be changed. Start a re-assessment instead."),
                self._documents.file.path,
            )

    @property
    def _sealed(self) -> bool:
        return document.status_of(self._documents) is Status.SEALED

    def _open(self) -> None:
        path = assessment_path(self._folder, self.id)
        keep_older(path)
        tables = load_assessment(self._folder, self.id, self._codec)
        self._documents = Documents(DurableStorage(path, Identity(KIND, self.id), tables, self._codec))
        self._trail = Trail(trail_path(self._folder, self.id), self.id, self._codec)
        read = document.assessment_from(self._documents.content, path)
        if read.status is Status.SEALED:
            check_seal(read, document.summary_from(tables, path), path)
        else:
            self._catch_up(self._trail.scan())
        self._in_doubt = False

    def _catch_up(self, scan: Scan) -> None:
        mark = document.mark_from(self._documents.content, self._documents.file.path)
        check_trail(scan, mark, self._trail.path)
        if scan.rest:
            self.notices.append(
                _("The last line of the trail was cut short by a crash. It was of a change never confirmed as saved.")
            )
        self._trail.take_up(scan)
        entries = scan.entries(self._trail.path, mark.count)
        if entries:
            _apply_all(self._documents, entries, scan.hashes[mark.count :], mark.count)
            self.notices.append(
                ngettext(
                    "{n} change that a crash had interrupted was completed.",
                    "{n} changes that a crash had interrupted were completed.",
                    len(entries),
                ).format(n=len(entries))
            )


def write_from(folder: Path, id: str, entries: Sequence[Entry], hashes: Sequence[str], codec: Codec = PLAIN) -> None:
    """Write the file of an assessment anew from the entries of its trail.

    Raises:
        NotSaved: it could not be written.
        Unstorable: something in it can't be kept.
    """
    documents = Documents(DurableStorage(assessment_path(folder, id), Identity(KIND, id), None, codec))
    _apply_all(documents, entries, hashes, 0)


def restart_trail(folder: Path, assessment: Assessment, at: str, codec: Codec = PLAIN) -> None:
    """Begin the trail of a sound draft anew, from the assessment as it stands. The old one was set aside before.

    Raises:
        NotSaved: the system refuses.
        DamagedFile: the assessment's file is damaged too.
    """
    path = trail_path(folder, assessment.id)
    with durable.writing(path):
        path.unlink(missing_ok=True)
    entry = Entry(at=at, who="", change=Change.RESTARTED, whole=assessment)
    hashes = Trail(path, assessment.id, codec).append([entry])
    tables = load_assessment(folder, assessment.id, codec)
    storage = DurableStorage(assessment_path(folder, assessment.id), Identity(KIND, assessment.id), tables, codec)
    _apply_all(Documents(storage), [entry], hashes, 0)


def _discard(folder: Path, id: str) -> None:
    for path in (assessment_path(folder, id), trail_path(folder, id)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _apply_all(documents: Documents, entries: Sequence[Entry], hashes: Sequence[str], seen: int) -> None:
    with documents.file.together():
        for count, (entry, hash) in enumerate(zip(entries, hashes, strict=True), seen + 1):
            document.apply(documents, entry, count, hash)
