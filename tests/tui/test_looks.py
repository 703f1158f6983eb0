"""How four screens look, as pictures. A pack of its own, a fixed clock and no version keep them the same.

After a wanted change: run this file with `--snapshot-update` and look at the pictures that changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from readiness.assessment.model import Answer, Assessor, Evidence
from readiness.questionnaire.library import Library
from readiness.questionnaire.model import FactType, Pack
from readiness.questionnaire.vocabulary import Severity, State
from readiness.session.packs import Packs
from readiness.session.place import Desk
from readiness.tui.app import ReadinessApp
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from readiness.tui.screens.results import ResultsScreen
from tests.assessment.packs import check, fact, pack
from tests.tui.harness import USER, User, known_desk

CHECKS = (
    check(
        "lead",
        Severity.CRITICAL,
        question="Has one named person been picked, on paper, to run things?",
        yes_means="A signed and dated note names one person who leads and decides.",
        partly_means="Everyone would say the same name but nobody has signed.",
        good="one person is picked to lead",
        bad="Nobody is picked to lead",
        why="In the first hours somebody must decide quickly while much is still unclear.",
        keystone=True,
        always=True,
        facts=(
            fact("lead.person", FactType.PERSON, label="The person who leads", required_for=(State.YES,)),
            fact("lead.since", FactType.DATE, label="Appointed on"),
        ),
    ),
    check("deputy", Severity.CRITICAL, good="a deputy is named", bad="Nobody steps in"),
    check("money", good="money can be spent at once", bad="Nobody may spend money"),
    check("calls", Severity.MEDIUM, good="calls are answered at night", bad="Calls ring out at night"),
    check("notes", Severity.LOW, good="notes are kept", bad="No notes are kept"),
)
ABOUT = (fact("about.staff", FactType.CHOICE, label="How many work here?", choices={"few": "Few"}, screen="first"),)
GIVEN = {
    "about.staff": Answer(facts={"about.staff": "few"}),
    "lead": Answer(state=State.YES, evidence=[Evidence(description="Signed note", dated="2026-03-12")]),
    "deputy": Answer(state=State.PARTLY),
    "money": Answer(state=State.NO),
    "calls": Answer(state=State.UNKNOWN),
}


class OnePack(Library):
    """Offers a pack that no change of wording reaches."""

    def __init__(self) -> None:
        super().__init__(None)
        self._pack = pack(*CHECKS, about=ABOUT).pack

    def pack(self, id: str) -> Pack:
        return self._pack


class Look(Protocol):
    """Compares a picture of an app with the one that is kept."""

    def __call__(self, app: App[None], *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = known_desk(tmp_path)
    desk.packs = Packs(OnePack())
    return desk


def filled(desk: Desk, name: str, *, sealed: bool) -> str:
    created = desk.create(name).id
    with desk.session(created) as session:
        session.start(assessor=Assessor(name=USER))
        for item, answer in GIVEN.items():
            session.answer(item, answer)
        session.move_to("lead")
        if sealed:
            session.seal()
    return created


def test_home(desk: Desk, snap_compare: Look) -> None:
    filled(desk, "Harbor Dental Group", sealed=True)
    filled(desk, "Lund & Sons Joinery", sealed=False)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(HomeScreen)
        await user.sees("Lund & Sons Joinery", "Critical points closed")

    assert snap_compare(ReadinessApp(desk), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_interview(desk: Desk, snap_compare: Look, size: tuple[int, int]) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=False)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(InterviewScreen)
        await user.sees("The person who leads")
        await user.settled()

    assert snap_compare(ReadinessApp(desk, business), terminal_size=size, run_before=ready)


def test_results(desk: Desk, snap_compare: Look) -> None:
    business = filled(desk, "Harbor Dental Group", sealed=True)

    async def ready(pilot: Pilot[None]) -> None:
        user = _user(pilot)
        await user.at(ResultsScreen)
        await user.sees("Findings")
        await user.settled()

    assert snap_compare(ReadinessApp(desk, business), terminal_size=(80, 24), run_before=ready)


def _user(pilot: Pilot[None]) -> User:
    assert isinstance(pilot.app, ReadinessApp)
    return User(pilot.app, pilot)
