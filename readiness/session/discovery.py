"""The moment somebody noticed, as people type it in a bad hour."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from readiness.questionnaire.value import day
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.translation import _

_TIME = re.compile(r"(?:(?P<day>.+?)(?:[ ,]+|t(?=\d)))??(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?")
_AGO = re.compile(r"(?P<n>\d{1,4}) ?(?P<unit>m|min|minutes?|h|hours?|d|days?) ago")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


def noticed(text: str, now: datetime) -> datetime:
    """A moment up to now: `now`, `03:15`, `yesterday 22:40`, `2026-11-21 03:00`, `21 Nov 2026 3:00`, `2 hours ago`.

    A time alone is the last one that has passed.

    Raises:
        ValueRefused: it is none, or it is still to come.
    """
    words = text.strip().lower()
    moment = _moment(words, now.replace(second=0, microsecond=0))
    if moment is None:
        raise ValueRefused(
            _("a time that has passed is needed, such as 03:15, yesterday 22:40, 2026-11-21 03:00 or 2 hours ago")
        )
    if moment > now:
        raise ValueRefused(_("a moment that has passed is needed"))
    return moment


def _moment(words: str, now: datetime) -> datetime | None:
    if words in ("", "now"):
        return now
    ago = _AGO.fullmatch(words)
    if ago is not None:
        return now - timedelta(minutes=int(ago["n"]) * _MINUTES[ago["unit"][0]])
    found = _TIME.fullmatch(words)
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    at = now.replace(hour=int(found["hour"]), minute=int(found["minute"]))
    if found["day"] is None:
        return at if at <= now else at - timedelta(days=1)
    if found["day"] == "yesterday":
        return at - timedelta(days=1)
    on = day(found["day"], now.date())
    return at.replace(year=on.year, month=on.month, day=on.day)
