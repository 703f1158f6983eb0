"""What things are called: every word the code asks for is in `labels.yaml`, and nothing else is."""

from __future__ import annotations

from enum import StrEnum

import pytest

from readiness.assessment.comparison import Class, Obstacle
from readiness.assessment.findings import Kind
from readiness.assessment.interview import Filter
from readiness.assessment.plan import Standing
from readiness.assessment.plan_copy import PlanField
from readiness.assessment.revisit import Why
from readiness.assessment.timeline import StepState
from readiness.labels import ids, label, sentences
from readiness.questionnaire.duty_model import Confidence, DutyStatus
from readiness.questionnaire.model import Addressee, Respondent
from readiness.questionnaire.timeline_model import DeadlineKind
from readiness.questionnaire.vocabulary import Severity, State
from readiness.tui import theme
from tests.spoken import program_in

GROUPS: dict[str, set[str]] = {
    "state": {"none", *State},
    "state_sign": {"none", *State},
    "severity": {*Severity},
    "finding": {*Kind},
    "who": {*Addressee, *Respondent},
    "part": {*Filter},
    "asked_again": {*Why},
    "action": {*Standing},
    "action_field": {*PlanField},
    "compared": {*Class},
    "not_comparable": {*Obstacle},
    "step": {*StepState},
    "step_sign": {*StepState},
    "deadline": {*DeadlineKind},
    "confidence": {*Confidence},
    "duty": {*DutyStatus},
    "colours": {"terminal", *(one.name.removeprefix("readiness-") for one in theme.THEMES)},
}


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_each_word_that_is_asked_for_is_there_and_no_other(group: str) -> None:
    assert set(ids(group)) == {one.value if isinstance(one, StrEnum) else one for one in GROUPS[group]}
    assert all(label(group, id) == label(group, id).strip() != "" for id in ids(group))


def test_no_group_is_without_use() -> None:
    assert len(list(sentences())) == sum(map(len, GROUPS.values()))
    with pytest.raises(KeyError):
        label("state", "perhaps")


def test_they_are_in_the_language_in_use() -> None:
    assert (label("who", "counsel"), label("finding", "conflict")) == ("lawyer", "doesn't fit together")
    with program_in("es"):
        assert label("state", "yes") == "sí"
