"""Reports of a sitting: where they go, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readiness.assessment.model import Answer
from readiness.questionnaire.vocabulary import State
from readiness.report.output import ReportError
from readiness.session.reporting import previous_judgement, refuse_taken, suggested_name, write_report
from tests.session.desk import TODAY, desk_in


@given(name=st.text(max_size=300))
def test_a_suggested_name_is_one_plain_file_name(name: str) -> None:
    from readiness.assessment.model import Assessment, PackReference

    draft = Assessment(id="", organisation="", pack=PackReference(id="", version="", sha256=""), created_on="")
    suggested = suggested_name(name, draft, TODAY)
    assert Path(suggested).name == suggested
    assert suggested.endswith("-draft-2026-11-21.pdf")
    assert not suggested.startswith((".", "-"))
    assert len(suggested.encode()) < 255


def test_the_last_assessment_of_the_same_scope_is_what_it_is_compared_with(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create("A").id) as session:
        ids = []
        for scope, day in (("full", 1), ("first-hour", 2), ("full", 3)):
            session.start(scope)
            session.answer("leader.named", Answer(state=State.YES))
            ids.append(session.seal(as_of=TODAY.replace(day=day)).id)
        first, hour, last = (session.sealed_assessment(id) for id in ids)
        assert previous_judgement(session, first) is None
        assert previous_judgement(session, hour) is None
        before = previous_judgement(session, last)
        assert before is not None
        assert before.reading.assessment.id == first.id
        assert before.reading.today == TODAY.replace(day=1)
        session.start()
        draft = replace(session.assessment)
        of_draft = previous_judgement(session, draft)
        assert of_draft is not None
        assert of_draft.reading.assessment.id == last.id


def test_a_file_is_never_taken_over(tmp_path: Path) -> None:
    taken = tmp_path / "x.pdf"
    taken.write_text("mine")
    with pytest.raises(ReportError, match="already exists"):
        refuse_taken(taken, force=False)
    refuse_taken(taken, force=True)
    with pytest.raises(ReportError, match="is a folder"):
        refuse_taken(tmp_path, force=True)
    desk = desk_in(tmp_path / "w")
    with desk.session(desk.create("A").id) as session:
        session.start()
        with pytest.raises(ReportError):
            write_report(session, session.assessment, taken)
        write_report(session, session.assessment, tmp_path / "new.pdf")
    assert taken.read_text() == "mine"
    assert (tmp_path / "new.pdf").read_bytes().startswith(b"%PDF-")
