"""Real times for the clocks of duties. Each runs from its own start, and none borrows another's.

A clock whose start was not given has no date. Where a law may give the whole day, or begin to count
on the next one, this takes the earlier reading: the same time of day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from readiness.assessment.duties import Clock, Duties
from readiness.assessment.model import AssessmentError
from readiness.questionnaire.duty_model import ClockStart, TimeUnit
from readiness.translation import _

SATURDAY_AND_SUNDAY = frozenset({5, 6})


class ClockError(AssessmentError):
    """A moment that can't be used to date a clock."""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The days on which no business is done. Public holidays are not known unless they are given."""

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    """Days of the week, Monday is 0."""
    holidays: frozenset[date] = frozenset()

    @property
    def knows_holidays(self) -> bool:
        """Whether any public holiday was given; otherwise say that holidays are not taken into account."""
        return bool(self.holidays)

    def is_business(self, day: date) -> bool:
        """Whether business is done on that day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def after(self, start: datetime, days: int) -> datetime:
        """The same time of day, so many business days later."""
        later, left = 0, days
        while left > 0:
            later += 1
            left -= self.is_business(start.date() + timedelta(days=later))
        return _days_later(start, later)


class RequestForm(StrEnum):
    """How an official asked for delay."""

    WRITTEN = "written"
    ORAL = "oral"


@dataclass(frozen=True, slots=True)
class OfficialRequest:
    """An official's request to tell people later. Having told the police is not one."""

    official: str
    """Who asked: name and office."""
    form: RequestForm
    until: datetime
    """When it ends."""


@dataclass(frozen=True, slots=True)
class DatedClock:
    """A clock with its dates, as far as its own start is known."""

    clock: Clock
    started: datetime | None = None
    due: datetime | None = None
    held_until: datetime | None = None
    """The end of an official's request that lies after `due`; whether it counts here is for counsel."""
    holidays_unknown: bool = False
    """Business days were counted, and public holidays are not known."""


def date_clocks(
    found: Duties,
    discovered: datetime | None,
    starts: Mapping[ClockStart, datetime],
    calendar: BusinessCalendar,
    request: OfficialRequest | None = None,
) -> tuple[DatedClock, ...]:
    """Every clock that counts with its times: those with a date first, the earliest first.

    `discovered` dates only the clocks whose start the file marks as discovery or awareness.

    Raises:
        ClockError: a moment without a time zone, or so late that no calendar holds the end of its clock.
    """
    moments = {start: _with_zone(moment) for start, moment in starts.items()}
    if discovered is not None:
        by_discovery = (start for start, words in found.file.starts.items() if words.by_discovery)
        moments = {**dict.fromkeys(by_discovery, _with_zone(discovered)), **moments}
    if request is not None:
        _with_zone(request.until)
        if not request.official.strip():
            raise ClockError(_("say who asked for delay: name and office"))
    try:
        dated = [_dated(found, clock, moments.get(clock.starts), calendar, request) for clock in found.clocks]
    except OverflowError as error:
        raise ClockError(_("a moment between the years 1900 and 9000 is needed")) from error
    return tuple(sorted(dated, key=_earliest))


def _earliest(dated: DatedClock) -> tuple[bool, float, bool, int]:
    due = dated.due.timestamp() if dated.due is not None else 0.0
    return dated.due is None, due, not dated.clock.has_number, dated.clock.minutes or 0


def _with_zone(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ClockError(_("a time zone is needed for {moment}").format(moment=moment.isoformat(" ", "minutes")))
    return moment


def _dated(
    found: Duties,
    clock: Clock,
    started: datetime | None,
    calendar: BusinessCalendar,
    request: OfficialRequest | None,
) -> DatedClock:
    if started is None or clock.minutes is None:
        return DatedClock(clock, started)
    due = _end(clock, started, calendar)
    may_wait = request is not None and found.file.recipients[clock.recipient].may_wait and not clock.is_own
    held = request.until if request is not None and may_wait and request.until > due else None
    return DatedClock(clock, started, due, held, clock.business_days is not None and not calendar.knows_holidays)


def _end(clock: Clock, started: datetime, calendar: BusinessCalendar) -> datetime:
    assert clock.minutes is not None
    if clock.business_days is not None:
        return calendar.after(started, clock.business_days)
    if clock.unit is TimeUnit.CALENDAR_DAYS:
        return _days_later(started, clock.minutes // (24 * 60))
    return (started.astimezone(UTC) + timedelta(minutes=clock.minutes)).astimezone(started.tzinfo)


def _days_later(start: datetime, days: int) -> datetime:
    """The same time of day; one that the change of the clocks skips or repeats is settled by a way over UTC."""
    return (start + timedelta(days=days)).astimezone(UTC).astimezone(start.tzinfo)
