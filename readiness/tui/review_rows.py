"""What is open in a draft, as rows under headings; each row leads to its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.assessment.carrying import is_carried
from readiness.assessment.conflicts import Conflict
from readiness.assessment.interview import Filter, Interview
from readiness.assessment.judgement import Judgement
from readiness.questionnaire.model import Audience
from readiness.translation import _
from readiness.tui.sign import FLAG, Sign, kind_sign, state_sign


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A heading, or one thing to look at."""

    text: str
    item: str = ""
    """Where Enter leads; empty for a heading."""
    sign: Sign | None = None
    code: str = ""
    count: int = 0
    """Headings only: rows below it."""

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes it by."""
        return not self.item


def review_rows(interview: Interview, judgement: Judgement) -> list[ReviewRow]:
    """Not answered, doesn't fit, flagged, don't know, left empty, no proof, carried over, opening facts.

    No heading without rows.
    """
    flag = Sign(FLAG, _("flagged"), "$key")
    empty = Sign("·", _("left empty"), "$quiet")
    checks = interview.reading.index.checks
    unanswered = list(_rows(interview, Filter.OPEN, state_sign(None)))
    groups = (
        (_("Not answered"), [row for row in unanswered if row.item in checks]),
        (_("Doesn't fit together"), _conflict_rows(judgement.conflicts)),
        (_("Flagged"), _rows(interview, Filter.FLAGGED, flag)),
        (_("Don't know"), _rows(interview, Filter.UNKNOWN, kind_sign("unknown"))),
        (_("Something left empty"), _rows(interview, Filter.INCOMPLETE, empty)),
        (_("No proof yet"), _rows(interview, Filter.UNPROVEN, kind_sign("unproven"))),
        (_("Carried over, and not looked at"), _carried_rows(interview)),
        # They are no questions of the count above; left empty they cost nothing.
        (_("About the business, left empty"), [row for row in unanswered if row.item not in checks]),
    )
    return [row for title, rows in groups for row in _under(title, rows)]


def _under(title: str, rows: Iterable[ReviewRow]) -> Iterator[ReviewRow]:
    below = list(rows)
    if below:
        yield ReviewRow(title, count=len(below))
        yield from below


def _rows(interview: Interview, by: Filter, sign: Sign) -> Iterator[ReviewRow]:
    return _listed(interview, interview.filtered(by), sign)


def _carried_rows(interview: Interview) -> Iterator[ReviewRow]:
    draft = interview.reading.assessment
    carried = [id for id in interview.items if id in interview.reading.index.checks and is_carried(draft, id)]
    return _listed(interview, carried, Sign("↺", _("carried over"), "$quiet"))


def _listed(interview: Interview, items: Iterable[str], sign: Sign) -> Iterator[ReviewRow]:
    index = interview.reading.index
    for id in items:
        check = index.checks.get(id)
        if check is not None:
            yield ReviewRow(interview.question(check), id, sign, check.code)
        else:
            yield ReviewRow(index.facts[id].label, id, sign)


def _conflict_rows(conflicts: Iterable[Conflict]) -> Iterator[ReviewRow]:
    for conflict in conflicts:
        item = next((quote.check for quote in conflict.quotes if quote.check), "")
        if not item:
            continue
        title = conflict.title
        if conflict.audience is Audience.COUNSEL_ONLY:
            title = _("Talk to coverage counsel first, before contacting broker or insurer. Delete nothing.")
        yield ReviewRow(title, item, kind_sign("conflict"), conflict.rule.code)
