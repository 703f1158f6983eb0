"""The workspace: the folder that holds organisations, packs and the user's settings.

    settings.json
    organisations/<random id>/organisation.json, encryption.json where it has a passphrase of its own
    organisations/<random id>/assessments/<random id>.json, <random id>.trail
    packs/<sha256>.json

Names of people and businesses never become paths. Listing needs neither a lock nor TinyDB.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Self

from readiness.assessment.model import Organisation
from readiness.store import durable
from readiness.store.document import organisation_tables
from readiness.store.encryption import FILE as HEADER
from readiness.store.encryption import changing
from readiness.store.envelope import PLAIN, Codec, Identity, wrap
from readiness.store.error import (
    Ambiguous,
    DamagedFile,
    NameTaken,
    NotFound,
    StoreError,
    Unstorable,
    Unwritable,
    shown,
    unreadable,
)
from readiness.store.keys import Keys, refuse_changed
from readiness.store.lock import LOCK, SessionLock, read_only_because
from readiness.store.organisation_view import ASSESSMENTS, FILE, ID, KIND, OrganisationView
from readiness.store.pack_store import PackStore
from readiness.store.settings import FILE as SETTINGS
from readiness.store.settings import SettingsFile
from readiness.store.tables import encode
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.store.organisation_file import OrganisationFile

ORGANISATIONS = "organisations"
PACKS = "packs"

UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.tmp")
"""Names of folders in which an organisation is made, before they get their own."""

_CANDIDATES = 5


class Workspace:
    """A folder of organisations.

    Attributes:
        keys: how the files of each organisation are stored.
    """

    def __init__(self, path: Path, codec: Codec = PLAIN) -> None:
        """The workspace at `path`, which exists; `open` makes sure of that."""
        self.path = path
        self.packs = PackStore(path, codec)
        self.settings = SettingsFile(path / SETTINGS, codec)
        self.keys = Keys(codec)
        self._codec = codec

    @property
    def codec(self) -> Codec:
        """How its files are stored."""
        return self._codec

    @property
    def is_encrypted(self) -> bool:
        """Whether nothing of it can be read without its passphrase."""
        return bool(self._codec.key)

    @classmethod
    def open(cls, path: Path, *, create: bool = True, codec: Codec = PLAIN, touch: bool = True) -> Self:
        """The workspace at `path`, made if need be; without `touch` its permissions stay as they are.

        Raises:
            NotFound: there is none, and `create` is False.
            NotSaved: it can't be made, or a file is in the way.
        """
        if durable.exists(path) and not path.is_dir():
            raise Unwritable(_("'{path}' is a file; a workspace is a folder.").format(path=shown(path)), path)
        if not durable.exists(path):
            if not create:
                raise NotFound(_("There is no workspace at '{path}'.").format(path=shown(path)), path=path)
            durable.make_folder(path)
        elif touch and is_ours(path):
            durable.tighten(path)
        for name in (ORGANISATIONS, PACKS) if touch else ():
            durable.tighten(path / name)
        return cls(path, codec)

    def scan(self) -> Iterator[Organisation | StoreError]:
        """Every organisation, or what keeps it from being read, one at a time and in no particular order.

        One with a passphrase of its own is a `LockedOrganisation` until that is given.

        Raises:
            Unreadable: the folder of organisations can't be listed.
        """
        for folder in self._folders():
            try:
                yield self.keys.listed(folder)
            except StoreError as problem:
                yield problem

    def organisations(self) -> list[Organisation]:
        """The organisations that can be read, by name. `scan` tells of the others too.

        Raises:
            Unreadable: the folder of organisations can't be listed.
        """
        found = [read for read in self.scan() if isinstance(read, Organisation)]
        return sorted(found, key=lambda organisation: (_folded(organisation.name), organisation.id))

    def find(self, wanted: str) -> Organisation:
        """The organisation of this exact name, else the only one whose name starts so, else the one of this id.

        Raises:
            Ambiguous: several fit.
            NotFound: none fits.
            StoreError: the one of this id can't be read.
        """
        read = list(self.scan())
        found = [one for one in read if isinstance(one, Organisation)]
        one = fitting(wanted, found)
        if one is not None:
            return one
        if ID.fullmatch(wanted) and (self._organisations / wanted).is_dir():
            return self.keys.listed(self._organisations / wanted)
        raise not_found(wanted, found, len(read) - len(found))

    def create_organisation(self, name: str, today: str) -> Organisation:
        """A new organisation; `today` is an ISO day.

        Raises:
            Busy: another process is changing the workspace and does not finish.
            NameTaken: there is one of this name.
            NotSaved: nothing was created.
            ProtectedMeanwhile: another process has encrypted or decrypted the workspace.
            Unstorable: the name is empty or can't be stored.
        """
        name = name.strip()
        if not name:
            raise Unstorable(_("An organisation needs a name."))
        organisation = Organisation(id=secrets.token_hex(8), name=name, created_on=today)
        with changing(self.path, self._codec):
            if any(same_name(other.name, name) for other in self.organisations()):
                raise NameTaken(_("There is an organisation named '{name}' already.").format(name=shown(name)))
            durable.make_folder(self._organisations)
            self.sweep()
            self._make(organisation)
        return organisation

    def open_organisation(self, id: str, *, read_only: bool = False, now: str = "") -> OrganisationFile:
        """The organisation of this id, with its lock for as long as it is open.

        When another process has the lock it is opened for reading only, and says who holds it. `now` is an ISO
        time, for the note that tells others.

        Raises:
            DamagedFile: its file is altered, cut short or missing.
            NewerFormat: of a later format.
            NotFound: there is none of this id.
            NotSaved: the folder can't be written to; it can still be opened with `read_only`.
            OrganisationLocked: it has a passphrase of its own, which was not given yet.
            Unreadable: the system refuses.
        """
        # Imported here: TinyDB and the lock are not needed for the first paint.
        from readiness.store.organisation_file import OrganisationFile  # noqa: PLC0415

        folder = self._folder(id)
        return OrganisationFile(folder, self.packs, self.keys.codec_of(folder), read_only=read_only, now=now)

    def view(self, id: str) -> OrganisationView:
        """The organisation of this id for reading, without a lock.

        Raises:
            NotFound: there is none of this id.
            OrganisationLocked: it has a passphrase of its own, which was not given yet.
        """
        folder = self._folder(id)
        return OrganisationView(folder, self.packs, self.keys.codec_of(folder))

    def recover(self, id: str, damage: DamagedFile, now: str) -> Path | None:
        """Replace a damaged file of an organisation by what could be recovered; where the damaged one is kept.

        Raises:
            DamagedFile: nothing is left to recover it from. Nothing was changed.
            NotFound: there is no organisation of this id.
            NotSaved: the system refuses. The damaged file is still there.
            ReadOnly: another process has the lock.
        """
        from readiness.store.recovery import recover  # noqa: PLC0415 - see open_organisation

        folder = self._folder(id)
        codec, lock = self.keys.codec_of(folder), SessionLock(folder)
        if not lock.take(now):
            raise read_only_because(lock.holder(), folder)
        try:
            refuse_changed(folder, codec, self._codec)
            return recover(folder, damage, now, codec)
        finally:
            lock.release()

    @property
    def _organisations(self) -> Path:
        return self.path / ORGANISATIONS

    def folder(self, id: str) -> Path:
        """Where an organisation lies, whether or not it is there."""
        return self._organisations / id

    def _folder(self, id: str) -> Path:
        folder = self._organisations / id
        if not ID.fullmatch(id) or not folder.is_dir():
            raise NotFound(_("There is no organisation of this id."))
        return folder

    def _folders(self) -> Iterator[Path]:
        try:
            entries = list(os.scandir(self._organisations))
        except FileNotFoundError:
            return
        except OSError as error:
            raise unreadable(error, self._organisations) from error
        for entry in entries:
            if ID.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)

    def _make(self, organisation: Organisation) -> None:
        """Make the folder under a temporary name, complete, and then give it its own."""
        unfinished = self._organisations / f".{organisation.id}.tmp"
        data = wrap(Identity(KIND, organisation.id), encode(organisation_tables(organisation)), self._codec)
        try:
            durable.make_folder(unfinished)
            durable.make_folder(unfinished / ASSESSMENTS)
            # Written twice, so that there is a previous version from the first day.
            durable.swap_in(durable.previous(unfinished / FILE), data, keep_previous=False)
            durable.swap_in(unfinished / FILE, data, keep_previous=False)
            durable.sync_folder(unfinished)
            with durable.writing(self._organisations):
                unfinished.rename(self._organisations / organisation.id)
        except StoreError:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        durable.sync_folder(self._organisations)

    def sweep(self) -> None:
        """Remove what was being made when a crash came. The workspace's own lock must be held."""
        for entry in list(os.scandir(self._organisations)):
            if UNFINISHED.fullmatch(entry.name):
                shutil.rmtree(entry.path, ignore_errors=True)


def is_ours(path: Path) -> bool:
    """Whether the folder is a workspace and nothing else: someone's home or /tmp must keep its permissions."""
    if sys.platform == "win32":
        return False
    try:
        names = {entry.name for entry in os.scandir(path)}
        about = path.stat()
    except OSError:
        return False
    others = names - {ORGANISATIONS, PACKS, LOCK}
    only_ours = ORGANISATIONS in names and all(name.lstrip(".").startswith((SETTINGS, HEADER)) for name in others)
    return only_ours and not about.st_mode & stat.S_ISVTX and about.st_uid == os.getuid()


def fitting(wanted: str, found: list[Organisation]) -> Organisation | None:
    """The one of this exact name, else the only one whose name starts so, else the one of this id; else None.

    Raises:
        Ambiguous: several fit.
    """
    key = _folded(wanted)
    for fit in (
        [one for one in found if one.name == wanted.strip()],
        [one for one in found if _folded(one.name) == key],
        [one for one in found if key and _folded(one.name).startswith(key)],
        [one for one in found if one.id == wanted],
    ):
        if len(fit) == 1:
            return fit[0]
        if fit:
            raise _ambiguous(wanted, fit)
    return None


def same_name(one: str, other: str) -> bool:
    """Whether two organisations can't both have these names."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _ambiguous(wanted: str, several: list[Organisation]) -> Ambiguous:
    names = sorted(one.name for one in several)
    message = _("'{wanted}' fits {n} organisations: {names}. Give more of the name, or the id.")
    listed = ", ".join(f"{one.name} ({one.id})" for one in sorted(several, key=lambda one: one.name)[:_CANDIDATES])
    return Ambiguous(message.format(wanted=shown(wanted), n=len(names), names=shown(listed)), names)


def not_found(wanted: str, found: list[Organisation], broken: int = 0) -> NotFound:
    """That none of these fits, with names that are close; `broken` more could not be read."""
    names = {_folded(one.name): one.name for one in found}
    close = [names[key] for key in get_close_matches(_folded(wanted), names, _CANDIDATES, 0.5)]
    message = _("There is no organisation named '{wanted}'.").format(wanted=shown(wanted))
    if close:
        message += " " + _("Close to it: {names}.").format(names=shown(", ".join(close)))
    if broken:
        message += " " + ngettext(
            "{n} organisation can't be read and was not searched.",
            "{n} organisations can't be read and were not searched.",
            broken,
        ).format(n=broken)
    return NotFound(message, close)
