"""The passphrase of one organisation: asking for it, giving it one, another one, or none again.

It is a second lock, inside a workspace that is encrypted as a whole. Whoever has the workspace's passphrase alone sees
that there is such an organisation, and its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readiness.session import passphrase
from readiness.session.error import SessionError
from readiness.session.passphrase import ORGANISATION_OPTION, ORGANISATION_VARIABLE, PassphraseSource
from readiness.session.place import Desk
from readiness.store import conversion, encryption
from readiness.store.encryption import Header, State, Unlocked
from readiness.store.error import PassphraseNeeded, WrongPassphrase, shown
from readiness.store.extent import Converted
from readiness.store.workspace import Workspace
from readiness.translation import _


def unlock(workspace: Workspace, organisation_id: str, source: PassphraseSource | None) -> None:
    """Open an organisation with a passphrase of its own, for as long as the program runs; nothing for any other.

    Raises:
        PassphraseNeeded: the passphrase is wrong, or there is none.
        SessionError: it can't be read.
        UnfinishedConversion: some files are under that passphrase and some are not.
    """
    header = closed_header(workspace, organisation_id)
    if header is not None:
        workspace.keys.keep(opened(header, source).codec)


def unlock_with(workspace: Workspace, organisation_id: str, typed: str) -> None:
    """The same with what somebody typed.

    Raises:
        UnfinishedConversion: some files are under that passphrase and some are not.
        WrongPassphrase: it is not the one.
    """
    header = closed_header(workspace, organisation_id)
    if header is not None:
        with _named(header):
            workspace.keys.keep(encryption.unlock(header, typed).codec)


def closed_header(workspace: Workspace, organisation_id: str) -> Header | None:
    """What a passphrase has to be asked for, with the name of the organisation; None where it is open.

    Raises:
        StoreError: it can't be read.
        UnfinishedConversion: some files are under that passphrase and some are not.
    """
    folder = workspace.folder(organisation_id)
    header = workspace.keys.header(folder)
    if header is None or not workspace.keys.is_closed(folder):
        return None
    encryption.refuse_unfinished(header, folder)
    return header


def opened(header: Header, source: PassphraseSource | None) -> Unlocked:
    """The header of an organisation, opened.

    Raises:
        PassphraseNeeded: the passphrase is wrong, or there is none.
        SessionError: it can't be read.
    """
    source = source or PassphraseSource(variable=ORGANISATION_VARIABLE, option=ORGANISATION_OPTION)
    name = shown(header.name)
    if source.given() is None and source.ask is None:
        text = _(
            "'{name}' is locked: it has a passphrase of its own, and there is no terminal to ask for it. Name a file "
            "that holds it with {option}-file or {variable}, or a file descriptor with {option}-fd."
        )
        raise PassphraseNeeded(text.format(name=name, option=source.option, variable=source.variable))
    with _named(header):
        return passphrase.opened(header, source, name)


@contextmanager
def _named(header: Header) -> Iterator[None]:
    """Say which passphrase is wrong: there are two."""
    try:
        yield
    except WrongPassphrase:
        text = _("The passphrase of '{name}' is wrong. Nothing was read and nothing changed.")
        raise WrongPassphrase(text.format(name=shown(header.name))) from None


def encrypt(desk: Desk, wanted: str) -> Converted:
    """Give an organisation a passphrase of its own; or finish, or take back, what was interrupted.

    Raises:
        NotConverted: somebody works on it, or something in it is damaged. Nothing changed.
        PassphraseNeeded: there is none, or it doesn't open what was begun.
        PassphraseRefused: it is too short, or was not typed twice the same. Nothing changed.
        SessionError: the workspace is not encrypted, or the organisation has one already.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    workspace = desk.workspace
    if not workspace.is_encrypted:
        text = _(
            "'{folder}' is not encrypted, and a passphrase for one organisation is a second lock. Encrypt the "
            "workspace first, with: readiness encrypt"
        )
        raise SessionError(text.format(folder=shown(workspace.path)))
    found = workspace.find(wanted)
    folder = workspace.folder(found.id)
    header = workspace.keys.header(folder)
    if header is None:
        unlocked = encryption.created(passphrase.chosen(_source(desk)), found.name)
    elif header.state is State.ENCRYPTED:
        text = _(
            "'{name}' has a passphrase of its own already. For another one: readiness passphrase --organisation "
            '"{name}"'
        )
        raise SessionError(text.format(name=shown(found.name)))
    else:
        unlocked = opened(header, desk.own_passphrase)
    return conversion.encrypt(folder, unlocked, desk.clock.moment, workspace.codec)


def decrypt(desk: Desk, wanted: str) -> Converted:
    """Bring an organisation back under the workspace's passphrase alone; or finish, or take back, what was begun.

    Raises:
        NotConverted: somebody works on it, or something in it is damaged. Nothing changed.
        PassphraseNeeded: it is wrong, or there is none.
        SessionError: it has no passphrase of its own.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    folder, header = _locked(desk, wanted)
    unlocked = opened(header, desk.own_passphrase)
    return conversion.decrypt(folder, unlocked, desk.clock.moment, desk.workspace.codec)


def change_passphrase(desk: Desk, wanted: str, new: PassphraseSource, *, new_key: bool = False) -> None:
    """Put an organisation under another passphrase, with `new_key` every file under a new key; or finish that.

    Raises:
        NotConverted: somebody works on it, or something in it is damaged. Nothing changed.
        PassphraseNeeded: the present one is wrong, or there is none.
        PassphraseRefused: the new one is too short, or was not typed twice the same.
        SessionError: the organisation has no passphrase of its own.
        StoreError: the old passphrase is still the right one, or it could not be finished.
    """
    folder, header = _locked(desk, wanted)
    now, outer = desk.clock.moment, desk.workspace.codec
    if header.state is State.REKEYING:
        conversion.change_key(folder, opened(header, desk.own_passphrase), now, outer)
        return
    encryption.refuse_unfinished(header, folder)
    unlocked = opened(header, desk.own_passphrase)
    chosen = passphrase.chosen(new)
    if new_key:
        conversion.change_key(folder, encryption.with_key(unlocked, chosen), now, outer)
    else:
        conversion.change_passphrase(folder, unlocked, chosen, now, outer)


def _locked(desk: Desk, wanted: str) -> tuple[Path, Header]:
    found = desk.workspace.find(wanted)
    folder = desk.workspace.folder(found.id)
    header = desk.workspace.keys.header(folder)
    if header is None:
        raise SessionError(_("'{name}' has no passphrase of its own.").format(name=shown(found.name)))
    return folder, header


def _source(desk: Desk) -> PassphraseSource:
    return desk.own_passphrase or PassphraseSource(variable=ORGANISATION_VARIABLE, option=ORGANISATION_OPTION)
