"""The keys at hand: the workspace's, and those of organisations with a passphrase of their own, once opened.

Such an organisation is a lock inside an encrypted workspace: beside its files lies a header of its own, stored by the
workspace's codec, and all its other files are under the key in that. Without its passphrase it is listed by its name,
and nothing else of it can be read. What was opened stays so for as long as the program runs.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import LockedOrganisation, Organisation
from readiness.store import encryption
from readiness.store.encryption import Header, State
from readiness.store.envelope import Codec
from readiness.store.error import OrganisationLocked, ProtectedMeanwhile, shown
from readiness.store.organisation_view import read_organisation
from readiness.translation import _


class Keys:
    """How the files of each organisation of a workspace are stored, as far as that is known here.

    Attributes:
        outer: how the workspace stores its files.
    """

    def __init__(self, outer: Codec) -> None:
        """The key of a workspace and, so far, no other."""
        self.outer = outer
        self._own: dict[str, Codec] = {}

    def keep(self, codec: Codec) -> None:
        """Use the key of an organisation from now on."""
        self._own[codec.key] = codec

    def header(self, folder: Path) -> Header | None:
        """The header of an organisation with a passphrase of its own; None where it has none.

        Raises:
            StoreError: it is damaged, or can't be read.
        """
        return own_header(folder, self.outer)

    def is_closed(self, folder: Path) -> bool:
        """Whether the organisation in `folder` needs a passphrase before anything but its name can be read.

        Raises:
            StoreError: its header is damaged, or can't be read.
        """
        header = self.header(folder)
        return header is not None and (header.state is not State.ENCRYPTED or header.key not in self._own)

    def codec_of(self, folder: Path) -> Codec:
        """How the files of the organisation in `folder` are stored.

        Raises:
            OrganisationLocked: under a passphrase of its own, which was not given yet.
            StoreError: its header is damaged, or can't be read.
            UnfinishedConversion: some files are under that passphrase and some are not.
        """
        header = self.header(folder)
        if header is None:
            return self.outer
        encryption.refuse_unfinished(header, folder)
        if header.key not in self._own:
            text = _("'{name}' is locked: it has a passphrase of its own.").format(name=shown(header.name))
            raise OrganisationLocked(text, folder)
        return self._own[header.key]

    def listed(self, folder: Path) -> Organisation:
        """The organisation in `folder`; where it is closed, what its header tells of it.

        Raises:
            StoreError: it can't be read.
        """
        header = self.header(folder)
        if header is None:
            return read_organisation(folder, self.outer)
        codec = self._own.get(header.key)
        if codec is None or header.state is not State.ENCRYPTED:
            return LockedOrganisation(id=folder.name, name=header.name, created_on="")
        return read_organisation(folder, codec)


def own_header(folder: Path, outer: Codec) -> Header | None:
    """The header of the organisation in `folder`; None where it has no passphrase of its own.

    A readable workspace has no such organisations, whatever lies in its folders.

    Raises:
        StoreError: it is damaged, or can't be read.
    """
    return encryption.read(folder, outer) if outer.key and encryption.exists(folder) else None


def refuse_changed(folder: Path, codec: Codec, outer: Codec) -> None:
    """See that workspace and organisation still are what they were opened as. Ask this under the organisation's lock.

    Raises:
        ProtectedMeanwhile: another program has given either another key.
        StoreError: a header can't be read.
    """
    encryption.refuse_changed(folder.parent.parent, outer)
    header = own_header(folder, outer)
    changed = codec.key != outer.key if header is None else codec.key != header.key
    if changed or (header is not None and header.state is not State.ENCRYPTED):
        text = _(
            "Another program has given this organisation a passphrase, or taken it away, since it was opened here. "
            "Nothing was saved. Start again."
        )
        raise ProtectedMeanwhile(text, folder)


def keep_name(folder: Path, name: str, codec: Codec, outer: Codec) -> None:
    """Keep the name of an organisation in its header, where it has one. Its lock must be held.

    Raises:
        StoreError: it could not be kept.
    """
    header = own_header(folder, outer) if codec.key != outer.key else None
    if header is not None and header.name != name:
        encryption.write(folder, replace(header, name=name), outer)
