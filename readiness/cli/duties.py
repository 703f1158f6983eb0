"""`readiness duties`: which duties to tell others may apply, and their clocks."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.moment import Moment, placed, zone_option
from readiness.cli.option import assessment_option, desk_of, today_option
from readiness.cli.selection import draft_option, selected
from readiness.questionnaire.duty_model import ClockStart
from readiness.translation import _, ngettext

if TYPE_CHECKING:
    from readiness.assessment.clock import DatedClock, OfficialRequest
    from readiness.assessment.duties import Clock, Duties, ListedDuty
    from readiness.assessment.reading import Reading


class StartMoment(click.ParamType[tuple[ClockStart, datetime]]):
    """`determination=2026-11-25 10:00`: when the start of a clock happened."""

    name = "start"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[ClockStart, datetime]:
        """The start and its moment."""
        if isinstance(value, tuple):
            return value
        name, _equals, text = str(value).partition("=")
        if name.strip() not in list(ClockStart):
            accepted = ", ".join(ClockStart)
            self.fail(_("START=TIME is needed, with one of these starts: {accepted}").format(accepted=accepted))
        return ClockStart(name.strip()), Moment().convert(text, param, ctx)


@click.command(
    "duties",
    help=_(
        "Which duties to tell others may apply, the shortest clocks first. Reference data: ask counsel. "
        "ORGANISATION is a name, the beginning of one, or an id."
    ),
)
@click.argument("organisation")
@click.option("--json", "as_json", is_flag=True, help=_("Write it as JSON, with sources and confidence of each."))
@click.option(
    "--discovered",
    metavar="TIME",
    type=Moment(),
    help=_('When the incident was discovered ("2026-11-21 03:00"); dates only clocks that start so.'),
)
@click.option(
    "--clock",
    "starts",
    metavar="START=TIME",
    type=StartMoment(),
    multiple=True,
    help=_('When another start happened, such as determination="2026-11-25 10:00". Can be repeated.'),
)
@click.option("--official", metavar="NAME", default="", help=_("Which official asked you to tell people later."))
@click.option("--official-form", type=click.Choice(["written", "oral"]), help=_("In which form the official asked."))
@click.option("--official-until", metavar="TIME", type=Moment(), help=_("When the official's request ends."))
@zone_option
@assessment_option
@draft_option
@today_option
@click.pass_context
def duties(
    ctx: click.Context,
    *,
    organisation: str,
    as_json: bool,
    discovered: datetime | None,
    starts: tuple[tuple[ClockStart, datetime], ...],
    official: str,
    official_form: str | None,
    official_until: datetime | None,
    zone: tzinfo | None,
    which: str,
    draft: bool,
    today: date | None,
) -> None:
    """List the duties that may apply, with dates for the clocks whose own start is given."""
    from readiness.assessment.clock import BusinessCalendar, date_clocks
    from readiness.cli import summary

    request = _request(official, official_form, official_until, zone)
    desk = desk_of(ctx, today, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    judgement = dossier.judged(selected(dossier, which, draft=draft))
    reading, found = judgement.reading, dossier.duties(judgement)
    moments = {start: placed(moment, zone) for start, moment in starts}
    at = None if discovered is None else placed(discovered, zone)
    dated = date_clocks(found, at, moments, BusinessCalendar(), request)
    if as_json:
        summary.write_json({"organisation": dossier.organisation.name, **value(reading, found, dated)})
        return
    for line in lines(dossier.organisation.name, reading, found, dated):
        click.echo(line)


def _request(official: str, form: str | None, until: datetime | None, zone: tzinfo | None) -> OfficialRequest | None:
    from readiness.assessment.clock import OfficialRequest, RequestForm

    if not official and form is None and until is None:
        return None
    if not official or form is None or until is None:
        raise click.UsageError(
            _("--official, --official-form and --official-until belong together: having told the police is no request")
        )
    return OfficialRequest(official, RequestForm(form), placed(until, zone))


def lines(name: str, reading: Reading, found: Duties, dated: tuple[DatedClock, ...]) -> list[str]:
    """The duties as lines for people."""
    from readiness.assessment.duty_words import dated_words, heading_lines, recipient_words

    told = [_("Duties to tell others: {name}").format(name=name), *heading_lines(found), ""]
    by_recipient: dict[str, list[DatedClock]] = {}
    order = {recipient: recipient_words(found, recipient) for recipient in found.by_recipient}
    for one in dated:
        by_recipient.setdefault(order[one.clock.recipient], []).append(one)
    for recipient in order.values():
        told.append(recipient)
        for one in by_recipient[recipient]:
            told.append(f"  {dated_words(found, one)}")
            told += _beside(reading, one.clock)
    told += ["", _("Why each is listed")] if found.listed else []
    for listed in found.listed:
        told += _duty_lines(listed)
    told += _depending_lines(reading, found)
    told += ["", *_closing(found, dated)]
    return told


def _beside(reading: Reading, clock: Clock) -> list[str]:
    from readiness.assessment.duty_words import note_words, source_words

    told = [f"    {source_words(clock.duty)}"]
    if clock.has_number:
        told.append(f"    {clock.wording}")
    return told + [f"    {note}" for note in note_words(reading.index, clock)]


def _duty_lines(listed: ListedDuty) -> list[str]:
    from readiness.assessment.duty_words import because_words, mark_words, standing_words

    duty = listed.duty
    told = [f"  {duty.law_name}, {duty.citation}"]
    told.append("    " + _("listed because: {why}").format(why=because_words(listed)))
    told.append(f"    {standing_words(duty)}")
    told += [f"    {mark}" for mark in mark_words(listed)]
    return told + [f"    {_('ask:')} {question}" for question in duty.questions]


def _depending_lines(reading: Reading, found: Duties) -> list[str]:
    from readiness.assessment.timeline_words import named

    if not found.depends:
        return []
    told = ["", _("Depends on an answer")]
    for missing, waiting in found.depends_on.items():
        counted = ngettext("{n} duty depends on: {what}", "{n} duties depend on: {what}", len(waiting))
        told.append("  " + counted.format(n=len(waiting), what=named(reading.index, missing)))
    return told


def _closing(found: Duties, dated: tuple[DatedClock, ...]) -> list[str]:
    told = []
    if any(one.clock.business_days is not None for one in dated):
        told.append(_("Business days leave out Saturdays and Sundays; public holidays are not known here."))
    told.append(
        _("Each clock runs from its own start; times are the earliest reading. Having told the police pauses no clock.")
    )
    told.append(found.file.disclaimer)
    return told


def value(reading: Reading, found: Duties, dated: tuple[DatedClock, ...]) -> dict[str, Any]:
    """The duties as plain values for JSON."""
    return {
        "judged_on": reading.today.isoformat(),
        "disclaimer": found.file.disclaimer,
        "as_of": found.file.as_of,
        "is_old": found.is_old,
        "holidays_known": False,
        "clocks": [_clock_value(found, one) for one in dated],
        "listed": [_listed_value(one) for one in found.listed],
        "depends": [{"id": one.duty.id, "missing": list(one.missing)} for one in found.depends],
    }


def _clock_value(found: Duties, dated: DatedClock) -> dict[str, Any]:
    clock = dated.clock
    return {
        "duty": clock.duty.id,
        "recipient": clock.recipient.value,
        "start": clock.starts.value,
        "after": found.file.starts[clock.starts].after,
        "hours": None if clock.minutes is None or clock.business_days is not None else clock.minutes / 60,
        "business_days": clock.business_days,
        "unit": None if clock.unit is None else clock.unit.value,
        "as_soon_as_practicable": clock.as_soon_as_practicable,
        "wording": clock.wording,
        "threshold": clock.threshold,
        "headcount_unknown": clock.headcount_unknown,
        "own_papers": clock.is_own,
        "missing": list(clock.missing),
        "started": None if dated.started is None else dated.started.isoformat(),
        "due": None if dated.due is None else dated.due.isoformat(),
        "held_until": None if dated.held_until is None else dated.held_until.isoformat(),
    }


def _listed_value(listed: ListedDuty) -> dict[str, Any]:
    duty = listed.duty
    return {
        "id": duty.id,
        "jurisdiction": duty.jurisdiction,
        "law_name": duty.law_name,
        "citation": duty.citation,
        "status": duty.status.value,
        "counts_as_clock": listed.counts,
        "confidence": duty.confidence.value,
        "as_of": duty.as_of,
        "is_old": listed.is_old,
        "applies_to": duty.applies_to,
        "trigger": duty.trigger,
        "because": [{"fact": one.fact, "words": one.words} for one in listed.because],
        "below_headcount": [deadline.recipient.value for deadline in listed.below_headcount],
        "questions": list(duty.questions),
        "sources": list(duty.source_urls),
        "source_basis": duty.source_basis,
        "notes": duty.notes,
    }
