"""An organisation behind its own passphrase, as it looks without that: names of files, permissions and checksums.

No file can be read, so none can be judged but by the checksum around its content. The lines of a trail have theirs
inside, and are looked at once the organisation is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness.store import durable, encryption
from readiness.store.assessment_view import KIND as ASSESSMENT_KIND
from readiness.store.encryption import Header
from readiness.store.envelope import Codec, Identity, check, opened
from readiness.store.error import DamagedFile, StoreError, UnfinishedConversion, shown
from readiness.store.fault import Fault, said, told
from readiness.store.legal_hold import FILE as HOLDS
from readiness.store.organisation_view import ASSESSMENTS, FILE, KIND
from readiness.store.surroundings import ASSESSMENT, OWN, OWN_HEADER, contents
from readiness.store.trail import SUFFIX
from readiness.translation import _


def closed_faults(folder: Path, header: Header, codec: Codec) -> Iterator[Fault]:
    """What is wrong with the organisation in `folder`, as far as that can be seen; `codec` is the workspace's."""
    yield from contents(folder, lambda name: OWN.fullmatch(name) or OWN_HEADER.fullmatch(name), (ASSESSMENTS,))
    if durable.exists(folder / ASSESSMENTS):
        yield from contents(folder / ASSESSMENTS, ASSESSMENT.fullmatch)
    for path in stored_files(folder):
        if path.suffix != SUFFIX:
            yield from _damage(path, folder, codec)
            yield from _damage(durable.previous(path), folder, codec)
    try:
        encryption.refuse_unfinished(header, folder)
    except UnfinishedConversion as problem:
        yield Fault(folder, str(problem))
    else:
        words = _(
            "'{name}' is locked: it has a passphrase of its own, and only checksums were looked at. To look inside: "
            'readiness doctor --organisation "{name}"'
        )
        yield Fault(folder, words.format(name=shown(header.name)), is_advice=True)


def header_missing(folder: Path, codec: Codec) -> Iterator[Fault]:
    """Whether an organisation that can't be read is whole, but under another key than that of `codec`."""
    path = folder / FILE
    try:
        raw = durable.read(path)
        check(raw, path, Identity(KIND, folder.name), codec)
    except (StoreError, FileNotFoundError):
        return
    if codec.key and opened(raw, codec) is None and not encryption.exists(folder):
        words = _(
            "it is missing, and what is kept beside it is under another key. If that had a passphrase of its own, "
            "only a backup can bring it back"
        )
        yield said(folder / encryption.FILE, words)


def stored_files(folder: Path) -> list[Path]:
    """The files that hold what is kept of an organisation, in the order in which a backup takes them."""
    own = [folder / FILE, *(path for path in (folder / HOLDS,) if durable.exists(path))]
    if not durable.exists(folder / ASSESSMENTS):
        return own
    found = [Path(entry.path) for entry in durable.files(folder / ASSESSMENTS)]
    return own + sorted(path for path in found if _is_present(path.name))


def _is_present(name: str) -> bool:
    match = ASSESSMENT.fullmatch(name)
    return match is not None and not match[3] and not match[4]


def _damage(path: Path, folder: Path, codec: Codec) -> Iterator[Fault]:
    own = path.parent == folder
    identity = Identity(KIND, folder.name) if own else Identity(ASSESSMENT_KIND, path.name.partition(".")[0])
    try:
        check(durable.read(path), path, identity, codec)
    except FileNotFoundError:
        if path == folder / FILE:
            yield told(path, DamagedFile(path, _("it is missing")))
    except StoreError as problem:
        yield told(path, problem)
