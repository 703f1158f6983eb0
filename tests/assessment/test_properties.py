"""What must hold for any answers to the questionnaire that ships."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.conflicts import Outcome
from readiness.assessment.findings import Kind, visible_to
from readiness.assessment.interview import Interview
from readiness.assessment.judgement import Judgement, judge, summary
from readiness.assessment.model import Answer, Assessment, Evidence, Status
from readiness.assessment.reading import Reading
from readiness.questionnaire.condition import Operator, comparisons, ids
from readiness.questionnaire.model import Audience, ConflictRule, Fact, FactType
from readiness.questionnaire.vocabulary import Severity, State
from tests.assessment.packs import TODAY, answer, assessment, shipped

INDEX = shipped()
RESPONDENTS = ("", "sam", "ines")
SEEDS = st.integers(0, 10**6)


def value(rng: random.Random, fact: Fact) -> Any:
    """Some value of a fact, as it is stored."""
    made = {
        FactType.CHOICE: lambda: rng.choice(list(fact.choices)),
        FactType.CHOICES: lambda: rng.sample(list(fact.choices), min(2, len(fact.choices))),
        FactType.PERSON: lambda: rng.choice(["dana", "sam", "ines"]),
        FactType.PEOPLE: lambda: rng.sample(["dana", "sam", "ines"], 2),
        FactType.ORGANISATION: lambda: rng.choice(["northline", "harbour"]),
        FactType.DATE: lambda: f"202{rng.randint(5, 7)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        FactType.INTEGER: lambda: rng.randint(0, 30),
        FactType.MONEY: lambda: f"{rng.randint(1, 90)}000 {rng.choice(['USD', 'USD', 'EUR'])}",
        FactType.DURATION: lambda: f"{rng.randint(0, 200)}{rng.choice('mhdw')}",
        FactType.YES_NO: lambda: rng.choice(["yes", "no"]),
    }
    return made.get(fact.type, lambda: "[/] text {x}")()


def answers(seed: int) -> dict[str, list[Answer]]:
    """Answers to a random part of the questionnaire, some by two people, some with proof."""
    rng = random.Random(seed)
    given = {fact.id: [Answer(facts={fact.id: value(rng, fact)})] for fact in INDEX.opening_facts if rng.random() < 0.9}
    for check in INDEX.checks.values():
        if rng.random() < 0.9:
            given[check.id] = [
                answer(
                    rng.choices(list(State), [2, 1, 2, 6, 0.3])[0],
                    f"202{rng.randint(5, 6)}-0{rng.randint(1, 9)}-11" if rng.random() < 0.5 else "",
                    facts={fact.id: value(rng, fact) for fact in check.facts if rng.random() < 0.8},
                    reason="r",
                    respondent=who,
                )
                for who in rng.sample(RESPONDENTS, 2 if rng.random() < 0.1 else 1)
            ]
    return given


def sealed(given: dict[str, list[Answer]], **more: Any) -> Assessment:
    made = assessment(**more)
    made.answers = given
    return made


def told(judgement: Judgement) -> tuple[Any, ...]:
    """Everything a reader gets, without the reading it came from."""
    unchecked = [(one.rule.id, one.missing) for one in judgement.unchecked]
    return (judgement.score, judgement.findings, unchecked, judgement.sections, judgement.dated, judgement.decisions)


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_answering_changes_nothing(seed: int, rng: random.Random) -> None:
    given = answers(seed)
    shuffled = {id: rng.sample(all_, len(all_)) for id, all_ in rng.sample(list(given.items()), len(given))}
    people = assessment().people
    one = judge(INDEX, sealed(given), TODAY)
    other = judge(INDEX, sealed(shuffled, people=rng.sample(people, len(people))), TODAY)
    assert told(one) == told(other)


@given(SEEDS)
@settings(max_examples=40)
def test_what_always_holds(seed: int) -> None:
    found = judge(INDEX, sealed(answers(seed)), TODAY)
    numbers = found.score.numbers
    assert numbers.in_place is not None
    assert numbers.proven is not None
    assert 0 <= numbers.proven <= numbers.in_place <= 100
    assert found.score.critical_closed <= found.score.critical_asked
    if found.score.band is not None:
        assert all(found.score.band.at_least <= cap.band.at_least for cap in found.score.caps)
    assert len({one.identity for one in found.findings}) == len(found.findings)
    checks = [one.id for one in found.findings if one.kind not in (Kind.CONFLICT, Kind.EXPIRING)]
    assert len(checks) == len(set(checks))
    assert len(found.decisions) <= 5
    assert all(len(section.sentence.split()) <= 20 for section in found.sections)
    row = summary(found)
    assert msgspec.json.decode(msgspec.json.encode(row), type=type(row)) == row


@given(SEEDS)
@settings(max_examples=25)
def test_more_proof_never_lowers_what_is_proven(seed: int) -> None:
    rng = random.Random(seed)
    given = answers(seed)
    before = judge(INDEX, sealed(given), TODAY).score.numbers
    more = dict(given)
    for id in rng.sample([id for id in given if id in INDEX.checks], 10):
        dated = rng.choice(["", "2020-01-01", "2026-11-20"])
        proof = [*given[id][0].evidence, Evidence(description="minute", dated=dated)]
        more[id] = [msgspec.structs.replace(given[id][0], evidence=proof), *given[id][1:]]
    after = judge(INDEX, sealed(more), TODAY).score.numbers
    assert before.proven is not None
    assert after.proven is not None
    assert after.proven >= before.proven
    assert after.in_place == before.in_place


def by_rule(judgement: Judgement) -> dict[str, Outcome]:
    return {one.rule.id: one.outcome for one in judgement.outcomes}


def asks_for_what_is_missing(rule: ConflictRule) -> bool:
    return rule.when is not None and any(one.operator is Operator.MISSING for one in comparisons(rule.when.tree))


STEADY = [
    rule.id
    for rule in INDEX.pack.rules
    if not rule.builtin and not rule.for_each and not asks_for_what_is_missing(rule)
]


DECIDES_WHAT_IS_ASKED = {
    INDEX.captured_by.get(id, id)
    for item in (*INDEX.checks.values(), *INDEX.facts.values())
    if item.ask_if is not None
    for id in ids(item.ask_if.tree)
}


@given(SEEDS)
@settings(max_examples=40)
def test_later_answers_never_overturn_a_verdict(seed: int) -> None:
    rng = random.Random(seed)
    given = {id: all_[:1] for id, all_ in answers(seed).items()}
    late = {id for id in given if id in INDEX.checks and id not in DECIDES_WHAT_IS_ASKED and rng.random() < 0.4}
    early = {id: all_ for id, all_ in given.items() if id not in late}
    first, then = (by_rule(judge(INDEX, sealed(one), TODAY)) for one in (early, given))
    for id in STEADY:
        assert first[id] is Outcome.UNCHECKED or first[id] is then[id], id


def test_answering_no_everywhere_is_told_by_the_gaps_alone() -> None:
    given = {
        fact.id: [Answer(facts={fact.id: next(iter(fact.choices))})] for fact in INDEX.opening_facts if fact.choices
    }
    given |= {id: [answer("no")] for id in INDEX.checks}
    found = judge(INDEX, sealed(given), TODAY)
    # What must not be so is so: the policy lies where intruders look, machines are wiped, the contract is silent.
    assert {one.rule.id for one in found.conflicts} <= {"x11", "x34", "x35"}
    assert {one.kind for one in found.findings} <= {Kind.GAP, Kind.CONFLICT}
    assert found.score.numbers.in_place == 0
    assert found.score.band is not None
    assert found.score.band.id == "not-ready"


def test_answering_nothing_is_told_by_what_is_unknown() -> None:
    found = judge(INDEX, sealed({}), TODAY)
    assert found.conflicts == ()
    assert {one.kind for one in found.findings} == {Kind.UNKNOWN}
    assert len(found.findings) == len(INDEX.checks)
    assert found.score.critical_asked == 21


def test_yes_to_everything_with_fresh_proof_is_ready_on_paper() -> None:
    given = {id: [answer("yes", "2026-11-20")] for id in INDEX.checks}
    found = judge(INDEX, sealed(given), TODAY)
    assert found.score.band is not None
    assert (found.score.band.id, found.score.numbers.proven) == ("ready", 100)
    assert (found.score.critical_closed, found.score.caps) == (21, ())


@given(SEEDS)
@settings(max_examples=25)
def test_nothing_for_counsel_only_is_told_to_management(seed: int) -> None:
    given = answers(seed)
    for check in INDEX.checks.values():
        if check.audience is Audience.COUNSEL_ONLY:
            given[check.id] = [answer("no", note="PLANTED", facts=given.get(check.id, [Answer()])[0].facts)]
    given["profile.policy"] = [Answer(facts={"profile.policy": "own_policy"})]
    found = judge(INDEX, sealed(given), TODAY)
    counsel = [check for check in INDEX.checks.values() if check.audience is Audience.COUNSEL_ONLY]
    secret = {fact.id for check in counsel for fact in check.facts}
    codes = {check.code for check in counsel}
    seen = visible_to(found.findings, Audience.MANAGEMENT)
    assert seen.has_matter_for_counsel
    for one in seen.findings:
        assert one.code not in codes
        assert not {quote.id for quote in one.quotes} & secret
    page_one = repr(
        (found.decisions, [one.sentence for one in found.sections], [cap.reason for cap in found.score.caps])
    )
    assert "PLANTED" not in page_one
    hidden = [one for one in found.findings if one.audience is Audience.COUNSEL_ONLY]
    assert hidden
    assert not any(one.title in page_one or one.identity in page_one for one in hidden)


@given(SEEDS, st.text(max_size=12))
@settings(max_examples=25)
def test_damaged_values_never_stop_the_judgement(seed: int, damage: str) -> None:
    rng = random.Random(seed)
    given = answers(seed)
    for all_ in given.values():
        for one in all_:
            one.facts = {id: damage if rng.random() < 0.3 else kept for id, kept in one.facts.items()}
    found = judge(INDEX, sealed(given), TODAY)
    assert found.score.numbers.in_place is not None


@given(SEEDS, st.sampled_from(["full", *(mode.id for mode in INDEX.pack.modes)]))
@settings(max_examples=25)
def test_an_interview_and_a_judgement_agree_on_what_was_asked(seed: int, scope: str) -> None:
    given = sealed(answers(seed), scope=scope)
    read = Reading(INDEX, given, TODAY)
    asked = [id for id in Interview(read).items if id in INDEX.checks]
    numbers = judge(INDEX, given, TODAY).score.numbers
    assert sum(numbers.states.values()) == len(asked)
    assert numbers.unanswered == sum(not Interview(read).is_answered(id) for id in asked)


@given(SEEDS)
@settings(max_examples=10)
def test_sealing_only_turns_what_is_open_into_findings(seed: int) -> None:
    given = answers(seed)
    open_ones = judge(INDEX, msgspec.structs.replace(sealed(given), status=Status.DRAFT), TODAY)
    closed = judge(INDEX, sealed(given), TODAY)
    assert open_ones.score.band is None
    drafted = {one.identity for one in open_ones.findings}
    assert drafted <= {one.identity for one in closed.findings}
    extra = [one for one in closed.findings if one.identity not in drafted]
    assert all(one.kind is Kind.UNKNOWN and one.state is None for one in extra)
    assert open_ones.score.numbers == closed.score.numbers


def test_the_critical_checks_are_all_in_the_shortest_pass() -> None:
    critical = {check.id for check in INDEX.checks.values() if check.severity is Severity.CRITICAL}
    for mode in INDEX.pack.modes:
        if mode.id == "first-hour":
            assert critical <= {id for block in mode.blocks for id in block.checks}
