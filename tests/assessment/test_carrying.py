"""Carried, confirmed, changed: what an answer keeps, and what happens to it under another version of the pack."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from readiness.assessment.carrying import (
    carried,
    confirmed,
    is_carried,
    originals,
    present_id,
    revised,
    stands_for,
    translated,
    withdrawn,
)
from readiness.assessment.judgement import judge
from readiness.assessment.model import Answer, Assessment, Origin, PackReference, Status
from readiness.assessment.proof import Proof, proof
from readiness.questionnaire.model import FactType, OwnChoice
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack
from tests.assessment.test_properties import INDEX, SEEDS, answers, sealed

BEFORE = date(2026, 8, 20)
REFERENCE = PackReference(id="p", version="2", sha256="1" * 64)


def last(given: dict[str, object], **more: object) -> Assessment:
    return assessment(given, as_of=BEFORE.isoformat(), **more)  # type: ignore[arg-type]


def test_what_is_carried_keeps_who_when_and_the_proof() -> None:
    index = pack(check("a"), about=(fact("staff"),))
    said = answer("yes", "2026-03-01", respondent="sam", answered_on="2026-05-01", confirmed_on="2026-08-20", note="n")
    before = last({"a": said, "staff": 5}, flags=["a", "gone"], id="old")
    draft = carried(before, index, REFERENCE)
    assert draft.answers["a"] == [replace(said, origin=Origin.CARRIED)]
    assert (draft.previous, draft.people, draft.flags, draft.pack) == ("old", before.people, ["a"], REFERENCE)
    assert draft.status is Status.DRAFT
    assert before.answers["a"] == [said]


def test_confirming_renews_nothing_but_its_day() -> None:
    index = pack(check("a"))
    said = answer("yes", "2026-03-01", respondent="sam", answered_on="2026-05-01")
    before = last({"a": said})
    draft = confirmed(carried(before, index, REFERENCE), originals(before, index, REFERENCE), ["a"], TODAY)
    assert draft.answers["a"] == [replace(said, origin=Origin.CONFIRMED, confirmed_on=TODAY.isoformat())]
    assert not is_carried(draft, "a")
    assert confirmed(draft, originals(before, index, REFERENCE), ["a"], date(2027, 1, 1)) == draft


@pytest.mark.parametrize(
    ("given", "origin", "who"),
    [
        (answer("yes", "2026-03-01"), Origin.CONFIRMED, "sam"),
        (answer("yes", "2026-11-01"), Origin.CHANGED, ""),
        (answer("no"), Origin.CHANGED, ""),
    ],
)
def test_an_answer_takes_the_place_of_the_one_of_before(given: Answer, origin: Origin, who: str) -> None:
    index = pack(check("a"))
    before = last({"a": answer("yes", "2026-03-01", respondent="sam", answered_on="2026-05-01")})
    first, draft = originals(before, index, REFERENCE), carried(before, index, REFERENCE)
    (kept,) = revised(draft, first, "a", given, TODAY).answers["a"]
    assert (kept.origin, kept.respondent) == (origin, who)
    assert kept.answered_on == ("2026-05-01" if origin is Origin.CONFIRMED else TODAY.isoformat())
    again = revised(revised(draft, first, "a", given, TODAY), first, "a", answer("yes", "2026-03-01"), TODAY)
    assert [one.origin for one in again.answers["a"]] == [Origin.CONFIRMED]


def test_what_somebody_else_says_now_is_never_taken_away() -> None:
    index = pack(check("a"))
    before = last({"a": [answer("yes", respondent="sam"), answer("no", respondent="dana")]})
    first, draft = originals(before, index, REFERENCE), carried(before, index, REFERENCE)
    assert [one.respondent for one in stands_for(draft, "a", "ines")] == ["dana", "sam"]
    one = revised(draft, first, "a", answer("partly", respondent="dana"), TODAY)
    assert [(a.respondent, a.origin) for a in one.answers["a"]] == [("sam", Origin.CARRIED), ("dana", Origin.CHANGED)]
    other = revised(one, first, "a", answer("no", respondent="ines"), TODAY)
    assert [(a.respondent, a.state) for a in other.answers["a"]] == [("ines", "no"), ("dana", "partly")]
    assert withdrawn(other, "a", "ines").answers["a"] == [other.answers["a"][1]]
    assert "a" not in withdrawn(draft, "a", "nobody").answers


def test_a_new_answer_is_new() -> None:
    index = pack(check("a"))
    draft = carried(last({}), index, REFERENCE)
    (first,) = revised(draft, {}, "a", answer("yes"), TODAY).answers["a"]
    assert (first.origin, first.answered_on) == (Origin.NEW, TODAY.isoformat())


def test_ids_are_followed_and_what_does_not_fit_stays_behind() -> None:
    size = fact("size", FactType.CHOICE, choices={"few": "Few", "many": "Many"})
    index = pack(
        check("b", facts=(fact("b.limit", FactType.MONEY), size)),
        check("c", facts=(fact("moved"),), choices=(OwnChoice(id="w", label="W", state=State.YES, score=1),)),
        was={"a": "old-a", "old-a": "b", "a.limit": "b.limit", "x": "y", "y": "x"},
    )
    assert (present_id(index, "a"), present_id(index, "x")) == ("b", "x")
    facts = {"a.limit": "5 USD", "size": "some", "moved": "here", "gone": "1"}
    given = {"a": [answer("yes", facts=facts, respondent="sam")], "c": [answer("yes", choice="v")], "d": [answer("no")]}
    found = translated(given, index, BEFORE)
    assert found == {
        "b": [answer("yes", facts={"b.limit": "5 USD"}, respondent="sam")],
        "c": [answer("yes"), Answer(facts={"moved": "here"}, respondent="sam")],
    }


def test_what_kept_its_id_is_never_displaced() -> None:
    index = pack(check("b"), was={"a": "b"})
    assert translated({"a": [answer("no")], "b": [answer("yes")]}, index, BEFORE) == {"b": [answer("yes")]}


@given(SEEDS)
@settings(max_examples=12, deadline=None)
def test_confirming_everything_changes_no_state_and_nothing_in_place(seed: int) -> None:
    before = sealed(answers(seed), as_of=BEFORE.isoformat())
    draft = carried(before, INDEX, before.pack)
    draft = confirmed(draft, originals(before, INDEX, before.pack), draft.answers, TODAY)
    assert {one.origin for given in draft.answers.values() for one in given} == {Origin.CONFIRMED}
    told = judge(INDEX, replace(draft, status=Status.SEALED, as_of=TODAY.isoformat()), TODAY)
    was = judge(INDEX, before, BEFORE)
    assert {id: told.reading.state(id) for id in INDEX.checks} == {id: was.reading.state(id) for id in INDEX.checks}
    assert told.score.numbers.in_place == was.score.numbers.in_place
    assert told.score.numbers.proven is not None
    assert was.score.numbers.proven is not None
    assert told.score.numbers.proven <= was.score.numbers.proven


WORSE = [State.NO, State.UNKNOWN]


@given(SEEDS, st.lists(st.tuples(st.sampled_from(list(INDEX.checks)), st.sampled_from(WORSE)), max_size=30))
@settings(max_examples=25, deadline=None)
def test_proven_never_rises_without_new_evidence(seed: int, changed: list[tuple[str, State]]) -> None:
    """Whatever is confirmed, and whatever gets worse: weight for weight, nothing is shown that was not."""
    before = sealed(answers(seed), as_of=BEFORE.isoformat())
    first, draft = originals(before, INDEX, before.pack), carried(before, INDEX, before.pack)
    for id, state in changed:
        draft = revised(draft, first, id, Answer(state=state), TODAY)
    draft = confirmed(draft, first, draft.answers, TODAY)
    told = judge(INDEX, replace(draft, status=Status.SEALED, as_of=TODAY.isoformat()), TODAY)
    was = judge(INDEX, before, BEFORE)
    for id, check_ in INDEX.checks.items():
        # A date that ends a proof goes with the answer it belongs to.
        if was.reading.is_visible(id) and not check_.recheck.until and proof(told.reading, check_) is Proof.SHOWN:
            assert proof(was.reading, check_) is Proof.SHOWN, id
