"""The questionnaires at hand, for new assessments and as stored ones are pinned to them; and the file of duties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from platformdirs import user_config_path

from readiness.assessment.model import PackReference
from readiness.questionnaire.duty_library import bundled_duties
from readiness.questionnaire.duty_model import DutyFile
from readiness.questionnaire.identity import pack_bytes, pack_from_bytes, pack_hash
from readiness.questionnaire.index import Index
from readiness.questionnaire.library import Library
from readiness.questionnaire.model import Pack
from readiness.store.settings import cache_folder
from readiness.translation import language

DEFAULT = "breach-readiness"
"""Id of the bundled pack that asks everything this program is about."""

_FOLDER = "readiness"


def own_folder() -> Path:
    """Where users put packs of their own."""
    return user_config_path(_FOLDER, appauthor=False) / "packs"


def open_library() -> Library:
    """The bundled packs and the user's own."""
    return Library(cache_folder() / "packs", own_folder())


def reference(pack: Pack) -> PackReference:
    """What an assessment is pinned to when it begins with `pack`."""
    return PackReference(id=pack.id, version=pack.version, sha256=pack_hash(pack))


class Packs:
    """Packs as indexes. What was indexed once is handed out again, so that packs are read only when needed."""

    def __init__(self, library: Library | None = None) -> None:
        """Take new packs from `library`, the bundled and the user's own when it is left out."""
        self._library = library
        self._pinned: dict[str, Index] = {}
        self._offered: dict[str, Index] = {}
        self._translated: dict[tuple[Index, str], Index] = {}
        self._originals: dict[Index, Index] = {}
        self._duties: DutyFile | None = None

    @property
    def library(self) -> Library:
        """Where packs for new assessments come from."""
        if self._library is None:
            self._library = open_library()
        return self._library

    @property
    def duties(self) -> DutyFile:
        """The duties to tell others that come with the program.

        Raises:
            PackError: the file is damaged.
        """
        if self._duties is None:
            self._duties = bundled_duties(cache_folder() / "packs")
        return self._duties

    def offered(self, id: str = DEFAULT) -> Index:
        """The pack that a new assessment can begin with, in the language in use.

        Raises:
            PackError: there is none of this id, or it can't be used.
        """
        if id not in self._offered:
            self._offered[id] = Index(self.library.pack(id))
        return self._in_words(self._offered[id])

    def spare(self, sha256: str) -> bytes | None:
        """The bytes of the pack of this hash, where it is among those at hand; for a store that lost them."""
        for entry in self.library.entries():
            if entry.pack is not None and pack_hash(entry.pack) == sha256:
                return pack_bytes(entry.pack)
        return None

    def pinned(self, pack: PackReference, stored: Callable[[str], bytes]) -> Index:
        """The pack of an assessment, exactly as it was when that began, with its texts in the language in use.

        `stored` gives the bytes of a hash.

        Raises:
            PackError: the bytes are not those of a pack.
            StoreError: the pack is missing or damaged.
        """
        if pack.sha256 not in self._pinned:
            self._pinned[pack.sha256] = Index(pack_from_bytes(stored(pack.sha256)))
        return self._in_words(self._pinned[pack.sha256])

    def _in_words(self, index: Index) -> Index:
        """A pack in the language in use; itself where that is its own, or nobody has translated it."""
        spoken = language()
        if spoken.partition("_")[0] == index.pack.language.partition("-")[0]:
            return index
        if (index, spoken) not in self._translated:
            pack = self.library.translated(index.pack, spoken)
            made = index if pack is index.pack else Index(pack)
            self._translated[index, spoken] = made
            self._originals[made] = index
        return self._translated[index, spoken]

    def kept(self, index: Index) -> tuple[PackReference, bytes]:
        """What the store keeps of a pack when an assessment begins with it: the pack as it was written."""
        original = self._originals.get(index, index)
        pinned = reference(original.pack)
        self._pinned.setdefault(pinned.sha256, original)
        return pinned, pack_bytes(original.pack)
