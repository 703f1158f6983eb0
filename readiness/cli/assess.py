"""`readiness assess`: an answers file in, a verdict and a report out, without a screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from readiness.cli.option import desk_of, today_option
from readiness.cli.second import offer_passphrase
from readiness.error import BELOW
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.assessment.judgement import Judgement
    from readiness.assessment.model import Assessment, Organisation
    from readiness.exchange.answers import Submission
    from readiness.session.place import Desk
    from readiness.session.sitting import Session


class _Result(NamedTuple):
    organisation: Organisation
    judgement: Judgement
    is_new: bool
    warnings: list[str]


@click.command(
    "assess",
    help=_(
        "Judge an answers file without a screen. The answers are stored as a sealed assessment; a file that was "
        "stored before, unchanged, is only judged again. Exit code 5: in place is below --fail-under."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE.pdf", type=click.Path(path_type=Path), help=_("Write the gap report."))
@click.option("--json", "as_json", is_flag=True, help=_("Write the result as JSON."))
@click.option("--fail-under", metavar="N", type=click.IntRange(0, 100), help=_("Exit code 5 if in place is below N."))
@click.option("--force", is_flag=True, help=_("Replace the output file if it exists."))
@today_option
@click.pass_context
def assess(
    ctx: click.Context,
    file: Path,
    output: Path | None,
    as_json: bool,
    fail_under: int | None,
    force: bool,
    today: date | None,
) -> int:
    """Judge an answers file, keep it, and say what it comes to."""
    if output is not None:
        from readiness.session.reporting import refuse_taken

        refuse_taken(output, force=force)
    desk = desk_of(ctx, today)
    submission = _read(desk, file)
    offer_passphrase(ctx, desk, submission.organisation)
    result = _kept_and_judged(desk, submission, output, force=force)
    for warning in result.warnings:
        click.echo(f"readiness: {warning}", err=True)
    _say(result, output, as_json=as_json)
    in_place = result.judgement.score.numbers.in_place
    return BELOW if fail_under is not None and (in_place or 0) < fail_under else 0


def _read(desk: Desk, file: Path) -> Submission:
    from readiness.exchange.answers import AnswersError, read_answers

    try:
        return read_answers(file, desk.packs.offered, desk.clock.today, keeps_sensitive=desk.workspace.is_encrypted)
    except AnswersError as error:
        # One problem a line and nothing before it, so that editors can jump to each place.
        for problem in error.problems:
            click.echo(str(problem), err=True)
        n = len(error.problems)
        message = ngettext("{n} problem; nothing was stored", "{n} problems; nothing was stored", n)
        click.echo("readiness: " + message.format(n=n), err=True)
        raise click.exceptions.Exit(error.exit_code) from error


def _kept_and_judged(desk: Desk, submission: Submission, output: Path | None, *, force: bool) -> _Result:
    organisation = desk.found_or_created(submission.organisation)
    with desk.session(organisation.id) as session:
        stored = _stored_before(session, submission)
        is_new = stored is None
        if stored is None:
            stored = session.add_sealed(submission.assessment, submission.index)
        warnings: list[str] = []
        if output is not None:
            from readiness.report.formats import format_of
            from readiness.session.reporting import PDF, Wanted, write_report

            named = format_of(output)
            wanted = Wanted(format=named.name if named is not None else PDF)
            warnings = write_report(session, stored, output, wanted, force=force)
        return _Result(session.organisation, session.judged(stored), is_new, warnings)


def _stored_before(session: Session, submission: Submission) -> Assessment | None:
    """The sealed assessment that says the same as the file, if there is one."""
    from readiness.exchange.answers import same_content

    for row in reversed(session.sealed):
        if row.as_of == submission.assessment.as_of:
            stored = session.sealed_assessment(row.id)
            if same_content(stored, submission.assessment):
                return stored
    return None


def _say(result: _Result, output: Path | None, *, as_json: bool) -> None:
    from readiness.cli import summary

    if as_json:
        value = summary.as_json(result.organisation, result.judgement)
        summary.write_json({**value, "stored": result.is_new, "report": str(output) if output is not None else None})
        return
    for line in summary.as_lines(result.organisation, result.judgement):
        click.echo(line)
    if not result.is_new:
        click.echo(_("These answers were stored before, unchanged; nothing was stored."))
    if output is not None:
        click.echo(_("Report: {path}").format(path=output))
