"""An assessment without what says whose it is: no names, numbers, places or free text, and the same judgement.

Everybody gets a number instead of a name, and ids are replaced with them, for ids are often made of names. What
was written is replaced by words that say so, different ones for different texts, so that nothing that was missing
seems given and nothing that differed seems equal. This is not anonymisation: what is left can still tell who it
is to people who know the business.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from readiness.assessment.model import Action, Answer, Assessment, Assessor, Evidence, Organisation, Party, Person
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType
from readiness.questionnaire.vocabulary import Value
from readiness.translation import _

_NAMED = (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION)
_WRITTEN = (FactType.TEXT, FactType.PHONE, FactType.EMAIL, FactType.URL)


def redacted(index: Index, assessment: Assessment, organisation: Organisation) -> tuple[Assessment, Organisation]:
    """Both without names, numbers, places and free text; the arguments stay as they are."""
    cut = _Cut.of(index, assessment, organisation)
    without = replace(
        assessment,
        answers={item: [cut.answer(one) for one in given] for item, given in assessment.answers.items()},
        people=[cut.person(one) for one in assessment.people],
        parties=[cut.party(one) for one in assessment.parties],
        actions=[cut.action(one) for one in assessment.actions],
        assessor=Assessor(name=cut.text(assessment.assessor.name), interest=cut.text(assessment.assessor.interest)),
    )
    nameless = replace(
        organisation,
        name=_("[organisation]"),
        logo="",
        logo_image=b"",
        contacts=[],
        respondents=[],
        actions=[cut.action(one) for one in organisation.actions],
    )
    return without, nameless


@dataclass
class _Cut:
    """What stands for whom, and for which text."""

    index: Index
    ids: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, index: Index, assessment: Assessment, organisation: Organisation) -> _Cut:
        people = [person.id for person in assessment.people]
        everyone = [one for action in (*assessment.actions, *organisation.actions) for one in _named(action)]
        given = [answer.respondent for answers in assessment.answers.values() for answer in answers]
        ids = {id: f"person-{n}" for n, id in enumerate(dict.fromkeys((*people, *everyone, *given)), 1) if id}
        ids |= {party.id: f"organisation-{n}" for n, party in enumerate(assessment.parties, 1)}
        return cls(index, ids)

    def id(self, id: str) -> str:
        return self.ids.get(id, id and self.text(id))

    def text(self, text: str) -> str:
        """Words that say something stood here; the same for the same text, nothing for nothing."""
        if not text:
            return ""
        return self.texts.setdefault(text, _("[left out {n}]").format(n=len(self.texts) + 1))

    def person(self, person: Person) -> Person:
        name = _("[person {n}]").format(n=self.ids[person.id].rpartition("-")[2])
        channels = [replace(one, value="", hours="") for one in person.channels]
        employer = self.id(person.employer)
        return replace(person, id=self.ids[person.id], name=name, role="", employer=employer, channels=channels)

    def party(self, party: Party) -> Party:
        name = _("[organisation {n}]").format(n=self.ids[party.id].rpartition("-")[2])
        return Party(id=self.ids[party.id], name=name)

    def action(self, action: Action) -> Action:
        kind, _colon, about = action.finding.partition(":")
        rule, colon, subject = about.partition(":")
        finding = f"{kind}:{rule}{colon}{self.ids.get(subject, subject)}"
        return replace(
            action,
            finding=finding,
            owner=self.id(action.owner),
            approver=self.id(action.approver),
            note=self.text(action.note),
            cost=self.text(action.cost),
            reason=self.text(action.reason),
        )

    def answer(self, answer: Answer) -> Answer:
        return replace(
            answer,
            facts={id: self.value(id, value) for id, value in answer.facts.items()},
            note=self.text(answer.note),
            reason=self.text(answer.reason),
            evidence=[self.evidence(one) for one in answer.evidence],
            respondent=self.id(answer.respondent),
        )

    def evidence(self, evidence: Evidence) -> Evidence:
        return Evidence(
            description=self.text(evidence.description), place=self.text(evidence.place), dated=evidence.dated
        )

    def value(self, id: str, value: Value) -> Value:
        fact = self.index.facts.get(id)
        if fact is None or isinstance(value, int):
            return value
        if fact.type in _NAMED:
            return [self.id(one) for one in value] if isinstance(value, list) else self.id(value)
        if fact.type in _WRITTEN:
            return [self.text(one) for one in value] if isinstance(value, list) else self.text(value)
        return value


def _named(action: Action) -> tuple[str, str]:
    return action.owner, action.approver
