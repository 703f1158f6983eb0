"""A questionnaire as large as one wants: the shipped checks several times over, with the sample's answers."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessment
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Section
from tests.report.sample import assessment, index


def large(times: int) -> tuple[Index, Assessment]:
    """The pack with every check so many times, and an assessment that answers each copy like the first."""
    pack, made = index().pack, assessment()
    sections = tuple(_section(section, times) for section in pack.sections)
    answers = dict(made.answers)
    for copy in range(1, times):
        for id in index().checks:
            answers[f"{id}-{copy}"] = [_answer(one, copy) for one in made.answers.get(id, [])]
    return Index(replace(pack, sections=sections)), replace(made, answers=answers)


def _section(section: Section, times: int) -> Section:
    copies = [_check(check, copy) for copy in range(1, times) for check in section.checks]
    return replace(section, checks=(*section.checks, *copies))


def _check(check: Check, copy: int) -> Check:
    facts = tuple(replace(fact, id=f"{fact.id}-{copy}") for fact in check.facts)
    return replace(check, id=f"{check.id}-{copy}", code=f"{check.code}.{copy}", facts=facts)


def _answer(answer: Answer, copy: int) -> Answer:
    return replace(answer, facts={f"{id}-{copy}": value for id, value in answer.facts.items()})
