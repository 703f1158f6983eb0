"""`readiness now`: something is happening. Calls, first 72 hours, clocks; no questions, and nothing is stored."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.model import Organisation
    from readiness.session.now import Emergency
    from readiness.session.place import Desk


@click.command(
    "now",
    help=_(
        "Something is happening now: whom to call, the first 72 hours, clocks that may apply. Stores nothing. "
        "ORGANISATION is a name, the beginning of one, or an id; without it, the only one there is, or any business. "
        "Without a terminal, or with --plain, it is written as lines."
    ),
)
@click.argument("organisation", required=False)
@click.option("--plain", is_flag=True, help=_("Lines instead of a screen."))
@click.option(
    "--at",
    "noticed_text",
    metavar="TIME",
    default="now",
    help=_('When it was noticed: 03:15, "yesterday 22:40", "2026-11-21 03:00", "2 hours ago".'),
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("Write the contact card and the sheet for the first 72 hours into this folder, as PDFs."),
)
@click.pass_context
def now(ctx: click.Context, organisation: str | None, plain: bool, noticed_text: str, output: Path | None) -> int:
    """Show what to do, or write it down."""
    from readiness.session.clock import Clock

    clock = Clock()
    at = _noticed(noticed_text, clock.now())
    desk = _desk(ctx, organisation)
    chosen = _chosen(desk, organisation)
    if not (plain or output is not None) and desk is not None and sys.stdin.isatty() and sys.stdout.isatty():
        return _app(ctx, desk, chosen, at)
    from readiness.plain.now import now_lines

    emergency = _emergency(desk, chosen)
    for line in now_lines(emergency, at, clock.now()):
        click.echo(line)
    if output is not None:
        for path in emergency.write(output):
            click.echo(_("Written: {path}").format(path=path))
    return 0


def _noticed(text: str, now: datetime) -> datetime:
    from readiness.questionnaire.vocabulary import ValueRefused
    from readiness.session.discovery import noticed

    try:
        return noticed(text, now)
    except ValueRefused as refused:
        raise click.BadParameter(str(refused), param_hint="--at") from refused


def _desk(ctx: click.Context, organisation: str | None) -> Desk | None:
    """The workspace; None where there is none yet and no organisation was named.

    Raises:
        StoreError: it can't be opened, or there is none.
    """
    from readiness.session.clock import Clock
    from readiness.session.place import Desk, workspace_as_it_is
    from readiness.store.error import NotFound

    given = ctx.find_root().obj
    try:
        workspace = workspace_as_it_is(given["workspace"], passphrase=given["passphrase"])
    except NotFound:
        if organisation is not None:
            raise
        return None
    return Desk(workspace, Clock(), given["own_passphrase"])


def _chosen(desk: Desk | None, organisation: str | None) -> Organisation | None:
    if desk is None:
        return None
    if organisation is not None:
        return desk.find(organisation)
    from readiness.error import ReadinessError

    found = [one for one in desk.scan() if not isinstance(one, ReadinessError)]
    return desk.find(found[0].id) if len(found) == 1 else None


def _emergency(desk: Desk | None, chosen: Organisation | None) -> Emergency:
    from readiness.session.clock import Clock
    from readiness.session.now import emergency_of, general
    from readiness.session.packs import Packs

    if desk is None:
        return general(Packs(), Clock())
    return emergency_of(desk.dossier(chosen.id)) if chosen is not None else general(desk.packs, desk.clock)


def _app(ctx: click.Context, desk: Desk, chosen: Organisation | None, at: datetime) -> int:
    from readiness.tui.app import NOW, run

    if desk.own_passphrase is not None:
        desk.own_passphrase.ask = None  # nobody can type there while the app has the terminal
    return run(desk, chosen, opens=NOW, noticed=at)
