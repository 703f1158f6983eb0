"""The shape of an answers file: what a person writes in YAML to have an organisation judged without a screen.

The schema that editors use is generated from here. Values of facts are listed with every form they can
have; which one a fact takes is said by the pack, and checked against it when the file is read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from readiness.assessment.model import ChannelKind
from readiness.assessment.scope import FULL
from readiness.questionnaire.part import Part
from readiness.questionnaire.vocabulary import State

FORMAT = 1
"""Version of the answers format this program reads and writes."""


class YesNo(StrEnum):
    """A plain yes or no; both are words in this format."""

    YES = "yes"
    NO = "no"


class ChannelEntry(Part, frozen=True):
    """One way to reach a person. The value of a private one is kept only in an encrypted workspace."""

    kind: ChannelKind
    value: str = ""
    private: bool = False
    needs_company_systems: YesNo | None = None
    hours: str = ""


class PersonEntry(Part, frozen=True):
    """A person. Equal names are one person, unless their ids differ."""

    name: str
    id: str = ""
    role: str = ""
    employer: str = ""
    """Name or id of one of the parties; without it, the person works here."""
    channels: tuple[ChannelEntry, ...] = ()
    left_on: str = ""


class PartyEntry(Part, frozen=True):
    """Another organisation: response firm, law firm, insurer, IT provider."""

    name: str
    id: str = ""
    phone: str = ""
    phone_hours: str = ""
    second_way: str = ""


class EvidenceEntry(Part, frozen=True):
    """What proves a yes: a description, a place and a date; never the secret itself."""

    description: str = ""
    place: str = ""
    dated: str = ""
    sha256: str = ""


FactEntry: TypeAlias = str | int | PersonEntry | tuple[str | PersonEntry, ...]


class AnswerEntry(Part, frozen=True):
    """One person's answer to a question."""

    state: State | None = None
    """May be left out where `choice` says it, and for opening facts."""
    choice: str = ""
    facts: dict[str, FactEntry] = {}
    note: str = ""
    evidence: EvidenceEntry | tuple[EvidenceEntry, ...] = ()
    reason: str = ""
    respondent: str | PersonEntry = ""
    answered_on: str = ""
    confirmed_on: str = ""
    seen_by_owner: bool = False


class AssessorEntry(Part, frozen=True):
    """Who led the assessment, and what they sell that it may recommend."""

    name: str = ""
    interest: str = ""


class AnswersFile(Part, frozen=True):
    """An answers file: everything one organisation answered, as of one day."""

    organisation: str
    pack: str
    as_of: str
    format: int = FORMAT
    scope: str = FULL
    assessor: AssessorEntry = AssessorEntry()
    respondent: str | PersonEntry = ""
    """Who answered, where an answer doesn't say."""
    people: tuple[PersonEntry, ...] = ()
    parties: tuple[PartyEntry, ...] = ()
    opening: dict[str, FactEntry] = {}
    """Opening facts by id."""
    answers: dict[str, AnswerEntry | tuple[AnswerEntry, ...]] = {}
    """Answers by the id of the question; a list where several people answered."""
