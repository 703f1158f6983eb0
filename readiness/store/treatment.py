"""The repair of a workspace: every fault that has a cure, cured under the lock of what it is about.

A damaged file is never deleted and never overwritten: it keeps its bytes under another name, which is said.
What is removed are files that were being written when a crash came; nobody was ever told that they are saved.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from readiness.store import durable, encryption
from readiness.store.doctor import examine
from readiness.store.error import StoreError, shown
from readiness.store.fault import Cure, Examination, Fault, curable
from readiness.store.lock import SessionLock, read_only_because
from readiness.store.organisation_view import ID
from readiness.store.recovery import recover
from readiness.store.workspace import ORGANISATIONS, Workspace
from readiness.translation import _

Spare = Callable[[str], bytes | None]
"""SHA-256 of a questionnaire -> its bytes, where they can be had from elsewhere."""

_ROUNDS = 4
"""Curing one fault can show the next: an assessment, then its trail, then its row."""


@dataclass(slots=True)
class Repair:
    """What a repair came to.

    Attributes:
        done: what was put right, as sentences.
        failed: what could not be, as sentences.
        after: the check-up afterwards.
    """

    after: Examination
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def repair(workspace: Workspace, now: str, spare: Spare) -> Repair:
    """Cure what can be cured, and look again. `now` is an ISO moment; `spare` gives missing questionnaires."""
    result = Repair(examine(workspace))
    for _round in range(_ROUNDS):
        faults = curable(result.after.faults)
        if not faults:
            break
        done = len(result.done)
        result.failed.clear()
        for folder, here in _by_place(workspace, faults).items():
            _treat(workspace, folder, here, now, spare, result)
        result.after = examine(workspace)
        if len(result.done) == done:
            break
    return result


def _by_place(workspace: Workspace, faults: Iterable[Fault]) -> dict[Path, list[Fault]]:
    """Faults by the folder whose lock they need: an organisation's, or the workspace's own."""
    places: dict[Path, list[Fault]] = {}
    organisations = workspace.path / ORGANISATIONS
    for fault in faults:
        inside = fault.path.is_relative_to(organisations) and fault.path != organisations
        name = fault.path.relative_to(organisations).parts[0] if inside else ""
        place = organisations / name if ID.fullmatch(name) else workspace.path
        places.setdefault(place, []).append(fault)
    return places


def _treat(workspace: Workspace, folder: Path, faults: list[Fault], now: str, spare: Spare, result: Repair) -> None:
    try:
        if folder == workspace.path:
            _in_workspace(workspace, faults, spare, result)
        else:
            _in_organisation(workspace, folder, faults, now, result)
    except StoreError as problem:
        result.failed.append(str(problem))


def _in_workspace(workspace: Workspace, faults: list[Fault], spare: Spare, result: Repair) -> None:
    for fault in faults:
        if fault.cure is Cure.FETCH:  # takes the lock by itself
            _fetch(workspace, fault.path.stem, spare, result)
    with encryption.changing(workspace.path, workspace.codec):
        for fault in faults:
            if fault.cure is Cure.RECOVER and fault.path == workspace.settings.path:
                kept = workspace.settings.bring_back()
                result.done.append(_brought_back(fault.path, kept))
            elif fault.cure in {Cure.RECOVER, Cure.RENEW_PREVIOUS} and fault.path.name.startswith(encryption.FILE):
                kept = encryption.mend(workspace.path)
                result.done.append(_brought_back(fault.path, kept))
            else:
                _put_right(fault, result)


def _in_organisation(workspace: Workspace, folder: Path, faults: list[Fault], now: str, result: Repair) -> None:
    for fault in faults:
        if fault.cure is Cure.TIGHTEN:  # before the lock, which needs to get in
            _put_right(fault, result)
    lock = SessionLock(folder)
    if not lock.take(now):
        raise read_only_because(lock.holder(), folder)
    try:
        for fault in faults:
            try:
                _under_lock(workspace, folder, fault, now, result)
            except StoreError as problem:
                result.failed.append(str(problem))
    finally:
        lock.release()
    if any(fault.cure in {Cure.REOPEN, Cure.REBUILD} for fault in faults):
        _reopen(workspace, folder, faults, now, result)


def _under_lock(workspace: Workspace, folder: Path, fault: Fault, now: str, result: Repair) -> None:
    if fault.cure in {Cure.RECOVER, Cure.RENEW_PREVIOUS} and fault.path.name.startswith(encryption.FILE):
        encryption.refuse_changed(workspace.path, workspace.codec)
        kept = encryption.mend(folder, workspace.codec)
        result.done.append(_brought_back(fault.path, kept))
    elif fault.cure is Cure.RECOVER and fault.damage is not None:
        kept = recover(folder, fault.damage, now, workspace.keys.codec_of(folder))
        result.done.append(_brought_back(fault.path, kept))
    elif fault.cure is Cure.RENEW_PREVIOUS:
        older = fault.path
        durable.set_aside(older)
        durable.renew_previous(older.with_name(older.name.removesuffix(durable.PREVIOUS)))
        result.done.append(_("'{file}' was renewed from the present version.").format(file=shown(older)))
    elif fault.cure is Cure.SWEEP:
        _put_right(fault, result)


def _reopen(workspace: Workspace, folder: Path, faults: list[Fault], now: str, result: Repair) -> None:
    with workspace.open_organisation(folder.name, now=now) as file:
        result.done += file.notices
        if not file.read_only and any(fault.cure is Cure.REBUILD for fault in faults):
            file.rebuild()
            result.done.append(_("What '{file}' lists was made anew.").format(file=shown(folder)))


def _put_right(fault: Fault, result: Repair) -> None:
    file = shown(fault.path)
    if fault.cure is Cure.TIGHTEN:
        durable.tighten(fault.path)
        result.done.append(_("'{file}' can be read by its owner only again.").format(file=file))
    elif fault.cure is Cure.SWEEP:
        with suppress(OSError):
            if fault.path.is_dir():
                shutil.rmtree(fault.path)
            else:
                fault.path.unlink(missing_ok=True)
            result.done.append(_("'{file}', left over by a crash, was removed.").format(file=file))


def _fetch(workspace: Workspace, sha256: str, spare: Spare, result: Repair) -> None:
    data = spare(sha256)
    if data is None:
        text = _("The questionnaire {sha256} is not among those at hand; restore it from a backup.")
        result.failed.append(text.format(sha256=sha256[:12]))
        return
    workspace.packs.keep(data, sha256)
    result.done.append(_("The questionnaire {sha256} was stored again.").format(sha256=sha256[:12]))


def _brought_back(path: Path, kept: Path | None) -> str:
    if kept is None:
        return _("'{file}', which was missing, was brought back.").format(file=shown(path))
    text = _("'{file}' was brought back. The damaged file is kept as '{kept}'.")
    return text.format(file=shown(path), kept=shown(kept.name))
