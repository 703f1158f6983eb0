"""What the fields of a question are: its facts as they were given, and its proof.

Proof is asked for with two fields of their own that look like facts to the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from readiness.assessment.agenda import Group
from readiness.assessment.interview import Interview
from readiness.assessment.model import Answer, Evidence
from readiness.assessment.people import names
from readiness.assessment.reading import Reading
from readiness.questionnaire.model import Bounds, Check, Fact, FactType
from readiness.questionnaire.vocabulary import State, Value
from readiness.translation import _
from readiness.tui.widgets.fact_field import Entry, Raw

PROOF, PROOF_DATED = "proof:description", "proof:dated"
"""Ids of the two proof fields; a colon is in no id of a pack."""

_NOTHING_HAPPENED = ("none", "no", "not_known")
_CLAIMS = (State.YES, State.PARTLY)


def proof_facts() -> tuple[Fact, Fact]:
    """The two proof fields."""
    return (
        Fact(id=PROOF, type=FactType.TEXT, label=_("Proof: what and where")),
        Fact(id=PROOF_DATED, type=FactType.DATE, label=_("Proof dated"), bounds=Bounds(at_most="today")),
    )


def check_entries(
    interview: Interview, check: Check, state: State | None, answer: Answer | None, *, encrypted: bool
) -> list[Entry]:
    """The fields that are useful once a check is answered with `state`."""
    if state is None:
        return []
    reading = interview.reading
    facts = answer.facts if answer is not None else {}
    entries = [
        _entry(interview, check.id, fact, facts.get(fact.id), required=state in fact.required_for, encrypted=encrypted)
        for fact in interview.facts(check, state)
    ]
    entries = [_on_the_form(reading, check, entry) for entry in entries]
    if state in _CLAIMS and reading.scope.asks_proof:
        entries += proof_entries(check, answer, wanted=state is State.YES)
    return entries


def opening_entries(interview: Interview, group: Group, *, encrypted: bool) -> list[Entry]:
    """The fields of a screen of opening facts, in its order."""
    return [
        _entry(
            interview,
            interview.reading.index.captured_by[fact.id],
            fact,
            _given(interview.reading, fact),
            required=False,
            encrypted=encrypted,
        )
        for line in interview.screen_lines(group)
        for fact in line
    ]


def _given(reading: Reading, fact: Fact) -> Value | None:
    for answer in reading.answers(reading.index.captured_by[fact.id]):
        if fact.id in answer.facts:
            return answer.facts[fact.id]
    return None


def _entry(
    interview: Interview, item: str, fact: Fact, value: Value | None, *, required: bool, encrypted: bool
) -> Entry:
    locked = ""
    if fact.sensitive and not encrypted:
        locked = fact.sensitive_where or _("Not kept here: write it on the printed card.")
    choices = interview.offered_choices(fact)
    if choices is not fact.choices:
        fact = _with_choices(fact, dict(choices))
    return Entry(
        item=item,
        fact=fact,
        raw=written(interview.reading, fact, value),
        names=names(interview.reading.assessment),
        locked=locked,
        required=required,
        wanted=required,
        notice=fact.if_yes if value not in (None, "", []) and str(value) not in _NOTHING_HAPPENED else "",
    )


def _with_choices(fact: Fact, choices: dict[str, str]) -> Fact:
    return msgspec.structs.replace(fact, choices=choices)


def _on_the_form(reading: Reading, check: Check, entry: Entry) -> Entry:
    """A control that the insurance form claims says so beside its label."""
    if check.table is None:
        return entry
    claimed = reading.fact(check.table.form)
    row = next((row for row, fact_id in check.table.rows.items() if fact_id == entry.fact.id), None)
    if row is None or not isinstance(claimed, list) or row not in claimed:
        return entry
    return replace(entry, addition=_("(on the form)"))


def proof_entries(check: Check, answer: Answer | None, *, wanted: bool) -> Iterator[Entry]:
    """The two fields of a proof: what and where, and its date."""
    evidence = answer.evidence[0] if answer is not None and answer.evidence else Evidence()
    what = evidence.description
    if evidence.place:
        what = f"{what}, {evidence.place}" if what else evidence.place
    description, dated = proof_facts()
    yield Entry(check.id, description, what, wanted=wanted)
    yield Entry(check.id, dated, evidence.dated, wanted=wanted)


def written(reading: Reading, fact: Fact, value: Value | None) -> Raw:
    """A stored value as a person would type it."""
    if value is None:
        return [] if fact.type is FactType.CHOICES else ""
    if fact.type is FactType.PERSON:
        person = reading.people.get(str(value))
        return person.name if person is not None else str(value)
    if fact.type is FactType.PEOPLE:
        ids = value if isinstance(value, list) else [str(value)]
        return ", ".join(reading.people[id].name if id in reading.people else id for id in ids)
    if fact.type is FactType.ORGANISATION:
        party = reading.parties.get(str(value))
        return party.name if party is not None else str(value)
    return value if isinstance(value, list) else str(value)
