"""The action plan as a file for others: a spreadsheet that comes back, CSV, a calendar, a list for a ticket system."""

from __future__ import annotations

from typing import Final

from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Action, Organisation
from readiness.assessment.plan_copy import PlanField
from readiness.assessment.reminders import ReminderKind
from readiness.report.document import PageSize
from readiness.report.output import ReportError
from readiness.report.plan.table import PlanRow, PlanTable
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.session.place import Desk
from readiness.session.planning import Planned, last_judgement, names_in, planned, seen
from readiness.translation import _

XLSX, CSV, ICS, MARKDOWN = "xlsx", "csv", "ics", "md"
FORMATS: Final = (XLSX, CSV, ICS, MARKDOWN)
"""Names of the formats, which are the endings of their files too."""
STEM: Final = "action-plan"
"""How names of these files end."""


def require(form: str) -> None:
    """See before the work begins that a file of this format can be made.

    Raises:
        ReportError: there is no such format, or its package is not installed.
    """
    if form not in FORMATS:
        raise ReportError(_("no format '{name}'; accepted: {names}").format(name=form, names=", ".join(FORMATS)))
    if form == XLSX:
        from readiness.report.formats import format_named  # noqa: PLC0415 - only a workbook needs a package

        format_named(XLSX).require()


def plan_file(desk: Desk, organisation_id: str, form: str) -> bytes:
    """The plan of an organisation in a format; the same plan gives the same bytes, a calendar but for its time.

    Raises:
        ReportError: there is no such format, or its package is not installed.
        SessionError: nothing was sealed yet, or no item has a day for a calendar.
        ReadinessError: something can't be read.
    """
    require(form)
    dossier = desk.dossier(organisation_id)
    if form == ICS:
        return _calendar(desk, dossier)
    table = plan_table(dossier)
    if form == XLSX:
        from readiness.report.plan.xlsx import render as workbook  # noqa: PLC0415 - brings openpyxl

        return workbook(table)
    if form == CSV:
        from readiness.report.plan.csv import render as rows  # noqa: PLC0415 - only who asks for it waits for it

        return rows(table)
    from readiness.report.plan.markdown import render as boxes  # noqa: PLC0415 - as above

    return boxes(table)


def plan_table(dossier: Dossier) -> PlanTable:
    """The plan as management sees it, for every format.

    Raises:
        SessionError: nothing was sealed yet.
        ReadinessError: something can't be read.
    """
    return table_of(dossier.organisation, last_judgement(dossier))


def table_of(organisation: Organisation, judgement: Judgement) -> PlanTable:
    """The same of an assessment that is judged already."""
    assessment = judgement.reading.assessment
    lines = seen(planned(judgement, organisation.actions))
    return PlanTable(
        organisation=organisation.id,
        name=organisation.name,
        assessment=assessment.id,
        as_of=judgement.as_of.isoformat(),
        rows=tuple(_row(line) for line in lines),
        names=names_in(organisation, assessment, lines),
        page_size=PageSize(organisation.page_size),
    )


def _row(line: Planned) -> PlanRow:
    finding, action = line.finding, line.action
    return PlanRow(
        identity=line.identity,
        code=line.code,
        severity=finding.severity if finding is not None else None,
        what=line.title or _("Not found any more by the last assessment"),
        steps=finding.steps if finding is not None else (),
        values=_values(line, action or Action(finding=line.identity)),
        reopened=action.reopened if action is not None else 0,
    )


def _values(line: Planned, action: Action) -> dict[PlanField, str]:
    return {
        PlanField.OWNER: line.owner,
        PlanField.DUE: action.due,
        PlanField.STATUS: action.status.value,
        PlanField.NOTE: action.note,
        PlanField.COST: action.cost,
        PlanField.APPROVER: line.approver,
        PlanField.REASON: action.reason,
        PlanField.EXPIRES: action.expires,
    }


def _calendar(desk: Desk, dossier: Dossier) -> bytes:
    """The days of the plan under the same neutral titles and identities as all that is due."""
    from readiness.exchange.calendar import calendar  # noqa: PLC0415 - only who asks for it waits for it
    from readiness.session.reminding import Reminders, events, reminders_of  # noqa: PLC0415 - as above

    organisation = dossier.organisation
    told = {line.identity for line in seen(planned(last_judgement(dossier), organisation.actions))}
    kinds = (ReminderKind.ACTION, ReminderKind.RISK)
    days = tuple(one for one in reminders_of(desk, organisation).all if one.kind in kinds and one.subject in told)
    if not days:
        raise SessionError(_("No item of the plan has a day yet, so that there is no calendar to write."))
    return calendar(events([Reminders(organisation, days)]), desk.clock.now())
