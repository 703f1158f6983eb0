"""`readiness restore`: organisations back from a backup, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.option import desk_of
from readiness.cli.second import offer_passphrase
from readiness.translation import _


@click.command(
    "restore",
    help=_(
        "Bring back the organisations of a backup, or only ORGANISATION. Nothing that is there is written over: an "
        "organisation that is there already comes back beside it with --as, or not at all. A backup of an encrypted "
        "workspace needs the passphrase it had then. An organisation with a passphrase of its own keeps that, and "
        "needs it for --as only."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("organisation", required=False, default="")
@click.option("--as", "name", metavar="NAME", default="", help=_("Restore it under this name."))
@click.pass_context
def restore(ctx: click.Context, file: Path, organisation: str, name: str) -> None:
    """Restore a backup, and say what came back."""
    from readiness.session import locking
    from readiness.session.passphrase import opened
    from readiness.store import restoring
    from readiness.store.encryption import Header, Unlocked
    from readiness.store.error import shown

    def unlock(header: Header) -> Unlocked:
        if header.name:
            return locking.opened(header, ctx.find_root().obj["own_passphrase"])
        return opened(header, ctx.find_root().obj["passphrase"], shown(file))

    desk = desk_of(ctx)
    if not desk.workspace.is_encrypted:
        offer_passphrase(ctx, desk, arriving=restoring.arriving(desk.workspace, file, organisation, name))
    restored = restoring.restore(desk.workspace, file, organisation, name, unlock=unlock, now=desk.clock.moment)
    for one in restored.names:
        click.echo(_("Restored: {name}").format(name=one))
    if restored.settings:
        click.echo(_("Restored: your settings"))
