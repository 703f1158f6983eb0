"""Show it: through every yes without proof, asking for the proof and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assessment.model import Answer, Evidence, Person
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.review import ReviewScreen
from readiness.tui.screens.show import ShowScreen
from tests.tui.harness import draft, kept, known_desk, opened, with_draft, with_sample

YES, NO = Answer(state=State.YES), Answer(state=State.NO)
GIVEN = {
    "plan.written": YES,
    "leader.named": Answer(state=State.YES, evidence=[Evidence(description="Signed note", dated="2026-03-12")]),
    "leader.deputy": NO,
    "leader.trigger": Answer(state=State.PARTLY),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


async def test_only_claims_without_proof_are_gone_through_and_only_proof_is_asked(desk: Desk) -> None:
    business = with_draft(desk, answers=GIVEN, at="leader.deputy")
    async with opened(desk) as user:
        await user.keys("e")
        screen = await user.at(ShowScreen)
        await user.sees("show it · The person in charge · 1 of 2", "Have in hand: The signed notes", "0 of 2 shown")
        await user.sees("What would show it: ")
        assert screen.course.item == "leader.trigger"
        await user.types("The page on the wall, hall")
        await user.keys("enter")
        await user.types("12 Mar 2026")
        await user.keys("enter")
        assert screen.course.item == "plan.written"
        await user.sees("1 of 2 shown")
        await user.keys("enter", "enter")
        await user.at(HomeScreen)
        await user.sees("1 of 2 is shown now.")
        assert draft(desk, business).position == "leader.deputy"
        await user.keys("e")
        await user.at(ShowScreen)
        await user.sees("1 of 1")
    (evidence,) = kept(desk, business, "leader.trigger").evidence
    assert (evidence.description, evidence.dated) == ("The page on the wall, hall", "2026-03-12")
    assert kept(desk, business, "leader.trigger").state is State.PARTLY
    assert kept(desk, business, "plan.written").evidence == []


async def test_what_is_not_so_can_be_changed_there(desk: Desk) -> None:
    business = with_draft(desk, answers=GIVEN, at="leader.deputy")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("r")
        await user.at(ReviewScreen)
        await user.keys("e")
        screen = await user.at(ShowScreen)
        await user.keys("escape", "c", "3")
        await user.sees("First step:")
        assert kept(desk, business, "leader.trigger").state is State.NO
        assert screen.pane.form.fields == []
        await user.keys("enter")
        assert screen.course.item == "plan.written"
        await user.keys("escape", "escape")
        await user.at(ReviewScreen)


async def test_from_a_finished_assessment_a_draft_begins(desk: Desk) -> None:
    business = with_sample(desk)
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("e")
        screen = await user.at(ShowScreen)
        await user.sees("This is a new draft")
        item = screen.course.item
        await user.types("Minute in the safe")
        await user.keys("enter")
        await user.types("2026-11-20")
        await user.keys("enter", "escape", "escape")
        await user.at(ResultsScreen)
    given = draft(desk, business)
    assert given.previous
    assert any(one.description == "Minute in the safe" for one in given.answers[item][0].evidence)


async def test_with_nothing_to_show_it_says_so(desk: Desk) -> None:
    with_draft(desk, answers={"leader.deputy": NO})
    async with opened(desk) as user:
        await user.keys("e")
        await user.sees("Nothing is left to show")
        await user.at(HomeScreen)


async def test_a_claim_of_somebody_else_is_shown_in_the_name_of_whoever_answers_now(desk: Desk) -> None:
    business = with_draft(desk)
    with desk.session(business) as session:
        sam = session.person(Person(id="", name="Sam Okafor")).id
        session.respondent = sam
        session.answer("leader.trigger", YES)
    async with opened(desk) as user:
        await user.keys("e")
        await user.at(ShowScreen)
        await user.types("The page")
        await user.keys("enter", "escape")
    answers = {one.respondent: one for one in draft(desk, business).answers["leader.trigger"]}
    assert {who: one.state for who, one in answers.items()} == {sam: State.YES, "": State.YES}
    assert [one.description for one in answers[""].evidence] == ["The page"]
