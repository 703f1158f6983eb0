"""`readiness encrypt`, `decrypt` and `passphrase`: who can read what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.option import desk_of
from readiness.cli.passphrase import organisation_option, passphrase_options
from readiness.cli.prompt import passphrase_source
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.session.passphrase import PassphraseSource
    from readiness.session.place import Desk
    from readiness.store.extent import Converted


@click.command(
    "encrypt",
    help=_(
        "Put the workspace behind a passphrase. Without it nobody can read what is kept, you included: there is no "
        "way back in. When it was interrupted, run it again: it goes on where it stopped. With --organisation, one "
        "organisation of an encrypted workspace gets a passphrase of its own, beside the workspace's."
    ),
)
@passphrase_options
@organisation_option
@click.option("--decline", is_flag=True, help=_("Remember that no passphrase is wanted; doctor goes on to report it."))
@click.pass_context
def encrypt(
    ctx: click.Context, passphrase_fd: int | None, passphrase_file: Path | None, organisation: str, decline: bool
) -> None:
    """Encrypt every file of the workspace, or of one organisation."""
    from readiness.session import locking, protecting

    if decline and organisation:
        raise click.UsageError(_("--decline and --organisation can't be used together."))
    if decline:
        desk = desk_of(ctx)
        protecting.decline(desk.workspace, desk.clock.today)
        click.echo(_("Remembered. To encrypt the workspace later: readiness encrypt"))
        return
    source = _source(ctx, passphrase_fd, passphrase_file)
    if organisation:
        converted = locking.encrypt(_desk(ctx, source), organisation)
    else:
        converted = protecting.encrypt(ctx.find_root().obj["workspace"], source)
    n = converted.files
    text = ngettext("Encrypted: {n} file.", "Encrypted: {n} files.", n).format(n=n)
    click.echo(text + " " + _("Backups and reports that were written before stay as they are."))
    _tell_of_strangers(converted)


@click.command(
    "decrypt",
    help=_(
        "Take the passphrase of the workspace away: its files can then be read by whoever can read the folder. When "
        "it was interrupted, run it again. With --organisation, one organisation is under the passphrase of the "
        "workspace alone again."
    ),
)
@passphrase_options
@organisation_option
@click.option("--with-sensitive", is_flag=True, help=_("Also where something is kept that only encryption allows."))
@click.pass_context
def decrypt(
    ctx: click.Context,
    passphrase_fd: int | None,
    passphrase_file: Path | None,
    organisation: str,
    with_sensitive: bool,
) -> None:
    """Decrypt every file of the workspace, or bring one organisation back under its passphrase alone."""
    from readiness.session import locking, protecting

    source = _source(ctx, passphrase_fd, passphrase_file)
    if organisation:
        converted = locking.decrypt(_desk(ctx, source), organisation)
        n = converted.files
        text = ngettext(
            "Under the passphrase of the workspace again: {n} file.",
            "Under the passphrase of the workspace again: {n} files.",
            n,
        )
        click.echo(text.format(n=n))
    else:
        converted = protecting.decrypt(ctx.find_root().obj["workspace"], source, with_sensitive=with_sensitive)
        n = converted.files
        click.echo(ngettext("Decrypted: {n} file.", "Decrypted: {n} files.", n).format(n=n))
    _tell_of_strangers(converted)


@click.command(
    "passphrase",
    help=_(
        "Choose another passphrase for the workspace. Who knows the old one and has an old copy of the folder can "
        "still read what is added: if that may be, give --new-key, which writes every file anew. When that was "
        "interrupted, run it again with the new passphrase. A backup still opens with the passphrase it had. With "
        "--organisation, it is the passphrase of that organisation which is changed."
    ),
)
@passphrase_options
@organisation_option
@click.option(
    "--new-passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Read the new passphrase from this file's first line."),
)
@click.option(
    "--new-passphrase-fd",
    metavar="N",
    type=click.IntRange(min=0),
    help=_("Read the new passphrase from this file descriptor."),
)
@click.option("--new-key", is_flag=True, help=_("Write every file anew, under a new key."))
@click.pass_context
def passphrase(
    ctx: click.Context,
    passphrase_fd: int | None,
    passphrase_file: Path | None,
    new_passphrase_fd: int | None,
    new_passphrase_file: Path | None,
    organisation: str,
    new_key: bool,
) -> None:
    """Change the passphrase of the workspace, or of one organisation."""
    from readiness.session import locking, protecting

    new = passphrase_source(new_passphrase_fd, new_passphrase_file)
    if new_passphrase_fd is None and new_passphrase_file is None:
        new.file = None  # what the environment names is the present passphrase
    present = _source(ctx, passphrase_fd, passphrase_file)
    if organisation:
        locking.change_passphrase(_desk(ctx, present), organisation, new, new_key=new_key)
    else:
        protecting.change_passphrase(ctx.find_root().obj["workspace"], present, new, new_key=new_key)
    click.echo(_("The passphrase is changed. The old one opens only what was backed up before."))


def _desk(ctx: click.Context, source: PassphraseSource) -> Desk:
    ctx.find_root().obj["passphrase"] = source
    return desk_of(ctx, create=False)


def _source(ctx: click.Context, descriptor: int | None, file: Path | None) -> PassphraseSource:
    if descriptor is not None or file is not None:
        return passphrase_source(descriptor, file)
    source: PassphraseSource = ctx.find_root().obj["passphrase"]
    return source


def _tell_of_strangers(converted: Converted) -> None:
    from readiness.store.error import shown

    for path in converted.strangers:
        text = _("'{file}' is not this program's, and was left as it is").format(file=shown(path))
        click.echo(f"readiness: {text}", err=True)
