"""The ways into the questions: the app where there is a terminal, line by line where there is none."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.cli.look import Look
    from readiness.session.passphrase import PassphraseSource


def open_home(
    workspace: Path | None,
    passphrase: PassphraseSource | None = None,
    own_passphrase: PassphraseSource | None = None,
    look: Look | None = None,
) -> int:
    """Open the app at Home; without a terminal, the interview line by line.

    Raises:
        ReadinessError: the workspace can't be used.
    """
    return open_ask(workspace, None, plain=False, passphrase=passphrase, own_passphrase=own_passphrase, look=look)


def open_ask(
    workspace: Path | None,
    organisation: str | None,
    *,
    plain: bool,
    shows: bool = False,
    today: date | None = None,
    passphrase: PassphraseSource | None = None,
    own_passphrase: PassphraseSource | None = None,
    look: Look | None = None,
) -> int:
    """Open the interview of an organisation; without a name, where one is chosen or created.

    With `shows`, what is asked is the proof of what was said to be so.

    The passphrase of an encrypted workspace is asked for before the app takes the terminal, and so is that of an
    organisation that is named; of one that is chosen in the app, the app asks for it.

    Raises:
        ReadinessError: the workspace or the organisation can't be used.
    """
    from readiness.cli.language import speak_as_chosen
    from readiness.cli.prompt import organisation_passphrase_source, passphrase_source
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, open_workspace

    opened = open_workspace(workspace, passphrase=passphrase or passphrase_source())
    speak_as_chosen(opened)
    own = own_passphrase or organisation_passphrase_source()
    desk = Desk(opened, Clock(day=today), own)
    chosen = desk.find(organisation) if organisation is not None else None
    if plain or not _has_terminal():
        from readiness.plain import run

        return run(desk, chosen, sys.stdin, sys.stdout, shows=shows)
    from readiness.tui.app import SHOW, VISIT
    from readiness.tui.app import run as run_app

    own.ask = None  # nobody can type there while the app has the terminal
    colours, in_ascii = (look.theme, look.in_ascii) if look else ("", False)
    return run_app(desk, chosen, opens=SHOW if shows else VISIT, colours=colours, in_ascii=in_ascii)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
