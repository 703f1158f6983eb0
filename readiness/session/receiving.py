"""A plan that came back: whose it is, what was changed in it, and taking that over in one write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Action, ActionStatus, Assessment, AssessmentError, Organisation
from readiness.assessment.plan import present_identity, with_action
from readiness.assessment.plan_copy import ACCEPTANCE, DAYS, CopiedItem, PlanCopy, PlanField
from readiness.assessment.plan_merge import Merged, MergedItem, merged
from readiness.assessment.plan_words import status_words
from readiness.exchange.plan_workbook import ReceivedPlan
from readiness.questionnaire.index import Index
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.session.plan_file import table_of
from readiness.session.planning import Change, Planned, last_judgement, planned, seen, with_change
from readiness.session.sitting import Session
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back, beside the present plan.

    Attributes:
        organisation: its name.
        as_of: the day of the assessment that the copy was made of.
        is_older: whether another assessment was finished since.
        merged: what was changed; what the plan does not accept is refused in it.
    """

    organisation: str
    as_of: str
    is_older: bool
    merged: Merged


def returned(dossier: Dossier, plan: ReceivedPlan) -> Returned:
    """What a plan that came back would change; nothing is changed.

    Raises:
        SessionError: it is of another organisation, or of an assessment that is not kept here.
        ReadinessError: something can't be read.
    """
    organisation, copy = dossier.organisation, plan.copy
    if copy.organisation not in {organisation.id, *organisation.formerly}:
        raise SessionError(_("This is the plan of another organisation than '{name}'.").format(name=organisation.name))
    ids = [row.id for row in dossier.sealed]
    if copy.assessment not in ids:
        message = _("This plan was made of an assessment of '{name}' that is not kept here; export it again.")
        raise SessionError(message.format(name=organisation.name))
    judgement = last_judgement(dossier)
    found = _merged(judgement, organisation, plan)
    row = dossier.sealed[ids.index(copy.assessment)]
    return Returned(organisation.name, row.as_of, copy.assessment != ids[-1], found)


def take_over(session: Session, plan: ReceivedPlan, shown: Returned) -> int:
    """Keep what was shown and can be taken over, all of it or nothing; how many values that changed.

    Raises:
        SessionError: the plan has changed since it was shown.
        StoreError: nothing changed.
        ReadinessError: something can't be read.
    """
    again = returned(session, plan)
    if again != shown:
        raise SessionError(_("The plan was changed meanwhile. Nothing was taken over; look at it once more."))
    judgement = last_judgement(session)
    people, lines = judgement.reading.assessment, _lines(judgement, session.organisation)
    actions: list[Action] = list(session.organisation.actions)
    for item in shown.merged.accepted:
        actions = with_action(actions, with_change(people, lines[item.identity], _change(item)))
    if shown.merged.accepted:
        session.save_actions(actions)
    return sum(len(item.edits) for item in shown.merged.accepted)


def _merged(judgement: Judgement, organisation: Organisation, plan: ReceivedPlan) -> Merged:
    copy = _renamed(judgement.reading.index, plan.copy)
    rows = [replace(row, identity=present_identity(judgement.reading.index, row.identity)) for row in plan.rows]
    found = merged(copy.items, _present(judgement, organisation), rows)
    people, lines = judgement.reading.assessment, _lines(judgement, organisation)
    return replace(found, items=tuple(_checked(people, lines[item.identity], item) for item in found.items))


def _renamed(index: Index, copy: PlanCopy) -> PlanCopy:
    """The copy with the identities that this version of the questionnaire knows."""
    items: dict[str, CopiedItem] = {}
    for identity, item in copy.items.items():
        items.setdefault(present_identity(index, identity), item)
    return replace(copy, items=items)


def _present(judgement: Judgement, organisation: Organisation) -> dict[str, CopiedItem]:
    return dict(table_of(organisation, judgement).copy.items)


def _lines(judgement: Judgement, organisation: Organisation) -> dict[str, Planned]:
    return {line.identity: line for line in seen(planned(judgement, organisation.actions))}


def _checked(people: Assessment, line: Planned, item: MergedItem) -> MergedItem:
    """The item with what the plan itself does not accept refused: the same checks as for a change by hand."""
    if item.problems:
        return item
    change = _change(item)
    try:
        after = with_change(people, line, change)
        with_action([], after)
    except (AssessmentError, SessionError) as error:
        return item.refused(str(error))
    given = {edit.field for edit in item.edits if edit.after}
    if after.status is not ActionStatus.ACCEPTED and given & set(ACCEPTANCE):
        message = _("who accepts the risk, why and until when go with the status '{status}'")
        return item.refused(message.format(status=status_words(ActionStatus.ACCEPTED)))
    return item


def _change(item: MergedItem) -> Change:
    given = {edit.field: edit.after for edit in item.edits}
    status = given.get(PlanField.STATUS)
    due, expires = (_day(given.get(field)) for field in DAYS)
    return Change(
        owner=given.get(PlanField.OWNER),
        due=due,
        status=ActionStatus(status) if status else None,
        note=given.get(PlanField.NOTE),
        cost=given.get(PlanField.COST),
        approver=given.get(PlanField.APPROVER),
        reason=given.get(PlanField.REASON),
        expires=expires,
    )


def _day(text: str | None) -> date | Literal[""] | None:
    if text is None:
        return None
    return date.fromisoformat(text) if text else ""
