"""After sealing: what it comes to, what to do first, and the report."""

from __future__ import annotations

from pathlib import Path

from readiness.assessment.findings import visible_to
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment, Organisation
from readiness.assessment.schedule import due_after
from readiness.assessment.scoring import shown
from readiness.assessment.words import day_words, severity_words
from readiness.plain.console import Console
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity
from readiness.report.output import ReportError
from readiness.session.dossier import Dossier
from readiness.session.reporting import suggested_name, write_report
from readiness.translation import _

MOST_LISTED = 10
"""Findings listed; the report and `readiness findings` tell all of them."""


def say_results(console: Console, judgement: Judgement, organisation: Organisation) -> None:
    """The verdict, the numbers, the sections and what to do first."""
    score = judgement.score
    console.say("", _("{name}, as of {day}").format(name=organisation.name, day=day_words(judgement.as_of)))
    if score.band is None:
        console.say(_("No verdict: not every critical point was asked."))
    else:
        reasons = "; ".join(cap.reason for cap in score.holding)
        capped = _("{band} (capped: {reasons})").format(band=score.band.label, reasons=reasons)
        console.say(capped if reasons else score.band.label)
    console.say(
        _("In place {n} of 100").format(n=shown(score.numbers.in_place)),
        _("Proven {n} of 100").format(n=shown(score.numbers.proven)),
        _("Critical points closed {n} of {asked}").format(n=score.critical_closed, asked=score.critical_asked),
    )
    for section in judgement.sections:
        console.say(f"{section.title}: {shown(section.numbers.in_place)}. {section.sentence}")
    _say_next(console, judgement, organisation)
    _say_findings(console, judgement)


def _say_next(console: Console, judgement: Judgement, organisation: Organisation) -> None:
    if judgement.decisions:
        console.say("", _("What to do first"))
    for n, decision in enumerate(judgement.decisions, 1):
        line = _("{n}. {what}. Who: {who}. By: {day}. If not: {if_not}.")
        what, by = decision.what.rstrip("."), day_words(decision.by)
        console.say(line.format(n=n, what=what, who=decision.who, day=by, if_not=decision.if_not))
    day = due_after(organisation, judgement.reading.assessment.id, judgement.next_due)
    console.say(_("Next assessment by {day}.").format(day=day_words(day)))


def _say_findings(console: Console, judgement: Judgement) -> None:
    seen = visible_to(judgement.findings, Audience.MANAGEMENT)
    counts = [(severity, sum(one.severity is severity for one in seen.findings)) for severity in Severity]
    words = ", ".join(f"{n} {severity_words(severity)}" for severity, n in counts if n)
    console.say("", _("Findings: {counts}").format(counts=words or _("none")))
    for finding in seen.findings[:MOST_LISTED]:
        console.say(f"  {severity_words(finding.severity)}, {finding.code}: {finding.title}")
    if len(seen.findings) > MOST_LISTED:
        console.say(_("  and {n} more in the report").format(n=len(seen.findings) - MOST_LISTED))


def offer_report(console: Console, dossier: Dossier, assessment: Assessment) -> None:
    """Ask where to write the report, and write it.

    Raises:
        EndOfInput: there is no more input.
        ReadinessError: the report can't be made.
    """
    name = suggested_name(dossier.organisation.name, assessment, dossier.clock.today)
    console.say("", _("The report for management is a PDF. Suggested: {name}").format(name=name))
    while True:
        typed = console.ask(_("Write it to (a file name, y for the suggested one, Enter for no report):"))
        if not typed:
            return
        path = Path(name if typed.lower() == "y" else typed).expanduser()
        try:
            warnings = write_report(dossier, assessment, path)
        except ReportError as error:
            console.say(str(error))
            continue
        console.say_all(warnings)
        console.say(_("Written: {path}").format(path=path))
        return
