"""What an assessment says: existence of facts, visibility, which of several answers counts."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.assessment.model import AssessmentError, Channel, ChannelKind, Person
from readiness.assessment.reading import Reading
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Computed, Fact, FactType, Mode, ModeBlock
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown, judge
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import SIZE, TODAY, answer, assessment, check, fact, pack, reading, when

LIMIT = fact("limit", FactType.MONEY, required_for=(State.YES,))
ALWAYS = fact("firm", FactType.ORGANISATION, asked_when=(State.YES, State.PARTLY, State.NO))
ONLY_YES = fact("date", FactType.DATE, asked_when=(State.YES,))
SIGN = fact("sign", FactType.YES_NO, ask_if={"about.policy": "own"})
POLICY = fact("about.policy", FactType.CHOICE, choices={"own": "Own", "none": "None"})
STAFF = fact("about.staff", FactType.CHOICE, choices={"tiny": "Tiny", "small": "Small", "large": "Large"})
INDEX = pack(
    check("spend-ing", facts=(LIMIT, ALWAYS, ONLY_YES, SIGN)),
    check("insur-er", ask_if={"about.policy": "own"}, facts=(fact("ends", FactType.DATE),)),
    check("big-only", left_out_below=20, facts=(fact("rota"),)),
    about=(POLICY, STAFF),
    firm_size=SIZE,
)


def looked_up(id: str, answers: dict[str, Any], index: Index = INDEX) -> Lookup:
    return reading(index, answers).lookup(id)


@pytest.mark.parametrize(
    ("id", "answers", "expected"),
    [
        ("limit", {}, Unknown(("limit", "spend-ing"))),
        ("limit", {"spend-ing": "unknown"}, Unknown(("limit", "spend-ing"))),
        ("limit", {"spend-ing": "yes"}, Unknown(("limit",), blank=True)),
        ("limit", {"spend-ing": answer("yes", facts={"limit": ""})}, Unknown(("limit",), blank=True)),
        ("limit", {"spend-ing": answer("yes", facts={"limit": "5 USD"})}, Known(FactType.MONEY, "5 USD")),
        ("limit", {"spend-ing": answer(None, facts={"limit": "5 USD"})}, Known(FactType.MONEY, "5 USD")),
        ("limit", {"spend-ing": answer("unknown", facts={"limit": "5 USD"})}, Known(FactType.MONEY, "5 USD")),
        ("limit", {"spend-ing": answer("no", facts={"limit": "5 USD"})}, Absent(denied=True)),
        ("limit", {"spend-ing": answer("not_applicable", facts={"limit": "5 USD"})}, Absent()),
        ("firm", {"spend-ing": "no"}, Unknown(("firm",), blank=True)),
        ("date", {"spend-ing": "partly"}, Absent(denied=True)),
        ("sign", {"spend-ing": "yes", "about.policy": "none"}, Absent()),
        ("sign", {"spend-ing": "yes"}, Unknown(("sign",), blank=True)),
        ("ends", {"about.policy": "none", "insur-er": answer("yes", facts={"ends": "2027-01-01"})}, Absent()),
        ("ends", {"insur-er": answer(None, facts={"ends": "2027-01-01"})}, Known(FactType.DATE, "2027-01-01")),
        ("about.policy", {}, Unknown(("about.policy",))),
        ("insur-er", {}, Unknown(("insur-er",))),
        ("insur-er", {"about.policy": "none", "insur-er": "yes"}, Known(None, "not_applicable")),
        ("insur-er", {"insur-er": "unknown"}, Known(None, "unknown")),
        ("assessment.next_due", {}, Known(FactType.DATE, "2027-02-19")),
    ],
)
def test_a_value_is_known_unknown_or_does_not_exist(id: str, answers: dict[str, Any], expected: Lookup) -> None:
    assert looked_up(id, answers) == expected


@pytest.mark.parametrize(
    ("answers", "holds"),
    [
        ({"spend-ing": "yes"}, True),
        ({"spend-ing": "partly"}, True),
        ({"spend-ing": "no"}, True),
        ({}, None),
        ({"spend-ing": "unknown"}, None),
        ({"spend-ing": "not_applicable"}, False),
        ({"spend-ing": answer("yes", facts={"limit": "5 USD"})}, False),
    ],
)
def test_missing_asks_whether_an_answered_check_left_the_fact_empty(
    answers: dict[str, Any], holds: bool | None
) -> None:
    condition = when({"limit": {"missing": True}})
    assert condition is not None
    assert judge(condition.tree, reading(INDEX, answers)).holds is holds


@pytest.mark.parametrize(
    ("staff", "shown"), [(None, True), ("tiny", False), ("small", True), ("large", True), ("unheard-of", True)]
)
def test_a_check_is_left_out_only_of_firms_that_are_surely_too_small(staff: str | None, shown: bool) -> None:
    given = reading(INDEX, {"about.staff": staff} if staff else {})
    assert given.is_visible("big-only") is shown


def test_an_answer_that_is_hidden_is_kept_and_not_counted() -> None:
    hidden = reading(INDEX, {"about.policy": "none", "insur-er": "no"})
    assert hidden.state("insur-er") is State.NOT_APPLICABLE
    assert hidden.assessment.answers["insur-er"][0].state is State.NO
    assert reading(INDEX, {"about.policy": "own", "insur-er": "no"}).state("insur-er") is State.NO


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        (["yes", "partly"], "partly"),
        (["yes", "unknown", "partly"], "unknown"),
        (["unknown", "no"], "no"),
        (["not_applicable", "yes"], "yes"),
        (["yes", "yes"], "yes"),
    ],
)
def test_the_worst_of_several_answers_counts_in_any_order(states: list[str], worst: str) -> None:
    answers = [answer(state, respondent=f"p{n}") for n, state in enumerate(states)]
    for given in (answers, answers[::-1]):
        assert reading(INDEX, {"spend-ing": given}).state("spend-ing") is State(worst)


def test_a_fact_the_counted_answer_lacks_is_taken_from_another() -> None:
    given = [
        answer("yes", respondent="it", facts={"limit": "9 USD"}),
        answer("partly", respondent="", facts={"firm": "x"}),
    ]
    both = reading(INDEX, {"spend-ing": given})
    assert both.fact("limit") == "9 USD"
    assert both.fact("firm") == "x"


def test_attributes_of_a_person() -> None:
    index = pack(check("lead-er", facts=(fact("leader", FactType.PERSON),)))
    people = [
        Person(id="dana", name="Dana", channels=[Channel(kind=ChannelKind.MOBILE, needs_company_systems=False)]),
        Person(id="ines", name="Ines", employer="northline"),
    ]

    def of(*named: str) -> Reading:
        answers = [answer("yes", respondent=f"r{n}", facts={"leader": id}) for n, id in enumerate(named)]
        return reading(index, {"lead-er": answers}, people=people)

    assert of("dana").lookup("leader.independent_channels") == Known(FactType.INTEGER, 1)
    assert of("ines").lookup("leader.independent_channels") == Unknown(("leader.independent_channels",), blank=True)
    assert of("ines").lookup("leader.employer") == Known(FactType.ORGANISATION, "northline")
    assert of("dana").lookup("leader.employer") == Absent()
    assert of("nobody").lookup("leader.employer") == Unknown(("leader.employer",), blank=True)
    assert of("dana", "ines").lookup("leader.distinct_answers") == Known(FactType.INTEGER, 2)
    assert of("dana", "dana").lookup("leader.distinct_answers") == Known(FactType.INTEGER, 1)
    assert reading(index, {}).lookup("leader.employer") == Unknown(("leader", "lead-er"))


def test_computed_values_leave_out_what_does_not_exist() -> None:
    facts = (fact("a", FactType.DURATION), fact("b", FactType.DURATION, ask_if={"about.policy": "own"}))
    index = pack(check("times", facts=facts), about=(POLICY,), computed={"total": Computed(sum=("a", "b"))})
    given = {"times": answer("yes", facts={"a": "4h", "b": "20m"})}
    assert looked_up("total", given, index) == Known(FactType.DURATION, "260m")
    assert looked_up("total", {**given, "about.policy": "none"}, index) == Known(FactType.DURATION, "240m")
    assert looked_up("total", {"times": "no"}, index) == Absent()


@pytest.mark.parametrize("damaged", ["abc", "2026-02-30", "-3 USD"])
def test_a_stored_value_that_cannot_be_read_counts_as_not_given(damaged: str) -> None:
    given = {"spend-ing": answer("yes", facts={"limit": damaged, "date": damaged})}
    assert looked_up("limit", given) == Unknown(("limit",), blank=True)
    assert looked_up("date", given) == Unknown(("date",), blank=True)


def test_an_id_the_pack_does_not_have_is_refused() -> None:
    with pytest.raises(AssessmentError, match="nothing with the id 'limits'"):
        looked_up("limits", {})
    with pytest.raises(AssessmentError, match="no question has the id"):
        reading(INDEX, {}).is_visible("nobody")


def test_a_required_fact_left_empty_is_a_blank() -> None:
    assert [one.id for one in reading(INDEX, {"spend-ing": "yes"}).blanks("spend-ing")] == ["limit"]
    assert reading(INDEX, {"spend-ing": "partly"}).blanks("spend-ing") == ()
    assert reading(INDEX, {"spend-ing": answer("yes", facts={"limit": "1 USD"})}).blanks("spend-ing") == ()


def test_a_shorter_pass_covers_its_checks_and_the_facts_marked_for_it() -> None:
    early = Fact(id="ends_on", type=FactType.DATE, label="Ends")
    marked = Fact(id="who", type=FactType.TEXT, label="Who", first_hour=True, required_for=(State.YES,))
    late = fact("about.later", screen="before-main")
    block = ModeBlock(id="b", title="From memory", in_hand="nothing", ends_with="card", checks=("two", "one"))
    index = pack(
        check("one", facts=(early,)),
        check("two", facts=(marked, fact("more", required_for=(State.YES,)))),
        check("three", facts=(fact("other", first_hour=True),)),
        about=(POLICY, late),
        modes=(Mode(id="short", title="Short", intro="", blocks=(block,), asks_proof=False),),
    )
    short = Reading(index, assessment({"two": "yes"}, scope="short"), TODAY)
    assert [one.id for one in short.scope.checks] == ["two", "one"]
    assert not short.scope.asks_proof
    covered = [
        id for id in ("one", "three", "who", "more", "other", "about.policy", "about.later") if short.scope.covers(id)
    ]
    assert covered == ["one", "who", "about.policy"]
    assert [one.id for one in short.blanks("two")] == ["who"]
    with pytest.raises(AssessmentError, match="it has: full, short"):
        Reading(index, assessment({}, scope="long"), TODAY)
