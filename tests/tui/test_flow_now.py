"""Something is happening now: from Home, from the very first screen, beside another process; nothing is stored."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from readiness.session.place import Desk
from readiness.tui.screens.ask import AskScreen
from readiness.tui.screens.first_run import FirstRunScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.now import NowScreen
from readiness.tui.screens.pick import PickScreen
from tests.session.desk import desk_in
from tests.tui.harness import known_desk, opened, with_sample


def stored(desk: Desk) -> dict[str, str]:
    files = (path for path in desk.workspace.path.rglob("*") if path.is_file())
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}


def sheets(folder: Path) -> list[Path]:
    return list(folder.glob("*.pdf"))


async def test_it_opens_from_home_while_another_process_has_the_organisation(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with desk.session(with_sample(desk)):
        before = stored(desk)
        async with opened(desk) as user:
            await user.keys("N")
            await user.at(NowScreen)
            await user.sees("Now · Harbor Dental Group", "Noticed Sat 21 Nov 2026 09:30 UTC", "Dana Ruiz")
            await user.keys("2")
            await user.sees("17:30 The owner or the board hears of it")
            await user.keys("t")
            await user.at(AskScreen)
            await user.types("soon")
            await user.keys("enter")
            await user.sees("a time that has passed is needed")
            await user.fills("yesterday 22:00")
            await user.keys("enter")
            await user.at(NowScreen)
            await user.sees("06:00 The owner or the board hears of it ✗ passed")
            await user.keys("3")
            await user.sees("May apply; ask counsel.", "Mon 22:00 Insurer")
            await user.resizes(140, 40)
            await user.sees("Then call, in this order")
            await user.keys("escape")
            await user.at(HomeScreen)
        assert stored(desk) == before


async def test_on_the_very_first_screen_it_shows_the_general_steps_and_writes_both_sheets(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "workspace")
    before = stored(desk)
    async with opened(desk) as user:
        await user.at(FirstRunScreen)
        await user.keys("N")
        await user.at(NowScreen)
        await user.sees("** NOT SET **", "Unplug the network cable")
        await user.keys("o")
        await user.at(AskScreen)
        await user.fills(str(tmp_path))
        await user.keys("enter")
        await user.sees("Written into ", "general-draft-first-72-hours")
        await user.keys("escape")
        await user.at(FirstRunScreen)
    assert stored(desk) == before
    assert len(sheets(tmp_path)) == 2


async def test_started_with_it_one_of_several_is_picked(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    desk.create("Lund Joinery")
    desk.create("Northwind Freight")
    async with opened(desk, opens="now") as user:
        await user.at(PickScreen)
        await user.types("north")
        await user.keys("enter")
        await user.at(NowScreen)
        await user.sees("Now · Northwind Freight")
