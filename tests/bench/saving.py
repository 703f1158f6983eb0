"""Keeping an answer: against the same bytes written by hand, and whether history makes it slower.

By hand means: a temporary file beside the old one, flushed, put in its place, the folder flushed.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessment, PackReference, Summary
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.store.assessment_view import assessment_path
from readiness.store.organisation_file import OrganisationFile
from tests.bench.row import Row, in_turn, paired, percentile, ratio_row
from tests.bench.workspace import NOW, sample, temporary_desk

SAVES = 300
P50_BOUND = P99_BOUND = 2.5
TRAIL_BOUND, HISTORY_BOUND = 1.2, 1.1
SHORT_TRAIL, LONG_TRAIL = 50, 5_000
LONG_HISTORY = 1_000
_FLAT_ROUNDS = 201
_EMPTY = Summary(
    id="", as_of="2026-01-01", scope="full", band="", in_place=0, proven=0, critical_closed=0, critical_asked=0
)


def rows() -> Iterator[Row]:
    """Half and 99 of 100 saves beside writing by hand; then long against short, for the trail and for the history."""
    with temporary_desk() as desk:
        yield from _beside_by_hand(desk)
    with temporary_desk() as desk:
        yield _trail(desk)
    with temporary_desk() as desk:
        yield _history(desk)


class Draft:
    """The sample as a draft, and saving answers into it one after the other."""

    def __init__(self, desk: Desk, name: str) -> None:
        submission = sample(desk)
        reference, data = desk.packs.kept(submission.index)
        self.file: OrganisationFile = desk.workspace.open_organisation(desk.create(name).id, now=NOW)
        self.id = self.file.start(data, reference, "full", NOW, template=submission.assessment).id
        self.items = sorted(submission.assessment.answers)
        folder = desk.workspace.path / "organisations" / self.file.organisation.id / "assessments"
        self.path = assessment_path(folder, self.id)
        self.count = 0

    def save(self) -> None:
        """Keep another answer to the next question."""
        self.count += 1
        item = self.items[self.count % len(self.items)]
        self.file.save_answer(self.id, item, [self._answer()], at=NOW)

    def lengthen_trail(self, entries: int) -> None:
        """Make this many changes, many in one write."""
        while self.count < entries:
            some = self.items[: entries - self.count]
            self.count += len(some)
            self.file.save_answers(self.id, {item: [self._answer()] for item in some}, at=NOW)

    def _answer(self) -> Answer:
        state = State.YES if self.count % 2 else State.NO
        return Answer(state=state, note=f"As told on day {self.count:05}", answered_on=NOW[:10])


def _beside_by_hand(desk: Desk) -> Iterator[Row]:
    draft = Draft(desk, "Saved")
    target = desk.workspace.path.parent / "by-hand" / "assessment.json"
    target.parent.mkdir()
    with draft.file:
        ours, floor = in_turn([draft.save, _by_hand(draft.path, target)], SAVES)
    yield ratio_row("save an answer : by hand, p50", percentile(ours, 0.5), percentile(floor, 0.5), P50_BOUND)
    yield ratio_row("save an answer : by hand, p99", percentile(ours, 0.99), percentile(floor, 0.99), P99_BOUND)


def _by_hand(source: Path, target: Path) -> Callable[[], None]:
    data = source.read_bytes()

    def write() -> None:
        temporary = target.with_suffix(".tmp")
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(target)
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    return write


def _trail(desk: Desk) -> Row:
    long, short = Draft(desk, "Long trail"), Draft(desk, "Short trail")
    with long.file, short.file:
        long.lengthen_trail(LONG_TRAIL)
        short.lengthen_trail(SHORT_TRAIL)
        return _flat(f"save at {LONG_TRAIL:,} : {SHORT_TRAIL} trail entries", long, short, TRAIL_BOUND)


def _history(desk: Desk) -> Row:
    long, short = Draft(desk, "Long history"), Draft(desk, "Short history")
    with long.file, short.file:
        _seal(desk, long, LONG_HISTORY)
        _seal(desk, short, 1)
        return _flat(f"save at {LONG_HISTORY:,} : 1 sealed assessments", long, short, HISTORY_BOUND)


def _flat(name: str, long: Draft, short: Draft, bound: float) -> Row:
    ours, floor = in_turn([long.save, short.save], _FLAT_ROUNDS)
    return ratio_row(name, statistics.median(ours), statistics.median(floor), bound, paired(ours, floor))


def _seal(desk: Desk, draft: Draft, number: int) -> None:
    """Give a draft's organisation a history: one sealed assessment for real, the others as copies of its files."""
    pack, data = desk.packs.kept(desk.packs.offered())
    whole = Assessment(id="", organisation="", pack=PackReference(pack.id, pack.version, pack.sha256), created_on="")
    sealed = draft.file.add_sealed(whole, data, _EMPTY, NOW)
    (row,) = draft.file.sealed
    copies = [replace(row, id=f"{number:016x}") for number in range(number - 1)]
    for copy in copies:
        for path in list(draft.path.parent.glob(f"{sealed.id}.*")):
            shutil.copyfile(path, path.with_name(path.name.replace(sealed.id, copy.id)))
    draft.file._save(replace(draft.file.organisation, sealed=[*copies, row]))
    assert len(draft.file.sealed) == number
