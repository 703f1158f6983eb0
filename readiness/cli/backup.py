"""`readiness backup`: the workspace, or one organisation, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.option import desk_of
from readiness.translation import _, ngettext


@click.command(
    "backup",
    help=_(
        "Write the workspace, or one ORGANISATION, into one file. It is read back and compared before it gets its "
        "name. It holds what the workspace holds: keep it as safe."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("organisation", required=False, default="")
@click.option("--force", is_flag=True, help=_("Replace the file if it exists."))
@click.pass_context
def backup(ctx: click.Context, file: Path, organisation: str, force: bool) -> None:
    """Write a backup, and say what is in it."""
    from readiness.store.bundle import back_up

    desk = desk_of(ctx, create=False)
    id = desk.find(organisation).id if organisation else ""
    made = back_up(desk.workspace, file, desk.clock.moment, id, force=force)
    n = made.organisations
    text = ngettext(
        "Backup: {path} ({n} organisation, {files} files, {size} bytes), read back and sound.",
        "Backup: {path} ({n} organisations, {files} files, {size} bytes), read back and sound.",
        n,
    )
    click.echo(text.format(path=file, n=n, files=made.files, size=made.size))
