"""Any two assessments beside each other: the last two at first, others from a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.assessment.model import Answer, Summary
from readiness.questionnaire.vocabulary import State
from readiness.session.comparing import Choice
from readiness.session.place import Desk
from readiness.tui.comparison_rows import choosable
from readiness.tui.screens.comparison import ComparisonScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.results import ResultsScreen
from tests.tui.harness import opened
from tests.tui.one_pack import filled, one_pack_desk

DAYS = (date(2026, 2, 20), date(2026, 5, 21), date(2026, 8, 20))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return one_pack_desk(tmp_path)


def with_years(desk: Desk) -> str:
    """The id of an organisation that was assessed on three days before today."""
    business = filled(desk, "Harbor Dental Group", sealed=True)
    with desk.session(business) as session:
        for number, day in enumerate(DAYS):
            session.start()
            session.answer("money", Answer(state=State.PARTLY if number else State.NO))
            session.seal(as_of=day)
    return business


def chosen(*days: date) -> list[Choice]:
    rows = (
        Summary(
            id=day.isoformat(), as_of=day.isoformat(), scope="full", band="", in_place=50, proven=0,
            critical_closed=0, critical_asked=0,
        )
        for day in days
    )  # fmt: skip
    return [Choice(row, "1.0.0") for row in rows]


def test_what_is_offered_lies_on_the_right_side_and_stays_short_of_nothing() -> None:
    listed = chosen(*(date.fromordinal(739_000 + 90 * n) for n in range(200)))
    first, second = listed[10].row.id, listed[20].row.id
    older, newer = (choosable(listed, first, second, newer=side) for side in (False, True))
    assert [one.id for one in older] == [one.row.id for one in reversed(listed[:20])]
    assert [one.id for one in newer] == [one.row.id for one in reversed(listed[11:])]
    assert (older[0].before, older[0].label) == (listed[19].row.as_of, "in place 50 · version 1.0.0")


async def test_any_two_are_compared(desk: Desk) -> None:
    async with opened(desk, with_years(desk)) as user:
        await user.at(ResultsScreen)
        await user.sees("Findings 4", "compare")
        await user.keys("c")
        screen = await user.at(ComparisonScreen)
        await user.sees("2026-08-20 → 2026-11-21")
        await user.keys("o")
        await user.at(PickScreen)
        await user.sees("Which is the older one?", "2026-02-20", "version 1")
        await user.types("02-20")
        await user.keys("enter")
        await user.sees("2026-02-20 → 2026-11-21")
        await user.keys("n")
        await user.at(PickScreen)
        await user.keys("down", "down", "enter")
        await user.sees("2026-02-20 → 2026-05-21", "Better", within=screen)
        await user.keys("n", "escape")
        await user.at(ComparisonScreen)
        await user.sees("2026-02-20 → 2026-05-21")
        await user.keys("escape")
        await user.at(ResultsScreen)


async def test_two_leave_nothing_to_choose(desk: Desk) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True)
    with desk.session(business) as session:
        session.start()
        session.seal(as_of=DAYS[0])
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("c")
        screen = await user.at(ComparisonScreen)
        assert not screen.offers("choose", (True,))
        await user.keys("o")
        assert user.app.screen is screen
