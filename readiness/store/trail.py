"""The trail of changes: an append-only file beside the assessment, one checksummed line per change.

A line is flushed to disk before the assessment's own file is replaced, and it holds the change in full, so
that the trail is the history of every answer and the assessment can be brought back from it. Each line
starts with a SHA-256 over the line before and itself: the last one stands for the whole trail and goes
into the seal. Only that hash and the length are kept in memory, so a save costs the same at any length.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from readiness.assessment.model import Action, Answer, Assessment, Assessor, Hold, Party, Person, Record, Summary
from readiness.store import durable
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import DamagedFile, Unstorable
from readiness.translation import _

SUFFIX = ".trail"

_HASH = 64
_OPEN = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Change(StrEnum):
    """What a line of the trail records."""

    STARTED = "started"
    ANSWERED = "answered"
    DETAILS = "details"
    SEALED = "sealed"
    RESTARTED = "restarted"
    """The trail before this one was damaged and set aside; `whole` is the assessment as it stood."""
    HELD = "held"
    """A legal hold began; in the organisation's own trail, as is the next."""
    RELEASED = "released"


class Entry(Record):
    """One change: who set what to what, and when. Fields that did not change are None."""

    at: str
    who: str
    change: Change
    item: str = ""
    answers: list[Answer] | None = None
    people: list[Person] | None = None
    parties: list[Party] | None = None
    assessor: Assessor | None = None
    flags: list[str] | None = None
    reported: list[str] | None = None
    whole: Assessment | None = None
    actions: list[Action] | None = None
    times_open: dict[str, int] | None = None
    interval_days: int | None = None
    summary: Summary | None = None
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What a trail's file holds: the sound lines from its start, and what follows them.

    Attributes:
        hashes: the hash at the start of each sound line.
        lines: the JSON of each sound line.
        length: bytes of the sound lines.
        rest: bytes after them; not 0 when the last write was cut short, or when a line was damaged.
    """

    hashes: list[str]
    lines: list[bytes]
    length: int
    rest: int

    def entries(self, path: Path, start: int = 0) -> list[Entry]:
        """The changes from number `start` on.

        Raises:
            DamagedFile: a line with a right checksum that is not an entry.
        """
        try:
            return [msgspec.json.decode(line, type=Entry) for line in self.lines[start:]]
        except (msgspec.DecodeError, RecursionError):
            raise DamagedFile(path, _("its content has an unknown shape")) from None


class End(NamedTuple):
    """Where a trail ends: its number of entries, the hash of the last, and its bytes."""

    entries: int
    hash: str
    size: int


class Trail:
    """The trail of one assessment, for appending. Keeps nothing open between two writes.

    Attributes:
        path: the file.
        count: number of entries.
        hash: the hash of the last line, standing for all of them.
    """

    def __init__(self, path: Path, assessment_id: str, codec: Codec = PLAIN) -> None:
        """The trail of `assessment_id`; empty until `take_up` or the first `append`."""
        self.path = path
        self._id = assessment_id
        self._codec = codec
        self.count = 0
        self.hash = _seed(assessment_id)
        self._length = 0
        self._unclean = False
        """A write failed on the way: what lies behind `_length` is cut off before the next one."""

    def scan(self) -> Scan:
        """Read and check every line.

        Raises:
            DamagedFile: there is no trail.
            Unreadable: the system refuses.
        """
        try:
            raw = durable.read(self.path)
        except FileNotFoundError:
            raise DamagedFile(self.path, _("it is missing")) from None
        return scanned(raw, self._id, self._codec)

    def take_up(self, scan: Scan) -> None:
        """Go on after the sound lines of `scan`; a last line that was cut short is removed.

        Raises:
            NotSaved: the system refuses.
        """
        if scan.rest:
            with durable.writing(self.path):
                self._cut(scan.length)
        self.count, self._length = len(scan.hashes), scan.length
        self.hash = scan.hashes[-1] if scan.hashes else _seed(self._id)

    def append(self, entries: Sequence[Entry]) -> list[str]:
        """Add lines, durably, and give the hash of each. When it fails, none of them is there.

        Raises:
            NotSaved: the system refuses.
            DamagedFile: something else has changed the file.
            Unstorable: an entry can't be read back as it is.
        """
        hashes, before, written = [], self.hash, []
        for number, entry in enumerate(entries, self.count):
            line = _encode(entry)
            before = _link(before, line)
            hashes.append(before)
            written.append(_stored(before, line, self._id, number, self._codec))
        data = b"".join(written)
        with durable.writing(self.path):
            self._write(data)
        if self.count == 0:
            durable.sync_folder(self.path.parent)
        self.count += len(written)
        self.hash = before
        self._length += len(data)
        self._unclean = False
        return hashes

    def withdraw(self, mark: End) -> None:
        """Take back lines that were appended for a change that then failed.

        Raises:
            NotSaved: the system refuses; the lines are still there and count as made.
        """
        if self.mark == mark:
            return
        with durable.writing(self.path):
            self._cut(mark.size)
        self.count, self.hash, self._length = mark

    @property
    def mark(self) -> End:
        """The present end, for `withdraw`."""
        return End(self.count, self.hash, self._length)

    def _write(self, data: bytes) -> None:
        creating = os.O_CREAT | os.O_EXCL if self.count == 0 and not durable.exists(self.path) else 0
        descriptor = os.open(self.path, _OPEN | creating, 0o600)
        try:
            if self._unclean:
                os.ftruncate(descriptor, self._length)
            elif os.fstat(descriptor).st_size != self._length:
                raise DamagedFile(self.path, _("another program has changed it"))
            self._unclean = True
            durable.write_all(descriptor, data)
            durable.flush(descriptor)
        finally:
            os.close(descriptor)

    def _cut(self, length: int) -> None:
        descriptor = os.open(self.path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, length)
            durable.flush(descriptor)
        finally:
            os.close(descriptor)


def scanned(raw: bytes, assessment_id: str, codec: Codec) -> Scan:
    """What the bytes of a trail's file hold."""
    hashes: list[str] = []
    lines: list[bytes] = []
    length, before = 0, _seed(assessment_id)
    for stored in raw.split(b"\n")[:-1]:
        try:
            line = codec.decode(stored, _place(assessment_id, len(hashes)))
        except ValueError:
            break
        after = _link(before, line[_HASH + 1 :])
        if line[: _HASH + 1] != after.encode() + b" ":
            break
        before = after
        hashes.append(after)
        lines.append(line[_HASH + 1 :])
        length += len(stored) + 1
    return Scan(hashes, lines, length, len(raw) - length)


def stored_lines(scan: Scan, assessment_id: str, codec: Codec) -> bytes:
    """The sound lines of a trail as another codec stores them."""
    numbered = enumerate(zip(scan.hashes, scan.lines, strict=True))
    return b"".join(_stored(hash, line, assessment_id, number, codec) for number, (hash, line) in numbered)


def _stored(hash: str, line: bytes, assessment_id: str, number: int, codec: Codec) -> bytes:
    return codec.encode(hash.encode() + b" " + line, _place(assessment_id, number)) + b"\n"


def _place(assessment_id: str, number: int) -> str:
    return f"trail:{assessment_id}:{number}"


def _seed(assessment_id: str) -> str:
    return hashlib.sha256(f"readiness trail 1 {assessment_id}".encode()).hexdigest()


def _link(before: str, line: bytes) -> str:
    return hashlib.sha256(before.encode() + b"\n" + line).hexdigest()


def _encode(entry: Entry) -> bytes:
    """The entry as JSON, if it reads back as the very same: what could not be read again is never written."""
    refused = Unstorable(_("This can't be stored: it holds something that is not text, a whole number or a list."))
    try:
        line = msgspec.json.encode(entry)
        same = msgspec.json.decode(line, type=Entry) == entry
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
        raise refused from None
    if not same:
        raise refused
    return line
