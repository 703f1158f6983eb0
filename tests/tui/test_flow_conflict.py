"""An answer that contradicts another says so where it is given, with a key to the other question."""

from __future__ import annotations

from pathlib import Path

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from tests.plain.talk import talk
from tests.session.desk import desk_in
from tests.tui.harness import kept, known_desk, opened, with_draft

LIMIT = Answer(state=State.YES, facts={"leader.spend_limit": "25000 USD"})
PRICE = Answer(state=State.YES, facts={"response_firm.minimum": "40000 USD"})


async def test_the_conflict_is_said_there_and_a_key_leads_to_the_other_question(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk, answers={"leader.spending-limit": LIMIT, "response-firm.price": PRICE})
    async with opened(desk, business) as user:
        screen = await user.goes_to("response-firm.price")
        await user.sees("≠ Doesn't fit together: The leader can sign for up to 25,000 USD.", "o other question")
        await user.keys("o")
        await user.until(lambda: screen.course.item == "leader.spending-limit", "the other question")
        await user.sees("≠ Doesn't fit together: The leader can sign for up to 25,000 USD.")
        await user.keys("o")
        await user.until(lambda: screen.course.item == "response-firm.price", "and back")
        await user.keys("3")
        await user.until(lambda: not user.reads("Doesn't fit together"), "a conflict that is gone")
        assert not user.reads("other question")
        await user.goes_to("evidence.imaging")
        assert not user.reads("other question")


async def test_enter_stays_where_a_conflict_comes_up(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    before = Answer(state=State.NO, facts=PRICE.facts)
    answers = {"leader.spending-limit": LIMIT, "response-firm.price": before}
    business = with_draft(desk, answers=answers, at="response-firm.price")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("up", "enter")
        await user.sees("≠ Doesn't fit together:")
        assert screen.course.item == "response-firm.price"
        await user.keys("enter")
        assert screen.course.item != "response-firm.price"
    assert kept(desk, business, "response-firm.price").state is State.PARTLY


def test_line_by_line_it_is_said_with_the_code_of_the_other(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    business = with_draft(desk, answers={"leader.spending-limit": LIMIT, "response-firm.price": PRICE})
    with desk.session(business) as session:
        session.move_to("response-firm.price")
    said = talk(tmp_path, "y", "y", "q", organisation="Harbor Dental")
    assert "Doesn't fit together: The leader can sign for up to 25,000 USD." in said
    assert "g LEAD-04 goes to the other answer." in said
