"""The check-up of a workspace: every file is read and compared with what it should be. Nothing is changed.

A file that can't be understood never ends the check-up: it becomes a fault, and the rest is looked at.
An organisation that somebody works on is looked at as it is at that moment; what a running program may just
be doing (a file being written, a row to come) is then no fault.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from readiness.assessment.model import Assessment, LockedOrganisation, Organisation, Status
from readiness.store import document, durable, encryption, legal_hold
from readiness.store.assessment_view import KIND as ASSESSMENT_KIND
from readiness.store.assessment_view import assessment_path, check_seal, check_trail, load_assessment, trail_path
from readiness.store.closed import closed_faults, header_missing
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import DamagedFile, NotFound, StoreError, shown
from readiness.store.fault import Cure, Examination, Fault, said, told
from readiness.store.keys import Keys
from readiness.store.lock import SessionLock
from readiness.store.mending import rebuilt
from readiness.store.organisation_view import ASSESSMENTS, FILE, ID, KIND, load_organisation
from readiness.store.pack_store import PackStore
from readiness.store.surroundings import ASSESSMENT, OWN, OWN_HEADER, PACK, contents, open_to_others, synced_by
from readiness.store.tables import Tables, decode
from readiness.store.trail import Trail
from readiness.store.workspace import ORGANISATIONS, PACKS, UNFINISHED, Workspace, is_ours
from readiness.translation import _, ngettext


def examine(workspace: Workspace) -> Examination:
    """Look at everything in a workspace."""
    found = Examination(workspace.path)
    found.files = sum(len(names) for _folder, _folders, names in os.walk(workspace.path))
    found.faults += _outside(workspace)
    organisations = workspace.path / ORGANISATIONS
    if durable.exists(organisations):
        found.faults += contents(organisations, frozenset[str]().__contains__, _names(organisations))
        for name in _names(organisations):
            if UNFINISHED.fullmatch(name):
                words = _("it was being made when a crash came, and counts for nothing")
                found.faults.append(said(organisations / name, words, Cure.SWEEP))
            else:
                examine_organisation(organisations / name, workspace.packs, workspace.keys, found)
    found.faults += _packs(workspace, found)
    found.faults += _together(workspace, found)
    return found


def examine_organisation(folder: Path, packs: PackStore, keys: Keys, found: Examination) -> None:
    """Look at the folder of one organisation, and add what is there to `found`."""
    in_use = not SessionLock(folder).is_free()
    faults = list(_header(folder, keys.outer)) if keys.outer.key else []
    try:
        header = keys.header(folder)
        if header is not None and keys.is_closed(folder):
            found.organisations.append(keys.listed(folder))
            faults += closed_faults(folder, header, keys.outer)
        else:
            look = _Look(folder, packs, keys.codec_of(folder), found, in_use=in_use)
            faults += look.faults()
    except StoreError as problem:
        if not faults:
            faults.append(told(folder, problem))
    if in_use:
        words = _("somebody works on it right now; only what is stored so far was looked at")
        faults = [fault for fault in faults if fault.cure is not Cure.SWEEP]
        faults.append(said(folder, words, is_advice=True))
    found.faults += faults


class _Look:
    """One organisation, looked at from its own file to each of its assessments."""

    def __init__(self, folder: Path, packs: PackStore, codec: Codec, found: Examination, *, in_use: bool) -> None:
        self._folder = folder
        self._packs = packs
        self._codec = codec
        self._found = found
        self._in_use = in_use

    def faults(self) -> Iterator[Fault]:
        """Everything that is wrong in the folder."""
        yield from contents(self._folder, self._belongs, (ASSESSMENTS,))
        place = self._folder / ASSESSMENTS
        known: Organisation | None = None
        try:
            tables = load_organisation(self._folder, self._codec)
            organisation = document.organisation_from(tables, self._folder / FILE)
            if organisation.id != self._folder.name or not all(map(ID.fullmatch, _listed(organisation))):
                raise DamagedFile(self._folder / FILE, _("an id in it is none that this program gives"))
            self._found.organisations.append(organisation)
        except StoreError as problem:
            yield told(self._folder / FILE, problem)
            yield from header_missing(self._folder, self._codec)
        else:
            yield from self._previous(self._folder / FILE, Identity(KIND, self._folder.name))
            yield from self._hold(organisation, tables)
            known = organisation
        if not durable.exists(place):
            yield said(place, _("it is missing; it comes back when the organisation is opened"), Cure.REOPEN)
            return
        yield from contents(place, ASSESSMENT.fullmatch)
        names = [match for entry in durable.files(place) if (match := ASSESSMENT.fullmatch(entry.name))]
        listed = set() if known is None else _listed(known)
        for id in sorted(listed | {match[1] for match in names if match[4] is None}):
            yield from self._assessment(place, id, known)
        if known is not None and not self._in_use:
            yield from self._rows(place, known)

    def _belongs(self, name: str) -> bool:
        header = self._codec.key and OWN_HEADER.fullmatch(name)
        return bool(OWN.fullmatch(name) or header)

    def _hold(self, organisation: Organisation, tables: Tables) -> Iterator[Fault]:
        path = self._folder / legal_hold.FILE
        try:
            if legal_hold.is_behind(self._folder, organisation, tables, self._codec) and not self._in_use:
                yield _unfinished(path)
        except StoreError as problem:
            yield told(path, problem)
        if organisation.hold is not None:
            yield said(self._folder, legal_hold.hold_words(organisation.hold), is_advice=True)

    def _previous(self, path: Path, identity: Identity) -> Iterator[Fault]:
        older = durable.previous(path)
        try:
            decode(durable.read(older), older, identity, self._codec)
        except FileNotFoundError:
            return
        except StoreError as problem:
            yield Fault(older, str(problem), Cure.RENEW_PREVIOUS if isinstance(problem, DamagedFile) else None)

    def _assessment(self, place: Path, id: str, organisation: Organisation | None) -> Iterator[Fault]:
        path = assessment_path(place, id)
        if not durable.exists(path) and organisation is not None and id not in _listed(organisation):
            words = _("its files belong to no assessment that was ever saved; they were left alone")
            yield said(path, words, is_advice=True)
            return
        self._found.assessments += 1
        try:
            tables = load_assessment(place, id, self._codec)
            read = document.assessment_from(tables, path)
            if read.status is Status.SEALED:
                check_seal(read, document.summary_from(tables, path), path)
            if read.id != id:
                raise DamagedFile(path, _("an id in it is not its own"))
            if organisation is not None and not organisation.owns(read):
                yield said(path, _("it belongs to another organisation"))
        except StoreError as problem:
            yield told(path, problem)
            return
        yield from self._previous(path, Identity(ASSESSMENT_KIND, id))
        yield from self._history(place, read, tables)
        yield from self._pinned(path, read)

    def _history(self, place: Path, read: Assessment, tables: Tables) -> Iterator[Fault]:
        path = trail_path(place, read.id)
        try:
            scan = Trail(path, read.id, self._codec).scan()
            mark = document.mark_from(tables, assessment_path(place, read.id))
            check_trail(scan, mark, path)
            scan.entries(path)
            if read.status is Status.SEALED and (scan.rest or scan.hashes[-1:] != [read.trail_hash]):
                raise DamagedFile(path, _("it is not the trail that was sealed"))
        except StoreError as problem:
            yield told(path, problem)
            return
        if not self._in_use and (scan.rest or len(scan.hashes) > mark.count):
            yield _unfinished(path)

    def _pinned(self, path: Path, read: Assessment) -> Iterator[Fault]:
        sha256 = read.pack.sha256
        if sha256 in self._found.pinned:
            return
        self._found.pinned.add(sha256)
        try:
            self._packs.bytes(sha256)
        except NotFound as problem:
            words = _("{problem} '{file}' can't be judged or printed without it.")
            text = words.format(problem=problem, file=shown(path))
            yield Fault(problem.path or path, text, Cure.FETCH)
        except StoreError:
            return  # told with the folder of questionnaires

    def _rows(self, place: Path, organisation: Organisation) -> Iterator[Fault]:
        names = (entry.name.removesuffix(".json") for entry in durable.files(place))
        wanted, _problems = rebuilt(organisation, place, sorted(filter(ID.fullmatch, names)), self._codec)
        here, there = ({row.id: row for row in one.sealed} for one in (organisation, wanted))
        if here != there or organisation.draft != wanted.draft:
            words = _("what it lists is not what the assessments beside it say")
            yield said(self._folder / FILE, words, Cure.REBUILD)


def _outside(workspace: Workspace) -> Iterator[Fault]:
    path = workspace.path
    service = synced_by(path)
    if service:
        words = _(
            "it lies in a folder that {service} copies to other computers. That can leave half-written files and "
            "two versions of one file, and puts the answers where others may read them. Move it with: readiness "
            "backup, then readiness restore with another --workspace"
        )
        yield said(path, words.format(service=service), is_advice=True)
    if is_ours(path):
        yield from open_to_others(path)
    for name in (ORGANISATIONS, PACKS):
        if durable.exists(path / name) and not (path / name).is_dir():
            yield said(path / name, _("it should be a folder, and is none"))
    for entry in sorted(durable.files(path), key=lambda entry: entry.name):
        if durable.is_temporary(entry.name):
            words = _("it was being written when a crash came, and counts for nothing")
            yield said(Path(entry.path), words, Cure.SWEEP)
        elif entry.name.startswith((workspace.settings.path.name, encryption.FILE)):
            yield from open_to_others(Path(entry.path))
    yield from _header(path, PLAIN)
    workspace.settings.load()
    if workspace.settings.problem is not None:
        yield told(workspace.settings.path, workspace.settings.problem)


def _header(folder: Path, outer: Codec) -> Iterator[Fault]:
    for one, problem in encryption.damage_of(folder, outer):
        words = _("it is not the same as the other copy")
        yield told(one, problem) if problem is not None else said(one, words, Cure.RENEW_PREVIOUS)


def _packs(workspace: Workspace, found: Examination) -> Iterator[Fault]:
    folder = workspace.path / PACKS
    if not durable.exists(folder):
        return
    yield from contents(folder, PACK.fullmatch)
    some_locked = any(isinstance(one, LockedOrganisation) for one in found.organisations)
    for entry in sorted(durable.files(folder), key=lambda entry: entry.name):
        match = PACK.fullmatch(entry.name)
        if match is None or match[2]:
            continue
        try:
            workspace.packs.bytes(match[1])
        except StoreError as problem:
            yield replace(told(Path(entry.path), problem), cure=Cure.FETCH)
        else:
            if match[1] not in found.pinned and not some_locked:
                words = _("no assessment uses this questionnaire; it does no harm")
                yield said(Path(entry.path), words, is_advice=True)


def _together(workspace: Workspace, found: Examination) -> Iterator[Fault]:
    for name in found.namesakes:
        words = _("more than one organisation is named '{name}'; they are told apart by their ids only")
        yield said(workspace.path, words.format(name=shown(name)), is_advice=True)
    count = sum(1 for name in _names(workspace.path / ORGANISATIONS) if ID.fullmatch(name))
    if count > 1 and workspace.codec.name == PLAIN.name:
        declined = workspace.settings.load().encryption_declined_on
        words = ngettext(
            "it holds {n} organisation and is not encrypted",
            "it holds {n} organisations and is not encrypted: whoever can read the folder can read about all of them",
            count,
        )
        words = words.format(n=count)
        if declined:
            words += _(" (a passphrase was declined on {day})").format(day=shown(declined))
        yield said(workspace.path, _("{words}. To encrypt it: readiness encrypt").format(words=words), is_advice=True)


def _names(organisations: Path) -> tuple[str, ...]:
    """The folders below the one of organisations that are or were to be organisations."""
    try:
        entries = [entry for entry in os.scandir(organisations) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return ()
    return tuple(sorted(one.name for one in entries if ID.fullmatch(one.name) or UNFINISHED.fullmatch(one.name)))


def _unfinished(path: Path) -> Fault:
    words = _("a change that a crash interrupted is completed when the organisation is opened next")
    return said(path, words, Cure.REOPEN, is_advice=True)


def _listed(organisation: Organisation) -> set[str]:
    """The ids of the assessments that an organisation's file tells of."""
    pointer = {organisation.draft.id} if organisation.draft is not None else set()
    return pointer | {row.id for row in organisation.sealed}
