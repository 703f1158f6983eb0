"""The ways into the questions: the app where there is a terminal, line by line where there is none."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.session.passphrase import PassphraseSource


def open_home(workspace: Path | None, passphrase: PassphraseSource | None = None) -> int:
    """Open the app at Home; without a terminal, the interview line by line.

    Raises:
        ReadinessError: the workspace can't be used.
    """
    return open_ask(workspace, None, plain=False, passphrase=passphrase)


def open_ask(
    workspace: Path | None,
    organisation: str | None,
    *,
    plain: bool,
    today: date | None = None,
    passphrase: PassphraseSource | None = None,
) -> int:
    """Open the interview of an organisation; without a name, where one is chosen or created.

    The passphrase of an encrypted workspace is asked for before the app takes the terminal.

    Raises:
        ReadinessError: the workspace or the organisation can't be used.
    """
    from readiness.cli.prompt import passphrase_source
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, open_workspace

    desk = Desk(open_workspace(workspace, passphrase=passphrase or passphrase_source()), Clock(day=today))
    chosen = desk.find(organisation) if organisation is not None else None
    if plain or not _has_terminal():
        from readiness.plain import run

        return run(desk, chosen, sys.stdin, sys.stdout)
    from readiness.tui.app import run as run_app

    return run_app(desk, chosen)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
