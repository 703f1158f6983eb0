"""`readiness organisations`: who is in the workspace, and how each stands."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.option import desk_of
from readiness.error import STORAGE, ReadinessError
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.model import Organisation

COLUMNS = (
    "id", "name", "assessed_on", "scope", "band", "in_place", "proven", "critical_closed", "critical_asked",
    "findings", "next_due", "draft_answered", "draft_asked", "draft_saved_at", "archived_on",
    "locked",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command("organisations", help=_("List the organisations in the workspace."))
@click.option("--json", "as_json", is_flag=True, help=_("Write the list as JSON."))
@click.option("--csv", "as_csv", is_flag=True, help=_("Write the list as CSV, for spreadsheets."))
@click.option("--archived", is_flag=True, help=_("List archived ones too."))
@click.pass_context
def organisations(ctx: click.Context, as_json: bool, as_csv: bool, archived: bool) -> int:
    """List every organisation; one that can't be read is named on standard error."""
    if as_json and as_csv:
        raise click.UsageError(_("--json and --csv can't be used together."))
    found, problems = _scanned(ctx)
    rows = [row_of(organisation) for organisation in found if archived or not organisation.archived_on]
    if as_json:
        from readiness.cli.summary import write_json

        write_json(rows)
    elif as_csv:
        click.echo(csv_text(rows).encode(), nl=False)
    elif rows:
        _write_table(rows)
    else:
        click.echo(_("No organisations yet. Start one with: readiness ask"))
    for problem in problems:
        click.echo(f"readiness: {problem}", err=True)
    return STORAGE if problems else 0


def _scanned(ctx: click.Context) -> tuple[list[Organisation], list[ReadinessError]]:
    from readiness.assessment.model import Organisation
    from readiness.store.error import NotFound

    try:
        read = list(desk_of(ctx, create=False).scan())
    except NotFound:
        if ctx.find_root().obj["workspace"] is not None:
            raise
        read = []  # the user's own folder is made when the first organisation is
    found = [one for one in read if isinstance(one, Organisation)]
    problems = [one for one in read if isinstance(one, ReadinessError)]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id)), problems


def row_of(organisation: Organisation) -> dict[str, Any]:
    """One organisation as plain values, from its own file alone."""
    from readiness.assessment.model import LockedOrganisation
    from readiness.assessment.schedule import next_due_of

    last = organisation.sealed[-1] if organisation.sealed else None
    due = next_due_of(organisation)
    draft = organisation.draft
    return {
        "id": organisation.id,
        "name": organisation.name,
        "assessed_on": last.as_of if last else "",
        "scope": last.scope if last else "",
        "band": last.band if last else "",
        "in_place": last.in_place if last else None,
        "proven": last.proven if last else None,
        "critical_closed": last.critical_closed if last else None,
        "critical_asked": last.critical_asked if last else None,
        "findings": sum(last.findings.values()) if last else None,
        "next_due": due.day.isoformat() if due else "",
        "draft_answered": draft.answered if draft else None,
        "draft_asked": draft.asked if draft else None,
        "draft_saved_at": draft.saved_at if draft else "",
        "archived_on": organisation.archived_on,
        "locked": isinstance(organisation, LockedOrganisation),
    }


def csv_text(rows: list[dict[str, Any]]) -> str:
    """CSV with a header; text that a spreadsheet would take for a formula gets an apostrophe."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return target.getvalue()


def cell(value: object) -> object:
    """A value as a cell of a spreadsheet; text stays text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_table(rows: list[dict[str, Any]]) -> None:
    titles = (_("Organisation"), _("Assessed"), _("In place"), _("Next due"), _("Draft"))
    lines = [titles, *(_table_row(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        click.echo("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())


def _table_row(row: dict[str, Any]) -> tuple[str, ...]:
    if row["locked"]:
        return row["name"], _("locked"), "-", "-", "-"
    in_place = "-" if row["in_place"] is None else f"{row['in_place']:g}"
    draft = "-"
    if row["draft_asked"] is not None:
        draft = _("{n} of {asked}").format(n=row["draft_answered"], asked=row["draft_asked"] or "?")
    return row["name"], row["assessed_on"] or "-", in_place, row["next_due"] or "-", draft
