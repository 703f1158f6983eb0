"""A signed paper is the proof of what it names, in the assessment under way and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from readiness.assessment.model import Answer, Evidence
from readiness.assessment.proof import Proof, proof
from readiness.questionnaire.vocabulary import State
from readiness.session.documents import definition_named
from readiness.session.error import SessionError
from readiness.session.signing import sign
from tests.session.desk import TODAY, desk_in

PAPER = definition_named("paper-e-staff", Path("/nowhere"))
ON = TODAY - timedelta(days=3)


def test_a_signed_paper_proves_what_it_names_and_only_that(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create("A").id) as session:
        session.start()
        session.answer("plan.staff-reporting", Answer(state=State.NO, note="asked around"))
        done = sign(session, PAPER, ON)
        assert done.proven == ("LEAD-07", "PLN-11")
        assert done.blanks == ("From first sign to leader, at most",)
        assert sorted(session.assessment.answers) == ["leader.trigger", "plan.staff-reporting"]
        before = session.assessment
        sign(session, PAPER, ON)
        assert session.assessment == before
        sign(session, PAPER, TODAY)
    kept = desk.dossier(desk.find("A").id).stored_draft()
    assert kept is not None
    (answer,) = kept.answers["plan.staff-reporting"]
    assert (answer.state, answer.note) == (State.YES, "asked around")
    assert answer.evidence == [Evidence(description="Paper E: page for the staff, signed", dated=TODAY.isoformat())]
    with desk.session(desk.find("A").id) as session:
        assert proof(session.reading, session.index.checks["plan.staff-reporting"]) is Proof.SHOWN


def test_what_is_no_paper_and_what_can_not_be_is_refused(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create("A").id) as session:
        with pytest.raises(SessionError, match="No assessment of 'A' is under way"):
            sign(session, PAPER, ON)
        session.start()
        with pytest.raises(SessionError, match="is not a paper to sign"):
            sign(session, definition_named("contact-card", Path("/nowhere")), ON)
        with pytest.raises(SessionError, match="on a day to come"):
            sign(session, PAPER, TODAY + timedelta(days=1))
        assert session.assessment.answers == {}
