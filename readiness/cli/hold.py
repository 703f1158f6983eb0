"""`readiness hold`: while a legal hold is on, nothing of an organisation is destroyed."""

from __future__ import annotations

import click

from readiness.cli.option import desk_of
from readiness.translation import _


@click.command(
    "hold",
    help=_(
        "Put ORGANISATION under a legal hold, or lift it. While it is on, nothing of it can be deleted. Who did it, "
        "when and why is recorded."
    ),
)
@click.argument("organisation")
@click.option("--on", "wanted", flag_value="on", help=_("Put it on."))
@click.option("--off", "wanted", flag_value="off", help=_("Lift it."))
@click.option("--by", metavar="NAME", required=True, help=_("Who decided it."))
@click.option("--note", metavar="TEXT", required=True, help=_("Why: the matter, or the reason it ends."))
@click.pass_context
def hold(ctx: click.Context, organisation: str, wanted: str | None, by: str, note: str) -> None:
    """Change the legal hold of an organisation."""
    from readiness.session.holding import change_hold

    # A hold must not end because a word was forgotten.
    if wanted is None:
        raise click.UsageError(_("Say --on or --off."))
    on = wanted == "on"
    desk = desk_of(ctx, create=False)
    found = desk.find(organisation)
    change_hold(desk, found.id, on=on, by=by, note=note)
    if on:
        click.echo(_("A legal hold is on for '{name}'. Nothing of it can be deleted.").format(name=found.name))
    else:
        click.echo(_("The legal hold on '{name}' is lifted.").format(name=found.name))
