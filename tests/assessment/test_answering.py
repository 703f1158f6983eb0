"""Making answers: what is refused, all at once, and that nothing passed in is ever changed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.answering import answer_of, normalised, refusals, with_answer, with_fact, without_answer
from readiness.assessment.model import Answer, Evidence
from readiness.questionnaire.model import Bounds, FactType, OwnChoice
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack

FACTS = (
    fact("limit", FactType.MONEY),
    fact("made", FactType.DATE, bounds=Bounds(at_most="today")),
    fact("kind", FactType.CHOICE, choices={"a": "Anna", "b": "Bert"}),
    fact("leader", FactType.PERSON),
    fact("signers", FactType.PEOPLE),
    fact("firm", FactType.ORGANISATION),
    fact("wait", FactType.DURATION),
)
CHOICES = (
    OwnChoice(id="written", label="In writing", state=State.YES, score=1),
    OwnChoice(id="told", label="By word", state=State.PARTLY, score=0.4),
)
INDEX = pack(
    check("spend-ing", facts=FACTS),
    check("lead", always=True),
    check("own", choices=CHOICES),
    about=(fact("about.staff", FactType.CHOICE, choices={"tiny": "T", "small": "S"}),),
)


def places(item: str, given: Answer, **more: Any) -> list[str]:
    found = refusals(INDEX, item, given, TODAY, **more)
    assert all(message for _, message in found)
    return [place for place, _ in found]


@pytest.mark.parametrize(
    ("item", "given"),
    [
        ("spend-ing", answer("yes")),
        ("spend-ing", answer(None, facts={"limit": "25k EUR"})),
        ("spend-ing", answer("yes", facts={"limit": "", "signers": []})),
        ("spend-ing", answer("yes", facts={"made": "3 weeks ago", "wait": "2 days", "kind": "Anna"})),
        ("spend-ing", answer("not_applicable", reason="one person only")),
        ("spend-ing", answer("unknown", "2026-11-21", note="line one\nline two\tend")),
        ("own", answer("yes", choice="written")),
        ("own", answer("unknown")),
        ("own", answer("not_applicable", reason="r")),
        ("lead", answer("no")),
        ("about.staff", answer(None, facts={"about.staff": "tiny"})),
    ],
)
def test_what_is_accepted(item: str, given: Answer) -> None:
    assert places(item, given) == []


@pytest.mark.parametrize(
    ("item", "given", "where"),
    [
        ("nobody", answer("yes"), [""]),
        ("limit", answer("yes"), [""]),
        ("spend-ing", answer("not_applicable"), ["reason"]),
        ("spend-ing", answer("not_applicable", reason=" "), ["reason"]),
        ("lead", answer("not_applicable", reason="r"), ["state"]),
        ("spend-ing", answer("yes", choice="written"), ["choice"]),
        ("own", answer("yes"), ["choice"]),
        ("own", answer("yes", choice="sung"), ["choice"]),
        ("own", answer("yes", choice="told"), ["state"]),
        ("about.staff", answer("yes", choice="a"), ["state", "choice"]),
        ("about.staff", answer(None, facts={"about.staff": "huge"}), ["facts.about.staff"]),
        ("spend-ing", answer("yes", facts={"limits": "5 USD"}), ["facts.limits"]),
        ("spend-ing", answer("yes", facts={"about.staff": "tiny"}), ["facts.about.staff"]),
        ("spend-ing", answer("yes", facts={"limit": "-5 USD", "made": "2026-02-30"}), ["facts.limit", "facts.made"]),
        ("spend-ing", answer("yes", facts={"made": "2026-11-22"}), ["facts.made"]),
        ("spend-ing", answer("yes", facts={"leader": "da\x1b[2Jna"}), ["facts.leader"]),
        ("spend-ing", answer("yes", facts={"signers": ["a", "b\u202e"]}), ["facts.signers"]),
        ("spend-ing", answer("yes", note="x" * 1_000_000), ["note"]),
        ("spend-ing", answer("yes", note="\x1b]52;c;x\x07"), ["note"]),
        (
            "spend-ing",
            answer("yes", evidence=[Evidence(place="\x9b1m"), Evidence(dated="2026-02-30")]),
            ["evidence[0].place", "evidence[1].dated"],
        ),
        ("spend-ing", answer("yes", "2026-11-22"), ["evidence[0].dated"]),
        ("spend-ing", answer("yes", evidence=[Evidence(sha256="abc")]), ["evidence[0].sha256"]),
        ("spend-ing", answer("yes", answered_on="2027-01-01", confirmed_on="never"), ["answered_on", "confirmed_on"]),
    ],
)
def test_what_is_refused_and_where(item: str, given: Answer, where: list[str]) -> None:
    assert places(item, given) == where


def test_people_and_organisations_must_be_records_where_the_assessment_is_given() -> None:
    given = answer("yes", respondent="zoe", facts={"leader": "zoe", "signers": ["dana", "zoe"], "firm": "zoe-it"})
    assert places("spend-ing", given) == []
    assert places("spend-ing", given, assessment=assessment({})) == [
        "respondent",
        "facts.leader",
        "facts.signers",
        "facts.firm",
    ]
    known = answer("yes", respondent="ines", facts={"leader": "dana", "signers": ["dana"], "firm": "northline"})
    assert places("spend-ing", known, assessment=assessment({})) == []


def test_an_accepted_answer_is_stored_in_one_form() -> None:
    typed = answer(
        "yes",
        facts={"limit": "25,000 usd", "made": "3 weeks ago", "kind": "ANNA", "wait": "2 days", "leader": ""},
        evidence=[Evidence(), Evidence(place="safe", dated="1 Nov 2026")],
    )
    stored = normalised(INDEX, typed, TODAY)
    assert stored.facts == {"limit": "25000 USD", "made": "2026-10-31", "kind": "a", "wait": "2d"}
    assert stored.evidence == [Evidence(place="safe", dated="2026-11-01")]
    assert normalised(INDEX, stored, TODAY) == stored
    assert typed.facts["leader"] == ""


def test_one_answer_for_each_respondent() -> None:
    empty = assessment({})
    one = with_answer(empty, "lead", answer("yes"))
    two = with_answer(one, "lead", answer("no", respondent="ines"))
    three = with_answer(two, "lead", answer("partly"))
    assert [(a.respondent, a.state) for a in three.answers["lead"]] == [("", State.PARTLY), ("ines", State.NO)]
    assert (empty.answers, one.answers["lead"][0].state, len(two.answers["lead"])) == ({}, State.YES, 2)
    assert answer_of(three, "lead", "ines") == answer("no", respondent="ines")
    assert answer_of(three, "lead", "sam") is None
    assert without_answer(three, "lead", "ines").answers == {"lead": [answer("partly")]}
    assert without_answer(one, "lead").answers == {}
    assert without_answer(empty, "lead").answers == {}


def test_a_fact_can_be_given_before_its_check_and_stays_with_it() -> None:
    early = with_fact(INDEX, assessment({}), "limit", "5 USD", answered_on="2026-11-21")
    assert early.answers == {"spend-ing": [Answer(facts={"limit": "5 USD"}, answered_on="2026-11-21")]}
    answered = with_answer(early, "spend-ing", answer("yes", facts={"limit": "5 USD"}))
    more = with_fact(INDEX, answered, "wait", "2h")
    assert more.answers["spend-ing"] == [answer("yes", facts={"limit": "5 USD", "wait": "2h"})]
    assert with_fact(INDEX, more, "limit", "").answers["spend-ing"][0].facts == {"wait": "2h"}
    assert with_fact(INDEX, more, "limit", None).answers["spend-ing"][0].facts == {"wait": "2h"}


STEPS = st.tuples(
    st.sampled_from(["lead", "spend-ing", "own"]),
    st.sampled_from(["", "dana", "ines"]),
    st.sampled_from(list(State)),
)


@given(st.lists(STEPS, max_size=20))
def test_making_answers_changes_nothing_that_was_passed_in(steps: list[tuple[str, str, State]]) -> None:
    at = assessment({"lead": "yes"})
    last: dict[tuple[str, str], State] = {("lead", ""): State.YES}
    for item, who, state in steps:
        before = msgspec.json.encode(at)
        changed = with_answer(at, item, answer(state, respondent=who))
        assert msgspec.json.encode(at) == before
        at = changed
        last[item, who] = state
    assert {(item, a.respondent): a.state for item, all in at.answers.items() for a in all} == last


@given(st.text(max_size=40), st.sampled_from([one.id for one in FACTS]))
def test_any_text_is_refused_with_a_message_or_stored(text: str, fact_id: str) -> None:
    given = answer("yes", facts={fact_id: text}, note=text)
    found = refusals(INDEX, "spend-ing", given, TODAY)
    if not found:
        stored = normalised(INDEX, given, TODAY)
        assert refusals(INDEX, "spend-ing", stored, TODAY) == []
        assert stored.note == text
