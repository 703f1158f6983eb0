"""A backup in one file: a zip of the stored files as they lie, with a manifest of their sizes and checksums.

    manifest.json
    settings.json
    encryption.json, where the workspace is encrypted: the files stay so, under the same passphrase
    packs/<sha256>.json
    organisations/<id>/organisation.json, organisation.trail, encryption.json where it has a passphrase of its own
    organisations/<id>/assessments/<id>.json, <id>.trail

The zip's comment ends with the SHA-256 of everything before it, so that no changed byte and no cut passes.
Files are taken in the order that makes what a running program adds meanwhile look like an interrupted save,
which opening completes: what tells of others first, each file before its trail. Of an organisation whose own
passphrase was not given the files are taken as they lie; which questionnaires it needs is not known, so all are.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from readiness import __version__
from readiness.assessment.model import Record
from readiness.store import document, durable, legal_hold
from readiness.store.assessment_view import assessment_path, trail_path
from readiness.store.closed import stored_files
from readiness.store.doctor import examine
from readiness.store.encryption import FILE as HEADER
from readiness.store.envelope import Identity
from readiness.store.error import BackupRefused, BundleRefused, StoreError, shown
from readiness.store.fault import Cure
from readiness.store.organisation_view import ASSESSMENTS, FILE, KIND
from readiness.store.settings import FILE as SETTINGS
from readiness.store.surroundings import inside
from readiness.store.tables import decode
from readiness.store.workspace import ORGANISATIONS, PACKS, Workspace, is_ours
from readiness.translation import _

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"

PACK: Final = re.compile(rf"{PACKS}/([0-9a-f]{{64}})\.json")
OWN: Final = re.compile(rf"{ORGANISATIONS}/([0-9a-f]{{16}})/(?:organisation\.(?:json|trail)|encryption\.json)")
ASSESSMENT: Final = re.compile(rf"{ORGANISATIONS}/([0-9a-f]{{16}})/{ASSESSMENTS}/[0-9a-f]{{16}}\.(?:json|trail)")
"""The only names that a bundle may hold, beside the manifest and the settings."""

SEAL: Final = b"readiness bundle sha256 "
"""How the comment of the zip begins; the digest of all bytes before it follows."""

DIGEST: Final = 64

STORED_FROM, HIGHEST_RATIO = 64 * 1024, 100
"""An entry of so many bytes that shrinks more than so many times is stored as it is: readers take it for a bomb."""

LARGEST_TOTAL: Final = 4 * 1024**3
"""Bytes of all files of a bundle together."""

_WHEN = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1024 * 1024


class Part(Record):
    """One file in a bundle: its name, its bytes and their SHA-256."""

    name: str
    size: int
    sha256: str


class Manifest(Record):
    """What a bundle holds. `codec` says how its files are stored."""

    readiness: str
    format: int
    made_at: str
    made_by: str
    codec: str
    files: list[Part]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and read back: how many organisations and files, and its size in bytes."""

    organisations: int
    files: int
    size: int


def back_up(workspace: Workspace, target: Path, at: str, organisation: str = "", *, force: bool = False) -> Made:
    """Write the workspace, or the organisation of this id, into one file, and read it back before it gets its name.

    Raises:
        BackupRefused: the name is taken, lies in the workspace, or what should be backed up is damaged.
        StoreError: it could not be written or read back; what was at `target` before is still there.
    """
    _refuse_target(workspace, target, force=force)
    ids = _sound(workspace, organisation)
    temporary = durable.beside(target)
    try:
        with durable.writing(target):
            descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "w+b") as file:
                parts = _write(file, workspace, ids, at, whole=not organisation)
                _seal(file)
                file.flush()
                durable.flush(file.fileno())
        _verify(temporary, parts)
        size = temporary.stat().st_size
        durable.place(temporary, target, force=force)
    except FileExistsError:
        raise _taken(target) from None
    finally:
        durable.remove(temporary)
    return Made(len(ids), len(parts), size)


def digest(file: BinaryIO, length: int) -> str:
    """SHA-256 over the first `length` bytes of a file."""
    file.seek(0)
    result = hashlib.sha256()
    while length > 0 and (block := file.read(min(_BLOCK, length))):
        result.update(block)
        length -= len(block)
    return result.hexdigest()


def _refuse_target(workspace: Workspace, target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise BackupRefused(_("'{file}' is a folder; name a file in it.").format(file=shown(target)), target)
    folders = [workspace.path] if is_ours(workspace.path) else [workspace.path / one for one in (ORGANISATIONS, PACKS)]
    if any(inside(target, folder) for folder in folders):
        text = _("'{file}' lies in the workspace itself, and would be lost with it. Name a file elsewhere.")
        raise BackupRefused(text.format(file=shown(target)), target)
    if target.exists() and not force:
        raise _taken(target)


def _taken(target: Path) -> BackupRefused:
    text = _("'{file}' already exists. Give another name, or --force to replace it.")
    return BackupRefused(text.format(file=shown(target)), target)


def _sound(workspace: Workspace, organisation: str) -> list[str]:
    """The ids to back up, when everything about them is sound."""
    found = examine(workspace)
    harmless = {Cure.TIGHTEN, Cure.SWEEP}
    concerned = workspace.folder(organisation) if organisation else workspace.path / ORGANISATIONS
    for fault in found.faults:
        about = fault.path.is_relative_to(concerned) or fault.cure is Cure.FETCH or fault.path.name.startswith(HEADER)
        if about and not fault.is_advice and fault.cure not in harmless:
            text = _("Nothing was backed up. {fault} Look with: readiness doctor")
            raise BackupRefused(text.format(fault=fault.words), fault.path)
    ids = sorted(one.id for one in found.organisations if organisation in {"", one.id})
    if not ids:
        raise BackupRefused(_("There is no organisation to back up."), workspace.path)
    return ids


def _write(file: BinaryIO, workspace: Workspace, ids: Sequence[str], at: str, *, whole: bool) -> list[Part]:
    parts: list[Part] = []
    total = 0
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in _files(workspace, ids, whole=whole):
            _add(archive, name, data)
            parts.append(Part(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()))
            total += len(data)
            if total > LARGEST_TOTAL:
                text = _("This is more than one backup can hold. Back up the organisations one by one.")
                raise BackupRefused(text, workspace.path)
        manifest = Manifest(
            readiness="bundle",
            format=FORMAT,
            made_at=at,
            made_by=__version__,
            codec=workspace.codec.name,
            files=parts,
        )
        _add(archive, MANIFEST, msgspec.json.encode(manifest))
        archive.comment = SEAL + b"0" * DIGEST
    return parts


def _files(workspace: Workspace, ids: Sequence[str], *, whole: bool) -> Iterator[tuple[str, bytes]]:
    pinned: set[str] = set()
    if workspace.is_encrypted:
        yield HEADER, _read(workspace.path / HEADER)
    for id in ids:
        folder = workspace.folder(id)
        header = workspace.keys.header(folder)
        if header is not None:
            yield f"{ORGANISATIONS}/{id}/{HEADER}", _read(folder / HEADER)
        if header is not None and workspace.keys.is_closed(folder):
            yield from ((path.relative_to(workspace.path).as_posix(), _read(path)) for path in stored_files(folder))
            pinned |= workspace.packs.kept()
        else:
            yield from _organisation(workspace, id, pinned)
    for sha256 in sorted(pinned):
        workspace.packs.bytes(sha256)
        yield f"{PACKS}/{sha256}.json", _read(workspace.path / PACKS / f"{sha256}.json")
    if whole and durable.exists(workspace.settings.path):
        workspace.settings.load()
        if workspace.settings.problem is None:
            yield SETTINGS, _read(workspace.settings.path)


def _organisation(workspace: Workspace, id: str, pinned: set[str]) -> Iterator[tuple[str, bytes]]:
    folder, inner = workspace.folder(id), f"{ORGANISATIONS}/{id}"
    own, codec = _read(folder / FILE), workspace.keys.codec_of(folder)
    read = document.organisation_from(decode(own, folder / FILE, Identity(KIND, id), codec), folder / FILE)
    yield f"{inner}/{FILE}", own
    if durable.exists(folder / legal_hold.FILE):
        yield f"{inner}/{legal_hold.FILE}", _read(folder / legal_hold.FILE)
    listed = [row.id for row in read.sealed] + ([read.draft.id] if read.draft is not None else [])
    for one in listed:
        path = assessment_path(folder / ASSESSMENTS, one)
        data = _read(path)
        tables = decode(data, path, Identity("assessment", one), codec)
        pinned.add(document.assessment_from(tables, path).pack.sha256)
        yield f"{inner}/{ASSESSMENTS}/{path.name}", data
        trail = trail_path(folder / ASSESSMENTS, one)
        yield f"{inner}/{ASSESSMENTS}/{trail.name}", _read(trail)


def _read(path: Path) -> bytes:
    try:
        return durable.read(path)
    except FileNotFoundError:
        text = _("Nothing was backed up: '{file}' went away meanwhile. Try again.")
        raise BackupRefused(text.format(file=shown(path)), path) from None


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _WHEN)
    info.create_system = 3
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    if len(data) >= STORED_FROM and _shrinks_too_well(data):
        info.compress_type = zipfile.ZIP_STORED
    archive.writestr(info, data)


def _shrinks_too_well(data: bytes) -> bool:
    import zlib  # noqa: PLC0415 - only large files are tried

    return len(zlib.compress(data)) * HIGHEST_RATIO <= len(data) * 2


def _seal(file: BinaryIO) -> None:
    file.flush()
    length = file.seek(0, os.SEEK_END) - DIGEST
    sum = digest(file, length)
    file.seek(length)
    file.write(sum.encode())


def _verify(path: Path, parts: Sequence[Part]) -> None:
    from readiness.store.bundle_reading import open_bundle  # noqa: PLC0415 - it reads what is defined here

    failed = StoreError(_("The backup could not be read back as it was written, so it was not kept. Try again."), path)
    try:
        with open_bundle(path) as bundle:
            if bundle.manifest.files != list(parts):
                raise failed
            for part in parts:
                bundle.read(part.name)
    except BundleRefused as refused:
        raise failed from refused
