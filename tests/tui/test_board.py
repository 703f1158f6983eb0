"""The action plan in the app: changed in place, kept at once, taken back, and only proof closes anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assessment.model import Action, ActionStatus
from readiness.session.action_plan import ActionPlan
from readiness.session.place import Desk
from readiness.session.planning import Change, plan_of
from readiness.tui import action_fields as fields
from readiness.tui.action_rows import ActionRow, by_day, by_owner
from readiness.tui.screens.action import ActionScreen
from readiness.tui.screens.board import BoardScreen
from readiness.tui.screens.finding import FindingScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.results import ResultsScreen
from tests.session.desk import TODAY
from tests.tui.harness import User, opened
from tests.tui.one_pack import filled, one_pack_desk

BUSINESS = "Harbor Dental Group"
MONEY, CALLS = "gap:money", "unknown:calls"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


@pytest.fixture
def business(desk: Desk) -> str:
    return filled(desk, BUSINESS, sealed=True)


def plan(desk: Desk, business: str) -> dict[str, Action]:
    """The actions as they are on disk."""
    return {action.finding: action for action in desk.dossier(business).organisation.actions}


def keep(desk: Desk, business: str, identity: str, change: Change) -> None:
    with desk.session(business) as session:
        ActionPlan(session).change(identity, change)


async def at_board(user: User, identity: str = "") -> BoardScreen:
    """Open the plan from Home, with the cursor on one finding."""
    await user.sees(BUSINESS)
    await user.burst("a", "a")  # the second press finds it opening
    board = await user.at(BoardScreen)
    if identity:
        rows: list[ActionRow] = list(board.rows.rows)
        board.rows.go_to(next(n for n, row in enumerate(rows) if row.planned and row.planned.identity == identity))
        await user.settled()
    return board


def text(rows: list[ActionRow]) -> list[str]:
    return [row.heading or row.planned.identity for row in rows if row.heading or row.planned]


def test_what_is_overdue_comes_first_and_everybody_has_their_own(desk: Desk, business: str) -> None:
    day = TODAY.replace
    keep(desk, business, CALLS, Change(owner="Sam Cole", due=day(day=20)))
    keep(desk, business, MONEY, Change(due=day(month=12)))
    keep(desk, business, "gap:deputy", Change(owner="Ada Brandt", status=ActionStatus.DONE))
    lines = plan_of(desk.dossier(business))
    assert text(by_day(lines, TODAY)) == [
        "Overdue", CALLS, "With a day", MONEY, "Done, not yet proven: the next assessment shows it", "gap:deputy",
        "Nothing planned yet", "unknown:notes",
    ]  # fmt: skip
    assert text(by_owner(lines, TODAY)) == [
        "Ada Brandt", "gap:deputy", "Sam Cole", CALLS, "Nobody yet", MONEY, "unknown:notes",
    ]  # fmt: skip


def test_a_change_is_taken_back_one_at_a_time_and_empty_takes_away(desk: Desk, business: str) -> None:
    with desk.session(business) as session:
        sitting = ActionPlan(session)
        sitting.change(MONEY, Change(owner="Sam Cole", due=TODAY))
        sitting.change(MONEY, Change(due="", owner=""))
        assert (plan(desk, business)[MONEY].due, plan(desk, business)[MONEY].owner) == ("", "")
        assert sitting.undo() == MONEY
        assert plan(desk, business)[MONEY].due == TODAY.isoformat()
        assert (sitting.undo(), sitting.can_undo, sitting.undo()) == (MONEY, False, None)
        assert plan(desk, business) == {}


async def test_owner_and_day_are_set_from_the_keyboard_and_taken_back(desk: Desk, business: str) -> None:
    keep(desk, business, CALLS, Change(owner="Robin Vale"))
    async with opened(desk) as user:
        board = await at_board(user)
        await user.keys("f", "d")
        await user.at(ActionScreen)
        await user.types("sometime")
        await user.keys("enter")
        await user.hears(fields.DUE, "a date that exists")
        assert plan(desk, business)[CALLS].due == ""
        await user.fills("in 2 days")
        await user.keys("enter", "escape")
        await user.at(BoardScreen)
        assert plan(desk, business)[CALLS].due == "2026-11-23"
        await user.sees("2026-11-23", "With a day")
        await at_row(user, board, MONEY)
        await user.keys("a")
        await user.types("robin")
        await user.keys("right", "enter", "escape")  # completed from who is named already
        await user.at(BoardScreen)
        assert plan(desk, business)[MONEY].owner == "Robin Vale"
        await user.keys("g")
        await user.sees("Robin Vale  2")
        await user.keys("ctrl+z")
        await user.until(lambda: MONEY not in plan(desk, business), "taken back")
        await user.keys("ctrl+z", "escape")
        await user.at(HomeScreen)
    assert plan(desk, business)[CALLS].due == ""


async def at_row(user: User, board: BoardScreen, identity: str) -> None:
    rows: list[ActionRow] = list(board.rows.rows)
    board.rows.go_to(next(n for n, row in enumerate(rows) if row.planned and row.planned.identity == identity))
    await user.settled()


async def test_a_risk_is_accepted_only_by_somebody_for_a_reason_until_a_day(desk: Desk, business: str) -> None:
    async with opened(desk) as user:
        await at_board(user, MONEY)
        await user.keys("k")
        await user.at(ActionScreen)
        await user.types("Ada Brandt")
        await user.keys("enter")
        await user.sees("The risk is not accepted yet")
        await user.types("Too small")
        await user.keys("enter", "escape")
        await user.sees("Leave again to go without")
        assert plan(desk, business) == {}
        await user.types("yesterday")
        await user.keys("enter")
        await user.hears(fields.UNTIL, "a date")
        await user.fills("in 6 months")
        await user.keys("enter")
        await user.sees("accepted by Ada Brandt until 21 May 2027: Too small")
        kept = plan(desk, business)[MONEY]
        assert (kept.status, kept.approver, kept.expires) == (ActionStatus.ACCEPTED, "Ada Brandt", "2027-05-21")
        await user.clicks("in progress")
        await user.until(lambda: plan(desk, business)[MONEY].status is ActionStatus.IN_PROGRESS, "in progress")
        assert plan(desk, business)[MONEY].approver == ""
        await user.keys("escape")
        await user.at(BoardScreen)


async def test_the_plan_is_changed_with_a_mouse_alone(desk: Desk, business: str) -> None:
    async with opened(desk, size=(140, 40)) as user:
        await user.sees(BUSINESS)
        await user.clicks("actions")
        await user.at(BoardScreen)
        await user.clicks("Nobody may spend money", times=2)
        await user.at(ActionScreen)
        await user.clicks("done, not yet proven")
        await user.until(lambda: MONEY in plan(desk, business), "kept")
        assert plan(desk, business)[MONEY].status is ActionStatus.DONE
        await user.clicks("esc back")
        await user.at(BoardScreen)
        await user.clicks("planned or all")
        await user.sees("the next assessment shows it")
        await user.clicks("esc back")
        await user.at(HomeScreen)


async def test_the_same_opens_from_results_and_from_a_finding(desk: Desk, business: str) -> None:
    async with opened(desk, business) as user:
        results = await user.at(ResultsScreen)
        await user.keys("d")
        await user.at(ActionScreen)
        await user.types("today")
        await user.keys("enter", "escape")
        await user.at(ResultsScreen)
        finding = results.rows.current
        assert finding is not None
        assert plan(desk, business)[finding.identity].due == TODAY.isoformat()
        await user.keys("enter")
        await user.at(FindingScreen)
        await user.sees("due 21 Nov 2026")
        await user.keys("a")
        await user.at(ActionScreen)
        await user.types("Sam Cole")
        await user.keys("escape")
        await user.at(FindingScreen)
        await user.sees("owner Sam Cole")
        await user.keys("escape", "b")
        await user.at(BoardScreen)
        await user.sees("1 action")


async def test_what_proof_closed_and_what_another_program_holds_is_only_read(desk: Desk, business: str) -> None:
    keep(desk, business, CALLS, Change(owner="Robin Vale"))
    with desk.session(business) as session:
        actions = [*session.organisation.actions, Action(finding=MONEY, status=ActionStatus.CLOSED)]
        session.save_actions(actions)
        async with opened(desk) as user:
            await at_board(user, CALLS)
            await user.sees("read only")
            await user.keys("d", "enter")
            screen = await user.at(ActionScreen)
            assert all(field.editor is None for field in screen.form.fields)
            await user.keys("escape")
            await user.at(BoardScreen)
    async with opened(desk) as user:
        await at_board(user, MONEY)
        await user.sees("done, shown by proof")
        await user.keys("d", "enter")
        screen = await user.at(ActionScreen)
        assert all(field.editor is None for field in screen.form.fields)
    assert plan(desk, business)[MONEY].status is ActionStatus.CLOSED
