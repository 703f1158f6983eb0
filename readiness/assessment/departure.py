"""Somebody left: everything that names them, and another person in their place.

What a person answered stays theirs, and what a paper says stays as it is written: both are asked about again.
Facts and actions take the other person's name at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgspec.structs import replace

from readiness.assessment.model import Action, Answer, Assessment, Person
from readiness.assessment.people import same_name
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType
from readiness.questionnaire.vocabulary import Value

_PEOPLE = (FactType.PERSON, FactType.PEOPLE)


class MentionKind(StrEnum):
    """Where somebody is named."""

    FACT = "fact"
    ANSWER = "answer"
    """They gave it."""
    DOCUMENT = "document"
    """A proof, or a note, says their name."""
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a person."""

    kind: MentionKind
    item: str
    """The check or opening fact to look at; of an action, the finding it is about."""
    fact: str = ""
    words: str = ""
    """What is written there: the label of a fact, the description of a proof, a note."""

    @property
    def is_replaced(self) -> bool:
        """Whether another person can take over here in one step."""
        return self.kind in (MentionKind.FACT, MentionKind.ACTION)


def mentions(index: Index, assessment: Assessment, actions: Iterable[Action], person: Person) -> tuple[Mention, ...]:
    """Everything that names a person, in the order of the pack."""
    order = {id: n for n, id in enumerate([*(fact.id for fact in index.opening_facts), *index.checks])}
    found = [
        mention
        for item, given in assessment.answers.items()
        if item in order
        for answer in given
        for mention in _in_answer(index, item, answer, person)
    ]
    found.sort(key=lambda mention: order[mention.item])
    found += [
        Mention(MentionKind.ACTION, action.finding, words=action.note)
        for action in actions
        if _is_named(action.owner, person) or _is_named(action.approver, person)
    ]
    return tuple(dict.fromkeys(found))


def _in_answer(index: Index, item: str, answer: Answer, person: Person) -> Iterator[Mention]:
    for id, value in answer.facts.items():
        fact = index.facts.get(id)
        if fact is not None and fact.type in _PEOPLE and person.id in _listed(value):
            yield Mention(MentionKind.FACT, item, id, fact.label)
    if answer.respondent == person.id:
        yield Mention(MentionKind.ANSWER, item)
    texts = [answer.note, *(text for proof in answer.evidence for text in (proof.description, proof.place))]
    for text in texts:
        if _names(text, person.name):
            yield Mention(MentionKind.DOCUMENT, item, words=text)


def _names(text: str, name: str) -> bool:
    words = " ".join(text.casefold().split())
    return bool(name.strip()) and " ".join(name.casefold().split()) in words


def _listed(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def with_departed(assessment: Assessment, person_id: str, day: str) -> Assessment:
    """The assessment in which a person has left on a day; an empty day brings them back."""
    people = [replace(one, left_on=day) if one.id == person_id else one for one in assessment.people]
    return replace(assessment, people=people)


def with_successor(index: Index, assessment: Assessment, person_id: str, successor_id: str) -> Assessment:
    """The assessment in which every fact that names one person names the other.

    Answers keep their origin: a carried one is still to be looked at.
    """
    answers = {
        item: [replace(answer, facts=_succeeded(index, answer, person_id, successor_id)) for answer in given]
        for item, given in assessment.answers.items()
    }
    return replace(assessment, answers=answers)


def _succeeded(index: Index, answer: Answer, person_id: str, successor_id: str) -> dict[str, Value]:
    facts = dict(answer.facts)
    for id, value in answer.facts.items():
        fact = index.facts.get(id)
        if fact is None or fact.type not in _PEOPLE or person_id not in _listed(value):
            continue
        named = dict.fromkeys(successor_id if one == person_id else one for one in _listed(value))
        facts[id] = list(named) if isinstance(value, list) else successor_id
    return facts


def actions_taken_over(actions: Sequence[Action], person: Person, successor_id: str) -> list[Action]:
    """The actions with one person in another's place. Who accepted a risk is history and stays."""
    return [replace(one, owner=successor_id) if _is_named(one.owner, person) else one for one in actions]


def _is_named(who: str, person: Person) -> bool:
    """An action names people by id, or by name where they are in no assessment yet."""
    return bool(who) and (who == person.id or same_name(who, person.name))


def departed_since(assessment: Assessment, previous: Assessment) -> tuple[Person, ...]:
    """Who has left since the assessment before."""
    known = {person.id for person in previous.people if person.left_on}
    return tuple(person for person in assessment.people if person.left_on and person.id not in known)
