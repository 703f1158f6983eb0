"""Moments as people type them for a verb: `2026-11-21 03:00`, in a time zone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime, timezone, tzinfo
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from readiness.translation import _

Verb = TypeVar("Verb", bound=Callable[..., Any])

_LOCALTIME = Path("/etc/localtime")


class Zone(click.ParamType[tzinfo]):
    """A time zone by its name, such as America/Chicago."""

    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        """The zone of this name."""
        if isinstance(value, tzinfo):
            return value
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail(_("a time zone is needed, such as America/Chicago or Europe/Berlin"), param, ctx)


class Moment(click.ParamType[datetime]):
    """A day and a time; a zone is put to it later, unless it was typed with an offset."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment that was typed."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(_('a day and a time are needed, such as "2026-11-21 03:00"'), param, ctx)
        if not 1900 <= moment.year <= 9000:
            self.fail(_("a year from 1900 to 9000 is needed"), param, ctx)
        return moment


def zone_option(verb: Verb) -> Verb:
    """`--zone NAME`: the time zone of the moments that are typed."""
    return click.option(
        "--zone",
        metavar="NAME",
        type=Zone(),
        help=_("Time zone of the times given, such as America/Chicago. Without it, that of this machine."),
    )(verb)


def placed(moment: datetime, zone: tzinfo | None) -> datetime:
    """A moment in its zone: the one typed with it, else the one given, else that of this machine."""
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone or _local_zone(os.environ.get("TZ", ""), _LOCALTIME, moment))


def _local_zone(named: str, localtime: Path, moment: datetime) -> tzinfo:
    """The zone of this machine by name, so that changes of the clocks are known; else its offset at that moment."""
    for name in _zone_names(named, localtime):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    offset = moment.astimezone().utcoffset()
    assert offset is not None
    return timezone(offset)


def _zone_names(named: str, localtime: Path) -> Iterable[str]:
    if named:
        yield named.removeprefix(":")
    parts = localtime.resolve().parts
    if "zoneinfo" in parts:
        yield "/".join(parts[parts.index("zoneinfo") + 1 :])
