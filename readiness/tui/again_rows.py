"""What is left of a re-assessment, as rows under headings: questions asked again, and one row a section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Again, Rest, Revisit, said
from readiness.assessment.revisit_words import carried_words, why_words
from readiness.translation import _, ngettext
from readiness.tui.sign import state_sign
from readiness.tui.text import line

_CODE = 8
"""Cells of a code, with the blank after it."""
_BEFORE = 4 + _CODE
_ASIDE_FROM = 70
"""Cells of a row from which the reason stands beside the question."""


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A heading, a question that is asked again, or what a section has left over."""

    heading: str = ""
    count: int = 0
    """Headings only: what stands below it."""
    again: Again | None = None
    rest: Rest | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes it by."""
        return self.again is None and self.rest is None


def left_rows(left: Revisit) -> list[LeftRow]:
    """Everything that is left; no heading without rows."""
    return list(_rows(left))


def _rows(left: Revisit) -> Iterator[LeftRow]:
    if left.again:
        yield LeftRow(_("Asked again"), len(left.again))
        yield from (LeftRow(again=one) for one in left.again)
    if left.rest:
        yield LeftRow(_("Still true?"), sum(len(one.items) for one in left.rest))
        yield from (LeftRow(rest=one) for one in left.rest)


def left_row(reading: Reading, row: LeftRow, width: int) -> Content:
    """One row in a number of cells."""
    if row.again is not None:
        return _again_row(reading, row.again, width)
    if row.rest is not None:
        n = len(row.rest.items)
        counted = ngettext("{n} answer", "{n} answers", n).format(n=n)
        return Content.assemble("    ", line(row.rest.title), (f"  {counted}", "$quiet"))
    return Content.assemble((row.heading, "bold"), (f"  {row.count}", "$quiet"))


def _again_row(reading: Reading, again: Again, width: int) -> Content:
    check = reading.index.checks.get(again.item)
    mark = state_sign(reading.state(again.item)).mark if check is not None else Content(" ")
    code = f"{check.code if check is not None else '':<{_CODE}}"
    words = Content(question_words(reading, again.item))
    if width >= _ASIDE_FROM:
        room = (width - _BEFORE) * 3 // 5
        words = Content.assemble(words.truncate(room - 2, ellipsis=True, pad=True), "  ", (_whys(again), "$quiet"))
    return Content.assemble("  ", mark, " ", (code, "$quiet"), words)


def question_words(reading: Reading, item: str) -> str:
    """The question of a check, or what an opening fact is called, on one line."""
    check = reading.index.checks.get(item)
    return line(reading.scope.question(check) if check is not None else reading.index.facts[item].label)


def _whys(again: Again) -> str:
    return ", ".join(map(why_words, again.whys))


def about_row(reading: Reading, row: LeftRow | None) -> Content:
    """All there is to know before a row is confirmed."""
    if row is None or row.is_heading:
        return Content("")
    if row.rest is not None:
        words = _("Nothing here needs another look by itself. Enter lists it; then y says it is still true.")
        return Content.assemble((line(row.rest.title), "bold"), "\n", words)
    assert row.again is not None
    item = row.again.item
    parts = [Content.styled(question_words(reading, item), "bold")]
    if reading.answers(item):
        before = _("Last time: {answer}").format(answer=said(reading, item))
        parts.append(Content(f"{line(before)}. {carried_words(reading, item)}"))
    parts.append(Content.styled(_("Asked again: {why}").format(why=_whys(row.again)), "$quiet"))
    return Content("\n").join(parts)
