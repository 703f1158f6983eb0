"""Bringing a damaged file back from what is left: the trail, or the previous version.

The damaged file is kept under another name, `<name>.aside-<n>`; nothing is ever deleted here.
"""

from __future__ import annotations

from pathlib import Path

from readiness.assessment.model import Status
from readiness.store import durable, legal_hold
from readiness.store.assessment_file import restart_trail, write_from
from readiness.store.assessment_view import KIND as ASSESSMENT
from readiness.store.assessment_view import read_assessment, trail_path
from readiness.store.document import mark_from
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import DamagedFile, StoreError
from readiness.store.organisation_view import ASSESSMENTS, FILE, ID
from readiness.store.organisation_view import KIND as ORGANISATION
from readiness.store.tables import decode
from readiness.store.trail import SUFFIX, Scan, Trail
from readiness.translation import _


def recover(folder: Path, damage: DamagedFile, at: str, codec: Codec = PLAIN) -> Path | None:
    """Replace the damaged file by what could be recovered; where the damaged one is kept, None if it was missing.

    `folder` is the organisation's, whose lock must be held.

    Raises:
        DamagedFile: nothing is left to recover it from. Nothing was changed.
        NotSaved: the system refuses. The damaged file is still there.
        StoreError: what it would be recovered from can't be read.
    """
    path = damage.path
    assert path is not None
    if path == folder / FILE:
        return _from_previous(path, Identity(ORGANISATION, folder.name), damage, codec)
    if path == folder / legal_hold.FILE:
        return legal_hold.restart(folder, at, codec)
    if path.parent != folder / ASSESSMENTS or not ID.fullmatch(path.stem):
        raise damage
    if path.suffix == SUFFIX:
        return _new_trail(path, damage, at, codec)
    return _assessment(path, damage, codec)


def _assessment(path: Path, damage: DamagedFile, codec: Codec) -> Path | None:
    identity = Identity(ASSESSMENT, path.stem)
    trail = Trail(trail_path(path.parent, path.stem), path.stem, codec)
    scan = _sound_trail(trail)
    entries = scan.entries(trail.path) if scan is not None else []
    if scan is None or not entries or entries[0].whole is None or len(entries) < _changes_in_previous(path, codec):
        return _from_previous(path, identity, damage, codec)
    kept = durable.set_aside(path)
    write_from(path.parent, path.stem, entries, scan.hashes, codec)
    return kept


def _from_previous(path: Path, identity: Identity, damage: DamagedFile, codec: Codec) -> Path | None:
    try:
        raw = durable.read(durable.previous(path))
        decode(raw, path, identity, codec)
    except (FileNotFoundError, DamagedFile):
        raise DamagedFile(path, damage.reason) from None
    kept = durable.set_aside(path)
    durable.swap_in(path, raw, keep_previous=False)
    durable.sync_folder(path.parent)
    return kept


def _new_trail(path: Path, damage: DamagedFile, at: str, codec: Codec) -> Path | None:
    read, _summary = read_assessment(path.parent, path.stem, codec)
    if read.status is Status.SEALED:
        # Its hash is in the seal, so no other trail can take its place.
        raise DamagedFile(path, damage.reason, _("the sealed assessment itself, which is sound"))
    kept = durable.set_aside(path)
    restart_trail(path.parent, read, at, codec)
    return kept


def _sound_trail(trail: Trail) -> Scan | None:
    try:
        return trail.scan()
    except DamagedFile:
        return None


def _changes_in_previous(path: Path, codec: Codec) -> int:
    """How many changes the previous version contains: a trail that holds fewer is damaged as well."""
    older = durable.previous(path)
    try:
        tables = decode(durable.read(older), older, Identity(ASSESSMENT, path.stem), codec)
        return mark_from(tables, older).count
    except (StoreError, FileNotFoundError):
        return 0
