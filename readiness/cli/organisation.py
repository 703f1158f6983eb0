"""`readiness rename`, `archive` and `delete`: an organisation as such."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.option import desk_of
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.model import Organisation
    from readiness.session.place import Desk


@click.command("rename", help=_("Give ORGANISATION another name. What was finished before stays as it is."))
@click.argument("organisation")
@click.argument("name")
@click.pass_context
def rename(ctx: click.Context, organisation: str, name: str) -> None:
    """Give an organisation another name."""
    from readiness.session.profile import rename as renamed

    desk = desk_of(ctx, create=False)
    found = desk.find(organisation)
    after = renamed(desk, found.id, name)
    click.echo(_("'{before}' is now '{after}'.").format(before=found.name, after=after.name))


@click.command(
    "archive",
    help=_("Archive ORGANISATION: everything is kept, and nothing of it is due any more. --off takes it back."),
)
@click.argument("organisation")
@click.option("--off", is_flag=True, help=_("Take it out of the archive."))
@click.pass_context
def archive(ctx: click.Context, organisation: str, off: bool) -> None:
    """Archive an organisation, or take it back."""
    from readiness.session.profile import archive as archived

    desk = desk_of(ctx, create=False)
    after = archived(desk, desk.find(organisation).id, on=not off)
    text = _("'{name}' is taken out of the archive.") if off else _("'{name}' is archived. Everything is kept.")
    click.echo(text.format(name=after.name))


@click.command(
    "delete",
    help=_(
        "Delete ORGANISATION with everything that is kept of it. Its whole name has to be typed, or given with --name. "
        "A backup is offered first, or written with --backup. Refused under a legal hold."
    ),
)
@click.argument("organisation")
@click.option("--name", "typed", metavar="NAME", default="", help=_("The whole name, instead of typing it."))
@click.option(
    "--backup", metavar="FILE", type=click.Path(path_type=Path), help=_("Write a backup of it into this file first.")
)
@click.pass_context
def delete(ctx: click.Context, organisation: str, typed: str, backup: Path | None) -> None:
    """Delete an organisation."""
    from readiness.session.profile import delete as deleted
    from readiness.session.profile import refuse_deletion

    desk = desk_of(ctx, create=False)
    found = desk.find(organisation)
    refuse_deletion(found)
    asks = not typed
    if asks and not sys.stdin.isatty():
        raise click.UsageError(_("There is nobody to ask: give the whole name with --name."))
    if asks and backup is None:
        answer = click.prompt(
            _("Back it up first? A file name, or Enter for no backup"), default="", show_default=False
        )
        backup = Path(answer) if answer else None
    if backup is not None:
        _back_up(desk, found, backup)
    name = typed or click.prompt(_("Type '{name}' to delete it for good").format(name=found.name))
    deleted(desk, found.id, name)
    click.echo(_("'{name}' is deleted.").format(name=found.name))


def _back_up(desk: Desk, organisation: Organisation, path: Path) -> None:
    from readiness.store.bundle import back_up

    made = back_up(desk.workspace, path, desk.clock.moment, organisation.id, force=False)
    text = _("Backup: {path} ({files} files, {size} bytes), read back and sound.")
    click.echo(text.format(path=path, files=made.files, size=made.size))
