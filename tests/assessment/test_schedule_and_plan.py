"""When the next assessment is due, the steps before a renewal, and what becomes of actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import Action, ActionStatus, AssessmentError, Organisation, Summary
from readiness.assessment.plan import Standing, after, audience_of, code_of, standing, times_open, with_action
from readiness.assessment.schedule import (
    Cause,
    NextDue,
    Step,
    days_of,
    due_after,
    next_due,
    next_due_of,
    renewal_steps,
    step_words,
)
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack, rule

AS_OF = date(2026, 8, 20)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("end", "day", "cause"),
    [
        ("2027-12-31", "2026-11-18", Cause.INTERVAL),
        ("2026-12-31", "2026-11-01", Cause.ENDING),  # the regular day is 43 days before the end
        ("2027-01-17", "2026-11-18", Cause.INTERVAL),  # 60 days before the end is the regular day itself
        ("2027-01-16", "2026-11-17", Cause.ENDING),
        ("2026-11-18", "2026-11-18", Cause.INTERVAL),  # 90 days before the end it was looked at
        ("2026-08-01", "2026-11-18", Cause.INTERVAL),  # past
    ],
)
def test_what_ends_brings_the_next_assessment_forward(end: str, day: str, cause: Cause) -> None:
    found = next_due(AS_OF, 90, {"policy": date.fromisoformat(end)})
    assert (found.day.isoformat(), found.cause) == (day, cause)


def test_actions_and_reported_changes_bring_it_forward() -> None:
    due = [Action(finding="gap:a", due="2026-09-30"), Action(finding="gap:b", due="2026-09-01", status="closed")]  # type: ignore[arg-type]
    assert next_due(AS_OF, 90, {}, due) == NextDue(date(2026, 9, 30), Cause.ACTION, "gap:a")
    assert next_due(AS_OF, 90, {}, [Action(finding="x", due="2026-08-20")]).cause is Cause.INTERVAL
    changes = {"policy-renewed": date(2026, 8, 20)}
    assert next_due(AS_OF, 90, {}, due, changes) == NextDue(date(2026, 8, 21), Cause.CHANGE, "policy-renewed")


@given(DAYS, st.integers(1, 400), st.dictionaries(st.sampled_from("abc"), DAYS))
def test_it_is_never_later_than_the_interval_and_never_past(day: date, interval: int, ends: dict[str, date]) -> None:
    found = next_due(day, interval, ends)
    assert day < found.day <= day + timedelta(days=interval)
    for end in ends.values():
        if day < end - timedelta(days=90):
            assert found.day <= end - timedelta(days=60)


def test_an_organisation_is_due_by_its_own_file() -> None:
    organisation = Organisation(id="o", name="O", created_on="2026-01-01")
    assert next_due_of(organisation) is None
    row = Summary(
        id="a", as_of="2026-08-20", scope="full", band="", in_place=1, proven=1, critical_closed=0, critical_asked=0,
        dated={"policy": "2026-12-31", "broken": "?"},
    )  # fmt: skip
    organisation.sealed = [row]
    assert days_of(row) == {"policy": date(2026, 12, 31)}
    assert next_due_of(organisation) == NextDue(date(2026, 11, 1), Cause.ENDING, "policy")
    organisation.reported = {"x": "2026-09-05"}
    assert next_due_of(organisation) == NextDue(date(2026, 9, 5), Cause.CHANGE, "x")
    regular = date(2026, 11, 18)
    assert due_after(organisation, "a", regular) == date(2026, 9, 5)
    assert due_after(organisation, "an older one", regular) == regular


def test_the_steps_before_a_renewal() -> None:
    end = date(2028, 3, 1)
    assert [(one.step, one.day.isoformat(), one.days_before) for one in renewal_steps(end)] == [
        (Step.PROOF, "2027-11-02", 120), (Step.BROKER, "2027-12-02", 90),
        (Step.FORM, "2028-01-01", 60), (Step.CARD, "2028-01-31", 30),
    ]  # fmt: skip
    assert all(step_words(step) for step in Step)


INDEX = pack(
    check("a"),
    check("b", facts=(fact("b.end", FactType.DATE, expires=True),)),
    check("secret", audience=Audience.COUNSEL_ONLY),
    rules=(rule("r", {"a": "no"}),),
    was={"old": "a"},
)


def judged(given: dict[str, Any], index: Index = INDEX) -> Judgement:
    return judge(index, assessment(given), TODAY)


SHOWN = answer("yes", "2026-11-01")


@pytest.mark.parametrize(
    ("finding", "given", "status", "becomes", "reopened"),
    [
        ("gap:a", {"a": "yes"}, "done", "done", 0),  # said, not shown
        ("gap:a", {"a": SHOWN}, "done", "closed", 0),
        ("gap:a", {"a": SHOWN}, "open", "closed", 0),
        ("gap:a", {"a": SHOWN}, "accepted", "closed", 0),
        ("gap:a", {"a": "no"}, "open", "open", 0),
        ("gap:a", {"a": "no"}, "done", "open", 1),
        ("gap:a", {"a": "unknown"}, "closed", "open", 1),
        ("gap:a", {"a": "partly"}, "accepted", "accepted", 0),
        ("gap:a", {"a": "yes"}, "closed", "closed", 0),
        ("unproven:a", {"a": "yes"}, "done", "open", 1),
        ("stale:a", {"a": answer("yes", "2024-01-01")}, "closed", "open", 1),
        ("gap:old", {"a": "no"}, "done", "open", 1),
        ("gap:a", {"a": answer("not_applicable", reason="r")}, "open", "closed", 0),
        ("gap:gone", {"a": "no"}, "open", "open", 0),
        ("conflict:r", {"a": "no"}, "done", "open", 1),
        ("conflict:r", {"a": "yes"}, "done", "closed", 0),
        ("conflict:r", {}, "done", "done", 0),
        ("expiring:b.end", {"b": answer("yes", facts={"b.end": "2027-12-31"})}, "done", "closed", 0),
        ("expiring:b.end", {"b": answer("yes", facts={"b.end": "2026-12-31"})}, "done", "open", 1),
        ("expiring:b.end", {"b": "yes"}, "done", "done", 0),
        ("strange", {}, "done", "done", 0),
    ],
)  # fmt: skip
def test_only_evidence_closes_and_a_bad_answer_opens_again(
    finding: str, given: dict[str, Any], status: str, becomes: str, reopened: int
) -> None:
    (found,) = after(judged(given), [Action(finding=finding, status=ActionStatus(status), owner="dana")])
    assert (found.status, found.reopened, found.owner) == (becomes, reopened, "dana")
    assert found.closed_on == ("2026-11-21" if becomes == "closed" and status != "closed" else "")


def test_two_actions_that_are_about_one_finding_by_now_stay_one() -> None:
    both = [Action(finding="gap:a", note="1"), Action(finding="gap:old", note="2")]
    assert [one.note for one in after(judged({"a": "no"}), both)] == ["1"]


def test_how_an_action_stands() -> None:
    def of(**more: Any) -> Standing:
        return standing(Action(finding="gap:a", **more), TODAY)

    assert of() is Standing.OPEN
    assert of(due="2026-11-21", status=ActionStatus.IN_PROGRESS) is Standing.IN_PROGRESS
    assert of(due="2026-11-20", status=ActionStatus.IN_PROGRESS) is Standing.OVERDUE
    assert of(due="2026-11-20", status=ActionStatus.DONE) is Standing.NOT_YET_PROVEN
    assert of(expires="2026-11-21", status=ActionStatus.ACCEPTED) is Standing.ACCEPTED
    assert of(expires="2026-11-20", status=ActionStatus.ACCEPTED) is Standing.LAPSED
    assert of(status=ActionStatus.CLOSED) is Standing.CLOSED


def test_what_people_may_set() -> None:
    plan = with_action([Action(finding="gap:a"), Action(finding="gap:b")], Action(finding="gap:a", owner="sam"))
    assert [(one.finding, one.owner) for one in plan] == [("gap:a", "sam"), ("gap:b", "")]
    assert [one.finding for one in with_action(plan, Action(finding="gap:c"))] == ["gap:a", "gap:b", "gap:c"]
    for wrong, says in (
        (Action(finding="gap:a", status=ActionStatus.CLOSED), "Only the evidence"),
        (Action(finding="gap:a", status=ActionStatus.ACCEPTED, approver="sam", reason="r"), "who accepts it"),
        (Action(finding="gap:a", due="2026-02-30"), "a date that exists"),
    ):
        with pytest.raises(AssessmentError, match=says):
            with_action(plan, wrong)


def test_an_accepted_risk_changes_no_number() -> None:
    given = {"a": "no", "b": "partly"}
    plain = judge(INDEX, assessment(given), TODAY)
    accepted = [
        Action(finding=one.identity, status=ActionStatus.ACCEPTED, approver="sam", reason="r", expires="2027-01-01")
        for one in plain.findings
    ]
    with_them = judge(INDEX, assessment(given), TODAY, actions=accepted)
    assert (with_them.score, with_them.findings) == (plain.score, plain.findings)
    assert State.NO is plain.reading.state("a")


def test_what_is_open_is_counted_through_renames() -> None:
    found = judged({"a": "no", "secret": SHOWN})
    assert times_open(found, {"old": 2, "secret": 4, "r": 1}) == {"a": 3, "b": 1, "r": 2}
    assert times_open(found, {})["a"] == 1


def test_codes_and_readers_of_an_action() -> None:
    assert [code_of(INDEX, id) for id in ("gap:a", "expiring:b.end", "conflict:r:dana", "gap:x")] == ["A", "B", "R", ""]
    assert audience_of(INDEX, "gap:secret") is audience_of(INDEX, "conflict:r:secret") is Audience.COUNSEL_ONLY
    assert audience_of(INDEX, "gap:x") is Audience.EVERYONE
