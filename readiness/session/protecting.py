"""Putting a workspace behind a passphrase, taking it away, and when to offer it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Assessment, Organisation
from readiness.questionnaire.index import Index
from readiness.session import passphrase
from readiness.session.clock import Clock
from readiness.session.error import SessionError
from readiness.session.passphrase import PassphraseSource
from readiness.session.place import Desk
from readiness.store import conversion, encryption
from readiness.store.encryption import State
from readiness.store.envelope import PLAIN
from readiness.store.error import shown
from readiness.store.extent import Converted, extent_of
from readiness.store.settings import workspace_folder
from readiness.store.workspace import Workspace, same_name
from readiness.translation import _


def reason() -> str:
    """Why a passphrase is asked for, before a second organisation."""
    return _(
        "This workspace is about to hold more than one organisation, and is not encrypted: whoever gets at the folder "
        "can read about all of them. A passphrase prevents that. Without it nobody can read what is kept, you included."
    )


def unasked() -> str:
    """What is said where nobody can be asked."""
    return _(
        "This workspace holds more than one organisation and is not encrypted. To encrypt it: readiness encrypt. To "
        "hear no more of it here: readiness encrypt --decline"
    )


def is_due(workspace: Workspace, name: str = "", arriving: int = 1) -> bool:
    """Whether a passphrase is to be asked for before another organisation, of this name, is made, or several arrive.

    Raises:
        Unreadable: the folder of organisations can't be listed.
    """
    if workspace.is_encrypted or not arriving or workspace.settings.load().encryption_declined_on:
        return False
    found = list(workspace.scan())
    is_there = name and any(isinstance(one, Organisation) and same_name(one.name, name) for one in found)
    return len(found) + arriving > 1 and not is_there


def decline(workspace: Workspace, today: date) -> None:
    """Remember that no passphrase is wanted.

    Raises:
        StoreError: it could not be kept.
    """
    if not workspace.is_encrypted:
        settings = workspace.settings.load()
        workspace.settings.save(replace(settings, encryption_declined_on=today.isoformat()))


def protect(desk: Desk, new: str) -> None:
    """Encrypt the workspace of a desk under a new passphrase, and go on with it so. No sitting may be open.

    Raises:
        MissingExtra: the package for it is not installed.
        PassphraseRefused: it is too short. Nothing changed.
        StoreError: it could not be done, or not be finished.
    """
    folder = desk.workspace.path
    converted = conversion.encrypt(folder, encryption.created(new), desk.clock.moment)
    desk.workspace = Workspace.open(folder, codec=converted.codec)


def encrypt(path: Path | None, source: PassphraseSource, environment: Mapping[str, str] = os.environ) -> Converted:
    """Encrypt a workspace, made if need be; or finish, or take back, what was interrupted.

    Raises:
        NotConverted: it is encrypted already, in use, or damaged. Nothing changed.
        PassphraseNeeded: there is none, or it doesn't open what was begun.
        PassphraseRefused: it is too short, or was not typed twice the same. Nothing changed.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    folder = workspace_folder(path, environment)
    Workspace.open(folder)
    header = encryption.read(folder)
    if header is not None and header.state is State.ENCRYPTED:
        raise SessionError(
            _("'{folder}' is encrypted already. For another passphrase: readiness passphrase").format(
                folder=shown(folder)
            )
        )
    if header is None:
        encryption.require()
        unlocked = encryption.created(passphrase.chosen(source))
    else:
        unlocked = passphrase.opened(header, source, shown(folder))
    return conversion.encrypt(folder, unlocked, Clock().moment)


def decrypt(
    path: Path | None,
    source: PassphraseSource,
    *,
    with_sensitive: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Converted:
    """Decrypt a workspace; or finish, or take back, what was interrupted.

    Raises:
        NotConverted: it is in use, damaged, or holds an organisation with a passphrase of its own. Nothing changed.
        PassphraseNeeded: it is wrong, or there is none.
        SessionError: it is not encrypted, or holds what only an encrypted workspace may. Nothing changed.
        StoreError: it could not be finished; run again, it goes on where it stopped.
    """
    folder = workspace_folder(path, environment)
    header = encryption.read(folder)
    if header is None:
        raise SessionError(_("'{folder}' is not encrypted.").format(folder=shown(folder)))
    unlocked = passphrase.opened(header, source, shown(folder))
    if header.state is State.ENCRYPTED:
        extent_of(folder, PLAIN).refuse_locks_inside(unlocked.codec)
    if header.state is State.ENCRYPTED and not with_sensitive:
        _refuse_sensitive(Desk(Workspace(folder, unlocked.codec)))
    return conversion.decrypt(folder, unlocked, Clock().moment)


def change_passphrase(
    path: Path | None,
    present: PassphraseSource,
    new: PassphraseSource,
    *,
    new_key: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Put a workspace under another passphrase, with `new_key` every file under a new key; or finish that.

    Raises:
        NotConverted: it is in use, or damaged, and can't get a new key. Nothing changed.
        PassphraseNeeded: the present one is wrong, or there is none.
        PassphraseRefused: the new one is too short, or was not typed twice the same.
        SessionError: the workspace is not encrypted.
        StoreError: the old passphrase is still the right one, or it could not be finished.
    """
    folder = workspace_folder(path, environment)
    header = encryption.read(folder)
    if header is not None and header.state is State.REKEYING:
        begun = passphrase.opened(header, present, _("'{folder}', the new one").format(folder=shown(folder)))
        conversion.change_key(folder, begun, Clock().moment)
        return
    unlocked = passphrase.unlocked(folder, present)
    chosen = passphrase.chosen(new)
    if new_key:
        conversion.change_key(folder, encryption.with_key(unlocked, chosen), Clock().moment)
    else:
        conversion.change_passphrase(folder, unlocked, chosen)


def _refuse_sensitive(desk: Desk) -> None:
    for organisation in desk.workspace.organisations():
        for assessment, index in _assessments(desk, organisation):
            if _holds_sensitive(assessment, index):
                text = _(
                    "'{name}' holds what only an encrypted workspace may keep, such as a policy number. Nothing "
                    "changed. To decrypt it all the same: readiness decrypt --with-sensitive"
                )
                raise SessionError(text.format(name=organisation.name))


def _assessments(desk: Desk, organisation: Organisation) -> Iterator[tuple[Assessment, Index]]:
    dossier = desk.dossier(organisation.id)
    draft = dossier.stored_draft()
    kept = [dossier.sealed_assessment(row.id) for row in organisation.sealed]
    for assessment in [*kept, *([draft] if draft is not None else [])]:
        yield assessment, dossier.index_of(assessment)


def _holds_sensitive(assessment: Assessment, index: Index) -> bool:
    sensitive = {id for id, fact in index.facts.items() if fact.sensitive}
    given = (answer for answers in assessment.answers.values() for answer in answers)
    private = (one for person in assessment.people for one in person.channels if one.private and one.value)
    return any(sensitive & answer.facts.keys() for answer in given) or any(True for _one in private)
