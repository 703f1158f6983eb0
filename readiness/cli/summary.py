"""What an assessment comes to, for standard output: a few lines for people, or one JSON value for programs.

What is for counsel only is at most one matter here; the report says it in its insurance section.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import click

from readiness.assessment.findings import Finding, visible_to
from readiness.assessment.judgement import Judgement, summary
from readiness.assessment.model import Action, Organisation
from readiness.assessment.schedule import due_after
from readiness.assessment.scope import FULL
from readiness.assessment.scoring import shown
from readiness.assessment.words import severity_words
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity
from readiness.translation import _, ngettext


def write_json(value: object) -> None:
    """Write one JSON value in UTF-8, whatever the terminal's encoding, and nothing else."""
    click.echo((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)


def as_json(organisation: Organisation, judgement: Judgement) -> dict[str, Any]:
    """What an assessment comes to, as plain values."""
    row = summary(judgement)
    band = judgement.score.band
    assessment = judgement.reading.assessment
    return {
        "organisation": {"id": organisation.id, "name": organisation.name},
        "assessment": {
            "id": assessment.id,
            "status": assessment.status.value,
            "as_of": row.as_of,
            "scope": row.scope,
            "pack": assessment.pack.id,
            "pack_version": assessment.pack.version,
            "pack_sha256": assessment.pack.sha256,
            "content_hash": assessment.content_hash,
        },
        "judged_on": judgement.reading.today.isoformat(),
        "band": None if band is None else {"id": band.id, "label": band.label},
        "capped": judgement.score.is_capped,
        "in_place": row.in_place,
        "proven": row.proven,
        "critical_points": {"closed": row.critical_closed, "asked": row.critical_asked},
        "findings": {severity.value: row.findings.get(severity.value, 0) for severity in Severity},
        "matter_for_counsel": _has_matter(judgement),
        "next_due": _next_day(organisation, judgement).isoformat(),
    }


def as_lines(organisation: Organisation, judgement: Judgement) -> list[str]:
    """What an assessment comes to, a line a thing."""
    row = summary(judgement)
    head = _("{name}, as of {as_of}").format(name=organisation.name, as_of=row.as_of)
    if row.scope != FULL:
        head = _("{head}, only the pass '{scope}'").format(head=head, scope=row.scope)
    lines = [
        head,
        band_words(judgement),
        _("In place {n} of 100").format(n=shown(judgement.score.numbers.in_place)),
        _("Proven {n} of 100").format(n=shown(judgement.score.numbers.proven)),
        _("Critical points closed {n} of {asked}").format(n=row.critical_closed, asked=row.critical_asked),
        _("Findings: {counts}").format(counts=counts_words(row.findings)),
    ]
    if _has_matter(judgement):
        lines.append(_("One matter for counsel is told in the management report only."))
    lines.append(_("Next assessment by {day}").format(day=_next_day(organisation, judgement).isoformat()))
    return lines


def _next_day(organisation: Organisation, judgement: Judgement) -> date:
    return due_after(organisation, judgement.reading.assessment.id, judgement.next_due)


def band_words(judgement: Judgement) -> str:
    """The verdict in words, with what holds it down."""
    score = judgement.score
    if score.band is None:
        n = len(score.not_asked)
        message = ngettext(
            "No verdict: {n} critical point was not asked.", "No verdict: {n} critical points were not asked.", n
        )
        return message.format(n=n)
    if not score.is_capped:
        return score.band.label
    reasons = "; ".join(cap.reason for cap in score.holding)
    return _("{band} (capped: {reasons})").format(band=score.band.label, reasons=reasons)


def counts_words(counts: Mapping[str, int]) -> str:
    """Findings by severity: `2 critical, 14 high`."""
    words = [
        f"{counts[severity.value]} {severity_words(severity)}" for severity in Severity if counts.get(severity.value)
    ]
    return ", ".join(words) or _("none")


def finding_json(finding: Finding, actions: Iterable[Action]) -> dict[str, Any]:
    """One finding as plain values, with what will be done about it."""
    action = next((one for one in actions if one.finding == finding.identity), None)
    effort = finding.effort
    return {
        "id": finding.identity,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "audience": finding.audience.value,
        "code": finding.code,
        "section": finding.section,
        "title": finding.title,
        "said": finding.said,
        "quotes": [{"id": quote.id, "label": quote.label, "words": quote.words} for quote in finding.quotes],
        "why": finding.why,
        "if_not": finding.if_not,
        "steps": list(finding.steps),
        "ask": finding.ask.value,
        "effort_hours": None if effort is None else [effort.low, effort.high],
        "cost": None if finding.cost is None else finding.cost.value,
        "standards": list(finding.standards),
        "sources": list(finding.sources),
        "action": None
        if action is None
        else {"owner": action.owner, "due": action.due, "status": action.status.value, "expires": action.expires},
    }


def _has_matter(judgement: Judgement) -> bool:
    return visible_to(judgement.findings, Audience.MANAGEMENT).has_matter_for_counsel
