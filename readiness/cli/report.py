"""`readiness report`: the gap report for management, and every other document, in the formats there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.cli.option import assessment_option, desk_of, today_option
from readiness.cli.selection import draft_option, selected
from readiness.report.formats import FORMATS, format_of
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.model import Assessment
    from readiness.session.dossier import Dossier
    from readiness.session.reporting import Wanted

Verb = TypeVar("Verb", bound=Callable[..., Any])


def _looks(verb: Verb) -> Verb:
    """The options about how a document looks and who may read it."""
    options = (
        click.option(
            "--page-size",
            type=click.Choice(["A4", "Letter"], case_sensitive=False),
            help=_("Page size instead of the organisation's own."),
        ),
        click.option(
            "--font",
            metavar="FILE.ttf",
            type=click.Path(path_type=Path),
            help=_("A TrueType font for characters that the built-in fonts lack."),
        ),
        click.option(
            "--redact",
            is_flag=True,
            help=_("Leave out names, phone numbers, places and free text. That does not make it anonymous."),
        ),
        click.option("--protect", is_flag=True, help=_("Ask for a passphrase, and put the PDF behind it (AES-256).")),
        click.option(
            "--protect-file",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=_("Put the PDF behind the passphrase in this file's first line."),
        ),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.command(
    "report",
    help=_(
        "Write the gap report for management, or another document. ORGANISATION is a name, the beginning of one, "
        "or an id. --list shows which documents there are."
    ),
)
@click.argument("organisation", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help=_("Where to write it; a name of its own in this folder when it is left out."),
)
@click.option("--document", metavar="NAME", default="", help=_("Which document; the management report otherwise."))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS), case_sensitive=False),
    help=_("The format; else what the name of the output file says, else PDF."),
)
@click.option("--all", "every", is_flag=True, help=_("Write every document, into a folder."))
@click.option("--list", "listed", is_flag=True, help=_("List the documents, one line each."))
@assessment_option
@draft_option
@_looks
@click.option("--force", is_flag=True, help=_("Replace output files that exist."))
@today_option
@click.pass_context
def report(
    ctx: click.Context,
    /,
    *,
    organisation: str | None,
    output: Path | None,
    document: str,
    form: str | None,
    every: bool,
    listed: bool,
    which: str,
    draft: bool,
    force: bool,
    today: date | None,
    **looks: Any,
) -> int:
    """Write a document of a sealed assessment, or of the draft."""
    if listed:
        return _list()
    if organisation is None:
        raise click.UsageError(_("Missing argument 'ORGANISATION'."))
    if every and document:
        raise click.UsageError(_("--all and --document can't be used together."))
    desk = desk_of(ctx, today, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    assessment = selected(dossier, which, draft=draft)
    wanted = _wanted(document, form, output, **looks)
    if every:
        from readiness.session.reporting import write_several

        paths, warnings = write_several(dossier, assessment, output or Path(), wanted, force=force)
    else:
        from readiness.session.reporting import write_report

        paths = [_place(dossier, assessment, wanted, output)]
        warnings = write_report(dossier, assessment, paths[0], wanted, force=force)
    for warning in warnings:
        click.echo(f"readiness: {warning}", err=True)
    for path in paths:
        click.echo(_("Report: {path}").format(path=path))
    return 0


def _wanted(
    document: str,
    form: str | None,
    output: Path | None,
    *,
    page_size: str | None,
    font: Path | None,
    redact: bool,
    protect: bool,
    protect_file: Path | None,
) -> Wanted:
    from readiness.cli.prompt import document_passphrase_source
    from readiness.session.documents import MANAGEMENT
    from readiness.session.passphrase import chosen
    from readiness.session.reporting import PDF, Wanted

    named = format_of(output) if output is not None and not output.is_dir() else None
    return Wanted(
        document=document or MANAGEMENT,
        format=form.lower() if form else named.name if named is not None else PDF,
        page_size=page_size or "",
        font=font,
        redact=redact,
        passphrase=chosen(document_passphrase_source(protect_file)) if protect or protect_file is not None else "",
    )


def _place(dossier: Dossier, assessment: Assessment, wanted: Wanted, output: Path | None) -> Path:
    """The file to write: the one that was named, else one of its own name in the folder."""
    from readiness.session.documents import definition_named
    from readiness.session.reporting import name_for

    if output is not None and not output.is_dir():
        return output
    name = name_for(dossier, assessment, wanted, definition_named(wanted.document))
    return (output or Path()) / name


def _list() -> int:
    from readiness.error import BAD_INPUT
    from readiness.session.documents import offers

    broken = 0
    for offer in offers():
        if offer.definition is None:
            broken += 1
            message = _("{id}  can't be used; see: readiness definitions check {path}")
            click.echo(message.format(id=offer.id, path=offer.path), err=True)
            continue
        click.echo(f"{offer.id}  {offer.name}: {offer.definition.about}")
    return BAD_INPUT if broken else 0
