from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.questionnaire.condition import Condition, ConditionError, ids
from readiness.questionnaire.model import Computed, FactType
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown, Verdict, compute, judge


class Table:
    """Values for a condition, by id; what is not in the table was never answered."""

    today = date(2026, 11, 21)

    def __init__(self, values: dict[str, Lookup]) -> None:
        self.values = values

    def lookup(self, id: str) -> Lookup:
        return self.values.get(id, Unknown((id,)))


def verdict(written: object, **values: Lookup) -> Verdict:
    return judge(Condition.parse(written).tree, Table({id.replace("__", "."): value for id, value in values.items()}))


def state(word: str) -> Known:
    return Known(None, word)


def given_as(kind: str, value: object) -> Known:
    return Known(FactType(kind), value)  # type: ignore[arg-type]


def test_a_missing_input_makes_it_unknown_and_is_named() -> None:
    assert verdict({"all": [{"a": "yes"}, {"b": "yes"}]}, a=state("yes")) == Verdict(None, ("b",))
    assert verdict({"all": [{"a": "yes"}, {"b": "yes"}]}, a=state("no")) == Verdict(False)
    assert verdict({"any": [{"a": "yes"}, {"b": "yes"}]}, a=state("yes")) == Verdict(True)
    assert verdict({"not": {"a": "yes"}}) == Verdict(None, ("a",))


@pytest.mark.parametrize(
    ("given_state", "written", "holds"),
    [
        ("unknown", {"a": {"in": ["no", "partly"]}}, None),
        ("unknown", {"a": {"in": ["no", "unknown"]}}, True),
        ("unknown", {"a": {"not_in": ["yes"]}}, None),
        ("not_applicable", {"a": "no"}, False),
        ("not_applicable", {"a": {"not_in": ["yes"]}}, False),
        ("not_applicable", {"a": {"in": ["not_applicable"]}}, True),
        ("partly", {"a": {"not_in": ["yes"]}}, True),
    ],
)
def test_dont_know_matches_only_where_it_is_listed(given_state: str, written: object, holds: bool | None) -> None:
    assert verdict(written, a=state(given_state)).holds is holds


def test_a_fact_that_does_not_exist_keeps_a_rule_silent() -> None:
    assert verdict({"a": {"not_in": ["on_panel"]}}, a=Absent()).holds is False
    assert verdict({"a": {"less_than": {"fact": "b"}}}, a=given_as("money", "5 USD"), b=Absent()).holds is False


@pytest.mark.parametrize(
    ("looked_up", "missing_true", "missing_false"),
    [
        (Known(FactType.TEXT, "x"), False, True),
        (Unknown(("a",), blank=True), True, False),
        (Unknown(("a",)), None, None),
        (Absent(denied=True), True, False),
        (Absent(), False, False),
    ],
)
def test_missing_asks_whether_an_answered_check_left_it_empty(
    looked_up: Lookup, missing_true: bool | None, missing_false: bool | None
) -> None:
    assert verdict({"a": {"missing": True}}, a=looked_up).holds is missing_true
    assert verdict({"a": {"missing": False}}, a=looked_up).holds is missing_false


def test_different_currencies_are_unknown_and_named() -> None:
    assert verdict(
        {"a": {"less_than": {"fact": "b"}}}, a=given_as("money", "5 USD"), b=given_as("money", "6 EUR")
    ) == Verdict(None, ("a", "b"), ("USD", "EUR"))


def test_units_do_not_matter_only_lengths_do() -> None:
    assert verdict({"a": {"is": "48h"}}, a=given_as("duration", "2d")).holds is False
    assert verdict({"a": {"at_most": "48h"}}, a=given_as("duration", "2d")).holds is True
    assert verdict({"a": {"less_than": "3d"}}, a=given_as("duration", "48h")).holds is True


def test_older_than_counts_back_from_today() -> None:
    assert verdict({"a": {"older_than": "12mo"}}, a=given_as("date", "2025-11-20")).holds is True
    assert verdict({"a": {"older_than": "12mo"}}, a=given_as("date", "2025-11-21")).holds is False


def test_sums_leave_out_what_does_not_exist() -> None:
    table = Table({"a": given_as("duration", "24h"), "b": given_as("duration", "2d"), "c": Absent()})
    assert compute(Computed(sum=("a", "b", "c")), table.lookup) == Known(FactType.DURATION, "4320m")
    assert compute(Computed(sum=("a", "d")), table.lookup) == Unknown(("d",))
    assert compute(Computed(largest=("c",)), table.lookup) == Absent()
    people = Table({"a": given_as("person", "p1"), "b": given_as("people", ["p1", "p2"])})
    assert compute(Computed(duplicates=("a", "b")), people.lookup) == Known(FactType.INTEGER, 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ([], "mapping"),
        ({"a": 1, "b": 2}, "exactly one key"),
        ({"all": []}, "at least one"),
        ({"a": {"roughly": 3}}, "accepted: is, in"),
        ({"a": {"in": "yes"}}, "take a list"),
        ({"a": {"missing": "yes"}}, "true or false"),
        ({"a": {"is": {"sum": ["b"]}}}, "fact"),
        ({"a": None}, "is needed"),
    ],
)
def test_a_condition_that_cant_be_read_says_what_is_accepted(written: object, said: str) -> None:
    with pytest.raises(ConditionError, match=said):
        Condition.parse(written)


words = st.sampled_from(["a", "b", "c", "d"])
trees = st.recursive(
    st.builds(lambda id, state: {id: state}, words, st.sampled_from(["yes", "no", "partly"])),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
answers = st.dictionaries(words, st.sampled_from(["yes", "no", "partly"]).map(state))


@given(trees, answers, answers)
def test_later_answers_never_overturn_a_verdict(
    written: object, first: dict[str, Known], later: dict[str, Known]
) -> None:
    tree = Condition.parse(written).tree
    before = judge(tree, Table(dict(first)))
    after = judge(tree, Table({**later, **first}))
    if before.holds is not None:
        assert after.holds is before.holds
    else:
        assert set(before.missing) <= set(ids(tree)) - set(first)
