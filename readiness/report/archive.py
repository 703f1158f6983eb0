"""Office files are zip archives: packed again with nothing in them that depends on when they were made."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import BytesIO

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can hold."""


def moment(day: str) -> datetime:
    """The beginning of an ISO day, for what a file says about when it was made; a fixed one without a day."""
    made = date.fromisoformat(day) if day else date(*_FIRST_DAY[:3])
    return datetime(made.year, made.month, made.day, tzinfo=UTC)


def repacked(data: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The archive with the same files in the same order at a fixed time; some may have another content."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system.
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, (replaced or {}).get(name) or old.read(name))
    return buffer.getvalue()
