"""Where sittings begin: the workspace in use, with the packs and the clock that go with it.

Opening a workspace imports neither TinyDB nor a pack, so that a list of organisations is there at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.assessment.model import LockedOrganisation, Organisation
from readiness.error import ReadinessError
from readiness.session.clock import Clock
from readiness.session.error import SessionError
from readiness.store import encryption
from readiness.store.envelope import PLAIN, Codec
from readiness.store.settings import workspace_folder
from readiness.store.workspace import Workspace

if TYPE_CHECKING:
    from readiness.session.dossier import Dossier
    from readiness.session.packs import Packs
    from readiness.session.passphrase import PassphraseSource
    from readiness.session.sitting import Session


def open_workspace(
    path: Path | None = None,
    *,
    create: bool = True,
    environment: Mapping[str, str] = os.environ,
    passphrase: PassphraseSource | None = None,
) -> Workspace:
    """The workspace at `path`; else the one the environment names; else the user's own.

    Raises:
        NotFound: there is none, and `create` is False.
        NotSaved: it can't be made, or a file is in the way.
        PassphraseNeeded: it is encrypted, and `passphrase` doesn't open it.
        UnfinishedConversion: encrypting or decrypting it was interrupted.
    """
    folder = workspace_folder(path, environment)
    return Workspace.open(folder, create=create, codec=_codec(folder, passphrase, environment))


def workspace_as_it_is(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    passphrase: PassphraseSource | None = None,
) -> Workspace:
    """The workspace that `open_workspace` would open, with nothing put right on the way.

    Raises:
        NotFound: there is none.
        NotSaved: a file is in the way.
        PassphraseNeeded: it is encrypted, and `passphrase` doesn't open it.
        UnfinishedConversion: encrypting or decrypting it was interrupted.
    """
    folder = workspace_folder(path, environment)
    return Workspace.open(folder, create=False, codec=_codec(folder, passphrase, environment), touch=False)


def _codec(folder: Path, passphrase: PassphraseSource | None, environment: Mapping[str, str]) -> Codec:
    if not encryption.exists(folder):
        return PLAIN
    from readiness.session.passphrase import PassphraseSource, unlocked  # noqa: PLC0415 - most are not encrypted

    return unlocked(folder, passphrase or PassphraseSource.of(environment)).codec


@dataclass
class Desk:
    """A workspace in use: its organisations are listed, created and opened from here.

    Attributes:
        own_passphrase: where the passphrase of an organisation comes from that has one of its own.
    """

    workspace: Workspace
    clock: Clock = field(default_factory=Clock)
    own_passphrase: PassphraseSource | None = None

    def __post_init__(self) -> None:
        """Nothing of a pack is read yet."""
        self._packs: Packs | None = None

    @property
    def packs(self) -> Packs:
        """The questionnaires at hand, shared by every sitting at this desk."""
        if self._packs is None:
            from readiness.session.packs import Packs  # noqa: PLC0415 - a list of organisations needs no pack

            self._packs = Packs()
        return self._packs

    @packs.setter
    def packs(self, packs: Packs) -> None:
        self._packs = packs

    def scan(self) -> Iterator[Organisation | ReadinessError]:
        """Every organisation, or what keeps it from being read, in no particular order.

        One with a passphrase of its own is a `LockedOrganisation` until that is given.

        Raises:
            Unreadable: the folder of organisations can't be listed.
        """
        yield from self.workspace.scan()

    def find(self, wanted: str) -> Organisation:
        """The organisation of this exact name, else of the unique beginning, else of this id; unlocked if need be.

        Raises:
            NotFound: none fits, or several do; the message names candidates.
            PassphraseNeeded: it has a passphrase of its own, which is wrong, or there is none.
            StoreError: it can't be read.
        """
        found = self.workspace.find(wanted)
        if not isinstance(found, LockedOrganisation):
            return found
        self.unlock(found.id)
        return self.workspace.keys.listed(self.workspace.folder(found.id))

    def is_locked(self, organisation_id: str) -> bool:
        """Whether an organisation needs a passphrase before it can be opened.

        Raises:
            StoreError: the header that says so can't be read.
        """
        return self.workspace.keys.is_closed(self.workspace.folder(organisation_id))

    def unlock(self, organisation_id: str, passphrase: PassphraseSource | None = None) -> None:
        """Open an organisation with a passphrase of its own, for as long as the program runs; nothing for any other.

        Raises:
            PassphraseNeeded: the passphrase is wrong, or there is none.
            SessionError: it can't be read.
            StoreError: encrypting or decrypting it was interrupted, or the header can't be read.
        """
        if self.is_locked(organisation_id):
            from readiness.session.locking import unlock  # noqa: PLC0415 - most have no passphrase of their own

            unlock(self.workspace, organisation_id, passphrase or self.own_passphrase)

    def create(self, name: str) -> Organisation:
        """A new organisation.

        Raises:
            SessionError: the name is empty, too long or holds control characters.
            NameTaken: there is one of this name.
            StoreError: nothing was created.
        """
        from readiness.questionnaire.vocabulary import ValueRefused  # noqa: PLC0415 - the first screen creates nothing
        from readiness.session.naming import named  # noqa: PLC0415 - brings yaml

        try:
            name = named(name)
        except ValueRefused as refused:
            raise SessionError(str(refused)) from refused
        return self.workspace.create_organisation(name, self.clock.today.isoformat())

    def found_or_created(self, name: str) -> Organisation:
        """The organisation of this very name, whatever its case and spacing; a new one where there is none.

        Raises:
            SessionError: the name is empty, too long or holds control characters.
            StoreError: it could not be created.
        """
        from readiness.store.error import NameTaken  # noqa: PLC0415 - as in `create`

        try:
            return self.create(name)
        except NameTaken:
            return self.workspace.find(" ".join(name.split()))

    def session(self, organisation_id: str) -> Session:
        """Sit down with an organisation, under its lock; read-only while another process has it.

        Raises:
            NotFound: there is none of this id.
            PassphraseNeeded: it has a passphrase of its own, which is wrong, or there is none.
            StoreError: it can't be read, or its folder can't be written to.
        """
        from readiness.session.sitting import Session  # noqa: PLC0415 - brings TinyDB

        self.unlock(organisation_id)
        file = self.workspace.open_organisation(organisation_id, now=self.clock.moment)
        try:
            return Session(file, self.packs, self.clock)
        except BaseException:
            file.close()
            raise

    def dossier(self, organisation_id: str) -> Dossier:
        """What is stored about an organisation, for reading; takes no lock.

        Raises:
            NotFound: there is none of this id.
            PassphraseNeeded: it has a passphrase of its own, which is wrong, or there is none.
        """
        from readiness.session.dossier import Dossier  # noqa: PLC0415 - brings TinyDB

        self.unlock(organisation_id)
        return Dossier(self.workspace.view(organisation_id), self.packs, self.clock)
