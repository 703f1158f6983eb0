"""Duties that may apply, as content: who may have to be told, by when after what, and why each is listed."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness.assessment.clock import DatedClock
from readiness.assessment.clock_page import ClockLine, clock_page
from readiness.assessment.duties import Clock, Duties, ListedDuty
from readiness.assessment.duty_words import (
    because_words,
    dated_words,
    heading_lines,
    mark_words,
    note_words,
    recipient_words,
    source_words,
    standing_words,
)
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import Timeline
from readiness.assessment.timeline_words import hours_words, margin_words, named
from readiness.questionnaire.duty_model import Confidence
from readiness.translation import _, ngettext
from readiness.tui.text import indented, line

_DAY = 24 * 60
_MANY_DAYS = 10
"""Days from which time to spare is told in whole days, rounded down."""
_CLOCK, _BESIDE = 2, 6
"""Cells that clocks, and what is said beside them, are set in."""


def duty_text(reading: Reading, found: Duties, drawn: Timeline, width: int) -> Content:
    """Everything there is to read about the duties, in lines of at most `width` cells."""
    rows: list[Content] = []
    for text, style, indent in _lines(reading, found, drawn):
        if not text:
            rows.append(Content(""))
            continue
        content = Content.styled(line(text), style) if style else Content(line(text))
        rows += indented(content, width, Content(" " * indent), indent)
    return Content("\n").join(rows)


_Line = tuple[str, str, int]


def _lines(reading: Reading, found: Duties, drawn: Timeline) -> Iterator[_Line]:
    for number, words in enumerate(heading_lines(found)):
        yield words, "bold" if number == 0 else "$sign-stale", 0
    if not found.listed:
        yield _("By the opening answers none of the duties in the list may apply."), "", 0
    against = clock_page(found, drawn)
    for recipient, clocks in found.by_recipient.items():
        yield "", "", 0
        yield recipient_words(found, recipient), "bold $key", 0
        for clock in clocks:
            beside = next((one for one in against if one.clock is clock), None)
            yield from _clock_lines(reading, found, clock, beside)
    if found.listed:
        yield "", "", 0
        yield _("Why each is listed"), "bold $key", 0
    for listed in found.listed:
        yield from _duty_lines(listed)
    yield from _depending_lines(reading, found)
    yield "", "", 0
    words = _("Each clock runs from its own start. Having told the police pauses no clock.")
    yield words, "$quiet", 0
    yield found.file.disclaimer, "$quiet", 0


def _clock_lines(reading: Reading, found: Duties, clock: Clock, beside: ClockLine | None) -> Iterator[_Line]:
    yield dated_words(found, DatedClock(clock)), "", _CLOCK
    doubtful = clock.duty.confidence is Confidence.LOW
    yield ("! " if doubtful else "") + source_words(clock.duty), "$sign-unproven" if doubtful else "$quiet", _BESIDE
    if clock.has_number:
        yield clock.wording, "$quiet", _BESIDE
    for note in note_words(reading.index, clock):
        yield note, "$quiet", _BESIDE
    if beside is not None:
        yield from _own_time(reading, beside)


def _own_time(reading: Reading, beside: ClockLine) -> Iterator[_Line]:
    """When its recipient would hear by the answers, where that is known; never as a date of the law."""
    if beside.told_by is None:
        return
    if beside.finish is None:
        missing = named(reading.index, beside.missing)
        yield (
            _("By your answers, when they hear cannot be known: {what}").format(what=missing),
            "$sign-unknown",
            _BESIDE,
        )
        return
    words = _("By your answers they hear after {hours}{more} ({who})").format(
        hours=hours_words(beside.finish), more=_(" or more") if beside.at_least else "", who=beside.owner
    )
    if beside.slack is None:
        yield words, "", _BESIDE
        return
    spare = margin_words(beside.slack, at_least=beside.at_least)
    if beside.slack > _MANY_DAYS * _DAY:
        spare = _("{n} days to spare").format(n=beside.slack // _DAY)
    words = f"{words}: {spare}"
    if beside.begins is not None and not beside.clock.is_own:
        words = _('{words}, if the clock starts with "{step}"').format(words=words, step=beside.begins.step.label)
    yield (words, "", _BESIDE) if beside.slack >= 0 else (f"✗ {words}", "$sign-no", _BESIDE)


def _duty_lines(listed: ListedDuty) -> Iterator[_Line]:
    duty = listed.duty
    yield f"{duty.law_name}, {duty.citation}", "", _CLOCK
    yield _("listed because: {why}").format(why=because_words(listed)), "$quiet", _BESIDE
    yield standing_words(duty), "$quiet", _BESIDE
    for mark in mark_words(listed):
        yield f"! {mark}", "$sign-unproven", _BESIDE
    for question in duty.questions:
        yield _("ask: {question}").format(question=question), "$quiet", _BESIDE


def _depending_lines(reading: Reading, found: Duties) -> Iterator[_Line]:
    if not found.depends:
        return
    yield "", "", 0
    yield _("Depends on an answer"), "bold $key", 0
    for missing, waiting in found.depends_on.items():
        counted = ngettext("{n} duty depends on: {what}", "{n} duties depend on: {what}", len(waiting))
        yield counted.format(n=len(waiting), what=named(reading.index, missing)), "$sign-unknown", _CLOCK
