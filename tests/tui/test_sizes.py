"""Every size of terminal: place and focus stay, every answer can be reached, and colour is never needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.screens.help import HelpScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.widgets.answer_list import offers
from readiness.tui.widgets.key_line import KeyLine
from tests.tui.harness import SMALL, User, kept, known_desk, opened, with_draft, with_sample

SIZES = (SMALL, (100, 30), (140, 40), (200, 60))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


async def test_resizing_keeps_question_focus_and_what_is_being_typed(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.deputy": Answer(state=State.YES)}, at="leader.deputy")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.keys("tab", "tab")
        await user.types("half an ho")
        field = user.field("deputy.takeover_after")
        for size in (*SIZES[1:], SMALL):
            await user.resizes(*size)
            assert screen.course.item == "leader.deputy"
            assert screen.focused is field.editor
            assert field.raw == "half an ho"
            assert user.reads("half an ho")


async def test_every_question_is_whole_on_screen_when_it_comes_up_at_80x24(desk: Desk) -> None:
    """The question itself is never scrolled away by its own answers, whichever question it is."""
    index = desk.packs.offered()
    longest = sorted(
        index.checks.values(), key=lambda one: len(one.question) + sum(len(offer.detail) for offer in offers(one))
    )[-3:]
    business = with_draft(desk, at=longest[0].id)
    async with opened(desk, business) as user:
        screen = await user.interview()
        for check in longest:
            await screen.go(check.id)
            await user.settled()
            await user.sees(screen.course.question().title, within=screen.pane)


def _is_seen(user: User, region: Region) -> bool:
    return user.app.screen.query_one("#pane").region.contains_region(region)


async def test_every_answer_of_the_longest_question_can_be_seen_and_given_at_80x24(desk: Desk) -> None:
    index = desk.packs.offered()
    longest = max(
        index.checks.values(), key=lambda one: len(one.question) + sum(len(offer.detail) for offer in offers(one))
    )
    business = with_draft(desk, at=longest.id)
    async with opened(desk, business) as user:
        screen = await user.interview()
        offered = offers(longest)
        for offer in offered:
            await user.keys("down")
            assert screen.pane.answers.under_cursor == offer
            await user.sees(f"{offer.key}  {offer.label}")
        if offered[-1].state is not State.NOT_APPLICABLE:
            await user.keys("enter")
            assert kept(desk, business, longest.id).state is offered[-1].state


async def test_every_field_can_be_seen_at_80x24(desk: Desk) -> None:
    index = desk.packs.offered()
    most = max(index.checks.values(), key=lambda one: len([fact for fact in one.facts if fact.ask_if is None]))
    business = with_draft(desk, answers={most.id: Answer(state=State.YES)}, at=most.id)
    async with opened(desk, business) as user:
        screen = await user.interview()
        for field in [field for field in screen.pane.form.fields if field.editor is not None]:
            await user.keys("tab")
            assert screen.focused is field.editor
            assert field.editor is not None
            assert _is_seen(user, field.editor.region.intersection(screen.pane.region))
            assert field.editor.region.intersection(screen.pane.region).height > 0


async def test_no_line_is_wider_than_the_terminal_and_the_keys_are_there(desk: Desk) -> None:
    business = with_sample(desk)
    with_draft(desk, "Lund Joinery", at="leader.named")
    async with opened(desk) as user:
        home = await user.at(HomeScreen)
        for size in (*SIZES[1:], SMALL):
            await user.resizes(*size)
            await user.sees("enter open", "? help", "q quit", "Lund Joinery")
            assert {len(line) for line in user.lines} == {size[0]}
        await user.keys("question_mark")
        await user.at(HelpScreen)
        await user.sees("Keys that work here", "n new", "q quit", "esc close")
        await user.keys("end")
        await user.sees("Everything is kept as you go.")
        await user.keys("escape")
        assert home.current is not None
        assert home.current.id == business
        await user.keys("enter")
        results = await user.at(ResultsScreen)
        for size in (*SIZES[1:], SMALL):
            await user.resizes(*size)
            await user.sees("enter open", "f filter", "s sort", "o report", "home")
            assert results.rows.region.height >= 3
            assert {len(line) for line in user.lines} == {size[0]}


async def test_the_keys_at_the_foot_do_what_they_say(desk: Desk) -> None:
    """`?` is called words where it explains words, and help where it shows keys; F1 and F2 are never mixed up."""
    business = with_draft(desk, at="leader.named")
    async with opened(desk, business) as user:
        screen = await user.interview()
        await user.sees("? words", "F2 help")
        await user.keys("question_mark")
        await user.sees("Words in this question")
        await user.keys("escape", "f1")
        await user.sees("Words in this question")
        await user.keys("escape", "f2")
        await user.sees("Keys that work here")
        await user.keys("escape")
        shown = screen.query_one(KeyLine)._bindings_shown()
        assert len({binding.description for binding in shown}) == len(shown)
        for binding in shown:
            assert screen.active_bindings[binding.key].enabled
        await user.goes_to("leader.named")
        await user.keys("3", "enter")
        await user.keys("g")
        await user.types("about")
        await user.keys("enter")
        await user.until(lambda: screen.course.check is None, "opening facts")
        await user.settled()
        await user.sees("words", "F2 help")  # a field has the focus, and can be explained
        await user.keys("escape")
        await user.sees("? help")
        assert not user.reads("words")


async def test_without_colour_every_state_has_its_glyph(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    states = {
        "leader.named": State.YES,
        "leader.deputy": State.PARTLY,
        "leader.decision-rights": State.NO,
        "leader.spending-limit": State.UNKNOWN,
    }
    business = with_draft(
        desk, answers={item: Answer(state=state) for item, state in states.items()}, at="leader.named"
    )
    async with opened(desk, business) as user:
        await user.interview()
        await user.sees("✓◐✗?", "▸ ✓ 1  Yes")
        strips = user.app.screen._compositor.render_strips()
        colours = {
            colour.get_truecolor()
            for strip in strips
            for segment in strip
            if segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
        assert all(max(one) - min(one) < 12 for one in colours), colours
        await user.keys("pagedown")
        await user.sees("▸ ◐ 2  Partly")
        await user.keys("u")
        await user.sees("▸ ? u  I don't know")
