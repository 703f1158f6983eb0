"""`readiness ask`: the questions, in the app or line by line."""

from __future__ import annotations

from datetime import date

import click

from readiness.cli.home import open_ask
from readiness.cli.option import today_option
from readiness.translation import _


@click.command(
    "ask",
    help=_(
        "Ask the questions; go on where you stopped. ORGANISATION is a name, the beginning of one, or an id. "
        "Without a terminal, or with --plain, everything runs line by line."
    ),
)
@click.argument("organisation", required=False)
@click.option("--plain", is_flag=True, help=_("Line by line: for screen readers, simple terminals and scripts."))
@click.option("--show", "shows", is_flag=True, help=_("Ask only what shows each yes that is without proof."))
@today_option
@click.pass_context
def ask(ctx: click.Context, organisation: str | None, plain: bool, shows: bool, today: date | None) -> int:
    """Open the interview of an organisation, or choose one first."""
    if shows and organisation is None:
        raise click.UsageError(_("--show needs the name of an organisation."))
    given = ctx.find_root().obj
    sources = {"passphrase": given["passphrase"], "own_passphrase": given["own_passphrase"], "look": given["look"]}
    return open_ask(given["workspace"], organisation, plain=plain, shows=shows, today=today, **sources)
