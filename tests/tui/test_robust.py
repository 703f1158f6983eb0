"""Whatever is done to it: a paste without end, a key held down, sizes that never rest, a disk that fills up."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Size

from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.palette import Palette
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.note import NoteScreen
from readiness.tui.screens.review import ReviewScreen
from tests.torture.monkey import torment
from tests.tui.harness import SMALL, draft, kept, opened
from tests.tui.one_pack import filled, one_pack_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


@pytest.fixture
def business(desk: Desk) -> str:
    return filled(desk, "Harbor Dental", sealed=False)


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing longer than a few bytes can be written."""
    before, writes = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    # A module that is compiled meanwhile must not be kept by half.
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_keys_at_any_time(seed: int) -> None:
    torment(seed * 1_000, 500)


async def test_a_paste_of_100_kb_is_no_more_than_a_value_that_is_too_long(desk: Desk, business: str) -> None:
    text = "[red]Ruiz 港 " * 8_000
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("tab")
        await user.pastes(text)
        await user.keys("enter", "escape", "n")
        await user.at(NoteScreen)
        await user.pastes(text)
        await user.keys("escape")
        await user.settled()
        if isinstance(user.app.screen, NoteScreen):
            await user.sees("esc now goes without it")
            await user.keys("escape")
        await user.at(InterviewScreen)
        await user.keys("2")
        await user.sees("▸ ◐ 2  Partly")
    assert kept(desk, business, "lead").state is State.PARTLY


async def test_a_key_that_is_held_down(desk: Desk, business: str) -> None:
    async with opened(desk, business) as user:
        await user.interview()
        await user.burst(*["2"] * 30, *["down", "up"] * 100)
        await user.sees("▸ ◐ 2  Partly")
        assert kept(desk, business, "lead").state is State.PARTLY
        await user.burst(*["pagedown"] * 30)
        assert isinstance(user.app.screen, InterviewScreen | ReviewScreen)
    assert {item: given[0].state for item, given in draft(desk, business).answers.items()}["money"] is State.NO


async def test_500_sizes_in_a_row_keep_place_and_focus(desk: Desk, business: str) -> None:
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("tab")
        await user.types("Dana R")
        place, focused = screen.course.item, screen.focused
        for number in range(500):
            size = Size(20 + number * 7 % 180, 5 + number * 3 % 55)
            user.app.post_message(events.Resize(size, size))
        await user.resizes(*SMALL)
        assert (screen.course.item, screen.focused) == (place, focused)
        assert {len(line) for line in user.lines} == {SMALL[0]}
        await user.types("uiz")
        await user.keys("enter")
    assert [one.name for one in draft(desk, business).people] == ["Dana Ruiz"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of that kind on Windows")
async def test_a_click_where_the_window_was_before_it_shrank(desk: Desk, business: str) -> None:
    async with opened(desk, size=(140, 40)) as user:
        await user.sees("Harbor Dental")
        await user.keys("ctrl+p")
        palette = await user.at(Palette)
        await user.resizes(40, 10)
        palette.post_message(events.Click(palette, 120, 35, 0, 0, 1, False, False, False, 120, 35))
        await user.keys("escape")
        await user.at(HomeScreen)


async def test_a_disk_that_fills_up_in_mid_answer(desk: Desk, business: str) -> None:
    async with opened(desk, business) as user:
        await user.interview()
        with full_disk():
            await user.keys("3")
            await user.sees("not saved !")
            assert kept(desk, business, "lead").state is State.YES
            await user.keys("n")
            await user.at(NoteScreen)
            await user.types("Ask Dana")
            await user.keys("ctrl+s")
            await user.sees("esc now goes without it")
            await user.keys("ctrl+s")
            await user.sees("esc now goes without it", "Ask Dana")
        await user.keys("ctrl+s")
        await user.at(InterviewScreen)
        await user.keys("3")
        await user.sees("▸ ✗ 3  No", "saved")
        await user.keys("h")
        await user.at(HomeScreen)
    answer = kept(desk, business, "lead")
    assert (answer.state, answer.note) == (State.NO, "Ask Dana")
