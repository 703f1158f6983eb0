"""Every rule that ships, on real assessments made from its test vectors: fires, stays silent, can't be checked."""

from __future__ import annotations

import re

import pytest

from readiness.assessment.conflicts import Outcome, RuleOutcome, rule_outcomes
from readiness.assessment.reading import ATTRIBUTES
from readiness.questionnaire.model import ConflictRule
from tests.assessment.packs import shipped
from tests.assessment.vectors import Vector, reading_of

TESTED = [rule for rule in shipped().pack.rules if rule.tests is not None]


def outcome(rule: ConflictRule, vector: Vector) -> RuleOutcome:
    return next(one for one in rule_outcomes(reading_of(shipped(), rule, vector)) if one.rule is rule)


@pytest.mark.parametrize("rule", TESTED, ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_bad_pair_and_says_so_in_whole_words(rule: ConflictRule) -> None:
    assert rule.tests is not None
    found = outcome(rule, rule.tests.fires)
    assert found.outcome is Outcome.FIRES
    for conflict in found.conflicts:
        assert conflict.severity is rule.severity
        assert not re.search(r"[{}\[\]]", conflict.sentence)
        assert conflict.sentence[-1] in ".?"


@pytest.mark.parametrize("rule", TESTED, ids=lambda rule: rule.code)
def test_a_rule_is_silent_on_the_nearest_good_pair(rule: ConflictRule) -> None:
    assert rule.tests is not None
    assert outcome(rule, rule.tests.silent).outcome is Outcome.SILENT


@pytest.mark.parametrize(
    "rule", [rule for rule in TESTED if rule.tests and rule.tests.unknown_without], ids=lambda rule: rule.code
)
def test_a_rule_that_lacks_an_answer_names_it(rule: ConflictRule) -> None:
    assert rule.tests is not None
    lacking = rule.tests.unknown_without
    found = outcome(rule, without(rule.tests.fires, lacking))
    assert found.outcome is Outcome.UNCHECKED
    if lacking.startswith("this."):
        assert any(id in shipped().checks for id in found.missing)
    else:
        assert lacking in found.missing


def without(vector: Vector, lacking: str) -> Vector:
    """The vector without one value; a person whose attribute is lacking is still named."""
    others = {id: value for id, value in vector.items() if id != lacking}
    return {**others, lacking: None} if lacking.rpartition(".")[2] in ATTRIBUTES else others


def test_every_rule_of_the_bank_is_there_and_is_told() -> None:
    numbers = {int(match[1]) for rule in shipped().pack.rules if (match := re.match(r"X(\d+)", rule.code))}
    assert numbers == set(range(1, 54))
    table = [f"{'rule':6} {'fires':8} {'silent':8} {'unknown':8} title"]
    for rule in shipped().pack.rules:
        tests = rule.tests
        told = ["builtin", "", ""]
        if tests is not None:
            open_one = without(tests.fires, tests.unknown_without) if tests.unknown_without else None
            told = [
                outcome(rule, one).outcome if one is not None else "-" for one in (tests.fires, tests.silent, open_one)
            ]
        table.append(f"{rule.code:6} {told[0]:8} {told[1]:8} {told[2]:8} {rule.title}")
    print("\n".join(table))  # pytest -s shows it
    assert len(table) == len(shipped().pack.rules) + 1
