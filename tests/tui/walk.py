"""A walk over the screens of the app, for tests that look at each of them in the same way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.palette import Palette
from readiness.tui.screens.action import ActionScreen
from readiness.tui.screens.board import BoardScreen
from readiness.tui.screens.finding import FindingScreen
from readiness.tui.screens.help import HelpScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.note import NoteScreen
from readiness.tui.screens.report import ReportScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.review import ReviewScreen
from readiness.tui.screens.settings import SettingsScreen
from readiness.tui.screens.tonight import TonightScreen
from tests.tui.harness import User, known_desk, with_draft, with_sample

_STATES = (State.YES, State.PARTLY, State.NO, State.UNKNOWN)
_CHECKS = ("leader.named", "leader.deputy", "leader.decision-rights", "leader.spending-limit")


def furnished_desk(folder: Path) -> Desk:
    """A desk with a draft, in which every state occurs, and the sample as a finished assessment."""
    desk = known_desk(folder)
    answers = {item: Answer(state=state) for item, state in zip(_CHECKS, _STATES, strict=True)}
    with_draft(desk, "Alder Joinery", answers, at="leader.named")
    with_sample(desk)
    return desk


async def walk(user: User) -> AsyncIterator[str]:
    """The name of each screen as it is reached, beginning and ending at Home."""
    await user.sees("Alder Joinery")
    await user.keys("down")
    yield "home"
    await user.keys("question_mark")
    await user.at(HelpScreen)
    yield "help"
    await user.keys("escape", "home", "enter")
    await user.interview()
    yield "interview"
    await user.keys("n")
    await user.at(NoteScreen)
    yield "note"
    await user.keys("escape", "r")
    await user.at(ReviewScreen)
    yield "review"
    await user.keys("escape")
    await user.interview()
    await user.keys("h")
    await user.at(HomeScreen)
    await user.keys("end", "enter")
    await user.at(ResultsScreen)
    yield "results"
    for key, kind in (("enter", FindingScreen), ("t", TonightScreen), ("b", BoardScreen), ("o", ReportScreen)):
        await user.keys(key)
        await user.at(kind)
        yield kind.__name__
        await user.keys("escape")
        await user.at(ResultsScreen)
    await user.keys("a")
    await user.at(ActionScreen)
    yield "action"
    await user.keys("escape")
    await user.at(ResultsScreen)
    await user.keys("comma")
    await user.at(SettingsScreen)
    user.app.notify("What is told for a while.", severity="error", timeout=60, markup=False)
    await user.sees("What is told for a while.")
    yield "settings"
    await user.keys("escape")
    await user.at(ResultsScreen)
    await user.keys("ctrl+p")
    await user.at(Palette)
    yield "palette"
    await user.keys("escape", "escape")
    await user.at(HomeScreen)
