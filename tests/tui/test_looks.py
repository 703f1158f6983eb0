"""How the screens look, as pictures. A pack of its own, a fixed clock and no version keep them the same.

After a wanted change: run this file with `--snapshot-update` and look at the pictures that changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from readiness.assessment.model import ActionStatus, Answer
from readiness.questionnaire.vocabulary import State
from readiness.session import reassessment
from readiness.session.action_plan import ActionPlan
from readiness.session.place import Desk
from readiness.session.planning import Change
from readiness.tui.app import ReadinessApp
from readiness.tui.screens.board import BoardScreen
from readiness.tui.screens.changes import ChangesScreen
from readiness.tui.screens.comparison import ComparisonScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.leaving import LeavingScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.returning import ReturningScreen
from readiness.tui.screens.section import SectionScreen
from readiness.tui.screens.settings import SettingsScreen
from tests.tui.harness import User
from tests.tui.one_pack import filled, one_pack_desk


class Look(Protocol):
    """Compares a picture of an app with the one that is kept."""

    def __call__(self, app: App[None], *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


def test_home(desk: Desk, snap_compare: Look) -> None:
    filled(desk, "Harbor Dental Group", sealed=True)
    filled(desk, "Lund & Sons Joinery", sealed=False)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(HomeScreen)
        await user.sees("Lund & Sons Joinery", "Critical points closed")

    assert snap_compare(ReadinessApp(desk), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_interview(desk: Desk, snap_compare: Look, size: tuple[int, int]) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=False)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(InterviewScreen)
        await user.sees("The person who leads")
        await user.settled()

    assert snap_compare(ReadinessApp(desk, business), terminal_size=size, run_before=ready)


def test_results(desk: Desk, snap_compare: Look) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(ResultsScreen)
        await user.sees("Findings")
        await user.settled()

    assert snap_compare(ReadinessApp(desk, business), terminal_size=(80, 24), run_before=ready)


def test_the_action_plan(desk: Desk, snap_compare: Look) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True)
    with desk.session(business) as session:
        plan = ActionPlan(session)
        plan.change("unknown:calls", Change(owner="Sam Cole", due=date(2026, 11, 2), note="Ask the agency first"))
        plan.change("gap:money", Change(owner="Dana Ruiz", due=date(2026, 12, 2), status=ActionStatus.IN_PROGRESS))
        plan.change("gap:deputy", Change(owner="Dana Ruiz", status=ActionStatus.DONE))

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.sees("1 action overdue")
        await user.keys("a")
        await user.at(BoardScreen)
        await user.keys("f")

    assert snap_compare(ReadinessApp(desk), terminal_size=(80, 24), run_before=ready)


def test_settings(tmp_path: Path, snap_compare: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    desk = one_pack_desk(Path())
    filled(desk, "Harbor Dental Group", sealed=True)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.sees("Harbor Dental Group")
        await user.keys("comma")
        await user.at(SettingsScreen)

    assert snap_compare(ReadinessApp(desk), terminal_size=(80, 24), run_before=ready)


def test_choosing_what_to_compare(desk: Desk, snap_compare: Look) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True)
    with desk.session(business) as session:
        for number, day in enumerate((date(2026, 5, 21), date(2026, 8, 20))):
            session.start()
            session.answer("money", Answer(state=State.PARTLY if number else State.NO))
            session.seal(as_of=day)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(ResultsScreen)
        await user.keys("c")
        await user.at(ComparisonScreen)
        await user.keys("o")
        await user.at(PickScreen)

    assert snap_compare(ReadinessApp(desk, business), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize("what", ["who-left", "section"])
def test_coming_back(desk: Desk, snap_compare: Look, what: str) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True, as_of=date(2026, 8, 20))
    with desk.session(business) as session:
        returning = reassessment.begin(session)
        if what == "section":
            returning.report([])

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        if what == "section":
            await user.at(ReturningScreen)
            await user.sees("minute")
            await user.keys("end", "enter")
            await user.at(SectionScreen)
        else:
            await user.at(ChangesScreen)
            await user.keys("1")
            places = [f"LEAD-{number:02} The person who leads" for number in range(1, 15)]
            user.app.push_screen(LeavingScreen("Dana Ruiz", places))
            await user.at(LeavingScreen)

    assert snap_compare(ReadinessApp(desk, business), terminal_size=(80, 24), run_before=ready)


def _user(pilot: Pilot[None]) -> User:
    assert isinstance(pilot.app, ReadinessApp)
    return User(pilot.app, pilot)
