"""`readiness sign`: a paper was signed, on a day."""

from __future__ import annotations

from datetime import date

import click

from readiness.cli.option import Day, desk_of, today_option
from readiness.translation import _


@click.command(
    "sign",
    help=_(
        "Enter that a paper of `readiness report --list` was signed: it becomes the proof of the questions it names, "
        "in the assessment that is under way."
    ),
)
@click.argument("organisation")
@click.argument("paper")
@click.option("--on", "day", metavar="DATE", type=Day(), required=True, help=_("The day of the last signature."))
@today_option
@click.pass_context
def sign(ctx: click.Context, /, *, organisation: str, paper: str, day: date, today: date | None) -> None:
    """Enter the day, and say what it proves and what is still missing."""
    from readiness.session.documents import definition_named
    from readiness.session.signing import sign as entered

    definition = definition_named(paper)
    desk = desk_of(ctx, today, create=False)
    with desk.session(desk.find(organisation).id) as session:
        done = entered(session, definition, day)
    click.echo(_("Proof of {codes}: {paper}, signed").format(codes=", ".join(done.proven), paper=definition.name))
    if done.blanks:
        click.echo(_("Still missing: {labels}").format(labels="; ".join(done.blanks)))
    if done.left_out:
        click.echo(_("Not asked here: {codes}").format(codes=", ".join(done.left_out)))
