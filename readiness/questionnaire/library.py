"""Which packs exist, and a cache that spares reading their YAML again.

A parsed pack is kept under the SHA-256 of its files' bytes and the program's version: an unchanged
pack costs one hash and one JSON read, and neither the loader nor yaml is imported. The cache is only
ever a copy: what is damaged or can't be written is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from readiness.questionnaire.cache import intact, keep, kept_at
from readiness.questionnaire.identity import PackError, pack_bytes, pack_from_bytes
from readiness.questionnaire.model import Pack
from readiness.resources import bundled
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.source import Plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A pack that was found: the pack itself, or why it can't be used."""

    path: Path
    is_bundled: bool
    pack: Pack | None = None
    error: PackError | None = None


class Library:
    """The packs of this installation and of the user. The user's own come first."""

    def __init__(self, cache: Path | None, own: Path | None = None) -> None:
        """Look in `own` and in what is bundled; keep parsed packs in the folder `cache`, if one is given."""
        self._cache = cache
        self._own = own
        self._loaded: dict[Path, Pack] = {}

    def paths(self) -> tuple[Path, ...]:
        """Folders and files that hold a pack, the user's own first, each by name."""
        own = tuple(_found_in(self._own)) if self._own is not None else ()
        return (*own, *_found_in(bundled("questionnaires")))

    def entries(self) -> tuple[Entry, ...]:
        """Every pack that exists; one that can't be used keeps its error and hides no other."""
        return tuple(self._entry(path) for path in self.paths())

    def pack(self, id: str) -> Pack:
        """The pack with this id; the user's own before a bundled one.

        Raises:
            PackError: there is none, or the one in the folder of that name can't be used.
        """
        paths = self.paths()
        for path in sorted(paths, key=lambda path: path.stem != id):
            entry = self._entry(path)
            if entry.error is not None and path.stem == id:
                raise entry.error
            if entry.pack is not None and entry.pack.id == id:
                return entry.pack
        known = ", ".join(path.stem for path in paths)
        raise PackError(_("there is no questionnaire '{id}'; there are: {known}").format(id=id, known=known))

    def load(self, path: Path) -> Pack:
        """The pack in a folder or file, from the cache where its files have not changed.

        Raises:
            PackError: with every problem that could be found.
        """
        if path not in self._loaded:
            self._loaded[path] = self._from_cache_or_files(path)
        return self._loaded[path]

    def translated(self, pack: Pack, language: str) -> Pack:
        """The pack with its texts in a language (`es`, `es_MX`), as far as they are translated; never another pack.

        The translations lie beside the pack of this id, in `translations/`. Where `pack` is another version of that
        one, a text whose original has changed stays as it is. What can't be read is passed over: `packs check` says so.
        """
        from readiness.questionnaire.translations import FOLDER  # noqa: PLC0415 - English needs none

        tags = [language.replace("_", "-"), language.partition("_")[0]]
        with suppress(PackError, OSError):
            for path in sorted(self.paths(), key=lambda path: path.stem != pack.id):
                entry = self._entry(path)
                if entry.pack is not None and entry.pack.id == pack.id:
                    files = (path / FOLDER / f"{tag}.yaml" for tag in tags)
                    file = next((file for file in files if file.is_file()), None)
                    return pack if file is None else self._overlaid(pack, entry.pack, file)
        return pack

    def _overlaid(self, pack: Pack, translated: Pack, file: Path) -> Pack:
        from readiness.questionnaire.translations import (  # noqa: PLC0415 - English needs none
            checked,
            fitting,
            overlaid,
            texts_of,
        )

        texts, _remarks = checked(translated, self._plain(file))
        if pack != translated:
            texts = fitting(texts, texts_of(translated), texts_of(pack))
        return overlaid(pack, texts)

    def _plain(self, file: Path) -> Plain:
        """What a file of translations holds, from the cache where it has not changed."""
        kept = kept_at(self._cache, file) if self._cache is not None else None
        if kept is not None:
            with suppress(OSError, PackError, msgspec.MsgspecError):
                return cast("Plain", msgspec.json.decode(intact(kept.read_bytes())))
        from readiness.source import SourceError, read  # noqa: PLC0415 - brings yaml, as in `_from_cache_or_files`

        try:
            value = read(file).value
        except SourceError as error:
            raise PackError.of(error.problems) from error
        if kept is not None:
            with suppress(OSError):
                keep(kept, msgspec.json.encode(value))
        return value

    def _entry(self, path: Path) -> Entry:
        is_bundled = self._own is None or not path.is_relative_to(self._own)
        try:
            return Entry(path, is_bundled, pack=self.load(path))
        except PackError as error:
            return Entry(path, is_bundled, error=error)

    def _from_cache_or_files(self, path: Path) -> Pack:
        kept = kept_at(self._cache, path) if self._cache is not None else None
        if kept is not None:
            with suppress(OSError, PackError):
                return pack_from_bytes(intact(kept.read_bytes()))
        from readiness.questionnaire.loader import load_pack  # noqa: PLC0415  # brings yaml, which a cached pack needs not

        pack = load_pack(path)
        if kept is not None:
            with suppress(OSError):
                keep(kept, pack_bytes(pack))
        return pack


def _found_in(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if (path / "pack.yaml").is_file() or (path.suffix == ".yaml" and path.is_file() and _is_pack(path)):
            yield path


def _is_pack(path: Path) -> bool:
    """Whether a file of a folder of packs is one: the top-level key that every pack has, without parsing."""
    with suppress(OSError), path.open("rb") as file:
        return any(line.startswith(b"sections:") for line in file)
    return False
