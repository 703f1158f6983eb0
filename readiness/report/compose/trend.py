"""The numbers over all sealed assessments of one scope, from the organisation's summary rows alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from readiness.assessment.model import Summary
from readiness.report.change_wording import Changes
from readiness.report.compose.material import Material
from readiness.report.document import Block, Heading, Paragraph, Run, TrendChart, TrendLine, Voice


def rows_up_to(material: Material) -> list[Summary]:
    """The rows of the same scope up to this assessment's own; later ones change no report that was printed."""
    rows = material.organisation.sealed
    ids = [row.id for row in rows]
    if material.assessment.id in ids:
        rows = rows[: ids.index(material.assessment.id) + 1]
    return [row for row in rows if row.scope == material.assessment.scope]


def trend(material: Material, words: Changes) -> tuple[Block, ...]:
    """A line for each number; nothing before there are two points to join."""
    # Rows stand in the order they were sealed; somebody may seal an older day later.
    rows = sorted(rows_up_to(material), key=lambda row: row.as_of)
    if len(rows) < 2:
        return ()
    said, last = material.say, rows[-1]
    chart = TrendChart(
        days=tuple(material.day(row.as_of) for row in rows),
        at=tuple(float(date.fromisoformat(row.as_of).toordinal()) for row in rows),
        lines=(
            TrendLine(said(words.in_place), tuple(row.in_place for row in rows), f"{last.in_place:.1f}"),
            TrendLine(said(words.proven), tuple(row.proven for row in rows), f"{last.proven:.1f}"),
            TrendLine(
                said(words.critical),
                tuple(100 * row.critical_closed / row.critical_asked if row.critical_asked else 0.0 for row in rows),
                said(words.trend_critical, n=last.critical_closed, total=last.critical_asked),
            ),
        ),
        axis=said(words.trend_axis),
    )
    days = ", ".join(material.day(new.as_of) for old, new in pairwise(rows) if old.pack and new.pack != old.pack)
    note = (Paragraph((Run(said(words.trend_pack, value=days)),), Voice.SMALL),) if days else ()
    return (Heading(2, said(words.trend_title)), chart, *note)
