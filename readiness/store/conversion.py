"""Encrypting, decrypting and rekeying, file by file, so that a crash at any moment loses nothing.

It is done to a workspace, or in the same way to an organisation in an encrypted one: `outer` is then the workspace's
codec, under which its files are without a passphrase of its own. The header says first what is being done; until it
says that it is done, what it is about opens for the verb alone that goes on with it. Each file is replaced as a whole
and durably, and one that is done already is left alone, so that running the verb again finishes what was begun, and
the other verb takes it back.
"""

from __future__ import annotations

from pathlib import Path

from readiness.store import encryption
from readiness.store.encryption import Header, State, Unlocked
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import NotConverted, shown
from readiness.store.extent import Converted, extent_of
from readiness.translation import _


def encrypt(folder: Path, unlocked: Unlocked, now: str, outer: Codec = PLAIN) -> Converted:
    """Encrypt what is in `folder` under a new key, or finish or take back what was interrupted.

    `unlocked` is what `encryption.created` made, or its header opened where there is one. `now` is an ISO moment,
    for the notes beside the locks.

    Raises:
        NotConverted: it is encrypted already, somebody works in it, or something in it is damaged.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    extent = extent_of(folder, outer)
    with extent.changing():
        begun = encryption.read(folder, outer)
        _refuse_rekeying(begun, folder)
        if begun is None:
            extent.refuse_unready(outer, now)
        elif begun.state is State.ENCRYPTED or begun.key != unlocked.header.key:
            text = _("'{folder}' is encrypted already. For another passphrase: readiness passphrase")
            raise NotConverted(text.format(folder=shown(begun.name or folder)), folder)
        encryption.write(folder, unlocked.in_state(State.ENCRYPTING).header, outer)
        converted = extent.converted(outer, unlocked.codec, now)
        encryption.write(folder, unlocked.in_state(State.ENCRYPTED).header, outer)
    return converted


def decrypt(folder: Path, unlocked: Unlocked, now: str, outer: Codec = PLAIN) -> Converted:
    """Decrypt what is in `folder`, or finish or take back what was interrupted.

    Raises:
        NotConverted: somebody works in it, something in it is damaged, or has a passphrase of its own.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    extent = extent_of(folder, outer)
    with extent.changing():
        begun = encryption.read(folder, outer)
        if begun is None or begun.key != unlocked.header.key:
            raise _not_encrypted(folder)
        _refuse_rekeying(begun, folder)
        if begun.state is State.ENCRYPTED:
            extent.refuse_locks_inside(unlocked.codec)
            extent.refuse_unready(unlocked.codec, now)
        encryption.write(folder, unlocked.in_state(State.DECRYPTING).header, outer)
        converted = extent.converted(unlocked.codec, outer, now)
        encryption.remove(folder)
    return converted


def change_passphrase(folder: Path, unlocked: Unlocked, passphrase: str, now: str = "", outer: Codec = PLAIN) -> None:
    """Put the key of what is in `folder` under another passphrase. No other file changes.

    Raises:
        NotConverted: somebody works in the organisation.
        PassphraseRefused: it is too short. Nothing changed.
        ProtectedMeanwhile: another program has encrypted or decrypted it.
        StoreError: the old passphrase is still the right one.
    """
    renewed = encryption.with_passphrase(unlocked, passphrase)
    with extent_of(folder, outer).unchanged(unlocked.codec, now):
        encryption.write(folder, renewed.header, outer)


def change_key(folder: Path, renewed: Unlocked, now: str, outer: Codec = PLAIN) -> Converted:
    """Bring every file under a new key, or finish that.

    `renewed` is what `encryption.with_key` made, or the header opened where that was interrupted: with the new
    passphrase, as the old one opens nothing from the first moment on.

    Raises:
        NotConverted: somebody works in it, or something in it is damaged.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    assert renewed.retired is not None
    extent = extent_of(folder, outer)
    with extent.changing():
        begun = encryption.read(folder, outer)
        if begun is None or begun.key not in {renewed.header.key, renewed.header.retired_key}:
            raise _not_encrypted(folder)
        if begun.state is State.ENCRYPTED:
            extent.refuse_unready(renewed.retired, now)
        elif begun.key != renewed.header.key:
            encryption.refuse_unfinished(begun, folder)
        encryption.write(folder, renewed.header, outer)
        converted = extent.converted(renewed.retired, renewed.codec, now)
        encryption.write(folder, renewed.in_state(State.ENCRYPTED).header, outer)
    return converted


def _refuse_rekeying(header: Header | None, folder: Path) -> None:
    if header is not None and header.state is State.REKEYING:
        encryption.refuse_unfinished(header, folder)


def _not_encrypted(folder: Path) -> NotConverted:
    return NotConverted(_("'{folder}' is not encrypted.").format(folder=shown(folder)), folder)
