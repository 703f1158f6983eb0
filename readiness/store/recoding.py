"""One stored file from one codec to another: encrypted, decrypted, or left alone when it is what it should be.

What was damaged and set aside is kept for people, so it is encrypted too, whatever it holds: wrapped whole, as a
file of the kind `kept`, and given back byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from readiness.store import envelope
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.pack_store import pack_place
from readiness.store.trail import SUFFIX, Scan, scanned, stored_lines

_KEPT = "kept"


class Stored(Protocol):
    """What was read of a file by one codec, and can be stored by another."""

    def wrapped(self, codec: Codec) -> bytes:
        """The bytes of the file."""


@dataclass(frozen=True, slots=True)
class _Lines:
    id: str
    scan: Scan

    def wrapped(self, codec: Codec) -> bytes:
        return stored_lines(self.scan, self.id, codec)


@dataclass(frozen=True, slots=True)
class _Pack:
    sha256: str
    plain: bytes

    def wrapped(self, codec: Codec) -> bytes:
        return codec.encode(self.plain, pack_place(self.sha256))


def recoded(name: str, raw: bytes, old: Codec, new: Codec, trail_ids: Sequence[str]) -> bytes:
    """The bytes of the file of this name in the workspace as `new` stores them; the same when it does already.

    `trail_ids` are those that the lines of a trail may be bound to.
    """
    ids = trail_ids if name.rpartition("/")[2].startswith("organisation.") else (_stem(name),)
    if not raw or _read(name, raw, new, ids) is not None or _kept(name, raw, new) is not None:
        return raw
    read = _read(name, raw, old, ids)
    if read is not None:
        return read.wrapped(new)
    whole = _kept(name, raw, old)
    if new.name != PLAIN.name:
        return envelope.wrap(_identity(name), raw if whole is None else whole, new)
    # What can't be read by its key is no secret that anybody could read; it stays for people to look at.
    return raw if whole is None else whole


def _read(name: str, raw: bytes, codec: Codec, ids: Sequence[str]) -> Stored | None:
    if name.startswith("packs/"):
        return _read_pack(_stem(name), raw, codec)
    if SUFFIX in name:
        return _read_trail(name, raw, codec, ids)
    read = envelope.opened(raw, codec)
    return None if read is None or read.identity.kind == _KEPT else read


def _read_pack(sha256: str, raw: bytes, codec: Codec) -> _Pack | None:
    try:
        plain = codec.decode(raw, pack_place(sha256))
    except ValueError:
        return None
    return _Pack(sha256, plain) if hashlib.sha256(plain).hexdigest() == sha256 else None


def _read_trail(name: str, raw: bytes, codec: Codec, ids: Sequence[str]) -> _Lines | None:
    for id in ids:
        scan = scanned(raw, id, codec)
        # A line that was cut short was never acknowledged, and opening would cut it off as well.
        cut_short = name.endswith(SUFFIX) and b"\n" not in raw[scan.length :]
        if scan.lines and (not scan.rest or cut_short):
            return _Lines(id, scan)
    return None


def _kept(name: str, raw: bytes, codec: Codec) -> bytes | None:
    read = envelope.opened(raw, codec)
    return read.plain if read is not None and read.identity == _identity(name) else None


def _identity(name: str) -> Identity:
    return Identity(_KEPT, hashlib.sha256(name.encode()).hexdigest())


def _stem(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]
