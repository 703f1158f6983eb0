"""A plan that goes out and comes back: only what was changed is changed, and nothing that can't be decided."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.assessment.model import Action, ActionStatus
from readiness.exchange.plan_workbook import ReceivedPlan, read_plan
from readiness.session.error import SessionError
from readiness.session.place import Desk
from readiness.session.plan_file import plan_file
from readiness.session.planning import Change, found, plan_of, set_action
from readiness.session.receiving import Returned, returned, take_over
from tests.exchange.plans import at
from tests.session.desk import TODAY
from tests.tui.one_pack import filled, one_pack_desk

MONEY, CALLS = "gap:money", "unknown:calls"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


@pytest.fixture
def business(desk: Desk) -> str:
    id = filled(desk, "Harbor Dental Group", sealed=True)
    keep(desk, id, "MONEY", Change(owner="Dana Ruiz", due=TODAY, note="=1+1"))
    return id


def keep(desk: Desk, business: str, code: str, change: Change) -> None:
    with desk.session(business) as session:
        set_action(session, found(plan_of(session), code), change)


class Sent:
    """The plan in a workbook, changed as if by its owners."""

    def __init__(self, desk: Desk, business: str, folder: Path) -> None:
        self.desk, self.business, self.path = desk, business, folder / "sent.xlsx"
        self.path.write_bytes(plan_file(desk, business, "xlsx"))
        self.workbook = load_workbook(self.path)

    def __call__(self, code: str, column: str, value: object, sheet: str = "Plan") -> None:
        page = self.workbook[sheet]
        assert isinstance(page, Worksheet)
        at(page, code, column).value = value

    def back(self) -> tuple[ReceivedPlan, Returned]:
        # What openpyxl alone would write as a formula.
        for sheet in self.workbook:
            for line in sheet:
                for cell in line:
                    if cell.value == "=1+1":
                        cell.data_type = "s"
        self.workbook.save(self.path)
        plan = read_plan(self.path)
        return plan, returned(self.desk.dossier(self.business), plan)

    def applied(self) -> int:
        plan, shown = self.back()
        with self.desk.session(self.business) as session:
            return take_over(session, plan, shown)

    @property
    def actions(self) -> dict[str, Action]:
        return {one.finding: one for one in self.desk.dossier(self.business).organisation.actions}


@pytest.fixture
def sent(desk: Desk, business: str, tmp_path: Path) -> Sent:
    return Sent(desk, business, tmp_path)


def problems(shown: Returned) -> str:
    return "\n".join(problem for item in shown.merged.refused for problem in item.problems)


def test_what_nobody_touched_changes_nothing(sent: Sent) -> None:
    before = sent.actions
    plan = read_plan(sent.path)
    shown = returned(sent.desk.dossier(sent.business), plan)
    assert (shown.merged.items, shown.merged.missing, shown.merged.unknown) == ((), (), ())
    assert (plan.remarks, plan.saved_by, shown.is_older) == ((), "", False)
    assert sent.applied() == 0
    assert sent.actions == before


def test_edits_of_plan_and_owner_sheets_are_taken_over_at_once(sent: Sent) -> None:
    sent("MONEY", "Status", "done, not yet proven")
    sent("MONEY", "Note", "Paid", sheet="Dana Ruiz")
    sent("CALLS", "Owner", "Somebody New")
    sent("CALLS", "Due", TODAY + timedelta(days=9))
    for column, value in (("Status", "risk accepted"), ("Accepted by", "Eve"), ("Why accepted", "Small")):
        sent("DEPUTY", column, value)
    sent("DEPUTY", "Accepted until", "2027-03-01")
    assert sent.applied() == 8
    plan = sent.actions
    assert plan[MONEY] == Action(MONEY, "Dana Ruiz", TODAY.isoformat(), ActionStatus.DONE, "Paid")
    assert plan[CALLS] == Action(CALLS, "Somebody New", "2026-11-30")
    accepted = plan["gap:deputy"]
    assert (accepted.status, accepted.approver, accepted.expires) == (ActionStatus.ACCEPTED, "Eve", "2027-03-01")
    assert sent.applied() == 0
    again = Sent(sent.desk, sent.business, sent.path.parent)
    again("DEPUTY", "Status", "open")
    again("MONEY", "Due", None)
    assert again.applied() == 2
    assert again.actions["gap:deputy"] == Action("gap:deputy")
    assert again.actions[MONEY].due == ""


def test_what_a_change_by_hand_would_not_be_is_refused(sent: Sent) -> None:
    sent("MONEY", "Status", "done, shown by proof")
    sent("CALLS", "Status", "risk accepted")
    sent("DEPUTY", "Accepted by", "Eve")
    _plan, shown = sent.back()
    told = problems(shown)
    assert "only the evidence of an assessment closes an action" in told
    assert "To accept a risk, say who accepts it, why, and until when." in told
    assert "go with the status 'risk accepted'" in told
    assert len(shown.merged.refused) == 3
    before = sent.actions
    assert sent.applied() == 0
    assert sent.actions == before


def test_changes_here_meanwhile_win_until_somebody_decides(sent: Sent) -> None:
    keep(sent.desk, sent.business, "MONEY", Change(owner="Eve Lund", note="Called"))
    sent("MONEY", "Owner", "Sam Okafor")
    sent("MONEY", "Due", "2027-01-01")
    sent("CALLS", "Note", "Ring twice")
    _plan, shown = sent.back()
    assert "owner was changed here meanwhile: it was Dana Ruiz, it is Eve Lund, and Sam Okafor" in problems(shown)
    assert sent.applied() == 1
    plan = sent.actions
    assert (plan[MONEY].owner, plan[MONEY].note, plan[MONEY].due) == ("Eve Lund", "Called", TODAY.isoformat())
    assert plan[CALLS].note == "Ring twice"


def test_nothing_is_taken_over_that_was_not_shown(sent: Sent) -> None:
    sent("CALLS", "Note", "Ring twice")
    plan, shown = sent.back()
    keep(sent.desk, sent.business, "CALLS", Change(note="Other"))
    with sent.desk.session(sent.business) as session, pytest.raises(SessionError, match="was changed meanwhile"):
        take_over(session, plan, shown)
    assert sent.actions[CALLS].note == "Other"


def test_rows_that_are_gone_change_nothing_and_strange_ones_are_told(sent: Sent) -> None:
    before = sent.actions
    page = sent.workbook["Plan"]
    del sent.workbook["Dana Ruiz"]
    number = at(page, "MONEY", "Code").row
    page.delete_rows(number)
    at(page, "CALLS", "Id").value = "gap:never"
    _plan, shown = sent.back()
    assert sorted(shown.merged.missing) == ["CALLS", "MONEY"]
    assert [identity for _place, identity in shown.merged.unknown] == ["gap:never"]
    assert sent.applied() == 0
    assert sent.actions == before


def test_whose_plan_it_is_and_of_when(sent: Sent) -> None:
    other = filled(sent.desk, "Lund Dental", sealed=True)
    plan, _shown = sent.back()
    with pytest.raises(SessionError, match="another organisation than 'Lund Dental'"):
        returned(sent.desk.dossier(other), plan)
    with sent.desk.session(sent.business) as session:
        session.start()
        session.seal()
    sent("MONEY", "Note", "Later")
    plan, shown = sent.back()
    assert (shown.is_older, shown.as_of) == (True, TODAY.isoformat())
    assert sent.applied() == 1
    sent.workbook["readiness"]["D1"].value = "elsewhere"
    with pytest.raises(SessionError, match="not kept here"):
        sent.back()


def test_a_calendar_of_the_plan_needs_a_day(desk: Desk) -> None:
    bare = filled(desk, "Bare", sealed=True)
    with pytest.raises(SessionError, match="No item of the plan has a day yet"):
        plan_file(desk, bare, "ics")
