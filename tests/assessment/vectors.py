"""Test vectors of rules turned into real assessments: people with channels and employers, answers with facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from readiness.assessment.model import Answer, Assessment, Assessor, Channel, ChannelKind, Party, Person
from readiness.assessment.reading import NEXT_DUE, Reading
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import ConflictRule, FactType
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import TODAY, answer, assessment

Vector = Mapping[str, Any]


def reading_of(index: Index, rule: ConflictRule, vector: Vector) -> Reading:
    """A reading in which the vector's values are what people answered."""
    build = _of_subject if rule.for_each else _of_values
    next_due = date.fromisoformat(vector[NEXT_DUE]) if NEXT_DUE in vector else None
    return Reading(index, build(index, vector), TODAY, next_due)


def _of_values(index: Index, vector: Vector) -> Assessment:
    given = assessment(people=list(_people(index, vector)), parties=list(_parties(index, vector)))
    for id, value in vector.items():
        if id in index.checks:
            kept = given.answers.get(id, [Answer()])[0]
            given.answers[id] = [answer(value, facts=kept.facts)]
        elif id in index.facts:
            _set(given, index, id, value)
    for id in _attributed(index, vector):
        _set(given, index, id, f"{id}-person") if not _given(given, index, id) else None
    return given


def _set(given: Assessment, index: Index, id: str, value: Any) -> None:
    item = index.captured_by[id]
    kept = given.answers.get(item, [Answer()])[0]
    given.answers[item] = [Answer(state=kept.state, facts={**kept.facts, id: value})]


def _given(given: Assessment, index: Index, id: str) -> bool:
    return any(id in one.facts for one in given.answers.get(index.captured_by[id], []))


def _attributed(index: Index, vector: Vector) -> list[str]:
    """Person facts of which the vector gives an attribute, or may have lost it."""
    owners = [id.rpartition(".")[0] for id in vector]
    return [id for id in dict.fromkeys(owners) if id in index.facts and index.facts[id].type is FactType.PERSON]


def _people(index: Index, vector: Vector) -> Iterator[Person]:
    names: dict[str, None] = {}
    for id, value in vector.items():
        if id in index.facts and index.facts[id].type in (FactType.PERSON, FactType.PEOPLE):
            names.update(dict.fromkeys(value if isinstance(value, list) else [value]))
    for name in names:
        yield Person(id=name, name=name.title())
    for id in _attributed(index, vector):
        channels = [
            Channel(kind=ChannelKind.MOBILE, needs_company_systems=False)
            for _ in range(vector.get(f"{id}.independent_channels") or 0)
        ]
        yield Person(
            id=f"{id}-person", name=f"Holder of {id}", employer=vector.get(f"{id}.employer") or "", channels=channels
        )


def _parties(index: Index, vector: Vector) -> Iterator[Party]:
    for id, value in vector.items():
        named = index.facts[id].type if id in index.facts else None
        if named is FactType.ORGANISATION or id.endswith(".employer"):
            yield Party(id=value, name=value.title())


def _of_subject(index: Index, vector: Vector) -> Assessment:
    if "this.name" in vector:
        leader = Person(id="dana", name=vector["this.name"], left_on=vector.get("this.left_on", ""))
        facts = dict.fromkeys(vector["this.roles"], "dana")
        checks = {index.captured_by[id] for id in facts}
        return assessment({id: answer("yes", facts=facts) for id in checks}, people=[leader])
    check = next(check for check in index.checks.values() if check.judges_provider)
    provider = vector.get("it_provider.firm")
    employer = vector.get("this.answered_by_employer")
    people = [Person(id="r", name="R", employer="" if employer == "own" else employer)] if employer else []
    seen = vector.get("this.owner_has_seen") == "yes"
    given = {check.id: answer(State.YES, "2026-11-01", respondent="r", seen_by_owner=seen)}
    if provider:
        given[index.captured_by["it_provider.firm"]] = answer(
            State.YES, facts={"it_provider.firm": provider}, respondent=""
        )
    interest = "IT services" if vector.get("this.assessor_sells_remedy") == "yes" else ""
    if check.id == index.captured_by["it_provider.firm"] and provider:
        given[check.id] = answer(
            State.YES, "2026-11-01", respondent="r", seen_by_owner=seen, facts={"it_provider.firm": provider}
        )
    return assessment(
        given, people=people, parties=[Party(id="northline", name="Northline")], assessor=Assessor(interest=interest)
    )
