"""A desk in a workspace of its own, on the day every example speaks for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from readiness.questionnaire.library import Library
from readiness.session.clock import Clock
from readiness.session.packs import Packs
from readiness.session.place import Desk, open_workspace

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

_PACKS = Packs(Library(None))


def desk_in(folder: Path, today: date = TODAY) -> Desk:
    desk = Desk(open_workspace(folder), Clock(lambda: NOW, today))
    desk.packs = _PACKS
    return desk
