"""`readiness report`: the gap report for management, as a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.option import assessment_option, desk_of, today_option
from readiness.cli.selection import draft_option, selected
from readiness.translation import _


@click.command(
    "report",
    help=_("Write the gap report for management. ORGANISATION is a name, the beginning of one, or an id."),
)
@click.argument("organisation")
@click.option(
    "-o", "--output", metavar="FILE.pdf", type=click.Path(path_type=Path), required=True, help=_("Where to write it.")
)
@assessment_option
@draft_option
@click.option(
    "--page-size",
    type=click.Choice(["A4", "Letter"], case_sensitive=False),
    help=_("Page size instead of the organisation's own."),
)
@click.option(
    "--font",
    metavar="FILE.ttf",
    type=click.Path(path_type=Path),
    help=_("A TrueType font for characters that the built-in fonts lack."),
)
@click.option("--force", is_flag=True, help=_("Replace the output file if it exists."))
@today_option
@click.pass_context
def report(
    ctx: click.Context,
    *,
    organisation: str,
    output: Path,
    which: str,
    draft: bool,
    page_size: str | None,
    font: Path | None,
    force: bool,
    today: date | None,
) -> None:
    """Write the report of a sealed assessment, or of the draft."""
    from readiness.session.reporting import write_gap_report

    desk = desk_of(ctx, today, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    assessment = selected(dossier, which, draft=draft)
    warnings = write_gap_report(dossier, assessment, output, force=force, page_size=page_size or "", font=font)
    for warning in warnings:
        click.echo(f"readiness: {warning}", err=True)
    click.echo(_("Report: {path}").format(path=output))
