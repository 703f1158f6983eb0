"""Giving an organisation another name, and deleting it.

Both hold the workspace's own lock, so that no two organisations get one name, and the organisation's, so that
nobody is at work on it. What is deleted gets the name of something unfinished first, in one step: a crash on the
way leaves nothing that looks like an organisation, and the next start of another one sweeps it up.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Organisation
from readiness.store import durable
from readiness.store.encryption import changing
from readiness.store.error import NameTaken, Unstorable, shown
from readiness.store.legal_hold import FILE as HOLDS
from readiness.store.legal_hold import refuse_while_held
from readiness.store.lock import read_only_because
from readiness.store.organisation_file import OrganisationFile
from readiness.store.workspace import Workspace, same_name
from readiness.translation import _


def rename(workspace: Workspace, id: str, name: str, now: str) -> Organisation:
    """Give an organisation another name; its older assessments stay as they were sealed.

    Raises:
        Busy: another process is changing the workspace and does not finish.
        NameTaken: another one has this name.
        NotFound: there is none of this id.
        ReadOnly: another process works on it.
        StoreError: it can't be read, or nothing was changed.
    """
    name = name.strip()
    if not name:
        raise Unstorable(_("An organisation needs a name."))
    with changing(workspace.path, workspace.codec), _held(workspace, id, now) as file:
        if any(same_name(other.name, name) for other in workspace.organisations() if other.id != id):
            raise NameTaken(_("There is an organisation named '{name}' already.").format(name=shown(name)))
        file.save_profile(replace(file.organisation, name=name))
        return file.organisation


def delete(workspace: Workspace, id: str, now: str) -> None:
    """Delete an organisation with everything that is kept of it. Packs stay: others may be pinned to them.

    Raises:
        Busy: another process is changing the workspace and does not finish.
        NotFound: there is none of this id.
        NotSaved: the system refuses; it is still there.
        OnHold: it is under a legal hold.
        ReadOnly: another process works on it.
        StoreError: it can't be read.
    """
    with changing(workspace.path, workspace.codec):
        folder = workspace.folder(id)
        file = _held(workspace, id, now)
        try:
            refuse_while_held(file.organisation)
            for problem in file.problems:
                if problem.path is not None and problem.path.name == HOLDS:
                    raise problem  # it may say that there is a hold
            if sys.platform == "win32":
                file.close()  # an open lock keeps its folder from being renamed there
            gone = _set_apart(folder)
        finally:
            file.close()
        shutil.rmtree(gone, ignore_errors=True)


def _set_apart(folder: Path) -> Path:
    gone = folder.with_name(f".{folder.name}.tmp")
    with durable.writing(folder):
        folder.rename(gone)
    durable.sync_folder(folder.parent)
    return gone


def _held(workspace: Workspace, id: str, now: str) -> OrganisationFile:
    file = workspace.open_organisation(id, now=now)
    if file.read_only:
        holder = file.holder
        file.close()
        raise read_only_because(holder, workspace.folder(id))
    return file
