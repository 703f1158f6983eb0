"""Answering: by every key and by mouse, with facts, proof, notes, flags; what was stored is read back from disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assessment.model import Answer, Evidence
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.screens.ask import AskScreen
from readiness.tui.screens.help import HelpScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.note import NoteScreen
from readiness.tui.screens.pick import PickScreen
from tests.session.desk import desk_in
from tests.tui.harness import USER, draft, kept, known_desk, opened, with_draft

WIDE = (140, 40)
YES = Answer(state=State.YES)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


async def test_every_key_that_answers(desk: Desk) -> None:
    business = with_draft(desk, at="insurer.consent")
    async with opened(desk, business) as user:
        await user.interview()
        for key, state in (("1", State.YES), ("2", State.PARTLY), ("3", State.NO), ("u", State.UNKNOWN)):
            await user.keys(key)
            assert kept(desk, business, "insurer.consent").state is state
        await user.sees("saved 09:30:00 ✓", "First step:")
        await user.keys("up", "up")
        assert kept(desk, business, "insurer.consent").state is State.UNKNOWN
        await user.keys("enter")
        assert kept(desk, business, "insurer.consent").state is State.PARTLY


async def test_arrows_alone_answer_nothing_and_enter_alone_neither(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("enter")
        await user.sees("Choose an answer first. Not sure? Press u.")
        assert screen.course.item == "leader.named"
        await user.keys("down", "down", "up")
        assert draft(desk, business).answers == {}
        await user.keys("down", "down", "enter")
        assert kept(desk, business, "leader.named").state is State.NO
        assert screen.course.item == "leader.deputy"


async def test_an_arrow_on_no_shows_the_first_step_before_enter_gives_it(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        screen = await user.interview()
        step = screen.course.interview.reading.index.checks["leader.named"].first_step.split()[:3]
        await user.keys("down", "down")
        assert not user.reads("First step:")
        await user.keys("down")
        await user.sees("First step: " + " ".join(step))
        assert draft(desk, business).answers == {}
        await user.keys("up")
        assert not user.reads("First step:")


async def test_an_arrow_that_comes_when_the_question_has_gone_does_nothing(desk: Desk) -> None:
    business = desk.create("Lund Joinery").id
    async with opened(desk, business) as user:
        screen = await user.begins()
        screen.pane.answers.action_move(1)
        await user.settled()
        assert screen.pane.answers.under_cursor is None


async def test_all_that_is_said_about_a_field_can_be_read_at_80_columns(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.deputy": YES}, at="leader.deputy")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("tab", "tab", "f1")
        await user.sees("Deputy decides after", "Write 30m, 4h, 2 days or 3 weeks.")
        await user.keys("escape", "escape", "f1")
        await user.sees("Words in this question")
    other = desk.create("Lund Joinery").id
    async with opened(desk, other) as user:
        await user.begins()
        await user.keys("tab", "f1")
        await user.sees("Whose data do you keep", "even for a handful.")


async def test_clicks_answer_open_sections_and_press_keys(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.clicks("Partly")
        assert kept(desk, business, "leader.named").state is State.PARTLY
        await user.clicks("I don't know")
        assert kept(desk, business, "leader.named").state is State.UNKNOWN
        await user.clicks("pgdn skip")
        assert screen.course.item == "leader.deputy"
        await user.clicks("Lawyer")
        assert screen.course.group is not None
        assert screen.course.group.id.startswith(("counsel", "about:before-counsel"))


async def test_keys_faster_than_the_disk_answer_the_question_they_meet(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.burst("3", "enter", "u", "enter", "3", "enter")
        assert screen.course.item == "leader.spending-limit"
        states = {id: one.state for id, (one,) in draft(desk, business).answers.items()}
    expected = {"leader.named": State.NO, "leader.deputy": State.UNKNOWN, "leader.decision-rights": State.NO}
    assert states == expected


async def test_facts_and_proof(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business, size=WIDE) as user:
        screen = await user.interview()
        await user.keys("1", "enter")
        await user.types("Dana Ruiz, practice manager")
        await user.keys("enter")
        await user.types("12 Mar 2026")
        await user.keys("enter")
        await user.types("Signed note, in the safe")
        await user.keys("enter")
        await user.types("today")
        await user.keys("enter")
        assert screen.course.item == "leader.deputy"
    (person,) = draft(desk, business).people
    assert (person.name, person.role) == ("Dana Ruiz", "practice manager")
    answer = kept(desk, business, "leader.named")
    assert answer.facts == {"leader.person": person.id, "leader.appointed_on": "2026-03-12"}
    assert [(one.description, one.dated) for one in answer.evidence] == [("Signed note, in the safe", "2026-11-21")]


async def test_a_wrong_value_is_explained_not_stored_and_not_lost(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.named")
    async with opened(desk, business, size=WIDE) as user:
        screen = await user.interview()
        await user.keys("tab", "tab")
        await user.types("2026-02-30")
        await user.keys("enter")
        await user.hears("leader.appointed_on", "a date that exists is needed, such as 2026-03-12")
        assert kept(desk, business, "leader.named").facts == {}
        await user.keys("escape", "pagedown")
        assert screen.course.item == "leader.deputy"
        await user.keys("b")
        assert user.field("leader.appointed_on").raw == "2026-02-30"
        await user.hears("leader.appointed_on", "a date that exists is needed")
        await user.keys("tab", "tab")
        await user.fills("2026-02-27")
        await user.keys("escape")
        assert not user.field("leader.appointed_on").query_one(".fact-message").display
        assert kept(desk, business, "leader.named").facts == {"leader.appointed_on": "2026-02-27"}
        await user.keys("tab", "tab")
        await user.fills("2027-02-27")
        await user.keys("escape")
        assert user.field("leader.appointed_on").raw == "2027-02-27"
        await user.hears("leader.appointed_on", "a date that is not in the future is needed")
        assert kept(desk, business, "leader.named").facts == {"leader.appointed_on": "2026-02-27"}


async def test_a_note_and_a_flag(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("n")
        await user.at(NoteScreen)
        await user.types("Ask Sam first.")
        await user.keys("escape")
        await user.at(InterviewScreen)
        await user.sees("Note: Ask Sam first.")
        await user.keys("f")
        await user.sees("Flagged to look at again.")
        stored = draft(desk, business)
        assert stored.flags == ["leader.named"]
        assert (stored.answers["leader.named"][0].note, stored.answers["leader.named"][0].state) == (
            "Ask Sam first.",
            None,
        )
        await user.keys("f", "3")
    assert draft(desk, business).flags == []
    assert kept(desk, business, "leader.named").note == "Ask Sam first."
    assert kept(desk, business, "leader.named").state is State.NO


async def test_doesnt_apply_needs_a_reason(desk: Desk) -> None:
    business = with_draft(desk, at="insurer.consent")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("x")
        await user.at(AskScreen)
        await user.keys("enter")
        await user.at(InterviewScreen)
        assert draft(desk, business).answers == {}
        await user.keys("x")
        await user.at(AskScreen)
        await user.types("We buy no cover.")
        await user.keys("enter")
        await user.at(InterviewScreen)
        await user.sees("Doesn't apply: We buy no cover.")
        answer = kept(desk, business, "insurer.consent")
        assert (answer.state, answer.reason) == (State.NOT_APPLICABLE, "We buy no cover.")
        await user.goes_to("leader.named")
        await user.keys("x")
        await user.sees("This one applies to every business.")
    assert "leader.named" not in draft(desk, business).answers


async def test_back_find_and_undo(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.deputy")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("3", "b")
        assert screen.course.item == "leader.named"
        assert kept(desk, business, "leader.deputy").state is State.NO
        await user.keys("slash")
        await user.at(PickScreen)
        await user.types("printed form")
        await user.keys("enter")
        await user.interview()
        await user.until(lambda: screen.course.item.startswith("leader.") and screen.course.item != "leader.named")
        assert "printed form" in screen.course.question().title
        await user.keys("ctrl+z")
        assert screen.course.item == "leader.deputy"
        assert "leader.deputy" not in draft(desk, business).answers


async def test_an_answer_that_hides_others_says_so_and_keeps_them(desk: Desk) -> None:
    answers = {
        "profile.policy": Answer(facts={"profile.policy": "own_policy"}),
        "insurer.notice-rule": Answer(state=State.NO),
    }
    business = with_draft(desk, answers=answers, at="profile.staff")
    before = draft(desk, business).answers
    async with opened(desk, business, size=(100, 50)) as user:
        screen = await user.interview()
        assert screen.course.check is None
        await user.clicks("No, there is none")
        await user.sees("Not asked any more, but kept:")
        assert kept(desk, business, "profile.policy").facts == {"profile.policy": "none"}
        assert draft(desk, business).answers["insurer.notice-rule"] == before["insurer.notice-rule"]
        await user.clicks("Yes, a separate policy")
        await user.sees("Asked again, with its answer:")
    assert draft(desk, business).answers == before


async def test_two_people_answer_the_same_question(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.named")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("w")
        await user.at(PickScreen)
        await user.types("Sam Okafor")
        await user.keys("enter")
        await user.interview()
        await user.sees("Sam Okafor answers · ", "The assessor answered: yes")
        await user.keys("3")
    stored = draft(desk, business)
    (sam,) = stored.people
    assert sam.name == "Sam Okafor"
    assert {one.respondent: one.state for one in stored.answers["leader.named"]} == {
        "": State.YES,
        sam.id: State.NO,
    }


async def test_it_resumes_where_it_was_closed(desk: Desk, tmp_path: Path) -> None:
    business = with_draft(desk)
    async with opened(desk, business) as user:
        await user.goes_to("leader.spending-limit")
        await user.keys("2", "tab")
        await user.types("25k EUR")
    again = desk_in(tmp_path / "workspace")
    async with opened(again, business) as user:
        screen = await user.interview()
        assert screen.course.item == "leader.spending-limit"
        await user.sees("◐ 2  Partly")
    assert kept(again, business, "leader.spending-limit").state is State.PARTLY


async def test_home_keeps_what_is_still_in_a_field(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.named")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("tab")
        await user.types("Dana Ruiz")
        await user.keys("escape", "h")
        home = await user.at(HomeScreen)
        await user.sees("draft, 1 of 110", "resume")
        assert home.current is not None
        await user.keys("enter")
        screen = await user.interview()
        assert screen.course.item == "leader.named"
    assert [person.name for person in draft(desk, business).people] == ["Dana Ruiz"]


async def test_proof_that_a_file_brought_stays_beside_what_is_typed(desk: Desk) -> None:
    two = [Evidence(description="minute", dated="2026-03-12"), Evidence(description="photo", dated="2026-04-01")]
    business = with_draft(desk, answers={"leader.named": Answer(state=State.YES, evidence=two)}, at="leader.named")
    async with opened(desk, business, size=WIDE) as user:
        await user.interview()
        await user.keys("tab", "tab", "tab")
        await user.fills("signed minute")
        await user.keys("enter")
    evidence = kept(desk, business, "leader.named").evidence
    assert [(one.description, one.dated) for one in evidence] == [
        ("signed minute", "2026-03-12"),
        ("photo", "2026-04-01"),
    ]


async def test_a_sensitive_fact_is_not_asked_for_but_says_where_it_belongs(desk: Desk) -> None:
    index = desk.packs.offered()
    check = next(check for check in index.checks.values() for fact in check.facts if fact.sensitive)
    fact = next(fact for fact in check.facts if fact.sensitive)
    state = fact.asked_when[0]
    business = with_draft(desk, answers={check.id: Answer(state=state)}, at=check.id)
    async with opened(desk, business, size=WIDE) as user:
        await user.interview()
        field = user.field(fact.id)
        assert field.editor is None
        await user.sees(fact.sensitive_where, within=field.query_one(".fact-locked"))


async def test_who_leads_is_the_user_of_the_workspace(desk: Desk) -> None:
    business = desk.create("Lund Joinery").id
    async with opened(desk, business) as user:
        await user.begins()
    assert draft(desk, business).assessor.name == USER


async def test_help_lists_every_key_in_this_program_s_words(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business, size=(80, 60)) as user:
        await user.interview()
        await user.keys("f2")
        await user.at(HelpScreen)
        await user.sees("The next field or list")
        assert not user.reads("Focus")
        await user.keys("escape")
        await user.keys("h")
        await user.at(HomeScreen)
        await user.keys("question_mark")
        await user.at(HelpScreen)
        await user.sees("The next field or list")
        assert not user.reads("Focus")
