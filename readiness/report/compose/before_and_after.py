"""What stood at a point in the earlier assessment, and what stands there now, in a few words."""

from __future__ import annotations

from readiness.assessment.comparison import Point
from readiness.assessment.findings import Kind
from readiness.assessment.judgement import Judgement
from readiness.assessment.reading import Reading
from readiness.assessment.words import answer_words, words
from readiness.questionnaire.vocabulary import State
from readiness.report.change_wording import Changes
from readiness.report.compose.material import Material

_BESIDE_THE_ANSWER = (Kind.UNPROVEN, Kind.STALE)
"""What a yes alone does not tell."""


def before_words(material: Material, part: Changes, previous: Judgement, point: Point) -> str:
    """What was answered, found or dated in the earlier assessment."""
    return _side(material, part, previous.reading, point.kind, point.before, point.was)


def after_words(material: Material, part: Changes, point: Point) -> str:
    """The same in this one."""
    return _side(material, part, material.reading, point.kind, point.after, point.now)


def _side(material: Material, part: Changes, reading: Reading, about: str, id: str, kind: str) -> str:
    if about == "check":
        return _answer(material, reading, id, kind)
    if about == "date":
        return (words(reading, id) if id in reading.index.facts else "") or material.say(part.none)
    return material.definition.words.kinds[Kind(kind)] if kind else material.say(part.none)


def _answer(material: Material, reading: Reading, id: str, kind: str) -> str:
    shared = material.definition.words
    answer, check, state = reading.counted(id), reading.index.checks[id], reading.state(id)
    if state is State.NOT_APPLICABLE or answer is None:
        told = shared.states[state] if state is not None else shared.unanswered
    elif answer.choice:
        told = answer_words(check, answer)
    else:
        told = shared.states[answer.state] if answer.state is not None else shared.unanswered
    beside = [shared.kinds[one] for one in _BESIDE_THE_ANSWER if one.value == kind]
    return ", ".join([told, *beside])
