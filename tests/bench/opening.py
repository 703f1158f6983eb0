"""Opening the largest assessment there is likely to be, with its trail checked, against decoding its file."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from readiness.store import document
from readiness.store.assessment_view import KIND, assessment_path
from readiness.store.envelope import Identity
from readiness.store.tables import decode
from tests.bench.row import Row, in_turn, information_row
from tests.bench.saving import LONG_TRAIL, Draft
from tests.bench.workspace import temporary_desk

ROUNDS = 21


def rows() -> Iterator[Row]:
    """An assessment of the whole sample with a trail of 5,000 changes, as another program would open it."""
    with temporary_desk() as desk:
        draft = Draft(desk, "Opened")
        with draft.file as file:
            file_id = file.organisation.id
            draft.lengthen_trail(LONG_TRAIL)
        folder = desk.workspace.path / "organisations" / file_id / "assessments"
        path = assessment_path(folder, draft.id)
        raw = path.read_bytes()
        ours, floor = in_turn(
            [
                lambda: desk.workspace.view(file_id).assessment(draft.id),
                lambda: document.assessment_from(decode(raw, path, Identity(KIND, draft.id)), path),
            ],
            ROUNDS,
        )
    name = f"open {len(raw) // 1000} KB, {LONG_TRAIL:,} trail entries : decode it"
    yield information_row(name, f"{statistics.median(ours) / statistics.median(floor):.2f}")
