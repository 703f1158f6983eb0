"""Walking through a part of the questions only."""

from __future__ import annotations

from pathlib import Path

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from readiness.tui.finding_places import WORD
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.reading import ReadingScreen
from readiness.tui.screens.review import ReviewScreen
from tests.tui.harness import kept, known_desk, opened, with_draft

GIVEN = {
    "leader.named": Answer(state=State.UNKNOWN),
    "leader.deputy": Answer(state=State.YES),
    "leader.trigger": Answer(state=State.UNKNOWN),
    "plan.written": Answer(state=State.UNKNOWN),
}


async def test_next_and_back_walk_only_through_what_fits_until_esc(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk, answers=GIVEN, at="leader.deputy")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("v")
        await user.at(PickScreen)
        await user.sees("all questions", "not answered", "mine, as owner", "yes without proof")
        await user.types("know")
        await user.keys("enter")
        await user.at(InterviewScreen)
        await user.until(lambda: screen.course.item == "leader.trigger", "the next one that fits")
        await user.sees("only: I don't know · 2 of 3")
        await user.keys("b")
        assert screen.course.item == "leader.named"
        await user.keys("3", "enter")
        assert screen.course.item == "leader.trigger"
        await user.keys("b")
        assert screen.course.item == "leader.named"
        await user.keys("escape")
        await user.sees("The person in charge · 1 of 14")
        await user.keys("pagedown")
        assert screen.course.item == "leader.deputy"
    assert kept(desk, business, "leader.named").state is State.NO


async def test_after_the_last_one_comes_the_review_and_the_palette_knows_the_parts(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk, answers=GIVEN, at="plan.written")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("ctrl+p")
        await user.types("only what is not answered")
        await user.keys("enter")
        await user.at(PickScreen)
        await user.types("don't know")
        await user.keys("enter")
        await user.interview()
        await user.sees("only: I don't know · 3 of 3")
        await user.keys("pagedown")
        await user.at(ReviewScreen)
        await user.keys("escape")
        await user.interview()
        await user.keys("v", "enter")
        await user.interview()
        assert screen.course.only == "unknown"
        await user.keys("v")
        await user.at(PickScreen)
        await user.types("all questions")
        await user.keys("enter")
        await user.interview()
        assert screen.course.only is None


async def test_find_covers_questions_details_notes_and_words(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    limit = Answer(state=State.YES, facts={"leader.spend_limit": "25000 USD"}, note="Asked the accountant twice.")
    business = with_draft(desk, answers={"leader.spending-limit": limit}, at="plan.written")
    async with opened(desk, business) as user:
        screen = await user.interview()
        for typed in ("accountant twice", "25,000"):
            await user.goes_to("plan.written")
            await user.keys("slash")
            await user.at(PickScreen)
            await user.types(typed)
            await user.keys("enter")
            await user.until(lambda: screen.course.item == "leader.spending-limit", typed)
        await user.keys("slash")
        window = await user.at(PickScreen)
        await user.types("dwell time")
        words = [row.id.startswith(WORD) for row in window._rows.rows]
        await user.keys(*["down"] * words.index(True), "enter")
        await user.at(ReadingScreen)
        await user.keys("escape")
        await user.interview()
