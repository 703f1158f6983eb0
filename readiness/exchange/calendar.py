"""An iCalendar file (RFC 5545) of whole days, by hand: the part of the format that is needed is small.

Lines end with CR LF and are folded at 75 octets, never inside a character. Every event has a stable UID, and a
SEQUENCE that grows with time, so that importing a later export updates what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from readiness import __version__

_LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SECONDS_A_SEQUENCE = 60
"""Minutes since 1970 stay within the 32 bits that an iCalendar integer has."""


@dataclass(frozen=True, slots=True)
class Event:
    """A day with a title."""

    uid: str
    day: date
    title: str
    description: str = ""


def calendar(events: Iterable[Event], moment: datetime) -> bytes:
    """The calendar of some events as of a moment, which needs an offset.

    Raises:
        ValueError: there is no event; RFC 5545 knows no empty calendar.
    """
    lines = [line for event in events for line in _event(event, moment)]
    if not lines:
        raise ValueError("no events")
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//readiness//readiness {__version__}//EN", "CALSCALE:GREGORIAN"]
    return b"".join(fold(line) for line in [*head, *lines, "END:VCALENDAR"])


def _event(event: Event, moment: datetime) -> Iterator[str]:
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{int(moment.timestamp()) // _SECONDS_A_SEQUENCE}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{text(event.description)}"
    # A reminder takes nobody's time.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def text(value: str) -> str:
    """A text as a value: what the format gives a meaning is escaped, control characters are left out (3.3.11)."""
    plain = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A line with its end; a long one goes on after a line end and a space."""
    parts: list[bytes] = []
    part = b""
    for char in line:
        encoded = char.encode()
        # The space that a further line begins with counts.
        if len(part) + len(encoded) > _LONGEST_LINE - bool(parts):
            parts.append(part)
            part = b""
        part += encoded
    return b"\r\n ".join([*parts, part]) + b"\r\n"
