"""The runner of the rules' own test vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.rule_test import count, failures
from readiness.resources import bundled
from tests.questionnaire.edited_pack import SMALL, copy_of_small, edit


def test_the_vectors_of_the_small_pack_hold() -> None:
    pack = load_pack(SMALL)
    assert list(failures(pack)) == []
    assert count(pack) == 14


def test_the_vectors_of_every_bundled_pack_hold() -> None:
    for path in bundled("questionnaires").iterdir():
        if (path / "pack.yaml").is_file():
            assert list(failures(load_pack(path))) == []


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        (
            "fires: {team.limit: 25000 USD,",
            "fires: {team.limit: 45000 USD,",
            ("rules", 0, "tests", "fires"),
            "the rule should fire and stays silent",
        ),
        (
            "fires: {team.limit: 25000 USD,",
            "fires: {team.limit: 25000 EUR,",
            ("rules", 0, "tests", "fires"),
            "the rule should fire and is unknown, because of different currencies: EUR, USD",
        ),
        (
            "silent: {team.limit: 40000 USD,",
            "silent: {team.limit: 39999.99 USD,",
            ("rules", 0, "tests", "silent"),
            "the rule should stay silent and fires",
        ),
        (
            "team.answer_time: 20h, team.starts_within: 4h}",
            "team.answer_time: 20h}",
            ("rules", 1, "tests", "silent"),
            "the rule should stay silent and is unknown, for want of: team.starts_within",
        ),
        (
            "unknown_without: this.evidence_on",
            "unknown_without: this.state",
            None,
            "",
        ),
        (
            "{about.staff: many, team.person: dana, team.deputy: dana}",
            "{about.staff: few, team.person: dana, team.deputy: dana}",
            ("rules", 5, "tests", "fires"),
            "the rule should fire and stays silent",  # silent below ten staff
        ),
        (
            "{team.leader: yes, team.minimum: 1 USD, team.firm: yes, team.answer_time: 20h, team.starts_within: 5h}",
            "{team.leader: yes, team.minimum: 1 USD, team.firm: no, team.answer_time: 20h, team.starts_within: 5h}",
            ("rules", 1, "tests", "fires"),
            "the rule should fire and stays silent",  # a fact of a no does not exist, so the sum leaves it out
        ),
        (
            "{team.leader: yes, team.minimum: 1 USD, team.firm: yes, team.answer_time: 20h, team.starts_within: 5h}",
            "{about.places: [eu], team.leader: yes, team.firm: yes, team.answer_time: 20h, team.starts_within: 5h}",
            ("rules", 1, "tests", "fires"),
            "the rule should fire and stays silent",  # the check is hidden by its ask_if
        ),
        (
            'fires: {this.name: Dana Ruiz, this.left_on: "2026-10-01",',
            "fires: {this.name: Dana Ruiz,",
            ("rules", 3, "tests", "fires"),
            "the rule should fire and stays silent",  # no leaving date means still here
        ),
    ],
)
def test_a_vector_that_does_not_hold_is_named(
    tmp_path: Path, old: str, new: str, path: tuple[str | int, ...] | None, message: str
) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "conflicts.yaml", old, new)
    found = [failure for failure in failures(load_pack(folder)) if failure.path[3] != "unknown_without"]
    assert [(failure.path, failure.message) for failure in found] == ([(path, message)] if path else [])


def test_what_is_taken_away_must_be_named(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "conflicts.yaml", "unknown_without: team.deputy", "unknown_without: about.staff")
    (failure,) = failures(load_pack(folder))
    assert failure.path == ("rules", 5, "tests", "unknown_without")
    assert failure.message == "without 'about.staff' the rule should be unknown and fires"
