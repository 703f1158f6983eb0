"""The minutes that are promised before the first question, as the program works them out."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.interview import Interview
from readiness.assessment.model import Assessment, PackReference
from readiness.assessment.pace import minutes_for
from readiness.assessment.reading import Reading
from readiness.assessment.scope import FULL
from tests.bench.row import Row, information_row
from tests.bench.workspace import TODAY, temporary_desk

FIRST_HOUR = "first-hour"


def rows() -> Iterator[Row]:
    """The first hour with its blocks, and everything with its sections."""
    with temporary_desk() as desk:
        index = desk.packs.offered()
        for scope in (FIRST_HOUR, FULL):
            empty = Assessment(
                id="", organisation="", pack=PackReference(id="", version="", sha256=""), created_on="", scope=scope
            )
            interview = Interview(Reading(index, empty, TODAY))
            parts = [
                minutes_for(interview.reading, filter(interview.reading.is_visible, group.items))
                for group in interview.groups
            ]
            name = f"promised: {scope}, {interview.progress().asked} questions, longest part {max(parts)} min"
            yield information_row(name, f"{interview.minutes_left()} min")
