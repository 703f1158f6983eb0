"""Coming back a quarter later: what has changed, what is asked again, one confirmation a section, and what is kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from readiness.assessment.comparison import Class
from readiness.assessment.comparison_words import class_words, percent, signed
from readiness.assessment.model import Action, ActionStatus, Origin
from readiness.exchange.answers import read_answers
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import State
from readiness.session import reassessment
from readiness.session.comparing import compared
from readiness.session.place import Desk
from readiness.session.profile import archive
from readiness.tui.screens.changes import ChangesScreen
from readiness.tui.screens.comparison import ComparisonScreen
from readiness.tui.screens.finish import FinishScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview_again import AgainScreen
from readiness.tui.screens.leaving import LeavingScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.returning import ReturningScreen
from readiness.tui.screens.review import ReviewScreen
from readiness.tui.screens.section import SectionScreen
from tests.session.desk import TODAY
from tests.tui.harness import SAMPLE, User, draft, kept, known_desk, opened

HISTORY = sorted(SAMPLE.parent.glob("harbor-history-*.yaml"))
BEFORE = "2026-08-20"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


def with_history(desk: Desk, quarters: int = 1) -> str:
    """The id of the organisation of the examples, assessed in the last quarters before this one."""
    created = ""
    for path in HISTORY[-quarters:]:
        submission = read_answers(path, desk.packs.offered, TODAY)
        created = created or desk.create(submission.organisation).id
        with desk.session(created) as session:
            session.add_sealed(submission.assessment, submission.index)
    return created


def begun(desk: Desk, *, nothing_changed: bool = True) -> str:
    """The same with a re-assessment under way."""
    created = with_history(desk)
    with desk.session(created) as session:
        visit = reassessment.begin(session)
        if nothing_changed:
            visit.report([])
    return created


def origins(desk: Desk, organisation: str) -> Counter[Origin]:
    return Counter(answer.origin for given in draft(desk, organisation).answers.values() for answer in given)


def lose(folder: Path, assessment: str) -> int:
    """Delete the files of an assessment; how many there were."""
    lost = [path for path in folder.rglob("*") if assessment in path.name]
    for path in lost:
        path.unlink()
    return len(lost)


async def on_row(user: User, screen: ReturningScreen, item: str) -> None:
    """Put the cursor on a question that is asked again."""
    number = next(n for n, row in enumerate(screen.rows.rows) if row.again is not None and row.again.item == item)
    screen.rows.go_to(number)
    await user.settled()


async def confirm_sections(user: User, screen: ReturningScreen) -> None:
    """List every section that is left over, and say that it is still true."""
    for row in [row for row in screen.rows.rows if row.rest is not None]:
        screen.rows.go_to(list(screen.rows.rows).index(row))
        await user.settled()
        assert not screen.offers("still_true", ())
        await user.keys("enter")
        listed = await user.at(SectionScreen)
        assert list(listed.rows.rows) == list(row.rest.items)
        await user.sees("all still true")
        await user.keys("y")
        await user.at(ReturningScreen)
        await user.until(lambda row=row: row not in screen.rows.rows, row.rest.title)


async def test_nothing_changed_every_section_is_confirmed_and_it_is_finished(desk: Desk) -> None:
    business = with_history(desk, 3)
    async with opened(desk) as user:
        await user.sees(BEFORE)
        await user.keys("r")
        changes = await user.at(ChangesScreen)
        await user.sees("What has changed since 20 Aug 2026?", "We have a new lawyer for a breach")
        assert draft(desk, business).reported is None
        assert set(origins(desk, business)) == {Origin.CARRIED}
        await user.keys("enter")
        screen = await user.at(ReturningScreen)
        assert changes.is_left
        assert draft(desk, business).reported == []
        await user.sees("Asked again", "minutes left", "Since 20 Aug 2026: 0 looked at")
        carried = {item for item, given in draft(desk, business).answers.items() if given}
        sections = [item for row in screen.rows.rows if row.rest is not None for item in row.rest.items]
        await confirm_sections(user, screen)
        assert "Still true?" not in {row.heading for row in screen.rows.rows}
        for item in sections:
            for answer in draft(desk, business).answers[item]:
                assert (answer.origin, answer.confirmed_on) == (Origin.CONFIRMED, TODAY.isoformat())
                assert answer.answered_on <= BEFORE
        assert origins(desk, business)[Origin.CARRIED] > 0
        await user.keys("r")
        review = await user.at(ReviewScreen)
        await user.sees("questions answered.", "are carried over and not looked at")
        assert "Carried over, and not looked at" in {row.text for row in review.rows.rows if row.is_heading}
        await user.keys("f")
        await user.at(FinishScreen)
        await user.keys("enter", "enter")
        await user.at(ResultsScreen)
        await user.keys("escape")
        await user.at(HomeScreen)
    sealed = desk.dossier(business).sealed_assessment()
    assert (sealed.as_of, desk.dossier(business).stored_draft()) == (TODAY.isoformat(), None)
    by_origin = {item: {one.origin for one in sealed.answers[item]} for item in carried}
    assert {item for item, found in by_origin.items() if found == {Origin.CONFIRMED}} == set(sections)
    assert set().union(*by_origin.values()) == {Origin.CONFIRMED, Origin.CARRIED}


async def test_one_key_confirms_a_question_and_one_takes_it_back(desk: Desk) -> None:
    business = begun(desk)
    async with opened(desk, business) as user:
        screen = await user.at(ReturningScreen)
        await user.until(lambda: screen._left.confirmed == 0 and bool(screen.rows.rows), "rows")
        rows = list(screen.rows.rows)
        again = screen.rows.current.again
        assert again is not None
        assert again.can_be_confirmed
        await user.keys("y")
        assert kept(desk, business, again.item).origin is Origin.CONFIRMED
        assert screen.rows.current.again is not None
        assert screen.rows.current.again.item != again.item
        assert len(screen.rows.rows) == len(rows) - 1
        await user.sees("1 looked at")
        await user.keys("ctrl+z")
        assert kept(desk, business, again.item).origin is Origin.CARRIED
        assert list(screen.rows.rows) == rows
        await on_row(user, screen, "leader.decision-rights")
        await user.keys("u")
        own = kept(desk, business, "leader.decision-rights")
        assert (own.state, own.origin) == (State.UNKNOWN, Origin.CHANGED)
        await user.keys("escape")
        await user.at(HomeScreen)
        await user.sees("resume")


async def test_someone_left_and_another_takes_over_everywhere(desk: Desk) -> None:
    business = begun(desk, nothing_changed=False)
    leader = kept(desk, business, "leader.named").facts["leader.person"]
    async with opened(desk, business) as user:
        await user.at(ChangesScreen)
        await user.keys("1", "enter")
        await user.at(PickScreen)
        await user.types("dana")
        await user.keys("enter")
        window = await user.at(LeavingScreen)
        await user.sees("Dana Ruiz is named in", "Who takes over all of it?", "not this person")
        await user.types("Dana Ruiz")
        await user.keys("enter")
        await user.until(lambda: user.app.screen is not window, "the answer")
        await user.at(LeavingScreen)
        await user.sees("Another person is needed to take over.")
        await user.fills("Kit Morrow, office manager")
        await user.keys("enter")
        picking = await user.at(PickScreen)
        assert "Dana Ruiz" not in {one.label for one in picking._listed}
        await user.keys("escape")
        screen = await user.at(ReturningScreen)
        assert draft(desk, business).reported == ["role-changed"]
        people = {person.name: person for person in draft(desk, business).people}
        assert people["Dana Ruiz"].left_on == TODAY.isoformat()
        assert people["Kit Morrow"].role == "office manager"
        named = kept(desk, business, "leader.named")
        assert leader == people["Dana Ruiz"].id
        assert (named.facts["leader.person"], named.origin) == (people["Kit Morrow"].id, Origin.CARRIED)
        await on_row(user, screen, "leader.named")
        await user.sees("it names somebody who has left", within=screen.about)
        await user.keys("y")
        assert kept(desk, business, "leader.named").origin is Origin.CHANGED
        await user.keys("ctrl+z", "ctrl+z")
        assert kept(desk, business, "leader.named").facts["leader.person"] == leader
        assert {person.name for person in draft(desk, business).people if person.left_on} == set()


async def test_answers_are_confirmed_and_changed_in_the_questions_too(desk: Desk) -> None:
    business = begun(desk)
    async with opened(desk, business, size=(100, 40)) as user:
        screen = await user.at(ReturningScreen)
        asked = [row.again.item for row in screen.rows.rows if row.again is not None]
        first, second, third = asked[asked.index("leader.decision-rights") :][:3]
        await on_row(user, screen, first)
        await user.keys("enter")
        asking = await user.at(AgainScreen)
        assert asking.course.item == first
        await user.sees("Carried from 20 Aug 2026", "y: still true", "Asked again:", within=asking.pane)
        await user.keys("y")
        assert asking.course.item == second
        assert kept(desk, business, first).origin is Origin.CONFIRMED
        state = kept(desk, business, second).state
        await user.keys("3" if state is not State.NO else "2")
        changed = kept(desk, business, second)
        assert changed.origin is Origin.CHANGED
        assert changed.state is not state
        assert changed.answered_on == TODAY.isoformat()
        assert not asking.offers("still_true", ())
        await user.keys("pagedown")
        assert asking.course.item == third
        await user.keys("pageup", "pageup")
        assert asking.course.item == first
        asking.pane.form.focus_first()
        await user.keys("escape")
        assert user.app.screen is asking
        await user.keys("escape")
        assert await user.at(ReturningScreen) is screen
        await user.until(lambda: screen._left.confirmed > 1, "what is left")
        assert first not in {row.again.item for row in screen.rows.rows if row.again is not None}


async def test_one_of_a_section_is_changed_and_the_last_question_leads_back(desk: Desk) -> None:
    business = begun(desk)
    async with opened(desk, business) as user:
        screen = await user.at(ReturningScreen)
        rows = [n for n, row in enumerate(screen.rows.rows) if row.rest is not None]
        rest = screen.rows.rows[rows[-1]].rest
        screen.rows.go_to(rows[-1])
        await user.keys("enter")
        await user.at(SectionScreen)
        await user.keys("escape")
        await user.at(ReturningScreen)
        await user.keys("enter")
        await user.at(SectionScreen)
        await user.keys("end", "enter")
        asking = await user.at(AgainScreen)
        assert asking.course.item == rest.items[-1]
        await user.keys("y")
        assert await user.at(ReturningScreen) is screen
        assert kept(desk, business, rest.items[-1]).origin is Origin.CONFIRMED
        for item in rest.items[:-1]:
            assert kept(desk, business, item).origin is Origin.CARRIED


async def test_the_last_two_are_compared_worse_first(desk: Desk) -> None:
    business = with_history(desk, 2)
    found = compared(desk.dossier(business))
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("c")
        screen = await user.at(ComparisonScreen)
        await user.sees("2026-05-21 → 2026-08-20")
        for moved in (found.movements.in_place, found.movements.proven):
            tenths = moved.tenths
            await user.sees(f"{percent(tenths.before)} → {percent(tenths.after):>5}", signed(tenths.answers))
        headings = [row.heading for row in screen.rows.rows if row.is_heading]
        order = [*map(class_words, Class), "Details that changed"]
        assert headings == sorted(headings, key=order.index)
        rows = list(screen.rows.rows)
        for at, row in enumerate(rows):
            if row.is_heading and row.heading != "Unchanged":
                below = rows[at + 1 : at + 1 + row.count]
                assert len(below) == row.count
                assert not any(one.is_heading for one in below)
        counsel = {point.title for point in found.points if point.audience is Audience.COUNSEL_ONLY}
        assert not counsel & {row.point.title for row in rows if row.point is not None}
        await user.sees(screen.rows.current.point.title[:60], within=screen.about)
        await user.keys("c")
        await user.at(ResultsScreen)


async def test_when_everything_is_looked_at_it_says_so(desk: Desk) -> None:
    business = begun(desk)
    with desk.session(business) as session:
        visit = reassessment.Reassessment(session)
        first, *others = [one.item for one in visit.left().again]
        visit.confirm([*others, *(item for rest in visit.left().rest for item in rest.items)])
    async with opened(desk, business) as user:
        screen = await user.at(ReturningScreen)
        await user.sees("about 1 minute left")
        assert [row.again.item for row in screen.rows.rows if row.again is not None] == [first]
        await user.keys("y")
        await user.sees("Everything since 20 Aug 2026 is looked at.")
        assert origins(desk, business)[Origin.CARRIED] == 0
        await user.keys("enter", "y", "u")
        assert origins(desk, business)[Origin.CHANGED] == 0
        await user.keys("ctrl+z")
        await user.sees("about 1 minute left")
        assert screen.focused is screen.rows
        await user.keys("enter", "y", "r")
        await user.at(ReviewScreen)


async def test_one_assessment_has_nothing_to_compare(desk: Desk) -> None:
    async with opened(desk, with_history(desk)) as user:
        results = await user.at(ResultsScreen)
        assert not results.offers("compare", ())
        await user.keys("c")
        assert user.app.screen is results


async def test_home_tells_actions_that_are_overdue_and_archived_organisations(desk: Desk) -> None:
    business = with_history(desk)
    with desk.session(business) as session:
        session.save_action(Action(finding="gap:leader.handover", due="2026-11-20"))
        session.save_action(Action(finding="gap:plan.written", due="2026-11-20", status=ActionStatus.DONE))
    async with opened(desk) as user:
        await user.sees("1 action overdue", "overdue ⧗")
    archive(desk, business, on=True)
    async with opened(desk) as user:
        await user.sees("archived")
        assert not user.reads("overdue")


async def test_not_now_keeps_the_draft_and_asks_again_later(desk: Desk) -> None:
    business = with_history(desk)
    async with opened(desk) as user:
        await user.sees(BEFORE)
        await user.keys("r")
        await user.at(ChangesScreen)
        await user.keys("2", "escape")
        await user.at(HomeScreen)
        await user.sees("resume")
        assert draft(desk, business).reported is None
        await user.keys("enter")
        changes = await user.at(ChangesScreen)
        assert changes.ticks.ticked == ()
        await user.clicks("We have a new lawyer for a breach")
        assert changes.ticks.ticked == ("counsel-changed",)
        await user.clicks(" Go on ")
        screen = await user.at(ReturningScreen)
        assert draft(desk, business).reported == ["counsel-changed"]
        await on_row(user, screen, "counsel.named")
        await user.sees("touched by what you reported", within=screen.about)
        await user.keys("c")
        await user.at(ChangesScreen)
        await user.keys("5", "enter")
        await user.at(ReturningScreen)
        assert draft(desk, business).reported == []


async def test_a_lost_assessment_before_still_leaves_the_questions(desk: Desk, tmp_path: Path) -> None:
    business = begun(desk)
    previous = draft(desk, business).previous
    assert lose(tmp_path, previous)
    async with opened(desk, business) as user:
        await user.interview()
        await user.sees("answered")
