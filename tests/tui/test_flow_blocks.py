"""The end of a block of the first hour: stop, take the paper, or go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.session.place import Desk
from readiness.tui.screens.block_end import BlockEndScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.review import ReviewScreen
from tests.tui.harness import draft, kept, known_desk, opened

LAST_OF_MEMORY = "plan.written"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = known_desk(tmp_path)
    settings = desk.workspace.settings
    settings.save(replace(settings.load(), output_folder=str(tmp_path)))
    return desk


def first_hour(desk: Desk, at: str) -> str:
    created = desk.create("Harbor Dental").id
    with desk.session(created) as session:
        session.start("first-hour")
        session.move_to(at)
    return created


def papers(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.pdf")]


async def test_after_the_last_question_of_a_block_its_paper_is_offered(desk: Desk, tmp_path: Path) -> None:
    business = first_hour(desk, LAST_OF_MEMORY)
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.sees("1/4 From memory · 12 of 12")
        await user.keys("3", "enter")
        ended = await user.at(BlockEndScreen)
        await user.sees("From memory  1 of 12 answered", "You can stop here. Your contact card")
        await user.keys("down")
        await user.sees("Contact card: a draft as a PDF, into")
        await user.keys("down")
        await user.sees("Go on: Policy on the desk, about", "Have in hand: The insurance policy")
        assert papers(tmp_path) == []
        await user.keys("o")
        await user.until(lambda: ended._written is not None, "the paper")
        await user.sees("Written: ")
        await user.keys("g")
        await user.at(InterviewScreen)
        assert screen.course.item == "insurer.notice-rule"
        await user.sees("2/4 Policy on the desk · 1 of 7")
    assert kept(desk, business, LAST_OF_MEMORY).state == "no"
    assert papers(tmp_path) == ["harbor-dental-draft-contact-card-2026-11-21.pdf"]


async def test_enter_stops_writes_nothing_and_goes_on_with_the_next_block_another_day(
    desk: Desk, tmp_path: Path
) -> None:
    business = first_hour(desk, LAST_OF_MEMORY)
    async with opened(desk, business) as user:
        await user.interview()
        await user.burst("3", "enter", "enter")
        await user.at(BlockEndScreen)
        await user.keys("enter")
        await user.at(HomeScreen)
        assert draft(desk, business).position == "insurer.notice-rule"
        await user.keys("enter")
        screen = await user.interview()
        assert screen.course.item == "insurer.notice-rule"
    assert papers(tmp_path) == []


async def test_back_keeps_the_place_and_the_last_block_leads_to_the_review(desk: Desk) -> None:
    business = first_hour(desk, "counsel.who-must-be-told")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("pagedown")
        await user.at(BlockEndScreen)
        await user.keys("escape")
        await user.at(InterviewScreen)
        assert screen.course.item == "counsel.who-must-be-told"
        await user.keys("u", "enter")
        await user.at(BlockEndScreen)
        await user.sees("Look it over and finish")
        await user.keys("g")
        await user.at(ReviewScreen)


async def test_a_folder_that_cannot_be_written_to_is_said(desk: Desk, tmp_path: Path) -> None:
    settings = desk.workspace.settings
    settings.save(replace(settings.load(), output_folder=str(tmp_path / "gone")))
    business = first_hour(desk, "counsel.who-must-be-told")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("pagedown")
        await user.at(BlockEndScreen)
        await user.keys("o")
        await user.sees("! ")
        await user.sees(str(tmp_path / "gone")[:20])
        await user.keys("h")
        await user.at(HomeScreen)
