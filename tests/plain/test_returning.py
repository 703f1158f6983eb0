"""A re-assessment line by line: changes first, then what is asked again, then one confirmation per section."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessor, Evidence, Origin
from readiness.assessment.revisit import Why
from readiness.assessment.revisit_words import why_words
from readiness.questionnaire.vocabulary import State
from readiness.session import notice
from tests.plain.talk import talk
from tests.session.desk import desk_in

BEFORE = date(2026, 8, 20)
PROOF = [Evidence(description="Note", dated="2026-08-01")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An organisation that answered everything in August: yes with proof, but for three questions."""
    desk = desk_in(tmp_path / "w", BEFORE)
    notice.acknowledge(desk.workspace, BEFORE, "Ada")
    with desk.session(desk.create("Harbor Dental").id) as session:
        session.start("first-hour", assessor=Assessor(name="Ada", interest="sells IT"))
        for item in session.interview().items:
            if item in session.index.checks:
                session.answer(item, Answer(state=State.YES, evidence=PROOF))
        person = session.index.facts["leader.person"]
        for item, fact in (("leader.named", "leader.person"), ("leader.deputy", "deputy.person")):
            own = session.own_answer(item) or Answer()
            session.answer(item, replace(own, facts={fact: session.value(person, f"The {item}")}))
        session.answer("plan.written", Answer(state=State.NO))
        session.answer("counsel.named", Answer(state=State.UNKNOWN))
        session.seal()
    return tmp_path / "w"


def states(folder: Path) -> dict[str, tuple[str, str]]:
    desk = desk_in(folder)
    dossier = desk.dossier(desk.find("harbor").id)
    draft = dossier.stored_draft()
    assert draft is not None
    return {id: (str(given[0].state), given[0].origin.value) for id, given in draft.answers.items()}


def test_changes_first_then_questions_then_sections(folder: Path) -> None:
    said = talk(folder, "1", "", "1", "1", "Kim Sol", "", "", organisation="harbor")
    assert "See what has changed since 2026-08-20, about " in said
    assert "What has changed since 2026-08-20?" in said
    assert "Who left?\n1  The leader.named" in said
    assert "The leader.named is named in 1 place:\n  LEAD-01  " in said
    assert "Kim Sol is named in all of it." in said
    assert "it names somebody who has left" in said
    assert states(folder)["leader.named"] == ("yes", "carried")


def test_each_answer_by_one_key(folder: Path) -> None:
    said = talk(folder, "1", "", "", *["s"] * 60, organisation="harbor")
    assert "Carried from 20 Aug 2026" in said
    assert "Asked again: an open point" in said
    found = states(folder)
    assert found["plan.written"] == ("no", "confirmed")
    assert found["counsel.named"] == ("unknown", "confirmed")
    assert "Confirmed." in said
    assert "y all of this is still true" in said


def test_a_changed_answer_is_asked_as_a_whole_and_u_is_one_key(folder: Path) -> None:
    talk(folder, "1", "", "", "u", "u", "c", "n", "", "", organisation="harbor")
    origins = {origin for _state, origin in states(folder).values()}
    assert "changed" in origins


def test_a_section_is_confirmed_once_it_was_listed(folder: Path) -> None:
    said = talk(folder, "1", "", "", *[""] * 40, organisation="harbor")
    assert " is still true" in said
    assert {origin for _state, origin in states(folder).values()} == {"carried"}
    said = talk(folder, *[""] * 40, organisation="harbor")
    assert "What has changed since" not in said


def test_wrong_input_is_explained_and_q_keeps_everything(folder: Path) -> None:
    said = talk(folder, "1", "", "99", "x", "2", "z", "q", organisation="harbor")
    assert "Numbers from 1 to 11 are needed." in said
    assert "Stopped. Everything answered is kept" in said
    desk = desk_in(folder)
    draft = desk.dossier(desk.find("harbor").id).stored_draft()
    assert draft is not None
    assert draft.reported == ["policy-renewed"]
    assert draft.assessor.interest == "sells IT"


def test_empty_answers_can_still_be_chosen(folder: Path) -> None:
    talk(folder, "2", "1", "", "q", organisation="harbor")
    assert states(folder) == {}


def test_every_reason_has_words() -> None:
    assert len({why_words(why) for why in Why}) == len(Why)
    assert Origin.CARRIED
