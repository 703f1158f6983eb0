"""What every part of a report is composed from, and the ways they all say things.

Two rules live here so that no part can forget them: what is for counsel only is in `counsel`, and in
nothing else; and a text of the definition is filled in once, so nothing a person typed is ever read
as a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from readiness.assessment.duties import Duties
from readiness.assessment.findings import Finding, Kind, visible_to
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Action, Answer, Assessment, Organisation
from readiness.assessment.people import holder, name_of
from readiness.assessment.reading import Reading
from readiness.assessment.schedule import NextDue, days_in, next_due
from readiness.assessment.scoring import shown
from readiness.assessment.words import answer_words, day_words, words
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Addressee, Audience, Check, Cost, FactType
from readiness.questionnaire.vocabulary import State
from readiness.report.definition import PLACEHOLDER, Definition
from readiness.report.document import Glyph, Line, Mark, Run
from readiness.report.wording import Part

PartWords = TypeVar("PartWords", bound=Part)

HASH_SHOWN = 12
"""Characters of a hash that are printed: enough to tell documents apart."""

_GLYPHS = {
    State.YES: Glyph.YES,
    State.PARTLY: Glyph.PARTLY,
    State.NO: Glyph.NO,
    State.UNKNOWN: Glyph.UNKNOWN,
    State.NOT_APPLICABLE: Glyph.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Material:
    """One assessment with everything that follows from it, and the definition of the report about it."""

    definition: Definition
    index: Index
    assessment: Assessment
    organisation: Organisation
    judgement: Judgement
    previous: Judgement | None = None
    duties: Duties | None = None

    @property
    def reading(self) -> Reading:
        """The assessment read through its pack."""
        return self.judgement.reading

    def words_of(self, kind: type[PartWords]) -> PartWords:
        """The words of a part; the definition was checked to have them for every part in its order."""
        return next(words for words in self.definition.parts if isinstance(words, kind))

    @property
    def is_draft(self) -> bool:
        """Whether there is no score to show."""
        return not self.judgement.is_final

    @property
    def tells_counsel(self) -> bool:
        """Whether the readers of this report may see what is for counsel only, in its one part."""
        return self.definition.audience is not Audience.EVERYONE

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings for everywhere but the insurance part."""
        limit = min(self.definition.audience, Audience.MANAGEMENT, key=list(Audience).index)
        return visible_to(self.judgement.findings, limit).findings

    @cached_property
    def by_check(self) -> Mapping[str, Finding]:
        """Check id -> the finding about it, where it may be shown."""
        about = (one for one in self.findings if one.kind not in (Kind.CONFLICT, Kind.EXPIRING))
        return {one.check.id: one for one in about if one.check is not None}

    @cached_property
    def counsel(self) -> tuple[Finding, ...]:
        """The findings that only the insurance part may show."""
        return tuple(one for one in self.judgement.findings if one.audience is Audience.COUNSEL_ONLY)

    def is_seen(self, audience: Audience) -> bool:
        """Whether an item of this audience may stand outside the insurance part."""
        rank = list(Audience)
        return audience is not Audience.COUNSEL_ONLY and rank.index(audience) <= rank.index(self.definition.audience)

    def check_is_seen(self, check_id: str) -> bool:
        """Whether a check, its facts and its answers may stand outside the insurance part."""
        check = self.index.checks.get(check_id)
        return check is None or self.is_seen(check.audience)

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """The actions as sealed with the assessment, or of the organisation while it is a draft."""
        actions = self.organisation.actions if self.is_draft else self.assessment.actions
        return {action.finding: action for action in actions}

    @cached_property
    def next_look(self) -> NextDue:
        """When to assess again, and why then; from what is sealed, so that a report printed again says the same.

        A reported change counts for the last assessment alone: a later one has looked at it.
        """
        judgement, rows = self.judgement, self.organisation.sealed
        ends = {line.fact.id: line.day for line in judgement.dated if line.expires and self.is_seen(line.audience)}
        is_last = self.is_draft or (bool(rows) and rows[-1].id == self.assessment.id)
        reported = days_in(self.organisation.reported) if is_last else {}
        interval = (judgement.next_due - judgement.as_of).days
        return next_due(judgement.as_of, interval, ends, self.actions.values(), reported)

    @cached_property
    def _values(self) -> dict[str, str]:
        return {key: value for key, value in _values(self).items() if value}

    def say(self, text: str, **values: object) -> str:
        """A text of the definition with its names filled in; what has no value becomes a visible blank."""

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            found = str(values[name]) if name in values else self._values.get(name) or self._fact(name)
            return found or self.definition.blank

        return PLACEHOLDER.sub(fill, text)

    def nothing(self, text: str) -> str:
        """A text that says there is nothing; while questions of a draft are open, that it is not finished."""
        unfinished = self.is_draft and self.judgement.score.numbers.unanswered
        return self.say(self.definition.words.not_finished if unfinished else text)

    def _fact(self, id: str) -> str:
        check = self.index.check_of_fact.get(id)
        if id not in self.index.facts or (check is not None and not self.is_seen(check.audience)):
            return ""
        return words(self.reading, id) or ""

    def state_line(self, check: Check | None, answer: Answer | None, *, strong: bool = True) -> Line:
        """The sign and the word of an answer; the check's own choice in its own words."""
        state = answer.state if answer is not None else None
        word = self.definition.words.unanswered if state is None else self.definition.words.states[state]
        if check is not None and answer is not None and answer.choice:
            word = answer_words(check, answer)
        return (Mark(_GLYPHS[state] if state is not None else Glyph.UNKNOWN), Run(word, strong=strong))

    def who(self, addressee: Addressee) -> str:
        """The word for a role that is asked or settles something."""
        return self.definition.words.people[addressee]

    def doer(self, addressee: Addressee, *, with_role: bool = False) -> str:
        """Who does, is asked or settles something: by name where the answers name someone for the role."""
        role, name = self.who(addressee), name_of(self.assessment, holder(self.reading, addressee))
        if not name:
            return role
        return self.say(self.definition.words.person, value=name, label=role) if with_role else name

    def cost(self, cost: Cost | None) -> str:
        """The cost class in words; it is said when it is not known."""
        words = self.definition.words
        return words.cost_not_known if cost is None else words.costs[cost]

    def name(self, id: str) -> str:
        """A person by name alone, without an id whoever held the keyboard; the id itself when nobody has it."""
        person = self.reading.people.get(id)
        if person is not None:
            return person.name
        return id or self.assessment.assessor.name or self.definition.words.nobody

    def person(self, id: str) -> str:
        """A person by name and job; the id itself when nobody has it."""
        person = self.reading.people.get(id)
        if person is None or not person.role:
            return self.name(id)
        return self.say(self.definition.words.person, value=person.name, label=person.role)

    def day(self, text: str) -> str:
        """A stored day in words; what is no day stays as it is."""
        try:
            return day_words(date.fromisoformat(text[:10]))
        except ValueError:
            return text

    @cached_property
    def renewal(self) -> date | None:
        """The coming day on which the policy is renewed, where an answer that may be shown gives it."""
        id = self.definition.words.renewal
        fact, check = self.index.facts.get(id), self.index.check_of_fact.get(id)
        if fact is None or fact.type is not FactType.DATE or (check is not None and not self.is_seen(check.audience)):
            return None
        value = self.reading.fact(id)
        day = date.fromisoformat(str(value)) if value is not None else None
        return day if day is not None and day > self.reading.today else None

    @property
    def insurance_part(self) -> str:
        """The number of the part where counsel-only matters stand."""
        part = self.definition.insurance
        return part.number if part is not None and "insurance" in self.definition.order else ""


def _values(material: Material) -> dict[str, str]:
    assessment, judgement = material.assessment, material.judgement
    score, numbers = judgement.score, judgement.score.numbers
    pack, reading = material.index.pack, judgement.reading
    visible = sum(numbers.states.values())
    values = {
        "organisation": material.organisation.name,
        "as_of": day_words(judgement.as_of),
        "today": day_words(reading.today),
        "hash": assessment.content_hash[:HASH_SHOWN] or material.definition.draft,
        "pack": pack.title,
        "version": assessment.pack.version or pack.version,
        "pack_hash": assessment.pack.sha256[:HASH_SHOWN],
        "scope": reading.scope.mode.title if reading.scope.mode is not None else material.definition.words.full_scope,
        "respondents": ", ".join(_respondents(material)),
        "assessor": assessment.assessor.name,
        "interest": assessment.assessor.interest,
        "next_due": day_words(material.next_look.day),
        "void_after": _void_after(material),
        "checks": str(visible + numbers.hidden),
        "asked": str(visible),
        "not_applicable": str(numbers.states[State.NOT_APPLICABLE]),
        "unanswered": str(numbers.unanswered),
        "hidden": str(numbers.hidden),
        "insurance_part": material.insurance_part,
    }
    if judgement.is_final:
        values |= {
            "band": score.band.label if score.band is not None else "",
            "in_place": percent(shown(numbers.in_place)),
            "proven": percent(shown(numbers.proven)),
            "critical_closed": str(score.critical_closed),
            "critical_asked": str(score.critical_asked),
        }
    return values


def _void_after(material: Material) -> str:
    """The first coming day on which something ends that may be shown."""
    ends = [line.day for line in material.judgement.dated if line.expires and material.is_seen(line.audience)]
    coming = [day for day in ends if day > material.reading.today]
    return day_words(min(coming)) if coming else ""


def percent(value: int | None) -> str:
    """A percentage as it is printed, or nothing."""
    return "" if value is None else str(value)


def _respondents(material: Material) -> list[str]:
    """Who answered what may be seen here, in the order of their first answers."""
    found: dict[str, None] = {}
    for item, answers in material.assessment.answers.items():
        if material.check_is_seen(item):
            found.update(dict.fromkeys(answer.respondent for answer in answers))
    return [material.person(id) for id in found]
