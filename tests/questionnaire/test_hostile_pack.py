"""Packs come from strangers: whatever is in one, it is refused with problems or it can be judged."""

from __future__ import annotations

import copy
import time
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.questionnaire.catalogue import Catalogue
from readiness.questionnaire.identity import PackError, pack_bytes, pack_from_bytes
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack, parse_pack
from readiness.questionnaire.model import ConflictRule, Fact, FactType, Pack
from readiness.questionnaire.rule_test import failures, verdict
from readiness.questionnaire.value import canonical, money
from readiness.questionnaire.vocabulary import ValueRefused
from tests.questionnaire.edited_pack import SMALL

PLAIN: dict[str, Any] = msgspec.json.decode(pack_bytes(load_pack(SMALL)))
TODAY = date(2026, 11, 21)

_STRANGE = st.sampled_from(
    [
        *[None, True, 0, -1, 10**17, 1.5, "", " ", "yes", "no", "x" * 300, "{", "{a}", "[]", "9" * 400],
        *["[/]", "<img src=/etc/passwd>", "=1+1", "../../x", "team.limit", "team.person"],
        *["2026-02-30", "today", "12mo", "25000 USD", "-5 USD"],
        *[[], [[]], {}, {"a": {}}, ["yes"], {"not": {"not": {}}}, {"fact": "team.limit"}, {"team.leader": "no"}],
        {"team.limit": {"less_than": {"fact": "team.answer_time"}}},
        {"all": [{"team.firm": {"in": ["yes"]}}]},
    ]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path in a plain value, but the root."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, one in inner for found in [(*path, key), *places(one, (*path, key))]]


PLACES = places(PLAIN)


def changed(plain: Any, path: tuple[Any, ...], how: str, value: Any) -> None:
    """Change one place of a plain value, if it is still there."""
    for key in path[:-1]:
        if not isinstance(plain, dict | list) or (isinstance(plain, list) and not isinstance(key, int)):
            return
        if (isinstance(plain, dict) and key not in plain) or (isinstance(plain, list) and key >= len(plain)):
            return
        plain = plain[key]
    key = path[-1]
    if isinstance(plain, dict) and key in plain:
        if how == "drop":
            del plain[key]
        elif how == "rename":
            plain[f"{key}x"] = plain.pop(key)
        else:
            plain[key] = value
    elif isinstance(plain, list) and isinstance(key, int) and key < len(plain):
        if how == "drop":
            del plain[key]
        elif how == "rename":
            plain.append(copy.deepcopy(plain[key]))
        else:
            plain[key] = value


_CHANGES = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["drop", "rename", "replace", "replace", "replace"]), _STRANGE),
    min_size=1,
    max_size=3,
)


@settings(max_examples=150)
@given(_CHANGES)
def test_any_change_of_a_pack_is_refused_or_gives_a_pack_that_can_be_judged(changes: list[Any]) -> None:
    plain = copy.deepcopy(PLAIN)
    for path, how, value in changes:
        changed(plain, path, how, value)
    found = outcome(msgspec.json.encode(plain).decode())
    if isinstance(found, PackError):
        assert found.problems
        for problem in found.problems:
            assert problem.message
            assert problem.line >= 1
        return
    assert pack_from_bytes(pack_bytes(found)) == found
    list(failures(found))


@given(st.text(max_size=200) | st.text("{}[]:,-'\" \nsectionsformatidchecks123", max_size=200))
def test_any_text_is_refused(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, PackError)
    assert found.problems


def outcome(text: str) -> Pack | PackError:
    try:
        return parse_pack(text, "hostile")
    except PackError as error:
        return error


def _value(draw: Any, fact: Fact) -> Any:
    kind = fact.type
    if kind in (FactType.CHOICE, FactType.YES_NO):
        return draw(st.sampled_from(list(fact.choices) or ["yes", "no"]))
    if kind is FactType.CHOICES:
        return draw(st.lists(st.sampled_from(list(fact.choices)), unique=True))
    if kind is FactType.MONEY:
        return f"{draw(st.integers(0, 10**6))} {draw(st.sampled_from(['USD', 'EUR']))}"
    if kind is FactType.DURATION:
        return f"{draw(st.integers(0, 500))}{draw(st.sampled_from('mhdw'))}"
    if kind is FactType.DATE:
        return draw(st.dates(date(2000, 1, 1), date(2050, 1, 1))).isoformat()
    return draw(st.integers(0, 500)) if kind is FactType.INTEGER else draw(st.sampled_from(["dana", "sam"]))


@given(st.data())
def test_a_pack_that_was_accepted_can_be_judged_over_any_answers(data: st.DataObject) -> None:
    pack = load_pack(SMALL)
    index = Index(pack)
    states = st.sampled_from(["yes", "partly", "no", "unknown", "not_applicable"])
    vector = {id: data.draw(states) for id in index.checks if data.draw(st.booleans())}
    vector.update({id: _value(data.draw, fact) for id, fact in index.facts.items() if data.draw(st.booleans())})
    for rule in pack.rules:
        if not rule.builtin:
            assert_three_valued(Catalogue(pack), rule, vector)


def assert_three_valued(catalogue: Catalogue, rule: ConflictRule, vector: dict[str, Any]) -> None:
    found = verdict(catalogue, rule, vector, TODAY)
    assert (found.holds is None) == bool(found.missing or found.currencies)


def test_a_pack_full_of_nonsense_takes_no_long_time() -> None:
    plain = copy.deepcopy(PLAIN)
    check = plain["sections"][1]["checks"][1]
    for n in range(300):
        plain["sections"][1]["checks"].append(
            {**check, "id": f"team.c{n}", "code": f"C-{n}", "facts": [], "ask_if": {f"team.c{(n + 1) % 300}": "yes"}}
        )
        plain["rules"].append({**plain["rules"][0], "id": f"y{n}", "code": f"Y{n}", "when": {f"team.limi{n}": "x"}})
    text = msgspec.json.encode(plain).decode()
    started = time.perf_counter()
    found = outcome(text)
    assert isinstance(found, PackError)
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize(
    "text",
    ["1" * 40 + "a", "+1 555 0100 " * 9 + "night", "1" * 5_000 + "z", "0 " * 9_000 + "z"],
    ids=["digits", "words", "many", "spaces"],
)
def test_a_phone_number_that_is_none_is_refused_at_once(text: str) -> None:
    """A nested repetition in the pattern once took minutes over thirty digits and a word."""
    fact = Fact(id="a.phone", type=FactType.PHONE, label="Phone")
    with pytest.raises(ValueRefused, match="at least five digits"):
        canonical(fact, text, TODAY)


@pytest.mark.parametrize("text", ["+1 555 0100", "(0791) 23 45 67 x 12", "020 7946 0000 ext. 5", "1-2-3-4-5"])
def test_a_phone_number_is_kept_as_typed(text: str) -> None:
    assert canonical(Fact(id="a.phone", type=FactType.PHONE, label="Phone"), text, TODAY) == text


@pytest.mark.parametrize(
    "text", ["1" + " " * 19_000 + "x?", "1 " * 9_000 + "?", "USD" + "\t" * 9_000 + "!"], ids=["one", "many", "tabs"]
)
def test_an_amount_that_is_none_is_refused_at_once(text: str) -> None:
    """Runs of spaces once took cubic time."""
    with pytest.raises(ValueRefused, match="an amount and a currency are needed"):
        money(text)
