"""Everything that follows from a full assessment, against decoding the file it is stored in."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from readiness.assessment.duties import duties
from readiness.assessment.judgement import judge
from readiness.assessment.model import Assessment
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import blocks, timeline
from readiness.questionnaire.duty_library import bundled_duties
from readiness.store import document
from readiness.store.assessment_view import KIND, assessment_path
from readiness.store.envelope import Identity
from readiness.store.tables import decode
from tests.bench.row import Row, in_turn, ratio_row
from tests.bench.workspace import TODAY, stored_sample, temporary_desk

ROUNDS = 41
BOUND = 60


def rows() -> Iterator[Row]:
    """Score, findings, conflicts, timeline and duties of the sample."""
    with temporary_desk() as desk:
        stored = stored_sample(desk)
        index = desk.dossier(stored.organisation).index_of(stored)
        duty_file = bundled_duties()
        folder = desk.workspace.path / "organisations" / stored.organisation / "assessments"
        path = assessment_path(folder, stored.id)
        raw = path.read_bytes()

        def judged() -> None:
            reading = Reading(index, stored, TODAY)
            judge(index, stored, TODAY, blocks=blocks(timeline(index, reading)))
            duties(duty_file, reading)

        ours, floor = in_turn([judged, lambda: _decoded(raw, path, stored.id)], ROUNDS)
    yield ratio_row("judging the full sample : decoding it", statistics.median(ours), statistics.median(floor), BOUND)


def _decoded(raw: bytes, path: Path, id: str) -> Assessment:
    return document.assessment_from(decode(raw, path, Identity(KIND, id)), path)
