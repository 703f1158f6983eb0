"""A re-assessment in a sitting: what it begins with, what is on disk after each step, and what one undo takes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.assessment.departure import MentionKind
from readiness.assessment.model import Action, ActionStatus, Answer, Assessor, Evidence, Origin, Person
from readiness.assessment.revisit import Why
from readiness.questionnaire.library import Library
from readiness.questionnaire.vocabulary import State
from readiness.session.error import AnswerRefused, SessionError
from readiness.session.packs import Packs
from readiness.session.place import Desk
from readiness.session.reassessment import (
    Reassessment,
    begin,
    can_begin,
    is_reassessment,
    minutes_ahead,
    report,
)
from readiness.session.reporting import Wanted, rendered
from readiness.session.sitting import Session
from readiness.store.error import DraftExists, StoreError
from tests.assessment.packs import SHIPPED
from tests.session.desk import TODAY, desk_in

BEFORE = date(2026, 8, 20)
PROOF = [Evidence(description="Note", place="Safe", dated="2026-08-01")]


def yes(**more: object) -> Answer:
    return Answer(state=State.YES, evidence=PROOF, **more)  # type: ignore[arg-type]


def first_assessment(folder: Path) -> str:
    """An organisation with one sealed assessment of August; its id."""
    desk = desk_in(folder, BEFORE)
    with desk.session(desk.create("Harbor Dental").id) as session:
        session.start(assessor=Assessor(name="Ada"))
        person = session.index.facts["leader.person"]
        dana, sam = session.value(person, "Dana Ruiz"), session.value(person, "Sam Okafor")
        session.answer("leader.named", yes(facts={"leader.person": dana}, respondent="person-2"))
        session.answer("leader.deputy", yes(facts={"deputy.person": sam}))
        session.answer("leader.trigger", yes())
        session.answer("leader.decision-log", replace(yes(), note="Ask Dana Ruiz"))
        session.answer("counsel.named", Answer(state=State.NO))
        session.answer("plan.written", Answer(state=State.UNKNOWN))
        session.seal()
        session.save_action(Action(finding="gap:counsel.named", owner="person-1", due="2026-12-01"))
        return session.organisation.id


@pytest.fixture
def id(tmp_path: Path) -> str:
    return first_assessment(tmp_path / "w")


@pytest.fixture
def session(tmp_path: Path, id: str) -> Iterator[Session]:
    with desk_in(tmp_path / "w").session(id) as session:
        yield session


def stored(session: Session) -> dict[str, list[Answer]]:
    draft = session.stored_draft()
    assert draft is not None
    return draft.answers


def test_it_begins_with_what_was_said_and_keeps_when(session: Session) -> None:
    assert can_begin(session)
    assert 1 <= minutes_ahead(session) < 90
    visit = begin(session, Assessor(name="Bo"))
    assert is_reassessment(session)
    assert not can_begin(session)
    (kept,) = stored(session)["leader.named"]
    assert (kept.origin, kept.answered_on, kept.respondent) == (Origin.CARRIED, "2026-08-20", "person-2")
    assert kept.evidence == PROOF
    draft = session.stored_draft()
    assert draft is not None
    assert (draft.previous, draft.assessor.name) == (visit.previous.id, "Bo")
    with pytest.raises(DraftExists):
        begin(session)


def test_confirming_a_section_is_one_step_that_one_undo_takes_back(session: Session) -> None:
    visit = begin(session)
    (rest,) = [one for one in visit.left().rest if one.section == "leader"]
    assert set(rest.items) >= {"leader.deputy", "leader.trigger"} - {one.item for one in visit.left().again}
    before = session.assessment.answers
    visit.confirm(rest.items)
    for item in rest.items:
        (kept,) = stored(session)[item]
        assert (kept.origin, kept.confirmed_on, kept.answered_on) == ("confirmed", TODAY.isoformat(), "2026-08-20")
    assert all(one.section != "leader" for one in visit.left().rest)
    assert session.undo() in rest.items
    assert session.assessment.answers == before == stored(session)


def test_what_is_answered_is_told_apart(session: Session) -> None:
    begin(session)
    session.answer("leader.named", session.own_answer("leader.named") or Answer())
    session.answer("counsel.named", yes())
    session.answer("leader.handover", yes())
    session.note("leader.trigger", "Look at this")
    found = {item: stored(session)[item][0] for item in ("leader.named", "counsel.named", "leader.handover")}
    assert {item: one.origin.value for item, one in found.items()} == {
        "leader.named": "confirmed", "counsel.named": "changed", "leader.handover": "new"
    }  # fmt: skip
    assert (found["leader.named"].respondent, found["counsel.named"].respondent) == ("person-2", "")
    (noted,) = stored(session)["leader.trigger"]
    assert (noted.origin, noted.note, noted.answered_on) == (Origin.CARRIED, "Look at this", "2026-08-20")
    with pytest.raises(AnswerRefused):
        session.note("leader.trigger", "\x1b[31m")
    session.unanswer("leader.named")
    assert "leader.named" not in stored(session)
    assert session.undo() == "leader.named"
    assert stored(session)["leader.named"] == [found["leader.named"]]


def test_reported_changes_ask_again_and_survive_a_restart(tmp_path: Path, id: str) -> None:
    desk = desk_in(tmp_path / "w")
    with desk.session(id) as session:
        visit = begin(session)
        assert not visit.were_changes_asked
        with pytest.raises(SessionError, match="there is no change 'x'"):
            visit.report(["x"])
        visit.report(["role-changed"])
    with desk.session(id) as session:
        visit = Reassessment(session)
        assert visit.were_changes_asked
        again = {one.item: one for one in visit.left().again}
        assert Why.CHANGE in again["leader.named"].whys
        assert again["leader.deputy"].changes == ("role-changed",)
        assert visit.minutes(visit.left()) > 0


def test_a_change_reported_between_two_assessments_is_there_when_one_begins(session: Session) -> None:
    report(session, ["policy-renewed"])
    assert session.organisation.reported == {"policy-renewed": TODAY.isoformat()}
    visit = begin(session)
    assert session.assessment.reported == ["policy-renewed"]
    session.seal()
    assert session.organisation.reported == {}
    assert visit.changes


def test_who_left_is_replaced_everywhere_in_one_step(session: Session) -> None:
    visit = begin(session)
    found = visit.mentions("person-1")
    assert {(one.kind, one.item) for one in found} == {
        (MentionKind.FACT, "leader.named"), (MentionKind.DOCUMENT, "leader.decision-log"),
        (MentionKind.ACTION, "gap:counsel.named"),
    }  # fmt: skip
    before, people, actions = session.assessment.answers, session.assessment.people, session.organisation.actions
    with pytest.raises(SessionError, match="Another person"):
        visit.replace_person("person-1", Person(id="", name="dana ruiz"))
    with pytest.raises(SessionError, match="no person"):
        visit.person_left("nobody")
    visit.replace_person("person-1", Person(id="", name="Kim Sol"), date(2026, 10, 1))
    assert stored(session)["leader.named"][0].facts == {"leader.person": "person-3"}
    assert stored(session)["leader.named"][0].evidence == PROOF
    assert [one.owner for one in session.organisation.actions] == ["person-3"]
    assert session.assessment.people[0].left_on == "2026-10-01"
    again = {one.item for one in visit.left().again if Why.PERSON in one.whys}
    assert again == {"leader.named", "leader.decision-log"}
    assert session.undo() == "leader.named"
    assert (session.assessment.answers, session.assessment.people) == (before, people)
    assert stored(session) == before
    assert session.organisation.actions == actions


def test_sealing_counts_what_is_open_and_carries_the_plan_on(tmp_path: Path, id: str) -> None:
    for day, state in ((date(2026, 11, 21), State.NO), (date(2027, 2, 20), State.YES), (date(2027, 5, 20), State.NO)):
        with desk_in(tmp_path / "w", day).session(id) as session:
            done = replace(session.organisation.actions[0], status=ActionStatus.DONE)
            session.save_action(done)
            begin(session)
            dated = [replace(PROOF[0], dated=day.isoformat())]
            session.answer("counsel.named", Answer(state=state, evidence=dated if state is State.YES else []))
            sealed = session.seal()
            (action,) = session.organisation.actions
            assert sealed.actions == [action]
            assert (action.status, action.reopened) == {
                2026: ("open", 1), 2027: ("closed", 1) if state is State.YES else ("open", 2)
            }[day.year]  # fmt: skip
            assert sealed.times_open.get("plan.written") == {11: 2, 2: 3, 5: 4}[day.month]
            assert sealed.times_open.get("counsel.named") == {11: 2, 2: None, 5: 1}[day.month]


def test_an_older_assessment_that_comes_later_leaves_the_plan_alone(session: Session) -> None:
    older = replace(session.sealed_assessment(), as_of="2026-05-01", answers={})
    plan = session.organisation.actions
    session.add_sealed(older, session.index)
    assert session.organisation.actions == plan
    assert [row.as_of for row in session.sealed] == ["2026-05-01", "2026-08-20"]


def test_a_draft_from_nothing_is_no_reassessment(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.session(desk.create("A").id) as session:
        assert not can_begin(session)
        session.start()
        with pytest.raises(SessionError, match="did not start"):
            Reassessment(session)


def other_pack(folder: Path) -> Packs:
    """The shipped questionnaire as the user's own, with a check renamed and another wording."""
    own = folder / "packs"
    shutil.copytree(SHIPPED, own / "breach-readiness")
    leader = own / "breach-readiness" / "leader.yaml"
    text = leader.read_text("utf-8").replace("Is there a page that shows", "Is there one page that shows")
    leader.write_text(text, "utf-8")
    pack = own / "breach-readiness" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("version: 1.0.0", "version: 2.0.0"), "utf-8")
    return Packs(Library(None, own))


def test_an_old_assessment_prints_the_same_after_the_pack_changed(tmp_path: Path, id: str) -> None:
    def printed(desk: Desk) -> bytes:
        dossier = desk.dossier(id)
        return rendered(dossier, dossier.sealed_assessment("2026-08-20"), Wanted(today=BEFORE))[0]

    desk = desk_in(tmp_path / "w")
    before = printed(desk)
    changed = desk_in(tmp_path / "w")
    changed.packs = other_pack(tmp_path)
    with changed.session(id) as session:
        begin(session)
        assert session.assessment.pack.version == "2.0.0"
        assert session.assessment.answers.keys() == session.before.answers.keys()
        session.save_profile(replace(session.organisation, interval_days=30))
        session.seal()
    assert printed(changed) == before


def test_a_crash_while_sealing_loses_neither_the_row_nor_the_plan(tmp_path: Path, id: str) -> None:
    """The organisation's file as it was before the seal, beside the assessment that is sealed already."""
    desk = desk_in(tmp_path / "w")
    own = desk.workspace.folder(id) / "organisation.json"
    with desk.session(id) as session:
        begin(session)
        session.save_action(replace(session.organisation.actions[0], status=ActionStatus.DONE))
        before = own.read_bytes()
        sealed = session.seal()
        plan = session.organisation.actions
    assert plan[0].reopened == 1
    own.write_bytes(before)
    with desk.session(id) as session:
        assert any("is listed again" in one for one in session.notices)
        assert session.sealed[-1].id == sealed.id
        assert session.draft is None
        assert session.organisation.actions == plan == sealed.actions


def test_answers_are_kept_although_the_assessment_before_is_damaged(tmp_path: Path, id: str) -> None:
    desk = desk_in(tmp_path / "w")
    with desk.session(id) as session:
        previous = begin(session).previous
    file = desk.workspace.folder(id) / "assessments" / f"{previous.id}.json"
    file.write_bytes(file.read_bytes()[:-20])
    with desk.session(id) as session:
        session.answer("leader.trigger", session.own_answer("leader.trigger") or Answer())
        assert stored(session)["leader.trigger"][0].origin is Origin.CHANGED
        with pytest.raises(StoreError):
            Reassessment(session)
