"""A workbook that anybody may have made, taken apart before anything reads it: a zip archive of XML.

Its size is bounded before and while it is unpacked. Only the parts that hold cells go on, and only as XML in
UTF-8 without a document type, so that macros, pictures, links to other files and entities reach no reader.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final, NoReturn

from readiness.error import BAD_INPUT, ReadinessError
from readiness.translation import _

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of a workbook."""
LARGEST_UNPACKED: Final = 40 * 1024 * 1024
"""Bytes of all its parts together: some ten times what the largest plan has."""
MOST_PARTS: Final = 2_000
MOST_MARKS: Final = 1_500_000
"""Tags and attributes of all parts: small in a file and large in the memory of whatever reads them."""

_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml"
    r"|xl/(?:_rels/)?(?:workbook|styles|sharedStrings)\.xml(?:\.rels)?|xl/worksheets/[\w.-]+\.xml",
    re.IGNORECASE,
)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']{0,40})["']""")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error,
    EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What `zipfile` raises over bytes that are no archive, are cut or altered, or were packed in a way it can't undo
(`NotImplementedError`) or with a password (`RuntimeError`)."""


class WorkbookRefused(ReadinessError):
    """A workbook that is not read; the message says why, and nothing was taken over."""

    exit_code = BAD_INPUT

    def __init__(self, path: Path, why: str) -> None:
        """Say what is wrong with the file at `path`."""
        super().__init__(_("{path} is not read: {why}").format(path=path, why=why))


def sound_archive(path: Path) -> io.BytesIO:
    """The parts of a workbook that hold cells, as an archive in memory that is safe to read.

    Raises:
        WorkbookRefused: it can't be read, is too large, is none, or holds what no plan needs.
    """
    data = _content(path)
    if data.startswith(_OLD_OFFICE):
        _refuse(path, _("it is in an old format, or behind a password; save it as .xlsx without one"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(path, archive)
    except _BROKEN as error:
        raise WorkbookRefused(path, _("it is no .xlsx file, or damaged")) from error
    if "[Content_Types].xml" not in parts:
        _refuse(path, _("it is no .xlsx file"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as sound:
        for name, part in parts.items():
            sound.writestr(name, part)
    buffer.seek(0)
    return buffer


def _content(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            _refuse(path, _("it is no file"))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise WorkbookRefused(path, error.strerror or type(error).__name__) from error
    if len(data) > LARGEST:
        _refuse(path, _("it is larger than {n} MB").format(n=LARGEST // 1024**2))
    return data


def _parts(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that hold cells, by name."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        _refuse(path, _("it holds too many files, or one twice"))
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        _refuse_size(path)
    room, marks, parts = LARGEST_UNPACKED, MOST_MARKS, dict[str, bytes]()
    for entry in entries:
        if _WANTED.fullmatch(entry.filename) is None:
            continue
        # What an archive says about sizes is not believed.
        with archive.open(entry) as packed:
            part = packed.read(room + 1)
        room -= len(part)
        marks -= part.count(b"<") + part.count(b"=")
        if room < 0 or marks < 0:
            _refuse_size(path)
        _check_xml(path, entry.filename, part)
        parts[entry.filename] = part
    return parts


def _check_xml(path: Path, name: str, part: bytes) -> None:
    """Refuse what could hide or define entities, whatever would read it."""
    text = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    encoding = _ENCODING.match(text)
    named = encoding[1].decode("ascii", "replace").lower() if encoding is not None else "utf-8"
    if not text.startswith(b"<") or b"\0" in text or named not in ("utf-8", "utf8", "us-ascii", "ascii"):
        _refuse(path, _("'{name}' in it is not XML in UTF-8").format(name=name[:80]))
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        _refuse(path, _("'{name}' in it defines entities, which no plan needs").format(name=name[:80]))


def _refuse_size(path: Path) -> NoReturn:
    _refuse(path, _("unpacked it is larger than any plan"))


def _refuse(path: Path, why: str) -> NoReturn:
    raise WorkbookRefused(path, why)
