"""Parsed files, kept so that reading them again costs one hash and one JSON read.

What is kept lies under the SHA-256 of the files' bytes and the program's version, behind its own
checksum. It is only ever a copy: what is damaged or can't be written is passed over by the caller.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from readiness import __version__
from readiness.questionnaire.identity import PackError
from readiness.translation import _

KEPT = 32
"""Parsed packs and files of duties kept in the cache; the oldest go first."""
LARGEST = 32 * 1024 * 1024
"""Bytes of files that are hashed; the loader refuses such files one by one, with a message."""


def kept_at(cache: Path, path: Path) -> Path | None:
    """Where the parsed form of a file, or of the YAML files of a folder, is kept; None when they can't be read."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    digest = hashlib.sha256(__version__.encode())
    try:
        if not all(file.is_file() for file in files) or sum(file.stat().st_size for file in files) > LARGEST:
            return None
        for file in files:
            content = file.read_bytes()
            digest.update(f"\0{file.name}\0{len(content)}\0".encode())
            digest.update(content)
    except OSError:
        return None
    return cache / f"{digest.hexdigest()}.json"


def intact(kept: bytes) -> bytes:
    """What was kept, once its checksum was compared.

    Raises:
        PackError: it was changed or cut off.
    """
    checksum, _newline, data = kept.partition(b"\n")
    if hashlib.sha256(data).hexdigest().encode() != checksum:
        raise PackError(_("the checksum does not match"))
    return data


def keep(kept: Path, data: bytes) -> None:
    """Keep `data` with its checksum, and let go of the oldest of what is kept.

    Raises:
        OSError: it can't be written.
    """
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = kept.with_suffix(f".{os.getpid()}.new")  # not tempfile: its import costs more than the read
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        temporary.replace(kept)
    finally:
        temporary.unlink(missing_ok=True)
    by_age = sorted(kept.parent.glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in by_age[KEPT:]:
        old.unlink(missing_ok=True)
