"""What a `for_each` rule sees of one check or one person: the `this.*` values, and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from readiness.assessment.model import Answer, Person
from readiness.assessment.people import Role, roles
from readiness.assessment.proof import interval, is_own_cause, newest, standing_answers
from readiness.assessment.reading import Reading
from readiness.assessment.words import day_words, length_words, state_words, words
from readiness.questionnaire.model import Audience, Check, FactType
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown
from readiness.questionnaire.vocabulary import State
from readiness.translation import _

PREFIX = "this."


Given = tuple[Lookup, str | None]
"""A `this.*` value and its words; no words when not given."""

_NOT_GIVEN: Given = (Absent(), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """One check or person a rule is judged for. Gives a condition its values, as the reading does."""

    reading: Reading
    id: str
    name: str
    """The question, or the person's name."""
    audience: Audience
    this: Callable[[str], Given]
    """Works out a `this.*` value when a rule asks for it."""

    @property
    def today(self) -> date:
        """The day `older_than` counts back from."""
        return self.reading.today

    def lookup(self, id: str) -> Lookup:
        """A `this.*` value, or what the reading has."""
        if id.startswith(PREFIX):
            return self.this(id)[0]
        return self.reading.lookup(id)

    def words(self, id: str) -> str | None:
        """The value in words; None when not given."""
        if id.startswith(PREFIX):
            return self.this(id)[1]
        return words(self.reading, id)


def check_subjects(reading: Reading) -> Iterator[Subject]:
    """Every visible check of the scope that was answered."""
    for check in reading.scope.checks:
        if reading.is_visible(check.id) and reading.counted(check.id) is not None:
            yield check_subject(reading, check)


def check_subject(reading: Reading, check: Check) -> Subject:
    """What a rule sees of one answered check."""
    return Subject(reading, check.id, check.question, check.audience, partial(_of_check, reading, check))


def _of_check(reading: Reading, check: Check, name: str) -> Given:
    if name == "this.judges_provider" and not check.judges_provider:
        return _yes_no(False)
    answers = standing_answers(reading, check.id)
    answer = next((one for one in answers if is_own_cause(reading, check, one)), answers[0])
    if name == "this.judges_provider":
        # A no speaks against the provider itself: only a claim can be one in its own cause.
        return _yes_no(answer.state in (State.YES, State.PARTLY))
    if name == "this.owner_has_seen":
        return _yes_no(answer.seen_by_owner)
    if name == "this.answered_by_employer":
        return _employer(reading, answer)
    if name == "this.assessor_sells_remedy":
        return _yes_no(bool(reading.assessment.assessor.interest.strip()))
    if name == "this.evidence_on":
        return _evidence_on(check, answers)
    return _said(reading, check, answer, name)


def _said(reading: Reading, check: Check, answer: Answer, name: str) -> Given:
    if name == "this.question":
        return Known(FactType.TEXT, check.question), check.question
    if name == "this.state":
        return Known(None, str(answer.state)), state_words(answer.state)
    if name == "this.recheck":
        every = interval(reading, check)
        return (Known(FactType.DURATION, every), length_words(every)) if every else _NOT_GIVEN
    if name == "this.distinct_answers":
        n = len({one.state for one in reading.answers(check.id) if one.state is not None})
        return Known(FactType.INTEGER, n), str(n)
    return _NOT_GIVEN


def _evidence_on(check: Check, answers: tuple[Answer, ...]) -> Given:
    dated = newest(answers)
    return (Unknown((check.id,)), None) if dated is None else (_date(dated.isoformat()), day_words(dated))


def _date(text: str) -> Lookup:
    return Known(FactType.DATE, text)


def _yes_no(yes: bool) -> Given:
    return Known(FactType.YES_NO, "yes" if yes else "no"), _("yes") if yes else _("no")


def _employer(reading: Reading, answer: Answer) -> Given:
    person = reading.people.get(answer.respondent)
    if person is None and answer.respondent:
        return Unknown(("this.answered_by_employer",)), None
    if person is None or not person.employer:
        # Working here, or holding the keyboard, is working for no other organisation.
        return Absent(), _("your own business")
    party = reading.parties.get(person.employer)
    return Known(FactType.ORGANISATION, person.employer), party.name if party is not None else person.employer


def person_subjects(reading: Reading) -> Iterator[Subject]:
    """Everyone who holds a role in an answer of the assessment."""
    held = roles(reading)
    for person in sorted(reading.assessment.people, key=lambda person: (person.name.casefold(), person.id)):
        if person.id in held:
            yield _person_subject(reading, person, held[person.id])


def _person_subject(reading: Reading, person: Person, held: tuple[Role, ...]) -> Subject:
    audiences = [reading.index.checks[role.check].audience for role in held]
    # A role known to counsel only must not travel in a rule about the person.
    audience = Audience.COUNSEL_ONLY if Audience.COUNSEL_ONLY in audiences else Audience.EVERYONE
    return Subject(reading, person.id, person.name, audience, partial(_of_person, person, held))


def _of_person(person: Person, held: tuple[Role, ...], name: str) -> Given:
    if name == "this.name":
        return Known(FactType.TEXT, person.name), person.name
    if name == "this.roles":
        return Known(FactType.CHOICES, [role.fact for role in held]), ", ".join(role.label for role in held)
    return _left_on(person) if name == "this.left_on" else _NOT_GIVEN


def _left_on(person: Person) -> Given:
    try:
        day = date.fromisoformat(person.left_on)
    except ValueError:
        return Unknown(("this.left_on",), blank=True), None
    return _date(person.left_on), day_words(day)
