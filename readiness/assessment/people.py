"""The people and other organisations of an assessment: found or added by name, and the roles they hold.

Equal names are one person, whatever their case and spacing, unless an id says otherwise. An
assessment passed in is never changed; a new one is handed back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from readiness.assessment.model import Assessment, Party, Person
from readiness.assessment.reading import Reading
from readiness.questionnaire.model import Addressee, Audience, FactType

_PEOPLE = (FactType.PERSON, FactType.PEOPLE)

Named = TypeVar("Named", Person, Party)


@dataclass(frozen=True, slots=True)
class Role:
    """A fact that names someone, and what it calls them."""

    fact: str
    label: str
    check: str
    """Id of the check that captures it; empty for an opening fact."""


def same_name(one: str, other: str) -> bool:
    """Whether two names are one name: case and spacing don't matter."""
    return _key(one) == _key(other)


def name_and_role(text: str) -> tuple[str, str]:
    """A person as typed on one line: `Dana Ruiz, practice manager` is a name and a job title."""
    name, _comma, role = text.partition(",")
    return " ".join(name.split()), " ".join(role.split())


def find_person(assessment: Assessment, name: str) -> Person | None:
    """The first person of that name."""
    return next((person for person in assessment.people if same_name(person.name, name)), None)


def find_party(assessment: Assessment, name: str) -> Party | None:
    """The first organisation of that name."""
    return next((party for party in assessment.parties if same_name(party.name, name)), None)


def with_person(assessment: Assessment, person: Person) -> tuple[Assessment, Person]:
    """The assessment with this person in it, and the record to refer to.

    With an id, the record of that id is replaced or added. Without one, a person of the same name is
    the same person, whose blanks are filled from this one; else the person is added under a new id.
    """
    known = _by_id(assessment.people, person.id) if person.id else find_person(assessment, person.name)
    if known is None:
        added = msgspec.structs.replace(person, id=person.id or _free("person", assessment.people))
        added.name = " ".join(person.name.split())
        return msgspec.structs.replace(assessment, people=[*assessment.people, added]), added
    kept = person if person.id else _completed(known, person)
    people = [kept if one.id == known.id else one for one in assessment.people]
    return msgspec.structs.replace(assessment, people=people), kept


def with_party(assessment: Assessment, party: Party) -> tuple[Assessment, Party]:
    """The assessment with this organisation in it, and the record to refer to; names work as for people."""
    known = _by_id(assessment.parties, party.id) if party.id else find_party(assessment, party.name)
    if known is None:
        added = msgspec.structs.replace(party, id=party.id or _free("party", assessment.parties))
        added.name = " ".join(party.name.split())
        return msgspec.structs.replace(assessment, parties=[*assessment.parties, added]), added
    kept = party if party.id else _completed(known, party)
    parties = [kept if one.id == known.id else one for one in assessment.parties]
    return msgspec.structs.replace(assessment, parties=parties), kept


def names(assessment: Assessment) -> tuple[str, ...]:
    """The name of everybody and of every organisation, each once, in order."""
    people = [person.name for person in assessment.people]
    return tuple(dict.fromkeys(people + [party.name for party in assessment.parties]))


def name_of(assessment: Assessment, id: str) -> str:
    """The name of a person or organisation; empty when there is none with that id."""
    named = {party.id: party.name for party in assessment.parties}
    named.update((person.id, person.name) for person in assessment.people)
    return named.get(id, "")


def roles(reading: Reading) -> dict[str, tuple[Role, ...]]:
    """Who holds which roles: person id -> the facts of visible checks that name the person."""
    held: dict[str, list[Role]] = {}
    for check in reading.index.checks.values():
        for fact in check.facts:
            if fact.type in _PEOPLE:
                value = reading.fact(fact.id)
                for id in value if isinstance(value, list) else [value]:
                    if isinstance(id, str):
                        held.setdefault(id, []).append(Role(fact.id, fact.label, check.id))
    return {id: tuple(found) for id, found in held.items()}


def holder(reading: Reading, who: Addressee) -> str:
    """Id of the person or organisation the answers name for a role; empty when they name none that is still there.

    What only counsel reads names nobody here.
    """
    for fact_id in reading.index.pack.role_facts.get(who, ()):
        check = reading.index.check_of_fact.get(fact_id)
        value = reading.fact(fact_id)
        if not isinstance(value, str) or (check is not None and check.audience is Audience.COUNSEL_ONLY):
            continue
        person = reading.people.get(value)
        if (person is None and value in reading.parties) or (person is not None and not _has_left(person, reading)):
            return value
    return ""


def _has_left(person: Person, reading: Reading) -> bool:
    return bool(person.left_on) and person.left_on <= reading.today.isoformat()


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _by_id(records: Iterable[Named], id: str) -> Named | None:
    return next((one for one in records if one.id == id), None)


def _completed(known: Named, other: Named) -> Named:
    """The known record; what it leaves blank is taken from the other."""
    blank = {name: getattr(other, name) for name in known.__struct_fields__ if not getattr(known, name)}
    return msgspec.structs.replace(known, **blank)


def _free(prefix: str, records: Iterable[Named]) -> str:
    taken = {one.id for one in records}
    n = len(taken) + 1
    while f"{prefix}-{n}" in taken:
        n += 1
    return f"{prefix}-{n}"
