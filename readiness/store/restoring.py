"""Bringing organisations back from a bundle: unpacked aside, checked as a workspace is, and only then moved in.

Nothing that is there is ever written over. An organisation whose name or id is taken is refused, or comes
back as a copy under another name; its assessments stay byte for byte what they were, so their seals hold.
An encrypted backup needs its passphrase. It is never written readable to a disk: an empty workspace takes over
its encryption, and an encrypted one stores the files under its own key. An organisation with a passphrase of its own
keeps that, and is not opened, unless it gets another name.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import LockedOrganisation, Organisation
from readiness.source import is_clean
from readiness.store import conversion, document, durable, encryption
from readiness.store.bundle import ASSESSMENT, OWN, PACK
from readiness.store.bundle_reading import Bundle, open_bundle
from readiness.store.doctor import examine
from readiness.store.encryption import FILE as HEADER
from readiness.store.encryption import Header, Unlocked, changing, header_from
from readiness.store.envelope import ENCRYPTED, PLAIN, Codec, Identity, wrap
from readiness.store.error import (
    BundleRefused,
    DamagedFile,
    NameTaken,
    NewerFormat,
    PassphraseNeeded,
    StoreError,
    shown,
)
from readiness.store.fault import Cure
from readiness.store.lock import LOCK
from readiness.store.organisation_view import ASSESSMENTS, FILE, KIND, load_organisation
from readiness.store.recoding import recoded
from readiness.store.settings import FILE as SETTINGS
from readiness.store.settings import Settings, SettingsFile
from readiness.store.tables import decode, encode
from readiness.store.workspace import ORGANISATIONS, PACKS, Workspace, fitting, not_found, same_name
from readiness.translation import _

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the names of the organisations, and whether the user's settings did."""

    names: list[str]
    settings: bool = False


Unlock = Callable[[Header], Unlocked]
"""The header of an encrypted backup, or of an organisation in it, which has a name -> the header opened with its
passphrase; raises where that is wrong."""


def restore(
    workspace: Workspace, path: Path, wanted: str = "", name: str = "", *, unlock: Unlock | None = None, now: str = ""
) -> Restored:
    """Bring back the organisations of a bundle, or the `wanted` one, which `name` gives another name.

    Raises:
        BundleRefused: it is altered, cut short, hostile or doesn't fit here. Nothing of it was restored.
        NameTaken: a name or id is taken. Nothing was restored.
        NotFound: the bundle holds no such organisation.
        PassphraseNeeded: it is encrypted under another key than the workspace, and was not opened.
        StoreError: it can't be read, or not written here.
    """
    with open_bundle(path) as bundle:
        theirs = _unlocked(bundle, workspace, unlock)
        codec = workspace.codec if theirs is None else theirs.codec
        if bundle.manifest.codec == PLAIN.name:
            codec = PLAIN
        found = _organisations(bundle, codec)
        chosen = _chosen(found, wanted, name)
        own = None
        if name:
            chosen, own = _opened(bundle, codec, chosen[0], unlock)
            if own is not None:
                workspace.keys.keep(own)
        if theirs is None or workspace.is_encrypted:
            return _restored(bundle, codec, workspace, chosen, wanted, name)
        conversion.encrypt(workspace.path, theirs, now)
        try:
            encrypted = Workspace(workspace.path, codec)
            if own is not None:
                encrypted.keys.keep(own)
            return _restored(bundle, codec, encrypted, chosen, wanted, name)
        except StoreError:
            conversion.decrypt(workspace.path, theirs, now)
            raise


def arriving(workspace: Workspace, path: Path, wanted: str = "", name: str = "") -> int:
    """How many organisations a backup would bring into the workspace where all can read them; none of an encrypted one.

    Raises:
        StoreError: as for `restore`, which would refuse it.
    """
    with open_bundle(path) as bundle:
        if bundle.manifest.codec != PLAIN.name:
            return 0
        chosen = _chosen(_organisations(bundle, PLAIN), wanted, name)
        _refuse_taken(workspace, path, [_arrival(workspace, one, name) for one in chosen])
        return len(chosen)


def _restored(
    bundle: Bundle, codec: Codec, workspace: Workspace, chosen: list[Organisation], wanted: str, name: str
) -> Restored:
    with changing(workspace.path, workspace.codec):
        durable.make_folder(workspace.path / ORGANISATIONS)
        workspace.sweep()
        arrivals = [_arrival(workspace, one, name) for one in chosen]
        _refuse_taken(workspace, bundle.path, arrivals)
        aside = workspace.path / ORGANISATIONS / f".{secrets.token_hex(8)}.tmp"
        try:
            moves = list(zip(chosen, arrivals, strict=True))
            staged, needed = _staged(bundle, codec, aside, workspace, moves)
            _move_in(staged, workspace, arrivals, needed)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    settings = not wanted and _settings(bundle, codec, workspace)
    return Restored([one.name for one in arrivals], settings)


def _unlocked(bundle: Bundle, workspace: Workspace, unlock: Unlock | None) -> Unlocked | None:
    """The bundle's own encryption, where it is not that of the workspace."""
    codec = bundle.manifest.codec
    if (HEADER in bundle.names) != (codec == ENCRYPTED):
        raise BundleRefused(bundle.path, _("it does not hold what its manifest says"))
    if codec == ENCRYPTED:
        try:
            header = header_from(bundle.read(HEADER), bundle.path / HEADER)
        except StoreError as problem:
            raise _within(bundle, problem) from problem
        if header.key == workspace.codec.key:
            return None
        if not workspace.is_encrypted and any(True for _one in workspace.scan()):
            text = _(
                "it is encrypted, and this workspace is not. Encrypt the workspace first (readiness encrypt), or "
                "restore into an empty one with --workspace"
            )
            raise BundleRefused(bundle.path, text)
        if unlock is None:
            raise PassphraseNeeded(_("'{file}' needs its passphrase.").format(file=shown(bundle.path)), bundle.path)
        return unlock(header)
    if codec not in {PLAIN.name, workspace.codec.name}:
        text = _("its files are stored as '{theirs}', those of this workspace as '{ours}'")
        raise BundleRefused(bundle.path, text.format(theirs=codec, ours=workspace.codec.name))
    return None


def _organisations(bundle: Bundle, codec: Codec) -> list[Organisation]:
    found = []
    for name in bundle.names:
        match = OWN.fullmatch(name)
        if match is not None and name.endswith(FILE):
            header = _own_header(bundle, match[1], codec)
            if header is None:
                found.append(_organisation(bundle, match[1], codec))
            else:
                found.append(LockedOrganisation(id=match[1], name=header.name, created_on=""))
    if not found:
        raise BundleRefused(bundle.path, _("it holds no organisation"))
    return found


def _organisation(bundle: Bundle, id: str, codec: Codec) -> Organisation:
    name = f"{ORGANISATIONS}/{id}/{FILE}"
    path = bundle.path / name
    try:
        tables = decode(bundle.read(name), path, Identity(KIND, id), codec)
        read = document.organisation_from(tables, path)
    except StoreError as problem:
        raise _within(bundle, problem) from problem
    if read.id != id:
        raise BundleRefused(bundle.path, _("'{name}' in it is not what its name says").format(name=name))
    return read


def _own_header(bundle: Bundle, id: str, codec: Codec) -> Header | None:
    """The header of an organisation with a passphrase of its own, which takes an encrypted workspace."""
    name = f"{ORGANISATIONS}/{id}/{HEADER}"
    if name not in bundle.names:
        return None
    if not codec.key:
        raise BundleRefused(bundle.path, _("it does not hold what its manifest says"))
    try:
        return header_from(bundle.read(name), bundle.path / name, codec)
    except StoreError as problem:
        raise _within(bundle, problem) from problem


def _opened(
    bundle: Bundle, codec: Codec, one: Organisation, unlock: Unlock | None
) -> tuple[list[Organisation], Codec | None]:
    """An organisation that gets another name, which is written into it: one that is locked has to be opened."""
    header = _own_header(bundle, one.id, codec)
    if header is None:
        return [one], None
    if unlock is None:
        raise PassphraseNeeded(_("'{name}' needs its passphrase.").format(name=shown(header.name)), bundle.path)
    own = unlock(header).codec
    return [_organisation(bundle, one.id, own)], own


def _chosen(found: list[Organisation], wanted: str, name: str) -> list[Organisation]:
    if wanted:
        one = fitting(wanted, found)
        if one is None:
            raise not_found(wanted, found)
        return [one]
    if name and len(found) > 1:
        text = _("The backup holds {n} organisations. Say which one gets the other name.")
        raise NameTaken(text.format(n=len(found)))
    return found


def _arrival(workspace: Workspace, one: Organisation, name: str) -> Organisation:
    """The organisation as it is to be here; as a copy with an id of its own when it is here already."""
    header = Organisation(id=one.id, name=name.strip() or one.name, created_on=one.created_on, formerly=one.formerly)
    if name and durable.exists(workspace.folder(one.id)):
        header.id, header.formerly = secrets.token_hex(8), [*one.formerly, one.id]
    return header


def _refuse_taken(workspace: Workspace, path: Path, arrivals: Sequence[Organisation]) -> None:
    # One that can't be read keeps its folder, and has no name that could be taken.
    taken = [other.name for other in workspace.organisations()]
    for one in arrivals:
        if not is_clean(one.name) or not one.name.strip() or len(one.name) > _LONGEST_NAME:
            raise BundleRefused(path, _("the name of an organisation in it can't be used; give it another with --as"))
        if durable.exists(workspace.folder(one.id)) or any(same_name(name, one.name) for name in taken):
            text = _(
                "'{name}' is in this workspace already, and nothing is ever written over. Nothing was restored. "
                "To bring it back beside the one that is there: readiness restore FILE ORGANISATION --as NAME"
            )
            raise NameTaken(text.format(name=shown(one.name)), path)
        taken.append(one.name)


def _staged(
    bundle: Bundle, codec: Codec, aside: Path, workspace: Workspace, moves: Sequence[tuple[Organisation, Organisation]]
) -> tuple[Workspace, set[str]]:
    """The chosen organisations as a workspace of their own, found sound, and the questionnaires they need."""
    for folder in (aside, aside / ORGANISATIONS, aside / PACKS):
        durable.make_folder(folder)
    staged = Workspace(aside, workspace.codec)
    staged.keys = workspace.keys
    header = encryption.read(workspace.path)
    if header is not None:
        encryption.write(aside, header)
    ids = {one.id: (*one.formerly, one.id) for one, _arrival in moves}
    for id in sorted(ids):
        durable.make_folder(staged.folder(id))
        durable.make_folder(staged.folder(id) / ASSESSMENTS)
    for name in bundle.names:
        match = OWN.fullmatch(name) or ASSESSMENT.fullmatch(name)
        if PACK.fullmatch(name) or (match is not None and match[1] in ids):
            data = bundle.read(name)
            if match is None or _is_outer(bundle, name, match[1]):
                data = recoded(name, data, codec, workspace.codec, ids[match[1]] if match is not None else ())
            durable.swap_in(aside.joinpath(*name.split("/")), data, keep_previous=False)
    try:
        for one, arrival in moves:
            _renamed(staged, one, arrival)
        return staged, _needed_packs(bundle, staged)
    except StoreError as problem:
        raise _within(bundle, problem) from problem


def _is_outer(bundle: Bundle, name: str, id: str) -> bool:
    """Whether a file of an organisation is under the key of the workspace."""
    header = f"{ORGANISATIONS}/{id}/{HEADER}"
    return name == header or header not in bundle.names


def _renamed(staged: Workspace, one: Organisation, arrival: Organisation) -> None:
    folder, path = staged.folder(one.id), staged.folder(one.id) / FILE
    data, header = durable.read(path), staged.keys.header(folder)
    if (one.id, one.name) != (arrival.id, arrival.name):
        codec = staged.keys.codec_of(folder)
        tables = load_organisation(folder, codec)
        tables["organisation"][document.HEADER].update(document.storable(arrival))
        data = wrap(Identity(KIND, arrival.id), encode(tables), codec)
        durable.swap_in(path, data, keep_previous=False)
    # Written twice, as for a new organisation: there is a previous version from the first day.
    durable.swap_in(durable.previous(path), data, keep_previous=False)
    for place in (folder / ASSESSMENTS, folder):
        durable.sync_folder(place)
    if one.id != arrival.id:
        with durable.writing(folder):
            folder.rename(staged.folder(arrival.id))
    if header is not None:
        encryption.write(staged.folder(arrival.id), replace(header, name=arrival.name), staged.codec)


def _needed_packs(bundle: Bundle, staged: Workspace) -> set[str]:
    """The hashes of the questionnaires that what is staged needs, once all of it was found sound."""
    found = examine(staged)
    unlisted = {fault.path.parent.name for fault in found.faults if fault.cure is Cure.REBUILD}
    for id in unlisted:
        with staged.open_organisation(id) as file:
            file.rebuild()
        durable.remove(staged.folder(id) / LOCK)
    if unlisted:
        found = examine(staged)
    for fault in found.faults:
        if not fault.is_advice:
            raise BundleRefused(bundle.path, fault.words.replace(f"{shown(staged.path)}{os.sep}", ""))
    if any(isinstance(one, LockedOrganisation) for one in found.organisations):
        return staged.packs.kept()
    return found.pinned


def _move_in(staged: Workspace, workspace: Workspace, arrivals: Sequence[Organisation], needed: Iterable[str]) -> None:
    for sha256 in sorted(needed):
        workspace.packs.take_over(staged.packs, sha256)
    for one in arrivals:
        target = workspace.folder(one.id)
        with durable.writing(target):
            staged.folder(one.id).rename(target)
    durable.sync_folder(workspace.path / ORGANISATIONS)


def _settings(bundle: Bundle, codec: Codec, workspace: Workspace) -> bool:
    """Take the user's settings over, where there are none yet; where to write to is decided on each computer."""
    if SETTINGS not in bundle.names or durable.exists(workspace.settings.path):
        return False
    aside = workspace.path / f".{SETTINGS}.{secrets.token_hex(6)}.tmp"
    try:
        data = recoded(SETTINGS, bundle.read(SETTINGS), codec, workspace.codec, ())
        durable.swap_in(aside, data, keep_previous=False)
        file = SettingsFile(aside, workspace.codec)
        kept = file.load()
    finally:
        durable.remove(aside)
    if file.problem is not None:
        return False
    kept.output_folder = Settings().output_folder
    workspace.settings.save(kept)
    return True


def _within(bundle: Bundle, problem: StoreError) -> StoreError:
    """What is wrong in a bundle, told of the bundle; failures of writing here stay what they are."""
    if isinstance(problem, DamagedFile):
        text = _("'{name}' in it is damaged: {reason}")
        return BundleRefused(bundle.path, text.format(name=problem.path and problem.path.name, reason=problem.reason))
    if isinstance(problem, NewerFormat):
        return BundleRefused(bundle.path, _("a file in it is in a format this version can't read; update readiness"))
    return problem
