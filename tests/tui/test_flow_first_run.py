"""The first start: the notice, two names, the opening facts; nothing is stored before it may be."""

from __future__ import annotations

from pathlib import Path

from readiness.questionnaire.vocabulary import State
from readiness.session import notice
from readiness.store import encryption
from readiness.tui.screens.begin import BeginScreen
from readiness.tui.screens.first_run import FirstRunScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.protect import ProtectScreen
from readiness.tui.screens.tour import TourScreen
from tests.session.desk import TODAY, desk_in
from tests.tui.harness import BUSINESS, SMALL, USER, draft, known_desk, opened, organisation_id, with_draft


async def test_the_very_first_screen_shows_everything_at_80x24_without_scrolling(tmp_path: Path) -> None:
    async with opened(desk_in(tmp_path / "workspace"), size=SMALL) as user:
        screen = await user.at(FirstRunScreen)
        await user.sees(
            "The tool cannot make it confidential.", "I have read this", "Name of the business", "Your name"
        )
        await user.sees("Nothing is sent anywhere.")
        start = screen.query_one("#start")
        assert screen.size == SMALL
        assert start.region in screen.query_one("#first").region
        assert "Start" in user.painted
        assert screen.query_one("#first").max_scroll_y == 0


async def test_start_needs_the_notice_and_both_names(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "workspace")
    async with opened(desk) as user:
        screen = await user.at(FirstRunScreen)
        await user.clicks(" Start ")
        await user.sees("Please read the notice first, and tick it.")
        assert screen.focused is screen.seen
        await user.keys("space", "tab")
        await user.clicks(" Start ")
        await user.sees("Name of the business: a name of 1 to 200 characters is needed")
        assert screen.focused is screen.business
        await user.types(BUSINESS)
        await user.clicks(" Start ")
        await user.sees("Your name: a name of 1 to 200 characters is needed")
        assert screen.focused is screen.person
        assert screen.business.text == BUSINESS
        assert desk.workspace.organisations() == []
        assert not notice.is_acknowledged(desk.workspace)
        await user.types(USER)
        await user.keys("enter")
        await user.at(TourScreen)
        await user.sees("1 of 3", "One question at a time", "esc skip")
        await user.keys("enter", "b", "enter", "enter")
        await user.sees("3 of 3", "What comes of it")
        await user.keys("enter")
        await user.begins()
    settings = desk.workspace.settings.load()
    assert (settings.notice_acknowledged_on, settings.name) == (TODAY.isoformat(), USER)
    stored = draft(desk, organisation_id(desk))
    assert (stored.assessor.name, stored.answers, stored.scope) == (USER, {}, "full")


async def test_a_shorter_pass_can_be_begun_or_none_at_all(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = desk.create(BUSINESS).id
    async with opened(desk) as user:
        await user.at(HomeScreen)
        await user.keys("enter")
        screen = await user.at(BeginScreen)
        await user.sees("The first hour   25 questions, about", "Everything       110 questions, about", "four blocks")
        await user.keys("down")
        await user.sees("Every question, with proof.")
        await user.keys("escape")
        await user.at(HomeScreen)
        assert desk.dossier(business).stored_draft() is None
        await user.until(lambda: not user.app._visits, "the visit ended")
        await user.keys("enter")
        await user.until(lambda: isinstance(user.app.screen, BeginScreen) and user.app.screen is not screen, "again")
        await user.begins("first-hour")
        await user.sees("0 of 25 answered")
    assert draft(desk, business).scope == "first-hour"


async def test_leaving_the_first_screen_stores_nothing(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "workspace")
    async with opened(desk) as user:
        await user.at(FirstRunScreen)
        await user.keys("space", "tab")
        await user.types(BUSINESS)
        await user.keys("escape")
        await user.at(HomeScreen)
        await user.sees("Nothing is kept here yet.")
    assert desk.workspace.organisations() == []
    assert not notice.is_acknowledged(desk.workspace)


async def test_the_notice_comes_once_and_the_name_is_known_after_it(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with_draft(desk)
    async with opened(desk) as user:
        await user.at(HomeScreen)
        await user.keys("n")
        await user.at(ProtectScreen)
        await user.clicks("Go on without")
        screen = await user.at(FirstRunScreen)
        assert not user.reads("I have read this")
        assert (screen.focused, screen.person.text) == (screen.business, USER)
        await user.types("Lund Joinery")
        await user.keys("enter", "enter")
        await user.begins()
    assert [one.name for one in desk.workspace.organisations()] == [BUSINESS, "Lund Joinery"]
    assert desk.workspace.settings.load().encryption_declined_on == TODAY.isoformat()


async def test_a_second_organisation_asks_for_a_passphrase_first(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with_draft(desk)
    async with opened(desk, size=SMALL) as user:
        await user.at(HomeScreen)
        await user.keys("n")
        screen = await user.at(ProtectScreen)
        await user.sees("A passphrase prevents that.", "Encrypt", "Go on without")
        assert screen.focused is screen.first
        await user.types("short")
        await user.keys("enter", "enter")
        await user.sees("at least 8 characters")
        await user.fills("four words to know")
        await user.keys("enter")
        await user.types("four words to knot")
        await user.keys("enter")
        await user.sees("The two are not the same.")
        assert not user.reads("four words")
        await user.fills("four words to know")
        await user.keys("enter")
        await user.at(FirstRunScreen)
        await user.types("Lund Joinery")
        await user.keys("enter", "enter")
        await user.begins()
    assert desk.workspace.is_encrypted
    assert [one.name for one in desk.workspace.organisations()] == [BUSINESS, "Lund Joinery"]
    files = [path.read_bytes() for path in desk.workspace.path.rglob("*") if path.is_file()]
    assert not any(one in data for data in files for one in (BUSINESS.encode(), b"Lund Joinery", USER.encode()))
    header = encryption.read(desk.workspace.path)
    assert header is not None
    assert encryption.unlock(header, "four words to know").header.key == desk.workspace.codec.key


async def test_leaving_the_passphrase_goes_back_and_decides_nothing(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with_draft(desk)
    async with opened(desk) as user:
        await user.at(HomeScreen)
        await user.keys("n")
        await user.at(ProtectScreen)
        await user.keys("escape")
        await user.at(HomeScreen)
    assert (desk.workspace.is_encrypted, desk.workspace.settings.load().encryption_declined_on) == (False, "")


async def test_a_name_that_is_taken_is_said_and_can_be_changed(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    with_draft(desk)
    async with opened(desk) as user:
        await user.at(HomeScreen)
        await user.keys("n")
        await user.at(ProtectScreen)
        await user.clicks("Go on without")
        screen = await user.at(FirstRunScreen)
        await user.types("harbor dental")
        await user.keys("enter", "enter")
        await user.sees("There is an organisation named 'harbor dental' already.")
        assert screen.focused is screen.business
        assert screen.business.text == "harbor dental"
    assert len(desk.workspace.organisations()) == 1


async def test_opening_facts_by_key_and_by_mouse(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk)
    async with opened(desk, business, size=(100, 40)) as user:
        screen = await user.interview()
        assert screen.course.check is None
        await user.sees("How many people work here?")
        await user.keys("3", "enter", "enter")
        await user.types("texas")
        await user.keys("enter", "ctrl+u")
        await user.types("germany")
        await user.sees("European Union, Iceland, Liechtenstein, Norway")
        await user.keys("enter", "ctrl+u")
        await user.types("atlantis")
        await user.sees("Nothing has these letters.")
        await user.keys("enter", "escape", "enter")
        await user.types("500")
        await user.keys("enter")
        await user.clicks("Yes, one sign-in opens both")
        given = {id: one.facts[id] for id, (one,) in draft(desk, business).answers.items()}
    assert given == {
        "profile.staff": "from_20",
        "profile.people_places": ["us-tx", "eu"],
        "profile.people_count": 500,
        "profile.one_sign_on": "yes",
    }


async def test_opening_facts_left_empty_stay_empty(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk)
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("1")
        await user.keys("pagedown")
        assert screen.course.check is not None
    stored = draft(desk, business)
    assert {id for id, (one,) in stored.answers.items() if one.facts} == {"profile.staff"}
    assert all(one.state is not State.NO for answers in stored.answers.values() for one in answers)
