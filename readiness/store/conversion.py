"""Encrypting, decrypting and rekeying a workspace, file by file, so that a crash at any moment loses nothing.

The header says first what is being done; until it says that it is done, the workspace opens for the verb alone
that goes on with it. Each file is replaced as a whole and durably, and one that is done already is left alone,
so that running the verb again finishes what was begun, and the other verb takes it back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from readiness.store import document, durable, encryption
from readiness.store.doctor import examine
from readiness.store.encryption import Header, State, Unlocked
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import NotConverted, StoreError, shown
from readiness.store.fault import Cure
from readiness.store.lock import LOCK, NOTE, Holder, SessionLock, brief_lock
from readiness.store.organisation_view import ASSESSMENTS, FILE, ID, KIND
from readiness.store.recoding import recoded
from readiness.store.settings import FILE as SETTINGS
from readiness.store.surroundings import ASSESSMENT, OWN, PACK
from readiness.store.tables import decode
from readiness.store.workspace import ORGANISATIONS, PACKS, Workspace
from readiness.translation import _

_SETTINGS = re.compile(rf"{re.escape(SETTINGS)}(\.previous)?(\.aside-[1-9][0-9]*|\.format-[1-9][0-9]*)?")
_HARMLESS = {Cure.TIGHTEN, Cure.SWEEP, Cure.REBUILD}


@dataclass(slots=True)
class Converted:
    """What a conversion came to.

    Attributes:
        codec: how the files are stored from now on.
        files: how many were written anew.
        strangers: files between the others that are not this program's; they were left as they are.
    """

    codec: Codec
    files: int = 0
    strangers: list[Path] = field(default_factory=list)


def encrypt(folder: Path, unlocked: Unlocked, now: str) -> Converted:
    """Encrypt the workspace in `folder` under a new key, or finish or take back what was interrupted.

    `unlocked` is what `encryption.created` made, or its header opened where there is one. `now` is an ISO moment,
    for the notes beside the locks.

    Raises:
        NotConverted: it is encrypted already, somebody works in it, or something in it is damaged.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    with brief_lock(folder):
        begun = encryption.read(folder)
        _refuse_rekeying(begun, folder)
        if begun is None:
            _refuse_unready(Workspace(folder), now)
        elif begun.state is State.ENCRYPTED or begun.key != unlocked.header.key:
            text = _("'{folder}' is encrypted already. For another passphrase: readiness passphrase")
            raise NotConverted(text.format(folder=shown(folder)), folder)
        encryption.write(folder, unlocked.in_state(State.ENCRYPTING).header)
        converted = _convert(folder, PLAIN, unlocked.codec, now)
        encryption.write(folder, unlocked.in_state(State.ENCRYPTED).header)
    return converted


def decrypt(folder: Path, unlocked: Unlocked, now: str) -> Converted:
    """Decrypt the workspace in `folder`, or finish or take back what was interrupted.

    Raises:
        NotConverted: somebody works in it, or something in it is damaged.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    with brief_lock(folder):
        begun = encryption.read(folder)
        if begun is None or begun.key != unlocked.header.key:
            raise NotConverted(_("'{folder}' is not encrypted.").format(folder=shown(folder)), folder)
        _refuse_rekeying(begun, folder)
        if begun.state is State.ENCRYPTED:
            _refuse_unready(Workspace(folder, unlocked.codec), now)
        encryption.write(folder, unlocked.in_state(State.DECRYPTING).header)
        converted = _convert(folder, unlocked.codec, PLAIN, now)
        encryption.remove(folder)
    return converted


def change_passphrase(folder: Path, unlocked: Unlocked, passphrase: str) -> None:
    """Put the key of a workspace under another passphrase. No other file changes.

    Raises:
        PassphraseRefused: it is too short. Nothing changed.
        ProtectedMeanwhile: another program has encrypted or decrypted the workspace.
        StoreError: the old passphrase is still the right one.
    """
    renewed = encryption.with_passphrase(unlocked, passphrase)
    with encryption.changing(folder, unlocked.codec):
        encryption.write(folder, renewed.header)


def change_key(folder: Path, renewed: Unlocked, now: str) -> Converted:
    """Bring every file under a new key, or finish that.

    `renewed` is what `encryption.with_key` made, or the header opened where that was interrupted: with the new
    passphrase, as the old one opens nothing from the first moment on.

    Raises:
        NotConverted: somebody works in it, or something in it is damaged.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    assert renewed.retired is not None
    with brief_lock(folder):
        begun = encryption.read(folder)
        if begun is None or begun.key not in {renewed.header.key, renewed.header.retired_key}:
            raise NotConverted(_("'{folder}' is not encrypted.").format(folder=shown(folder)), folder)
        if begun.state is State.ENCRYPTED:
            _refuse_unready(Workspace(folder, renewed.retired), now)
        elif begun.key != renewed.header.key:
            encryption.refuse_unfinished(begun, folder)
        encryption.write(folder, renewed.header)
        converted = _convert(folder, renewed.retired, renewed.codec, now)
        encryption.write(folder, renewed.in_state(State.ENCRYPTED).header)
    return converted


def _refuse_rekeying(header: Header | None, folder: Path) -> None:
    if header is not None and header.state is State.REKEYING:
        encryption.refuse_unfinished(header, folder)


def _convert(folder: Path, old: Codec, new: Codec, now: str) -> Converted:
    converted = Converted(new)
    if durable.exists(folder / ORGANISATIONS):
        # What a crash left half-made was never acknowledged, and would stay readable.
        Workspace(folder).sweep()
    durable.sweep(folder)
    _one_folder(folder, "", _SETTINGS.fullmatch, (old, new), converted)
    _one_folder(folder / PACKS, f"{PACKS}/", PACK.fullmatch, (old, new), converted)
    for place in _organisations(folder):
        # Whoever comes after the header was written looks at it under this lock, and goes away.
        with _locked(place, now):
            ids, inner = _trail_ids(place, (old, new)), f"{ORGANISATIONS}/{place.name}/"
            _one_folder(place, inner, OWN.fullmatch, (old, new), converted, ids)
            _one_folder(place / ASSESSMENTS, f"{inner}{ASSESSMENTS}/", ASSESSMENT.fullmatch, (old, new), converted)
    return converted


def _one_folder(
    folder: Path,
    inner: str,
    belongs: Callable[[str], object],
    codecs: tuple[Codec, Codec],
    converted: Converted,
    trail_ids: Sequence[str] = (),
) -> None:
    if not durable.exists(folder):
        return
    if inner:
        durable.tidy(folder)
    for entry in sorted(durable.files(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if belongs(entry.name) and entry.name not in {LOCK, NOTE}:
            raw = durable.read(path)
            after = recoded(f"{inner}{entry.name}", raw, *codecs, trail_ids)
            if after != raw:
                durable.swap_in(path, after, keep_previous=False)
                converted.files += 1
        elif inner and entry.name not in {LOCK, NOTE}:
            converted.strangers.append(path)
    durable.sync_folder(folder)


@contextmanager
def _locked(place: Path, now: str) -> Iterator[None]:
    lock = SessionLock(place)
    if not lock.take(now):
        raise _in_use(lock.holder())
    try:
        yield
    finally:
        lock.release()


def _in_use(holder: Holder | None) -> NotConverted:
    text = _("Another program works on an organisation ({holder}). Close it there, then run this again.")
    return NotConverted(text.format(holder=holder or "?"))


def _refuse_unready(workspace: Workspace, now: str) -> None:
    """See that nobody works in the workspace and nothing in it is damaged, before anything is changed."""
    for place in _organisations(workspace.path):
        # Opening completes what a crash interrupted; a trail with half a line could not be converted.
        with workspace.open_organisation(place.name, now=now) as file:
            if file.read_only:
                raise _in_use(file.holder)
            file.draft()
    for fault in examine(workspace).faults:
        # A header of which one copy is sound is written anew anyway.
        is_header = fault.path.name.startswith(encryption.FILE) and fault.cure is not None
        if not fault.is_advice and fault.cure not in _HARMLESS and not is_header:
            text = _("Nothing changed. {fault} Look with: readiness doctor")
            raise NotConverted(text.format(fault=fault.words), fault.path)


def _trail_ids(place: Path, codecs: Sequence[Codec]) -> tuple[str, ...]:
    """The ids that an organisation's own trail may be bound to: its own, or that of what it is a copy of."""
    path = place / FILE
    for codec in codecs:
        try:
            tables = decode(durable.read(path), path, Identity(KIND, place.name), codec)
            return (*document.organisation_from(tables, path).formerly, place.name)
        except (StoreError, FileNotFoundError):
            continue
    return (place.name,)


def _organisations(folder: Path) -> list[Path]:
    try:
        entries = list(os.scandir(folder / ORGANISATIONS))
    except FileNotFoundError:
        return []
    found = [Path(one.path) for one in entries if ID.fullmatch(one.name) and one.is_dir(follow_symlinks=False)]
    return sorted(found)
