"""One assessment as it lies on disk, for reading: its file, its seal, and whether its trail fits.

Kept apart from writing, because reading needs no TinyDB.
"""

from __future__ import annotations

from pathlib import Path

from readiness.assessment.model import Assessment, Status, Summary
from readiness.store import document
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import DamagedFile, StoreError
from readiness.store.tables import Tables, load
from readiness.store.trail import SUFFIX, Scan, Trail
from readiness.translation import _, ngettext

KIND = "assessment"


def assessment_path(folder: Path, id: str) -> Path:
    """Where the assessment `id` lies in the folder `assessments`."""
    return folder / f"{id}.json"


def trail_path(folder: Path, id: str) -> Path:
    """Where its trail lies."""
    return folder / f"{id}{SUFFIX}"


def read_assessment(folder: Path, id: str, codec: Codec = PLAIN) -> tuple[Assessment, Summary | None]:
    """An assessment and, once sealed, its summary row. A sealed one is checked against its seal.

    Raises:
        DamagedFile: altered, cut short, missing, or not what was sealed.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    path = assessment_path(folder, id)
    tables = load_assessment(folder, id, codec)
    assessment = document.assessment_from(tables, path)
    summary = document.summary_from(tables, path)
    if assessment.status is Status.SEALED:
        check_seal(assessment, summary, path)
    return assessment, summary


def check_trail(scan: Scan, mark: document.Mark, path: Path, sound: str = "") -> None:
    """See that a trail holds at least the changes that its assessment contains.

    The assessment itself is sound when this fails; the history of its changes is not. `sound` says so for a
    trail of something else.

    Raises:
        DamagedFile: it doesn't.
    """
    kept = sound or _("the assessment itself, which is sound; the history of its changes is affected")
    if len(scan.hashes) < mark.count:
        reason = _("line {n} of {total} does not match its checksum or is missing")
        raise DamagedFile(path, reason.format(n=len(scan.hashes) + 1, total=mark.count), kept)
    if mark.count and scan.hashes[mark.count - 1] != mark.hash:
        raise DamagedFile(path, _("it is not the trail of this assessment"), kept)


def check_seal(assessment: Assessment, summary: Summary | None, path: Path) -> None:
    """See that a sealed assessment is what was sealed.

    Raises:
        DamagedFile: it isn't.
    """
    if summary is None or document.content_hash(assessment) != assessment.content_hash:
        raise DamagedFile(path, _("its content is not what was sealed"))


def load_assessment(folder: Path, id: str, codec: Codec = PLAIN) -> Tables:
    """The tables of an assessment. When it is damaged, the error says what its trail or previous version holds.

    Raises:
        DamagedFile: altered, cut short or missing.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    path = assessment_path(folder, id)
    try:
        return load(path, Identity(KIND, id), codec)
    except DamagedFile as damage:
        raise DamagedFile(path, damage.reason, _trail_holds(folder, id, codec) or damage.recoverable) from None


def _trail_holds(folder: Path, id: str, codec: Codec) -> str:
    try:
        changes = len(Trail(trail_path(folder, id), id, codec).scan().hashes)
    except StoreError:
        return ""
    if not changes:
        return ""
    return ngettext("{n} change, from its trail", "all {n} changes, from its trail", changes).format(n=changes)
