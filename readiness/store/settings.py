"""Where things are kept on this computer, and the few settings of its user.

The workspace is the folder given with --workspace, else the one named by READINESS_WORKSPACE, else the
user's data folder. Caches lie in the user's cache folder and can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from readiness.assessment.model import Record
from readiness.store import durable
from readiness.store.document import storable
from readiness.store.encryption import changing
from readiness.store.envelope import PLAIN, Codec, Identity, wrap
from readiness.store.error import DamagedFile, NewerFormat, StoreError
from readiness.store.tables import Tables, decode, encode, load
from readiness.translation import _

FILE = "settings.json"
VARIABLE = "READINESS_WORKSPACE"

_APPLICATION = "readiness"
_IDENTITY = Identity("settings", "user")


class Settings(Record):
    """What the user chose, and what they have been told."""

    theme: str = ""
    """Empty follows the terminal."""
    language: str = ""
    """The language of the program; empty follows the system."""
    name: str = ""
    """The user's own name: who answers, unless they say otherwise."""
    notice_acknowledged_on: str = ""
    """The day the first-run notice was acknowledged; empty before."""
    page_size: str = "A4"
    output_folder: str = ""
    """Where the last report was written."""
    documents: list[str] = []
    """Ids of the documents that were written last."""
    document_format: str = ""
    """The format they were written in."""
    encryption_declined_on: str = ""
    """The day a passphrase was declined for several organisations; empty while nobody was asked."""


def workspace_folder(explicit: Path | None, environment: Mapping[str, str]) -> Path:
    """Where the workspace is: as given, else as the environment says, else in the user's data folder."""
    if explicit is not None:
        return explicit.expanduser()
    if named := environment.get(VARIABLE, "").strip():
        return Path(named).expanduser()
    return platformdirs.user_data_path(_APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """Where caches are kept. It may not exist yet."""
    return platformdirs.user_cache_path(_APPLICATION, appauthor=False)


class SettingsFile:
    """The file `settings.json` of a workspace.

    A damaged one never keeps the user out: the previous version or the defaults are used, `problem` says why,
    and the damaged file is kept under another name when settings are saved next.

    Attributes:
        problem: why the file could not be used as it is, after `load`.
    """

    def __init__(self, path: Path, codec: Codec = PLAIN) -> None:
        """The settings at `path`."""
        self.path = path
        self.problem: StoreError | None = None
        self._codec = codec

    def load(self) -> Settings:
        """The settings; the defaults while none were saved."""
        self.problem = None
        if not durable.exists(self.path) and not durable.exists(durable.previous(self.path)):
            return Settings()
        try:
            return self._read(load(self.path, _IDENTITY, self._codec))
        except StoreError as problem:
            self.problem = problem
            return self._previous()

    def save(self, settings: Settings) -> None:
        """Keep the settings. Durable when it returns.

        Raises:
            Busy: another process is changing the workspace and does not finish.
            ProtectedMeanwhile: another process has encrypted or decrypted it.
            NewerFormat: the file is from a newer version, and is left alone.
            NotSaved: nothing changed.
            Unstorable: a value can't be kept.
        """
        data = wrap(_IDENTITY, encode({"settings": {"user": storable(settings)}}), self._codec)
        with changing(self.path.parent, self._codec):
            durable.sweep(self.path.parent)
            self.load()
            if isinstance(self.problem, NewerFormat):
                raise self.problem
            if self.problem is not None:
                durable.set_aside(self.path)
            durable.swap_in(self.path, data, keep_previous=self.problem is None)
            durable.sync_folder(self.path.parent)
        self.problem = None

    def bring_back(self) -> Path | None:
        """Replace a damaged file by the previous version; where the damaged one is kept, None if it was missing.

        Without a sound previous version it is only set aside, and the defaults are used. The workspace's own lock
        must be held.

        Raises:
            NotSaved: the system refuses; the damaged file is still there.
        """
        older = durable.previous(self.path)
        try:
            raw = durable.read(older)
            self._read(decode(raw, older, _IDENTITY, self._codec))
        except (StoreError, FileNotFoundError):
            raw = b""
            durable.set_aside(older)
            with durable.writing(older):
                older.unlink(missing_ok=True)
        kept = durable.set_aside(self.path)
        if raw:
            durable.swap_in(self.path, raw, keep_previous=False)
        else:
            with durable.writing(self.path):
                self.path.unlink(missing_ok=True)
        durable.sync_folder(self.path.parent)
        return kept

    def _previous(self) -> Settings:
        older = durable.previous(self.path)
        try:
            return self._read(decode(durable.read(older), older, _IDENTITY, self._codec))
        except (StoreError, FileNotFoundError):
            return Settings()

    def _read(self, tables: Tables) -> Settings:
        try:
            return msgspec.convert(tables.get("settings", {}).get("user"), Settings)
        except msgspec.ValidationError:
            raise DamagedFile(self.path, _("its content has an unknown shape")) from None
