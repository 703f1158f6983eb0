"""Rules over several answers: cases, subjects, built-in ones, small firms, shorter passes, words, audience."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.conflicts import Outcome, RuleOutcome, fired, rule_outcomes, unchecked
from readiness.assessment.model import Assessor, Person
from readiness.assessment.words import filled
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, FactType, Mode, ModeBlock, Recheck, RuleCase
from readiness.questionnaire.vocabulary import Severity, State
from tests.assessment.packs import SIZE, answer, check, fact, pack, reading, rule, when

LIMIT, MINIMUM = fact("limit", FactType.MONEY), fact("minimum", FactType.MONEY)
SHORT = rule(
    "x02", {"limit": {"less_than": {"fact": "minimum"}}}, sentence="May spend {limit}, costs {minimum}[ ({firm})]."
)
CHECKS = (
    check("spend-ing", facts=(LIMIT,)),
    check("pri-ce", facts=(MINIMUM, fact("firm", FactType.ORGANISATION))),
)


def outcome(index: Index, answers: dict[str, Any] | None = None, **more: Any) -> RuleOutcome:
    return rule_outcomes(reading(index, answers, **more))[0]


def spend(limit: str, minimum: str) -> dict[str, Any]:
    return {"spend-ing": answer("yes", facts={"limit": limit}), "pri-ce": answer("yes", facts={"minimum": minimum})}


def test_a_conflict_quotes_both_answers_in_words() -> None:
    found = outcome(pack(*CHECKS, rules=(SHORT,)), spend("25000 USD", "40000.50 USD"))
    conflict = found.conflicts[0]
    assert conflict.sentence == "May spend 25,000 USD, costs 40,000.50 USD."
    assert [(quote.label, quote.words, quote.check) for quote in conflict.quotes] == [
        ("Label of limit", "25,000 USD", "spend-ing"),
        ("Label of minimum", "40,000.50 USD", "pri-ce"),
    ]
    assert (conflict.id, conflict.severity, conflict.audience) == ("x02", Severity.HIGH, Audience.MANAGEMENT)


def test_amounts_in_two_currencies_cannot_be_checked_and_say_so() -> None:
    found = outcome(pack(*CHECKS, rules=(SHORT,)), spend("25000 USD", "40000 EUR"))
    assert (found.outcome, found.currencies) == (Outcome.UNCHECKED, ("USD", "EUR"))
    assert "USD, EUR" in found.reason


def test_a_missing_answer_is_named_and_a_gap_keeps_the_rule_silent() -> None:
    index = pack(*CHECKS, rules=(SHORT,))
    lacking = outcome(index, {"spend-ing": answer("yes", facts={"limit": "5 USD"}), "pri-ce": "yes"})
    assert (lacking.outcome, lacking.missing) == (Outcome.UNCHECKED, ("minimum",))
    assert (lacking.to_answer, lacking.reason) == (("pri-ce",), "answer first: PRI-CE")
    assert outcome(index, {"spend-ing": "no"}).outcome is Outcome.SILENT


def test_the_first_true_case_gives_severity_and_words() -> None:
    low = RuleCase(
        when=when({"limit": {"less_than": "10 USD"}}), severity=Severity.CRITICAL, title="Nothing", sentence="{limit}!"
    )
    some = RuleCase(when=when({"limit": {"less_than": "90 USD"}}), severity=Severity.LOW)
    index = pack(*CHECKS, rules=(rule("x", None, cases=(low, some)),))

    def of(limit: str) -> RuleOutcome:
        return outcome(index, {"spend-ing": answer("yes", facts={"limit": limit})})

    first = of("5 USD").conflicts[0]
    assert (first.severity, first.title, first.sentence) == (Severity.CRITICAL, "Nothing", "5 USD!")
    second = of("50 USD").conflicts[0]
    assert (second.severity, second.title) == (Severity.LOW, "Title of x")
    assert of("95 USD").outcome is Outcome.SILENT
    assert outcome(index, {}).outcome is Outcome.UNCHECKED


def test_a_rule_is_silent_below_its_size_whatever_it_comes_to() -> None:
    staff = fact("about.staff", FactType.CHOICE, choices={"tiny": "T", "small": "S"})
    spoken = rule("x02", {"limit": {"less_than": {"fact": "minimum"}}}, silent_below=20)
    index = pack(*CHECKS, about=(staff,), firm_size=SIZE, rules=(spoken,))
    given = spend("1 USD", "2 USD")
    assert outcome(index, {**given, "about.staff": "tiny"}).outcome is Outcome.SILENT
    assert outcome(index, {**given, "about.staff": "small"}).outcome is Outcome.FIRES
    assert outcome(index, given).outcome is Outcome.FIRES
    assert outcome(index, {"about.staff": "tiny"}).outcome is Outcome.SILENT


def test_old_proof_is_told_by_its_rule_but_is_no_conflict() -> None:
    stale = rule(
        "x41", None, builtin="stale", for_each="check", sentence="{this.question} {this.evidence_on}, {this.recheck}"
    )
    index = pack(check("one"), check("two"), rules=(stale,))
    outcomes = rule_outcomes(reading(index, {"one": answer("yes", "2025-11-20"), "two": answer("yes", "2025-11-21")}))
    assert [(one.subject, one.sentence) for one in outcomes[0].conflicts] == [
        ("one", "Is one so? 20 Nov 2025, 12 months")
    ]
    assert fired(outcomes) == ()


@pytest.mark.parametrize(
    ("states", "fires"), [(["yes", "no"], True), (["yes", "unknown"], True), (["no", "no"], False), (["yes"], False)]
)
def test_two_people_with_two_answers_are_a_conflict(states: list[str], fires: bool) -> None:
    two = rule("x42", None, builtin="two-answers", for_each="check", sentence="{this.distinct_answers} answers")
    given = [answer(state, respondent=f"r{n}") for n, state in enumerate(states)]
    found = outcome(pack(check("one"), rules=(two,)), {"one": given})
    assert (found.outcome is Outcome.FIRES) is fires
    assert [one.id for one in found.conflicts] == (["x42:one"] if fires else [])


OWN = rule(
    "x50",
    {
        "all": [
            {"this.judges_provider": "yes"},
            {"this.owner_has_seen": "no"},
            {
                "any": [
                    {"this.answered_by_employer": {"same_as": {"fact": "provider"}}},
                    {"this.assessor_sells_remedy": "yes"},
                ]
            },
        ]
    },
    for_each="check",
    sentence=(
        "By {this.answered_by_employer}[, of {this.nothing}], {this.state}, "
        "seen: {this.owner_has_seen}, sells: {this.assessor_sells_remedy}."
    ),
)
JUDGED = pack(
    check("log-s", judges_provider=True),
    check("oth-er"),
    check("deal", facts=(fact("provider", FactType.ORGANISATION),)),
    rules=(OWN,),
    provider_fact="provider",
)
PROVIDER = {"deal": answer("yes", facts={"provider": "northline"})}


@pytest.mark.parametrize(
    ("given", "fires"),
    [
        (answer("yes", "2026-11-01", respondent="ines"), True),
        (answer("partly", respondent="ines"), True),
        (answer("no", respondent="ines"), False),
        (answer("unknown", respondent="ines"), False),
        (answer("yes", respondent="sam"), False),
        (answer("yes"), False),
        (answer("yes", respondent="ines", seen_by_owner=True), False),
    ],
)
def test_a_provider_that_answers_about_itself(given: Any, fires: bool) -> None:
    found = outcome(JUDGED, {"log-s": given, "oth-er": answer("yes", respondent="ines"), **PROVIDER})
    assert [one.subject for one in found.conflicts] == (["log-s"] if fires else [])
    assert found.missing == ()
    if fires:
        assert found.conflicts[0].sentence.startswith("By Northline IT, ")


def test_an_assessor_who_sells_the_remedy_is_told_even_for_own_people() -> None:
    found = outcome(JUDGED, {"log-s": answer("yes"), **PROVIDER}, assessor=Assessor(name="N", interest="IT services"))
    assert found.conflicts[0].sentence == "By your own business, yes, seen: no, sells: yes."


def test_someone_who_left_and_still_holds_a_role() -> None:
    left = rule(
        "x31",
        {"this.left_on": {"missing": False}},
        for_each="person",
        sentence="{this.name} {this.left_on} {this.roles}",
    )
    index = pack(
        check("lead", facts=(fact("leader", FactType.PERSON),)),
        about=(fact("about.with", FactType.PEOPLE),),
        rules=(left,),
    )
    people = [Person(id="dana", name="Dana", left_on="2026-10-01"), Person(id="sam", name="Sam", left_on="2026-10-01")]
    given = {"lead": answer("yes", facts={"leader": "dana"}), "about.with": ["sam"]}
    found = outcome(index, given, people=people)
    assert [one.sentence for one in found.conflicts] == ["Dana 1 Oct 2026 Label of leader"]
    assert outcome(index, given).outcome is Outcome.SILENT


def test_what_quotes_a_counsel_only_answer_is_for_counsel_only() -> None:
    secret = check("fo-rm", facts=(fact("claims"),), audience=Audience.COUNSEL_ONLY)
    plain = {"spend-ing": "yes"}
    index = pack(
        *CHECKS,
        secret,
        rules=(
            rule("reads", {"claims": "x"}),
            rule("quotes", plain, sentence="{claims}"),
            rule("plain", plain),
            rule("open", {"claims": {"is": "y"}}, audience=Audience.EVERYONE),
            rule("two", None, builtin="two-answers", for_each="check"),
        ),
    )
    twice = [answer("yes", facts={"claims": "x"}), answer("no", respondent="sam")]
    outcomes = rule_outcomes(reading(index, {"spend-ing": "yes", "fo-rm": twice[0]}))
    told = {one.rule.id: one.audience for one in fired(outcomes)}
    assert told == {"reads": Audience.COUNSEL_ONLY, "quotes": Audience.COUNSEL_ONLY, "plain": Audience.MANAGEMENT}
    both = rule_outcomes(reading(index, {"fo-rm": twice}))[-1]
    assert both.conflicts[0].audience is Audience.COUNSEL_ONLY
    lacking = rule_outcomes(reading(index, {"fo-rm": "yes"}))
    assert {one.rule.id: one.audience for one in unchecked(lacking)}["open"] is Audience.COUNSEL_ONLY


def test_a_shorter_pass_does_not_miss_what_it_never_asks() -> None:
    flagged = (fact("limit", FactType.MONEY, first_hour=True), fact("minimum", FactType.MONEY))
    checks = (
        check("spend-ing", facts=flagged[:1]),
        check("pri-ce", facts=flagged[1:]),
        check("far", facts=(fact("farther"),)),
    )
    block = ModeBlock(id="b", title="B", in_hand="", ends_with="", checks=("spend-ing",))
    rules = (SHORT, rule("away", {"farther": "x"}), rule("here", {"limit": {"less_than": "5 USD"}}))
    index = pack(*checks, rules=rules, modes=(Mode(id="short", title="S", intro="", blocks=(block,)),))
    outcomes = rule_outcomes(reading(index, {"spend-ing": "yes"}, scope="short"))
    assert [(one.rule.id, one.outcome, one.in_scope) for one in outcomes] == [
        ("x02", Outcome.UNCHECKED, False),
        ("away", Outcome.SILENT, False),
        ("here", Outcome.UNCHECKED, True),
    ]
    assert [one.rule.id for one in unchecked(outcomes)] == ["here"]


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{a} and {none}", "A and not given"),
        ("{a}[, also {b}].", "A, also {a} [b]."),
        ("{a}[, also {none}].", "A."),
        ("{a}[, also {b}, {none}].", "A."),
        ("[{none}: ]{a}", "A"),
        ("[sic] {a}", "[sic] A"),
        ("{not an id} {a}", "{not an id} A"),
    ],
)
def test_filling_a_sentence(template: str, sentence: str) -> None:
    values = {"a": "A", "b": "{a} [b]"}
    assert filled(template, values.get) == sentence


@given(st.text(), st.text())
def test_what_people_wrote_is_put_in_as_it_is(before: str, value: str) -> None:
    clean = before.replace("{", "").replace("[", "").replace("]", "").replace("}", "")
    assert filled(clean + "|{a}|", {"a": value}.get) == (clean + f"|{value}|").strip()


def test_words_of_every_kind_of_value() -> None:
    kinds: dict[FactType, tuple[Any, str]] = {
        FactType.TEXT: ("[/] <b>", "[/] <b>"),
        FactType.PERSON: ("dana", "Dana Ruiz"),
        FactType.PEOPLE: (["dana", "sam"], "Dana Ruiz, Sam Okafor"),
        FactType.ORGANISATION: ("northline", "Northline IT"),
        FactType.DATE: ("2026-03-01", "1 Mar 2026"),
        FactType.INTEGER: (12000, "12,000"),
        FactType.MONEY: ("25000 USD", "25,000 USD"),
        FactType.DURATION: ("90m", "90 minutes"),
        FactType.CHOICE: ("a", "Label A"),
        FactType.CHOICES: (["a", "b"], "Label A, Label B"),
        FactType.YES_NO: ("no", "no"),
    }
    choices = {"a": "Label A", "b": "Label B"}
    facts = tuple(fact(f"f-{kind}", kind, choices=choices) for kind in kinds)
    sentence = "|".join(f"{{f-{kind}}}" for kind in kinds) + "|{whole}"
    index = pack(check("whole", facts=facts), rules=(rule("x", {"whole": "yes"}, sentence=sentence),))
    values = {f"f-{kind}": value for kind, (value, _) in kinds.items()}
    found = outcome(index, {"whole": answer(State.YES, facts=values)}).conflicts[0].sentence
    assert found == "|".join([*(words for _, words in kinds.values()), "yes"])


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("1h", "1 hour"),
        ("72h", "72 hours"),
        ("240h", "10 days"),
        ("25h", "25 hours"),
        ("2d", "2 days"),
        ("3w", "3 weeks"),
        ("1m", "1 minute"),
        ("0h", "0 minutes"),
    ],
)
def test_durations_in_words(duration: str, words: str) -> None:
    index = pack(check("c", facts=(fact("d", FactType.DURATION),)), rules=(rule("x", {"c": "yes"}, sentence="{d}"),))
    assert outcome(index, {"c": answer("yes", facts={"d": duration})}).conflicts[0].sentence == words


def test_a_sensitive_value_is_never_put_into_words() -> None:
    number = fact("number", sensitive=True)
    index = pack(
        check("c", facts=(number,), recheck=Recheck()), rules=(rule("x", {"c": "yes"}, sentence="No. {number}"),)
    )
    conflict = outcome(index, {"c": answer("yes", facts={"number": "POL-1"})}).conflicts[0]
    assert conflict.sentence == "No. kept, not printed"
    assert "POL-1" not in repr(conflict)
