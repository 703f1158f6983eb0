"""The answers files that ship: fictional, complete, and telling the story the documents show."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from readiness.assessment.findings import Kind
from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import Assessment, Status
from readiness.assessment.timeline import Timeline, timeline
from readiness.exchange.answers import Submission, read_answers
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.vocabulary import Severity, State, Value
from readiness.resources import bundled

TODAY = date(2026, 11, 21)

EXAMPLES = bundled("questionnaires") / "examples"
HARBOR, LUND = EXAMPLES / "harbor-dental-group.yaml", EXAMPLES / "lund-joinery.yaml"
HISTORY = [EXAMPLES / f"harbor-history-{day}.yaml" for day in ("2026-02-20", "2026-05-21", "2026-08-20")]

STATES_OF_THE_STORY = {
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
}
FACTS_OF_THE_STORY: dict[str, Value] = {
    "profile.policy": "own_policy",
    "profile.it_provider": "yes",
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
"""What the worked timeline is computed from; the sample must say exactly this."""

HOURS_BY_HAND = {
    "leader-told": 4,
    "in-charge": 5,
    "insurer-notice": 28,
    "responder-works": 72,
    "contract-notice": 40,
    "first-message": 40,
    "full-message": 114,
    "letters-out": 485,
    "first-update": 64,
}
CONFLICTS_OF_THE_STORY = {
    *("X01a", "X02", "X15b", "X17a", "X20", "X21a", "X24a", "X24b"),
    *("X31a", "X34", "X42", "X45", "X50"),
}


def submitted(path: Path, index: Index) -> Submission:
    return read_answers(path, {index.pack.id: index}.__getitem__, TODAY)


def sealed(assessment: Assessment) -> Assessment:
    assessment.status = Status.SEALED
    return assessment


@pytest.fixture(scope="module")
def harbor(index: Index) -> Judgement:
    return judge(index, sealed(submitted(HARBOR, index).assessment), TODAY)


@pytest.fixture(scope="module")
def lund(index: Index) -> Judgement:
    return judge(index, sealed(submitted(LUND, index).assessment), TODAY)


@pytest.fixture(scope="module")
def tonight(index: Index, harbor: Judgement) -> Timeline:
    return timeline(index, harbor.reading)


def test_the_first_by_name_is_the_sample() -> None:
    assert sorted(EXAMPLES.glob("*.yaml")) == [HARBOR, *HISTORY, LUND]


@pytest.mark.parametrize("path", [HARBOR, *HISTORY, LUND], ids=lambda path: path.stem)
def test_names_and_numbers_are_made_up(path: Path, index: Index) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/answers.json\n")
    assert submitted(path, index).organisation.endswith("(fictional)")
    for number in re.findall(r"\+\d[\d ]{6,}", text):
        assert re.fullmatch(r"\+1 555 01\d\d", number), number
    for host in re.findall(r"[\w.-]+@([\w.-]+)", text) + re.findall(r"https?://([^/\s]+)", text):
        assert host == "example.com" or host.endswith(".example.com"), host
    for party in submitted(path, index).assessment.parties:
        assert party.name.endswith("(fictional)"), party.name
    assert re.search(r"[äöüéñ]", text)


@pytest.mark.parametrize("path", [HARBOR, *HISTORY, LUND], ids=lambda path: path.stem)
def test_nothing_is_in_it_that_a_plain_workspace_may_not_keep(path: Path, index: Index) -> None:
    assessment = submitted(path, index).assessment
    given = {id for answers in assessment.answers.values() for answer in answers for id in answer.facts}
    assert not [id for id in given if index.facts[id].sensitive]
    for person in assessment.people:
        assert not [channel for channel in person.channels if channel.private and channel.value], person.name


def test_all_that_harbor_is_asked_is_answered(harbor: Judgement) -> None:
    reading = harbor.reading
    states = {check.code: reading.state(check.id) for check in reading.scope.checks}
    assert not [code for code, state in states.items() if state is None]
    assert Counter(states.values())[State.NOT_APPLICABLE] == 4
    hidden = [check.code for check in reading.scope.checks if not reading.is_visible(check.id)]
    assert hidden == ["LAW-07"]
    assert not harbor.blanks


def test_harbor_is_a_realistic_mix(harbor: Judgement) -> None:
    numbers = harbor.score.numbers
    assert numbers.in_place is not None
    assert numbers.proven is not None
    assert 45 <= numbers.in_place <= 55
    assert 20 <= numbers.proven <= 25
    assert harbor.score.band is not None
    assert harbor.score.band.id == "partly-ready"
    assert (harbor.score.critical_closed, harbor.score.critical_asked) == (10, 21)
    kinds = Counter(finding.kind for finding in harbor.findings)
    assert kinds[Kind.UNKNOWN] >= 3
    assert kinds[Kind.STALE] >= 4
    assert kinds[Kind.UNPROVEN] >= 5


def test_harbor_has_the_conflicts_of_the_story(harbor: Judgement) -> None:
    assert {conflict.rule.code for conflict in harbor.conflicts} == CONFLICTS_OF_THE_STORY
    kept = {conflict.rule.code for conflict in harbor.conflicts if conflict.audience is Audience.COUNSEL_ONLY}
    assert kept == {"X21a"}
    assert [line.fact.id for line in harbor.dated if line.expires] == ["response_firm.ends_on", "insurer.ends_on"]


def test_harbor_says_exactly_what_the_worked_timeline_needs(harbor: Judgement) -> None:
    reading = harbor.reading
    assert {id: reading.state(id) for id in STATES_OF_THE_STORY} == STATES_OF_THE_STORY
    assert {id: reading.fact(id) for id in FACTS_OF_THE_STORY} == FACTS_OF_THE_STORY


def test_harbors_timeline_is_the_one_worked_by_hand(tonight: Timeline) -> None:
    finished = {timed.step.id: timed.finish for timed in tonight.steps}
    assert {id: finished[id] for id in HOURS_BY_HAND} == {id: hours * 60 for id, hours in HOURS_BY_HAND.items()}
    assert tonight.costliest is not None
    assert tonight.costliest.id == "communications.signoff_time"


def test_people_and_parties_that_answers_name_are_in_the_file(harbor: Judgement, lund: Judgement) -> None:
    for judgement in (harbor, lund):
        reading = judgement.reading
        for answers in reading.assessment.answers.values():
            for answer in answers:
                assert answer.respondent in reading.people
                for id, value in answer.facts.items():
                    kind = reading.index.facts[id].type
                    known = reading.parties if kind is FactType.ORGANISATION else reading.people
                    named = value if isinstance(value, list) else [str(value)]
                    if kind in (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION):
                        assert set(named) <= set(known), id


def test_lund_answers_the_first_hour_and_mostly_does_not_know(lund: Judgement) -> None:
    reading = lund.reading
    assert reading.scope.name == "first-hour"
    states = [reading.state(check.id) for check in reading.scope.checks]
    assert None not in states
    assert Counter(states)[State.NO] + Counter(states)[State.UNKNOWN] > len(states) // 2
    assert [check.code for check in reading.scope.checks if not reading.is_visible(check.id)] == ["IRF-07"]
    assert lund.score.band is not None
    assert lund.score.band.id == "not-ready"
    assert lund.score.numbers.proven == 0
    assert any(finding.severity is Severity.CRITICAL for finding in lund.findings)


def test_the_sample_has_a_history_that_gets_better(index: Index, harbor: Judgement) -> None:
    """Three earlier quarters of the same organisation, each with what was known on its own day."""
    told = []
    for path in HISTORY:
        found = submitted(path, index)
        assert found.organisation == submitted(HARBOR, index).organisation
        day = found.assessment.as_of
        assert path.stem.endswith(day)
        told.append(judge(index, sealed(found.assessment), date.fromisoformat(day)))
        for given in found.assessment.answers.values():
            assert all(proof.dated <= day for answer in given for proof in answer.evidence)
    closed = [one.score.critical_closed for one in (*told, harbor)]
    assert closed == sorted(closed) == [3, 6, 8, 10]
