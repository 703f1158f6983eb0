"""`readiness actions`: the plan of an organisation, setting one line of it, and the plan as a file that comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.option import Day, desk_of, today_option
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.session.place import Desk
    from readiness.session.planning import Change, Planned

STATES = ("open", "in_progress", "done")
_FORMATS = ("xlsx", "csv", "ics", "md")


@click.command(
    "actions",
    help=_(
        "List the findings of the last finished assessment with what will be done about each, and actions of before. "
        "With --set, change one: owner, due day, state; or accept the risk, with who accepts it, why and until when. "
        "Only the proof of a later assessment closes an action. With -o, write the plan into a file; a workbook that "
        "was changed and came back is shown with --receive, and taken over with --apply."
    ),
)
@click.argument("organisation")
@click.option("--json", "as_json", is_flag=True, help=_("Write the plan as JSON."))
@click.option("--set", "wanted", metavar="CODE|ID", default="", help=_("Which one to change, such as LEAD-01."))
@click.option("--owner", metavar="NAME", help=_("Who does it."))
@click.option("--due", metavar="DATE", type=Day(), help=_("By when (2026-03-12)."))
@click.option("--status", type=click.Choice(STATES), help=_("How it stands; done is not yet proven."))
@click.option("--note", metavar="TEXT", help=_("A remark."))
@click.option("--cost", metavar="TEXT", help=_("What it costs."))
@click.option("--accept", is_flag=True, help=_("Accept the risk; needs --by, --reason and --until."))
@click.option("--by", metavar="NAME", help=_("Who accepts the risk; with --receive, who sent the file."))
@click.option("--reason", metavar="TEXT", help=_("Why it is accepted."))
@click.option("--until", metavar="DATE", type=Day(), help=_("Until when it is accepted."))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Write the plan into this file: .xlsx comes back, .csv, .ics for calendars, .md for ticket systems."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS, case_sensitive=False),
    help=_("The format; else what the name of the file says."),
)
@click.option("--force", is_flag=True, help=_("Replace the file if it exists."))
@click.option(
    "--receive",
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path),
    help=_("Show what was changed in a plan that came back."),
)
@click.option("--apply", "applied", is_flag=True, help=_("Take over what --receive shows."))
@today_option
@click.pass_context
def actions(ctx: click.Context, /, *, organisation: str, as_json: bool, wanted: str, **given: Any) -> int:
    """List the plan, change one line of it, or let it travel as a file."""
    today = given.pop("today")
    file = {name: given.pop(name) for name in ("output", "form", "force", "receive", "applied")}
    if any(file.values()):
        if as_json or wanted or any(value not in (None, False) for name, value in given.items() if name != "by"):
            raise click.UsageError(_("A file of the plan is written or received by itself, without other options."))
        return _travel(desk_of(ctx, today, create=False), organisation, given["by"], **file)
    return _set_or_list(ctx, today, organisation, wanted, _change(**given), as_json=as_json)


def _travel(desk: Desk, organisation: str, by: str | None, /, **given: Any) -> int:
    """Write the plan into a file, or receive one."""
    from readiness.cli import plan_file

    output, form, receive = given["output"], given["form"], given["receive"]
    if receive is not None:
        if output is not None or form is not None or given["force"]:
            raise click.UsageError(_("--receive and -o can't be used together."))
        return plan_file.receive(desk, organisation, receive, by or "", applied=given["applied"])
    if given["applied"] or by is not None:
        raise click.UsageError(_("--apply and --by go with --receive."))
    if output is None and form is None:
        raise click.UsageError(_("--force goes with -o."))
    return plan_file.write(desk, organisation, output, form or "", force=given["force"])


def _set_or_list(
    ctx: click.Context, today: date | None, organisation: str, wanted: str, change: Change | None, *, as_json: bool
) -> int:
    from readiness.session.planning import plan_of, seen

    if change is not None and not wanted:
        raise click.UsageError(_("Say which one to change, with --set."))
    desk = desk_of(ctx, today, create=False)
    id = desk.find(organisation).id
    if wanted:
        if change is None:
            raise click.UsageError(_("Say what to change: --owner, --due, --status, --note, --cost or --accept."))
        from readiness.session.planning import found, set_action

        with desk.session(id) as session:
            line = found(plan_of(session), wanted)
            set_action(session, line, change)
    lines = seen(plan_of(desk.dossier(id)))
    if as_json:
        from readiness.cli.summary import write_json

        write_json([_as_json(line, desk.clock.today) for line in lines])
        return 0
    for line in lines:
        if not wanted or wanted.casefold() in (line.identity, line.code.casefold()):
            click.echo(_line(line, desk.clock.today))
    return 0


def _change(
    *,
    owner: str | None,
    due: date | None,
    status: str | None,
    note: str | None,
    cost: str | None,
    accept: bool,
    by: str | None,
    reason: str | None,
    until: date | None,
) -> Change | None:
    """What the options ask for; None when they ask for nothing."""
    if accept and status is not None:
        raise click.UsageError(_("--accept and --status can't be used together."))
    if not accept and (by, reason, until) != (None, None, None):
        raise click.UsageError(_("--by, --reason and --until go with --accept."))
    if not accept and (owner, due, status, note, cost) == (None, None, None, None, None):
        return None
    from readiness.assessment.model import ActionStatus
    from readiness.session.planning import Change

    state = ActionStatus.ACCEPTED if accept else ActionStatus(status) if status is not None else None
    return Change(owner, due, state, note, cost, by, reason, until)


def _line(line: Planned, today: date) -> str:
    from readiness.assessment.plan import standing
    from readiness.assessment.plan_words import standing_words
    from readiness.assessment.words import severity_words

    finding, action = line.finding, line.action
    severity = severity_words(finding.severity) if finding is not None else "-"
    parts = [f"{severity:<9}", f"{line.code:<8}", line.title or line.identity]
    if action is not None:
        parts.append(standing_words(standing(action, today)))
        parts += [_("owner {name}").format(name=line.owner)] if line.owner else []
        parts += [_("due {day}").format(day=action.due)] if action.due else []
        if action.approver:
            text = _("accepted by {name} until {day}: {reason}")
            parts.append(text.format(name=line.approver, day=action.expires, reason=action.reason))
        if action.reopened:
            n = action.reopened
            parts.append(ngettext("opened again {n} time", "opened again {n} times", n).format(n=n))
    return "  ".join(parts)


def _as_json(line: Planned, today: date) -> dict[str, Any]:
    from readiness.assessment.plan import standing

    finding, action = line.finding, line.action
    return {
        "finding": line.identity,
        "code": line.code,
        "title": line.title,
        "severity": finding.severity.value if finding is not None else None,
        "is_finding": finding is not None,
        "action": None
        if action is None
        else {
            "standing": standing(action, today).value,
            "status": action.status.value,
            "owner": line.owner,
            "due": action.due,
            "note": action.note,
            "cost": action.cost,
            "approver": line.approver,
            "reason": action.reason,
            "expires": action.expires,
            "reopened": action.reopened,
            "closed_on": action.closed_on,
        },
    }
