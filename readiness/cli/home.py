"""The ways into the questions: the app where there is a terminal, line by line where there is none."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path


def open_home(workspace: Path | None) -> int:
    """Open the app at Home; without a terminal, the interview line by line.

    Raises:
        ReadinessError: the workspace can't be used.
    """
    return open_ask(workspace, None, plain=False)


def open_ask(workspace: Path | None, organisation: str | None, *, plain: bool, today: date | None = None) -> int:
    """Open the interview of an organisation; without a name, where one is chosen or created.

    Raises:
        ReadinessError: the workspace or the organisation can't be used.
    """
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, open_workspace

    desk = Desk(open_workspace(workspace), Clock(day=today))
    chosen = desk.find(organisation) if organisation is not None else None
    if plain or not _has_terminal():
        from readiness.plain import run

        return run(desk, chosen, sys.stdin, sys.stdout)
    from readiness.tui.app import run as run_app

    return run_app(desk, chosen)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
