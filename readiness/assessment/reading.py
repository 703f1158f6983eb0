"""What an assessment says, read through its pack: states, facts, visibility, values for conditions.

A reading never changes and remembers what it worked out, so that judging a whole pack looks each
value up once. Change an answer by making a new assessment, and read that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

import msgspec

from readiness.assessment.model import Answer, Assessment, AssessmentError, Party, Person, Status
from readiness.assessment.scope import Scope
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Fact, FactType
from readiness.questionnaire.value import comparable, span
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown, compute, judge
from readiness.questionnaire.vocabulary import State, Value
from readiness.translation import _

NEXT_DUE = "assessment.next_due"
"""Id of the day of the next assessment."""

ATTRIBUTES = ("employer", "independent_channels", "distinct_answers")
"""What can be asked of a person fact by adding a dot and one of these words."""

UNDER_50 = 50
"""Number of staff below which a pack's longer re-check intervals hold."""

_ORDERED = (FactType.INTEGER, FactType.MONEY, FactType.DURATION, FactType.DATE)
_VALUES = {State.YES: Fraction(1), State.PARTLY: Fraction(1, 2)}
_NOTHING = Fraction()
_WORST_FIRST = {state: rank for rank, state in enumerate(State)}
_ANSWERED = (State.YES, State.PARTLY, State.NO)


class Reading:
    """One assessment seen through its pack, on one day. Gives conditions their values."""

    def __init__(self, index: Index, assessment: Assessment, today: date, next_due: date | None = None) -> None:
        """Read `assessment`, which must not change afterwards.

        Raises:
            AssessmentError: the pack has no pass of the assessment's scope.
        """
        self.index = index
        self.assessment = assessment
        self.next_due = next_due
        self.scope = Scope(index, assessment.scope)
        self._today = today
        self._lookups: dict[str, Lookup] = {}
        self._visible: dict[str, bool] = {}
        self._ranked: dict[str, tuple[Answer, ...]] = {}
        self._states: dict[str, State | None] = {}
        self._oldest: dict[str, date] = {}
        self.proofs: dict[str, str] = {}
        """What `proof` worked out, by check id."""

    @property
    def today(self) -> date:
        """The day `older_than` counts back from."""
        return self._today

    @property
    def is_sealed(self) -> bool:
        """Whether what is unanswered counts as unknown."""
        return self.assessment.status is Status.SEALED

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everyone named in the assessment, by id."""
        return {person.id: person for person in self.assessment.people}

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Every other organisation named in the assessment, by id."""
        return {party.id: party for party in self.assessment.parties}

    @cached_property
    def largest_staff(self) -> int | None:
        """The largest number of staff the business can have by its answer; None when not known or unlimited."""
        size = self.index.pack.firm_size
        chosen = self.fact(size.fact) if size is not None else None
        return size.largest.get(str(chosen)) if size is not None and chosen is not None else None

    def firm_is_below(self, staff: int | None) -> bool:
        """Whether the business surely has fewer than `staff` people; False while its size is not known."""
        return staff is not None and self.largest_staff is not None and self.largest_staff < staff

    def oldest(self, every: str) -> date:
        """The oldest day that proof may have, for a re-check interval such as `12mo`."""
        if every not in self._oldest:
            self._oldest[every] = span(every).back_from(self.today)
        return self._oldest[every]

    def answers(self, item_id: str) -> tuple[Answer, ...]:
        """The answers of an item, the one that counts first: in an order that doesn't depend on when they came."""
        ranked = self._ranked.get(item_id)
        if ranked is None:
            given = self.assessment.answers.get(item_id, [])
            ranked = tuple(given if len(given) < 2 else sorted(given, key=lambda answer: self._rank(item_id, answer)))
            self._ranked[item_id] = ranked
        return ranked

    def _rank(self, item_id: str, answer: Answer) -> tuple[int, Fraction, str, bytes]:
        if answer.state is None:
            return len(_WORST_FIRST), Fraction(0), answer.respondent, msgspec.json.encode(answer)
        score = self.score(item_id, answer)
        return _WORST_FIRST[answer.state], score, answer.respondent, msgspec.json.encode(answer)

    def score(self, check_id: str, answer: Answer) -> Fraction:
        """The state value of one answer: yes 1, partly 1/2, else 0, or what the check's own choice says."""
        check = self.index.checks.get(check_id)
        for choice in check.choices if check is not None else ():
            if choice.id == answer.choice and choice.state is answer.state:
                return Fraction(str(choice.score))
        return _VALUES.get(answer.state or State.NO, _NOTHING)

    def counted(self, check_id: str) -> Answer | None:
        """The answer that counts: the worst state given (no < unknown < partly < yes). None if there is none."""
        ranked = self.answers(check_id)
        return ranked[0] if ranked and ranked[0].state is not None else None

    def state(self, check_id: str) -> State | None:
        """The state of a check; hidden ones don't apply, None is not answered."""
        if check_id not in self._states:
            answer = self.counted(check_id)
            given = None if answer is None else answer.state
            self._states[check_id] = given if self.is_visible(check_id) else State.NOT_APPLICABLE
        return self._states[check_id]

    def is_visible(self, item_id: str) -> bool:
        """Whether a check or opening fact is shown: not when its ask_if is false or the firm is too small for it."""
        shown = self._visible.get(item_id)
        if shown is None:
            shown = self._visible[item_id] = self._is_visible(item_id)
        return shown

    def _is_visible(self, item_id: str) -> bool:
        check = self.index.checks.get(item_id)
        if check is not None:
            return not self.firm_is_below(check.left_out_below) and self._may_ask(check)
        if item_id not in self.index.facts:
            raise AssessmentError(_("no question has the id '{id}'").format(id=item_id))
        return self._may_ask(self.index.facts[item_id])

    def _may_ask(self, item: Check | Fact) -> bool:
        return item.ask_if is None or judge(item.ask_if.tree, self).holds is not False

    def fact_is_asked(self, fact_id: str, state: State | None) -> bool:
        """Whether a fact is asked when its check is answered with `state`; an opening fact has no state."""
        fact = self.index.facts[fact_id]
        if fact_id in self.index.check_of_fact and state not in fact.asked_when:
            return False
        return self._may_ask(fact)

    def asked_facts(self, check: Check, state: State | None) -> tuple[Fact, ...]:
        """The facts this pass shows when a check is answered with `state`."""
        return tuple(fact for fact in self.scope.facts_of(check) if self.fact_is_asked(fact.id, state))

    def fact(self, fact_id: str) -> Value | None:
        """The value of a fact that exists and was given."""
        found = self.lookup(fact_id)
        return found.value if isinstance(found, Known) else None

    def blanks(self, check_id: str) -> tuple[Fact, ...]:
        """Facts that the state of a visible check requires, and that were left empty."""
        state = self.state(check_id)
        return tuple(
            fact
            for fact in self.scope.facts_of(self.index.checks[check_id])
            if state in fact.required_for and isinstance(self.lookup(fact.id), Unknown)
        )

    def lookup(self, id: str) -> Lookup:
        """The value of a fact, computed value or attribute, or the state of a check.

        Raises:
            AssessmentError: the pack knows no such id.
        """
        found = self._lookups.get(id)
        if found is None:
            found = self._lookups[id] = self._look_up(id)
        return found

    def _look_up(self, id: str) -> Lookup:
        if id in self.index.facts:
            return self._fact(self.index.facts[id])
        if id in self.index.checks:
            state = self.state(id)
            return Unknown((id,)) if state is None else Known(None, state.value)
        computed = self.index.pack.computed.get(id)
        if computed is not None:
            return compute(computed, self.lookup)
        if id == NEXT_DUE:
            return Unknown((id,)) if self.next_due is None else Known(FactType.DATE, self.next_due.isoformat())
        fact_id, _dot, attribute = id.rpartition(".")
        if fact_id in self.index.facts and attribute in ATTRIBUTES:
            return _attribute(self, fact_id, attribute)
        raise AssessmentError(_("the questionnaire has nothing with the id '{id}'").format(id=id))

    def _fact(self, fact: Fact) -> Lookup:
        check = self.index.check_of_fact.get(fact.id)
        state = None
        if check is not None:
            state = self.state(check.id)
            if state is State.NOT_APPLICABLE:
                return Absent()
            if state in _ANSWERED and state not in fact.asked_when:
                return Absent(denied=True)
        if not self._may_ask(fact):
            return Absent()
        value = self._given(fact)
        if value is not None:
            return Known(fact.type, value)
        if check is None:
            return Unknown((fact.id,))
        return Unknown((fact.id,), blank=True) if state in _ANSWERED else Unknown((fact.id, check.id))

    def _given(self, fact: Fact) -> Value | None:
        """The value by the answer that counts, or else by the next one that has it."""
        for answer in self.answers(self.index.captured_by[fact.id]):
            value = answer.facts.get(fact.id)
            if value not in (None, "", []) and _is_readable(fact, value):
                return value
        return None


def _attribute(reading: Reading, fact_id: str, attribute: str) -> Lookup:
    found = reading.lookup(fact_id)
    if not isinstance(found, Known):
        return found
    if attribute == "distinct_answers":
        answers = reading.answers(reading.index.captured_by[fact_id])
        given = {str(answer.facts[fact_id]).casefold() for answer in answers if answer.facts.get(fact_id)}
        return Known(FactType.INTEGER, len(given))
    missing = Unknown((f"{fact_id}.{attribute}",), blank=True)
    person = reading.people.get(str(found.value))
    if person is None:
        return missing
    if attribute == "employer":
        # Working for this business is working for no other one: comparisons with a provider are false.
        return Known(FactType.ORGANISATION, person.employer) if person.employer else Absent()
    channels = person.independent_channels
    return missing if channels is None else Known(FactType.INTEGER, channels)


def _is_readable(fact: Fact, value: Value) -> bool:
    """Whether a stored value can be compared; a damaged one counts as not given instead of stopping the judgement."""
    if fact.type not in _ORDERED:
        return True
    try:
        comparable(fact.type, value)
    except ValueError:
        return False
    return True
