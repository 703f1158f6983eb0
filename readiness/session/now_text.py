"""The hour something happens, in entries: what, by when, and what belongs to it; for the app and plain mode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from readiness.assessment.clock_page import ClockLine, clock_page
from readiness.assessment.duty_words import clock_words, confidence_words, heading_lines, recipient_words
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import TimedStep, moment
from readiness.assessment.timeline_words import due_words, moment_words, weekday_words
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Audience
from readiness.session.now import Emergency
from readiness.translation import _

_WITH_WEEKDAY = 6
"""Days after which a weekday alone would mislead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do or to know.

    Attributes:
        when: a clock time, or empty.
        is_past: whether that time is behind us.
    """

    title: str
    when: str = ""
    lines: tuple[str, ...] = ()
    is_past: bool = False


def call_entries(emergency: Emergency) -> tuple[Entry, ...]:
    """Whom to call, in their order, and what to say first.

    Raises:
        ReportError: the contact card can't be used.
    """
    return tuple(
        Entry(f"{n}  {call.who}", lines=tuple(_call_lines(call.name, call.numbers, call.say)))
        for n, call in enumerate(emergency.calls(), 1)
    )


def _call_lines(name: str, numbers: tuple[str, ...], say: str) -> Iterator[str]:
    yield "  ·  ".join(text for text in (name, *numbers) if text)
    if say:
        yield _("Say: {what}").format(what=say)


def step_entries(emergency: Emergency, noticed: datetime, now: datetime) -> tuple[Entry, ...]:
    """The first 72 hours, counted from the moment somebody noticed."""
    reading = emergency.judgement.reading
    return tuple(_step(reading, timed, noticed, now) for timed in emergency.judgement.timeline.steps)


def _step(reading: Reading, timed: TimedStep, noticed: datetime, now: datetime) -> Entry:
    due = timed.due
    at = moment(noticed, due.at) if due is not None and due.at is not None else None
    return Entry(
        timed.step.label,
        _clock(at, noticed) if at is not None else "",
        tuple(_step_lines(reading, timed, noticed)),
        at is not None and at < now,
    )


def _clock(at: datetime, noticed: datetime) -> str:
    """The time alone on the day it was noticed, with its weekday in the same week, else the day."""
    away = (at.date() - noticed.date()).days
    if away > _WITH_WEEKDAY:
        return day_words(at.date())
    return f"{at:%H:%M}" if away == 0 else f"{weekday_words(at)} {at:%H:%M}"


def _step_lines(reading: Reading, timed: TimedStep, noticed: datetime) -> Iterator[str]:
    check = reading.index.check_of_fact.get(timed.step.who_fact)
    is_hidden = check is not None and check.audience is Audience.COUNSEL_ONLY
    words = [_("Who: {who}").format(who=timed.step.who if is_hidden else timed.who)]
    due = due_words(reading.index, timed.due) if timed.due is not None and not timed.due.missing else ""
    if due:
        words.append(_("limit: {due}").format(due=due))
    if timed.finish is not None:
        done = _clock(moment(noticed, timed.finish), noticed)
        words.append((_("planned by {time} or later") if timed.at_least else _("planned by {time}")).format(time=done))
    yield "  ·  ".join(words)


def clock_entries(emergency: Emergency, noticed: datetime, now: datetime) -> tuple[Entry, ...]:
    """The clocks that may run, each with where it stands."""
    found = emergency.duties
    lines = clock_page(found, emergency.judgement.timeline)
    return tuple(_clock_entry(emergency, line, noticed, now) for line in lines)


def _clock_entry(emergency: Emergency, line: ClockLine, noticed: datetime, now: datetime) -> Entry:
    found, clock = emergency.duties, line.clock
    at = moment(noticed, line.due) if line.due is not None else None
    sure = f"{clock.duty.as_of}, {confidence_words(clock.duty.confidence)}"
    stands = f"{clock.duty.jurisdiction}: {clock.duty.citation} ({sure})"
    when = _clock(at, noticed) if at is not None else ""
    is_past = at is not None and at < now
    return Entry(recipient_words(found, clock.recipient), when, (clock_words(found, clock), stands), is_past)


def clock_heading(emergency: Emergency) -> tuple[str, ...]:
    """What stands above the clocks."""
    return tuple(heading_lines(emergency.duties))


def noticed_words(noticed: datetime) -> str:
    """The moment the times are counted from."""
    return _("Noticed {moment}").format(moment=moment_words(noticed))
