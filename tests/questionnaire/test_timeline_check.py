"""What is refused in a timeline, and where it is reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from readiness.questionnaire.loader import load_pack
from readiness.resources import bundled
from tests.questionnaire.edited_pack import edit, problems

BUNDLED = bundled("questionnaires") / "breach-readiness"

REFUSED = [
    ("counted_from: leader-told", "counted_from: insurer-notice", "does not lie on every way to 'owner-told'"),
    (
        "      within: owner.told_within\n",
        "      within: owner.person\n",
        "'owner.person' is a person; accepted here: duration",
    ),
    ("label: The owner or the board hears of it", "label: X\n    who_fact2: x", "unknown key 'who_fact2'"),
    (
        "{longest: [insurer.leader_to_insurer]}",
        "{longest: [insurer.leader_to_insurerr]}",
        "did you mean 'insurer.leader_to_insurer'",
    ),
    ("{longest: [insurer.leader_to_insurer]}", "{longest: [leader.spend_limit]}", "accepted here: duration"),
    (
        "{longest: [insurer.leader_to_insurer]}",
        "{longest: [insurer.leader_to_insurer], sum: [leader.answer_time]}",
        "exactly one of 'longest', 'sum' and 'first'",
    ),
    ("        if_no: 48h", "        if_no: 48 parsecs", "a duration such as"),
    ("        gap: leader.named", "        gap: leader.namd", "did you mean 'leader.named'"),
    ("    needs: [plan.staff-reporting]", "    needs: [plan.staff-report]", "did you mean 'plan.staff-reporting'"),
    ("    who_fact: insurer.notice_sender", "    who_fact: insurer.notice_address", "accepted here: person"),
    (
        "manager_aware: leader-told",
        "manager_awake: leader-told",
        "'manager_awake' is no choice of insurer.notice_starts",
    ),
    ("confirmed: noticed}", "confirmed: facts-checked}", "does not lie on every way to 'insurer-notice'"),
    ("      hours: 24h\n      counted_from: noticed", "      counted_from: noticed", "exactly one of 'within'"),
    ("    measured: true", "    measured: true\n    needs: [insurer.form-answers]", "the key is given twice"),
    (
        "starts_clocks: [notification_submitted]",
        "starts_clocks: [reasonable_belief]",
        "clock start 'reasonable_belief' is already used",
    ),
    ("starts_clocks: [notification_submitted]", "starts_clocks: [noticed]", "one of these is needed: discovery"),
    ("  - id: second-channel", "  - id: in-charge", "the step 'in-charge' is already used"),
    ("      - if: {leader.reachable: no}", "      - if: {leader.reachable: never}", "'never' is no value here"),
    (
        "    note: The leader answers in time,",
        "    measured: true\n    note: The leader answers in time,",
        "gaps are measured at one step",
    ),
]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "pack"))


@pytest.mark.parametrize(("old", "new", "says"), REFUSED)
def test_what_is_wrong_is_reported_in_its_file(pack: Path, old: str, new: str, says: str) -> None:
    line = edit(pack, "timeline.yaml", old, new)
    found = problems(pack)
    assert any(says in problem for problem in found), found
    assert all(problem.startswith("timeline.yaml:") for problem in found)
    assert any(abs(int(problem.split(":")[1]) - line) < 12 or "measured" in says for problem in found)


def test_steps_that_wait_for_each_other_are_reported_with_the_circle(pack: Path) -> None:
    edit(
        pack,
        "timeline.yaml",
        "    after: [{step: noticed}]\n    # two ways",
        "    after: [{step: noticed}, {step: in-charge}]\n    # two ways",
    )
    (problem,) = [one for one in problems(pack) if "wait for each other" in one]
    assert "leader-told > in-charge > leader-told" in problem or "in-charge > leader-told > in-charge" in problem


def test_a_step_cannot_wait_for_itself(pack: Path) -> None:
    edit(pack, "timeline.yaml", "    after: [{step: first-message}]", "    after: [{step: first-update}]")
    assert any("a step cannot wait for itself" in one for one in problems(pack))


def test_what_is_for_counsel_only_stays_out_of_the_timeline(pack: Path) -> None:
    checks = [check for section in load_pack(BUNDLED).sections for check in section.checks]
    secret = next(check.id for check in checks if check.audience == "counsel_only")
    edit(pack, "timeline.yaml", "    needs: [plan.staff-reporting]", f"    needs: [{secret}]")
    assert any(f"'{secret}' is for counsel only" in one for one in problems(pack))


def test_a_pack_needs_no_timeline(pack: Path) -> None:
    (pack / "timeline.yaml").unlink()
    assert load_pack(pack).timeline == ()
