"""The end of a block of the first hour, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from readiness.session.papers import write_paper
from tests.plain.talk import talk
from tests.session.desk import desk_in

NAME = "Harbor Dental"


def prepared(folder: Path, at: str) -> None:
    desk = desk_in(folder)
    with desk.session(desk.create(NAME).id) as session:
        session.start("first-hour")
        session.move_to(at)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def acknowledged(folder: Path, *lines: str) -> str:
    return talk(folder, "y", *lines, organisation=NAME)


def test_the_paper_is_written_when_it_is_asked_for(tmp_path: Path, here: Path) -> None:
    prepared(tmp_path, "plan.written")
    said = acknowledged(tmp_path, "n", "?", "o", "o", "g", "q")
    assert "From memory: 1 of 12 answered." in said
    assert "You can stop here. Your contact card" in said
    assert "Next: Policy on the desk, about " in said
    assert "Have in hand: The insurance policy" in said
    assert "insurer wants your report?" in said
    name = "harbor-dental-draft-contact-card-2026-11-21"
    assert sorted(path.name for path in here.iterdir()) == [f"{name}-2.pdf", f"{name}.pdf"]
    assert f"Written: {here / name}.pdf" in said


def test_enter_stops_there_and_the_next_time_begins_with_the_next_block(tmp_path: Path, here: Path) -> None:
    prepared(tmp_path, "plan.written")
    said = acknowledged(tmp_path, "n", "", "n")
    assert "Stopped. Everything answered is kept: 1 of 25 questions." in said
    assert list(here.iterdir()) == []
    assert "insurer wants your report?" in talk(tmp_path, organisation=NAME)


def test_the_last_block_leads_to_what_is_left(tmp_path: Path) -> None:
    prepared(tmp_path, "counsel.who-must-be-told")
    said = acknowledged(tmp_path, "u", "g", "q")
    assert "All blocks are behind you" in said
    assert "Before you finish" in said


@pytest.mark.parametrize("document", ["letter-broker", "paper-c-it-company", "letter-counsel"])
def test_every_paper_can_be_written_with_hardly_an_answer(document: str, tmp_path: Path, here: Path) -> None:
    prepared(tmp_path, "plan.written")
    desk = desk_in(tmp_path)
    with desk.session(desk.find(NAME).id) as session:
        paper = write_paper(session, session.assessment, document, here)
    assert paper.path.read_bytes().startswith(b"%PDF")
    assert paper.warnings == ()


def test_a_part_of_the_questions_can_be_walked_through(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create(NAME).id) as session:
        session.start("first-hour")
        for item in ("leader.named", "leader.trigger", "plan.written"):
            session.answer(item, Answer(state=State.UNKNOWN))
        session.move_to("leader.deputy")
    said = acknowledged(tmp_path, "only nothing", "v", "unk", "b", "n", "", "only all", "", "only unknown", "", "q")
    assert "There is no such part with questions in it: 'nothing'." in said
    assert "unknown: I don't know, 3" in said
    assert "Only: I don't know, 3 questions." in said
    assert [line.partition(",")[0] for line in said.splitlines() if ", From memory, " in line] == [
        *("LEAD-02", "LEAD-07", "LEAD-01", "LEAD-07", "PLN-01", "LEAD-07", "PLN-01")
    ] or said


def test_find_covers_questions_details_notes_and_words(tmp_path: Path) -> None:
    prepared(tmp_path, "plan.written")
    desk = desk_in(tmp_path)
    with desk.session(desk.find(NAME).id) as session:
        session.note("leader.named", "Asked the accountant twice.")
    said = acknowledged(tmp_path, "/ accountant twice", "/ ransomware", "q")
    assert "LEAD-01  If you were attacked" in said
    assert "\nransomware: " in said.casefold()
