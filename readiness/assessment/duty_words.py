"""Duties and their clocks in words. Every list says what it is: may apply, ask counsel, as of when, how sure."""

from __future__ import annotations

from datetime import date

from readiness.assessment.clock import DatedClock
from readiness.assessment.duties import Clock, Duties, ListedDuty
from readiness.assessment.timeline_words import moment_words, named
from readiness.assessment.words import day_words, length_words
from readiness.labels import label
from readiness.questionnaire.duty_model import Confidence, Duty, DutyStatus, Recipient, TimeUnit
from readiness.questionnaire.index import Index
from readiness.translation import _, ngettext


def confidence_words(confidence: Confidence) -> str:
    """The word for how far the sources support a record."""
    return label("confidence", confidence)


def status_words(status: DutyStatus) -> str:
    """The word for how far a duty is in force."""
    return label("duty", status)


def standing_words(duty: Duty) -> str:
    """What is printed with every duty: that it may apply, as of when, how sure, and how far it is in force."""
    day = _day(duty.as_of)
    return _("May apply; ask counsel. As of {day}, confidence {confidence}, {status}.").format(
        day=day, confidence=confidence_words(duty.confidence), status=status_words(duty.status)
    )


def source_words(duty: Duty) -> str:
    """The law or contract behind a clock, as of when and how sure."""
    return _("{law} ({where}); as of {day}, confidence {confidence}").format(
        law=duty.law_name, where=duty.jurisdiction, day=_day(duty.as_of), confidence=confidence_words(duty.confidence)
    )


def heading_lines(found: Duties) -> list[str]:
    """What stands above every list of duties."""
    lines = [
        _("May apply; ask counsel. As of {day}. Absence from this list means nothing.").format(
            day=_day(found.file.as_of)
        )
    ]
    if found.is_old:
        lines.append(_("This list is more than a year old. Laws have changed since: look for a newer one."))
    return lines


def recipient_words(found: Duties, recipient: Recipient) -> str:
    """The name of a recipient."""
    return found.file.recipients[recipient].label


def term_words(clock: Clock) -> str:
    """How long a clock is: 72 hours, 45 days, 4 business days; its own words where it has no number."""
    if clock.as_soon_as_practicable:
        return _("as soon as practicable, by your own papers")
    if clock.business_days is not None:
        return ngettext("{n} business day", "{n} business days", clock.business_days).format(n=clock.business_days)
    if clock.minutes is not None and clock.unit is TimeUnit.CALENDAR_DAYS:
        return length_words(f"{clock.minutes // (24 * 60)}d")
    if clock.minutes is not None:
        return length_words(f"{clock.minutes}m")
    return clock.wording


def clock_words(found: Duties, clock: Clock) -> str:
    """A clock with its own start: 45 days after you determine that ..."""
    after = found.file.starts[clock.starts].after
    if clock.has_number:
        return _("{term} after {start}").format(term=term_words(clock), start=after)
    return _("{term} (counts from the moment {start})").format(term=term_words(clock), start=after)


def note_words(index: Index, clock: Clock) -> list[str]:
    """What has to be said beside a clock: its threshold, and what is not known of it."""
    notes = []
    if clock.is_own and clock.has_number:
        notes.append(_("from your own papers"))
    if clock.threshold:
        notes.append(_("if: {threshold}").format(threshold=clock.threshold))
    if clock.headcount_unknown:
        notes.append(_("how many people are concerned was not answered"))
    if clock.missing:
        notes.append(_("your own papers decide; answer first: {what}").format(what=named(index, clock.missing)))
    return notes


def dated_words(found: Duties, dated: DatedClock) -> str:
    """A clock with its date where its own start is known, and else what it counts from."""
    if dated.due is None:
        words = clock_words(found, dated.clock)
        asked = dated.clock.has_number and dated.started is None
        return f"{words}. {found.file.starts[dated.clock.starts].ask}" if asked else words
    words = _("{moment}: {clock}").format(moment=moment_words(dated.due), clock=clock_words(found, dated.clock))
    if dated.holidays_unknown:
        words += _("; public holidays are not taken into account")
    if dated.held_until is not None:
        words += _("; an official asked for delay until {moment}, and counsel says whether that counts here").format(
            moment=moment_words(dated.held_until)
        )
    return words


def mark_words(listed: ListedDuty) -> list[str]:
    """Warnings that belong to a duty: low confidence, not in force, old sources."""
    marks = []
    if listed.duty.confidence is Confidence.LOW:
        marks.append(_("Low confidence: nobody should rely on this without asking."))
    if not listed.counts:
        marks.append(_("Not counted as a clock: {status}.").format(status=status_words(listed.duty.status)))
    if listed.is_old:
        marks.append(
            _("Its sources are older than 18 months ({day}): check again.").format(day=_day(listed.duty.as_of))
        )
    return marks


def because_words(listed: ListedDuty) -> str:
    """Why a duty is listed: the opening answers."""
    return "; ".join(_("{label} {words}").format(label=one.label, words=one.words) for one in listed.because)


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text))
