"""The hour something happens, as content: entries with their times on the left, for a column of any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual.content import Content

from readiness.session.now import Emergency
from readiness.session.now_text import Entry, call_entries, clock_entries, clock_heading, step_entries
from readiness.translation import _
from readiness.tui.text import indented, line, lines, shown

_WHEN = 13
"""Cells of the times."""


def calls_text(emergency: Emergency, width: int) -> Content:
    """What to do first, then whom to call.

    Raises:
        ReportError: the contact card can't be used.
    """
    parts = [Content.styled(_("First"), "bold $key")]
    parts += [told for text in emergency.first() for told in indented(Content(line(text)), width, Content(""), 3)]
    parts += [Content(""), Content.styled(_("Then call, in this order, from a private phone"), "bold $key")]
    parts += _told(call_entries(emergency), width, 3)
    return lines(parts)


def steps_text(emergency: Emergency, noticed: datetime, now: datetime, width: int) -> Content:
    """The first 72 hours with the time by which each step is due."""
    entries = step_entries(emergency, noticed, now)
    if not entries:
        return Content(_("This questionnaire has no timeline."))
    head = Content.styled(_("Times on the left are limits; where none is known, be quick."), "$quiet")
    return lines([*indented(head, width, Content(""), 0), *_told(entries, width, _WHEN)])


def clocks_text(emergency: Emergency, noticed: datetime, now: datetime, width: int) -> Content:
    """The clocks that may run. They may apply: counsel says whether they do."""
    parts = [told for text in clock_heading(emergency) for told in indented(shown(text, "bold"), width, Content(""), 0)]
    entries = clock_entries(emergency, noticed, now)
    if not entries:
        words = _("By the answers there are, no duty could be listed. That means nothing: ask counsel today.")
        return lines([*parts, *indented(Content(words), width, Content(""), 0)])
    return lines([*parts, *_told(entries, width, _WHEN)])


def _told(entries: Iterable[Entry], width: int, indent: int) -> Iterator[Content]:
    for entry in entries:
        when = Content.styled(line(entry.when), "$sign-no" if entry.is_past else "bold")
        first = Content.assemble(when, " " * max(1, indent - when.cell_length)) if indent == _WHEN else Content("")
        title = Content.styled(line(entry.title), "bold")
        if entry.is_past:
            title = Content.assemble(title, "  ", (_("✗ passed"), "$sign-no"))
        yield from indented(title, width, first, indent)
        for text in entry.lines:
            yield from indented(shown(text), width, Content(" " * indent), indent)
