"""The wrapping of every stored file: what it is, whose it is, its format, and a checksum over its exact bytes.

A file is one JSON object: `{"readiness":KIND,"id":ID,"format":N,"codec":NAME,"sha256":HEX,"data":PAYLOAD}`.
The digest covers everything before it and every byte of PAYLOAD, so that no altered, cut, swapped or
renamed file passes. This shape stays the same in every format: only PAYLOAD changes, so that a newer
format is told apart from damage. A codec stands between PAYLOAD and the JSON that TinyDB sees.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from readiness.assessment.model import FORMAT
from readiness.store.error import DamagedFile, NewerFormat, OtherProtection
from readiness.translation import _

_HEAD = re.compile(
    rb'(\{"readiness":"([a-z]{1,32})","id":"([0-9a-z-]{0,64})","format":([1-9][0-9]{0,8}),"codec":"([0-9a-z-]{1,32})")'
    rb',"sha256":"([0-9a-f]{64})","data":'
)
_TAIL = b"}\n"

ENCRYPTED: Final = "aes-256-gcm"
"""What the header of an encrypted file calls its codec."""


class Codec(Protocol):
    """How the JSON of a file or of a trail line becomes bytes on disk: as it is, or encrypted.

    What `encode` returns is one JSON value without a line break. `identity` names the file (and the line),
    so that a codec can bind the bytes to their place.
    """

    @property
    def name(self) -> str:
        """What the file's header calls it."""

    @property
    def key(self) -> str:
        """The id of the key it works with; empty when it has none."""

    def encode(self, plain: bytes, identity: str) -> bytes:
        """The bytes to store for `plain`."""

    def decode(self, stored: bytes, identity: str) -> bytes:
        """The plain bytes of what was stored; ValueError when they are not what `encode` made for `identity`."""


class _Plain:
    name: Final = "plain"
    key: Final = ""

    def encode(self, plain: bytes, identity: str) -> bytes:
        return plain

    def decode(self, stored: bytes, identity: str) -> bytes:
        return stored


PLAIN: Final[Codec] = _Plain()
"""Stores the JSON as it is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file it is: its kind (`organisation`, `assessment`, `settings`) and the id it belongs to."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def wrap(identity: Identity, plain: bytes, codec: Codec) -> bytes:
    """The whole file for the JSON in `plain`."""
    return _wrapped(identity, FORMAT, plain, codec)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a sound file says of itself, and the JSON in it."""

    identity: Identity
    format: int
    plain: bytes

    def wrapped(self, codec: Codec) -> bytes:
        """The same file, of the same format, stored by another codec."""
        return _wrapped(self.identity, self.format, self.plain, codec)


def opened(raw: bytes, codec: Codec) -> Opened | None:
    """What is in a file's bytes, whatever file it says it is; None when it is not a sound one stored by `codec`."""
    match = _HEAD.match(raw)
    if match is None or not raw.endswith(_TAIL):
        return None
    head, kind, id, format, codec_name, digest = match.groups()
    data, identity = raw[match.end() : -len(_TAIL)], Identity(kind.decode(), id.decode())
    if codec_name.decode() != codec.name or _digest(head, data) != digest:
        return None
    try:
        return Opened(identity, int(format), codec.decode(data, _place(identity, int(format))))
    except ValueError:
        return None


def unwrap(raw: bytes, path: Path, identity: Identity, codec: Codec) -> bytes:
    """The JSON inside a file's bytes.

    Raises:
        DamagedFile: not exactly what was written, or the file of something else.
        NewerFormat: sound, but of a later format or an unknown codec.
    """
    data, format = _checked(raw, path, identity, codec)
    try:
        return codec.decode(data, _place(identity, format))
    except ValueError:
        raise DamagedFile(path, _("its content can't be decoded")) from None


def check(raw: bytes, path: Path, identity: Identity, codec: Codec) -> None:
    """See that a file's bytes are what was written, as far as that shows without the key; `codec` may have another.

    Raises:
        DamagedFile: not exactly what was written, or the file of something else.
        NewerFormat: sound, but of a later format or an unknown codec.
    """
    _checked(raw, path, identity, codec)


def format_of(raw: bytes) -> int:
    """The format that a file's bytes say they are of; 0 when they are not of a file of this program."""
    match = _HEAD.match(raw)
    return int(match[4]) if match else 0


def _wrapped(identity: Identity, format: int, plain: bytes, codec: Codec) -> bytes:
    data = codec.encode(plain, _place(identity, format))
    head = (f'{{"readiness":"{identity.kind}","id":"{identity.id}","format":{format},"codec":"{codec.name}"').encode()
    return b"".join((head, b',"sha256":"', _digest(head, data), b'","data":', data, _TAIL))


def _checked(raw: bytes, path: Path, identity: Identity, codec: Codec) -> tuple[bytes, int]:
    match = _HEAD.match(raw)
    if match is None or not raw.endswith(_TAIL):
        raise DamagedFile(path, _("it is not a complete file of this program"))
    head, kind, id, format, codec_name, digest = match.groups()
    data = raw[match.end() : -len(_TAIL)]
    if _digest(head, data) != digest:
        raise DamagedFile(path, _("its checksum does not match"))
    if int(format) > FORMAT:
        raise NewerFormat(path, _("format {number}").format(number=int(format)))
    if codec_name.decode() != codec.name:
        raise _stored_otherwise(path, codec_name.decode(), codec)
    if (kind.decode(), id.decode()) != (identity.kind, identity.id):
        raise DamagedFile(path, _("it is the file of something else"))
    return data, int(format)


def _place(identity: Identity, format: int) -> str:
    """What a codec binds the content to: whose file it is, and its format."""
    return f"{identity}:{format}"


def _stored_otherwise(path: Path, found: str, codec: Codec) -> NewerFormat:
    if {found, codec.name} == {PLAIN.name, ENCRYPTED}:
        return OtherProtection(path, is_encrypted=found == ENCRYPTED)
    return NewerFormat(path, _("stored as '{codec}'").format(codec=found))


def _digest(head: bytes, data: bytes) -> bytes:
    digest = hashlib.sha256(head)
    digest.update(b"\n")
    digest.update(data)
    return digest.hexdigest().encode()
