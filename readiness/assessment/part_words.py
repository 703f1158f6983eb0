"""The parts of the questions one can walk through, in words."""

from __future__ import annotations

from readiness.assessment.interview import Only
from readiness.assessment.words import who_words
from readiness.labels import label
from readiness.questionnaire.model import Respondent
from readiness.translation import _


def part_words(only: Only) -> str:
    """What is walked through."""
    if isinstance(only, Respondent):
        return _("mine, as {who}").format(who=who_words(only))
    return label("part", only)
