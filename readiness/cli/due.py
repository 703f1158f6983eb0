"""`readiness due`: what falls due, for people, programs, schedulers and calendars."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.option import desk_of, today_option
from readiness.error import DONE, DUE, STORAGE
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.assessment.reminders import Reminder
    from readiness.session.place import Desk
    from readiness.session.reminding import Reminders


class Within(click.ParamType[timedelta]):
    """A time ahead as `30d`, `4w` or `2mo`."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The time that was typed; a month has 30 days."""
        if isinstance(value, timedelta):
            return value
        from readiness.questionnaire.value import span
        from readiness.questionnaire.vocabulary import ValueRefused

        try:
            length = span(str(value))
        except ValueRefused as refused:
            self.fail(str(refused), param, ctx)
        return timedelta(days=30 * length.months, minutes=length.minutes)


@click.command(
    "due",
    help=_(
        "List what is due: assessments, dates that run out, steps before the policy is renewed, actions, accepted "
        "risks. Titles are neutral and tell no answer. Exit code 0: nothing; 6: something is due."
    ),
)
@click.option("--within", type=Within(), default="30d", show_default=True, help=_("How far to look ahead."))
@click.option("--json", "as_json", is_flag=True, help=_("Write them as JSON."))
@click.option("--lines", is_flag=True, help=_("Write one plain line each and nothing else, for mails."))
@click.option(
    "--ics",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Write a calendar of all days ahead, not only those within --within."),
)
@click.option("--force", is_flag=True, help=_("Replace the calendar file if it exists."))
@today_option
@click.pass_context
def due(
    ctx: click.Context, within: timedelta, as_json: bool, lines: bool, ics: Path | None, force: bool, today: date | None
) -> int:
    """List what is due over all organisations; one that can't be read is named on standard error."""
    from readiness.assessment.model import LockedOrganisation
    from readiness.session.reminding import all_reminders

    if as_json and lines:
        raise click.UsageError(_("--json and --lines can't be used together."))
    if ics is not None:
        from readiness.session.reporting import refuse_taken

        refuse_taken(ics, force=force)
    desk = desk_of(ctx, today, create=False)
    found, problems = all_reminders(desk)
    if ics is not None:
        _write_calendar(desk, found, ics, force=force)
    told = [(of, one) for of in found for one in of.due(desk.clock.today, within)]
    told.sort(key=lambda pair: (pair[1].day, pair[0].organisation.name.casefold()))
    _say(told, desk.clock.today, within, as_json=as_json, lines=lines)
    for problem in problems:
        click.echo(f"readiness: {problem}", err=True)
    for of in found:
        if isinstance(of.organisation, LockedOrganisation):
            text = _("'{name}' is locked: what is due there is not known here").format(name=of.organisation.name)
            click.echo(f"readiness: {text}", err=True)
    if problems:
        return STORAGE
    return DUE if told else DONE


def _say(told: list[tuple[Reminders, Reminder]], today: date, within: timedelta, *, as_json: bool, lines: bool) -> None:
    if as_json:
        from readiness.cli.summary import write_json

        write_json([_as_json(of, one, today) for of, one in told])
        return
    if not lines:
        n = len(told)
        text = ngettext("{n} thing is due within {days} days.", "{n} things are due within {days} days.", n)
        click.echo(text.format(n=n, days=within.days))
    for of, one in told:
        when = _when(one.days_left(today))
        click.echo(f"{one.day.isoformat()}  {of.organisation.name}  {one.title}  {when}")


def _when(days: int) -> str:
    if not days:
        return _("today")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)


def _as_json(of: Reminders, one: Reminder, today: date) -> dict[str, Any]:
    return {
        "organisation": {"id": of.organisation.id, "name": of.organisation.name},
        "kind": one.kind.value,
        "title": one.title,
        "code": one.code,
        "day": one.day.isoformat(),
        "days_left": one.days_left(today),
        "uid": one.uid,
    }


def _write_calendar(desk: Desk, found: list[Reminders], path: Path, *, force: bool) -> None:
    from readiness.exchange.calendar import calendar
    from readiness.report.output import write
    from readiness.session.reminding import events

    entries = events(found)
    if not entries:
        click.echo(_("readiness: no calendar was written: no organisation was assessed yet."), err=True)
        return
    write(path, calendar(entries, desk.clock.now()), force)
