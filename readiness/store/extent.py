"""What one passphrase covers, and the bringing of its files from one codec to another.

That is a workspace, or one organisation in an encrypted workspace. Of an organisation that has a passphrase of its
own only the header is the workspace's, and its other files are left as they are when the workspace gets a new key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from readiness.store import document, durable, encryption
from readiness.store.doctor import examine, examine_organisation
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import NotConverted, StoreError, shown
from readiness.store.fault import Cure, Examination, Fault
from readiness.store.keys import own_header, refuse_changed
from readiness.store.lock import LOCK, NOTE, Holder, SessionLock, brief_lock
from readiness.store.organisation_view import ASSESSMENTS, FILE, ID, KIND
from readiness.store.recoding import recoded
from readiness.store.settings import FILE as SETTINGS
from readiness.store.surroundings import ASSESSMENT, OWN, OWN_HEADER, PACK
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


class Extent:
    """A workspace."""

    def __init__(self, folder: Path, outer: Codec) -> None:
        """What lies in `folder`; `outer` is how its files are stored without the passphrase."""
        self._folder = folder
        self._outer = outer

    def changing(self) -> AbstractContextManager[None]:
        """Hold the workspace's own lock.

        Raises:
            Busy: another process did not finish in time.
            NotSaved: the folder can't be written to.
            ProtectedMeanwhile: the workspace around it was encrypted or decrypted since it was opened.
        """
        return brief_lock(self._folder)

    @contextmanager
    def unchanged(self, codec: Codec, now: str) -> Iterator[None]:
        """Hold every lock that changing the header takes, when the files are still stored by `codec`.

        Raises:
            NotConverted: somebody works in it.
            StoreError: as for `changing`.
        """
        with encryption.changing(self._folder, codec):
            yield

    def refuse_locks_inside(self, codec: Codec) -> None:
        """See that no organisation has a passphrase of its own, which takes an encrypted workspace.

        Raises:
            NotConverted: one has.
        """
        for place in _organisations(self._folder):
            header = own_header(place, codec)
            if header is not None:
                text = _(
                    "'{name}' has a passphrase of its own. Nothing changed. Take that away first, with: readiness "
                    'decrypt --organisation "{name}"'
                )
                raise NotConverted(text.format(name=shown(header.name)), place)

    def refuse_unready(self, codec: Codec, now: str) -> None:
        """See that nobody works in it and nothing in it is damaged, before anything is changed.

        Raises:
            NotConverted: somebody does, or something is.
            StoreError: something can't be read.
        """
        workspace = Workspace(self._folder, codec)
        for place in _organisations(self._folder):
            _refuse_in_use(workspace, place, now)
        _refuse_faults(examine(workspace).faults)

    def converted(self, old: Codec, new: Codec, now: str) -> Converted:
        """Bring every file from one codec to the other.

        Raises:
            NotConverted: somebody works in it.
            StoreError: a file could not be read or written.
        """
        converted = Converted(new)
        if durable.exists(self._folder / ORGANISATIONS):
            # What a crash left half-made was never acknowledged, and would stay readable.
            Workspace(self._folder).sweep()
        durable.sweep(self._folder)
        _one_folder(self._folder, "", _SETTINGS.fullmatch, (old, new), converted)
        _one_folder(self._folder / PACKS, f"{PACKS}/", PACK.fullmatch, (old, new), converted)
        for place in _organisations(self._folder):
            # Whoever comes after the header was written looks at it under this lock, and goes away.
            with _locked(place, now):
                if old.key and new.key and encryption.exists(place):
                    _own_header(place, (old, new), converted)
                else:
                    _organisation(place, (old, new), converted)
        return converted


class OrganisationExtent(Extent):
    """One organisation in an encrypted workspace."""

    def changing(self) -> AbstractContextManager[None]:
        """Hold the workspace's own lock, when the workspace is still under the same key."""
        return encryption.changing(self._workspace, self._outer)

    @contextmanager
    def unchanged(self, codec: Codec, now: str) -> Iterator[None]:
        """Hold the workspace's lock and the organisation's."""
        with self.changing(), _locked(self._folder, now):
            refuse_changed(self._folder, codec, self._outer)
            yield

    def refuse_locks_inside(self, codec: Codec) -> None:
        """There is nothing inside an organisation."""

    def refuse_unready(self, codec: Codec, now: str) -> None:
        """As for a workspace."""
        workspace = Workspace(self._workspace, self._outer)
        workspace.keys.keep(codec)
        _refuse_in_use(workspace, self._folder, now)
        found = Examination(self._workspace)
        examine_organisation(self._folder, workspace.packs, workspace.keys, found)
        _refuse_faults(found.faults)

    def converted(self, old: Codec, new: Codec, now: str) -> Converted:
        """As for a workspace."""
        converted = Converted(new)
        Workspace(self._workspace).sweep()
        with _locked(self._folder, now):
            _organisation(self._folder, (old, new), converted)
        return converted

    @property
    def _workspace(self) -> Path:
        return self._folder.parent.parent


def extent_of(folder: Path, outer: Codec) -> Extent:
    """The workspace in `folder`, or the organisation in it where `outer` is the key of the workspace around it."""
    return OrganisationExtent(folder, outer) if outer.key else Extent(folder, PLAIN)


def _own_header(place: Path, codecs: tuple[Codec, Codec], converted: Converted) -> None:
    durable.tidy(place)
    for entry in sorted(durable.files(place), key=lambda entry: entry.name):
        if OWN_HEADER.fullmatch(entry.name):
            _one_file(Path(entry.path), f"{ORGANISATIONS}/{place.name}/", codecs, converted)
    durable.sync_folder(place)


def _organisation(place: Path, codecs: tuple[Codec, Codec], converted: Converted) -> None:
    ids, inner = _trail_ids(place, codecs), f"{ORGANISATIONS}/{place.name}/"
    _one_folder(place, inner, OWN.fullmatch, codecs, converted, ids)
    _one_folder(place / ASSESSMENTS, f"{inner}{ASSESSMENTS}/", ASSESSMENT.fullmatch, codecs, converted)


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
    headers = OWN_HEADER.fullmatch if all(codec.key for codec in codecs) else frozenset[str]().__contains__
    for entry in sorted(durable.files(folder), key=lambda entry: entry.name):
        if belongs(entry.name) and entry.name not in {LOCK, NOTE}:
            _one_file(Path(entry.path), inner, codecs, converted, trail_ids)
        elif inner and entry.name not in {LOCK, NOTE} and not headers(entry.name):
            converted.strangers.append(Path(entry.path))
    durable.sync_folder(folder)


def _one_file(
    path: Path, inner: str, codecs: tuple[Codec, Codec], converted: Converted, trail_ids: Sequence[str] = ()
) -> None:
    raw = durable.read(path)
    after = recoded(f"{inner}{path.name}", raw, *codecs, trail_ids)
    if after != raw:
        durable.swap_in(path, after, keep_previous=False)
        converted.files += 1


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


def _refuse_in_use(workspace: Workspace, place: Path, now: str) -> None:
    if workspace.keys.is_closed(place):
        with _locked(place, now):
            return
    # Opening completes what a crash interrupted; a trail with half a line could not be converted.
    with workspace.open_organisation(place.name, now=now) as file:
        if file.read_only:
            raise _in_use(file.holder)
        file.draft()


def _refuse_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
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
