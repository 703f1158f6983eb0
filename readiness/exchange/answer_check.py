"""One answer of an answers file, checked against the pack: its state, its facts, who gave it and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from msgspec.structs import replace

from readiness.assessment.answering import normalised, refusals
from readiness.assessment.model import Answer, Evidence
from readiness.exchange.answers_shape import AnswerEntry, EvidenceEntry, PersonEntry
from readiness.exchange.complaint import Complaints
from readiness.exchange.naming import Records
from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Fact, FactType
from readiness.questionnaire.value import canonical, day
from readiness.questionnaire.vocabulary import State, Value, ValueRefused
from readiness.source import KeyPath, Plain
from readiness.translation import _

_FACT = "facts."
_NOT_TEXT = (FactType.INTEGER, FactType.CHOICES, FactType.PEOPLE, FactType.PERSON)


class PeopleCheck:
    """People of an answers file, wherever they are named."""

    def __init__(self, records: Records, as_of: date, complaints: Complaints, *, keeps_sensitive: bool) -> None:
        """Add people to `records`; what is wrong goes to `complaints`."""
        self.records = records
        self.as_of = as_of
        self.complaints = complaints
        self.keeps_sensitive = keeps_sensitive

    def person(self, given: str | PersonEntry, path: KeyPath) -> str:
        """The id of the person that a name, an id or a mapping means; empty when it was refused."""
        if isinstance(given, PersonEntry):
            return self.described(given, path)
        try:
            return self.records.person(given)
        except ValueRefused as refused:
            self.complaints.say(path, str(refused))
            return ""

    def described(self, entry: PersonEntry, path: KeyPath) -> str:
        """The id of a person given as a mapping; empty when it was refused."""
        if not self.complaints.is_fine(*path, "name"):
            return ""
        for n, channel in enumerate(entry.channels):
            if channel.private and channel.value and not self.keeps_sensitive:
                place = (*path, "channels", n, "value")
                self.complaints.say(place, _sensitive(_("Leave 'value' out, and keep the way to reach them listed.")))
        left_on = self.day(entry.left_on, (*path, "left_on"))
        try:
            return self.records.add_person(entry, left_on)
        except ValueRefused as refused:
            self.complaints.say(path, str(refused))
            return ""

    def day(self, text: str, path: KeyPath) -> str:
        """A day in ISO form; empty when none is given or it was refused."""
        if not text or not self.complaints.is_fine(*path):
            return ""
        try:
            return day(text, self.as_of).isoformat()
        except ValueRefused as refused:
            self.complaints.say(path, str(refused))
            return ""


class AnswerCheck:
    """The answers of an answers file."""

    def __init__(self, index: Index, people: PeopleCheck, default_respondent: str) -> None:
        """Check answers to the questions of `index`; `default_respondent` gave those that don't say who."""
        self._index = index
        self._people = people
        self._complaints = people.complaints
        self._default = default_respondent

    def opening(self, id: str, raw: Plain, path: KeyPath) -> Answer | None:
        """The value of an opening fact as an answer; None when it was refused."""
        known = [fact.id for fact in self._index.opening_facts]
        if id not in known:
            self._complaints.say(path, self._not_opening(id, known))
            return None
        answer = Answer(respondent=self._default, answered_on=self._people.as_of.isoformat())
        value = self._value(self._index.facts[id], raw, path)
        if value is not None:
            answer.facts[id] = value
        return self._accepted(id, answer, {f"{_FACT}{id}": path}, path)

    def answer(self, item_id: str, entry: AnswerEntry, raw_facts: Plain, path: KeyPath) -> Answer | None:
        """An answer to a question; None when it was refused."""
        if not self._is_known(item_id, path):
            return None
        check = self._index.checks.get(item_id)
        given = self._evidence(entry)
        places = {f"evidence[{n}].{key}": place for n, at in enumerate(given) for key, place in _places(at, path)}
        facts = self._facts(item_id, raw_facts, (*path, "facts"))
        places.update((f"{_FACT}{id}", (*path, "facts", id)) for id in facts)
        respondent = self._default
        if entry.respondent and self._complaints.is_fine(*path, "respondent"):
            respondent = self._people.person(entry.respondent, (*path, "respondent"))
        answer = Answer(
            state=self._state(check, entry, path),
            choice=entry.choice,
            facts=facts,
            note=entry.note,
            evidence=[one for one, _keys in given],
            reason=entry.reason,
            respondent=respondent,
            answered_on=self._people.day(entry.answered_on, (*path, "answered_on")) or self._people.as_of.isoformat(),
            confirmed_on=self._people.day(entry.confirmed_on, (*path, "confirmed_on")),
            seen_by_owner=entry.seen_by_owner,
        )
        return self._accepted(item_id, answer, places, path)

    def _accepted(self, item_id: str, answer: Answer, places: Mapping[str, KeyPath], path: KeyPath) -> Answer | None:
        before = len(self._complaints.decoder.problems)
        for place, message in refusals(self._index, item_id, answer, self._people.as_of):
            at = places.get(place, (*path, place) if place else path)
            if self._complaints.is_fine(*at):
                self._complaints.say(at, message)
        if len(self._complaints.decoder.problems) > before or not self._complaints.is_fine(*path):
            return None
        try:
            return normalised(self._index, answer, self._people.as_of)
        except ValueRefused:
            return None  # a place that was complained about before

    def _is_known(self, id: str, path: KeyPath) -> bool:
        if id in self._index.checks or id in (fact.id for fact in self._index.opening_facts):
            return True
        by_code = self._index.by_code.get(id)
        if by_code is not None:
            hint = _("; did you mean '{word}'?").format(word=by_code.id)
        elif id in self._index.check_of_fact:
            hint = _("; it is a fact of '{check}'").format(check=self._index.check_of_fact[id].id)
        else:
            hint = near(id, self._index.checks)
        self._complaints.say(path, _("the questionnaire has no question '{id}'{hint}").format(id=short(id), hint=hint))
        return False

    def _not_opening(self, id: str, known: list[str]) -> str:
        owner = self._index.check_of_fact.get(id)
        if owner is not None:
            return _("this fact belongs to a question; give it under answers: {check}: facts").format(check=owner.id)
        return _("there is no opening fact '{id}'{hint}").format(id=short(id), hint=near(id, known))

    def _state(self, check: Check | None, entry: AnswerEntry, path: KeyPath) -> State | None:
        if check is None or entry.state is not None or not self._complaints.is_fine(*path, "state"):
            return entry.state
        for choice in check.choices:
            if choice.id == entry.choice:
                return choice.state
        accepted = ", ".join(state.value for state in State)
        self._complaints.say(
            path, _("the key 'state' is missing; one of these is needed: {words}").format(words=accepted)
        )
        return None

    def _evidence(self, entry: AnswerEntry) -> list[tuple[Evidence, KeyPath]]:
        single = isinstance(entry.evidence, EvidenceEntry)
        listed = (entry.evidence,) if isinstance(entry.evidence, EvidenceEntry) else entry.evidence
        return [
            (
                Evidence(description=one.description, place=one.place, dated=one.dated, sha256=one.sha256),
                ("evidence",) if single else ("evidence", n),
            )
            for n, one in enumerate(listed)
        ]

    def _facts(self, item_id: str, raw: Plain, path: KeyPath) -> dict[str, Value]:
        if raw is None or not isinstance(raw, dict):
            if raw is not None:
                self._complaints.say(path, _("a mapping of fact ids to values is needed"))
            return {}
        captured = [fact for fact, item in self._index.captured_by.items() if item == item_id]
        values: dict[str, Value] = {}
        for id, given in raw.items():
            if id not in captured:
                self._complaints.say((*path, id), self._not_captured(id, captured))
                continue
            value = self._value(self._index.facts[id], given, (*path, id))
            if value is not None:
                values[id] = value
        return values

    def _not_captured(self, id: str, captured: list[str]) -> str:
        owner = self._index.check_of_fact.get(id)
        if owner is not None:
            return _("this fact belongs to the question '{check}'").format(check=owner.id)
        message = _("this question has no fact '{id}'{hint}; it has: {facts}")
        return message.format(id=short(id), hint=near(id, captured), facts=", ".join(captured) or _("none"))

    def _value(self, fact: Fact, raw: Plain, path: KeyPath) -> Value | None:
        """A value in the form `refusals` judges; None when it was refused here."""
        if raw is None or not self._complaints.is_fine(*path):
            if raw is None:
                self._complaints.say(path, _("nothing is given here; leave the key out, or give a value"))
            return None
        if fact.sensitive and not self._people.keeps_sensitive:
            self._complaints.say(path, _sensitive(fact.sensitive_where))
            return None
        if fact.type is FactType.PERSON:
            return self._named(raw, path) or None
        if fact.type is FactType.PEOPLE and isinstance(raw, list):
            ids = [self._named(part, (*path, n)) for n, part in enumerate(raw)]
            return ids if all(ids) else None
        if fact.type is FactType.ORGANISATION and isinstance(raw, str):
            return self._organisation(raw, path)
        message = _not_text(fact, raw) or _not_a_choice(fact, raw)
        if message:
            self._complaints.say(path, message)
            return None
        return cast("Value", raw)

    def _named(self, raw: Plain, path: KeyPath) -> str:
        if isinstance(raw, dict):
            return self._people.person(self._complaints.decoder.struct(PersonEntry, raw, path), path)
        if isinstance(raw, str) and raw.strip():
            return self._people.person(raw.strip(), path)
        self._complaints.say(path, _("the name of a person is needed, or a mapping with name, role and channels"))
        return ""

    def _organisation(self, raw: str, path: KeyPath) -> str | None:
        try:
            return self._people.records.party(raw)
        except ValueRefused as refused:
            self._complaints.say(path, str(refused))
            return None


def _not_text(fact: Fact, raw: Plain) -> str:
    """What is wrong with a bare number or `true` where text is needed."""
    if fact.type in _NOT_TEXT or not isinstance(raw, bool | int | float):
        return ""
    words = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return _('text is needed; put it in quotes: "{value}"').format(value=words)


def _not_a_choice(fact: Fact, raw: Plain) -> str:
    """What is wrong with a word that is none of a fact's choices, with the nearest of them."""
    parts = raw if isinstance(raw, list) else [raw]
    for part in parts if fact.choices else ():
        if not isinstance(part, str):
            continue
        try:
            canonical(replace(fact, type=FactType.CHOICE), part, date.min)
        except ValueRefused as refused:
            hint = near(part, fact.choices)
            return _("'{value}' is not accepted{hint}; {accepted}").format(
                value=short(part), hint=hint, accepted=refused
            )
    return ""


def _places(at: tuple[Evidence, KeyPath], path: KeyPath) -> list[tuple[str, KeyPath]]:
    _evidence, keys = at
    return [(key, (*path, *keys, key)) for key in ("description", "place", "dated", "sha256")]


def _sensitive(where: str) -> str:
    words = _(
        "this is sensitive and would be stored unprotected; only an encrypted workspace keeps it. "
        "Take it out of the file and write it on the printed card by hand. {where}"
    )
    return words.format(where=where).strip()
