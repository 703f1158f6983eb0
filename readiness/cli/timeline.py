"""`readiness timeline`: if it happened tonight, by the answers of an assessment."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.moment import Moment, placed, zone_option
from readiness.cli.option import assessment_option, desk_of, today_option
from readiness.cli.selection import draft_option, selected
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.reading import Reading
    from readiness.assessment.timeline import TimedStep, Timeline


@click.command(
    "timeline",
    help=_(
        "If it happened tonight: when each step could be done, by the answers given, and what is late. "
        "ORGANISATION is a name, the beginning of one, or an id."
    ),
)
@click.argument("organisation")
@click.option("--json", "as_json", is_flag=True, help=_("Write it as JSON, with everything behind each step."))
@click.option(
    "--at",
    "noticed",
    metavar="TIME",
    type=Moment(),
    help=_('Show clock times, as if somebody noticed then ("2026-11-21 03:00").'),
)
@zone_option
@assessment_option
@draft_option
@today_option
@click.pass_context
def timeline(
    ctx: click.Context,
    *,
    organisation: str,
    as_json: bool,
    noticed: datetime | None,
    zone: tzinfo | None,
    which: str,
    draft: bool,
    today: date | None,
) -> None:
    """Tell the timeline of an assessment."""
    from readiness.cli import summary

    desk = desk_of(ctx, today, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    judgement = dossier.judged(selected(dossier, which, draft=draft))
    reading, drawn = judgement.reading, judgement.timeline
    at = None if noticed is None else placed(noticed, zone)
    if as_json:
        summary.write_json({"organisation": dossier.organisation.name, **value(reading, drawn, at)})
        return
    for line in lines(dossier.organisation.name, reading, drawn, at):
        click.echo(line)


def lines(name: str, reading: Reading, drawn: Timeline, at: datetime | None) -> list[str]:
    """The timeline as lines for people; with clock times when `at` says when somebody notices."""
    from readiness.assessment.timeline_words import gap_words, moment_words, summary_lines

    if not drawn.steps:
        return [_("This questionnaire has no timeline.")]
    index = reading.index
    told = [_("If it happened tonight: {name}").format(name=name)]
    told.append(_("Counted from the moment somebody notices, by the answers given. Nothing was tested."))
    if at is not None:
        told.append(_("Noticed: {moment}").format(moment=moment_words(at)))
    told.append("")
    for timed in drawn.steps:
        told += _step_lines(reading, timed, at)
    told.append("")
    told += summary_lines(index, drawn)
    if drawn.critical_path:
        path = " > ".join(drawn.by_id[id].step.label for id in drawn.critical_path)
        told.append(_("What decides when the facts are out: {path}").format(path=path))
    others = [gap for gap in drawn.gaps if gap is not drawn.costliest]
    told += [_("Also: {gap}").format(gap=gap_words(index, drawn, gap)) for gap in others[:5]]
    return told


def _step_lines(reading: Reading, timed: TimedStep, at: datetime | None) -> list[str]:
    from readiness.assessment.timeline import moment
    from readiness.assessment.timeline_words import (
        due_words,
        finish_words,
        missing_words,
        moment_words,
        slack_words,
        step_state_words,
        stretch_words,
    )

    when = finish_words(timed)
    if at is not None and timed.finish is not None:
        when = f"{when}, {moment_words(moment(at, timed.finish))}"
    head = f"{timed.step.label} ({timed.who}): {when}"
    told = [f"{head} [{step_state_words(timed.state)}]"]
    due = due_words(reading.index, timed.due)
    if due:
        slack = slack_words(timed)
        told.append("    " + _("due: {due}").format(due=f"{due}, {slack}" if slack else due))
    missing = missing_words(reading.index, timed)
    if missing:
        told.append(f"    {missing}")
    told += ["    " + stretch_words(reading.index, part) for part in timed.stretches if part.assumed and part.gap]
    return told


def value(reading: Reading, drawn: Timeline, at: datetime | None) -> dict[str, Any]:
    """The timeline as plain values for JSON; hours are numbers, moments ISO times with their offset."""
    from readiness.assessment.timeline_words import hours_number

    return {
        "judged_on": reading.today.isoformat(),
        "noticed_at": None if at is None else at.isoformat(),
        "steps": [_step_value(timed, at) for timed in drawn.steps],
        "critical_path": list(drawn.critical_path),
        "late": [timed.step.id for timed in drawn.late],
        "gaps": [
            {"id": gap.id, "check": gap.check, "hours": hours_number(gap.minutes), "at": gap.at, "why": gap.why}
            for gap in drawn.gaps
        ],
    }


def _step_value(timed: TimedStep, at: datetime | None) -> dict[str, Any]:
    from readiness.assessment.timeline import moment
    from readiness.assessment.timeline_words import hours_number

    def clock(minutes: int | None) -> str | None:
        return None if at is None or minutes is None else moment(at, minutes).isoformat()

    due = timed.due
    return {
        "id": timed.step.id,
        "label": timed.step.label,
        "who": timed.who,
        "state": timed.state.value,
        "checks": list(timed.checks),
        "after": list(timed.after),
        "waits_for": timed.waits_for,
        "start_hours": hours_number(timed.start),
        "finish_hours": hours_number(timed.finish),
        "finish_at": clock(timed.finish),
        "at_least": timed.at_least,
        "missing": list(timed.missing),
        "parts": [
            {"hours": hours_number(part.minutes), "from": part.gap, "assumed": part.assumed, "why": part.why}
            for part in timed.stretches
        ],
        "due": None
        if due is None
        else {
            "kind": due.kind.value,
            "counted_from": due.counted_from,
            "hours": hours_number(due.at),
            "at": clock(due.at),
            "slack_hours": hours_number(due.slack),
            "as_soon_as_practicable": due.as_soon_as_practicable,
            "missing": list(due.missing),
        },
    }
