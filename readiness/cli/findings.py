"""`readiness findings`: what a sealed assessment shows, one line a finding."""

from __future__ import annotations

from datetime import date

import click

from readiness.cli.option import assessment_option, desk_of, today_option
from readiness.cli.selection import draft_option, selected
from readiness.translation import _


@click.command(
    "findings",
    help=_("List the findings of an assessment. ORGANISATION is a name, the beginning of one, or an id."),
)
@click.argument("organisation")
@click.option("--json", "as_json", is_flag=True, help=_("Write them as JSON, with everything said about each."))
@assessment_option
@draft_option
@today_option
@click.pass_context
def findings(
    ctx: click.Context, *, organisation: str, as_json: bool, which: str, draft: bool, today: date | None
) -> None:
    """List the findings that management may see; what is for counsel only is one matter."""
    from readiness.assessment.findings import visible_to
    from readiness.assessment.words import severity_words
    from readiness.cli import summary
    from readiness.questionnaire.model import Audience

    desk = desk_of(ctx, today, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    judgement = dossier.judged(selected(dossier, which, draft=draft))
    seen = visible_to(judgement.findings, Audience.MANAGEMENT)
    if as_json:
        actions = judgement.reading.assessment.actions
        value = summary.as_json(dossier.organisation, judgement)
        value["findings_by_severity"] = value.pop("findings")
        value["findings"] = [summary.finding_json(finding, actions) for finding in seen.findings]
        summary.write_json(value)
        return
    for finding in seen.findings:
        words = (severity_words(finding.severity), finding.kind.value, finding.code, finding.title)
        click.echo("{:<9} {:<9} {:<8} {}".format(*words))
    if seen.has_matter_for_counsel:
        click.echo(_("One matter for counsel is told in the management report only."))
