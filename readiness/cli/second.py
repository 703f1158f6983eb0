"""Before a second organisation comes into a workspace, a passphrase is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness.translation import _

if TYPE_CHECKING:
    from readiness.session.place import Desk


def offer_passphrase(ctx: click.Context, desk: Desk, name: str = "", arriving: int = 1) -> None:
    """Ask whether to encrypt the workspace before an organisation of this name is added, or several; and do so.

    Without a terminal nobody can be asked: it is said, and nothing is kept back.

    Raises:
        PassphraseRefused: it is too short, or was not typed twice the same. Nothing was stored.
        StoreError: the workspace could not be encrypted, or the answer not be kept.
    """
    from readiness.session import protecting
    from readiness.session.passphrase import PassphraseSource, chosen

    if not protecting.is_due(desk.workspace, name, arriving):
        return
    given: PassphraseSource = ctx.find_root().obj["passphrase"]
    if given.ask is None:
        click.echo(f"readiness: {protecting.unasked()}", err=True)
        return
    click.echo(protecting.reason())
    if click.confirm(_("Encrypt it now?"), default=True):
        protecting.protect(desk, chosen(given))
        click.echo(_("The workspace is encrypted."))
    else:
        protecting.decline(desk.workspace, desk.clock.today)
