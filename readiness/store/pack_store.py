"""The packs that assessments are pinned to, each stored once under the SHA-256 of its bytes.

The name is the checksum: a pack that does not match its name is damaged and is never handed out.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from readiness.store import durable
from readiness.store.encryption import changing
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import DamagedFile, NotFound, Unstorable
from readiness.translation import _

_NAME = re.compile(r"[0-9a-f]{64}")


class PackStore:
    """The folder `packs` of a workspace."""

    def __init__(self, workspace: Path, codec: Codec = PLAIN) -> None:
        """The packs below the folder `workspace`."""
        self._workspace = workspace
        self._folder = workspace / "packs"
        self._codec = codec

    @property
    def codec(self) -> Codec:
        """How the workspace stores its files."""
        return self._codec

    def keep(self, data: bytes, sha256: str) -> None:
        """Store a pack, if it is not there yet. Durable when it returns.

        Raises:
            NotSaved: the system refuses.
            Busy: another process is storing something and does not finish.
            Unstorable: `sha256` is not the hash of `data`.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Unstorable(_("The questionnaire can't be stored: its bytes do not match its hash."))
        path = self._path(sha256)
        if not (durable.exists(path) and self._sound(path, sha256)):
            with changing(self._workspace, self._codec):
                self._write(path, data, sha256)

    def take_over(self, other: PackStore, sha256: str) -> None:
        """Store a pack of another store, if it is not there yet. The workspace's own lock must be held.

        Raises:
            StoreError: it can't be read there, or not kept here.
        """
        path = self._path(sha256)
        data = other.bytes(sha256)
        if not (durable.exists(path) and self._sound(path, sha256)):
            self._write(path, data, sha256)

    def _write(self, path: Path, data: bytes, sha256: str) -> None:
        stored = self._codec.encode(data, pack_place(sha256))
        durable.make_folder(self._folder)
        durable.tidy(self._folder)
        durable.swap_in(path, stored, keep_previous=False)
        durable.sync_folder(self._folder)

    def bytes(self, sha256: str) -> bytes:
        """The bytes of a stored pack.

        Raises:
            NotFound: no pack of this hash is stored.
            DamagedFile: its bytes do not match its name.
            Unreadable: the system refuses.
        """
        missing = _("The questionnaire {sha256} is not stored in this workspace.").format(sha256=sha256[:12])
        if not _NAME.fullmatch(sha256):
            raise NotFound(missing)
        path = self._path(sha256)
        try:
            data = self._codec.decode(durable.read(path), pack_place(sha256))
        except FileNotFoundError:
            raise NotFound(missing, path=path) from None
        except ValueError:
            raise DamagedFile(path, _("its content can't be decoded")) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedFile(path, _("its bytes do not match its name"))
        return data

    def kept(self) -> set[str]:
        """The hashes of all packs that are stored.

        Raises:
            Unreadable: the folder can't be listed.
        """
        if not durable.exists(self._folder):
            return set()
        names = (entry.name.removesuffix(".json") for entry in durable.files(self._folder))
        return {name for name in names if _NAME.fullmatch(name)}

    def _sound(self, path: Path, sha256: str) -> bool:
        try:
            return len(self.bytes(sha256)) > 0
        except DamagedFile:
            durable.set_aside(path)
            return False

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.json"


def pack_place(sha256: str) -> str:
    """What a codec binds the content of a pack to."""
    return f"pack:{sha256}"
