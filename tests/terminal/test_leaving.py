"""Being interrupted: another program at the same business, the terminal closed, the process asked to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from readiness.assessment.model import Assessment
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk, open_workspace
from tests.terminal.batch import readiness
from tests.terminal.screen import BELOW_MAKE, Terminal, terminal

NAME = "Lund Joinery (fictional)"
BEGUN = ("y", NAME, "1", "Åsa Lund", *[""] * 10)
"""Notice, business, the first hour, who asks, and none of the opening facts: the first question is next."""
FIRST = "If you were attacked, does a signed"
ENTER = "\r"


def stored(home: Path) -> Assessment:
    """The draft as it lies on disk."""
    desk = Desk(open_workspace(home / "data" / "readiness", create=False))
    draft = desk.dossier(desk.find(NAME).id).stored_draft()
    assert draft is not None
    return draft


def answer_yes_and_begin_a_name(opened: Terminal) -> None:
    opened.wait_for(FIRST)
    opened.press("1", "▸ ✓ 1", "The person who")
    opened.press(ENTER, "One person, not a team")
    opened.press("Eva Berg", "Eva Berg")


def end(opened: Terminal) -> None:
    os.kill(opened.child, signal.SIGTERM)


@pytest.mark.parametrize(
    ("leave", "below"),
    [(Terminal.hang_up, ()), (Terminal.hang_up, BELOW_MAKE), (end, ())],
    ids=["closed", "closed below make", "ended"],
)
def test_what_was_typed_and_not_entered_is_kept(
    leave: Callable[[Terminal], None], below: Sequence[str], tmp_path: Path
) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["ask", NAME], tmp_path, below=below) as opened:
        answer_yes_and_begin_a_name(opened)
        leave(opened)
        assert opened.wait_for_exit() == 0
    draft = stored(tmp_path)
    (answer,) = draft.answers["leader.named"]
    assert answer.state is State.YES
    assert answer.facts["leader.person"] in {person.id for person in draft.people if person.name == "Eva Berg"}
    with terminal(["ask", NAME], tmp_path) as opened:
        opened.wait_for(FIRST, "▸ ✓ 1", "Eva Berg")


def test_killed_in_the_middle_keeps_all_that_was_saved(tmp_path: Path) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["ask", NAME], tmp_path) as opened:
        opened.wait_for(FIRST)
        opened.press("2", "▸ ◐ 2", "saved")
        os.kill(opened.child, signal.SIGKILL)
        assert opened.wait_for_exit() == -signal.SIGKILL
    assert [answer.state for answer in stored(tmp_path).answers["leader.named"]] == [State.PARTLY]
    with terminal(["ask", NAME], tmp_path) as opened:
        opened.wait_for(FIRST, "▸ ◐ 2")


def test_stopped_and_continued_from_outside_goes_on(tmp_path: Path) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["ask", NAME], tmp_path) as opened:
        opened.wait_for(FIRST)
        opened.press("2", "▸ ◐ 2", "saved")
        os.kill(opened.child, signal.SIGTSTP)
        assert os.WIFSTOPPED(os.waitpid(opened.child, os.WUNTRACED)[1])
        opened.screen.reset()
        os.kill(opened.child, signal.SIGCONT)
        opened.wait_for(FIRST, "▸ ◐ 2")
        opened.press("3", "▸ ✗ 3", "saved")
    assert [answer.state for answer in stored(tmp_path).answers["leader.named"]] == [State.NO]


def test_a_second_program_only_reads_and_says_so(tmp_path: Path) -> None:
    readiness(tmp_path, lines=BEGUN)
    with terminal(["ask", NAME], tmp_path) as first:
        first.wait_for(FIRST)
        with terminal(["ask", NAME], tmp_path) as second:
            second.wait_for(FIRST, "read only", "Another program works on")
            second.press("3", "Not saved")
        assert "in use by" in readiness(tmp_path, "ask", NAME, "--plain", code=4)
        first.press("2", "▸ ◐ 2", "saved")
    assert [answer.state for answer in stored(tmp_path).answers["leader.named"]] == [State.PARTLY]
