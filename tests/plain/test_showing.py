"""Show it line by line: proof is asked for, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

from readiness.assessment.model import Answer, Assessment, Evidence
from readiness.plain import run
from readiness.questionnaire.vocabulary import State
from tests.session.desk import desk_in

NAME = "Harbor Dental"


def prepared(folder: Path, *, sealed: bool = False) -> None:
    desk = desk_in(folder)
    with desk.session(desk.create(NAME).id) as session:
        session.start("first-hour")
        for item, state in (("leader.trigger", State.PARTLY), ("leader.deputy", State.NO), ("plan.written", State.YES)):
            session.answer(item, Answer(state=state))
        if sealed:
            session.seal()


def show(folder: Path, *lines: str) -> str:
    desk, target = desk_in(folder), io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in ("y", *lines)))
    assert run(desk, desk.find(NAME), source, target, shows=True) == 0
    return target.getvalue()


def draft(folder: Path) -> Assessment:
    desk = desk_in(folder)
    stored = desk.dossier(desk.find(NAME).id).stored_draft()
    assert stored is not None
    return stored


def test_each_claim_without_proof_is_asked_for_its_proof(tmp_path: Path) -> None:
    prepared(tmp_path)
    said = show(tmp_path, "b", "The page on the wall", "2026-03-12", "b", "", "", "Plan, in the safe", "q")
    assert "2 answers have no proof yet." in said
    assert "Have in hand: The signed notes" in said
    assert "What would prove it: " in said
    assert said.count("Your answer: partly") == 3
    assert "Stopped. What was shown is kept." in said
    assert f'readiness ask "{NAME}" --show' in said
    answers = draft(tmp_path).answers
    assert answers["leader.trigger"][0].evidence == [Evidence(description="The page on the wall", dated="2026-03-12")]
    assert answers["plan.written"][0].evidence == [Evidence(description="Plan, in the safe")]
    assert "1 answer has no proof yet." in show(tmp_path)


def test_a_draft_begins_where_only_a_finished_assessment_is(tmp_path: Path) -> None:
    prepared(tmp_path, sealed=True)
    said = show(tmp_path, "", "Plan, in the safe", "2026-11-20")
    assert "This is a new draft with the answers of the last assessment." in said
    assert "That was all of it." in said
    again = draft(tmp_path)
    assert again.previous
    assert again.answers["plan.written"][0].evidence == [Evidence(description="Plan, in the safe", dated="2026-11-20")]


def test_without_a_claim_nothing_is_asked_and_nothing_begins(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create(NAME).id) as session:
        session.start("first-hour")
        session.answer("leader.deputy", Answer(state=State.NO))
        session.seal()
    assert "Nothing is left to show" in show(tmp_path)
    assert desk_in(tmp_path).dossier(desk.find(NAME).id).stored_draft() is None
