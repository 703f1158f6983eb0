"""What people type for a fact, turned into what is stored; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from readiness.assessment.answering import Refusal
from readiness.assessment.model import Answer, Assessment, Party, Person
from readiness.assessment.people import name_and_role, with_party, with_person
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Fact, FactType
from readiness.questionnaire.value import canonical
from readiness.questionnaire.vocabulary import Value
from readiness.session.naming import clean, named
from readiness.translation import _

_BETWEEN_PEOPLE = re.compile(r"[,;\n]")
_BARE_AMOUNT = re.compile(r"\s*\d[\d,.' ]*[kKmM]?\s*")


def completed(fact: Fact, text: str, currency: str) -> str:
    """An amount that was typed without its currency, with the one of the organisation; anything else as it is."""
    is_bare = fact.type is FactType.MONEY and _BARE_AMOUNT.fullmatch(text) is not None
    return f"{text.strip()} {currency}" if is_bare and currency else text


def value_from(
    assessment: Assessment, fact: Fact, text: str, today: date, currency: str = ""
) -> tuple[Assessment, Value]:
    """The stored form of what was typed for a fact, and the assessment with the people it names.

    A person may be typed with a job title (`Dana Ruiz, practice manager`), several people with commas, an amount
    without its currency where the organisation has one.

    Raises:
        ValueRefused: the message says what is accepted.
    """
    if fact.type is FactType.PERSON:
        name, role = name_and_role(text)
        assessment, person = with_person(assessment, Person(id="", name=named(name), role=clean(role)))
        return assessment, person.id
    if fact.type is FactType.PEOPLE:
        ids: list[str] = []
        for part in _BETWEEN_PEOPLE.split(text):
            if part.strip():
                assessment, person = with_person(assessment, Person(id="", name=named(part)))
                ids.append(person.id)
        return assessment, canonical(fact, ids, today)
    if fact.type is FactType.ORGANISATION:
        assessment, party = with_party(assessment, Party(id="", name=named(text)))
        return assessment, party.id
    return assessment, canonical(fact, completed(fact, clean(text), currency), today)


def keepable(index: Index, answer: Answer, *, encrypted: bool) -> list[Refusal]:
    """The sensitive facts of an answer that this workspace must not keep, and where to write them instead."""
    return [] if encrypted else list(_sensitive(index, answer))


def _sensitive(index: Index, answer: Answer) -> Iterator[Refusal]:
    for id, value in answer.facts.items():
        fact = index.facts.get(id)
        if fact is not None and fact.sensitive and value not in ("", []):
            words = _("this is kept in an encrypted workspace only; write it on the printed card by hand. {where}")
            yield f"facts.{id}", words.format(where=fact.sensitive_where).strip()
