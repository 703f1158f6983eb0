"""Reading a bundle that anybody may have made: nothing in it is believed before it is checked.

First its bytes as a whole, then how much it says it holds, and only then what that is. Names are taken from
a short list of patterns, so none leads out of a folder; sizes, numbers and compression are bounded before
anything is unpacked; every file is compared with the manifest.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Self

import msgspec

from readiness.store import durable
from readiness.store.bundle import (
    ASSESSMENT,
    DIGEST,
    FORMAT,
    HIGHEST_RATIO,
    LARGEST_TOTAL,
    MANIFEST,
    OWN,
    PACK,
    SEAL,
    STORED_FROM,
    Manifest,
    Part,
    digest,
)
from readiness.store.encryption import FILE as HEADER
from readiness.store.error import BundleRefused, unreadable
from readiness.store.settings import FILE as SETTINGS
from readiness.translation import _

MOST_ENTRIES = 250_000
"""Files in one bundle; 3,000 organisations of ten years come to about that."""

_LARGEST_DIRECTORY = MOST_ENTRIES * 160
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_MARK, _LOCATOR_MARK, _END_64_MARK, _ENTRY_MARK = b"PK\5\6", b"PK\6\7", b"PK\6\6", b"PK\1\2"
_COMMENT = len(SEAL) + DIGEST
_UTF8 = 0x800
_ZIP_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error,
    EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
_LONGEST_SHOWN = 80


class Bundle:
    """A bundle whose outside is sound: the seal, the numbers, the names, the manifest. A context manager.

    Attributes:
        path: the file.
        manifest: what it holds.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Look at the bundle in `file`.

        Raises:
            BundleRefused: it is altered, cut short, too large or not a bundle.
        """
        self.path = path
        self._file = file
        _check_ends(path, file)
        with _no_zip_errors(path):
            self._archive = zipfile.ZipFile(file)
        self._entries = _checked(path, self._archive.infolist(), file)
        self.manifest = self._read_manifest()
        self._parts = {part.name: part for part in self.manifest.files}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._file.close()

    @property
    def names(self) -> list[str]:
        """The names of its files, without the manifest."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """A file, exactly as it was backed up.

        Raises:
            BundleRefused: it is not what the manifest says.
        """
        data = self._unpacked(name)
        part = self._parts[name]
        if len(data) != part.size or hashlib.sha256(data).hexdigest() != part.sha256:
            _refuse(self.path, _("'{name}' in it does not match its checksum").format(name=name))
        return data

    def _unpacked(self, name: str) -> bytes:
        info = self._entries[name]
        with _no_zip_errors(self.path), self._archive.open(info) as packed:
            data = packed.read(info.file_size + 1)
        if len(data) != info.file_size:
            _refuse(self.path, _("'{name}' in it has another size than it says").format(name=name))
        return data

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._entries:
            _refuse(self.path, _("it has no manifest"))
        raw = self._unpacked(MANIFEST)
        try:
            told = msgspec.json.decode(raw, type=_Told)
            if told.readiness == "bundle" and told.format > FORMAT:
                text = _("it is in a format this version can't read (format {n}); update readiness")
                _refuse(self.path, text.format(n=told.format))
            manifest = msgspec.json.decode(raw, type=Manifest)
        except (msgspec.DecodeError, RecursionError):
            _refuse(self.path, _("its manifest can't be understood"))
        names = [part.name for part in manifest.files]
        if manifest.readiness != "bundle" or manifest.format != FORMAT or len(set(names)) < len(names):
            _refuse(self.path, _("its manifest can't be understood"))
        if set(names) != self._entries.keys() - {MANIFEST} or any(map(self._differs, manifest.files)):
            _refuse(self.path, _("it does not hold what its manifest says"))
        return manifest

    def _differs(self, part: Part) -> bool:
        return self._entries[part.name].file_size != part.size


class _Told(msgspec.Struct):
    readiness: str = ""
    format: int = 0


def open_bundle(path: Path) -> Bundle:
    """Open a bundle for reading.

    Raises:
        BundleRefused: it is altered, cut short, too large, hostile or not a bundle.
        Unreadable: the system refuses.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse(path, _("it is not a file"))
        file = path.open("rb")
    except OSError as error:
        raise unreadable(error, path) from error
    try:
        return Bundle(path, file)
    except OSError as error:
        file.close()
        raise unreadable(error, path) from error
    except BaseException:
        file.close()
        raise


def _check_ends(path: Path, file: BinaryIO) -> None:
    """The seal over all bytes, and how much the zip says it holds, before zipfile reads any of it."""
    size = file.seek(0, os.SEEK_END)
    end_at = size - _COMMENT - _END.size
    if end_at < 0:
        _refuse(path, _("it is not a complete backup: cut short, or another kind of file"))
    file.seek(end_at)
    tail = file.read()
    sealed = re.fullmatch(re.escape(SEAL) + rb"([0-9a-f]{64})", tail[_END.size :])
    if sealed is None or not tail.startswith(_END_MARK):
        _refuse(path, _("it is not a complete backup: cut short, or another kind of file"))
    if size > LARGEST_TOTAL * 2:
        _refuse(path, _("it is larger than any backup"))
    if digest(file, size - DIGEST).encode() != sealed[1]:
        _refuse(path, _("its checksum does not match; it was altered"))
    _check_directory(path, file, end_at, tail)


def _check_directory(path: Path, file: BinaryIO, end_at: int, tail: bytes) -> None:
    odd = _("its table of contents can't be understood")
    _mark, disk, first_disk, here, count, length, offset, comment = _END.unpack_from(tail)
    if (disk, first_disk, comment) != (0, 0, _COMMENT) or tail.count(_END_MARK) != 1:
        _refuse(path, odd)
    file.seek(max(0, end_at - _LOCATOR.size))
    before = file.read(_LOCATOR.size)
    if before.startswith(_LOCATOR_MARK):
        start = end_at - _LOCATOR.size - _END_64.size
        _mark, _disk, at, _disks = _LOCATOR.unpack(before)
        file.seek(max(0, start))
        mark, _rest, _by, _needed, _one, _two, here, count, length, offset = _END_64.unpack(file.read(_END_64.size))
        if at != start or mark != _END_64_MARK:
            _refuse(path, odd)
        end_at = start
    if count > MOST_ENTRIES or length > _LARGEST_DIRECTORY:
        _refuse(path, _("it holds more files than any backup ({n})").format(n=count))
    if here != count or offset + length != end_at:
        _refuse(path, odd)
    file.seek(offset)
    if file.read(length).count(_ENTRY_MARK) > MOST_ENTRIES:
        _refuse(path, _("it holds more files than any backup ({n})").format(n=_("more than it says")))


def _checked(path: Path, infos: Sequence[zipfile.ZipInfo], file: BinaryIO) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for info in infos:
        # zipfile cuts a name at a NUL; the whole one is looked at.
        name = info.orig_filename
        shown = name[:_LONGEST_SHOWN]
        if name in entries:
            _refuse(path, _("it holds '{name}' twice").format(name=shown))
        if name.casefold() in folded:
            _refuse(path, _("two names in it differ in their case only: '{name}'").format(name=shown))
        if info.filename != name or not _has_place(name):
            _refuse(path, _("a file with the name '{name}' has no place in a backup").format(name=shown))
        _check_entry(path, info)
        entries[name] = info
        folded.add(name.casefold())
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        _refuse(path, _("unpacked it would be larger than any backup"))
    if sum(info.compress_size for info in infos) > file.seek(0, os.SEEK_END):
        _refuse(path, _("its files overlap"))
    return entries


def _check_entry(path: Path, info: zipfile.ZipInfo) -> None:
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        _refuse(path, _("'{name}' in it is a link or a device, not a file").format(name=info.filename))
    if info.flag_bits & ~_UTF8 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        _refuse(path, _("'{name}' in it is packed in a way no backup uses").format(name=info.filename))
    if info.file_size > durable.LARGEST:
        _refuse(path, _("'{name}' in it is larger than any file of this program").format(name=info.filename))
    if info.file_size >= STORED_FROM and info.file_size > info.compress_size * HIGHEST_RATIO:
        _refuse(path, _("'{name}' in it unpacks to far more than it should").format(name=info.filename))


def _has_place(name: str) -> bool:
    return name in {MANIFEST, SETTINGS, HEADER} or any(pattern.fullmatch(name) for pattern in (PACK, OWN, ASSESSMENT))


@contextmanager
def _no_zip_errors(path: Path) -> Iterator[None]:
    """Turn what zipfile says to bytes it can't understand into a refusal."""
    try:
        yield
    except _ZIP_ERRORS:
        _refuse(path, _("it can't be unpacked; it was altered"))


def _refuse(path: Path, reason: str) -> NoReturn:
    raise BundleRefused(path, reason)
