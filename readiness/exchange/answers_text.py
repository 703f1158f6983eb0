"""An assessment written as an answers file, so that reading it gives the same assessment again.

The words of the format stay bare (`state: yes`); what people wrote is always quoted, so that nothing in
it can be taken for YAML. What the format has no place for is not written: flags, the position on screen,
how an answer came to be carried over, and actions, which belong to the organisation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from readiness.assessment.model import Answer, Assessment, Channel, Evidence, Party, Person
from readiness.exchange.answers_shape import FORMAT
from readiness.exchange.naming import reference_to
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType
from readiness.questionnaire.vocabulary import Value


class Word(str):
    """Text that is written without quotes: a word of the format, an id, a key."""

    __slots__ = ()


Node: TypeAlias = "str | int | bool | Sequence[Node] | Mapping[str, Node]"

_BARE = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]*")
_TAKEN = ("true", "false", "null")


def answers_text(organisation: str, assessment: Assessment, index: Index, today: date) -> str:
    """The answers file of an assessment; a draft speaks for `today`."""
    tree: dict[str, Node] = {
        "format": FORMAT,
        "organisation": organisation,
        "pack": Word(assessment.pack.id),
        "as_of": assessment.as_of or today.isoformat(),
        "scope": Word(assessment.scope),
        "assessor": _given({"name": assessment.assessor.name, "interest": assessment.assessor.interest}),
        "people": [_person(assessment, person) for person in assessment.people],
        "parties": [_party(party) for party in assessment.parties],
        "answers": {
            item: _single([_answer(assessment, index, answer) for answer in given])
            for item, given in assessment.answers.items()
            if given
        },
    }
    return "".join(f"{line}\n" for line in _lines(_given(tree)))


def _given(tree: Mapping[str, Node]) -> dict[str, Node]:
    """What is left of a mapping without its empty values."""
    return {key: value for key, value in tree.items() if value not in ("", [], {}, (), False)}


def _single(nodes: list[Node]) -> Node:
    """One thing is written without the dash of a list."""
    return nodes[0] if len(nodes) == 1 else nodes


def _person(assessment: Assessment, person: Person) -> Node:
    return _given(
        {
            "id": Word(person.id),
            "name": person.name,
            "role": person.role,
            "employer": reference_to(assessment.parties, person.employer) if person.employer else "",
            "channels": [_channel(channel) for channel in person.channels],
            "left_on": person.left_on,
        }
    )


def _channel(channel: Channel) -> Node:
    needs = {None: "", True: Word("yes"), False: Word("no")}[channel.needs_company_systems]
    return _given(
        {
            "kind": Word(channel.kind.value),
            "value": channel.value,
            "private": channel.private,
            "needs_company_systems": needs,
            "hours": channel.hours,
        }
    )


def _party(party: Party) -> Node:
    return _given(
        {
            "id": Word(party.id),
            "name": party.name,
            "phone": party.phone,
            "phone_hours": party.phone_hours,
            "second_way": party.second_way,
        }
    )


def _answer(assessment: Assessment, index: Index, answer: Answer) -> Node:
    return _given(
        {
            "state": Word(answer.state.value) if answer.state is not None else "",
            "choice": Word(answer.choice),
            "facts": {id: _value(assessment, index, id, value) for id, value in answer.facts.items()},
            "note": answer.note,
            "evidence": _single([_evidence(one) for one in answer.evidence]),
            "reason": answer.reason,
            "respondent": reference_to(assessment.people, answer.respondent) if answer.respondent else "",
            "answered_on": answer.answered_on,
            "confirmed_on": answer.confirmed_on,
            "seen_by_owner": answer.seen_by_owner,
        }
    )


def _evidence(evidence: Evidence) -> Node:
    fields = {"description": evidence.description, "place": evidence.place}
    return _given({**fields, "dated": evidence.dated, "sha256": evidence.sha256})


def _value(assessment: Assessment, index: Index, id: str, value: Value) -> Node:
    kind = index.facts[id].type if id in index.facts else FactType.TEXT
    if kind is FactType.PERSON:
        return reference_to(assessment.people, str(value))
    if kind is FactType.PEOPLE and isinstance(value, list):
        return [reference_to(assessment.people, one) for one in value]
    if kind is FactType.ORGANISATION:
        return reference_to(assessment.parties, str(value))
    if kind in (FactType.CHOICE, FactType.YES_NO) and isinstance(value, str):
        return Word(value)
    if kind is FactType.CHOICES and isinstance(value, list):
        return [Word(one) for one in value]
    return value


def _lines(node: Node, indent: str = "") -> Iterator[str]:
    """YAML in block style, one line a scalar."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _entry(f"{indent}{_scalar(Word(key))}:", value, indent + "  ")
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for part in node:
            yield from _item(part, indent)


def _entry(start: str, value: Node, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield start
        yield from _lines(value, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(part, str) for part in value):
            yield f"{start} {_flow(value)}"
        else:
            yield start
            yield from _lines(value, indent)
    else:
        yield f"{start} {_scalar(value)}"


def _item(part: Node, indent: str) -> Iterator[str]:
    if isinstance(part, Mapping) and part:
        first, *rest = _lines(part, indent + "  ")
        yield f"{indent}- {first.lstrip(' ')}"
        yield from rest
    else:
        yield f"{indent}- {_scalar(part)}"


def _flow(parts: Iterable[Node]) -> str:
    return f"[{', '.join(_scalar(part) for part in parts)}]"


def _scalar(node: Node) -> str:
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, Word) and _BARE.fullmatch(node) and node.lower() not in _TAKEN:
        return str(node)
    if isinstance(node, Mapping):
        return "{}"
    # JSON's quoted text is YAML's too, as long as characters stand for themselves.
    return json.dumps(node, ensure_ascii=False)
