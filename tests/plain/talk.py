"""Plain mode with lines in and lines out."""

from __future__ import annotations

import io
from pathlib import Path

from readiness.plain import run
from readiness.session.place import Desk
from tests.session.desk import desk_in

BEGIN = ("y", "Harbor Dental", "1", "Ada")
"""Notice, name, the first hour, who asks."""
ABOUT = ("3", "Texas", "500", "1,2", "1", "2027-02-28", "1", "1", "Ada, Bo", "1")
"""The eight opening lines of an insured firm."""


def talk(folder: Path, *lines: str, organisation: str = "") -> str:
    """What is said when these lines are typed; a file of answers is read from until it ends."""
    desk = desk_in(folder)
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    target = io.StringIO()
    assert run(desk, desk.find(organisation) if organisation else None, source, target) == 0
    return target.getvalue()


def desk_of(folder: Path) -> Desk:
    return desk_in(folder)
