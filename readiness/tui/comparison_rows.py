"""Two assessments as rows under headings, worse first: what each point was, and what it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from readiness.assessment.comparison import Class, Comparison, FactChange, Point
from readiness.assessment.comparison_words import class_words, movement_lines, percent, remarks, signed
from readiness.assessment.judgement import Judgement
from readiness.assessment.scope import FULL
from readiness.questionnaire.model import Audience
from readiness.session.comparing import Choice
from readiness.translation import _
from readiness.tui.screens.pick import Pickable
from readiness.tui.sign import Sign, kind_sign, state_sign
from readiness.tui.text import line

_CODE = 8
"""Cells of a code, with the blank after it."""
_NUMBER, _MOVED, _WHY = 12, 22, 14
"""Cells of the name of a number, of how it moved, and of each reason."""
_QUIET = Sign("·", _("no finding"), "$quiet")


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A heading, a point, or a detail that changed."""

    heading: str = ""
    count: int = 0
    """Headings only: what there is of it."""
    point: Point | None = None
    fact: FactChange | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes it by."""
        return self.point is None and self.fact is None


def movement_table(found: Comparison) -> Content:
    """How both numbers moved from the older to the newer, in tenths that add up, and why."""
    if found.movements is None:
        return Content("\n").join(map(Content, movement_lines(found)))
    heads = (_("questionnaire"), _("went stale"), _("what you did"))
    top = " " * (_NUMBER + _MOVED) + "".join(f"{head:>{_WHY}}" for head in heads)
    rows = [Content.styled(top, "$quiet")]
    for words, moved in ((_("In place"), found.movements.in_place), (_("Proven"), found.movements.proven)):
        tenths = moved.tenths
        by = tenths.after - tenths.before
        whole = f"{percent(tenths.before):>5} → {percent(tenths.after):>5}  {signed(by):>5}"
        why = "".join(f"{signed(part):>{_WHY}}" for part in (tenths.questionnaire, tenths.stale, tenths.answers))
        rows.append(Content.assemble((f"{words:<{_NUMBER}}", "bold"), (f"{whole:<{_MOVED}}", "bold"), (why, "$quiet")))
    return Content("\n").join(rows)


def compared_rows(found: Comparison) -> list[ComparedRow]:
    """Everything that management may see; what did not change is only counted."""
    return list(_rows(found))


def _rows(found: Comparison) -> Iterator[ComparedRow]:
    for outcome in Class:
        points = [point for point in found.of(outcome) if point.audience is not Audience.COUNSEL_ONLY]
        if points:
            yield ComparedRow(class_words(outcome), len(points))
        if outcome is not Class.UNCHANGED:
            yield from (ComparedRow(point=point) for point in points)
    facts = [fact for fact in found.facts if fact.audience is not Audience.COUNSEL_ONLY]
    if facts:
        yield ComparedRow(_("Details that changed"), len(facts))
        yield from (ComparedRow(fact=fact) for fact in facts)


def compared_row(found: Comparison, row: ComparedRow, width: int) -> Content:
    """One row: before, after, what it is about."""
    if row.point is not None:
        before, after = _signs(found, row.point)
        code = f"{row.point.code:<{_CODE}}"
        return Content.assemble("  ", before.mark, " → ", after.mark, "  ", (code, "$quiet"), line(row.point.title))
    if row.fact is not None:
        label = Content(line(row.fact.label)).truncate(width // 2, ellipsis=True)
        return Content.assemble("  ", label, "  ", (_change(row.fact), "$quiet"))
    return Content.assemble((row.heading, "bold"), (f"  {row.count}", "$quiet"))


def about_compared(found: Comparison, row: ComparedRow | None) -> Content:
    """A row in full."""
    if row is not None and row.point is not None:
        before, after = _signs(found, row.point)
        parts = Content.assemble(before.full, " → ", after.full)
        words = ", ".join(remarks(row.point))
        return Content.assemble((line(row.point.title), "bold"), "\n", parts, (f"  {words}" if words else "", "$quiet"))
    if row is not None and row.fact is not None:
        return Content.assemble((line(row.fact.label), "bold"), "\n", _change(row.fact))
    return Content("")


def choosable(listed: Sequence[Choice], first: str, second: str, *, newer: bool) -> list[Pickable]:
    """The assessments, newest first, that can take the place of one of two: after the first, or before the second."""
    ids = [one.row.id for one in listed]
    fitting = listed[ids.index(first) + 1 :] if newer else listed[: ids.index(second)]
    return [_pickable(one) for one in reversed(fitting)]


def _pickable(one: Choice) -> Pickable:
    row = one.row
    words = [
        _("in place {n}").format(n=math.floor(row.in_place)),
        _("version {version}").format(version=one.version) if one.version else "",
        row.scope if row.scope != FULL else "",
    ]
    return Pickable(row.id, " · ".join(filter(None, words)), before=row.as_of)


def _change(fact: FactChange) -> str:
    blank = _("not given")
    return f"{line(fact.before) or blank} → {line(fact.after) or blank}"


def _signs(found: Comparison, point: Point) -> tuple[Sign, Sign]:
    """The answers of a check; of anything else whether it was a finding."""
    sides = ((found.first, point.before, point.was), (found.second, point.after, point.now))
    first, second = (_sign(judgement, id, kind, is_check=point.kind == "check") for judgement, id, kind in sides)
    return first, second


def _sign(judgement: Judgement, id: str, kind: str, *, is_check: bool) -> Sign:
    if is_check and id:
        if kind in ("unproven", "stale"):
            return kind_sign(kind)
        return state_sign(judgement.reading.state(id))
    return kind_sign(kind) if kind else _QUIET
