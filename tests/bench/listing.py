"""Listing 3,000 organisations, against reading the same bytes."""

from __future__ import annotations

import secrets
import statistics
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.judgement import judge, summary
from readiness.assessment.model import Organisation
from readiness.session.place import Desk
from readiness.store.document import organisation_tables
from readiness.store.envelope import PLAIN, Identity, wrap
from readiness.store.organisation_view import FILE, KIND
from readiness.store.tables import encode
from tests.bench.row import Row, in_turn, information_row, ratio_row
from tests.bench.workspace import TODAY, sample, temporary_desk

ORGANISATIONS = 3_000
BYTES = 2_000
FIRST = 40
ROUNDS = 9
BOUND = 8


def rows() -> Iterator[Row]:
    """All of them; and when the first screenful is there."""
    with temporary_desk() as desk:
        paths = _made(desk)
        size = sum(path.stat().st_size for path in paths) // len(paths)

        def read() -> None:
            for path in paths:
                path.read_bytes()

        ours, floor, first = in_turn([lambda: _listed(desk), read, lambda: _listed(desk, FIRST)], ROUNDS)
    name = f"list {ORGANISATIONS:,} organisations of {size:,} B : read"
    yield ratio_row(name, statistics.median(ours), statistics.median(floor), BOUND)
    yield information_row(f"the first {FIRST} of them", f"{statistics.median(first) * 1000:.1f} ms")


def _listed(desk: Desk, most: int = ORGANISATIONS) -> None:
    found = list(islice(desk.scan(), most))
    assert len(found) == most
    assert all(isinstance(one, Organisation) for one in found)


def _made(desk: Desk) -> list[Path]:
    """Organisations with as much history as fills a file of the size meant."""
    submission = sample(desk)
    row = summary(judge(submission.index, submission.assessment, TODAY))
    made = []
    for number in range(ORGANISATIONS):
        id = secrets.token_hex(8)
        folder = desk.workspace.path / "organisations" / id
        folder.mkdir(parents=True)
        one = Organisation(id=id, name=f"Business {number:04} (fictional)", created_on=TODAY.isoformat())
        data = b""
        while len(data) < BYTES:
            one = replace(one, sealed=[*one.sealed, replace(row, id=secrets.token_hex(8))])
            data = wrap(Identity(KIND, id), encode(organisation_tables(one)), PLAIN)
        (folder / FILE).write_bytes(data)
        made.append(folder / FILE)
    return made
