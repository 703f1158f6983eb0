"""Memory of the app at a question of the full pack, against a Textual app with one Static, each in its own process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.first_paint import FLOOR, MARKER, environment, started
from tests.bench.row import Row
from tests.bench.workspace import temporary_desk

NAME = "Harbor Dental Group"
BOUND = 1.6
_QUESTION = "How many people"
"""Painted with the first questions."""


def rows() -> Iterator[Row]:
    """Resident memory, once both are painted."""
    if not Path("/proc/self/statm").exists():
        return
    with temporary_desk() as desk:
        with desk.session(desk.create(NAME).id) as session:
            session.start()
        variables = environment(desk.workspace.path)
        ours = _resident([str(Path(sys.executable).with_name("readiness")), "ask", NAME], variables, _QUESTION)
        floor = _resident([sys.executable, "-c", FLOOR], variables, MARKER)
    ratio = ours / floor
    yield Row(
        "memory at a question : one Static",
        f"{ours:.0f} MB",
        f"{floor:.0f} MB",
        f"{ratio:.2f}",
        f"{BOUND:g}",
        ratio <= BOUND,
    )


def _resident(argv: list[str], variables: dict[str, str], marker: str) -> float:
    with started(argv, variables, marker) as (child, _seconds):
        pages = int(Path(f"/proc/{child}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
