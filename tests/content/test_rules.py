"""The conflict rules as content: which there are, what they read, and that their vectors hold.

`pytest tests/content/test_rules.py -k table -s` prints the table of all rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from readiness.questionnaire.catalogue import Catalogue
from readiness.questionnaire.condition import Tree, ids
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, ConflictRule, FactType, Pack
from readiness.questionnaire.rule_test import failures, verdict
from readiness.questionnaire.vocabulary import Severity, Value

TODAY = date(2026, 11, 21)

NUMBERED = [f"X{n:02}" for n in range(1, 54)]
BUILTIN = {"X41": "stale", "X42": "two-answers"}
FOR_EACH = {"X31c": "person", "X41": "check", "X42": "check", "X50": "check"}
SILENT_BELOW_20 = {"X12b", "X13a", "X13c", "X13d", "X13e", "X14", "X18", "X33a", "X33b", "X37"}
CRITICAL = {
    *("X01a", "X04a", "X05", "X10", "X15a", "X15b", "X15c", "X17a", "X19", "X21a", "X21b", "X21c", "X21d", "X21e"),
    *("X26", "X34", "X35", "X36a", "X36b", "X39a", "X39b", "X45"),
}
ATTRIBUTE = re.compile(r"(.+)\.(?:employer|independent_channels|distinct_answers)")
MODEL_NAMES = ("this.", "assessment.next_due")


def trees(rule: ConflictRule) -> Iterator[Tree]:
    if rule.when is not None:
        yield rule.when.tree
    for case in rule.cases:
        yield case.when.tree


def placeholders(rule: ConflictRule) -> set[str]:
    texts = [rule.sentence, *(case.sentence for case in rule.cases)]
    return {name for text in texts for name in re.findall(r"\{([^{}]+)\}", text)}


def captured(pack: Pack, index: Index, id: str) -> bool:
    """Whether some answer, the program or a sum of answers gives this id a value."""
    if id in index.checks or id.startswith(MODEL_NAMES):
        return True
    if id in index.facts:
        return True
    attribute = ATTRIBUTE.fullmatch(id)
    if attribute is not None:
        return attribute[1] in index.facts and index.facts[attribute[1]].type is FactType.PERSON
    computed = pack.computed.get(id)
    parts = [part for name in computed.__struct_fields__ for part in getattr(computed, name)] if computed else []
    return bool(parts) and all(captured(pack, index, part) for part in parts)


def test_there_are_83_rules_for_x01_to_x53(pack: Pack) -> None:
    codes = [rule.code for rule in pack.rules]
    assert len(codes) == len(set(codes)) == 83
    assert list(dict.fromkeys(code[:3] for code in codes)) == NUMBERED
    assert [rule.id for rule in pack.rules] == [code.lower() for code in codes]


def test_severities_and_allowances_are_those_of_the_research(pack: Pack) -> None:
    assert {rule.code for rule in pack.rules if rule.severity is Severity.CRITICAL} == CRITICAL
    assert {rule.code: rule.silent_below for rule in pack.rules if rule.silent_below is not None} == dict.fromkeys(
        SILENT_BELOW_20, 20
    )
    assert {rule.code: rule.builtin for rule in pack.rules if rule.builtin} == BUILTIN
    assert {rule.code: rule.for_each for rule in pack.rules if rule.for_each} == FOR_EACH


def test_every_rule_reads_only_what_something_captures(pack: Pack, index: Index) -> None:
    for rule in pack.rules:
        read = {id for tree in trees(rule) for id in ids(tree)}
        assert read or rule.builtin, rule.code
        assert not [id for id in read | placeholders(rule) if not captured(pack, index, id)], rule.code


def test_every_rule_quotes_an_answer_and_says_what_to_do(pack: Pack) -> None:
    for rule in pack.rules:
        assert placeholders(rule), rule.code
        assert 1 <= len(rule.steps) <= 5, rule.code
        assert len(rule.if_not.split()) <= 9, rule.code
        assert not rule.if_not.endswith("."), rule.code
        assert not rule.title.endswith("."), rule.code
        assert rule.sentence.count("[") == rule.sentence.count("]"), rule.code


def test_leading_and_having_the_last_word_may_be_one_person(pack: Pack) -> None:
    for rule in pack.rules:
        if rule.code.startswith("X13"):
            read = {id for tree in trees(rule) for id in ids(tree)}
            assert not {"leader.person", "communications.final_signer"} >= read, rule.code


def test_counsel_only_rules_send_nobody_to_the_broker_first(pack: Pack) -> None:
    for rule in pack.rules:
        if rule.audience is Audience.COUNSEL_ONLY:
            assert rule.settle_with == "counsel", rule.code
            assert re.search(r"counsel|lawyer", rule.steps[0], re.IGNORECASE), (rule.code, rule.steps[0])


def test_rules_carry_vectors_that_differ_in_one_value(pack: Pack) -> None:
    for rule in pack.rules:
        if rule.builtin:
            continue
        assert rule.tests is not None, rule.code
        fires, silent = rule.tests.fires, rule.tests.silent
        differing = [id for id in {**fires, **silent} if fires.get(id) != silent.get(id)]
        assert len(differing) == 1, (rule.code, differing)
        # Only the rule about people who left is never unknown: it runs over people who are named.
        assert (rule.tests.unknown_without in fires) is (rule.code != "X31c"), rule.code


def test_all_vectors_hold(pack: Pack) -> None:
    assert not [(failure.path, failure.message) for failure in failures(pack)]


@pytest.fixture(scope="module")
def catalogue(pack: Pack) -> Catalogue:
    return Catalogue(pack)


def outcome(catalogue: Catalogue, rule: ConflictRule, vector: Mapping[str, Value]) -> str:
    found = verdict(catalogue, rule, vector, TODAY)
    if found.holds is None:
        return f"unknown: {', '.join(found.missing)}"
    return "fires" if found.holds else "silent"


def test_the_table_of_rules(pack: Pack, catalogue: Catalogue) -> None:
    print(f"\n{'rule':6}{'severity':10}{'bad pair':10}{'good pair':11}without one answer")
    for rule in pack.rules:
        if rule.tests is None:
            print(f"{rule.code:6}{rule.severity:10}judged by the program on stored answers ({rule.builtin})")
            continue
        lacking = {id: value for id, value in rule.tests.fires.items() if id != rule.tests.unknown_without}
        bad = outcome(catalogue, rule, rule.tests.fires)
        good = outcome(catalogue, rule, rule.tests.silent)
        less = outcome(catalogue, rule, lacking) if rule.tests.unknown_without else "-"
        print(f"{rule.code:6}{rule.severity:10}{bad:10}{good:11}{less}")
        assert (bad, good) == ("fires", "silent"), rule.code
        assert less == "-" or rule.tests.unknown_without in less, rule.code


def test_with_no_answer_at_all_no_rule_fires(pack: Pack, catalogue: Catalogue) -> None:
    for rule in pack.rules:
        if rule.tests is not None:
            assert outcome(catalogue, rule, {}) != "fires", rule.code


def test_answering_no_to_everything_fires_one_rule(pack: Pack, index: Index, catalogue: Catalogue) -> None:
    everything = dict.fromkeys(index.checks, "no") | {"profile.policy": "own_policy", "profile.it_provider": "yes"}
    fired = {
        rule.code
        for rule in pack.rules
        if rule.tests and not rule.for_each and outcome(catalogue, rule, everything) == "fires"
    }
    # Each "no" tells its own story; only the policy that lies open with no copy elsewhere is more than two gaps.
    assert fired == {"X11"}
