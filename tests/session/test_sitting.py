"""A sitting: what it keeps is on disk when it returns, what it refuses changes nothing, undo goes all the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessor, Channel, ChannelKind, Evidence, Party, Person, Status
from readiness.questionnaire.model import FactType
from readiness.questionnaire.vocabulary import State, ValueRefused
from readiness.session.error import AnswerRefused, SessionError
from readiness.session.place import Desk
from readiness.session.sitting import Session
from readiness.store.error import DraftExists, NameTaken, NotFound, ReadOnly
from readiness.store.trail import Change
from tests.session.desk import NOW, TODAY, desk_in

YES = Answer(state=State.YES)
NO = Answer(state=State.NO)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "workspace")


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    with desk.session(desk.create("Harbor Dental").id) as session:
        session.start(assessor=Assessor(name="Ada"))
        yield session


def on_disk(session: Session) -> dict[str, list[Answer]]:
    stored = session.stored_draft()
    assert stored is not None
    return stored.answers


def test_an_answer_is_on_disk_when_it_returns(session: Session) -> None:
    session.answer("leader.named", YES)
    assert on_disk(session) == session.assessment.answers
    (kept,) = on_disk(session)["leader.named"]
    assert (kept.state, kept.answered_on) == (State.YES, TODAY.isoformat())


def test_a_refused_answer_changes_nothing(session: Session) -> None:
    session.answer("leader.named", NO)
    before = on_disk(session)
    for answer, place in (
        (Answer(state=State.NOT_APPLICABLE, reason="x"), "state"),
        (Answer(state=State.YES, facts={"leader.person": "nobody"}), "facts.leader.person"),
        (Answer(state=State.YES, facts={"leader.appointed_on": "2027-01-01"}), "facts.leader.appointed_on"),
        (Answer(state=State.YES, note="\x1b[31m"), "note"),
        (Answer(state=State.YES, evidence=[Evidence(dated="2026-02-30")]), "evidence[0].dated"),
        (Answer(state=State.YES, facts={"deputy.person": "x"}), "facts.deputy.person"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            session.answer("leader.named", answer)
        assert refused.value.refusals[0][0] == place
    assert session.assessment.answers == before == on_disk(session)
    assert session.undo() == "leader.named"


def test_sensitive_facts_are_not_kept_in_a_plain_workspace(session: Session) -> None:
    with pytest.raises(AnswerRefused) as refused:
        session.answer("insurer.notice-offline", replace(YES, facts={"insurer.policy_number": "X-1"}))
    assert "write it on the printed card" in str(refused.value)
    assert "insurer.notice-offline" not in on_disk(session)


def test_what_is_typed_for_people_finds_or_adds_them(session: Session) -> None:
    person, people = session.index.facts["leader.person"], session.index.facts["profile.answered_by"]
    dana = session.value(person, "Dana Ruiz, practice manager")
    assert session.value(person, "dana  RUIZ") == dana
    assert session.value(people, "Dana Ruiz; Bo , Dana Ruiz") == [dana, "person-2"]
    assert [one.name for one in session.assessment.people] == ["Dana Ruiz", "Bo"]
    assert session.assessment.people[0].role == "practice manager"
    firm = next(fact for fact in session.index.facts.values() if fact.type is FactType.ORGANISATION)
    assert session.value(firm, "Kestrel") == "party-1"
    for bad in ("", " ", "x" * 201, "a\x07b"):
        with pytest.raises(ValueRefused):
            session.value(person, bad)
    stored = session.stored_draft()
    assert stored is not None
    assert stored.people == session.assessment.people
    assert stored.parties == session.assessment.parties == [Party(id="party-1", name="Kestrel")]


def test_what_is_known_of_a_person_is_completed(session: Session) -> None:
    session.person(Person(id="", name="Dana Ruiz"))
    channel = Channel(kind=ChannelKind.MOBILE, needs_company_systems=False)
    dana = session.person(Person(id="", name="dana ruiz", role="manager", channels=[channel]))
    assert (dana.name, dana.role, dana.channels) == ("Dana Ruiz", "manager", [channel])


def test_values_are_stored_in_their_canonical_form(session: Session) -> None:
    facts = session.index.facts
    assert session.value(facts["leader.spend_limit"], "25k usd") == "25000 USD"
    assert session.value(facts["leader.appointed_on"], "2 weeks ago") == "2026-11-07"
    with pytest.raises(ValueRefused):
        session.value(facts["leader.spend_limit"], "-5 USD")


ANSWERS = st.tuples(
    st.sampled_from(["leader.named", "leader.deputy", "profile.staff", "counsel.named"]),
    st.sampled_from([State.YES, State.NO, State.PARTLY, State.UNKNOWN]),
    st.sampled_from(["", "a", "b"]),
)


@settings(max_examples=15)
@given(changes=st.lists(ANSWERS, min_size=1, max_size=12), undone=st.integers(1, 12))
def test_undo_goes_back_any_number_of_steps(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, State, str]], undone: int
) -> None:
    desk = desk_in(tmp_path_factory.mktemp("undo"))
    with desk.session(desk.create("A").id) as session:
        session.start()
        history = [session.assessment.answers]
        for item, state, note in changes:
            answer = Answer(facts={item: "from_20"}) if item == "profile.staff" else Answer(state=state, note=note)
            session.answer(item, answer)
            history.append(session.assessment.answers)
        for step in range(1, min(undone, len(changes)) + 1):
            assert session.undo() == changes[-step][0]
            assert session.assessment.answers == history[-1 - step] == on_disk(session)
        if undone >= len(changes):
            assert (session.can_undo, session.undo()) == (False, None)


def test_notes_and_flags(session: Session) -> None:
    session.note("leader.named", " hello [/] ")
    assert on_disk(session)["leader.named"][0].note == "hello [/]"
    session.answer("leader.named", replace(session.own_answer("leader.named") or YES, state=State.YES))
    assert on_disk(session)["leader.named"][0].note == "hello [/]"
    assert (session.flag("leader.named"), session.flag("leader.deputy"), session.flag("leader.named")) == (
        True,
        True,
        False,
    )
    stored = session.stored_draft()
    assert stored is not None
    assert stored.flags == ["leader.deputy"]


def test_two_people_answer_one_question(session: Session) -> None:
    session.answer("leader.named", YES)
    session.respondent = session.person(Person(id="", name="Bo")).id
    assert session.own_answer("leader.named") is None
    session.answer("leader.named", NO)
    assert [answer.state for answer in on_disk(session)["leader.named"]] == [State.YES, State.NO]
    session.unanswer("leader.named")
    assert [answer.state for answer in on_disk(session)["leader.named"]] == [State.YES]


def test_going_back_after_an_answer_is_where_the_next_sitting_begins(desk: Desk) -> None:
    id = desk.create("Harbor Dental").id
    with desk.session(id) as session:
        session.start()
        session.move_to("leader.named")
        session.answer("leader.deputy", Answer(state=State.NO))
        assert session.assessment.position == "leader.deputy"
        session.move_to("leader.named")
    with desk.session(id) as session:
        assert session.assessment.position == "leader.named"


def test_the_next_sitting_is_where_this_one_was(desk: Desk) -> None:
    id = desk.create("Harbor").id
    with desk.session(id) as session:
        session.start("first-hour")
        session.answer("leader.named", YES)
        session.move_to("leader.reachable")
    draft = desk.find("Harbor").draft
    assert draft is not None
    assert (draft.answered, draft.asked, draft.scope) == (1, 25, "first-hour")
    with desk.session(id) as session:
        assert session.interview().resume_at() == "leader.reachable"
        assert session.interview().progress().answered == 1
        with pytest.raises(DraftExists):
            session.start()


def test_a_second_sitting_can_only_read(desk: Desk, session: Session) -> None:
    session.answer("leader.named", YES)
    with desk.session(session.organisation.id) as second:
        assert second.read_only
        assert "process" in second.holder
        assert second.assessment.answers == session.assessment.answers
        second.move_to("leader.deputy")
        with pytest.raises(ReadOnly):
            second.answer("leader.deputy", NO)
    assert not session.read_only
    session.answer("leader.deputy", YES)


def test_sealing(session: Session) -> None:
    session.answer("leader.named", YES)
    with pytest.raises(SessionError, match="future"):
        session.seal(as_of=date(2026, 11, 22))
    sealed = session.seal(Assessor(name="Ines", interest="sells IT"), date(2026, 11, 20))
    assert (sealed.status, sealed.as_of) == (Status.SEALED, "2026-11-20")
    assert sealed.assessor == Assessor(name="Ines", interest="sells IT")
    assert session.draft is None
    assert not session.can_undo
    (row,) = session.sealed
    assert (row.id, row.as_of, row.content_hash) == (sealed.id, "2026-11-20", sealed.content_hash)
    assert session.sealed_assessment("2026-11-20") == session.sealed_assessment(sealed.id) == sealed
    assert session.judged(sealed).score.band is not None
    with pytest.raises(SessionError, match="no draft"):
        session.answer("leader.named", NO)
    with pytest.raises(SessionError, match="2026-11-20"):
        session.sealed_assessment("2026-11-19")
    session.start()
    assert session.draft is not None


def test_the_pinned_pack_is_read_from_the_workspace(desk: Desk, session: Session, tmp_path: Path) -> None:
    fresh = desk_in(tmp_path / "workspace")
    from readiness.session.packs import Packs

    fresh.packs = Packs()
    dossier = fresh.dossier(session.organisation.id)
    draft = dossier.stored_draft()
    assert draft is not None
    assert dossier.index_of(draft).pack == session.index.pack
    assert fresh.packs._offered == {}


def test_the_trail_says_when_and_by_whom(session: Session) -> None:
    session.respondent = session.person(Person(id="", name="Bo")).id
    session.answer("leader.named", YES)
    last = session._file.history(session.assessment.id)[-1]
    assert (last.change, last.item, last.who, last.at) == (
        Change.ANSWERED, "leader.named", session.respondent, NOW.isoformat(timespec="seconds"),
    )  # fmt: skip


class TestDesk:
    def test_names_are_checked(self, desk: Desk) -> None:
        for bad in ("", " \t", "x" * 201, "a\x1b[31m", "a\u202eb"):
            with pytest.raises(SessionError):
                desk.create(bad)
        desk.create("  Harbor   Dental ")
        assert desk.find("harbor d").name == "Harbor Dental"
        with pytest.raises(NameTaken):
            desk.create("HARBOR dental")
        assert desk.found_or_created("harbor  DENTAL").name == "Harbor Dental"
        assert desk.found_or_created("Harbor").name == "Harbor"
        with pytest.raises(NotFound):
            desk.find("nobody")

    def test_names_never_become_paths(self, desk: Desk, tmp_path: Path) -> None:
        desk.create("../../x")
        assert not (tmp_path.parent / "x").exists()
        assert {path.name for path in desk.workspace.path.iterdir()} <= {"organisations", "packs", "lock"}


def test_no_draft_and_no_pass(desk: Desk) -> None:
    with desk.session(desk.create("A").id) as session:
        assert session.index.pack.id == "breach-readiness"
        with pytest.raises(SessionError, match="no draft"):
            session.interview()
        with pytest.raises(SessionError, match="no finished assessment"):
            session.sealed_assessment()
        with pytest.raises(Exception, match="no pass called 'x'"):
            session.start("x")
        assert session.draft is None
