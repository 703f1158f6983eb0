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
@today_option
@click.pass_context
def ask(ctx: click.Context, organisation: str | None, plain: bool, today: date | None) -> int:
    """Open the interview of an organisation, or choose one first."""
    given = ctx.find_root().obj
    return open_ask(given["workspace"], organisation, plain=plain, today=today, passphrase=given["passphrase"])
