"""Something is happening now, line by line: nothing is asked, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from readiness.session.now import Emergency
from readiness.session.now_text import (
    Entry,
    call_entries,
    clock_entries,
    clock_heading,
    noticed_words,
    step_entries,
)
from readiness.translation import _


def now_lines(emergency: Emergency, noticed: datetime, now: datetime) -> Iterator[str]:
    """Calls, the first 72 hours and the clocks that may run, as lines for people.

    Raises:
        ReportError: the contact card can't be used.
    """
    yield _("{name}: something is happening now").format(name=emergency.name or _("Any business"))
    yield noticed_words(noticed)
    yield ""
    yield _("First")
    yield from emergency.first()
    yield ""
    yield _("Then call, in this order, from a private phone")
    yield from _told(call_entries(emergency))
    yield ""
    yield _("First 72 hours; times are limits, and where none is known, be quick")
    yield from _told(step_entries(emergency, noticed, now))
    yield ""
    yield _("Clocks that may apply")
    yield from clock_heading(emergency)
    yield from _told(clock_entries(emergency, noticed, now))


def _told(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        passed = [_("passed")] if entry.is_past else []
        yield ", ".join([*([entry.when] if entry.when else []), entry.title, *passed])
        yield from (f"    {text}" for text in entry.lines)
