"""What a re-assessment asks about first: everything that makes answers old, in plain words."""

from __future__ import annotations

from readiness.assessment.revisit import reopened
from readiness.questionnaire.index import Index
from readiness.questionnaire.vocabulary import Severity

WANTED = {
    "role-changed", "policy-renewed", "it-provider-changed", "response-firm-changed", "counsel-changed",
    "systems-changed", "more-data", "new-place", "incident", "exercise-held",
}  # fmt: skip


def test_every_change_that_makes_answers_old_is_there(index: Index) -> None:
    assert {change.id for change in index.pack.changes} >= WANTED
    assert [change.id for change in index.pack.changes if change.about_people] == ["role-changed"]
    assert index.pack.policy_end == "insurer.ends_on"


def test_a_change_asks_a_part_again_and_something_that_matters(index: Index) -> None:
    for change in index.pack.changes:
        items = reopened(index, change)
        assert 5 <= len(items) <= 30, change.id
        checks = [index.checks[id] for id in items if id in index.checks]
        assert any(check.severity in (Severity.CRITICAL, Severity.HIGH) for check in checks), change.id


def test_a_change_is_a_short_statement_that_can_be_ticked(index: Index) -> None:
    for change in index.pack.changes:
        assert len(change.label.split()) <= 20
        assert change.label[0].isupper()
        assert not change.label.endswith((".", "?"))
        assert change.help == "" or change.help.endswith(".")


def test_a_renewed_policy_asks_about_what_the_policy_says(index: Index) -> None:
    (change,) = [one for one in index.pack.changes if one.id == "policy-renewed"]
    asked = reopened(index, change)
    assert {"insurer.notice-rule", "insurer.panel-list", "insurer.own-share", "counsel.insurer-accepted"} <= set(asked)
