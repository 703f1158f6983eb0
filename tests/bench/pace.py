"""The minutes that are promised before the first question, as the program works them out."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.interview import Interview
from readiness.assessment.model import Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.scope import FULL
from readiness.questionnaire.index import Index
from tests.bench.row import Row, limit_row
from tests.bench.workspace import TODAY, temporary_desk

FIRST_HOUR = "first-hour"


MINUTES_IN_ALL, MINUTES_A_BLOCK, MINUTES_A_SITTING, SITTINGS = 12, 5, 20, 3


def rows() -> Iterator[Row]:
    """The first hour with its blocks, and everything in sittings."""
    with temporary_desk() as desk:
        index = desk.packs.offered()
        first = _interview(index, FIRST_HOUR)
        asked = first.progress().asked
        yield limit_row(f"promised: first hour, {asked} questions", first.minutes_left(), "min", MINUTES_IN_ALL)
        for block in first.blocks:
            name = f"promised: block '{block.title}', {len(block.items)} questions"
            yield limit_row(name, first.minutes_in(block), "min", MINUTES_A_BLOCK)
        whole = _interview(index, FULL)
        name = f"promised: everything, {whole.progress().asked} questions, in {SITTINGS} sittings"
        yield limit_row(name, whole.minutes_left(), "min", MINUTES_A_SITTING * SITTINGS)


def _interview(index: Index, scope: str) -> Interview:
    pinned = PackReference(id="", version="", sha256="")
    return Interview(Reading(index, Assessment(id="", organisation="", pack=pinned, created_on="", scope=scope), TODAY))
