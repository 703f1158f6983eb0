"""Text that would do something if it were more than text: planted wherever people's or packs' text is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from readiness.assessment.model import (
    Action,
    ActionStatus,
    Answer,
    Assessment,
    Assessor,
    Contact,
    Evidence,
    Party,
    Person,
)
from readiness.questionnaire.identity import dec_hook, pack_bytes
from readiness.questionnaire.index import Index
from readiness.questionnaire.library import Library
from readiness.questionnaire.model import FactType, Pack
from readiness.questionnaire.vocabulary import State
from readiness.session.packs import Packs
from readiness.session.place import Desk
from readiness.tui.screens.action import ActionScreen
from readiness.tui.screens.board import BoardScreen
from readiness.tui.screens.finding import FindingScreen
from readiness.tui.screens.finish import FinishScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.note import NoteScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.report import ReportScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.review import ReviewScreen
from readiness.tui.screens.settings import SettingsScreen
from readiness.tui.screens.window import Window
from tests.assessment.packs import shipped
from tests.tui.harness import User, draft, kept, known_desk, opened, with_draft

MARKUP = "[/] [@click=app.quit]go[/] [red]x[/red] <img src=x> $primary"
CONTROL = "\x1b]52;c;ZXZpbA==\x07\x9d52;c;x\x9c\x1b[2J\x08\u202egnp\u2066"
LONG = "w" * 300
HOSTILE = f"{MARKUP} {CONTROL} {LONG}"

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SHOWN = frozenset(
    [
        "title",
        "short",
        "intro",
        "question",
        "yes_means",
        "partly_means",
        "good",
        "bad",
        "if_not",
        "why",
        "evidence",
        "severity_why",
        "first_step",
        "label",
        "help",
        "sentence",
        "text",
        "publisher",
        "in_hand",
    ]
)
"""Keys of a pack whose text is shown."""


def planted(value: Any, key: str = "") -> Any:
    """A pack as plain values, with hostile text behind every text that is shown."""
    if isinstance(value, dict):
        return {name: planted(one, "label" if key == "choices" else name) for name, one in value.items()}
    if isinstance(value, list):
        return [planted(one, "label" if key == "steps" else key) for one in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and value and key in _SHOWN else value


class HostileLibrary(Library):
    """Offers the shipped pack with hostile texts."""

    def __init__(self) -> None:
        super().__init__(None)
        plain = msgspec.json.decode(pack_bytes(shipped().pack))
        for section in plain["sections"]:
            section.update(planted(section))
        for name in ("rules", "glossary", "bands", "modes"):
            if name in plain:
                plain[name] = planted(plain[name])
        self._hostile = msgspec.convert(plain, Pack, dec_hook=dec_hook)

    def pack(self, id: str) -> Pack:
        return self._hostile


@pytest.fixture(scope="module")
def hostile_packs() -> Packs:
    return Packs(HostileLibrary())


@pytest.fixture
def desk(tmp_path: Path, hostile_packs: Packs) -> Desk:
    desk = known_desk(tmp_path)
    desk.packs = hostile_packs
    return desk


def hostile_answers(index: Index) -> dict[str, list[Answer]]:
    """Every state somewhere, with hostile text in every field that takes text."""
    states = (State.YES, State.PARTLY, State.NO, State.UNKNOWN, State.NOT_APPLICABLE)
    answers: dict[str, list[Answer]] = {}
    for number, check in enumerate(index.checks.values()):
        texts = {fact.id: HOSTILE for fact in check.facts if fact.type is FactType.TEXT and not fact.sensitive}
        people = {fact.id: "p1" for fact in check.facts if fact.type is FactType.PERSON}
        parties = {fact.id: "f1" for fact in check.facts if fact.type is FactType.ORGANISATION}
        one = Answer(
            state=states[number % len(states)],
            facts={**texts, **people, **parties},
            note=HOSTILE,
            reason=HOSTILE,
            evidence=[Evidence(description=HOSTILE, place=HOSTILE, dated="2026-03-12")],
        )
        answers[check.id] = [one, replace(one, state=State.NO, respondent="p1")] if number == 0 else [one]
    return answers


def with_hostile(desk: Desk, *, sealed: bool) -> str:
    """An organisation whose stored files hold all of it, as if something else had written them."""
    created = desk.workspace.create_organisation(f"{MARKUP} {CONTROL} {LONG}"[:190], "2026-11-21").id
    with desk.session(created) as session:
        session.start(assessor=Assessor(name=HOSTILE[:150], interest=HOSTILE))
        session._file.save_answers(
            session.assessment.id,
            hostile_answers(session.index),
            people=[Person(id="p1", name=HOSTILE[:150], role=HOSTILE)],
            parties=[Party(id="f1", name=HOSTILE[:150])],
            at=session.clock.moment,
        )
        session._file.save_position(session.assessment.id, "leader.named")
    if sealed:
        with desk.session(created) as session:
            session.seal()
    return created


def is_calm(user: User) -> None:
    """Nothing a terminal would act on is painted, no line is too wide, and nothing in it can be clicked."""
    strips = user.app.screen._compositor.render_strips()
    for strip in strips:
        for segment in strip:
            assert not _FORBIDDEN.search(segment.text), ascii(segment.text)
            assert segment.style is None or "@click" not in segment.style.meta
    assert {strip.cell_length for strip in strips} == {user.app.size.width}


async def test_a_wide_question_with_all_its_guidance(desk: Desk) -> None:
    business = with_hostile(desk, sealed=False)
    async with opened(desk, business, size=(140, 40)) as user:
        await user.interview()
        await user.sees("110 of 110 answered", "What proves a yes")
        is_calm(user)
        await user.keys("pagedown", "tab")
        is_calm(user)


async def test_every_screen_of_a_draft(desk: Desk) -> None:
    business = with_hostile(desk, sealed=False)
    async with opened(desk) as user:
        await user.at(HomeScreen)
        await user.sees("[/] [@click=app.quit]go[/]")
        is_calm(user)
        await user.keys("enter")
        screen = await user.interview()
        is_calm(user)
        await user.sees("[red]x[/red] <img src=x> $primary", within=screen.pane)
        for key in ("i", "question_mark", "n", "w", "slash"):
            await user.keys(key)
            await user.until(lambda: isinstance(user.app.screen, Window), key)
            await user.settled()
            is_calm(user)
            await user.keys("escape")
            await user.at(InterviewScreen)
        await user.goes_to("insurer.conditions")
        is_calm(user)
        await user.keys("s", "f")
        is_calm(user)
        await user.keys("r")
        await user.at(ReviewScreen)
        await user.sees("110 of 110 questions answered.")
        is_calm(user)
        await user.keys("f")
        await user.at(FinishScreen)
        is_calm(user)
        await user.keys("escape", "escape")
        await user.at(InterviewScreen)
        assert user.app.is_running
        assert screen.course.item == "insurer.conditions"
    assert len(draft(desk, business).answers) == len(shipped().checks)


async def test_every_screen_of_results(desk: Desk) -> None:
    business = with_hostile(desk, sealed=True)
    with desk.session(business) as session:
        first = session.judged(session.sealed_assessment()).findings[0].identity
        written = dict.fromkeys(("owner", "note", "cost", "approver", "reason"), HOSTILE)
        session.save_actions([Action(finding=first, status=ActionStatus.ACCEPTED, expires="2027-01-01", **written)])
        contact = Contact(name=HOSTILE, role=HOSTILE, email=HOSTILE, phone=HOSTILE)
        session.save_profile(
            replace(session.organisation, logo=HOSTILE, logo_image=b"x", contacts=[contact], respondents=[HOSTILE])
        )
    async with opened(desk, business) as user:
        results = await user.at(ResultsScreen)
        is_calm(user)
        await user.keys("b")
        await user.at(BoardScreen)
        is_calm(user)
        await user.keys("g", "enter")
        await user.at(ActionScreen)
        is_calm(user)
        await user.keys("escape", "escape", "comma")
        await user.at(SettingsScreen)
        is_calm(user)
        await user.keys("escape")
        await user.at(ResultsScreen)
        await user.keys("f", "s")
        is_calm(user)
        await user.keys("enter")
        await user.at(FindingScreen)
        for _finding in range(3):
            is_calm(user)
            await user.keys("pagedown")
            is_calm(user)
            await user.keys("n")
        await user.keys("escape")
        await user.at(ResultsScreen)
        await user.keys("o")
        report = await user.at(ReportScreen)
        is_calm(user)
        assert Path(report.path.text).name.endswith("-gap-report-2026-11-21.pdf")
        await user.keys("escape", "escape")
        await user.at(HomeScreen)
        is_calm(user)
        assert results.is_attached is False


async def test_hostile_text_that_is_typed_is_kept_as_text(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(
        desk, "[@click=app.quit]x[/] Ltd", answers={"leader.named": Answer(state=State.YES)}, at="leader.named"
    )
    async with opened(desk, business) as user:
        await user.interview()
        await user.sees("[@click=app.quit]x[/] Ltd")
        await user.keys("tab")
        await user.types("[/] <img src=x>")
        await user.keys("escape", "n")
        await user.at(NoteScreen)
        await user.types(MARKUP)
        await user.keys("escape")
        await user.at(InterviewScreen)
        await user.sees("Note: [/] [@click=app.quit]go[/]")
        is_calm(user)
        await user.clicks("[@click=app.quit]")
        assert user.app.is_running
        await user.keys("w")
        await user.at(PickScreen)
        await user.types("img")
        await user.sees("[/] <img src=x>")
        is_calm(user)
    assert kept(desk, business, "leader.named").note == MARKUP
    assert [person.name for person in draft(desk, business).people] == ["[/] <img src=x>"]


async def test_control_characters_that_are_pasted_are_not_kept(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    business = with_draft(desk, answers={"leader.named": Answer(state=State.YES)}, at="leader.named")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("tab")
        await user.pastes(f"Dana {CONTROL}Ruiz")
        is_calm(user)
        await user.keys("escape", "n")
        await user.at(NoteScreen)
        await user.pastes(f"a{CONTROL}b")
        is_calm(user)
        await user.keys("escape")
        await user.at(InterviewScreen)
        is_calm(user)
    stored: Assessment = draft(desk, business)
    texts = [person.name for person in stored.people] + [kept(desk, business, "leader.named").note]
    assert texts[0].startswith("Dana ")
    assert not _FORBIDDEN.search("".join(texts))
