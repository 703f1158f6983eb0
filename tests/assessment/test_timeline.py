"""The timeline against figures worked by hand, and what must hold for any answers and any steps."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.conflicts import fired, rule_outcomes
from readiness.assessment.findings import findings
from readiness.assessment.model import Answer, Assessment, Evidence, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import StepState, Timeline, blocks, hours_by_gap, moment, timeline
from readiness.assessment.timeline_plan import TimelineError
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.timeline_check import circle_of
from readiness.questionnaire.timeline_model import Length, Prerequisite, TimelineStep
from readiness.questionnaire.vocabulary import Severity, State, Value
from readiness.resources import bundled

TODAY = date(2026, 11, 21)

# Harbor Dental Group, a fictional practice. The insurer must hear within 72 hours of the first sign,
# must agree to the investigators, and allows no emergency spending; the leader may sign for less than
# the response firm's smallest order.
HARBOR: dict[str, Value] = {
    "profile.policy": "own_policy",
    "profile.it_provider": "yes",
    "leader.named": "yes",
    "leader.deputy": "yes",
    "leader.reachable": "yes",
    "response-firm.agreed": "yes",
    "response-firm.monitoring": "partly",
    "response-firm.access-pack": "yes",
    "evidence.imaging": "yes",
    "communications.holding-statement": "yes",
    "evidence.data-map": "partly",
    "evidence.data-sheet": "yes",
    "leader.escalation_time": "2h",
    "it_provider.notice_within": "4h",
    "leader.answer_time": "30m",
    "deputy.takeover_after": "1h",
    "owner.told_within": "4h",
    "monitoring.may_isolate": "after_asking",
    "insurer.leader_to_insurer": "24h",
    "insurer.notice_clock_kind": "number",
    "insurer.notice_within": "72h",
    "insurer.notice_starts": "first_noticed",
    "insurer.consent_for": ["forensics", "ransom"],
    "insurer.emergency_spend_ok": "no",
    "counsel.answers_within": "4h",
    "response_firm.engaged_by": "company",
    "response_firm.starts_within": "8h",
    "leader.spend_limit": "25000 USD",
    "response_firm.minimum": "40000 USD",
    "communications.signoff_time": "30h",
    "duties.contract_clock_kind": "number",
    "duties.contract_clock": "24h",
    "duties.legal_clock_kind": "number",
    "duties.legal_clock": "72h",
    "duties.people_clock": "30d",
    "communications.call_centre_lead_time": "5d",
    "evidence.lookup_time": "5d",
    "duties.letters_lead_time": "10d",
    "communications.update_every": "24h",
}

# Hours from the first sign, worked by hand: earliest finish, deadline, slack.
BY_HAND: dict[str, tuple[float, float | None, float | None]] = {
    "noticed": (0, None, None),
    "leader-told": (4, None, None),  # longest(2 own staff, 4 IT company)
    "in-charge": (5, None, None),  # 4 + longest(0.5 answer, 1 deputy)
    "second-channel": (5.25, None, None),  # 5 + 0.25
    "owner-told": (5.5, 8, 2.5),  # 5 + 0.5; promised 4 hours after leader-told: 4 + 4
    "isolated": (6, None, None),  # the watchers must ask first: 5 + 1
    "evidence-kept": (10, None, None),  # 6 + 4
    "insurer-notice": (28, 72, 44),  # 4 + 24
    "counsel-engaged": (9, None, None),  # 5 + 4
    "responder-works": (72, None, None),  # after the notice: 28 + 8 + 12 consent + 24 approval
    "holding-agreed": (39, None, None),  # 9 + 30
    "staff-told": (39.5, None, None),  # 39 + 0.5
    "contract-notice": (40, 24, -16),  # 39 + 1
    "regulator-notice": (43, 72, 29),  # 39 + 4
    "first-message": (40, 24, -16),  # 39.5 + 0.5
    "facts-checked": (84, None, None),  # 72 + 12
    "full-message": (114, 72, -42),  # 84 + 30
    "call-line-ready": (125, None, None),  # 5 + 120
    "letters-out": (485, 720, 235),  # longest(114, 125) + 120 + 240
    "first-update": (64, None, None),  # 40 + 24
}

# What is saved at full-message with one thing mended, worked by hand.
COSTS_BY_HAND = {
    "communications.signoff_time": 26,  # 30 down to 4
    "leader.spend_limit": 24,  # no approval above the leader
    "insurer.leader_to_insurer": 22,  # 24 down to 2
    "insurer.emergency_spend_ok": 12,  # no waiting for the insurer's yes
    "response_firm.starts_within": 4,  # 8 down to 4
}


@cache
def bundled_index() -> Index:
    return Index(load_pack(bundled("questionnaires") / "breach-readiness"))


@pytest.fixture(scope="module")
def index() -> Index:
    return bundled_index()


def reading_of(index: Index, given_values: dict[str, Value], *, proof: bool = False) -> Reading:
    answers: dict[str, Answer] = {}
    for id, value in given_values.items():
        item = id if id in index.checks else index.captured_by[id]
        answer = answers.setdefault(item, Answer(answered_on="2026-11-21"))
        if id in index.checks:
            answer.state = State(str(value))
        else:
            answer.facts[id] = value
    for answer in answers.values():
        if proof and answer.state is State.YES:
            answer.evidence.append(Evidence(description="paper", place="binder", dated="2026-11-01"))
    assessment = Assessment(
        id="a1",
        organisation="o1",
        pack=PackReference(id=index.pack.id, version=index.pack.version, sha256="0" * 64),
        created_on="2026-11-21",
        answers={id: [answer] for id, answer in answers.items()},
    )
    return Reading(index, assessment, TODAY)


def drawn(index: Index, given_values: dict[str, Value], *, proof: bool = False) -> Timeline:
    return timeline(index, reading_of(index, given_values, proof=proof))


@pytest.fixture(scope="module")
def harbor(index: Index) -> Timeline:
    return drawn(index, HARBOR)


def hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / 60


def test_the_worked_example_comes_out_as_worked_by_hand(harbor: Timeline) -> None:
    found = {
        timed.step.id: (
            hours(timed.finish),
            hours(timed.due.at) if timed.due else None,
            hours(timed.due.slack) if timed.due else None,
        )
        for timed in harbor.steps
    }
    assert found == BY_HAND


def test_the_path_to_the_full_message_is_the_one_worked_by_hand(harbor: Timeline) -> None:
    assert harbor.critical_path == (
        "noticed",
        "leader-told",
        "insurer-notice",
        "responder-works",
        "facts-checked",
        "full-message",
    )


def test_the_costs_of_gaps_are_those_worked_by_hand(harbor: Timeline) -> None:
    at_measured = {gap.id: gap.minutes / 60 for gap in harbor.gaps if gap.at_measured}
    assert at_measured == COSTS_BY_HAND
    assert list(at_measured) == sorted(at_measured, key=lambda id: -at_measured[id])
    assert harbor.costliest is not None
    assert harbor.costliest.id == "communications.signoff_time"
    # letters: 485 falls to 365 with the printing mended, 437 with the lookup, 474 with the call centre
    elsewhere = {gap.id: (gap.minutes / 60, gap.at) for gap in harbor.gaps if not gap.at_measured}
    assert elsewhere["duties.letters_lead_time"] == (120, "letters-out")
    assert elsewhere["evidence.lookup_time"] == (48, "letters-out")
    assert elsewhere["communications.call_centre_lead_time"] == (11, "letters-out")


def test_hours_by_gap_names_facts_and_checks_and_starts_with_what_costs_most(harbor: Timeline, index: Index) -> None:
    by_gap = hours_by_gap(harbor)
    assert next(iter(by_gap)) == "communications.one-message"
    assert by_gap["communications.one-message"] == by_gap["communications.signoff_time"] == 26
    assert by_gap["leader.spending-limit"] == 24
    assert all(id in index.checks or id in index.facts for id in by_gap)


def test_findings_come_by_what_they_block_at_the_measured_step(index: Index, harbor: Timeline) -> None:
    answers: dict[str, Value] = {**HARBOR, "counsel.letters-ready": "partly", "communications.one-message": "yes"}
    answers = {**answers, "response-firm.price": "yes", "leader.spending-limit": "yes"}
    reading = reading_of(index, answers)
    found = findings(reading, fired(rule_outcomes(reading)), blocks(timeline(index, reading)))
    hours = {finding.id: finding.hours for finding in found if finding.hours}
    assert hours["communications.one-message"] == 26
    assert hours["leader.spending-limit"] == 24
    assert hours["x02"] == 24  # the limit is below the firm's smallest order
    assert "counsel.letters-ready" not in hours  # letters come after the message with the facts
    for severity in Severity:
        blocked = [finding.hours for finding in found if finding.severity is severity]
        assert blocked == sorted(blocked, reverse=True)


def test_three_clocks_are_missed(harbor: Timeline) -> None:
    assert [(timed.step.id, hours(timed.due.slack)) for timed in harbor.late if timed.due] == [
        ("full-message", -42),
        ("contract-notice", -16),
        ("first-message", -16),
    ]
    assert all(timed.state is StepState.BROKEN for timed in harbor.late)


def test_a_length_that_was_never_answered_is_named_at_every_step_that_follows(index: Index) -> None:
    without = {id: value for id, value in HARBOR.items() if id != "response_firm.starts_within"}
    found = drawn(index, without).by_id
    for id in ("responder-works", "facts-checked", "full-message", "letters-out"):
        assert found[id].finish is None
        assert found[id].state in (StepState.NOT_KNOWN, StepState.BROKEN)
        assert "response_firm.starts_within" in found[id].missing
    assert hours(found["first-message"].finish) == 40
    assert not drawn(index, without).critical_path


def test_a_check_answered_no_takes_the_assumed_hours_and_says_so(index: Index) -> None:
    answers = {id: value for id, value in HARBOR.items() if id != "deputy.takeover_after"}
    found = drawn(index, {**answers, "leader.deputy": "no"}).by_id["in-charge"]
    assert hours(found.finish) == 12  # 4 + longest(0.5, 8 assumed)
    assert found.is_assumed
    assert found.state is StepState.BROKEN
    assert found.checks == ("leader.deputy",)


def test_a_delay_that_is_not_known_makes_it_at_least(index: Index) -> None:
    without = {id: value for id, value in HARBOR.items() if id != "evidence.data-map"}
    found = drawn(index, without).by_id
    assert hours(found["facts-checked"].finish) == 84
    assert found["facts-checked"].at_least
    assert found["full-message"].at_least
    assert not found["first-message"].at_least


def test_as_soon_as_practicable_is_a_clock_of_its_own_kind(index: Index) -> None:
    answers = {**HARBOR, "insurer.notice_clock_kind": "as_soon_as_practicable"}
    due = drawn(index, answers).by_id["insurer-notice"].due
    assert due is not None
    assert due.as_soon_as_practicable
    assert (due.at, due.slack) == (None, None)


def test_a_deadline_that_was_never_answered_is_named(index: Index) -> None:
    without = {id: value for id, value in HARBOR.items() if id != "duties.legal_clock"}
    due = drawn(index, without).by_id["regulator-notice"].due
    assert due is not None
    assert due.at is None
    assert "duties.legal_clock" in due.missing


def test_without_a_policy_the_insurer_is_no_step_and_nothing_waits_for_it(index: Index) -> None:
    answers = {id: value for id, value in HARBOR.items() if not id.startswith("insurer.")}
    found = drawn(index, {**answers, "profile.policy": "none"}).by_id
    assert "insurer-notice" not in found
    assert hours(found["responder-works"].finish) == 5 + 8 + 24


def test_watchers_who_may_act_alone_do_not_wait_for_the_leader(index: Index) -> None:
    found = drawn(index, {**HARBOR, "monitoring.may_isolate": "alone"}).by_id["isolated"]
    assert (hours(found.start), hours(found.finish), found.after) == (0, 1, ("noticed",))


def test_a_clock_that_starts_with_the_managers_is_counted_from_there(index: Index) -> None:
    due = drawn(index, {**HARBOR, "insurer.notice_starts": "manager_aware"}).by_id["insurer-notice"].due
    assert due is not None
    assert (due.counted_from, hours(due.at), hours(due.slack)) == ("leader-told", 76, 48)


def test_a_step_is_answered_only_with_proof_of_every_check(index: Index) -> None:
    checks: dict[str, Value] = {"plan.staff-reporting": "yes", "response-firm.monitoring": "yes"}
    answers = {**HARBOR, **checks}
    assert drawn(index, answers).by_id["noticed"].state is StepState.UNPROVEN
    assert drawn(index, answers, proof=True).by_id["noticed"].state is StepState.ANSWERED
    unknown = drawn(index, {**answers, "plan.staff-reporting": "unknown"}, proof=True).by_id["noticed"]
    assert (unknown.state, unknown.checks) == (StepState.NOT_KNOWN, ("plan.staff-reporting",))
    broken = drawn(index, {**answers, "plan.staff-reporting": "no"}, proof=True).by_id["noticed"]
    assert broken.state is StepState.BROKEN


def test_nobody_answered_anything(index: Index) -> None:
    found = drawn(index, {})
    assert found.by_id["noticed"].finish == 0
    assert all(timed.finish is None for timed in found.steps if timed.step.id != "noticed" and timed.after)
    assert found.gaps == ()


def test_every_check_answered_no_uses_assumptions_throughout(index: Index) -> None:
    found = drawn(index, {"profile.policy": "own_policy", **dict.fromkeys(index.checks, "no")})
    assert all(timed.finish is not None for timed in found.steps)
    assert found.costliest is not None
    assert found.costliest.check in index.checks


def test_a_moment_counts_real_hours_over_the_change_of_the_clocks() -> None:
    noticed = datetime(2026, 10, 31, 20, 0, tzinfo=ZoneInfo("America/Chicago"))
    assert moment(noticed, 24 * 60).isoformat() == "2026-11-01T19:00:00-06:00"


# What must hold for any timeline.

DURATIONS = (
    "leader.escalation_time",
    "it_provider.notice_within",
    "leader.answer_time",
    "deputy.takeover_after",
    "insurer.leader_to_insurer",
    "counsel.answers_within",
    "response_firm.starts_within",
    "communications.signoff_time",
    "communications.call_centre_lead_time",
    "evidence.lookup_time",
    "duties.letters_lead_time",
    "communications.update_every",
)


@st.composite
def answers_to_it(draw: st.DrawFn) -> dict[str, Value]:
    """Harbor's answers with some left out, some checks no, and other lengths."""
    answers = {id: value for id, value in HARBOR.items() if draw(st.integers(0, 9))}
    for id in DURATIONS:
        if id in answers:
            answers[id] = f"{draw(st.integers(0, 400))}h"
    answers["insurer.notice_starts"] = draw(st.sampled_from(["first_noticed", "manager_aware", "confirmed"]))
    answers["monitoring.may_isolate"] = draw(st.sampled_from(["alone", "after_asking", "no"]))
    answers["response_firm.engaged_by"] = draw(st.sampled_from(["company", "counsel", "both"]))
    for id in ("leader.deputy", "insurer.consent", "response-firm.agreed", "evidence.data-map"):
        answers[id] = draw(st.sampled_from(["yes", "partly", "no", "unknown"]))
    return answers


@given(answers=answers_to_it(), id=st.sampled_from(DURATIONS), more=st.integers(1, 500))
def test_a_longer_time_never_finishes_anything_earlier_and_never_improves_slack(
    answers: dict[str, Value], id: str, more: int
) -> None:
    index = bundled_index()
    shorter = drawn(index, {**answers, id: "10h"}).by_id
    longer = drawn(index, {**answers, id: f"{10 + more}h"}).by_id
    assert shorter.keys() == longer.keys()
    for step_id, before in shorter.items():
        after = longer[step_id]
        assert (before.finish is None) == (after.finish is None)
        assert (after.finish or 0) >= (before.finish or 0)
        if before.due is not None and before.due.slack is not None:
            assert after.due is not None
            assert after.due.slack is not None
            assert after.due.slack <= before.due.slack


@given(answers=answers_to_it(), data=st.data())
def test_one_more_prerequisite_never_makes_anything_earlier(answers: dict[str, Value], data: st.DataObject) -> None:
    index = bundled_index()
    steps = list(index.pack.timeline)
    later = data.draw(st.integers(1, len(steps) - 1))
    earlier = data.draw(st.integers(0, later - 1))
    added = Prerequisite(step=steps[earlier].id)
    steps[later] = msgspec.structs.replace(steps[later], after=(*steps[later].after, added))
    other = Index(msgspec.structs.replace(index.pack, timeline=tuple(steps)))
    if circle_of(steps):
        with pytest.raises(TimelineError):
            drawn(other, answers)
        return
    before, after = drawn(index, answers).by_id, drawn(other, answers).by_id
    for step_id, timed in before.items():
        finish = after[step_id].finish
        assert finish is None or (timed.finish is not None and finish >= timed.finish)


@given(answers=answers_to_it())
def test_mending_a_gap_saves_what_it_says_and_never_more_than_there_is(answers: dict[str, Value]) -> None:
    found = drawn(bundled_index(), answers)
    for gap in found.gaps:
        finish = found.by_id[gap.at].finish
        assert finish is not None
        assert 0 < gap.minutes <= finish


@given(answers=answers_to_it())
def test_every_path_is_a_chain_without_idle_time(answers: dict[str, Value]) -> None:
    found = drawn(bundled_index(), answers)
    for timed in found.steps:
        path = found.path(timed.step.id)
        assert bool(path) == (timed.finish is not None)
        for before, after in pairwise(path):
            assert found.by_id[before].finish == found.by_id[after].start


def test_steps_that_wait_for_each_other_are_refused(index: Index) -> None:
    one = TimelineStep(id="one", label="One", who="x", length=Length(default="1h"), after=(Prerequisite(step="two"),))
    two = TimelineStep(id="two", label="Two", who="x", length=Length(default="1h"), after=(Prerequisite(step="one"),))
    circular = Index(msgspec.structs.replace(index.pack, timeline=(one, two)))
    with pytest.raises(TimelineError, match="wait for each other"):
        drawn(circular, {})
