"""Lists that are chosen from with a digit: nothing of a label is cut off, and every key is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.session import reassessment
from readiness.session.place import Desk
from readiness.tui.screens.begin import BeginScreen
from readiness.tui.screens.changes import ChangesScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.leaving import LeavingScreen
from readiness.tui.screens.pick import PickScreen
from tests.tui.harness import draft, opened
from tests.tui.one_pack import filled, one_pack_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


async def test_a_long_change_takes_two_lines_and_either_of_them_a_click(desk: Desk) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True, as_of=date(2026, 8, 20))
    with desk.session(business) as session:
        reassessment.begin(session)
    async with opened(desk, business) as user:
        changes = await user.at(ChangesScreen)
        await user.sees("or has a new job", within=changes.ticks)
        await user.keys("down")
        assert changes.ticks.number == 1
        await user.clicks("new job")
        assert (changes.ticks.ticked, changes.ticks.number) == (("left",), 0)
        await user.resizes(140, 40)
        assert len(changes.ticks.rows) == 2
        await user.keys("enter")
        await user.at(PickScreen)
        await user.sees("esc that is all")
        await user.keys("escape")
        await user.until(lambda: draft(desk, business).reported == ["left"], "kept")


async def test_every_place_of_somebody_who_left_can_be_read_with_the_keyboard(desk: Desk) -> None:
    desk.create("Harbor Dental Group")
    async with opened(desk) as user:
        await user.at(HomeScreen)
        window = LeavingScreen("Dana Ruiz", [f"LEAD-{number:02}" for number in range(1, 30)])
        user.app.push_screen(window)
        await user.at(LeavingScreen)
        await user.sees("pgdn more places")
        await user.keys("pagedown", "pagedown", "pagedown", "pagedown")
        await user.sees("LEAD-29")


async def test_a_digit_begins(desk: Desk) -> None:
    business = desk.create("Harbor Dental Group").id
    async with opened(desk, business) as user:
        await user.at(BeginScreen)
        await user.keys("9", "1")
        await user.at(InterviewScreen)
