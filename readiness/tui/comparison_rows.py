"""Two assessments as rows under headings, worse first: what each point was, and what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from readiness.assessment.comparison import Class, Comparison, FactChange, Point
from readiness.assessment.comparison_words import class_words, remarks
from readiness.assessment.judgement import Judgement
from readiness.questionnaire.model import Audience
from readiness.translation import _
from readiness.tui.sign import Sign, kind_sign, state_sign
from readiness.tui.text import line

_CODE = 8
"""Cells of a code, with the blank after it."""
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
