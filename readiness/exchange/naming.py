"""Who is meant by a name or an id in an answers file; pure.

Equal names are one person, unless their ids differ. Where a file lists its people, every name in it must
be one of them or be given in place: so a slip of the pen makes no second person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from readiness.assessment.model import Assessment, Channel, Party, Person
from readiness.assessment.people import name_and_role, same_name, with_party, with_person
from readiness.exchange.answers_shape import PartyEntry, PersonEntry, YesNo
from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.translation import _

LONGEST_NAME = 200
"""Characters of a name of a person or organisation."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

Named = TypeVar("Named", Person, Party)


class Records:
    """The people and parties of an answers file, as they are met."""

    def __init__(self, assessment: Assessment, *, people_listed: bool, parties_listed: bool) -> None:
        """Begin with what `assessment` holds; what is listed in the file must not be guessed at."""
        self.assessment = assessment
        self._people_listed = people_listed
        self._parties_listed = parties_listed

    def add_party(self, entry: PartyEntry) -> str:
        """Add an organisation, or complete the one that is meant; its id.

        Raises:
            ValueRefused: the name or the id is not accepted.
        """
        party = Party(
            id=_accepted_id(entry.id),
            name=_accepted_name(entry.name),
            phone=entry.phone,
            phone_hours=entry.phone_hours,
            second_way=entry.second_way,
        )
        self.assessment, found = with_party(self.assessment, party)
        return found.id

    def add_person(self, entry: PersonEntry, left_on: str = "") -> str:
        """Add a person, or complete the one that is meant; their id. `left_on` is the day in ISO form.

        Raises:
            ValueRefused: the name, the id or the employer is not accepted.
        """
        channels = [
            Channel(
                kind=channel.kind,
                value=channel.value,
                private=channel.private,
                needs_company_systems=None
                if channel.needs_company_systems is None
                else channel.needs_company_systems is YesNo.YES,
                hours=channel.hours,
            )
            for channel in entry.channels
        ]
        person = Person(
            id=_accepted_id(entry.id),
            name=_accepted_name(entry.name),
            role=entry.role,
            employer=self.party(entry.employer) if entry.employer else "",
            channels=channels,
            left_on=left_on,
        )
        self.assessment, found = with_person(self.assessment, person)
        return found.id

    def person(self, text: str) -> str:
        """The id of the person with this id or name; of a new one where the file lists none.

        Raises:
            ValueRefused: nobody is called that, or more than one person is.
        """
        name, role = name_and_role(text)
        found = _meant(self.assessment.people, text) or _meant(self.assessment.people, name)
        if found:
            return found
        if self._people_listed:
            known = [word for person in self.assessment.people for word in (person.name, person.id)]
            message = _("no person of this file is called '{name}'{hint}; name one of 'people', or add them there")
            raise ValueRefused(message.format(name=short(text), hint=near(text, known)))
        return self.add_person(PersonEntry(name=name, role=role))

    def party(self, text: str) -> str:
        """The id of the organisation with this id or name; of a new one where the file lists none.

        Raises:
            ValueRefused: none is called that, or more than one is.
        """
        found = _meant(self.assessment.parties, text)
        if found:
            return found
        if self._parties_listed:
            known = [word for party in self.assessment.parties for word in (party.name, party.id)]
            message = _("no organisation of this file is called '{name}'{hint}; name one of 'parties', or add it there")
            raise ValueRefused(message.format(name=short(text), hint=near(text, known)))
        return self.add_party(PartyEntry(name=text))


def twice(entries: Iterable[PersonEntry | PartyEntry]) -> tuple[int, ...]:
    """The positions of entries whose id an earlier entry has."""
    seen: set[str] = set()
    found = []
    for n, entry in enumerate(entries):
        if entry.id and entry.id in seen:
            found.append(n)
        seen.add(entry.id)
    return tuple(found)


def reference_to(records: Iterable[Named], id: str) -> str:
    """How an answers file refers to a record: by its name, or by its id where the name could mean another."""
    records = list(records)
    name = next((one.name for one in records if one.id == id), id)
    try:
        return name if _meant(records, name) == id else id
    except ValueRefused:
        return id


def _meant(records: Iterable[Named], text: str) -> str:
    records = list(records)
    if any(one.id == text for one in records):
        return text
    fitting = [one.id for one in records if same_name(one.name, text)]
    if len(fitting) > 1:
        message = _("several are called '{name}'; give the id of the one that is meant: {ids}")
        raise ValueRefused(message.format(name=short(text), ids=", ".join(fitting)))
    return fitting[0] if fitting else ""


def _accepted_id(text: str) -> str:
    if text and not _ID.fullmatch(text):
        raise ValueRefused(_("an id of at most 64 letters, digits and -_. is needed"))
    return text


def _accepted_name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise ValueRefused(_("a name of 1 to {n} characters is needed").format(n=LONGEST_NAME))
    return name
