"""Which duties to tell others may apply, by the opening facts, and the clocks they bring.

Nothing here knows a law: conditions, recipients and numbers are data. What is listed may apply and is
for counsel to decide; what is not listed means nothing. The hours of contracts and policies only ever
come from the business's own facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from readiness.assessment.interview import Interview
from readiness.assessment.reading import Reading
from readiness.assessment.words import value_words, words
from readiness.questionnaire.condition import Comparison, Operator, Tree, comparisons, ids
from readiness.questionnaire.duty_model import (
    COUNTED,
    ClockStart,
    Confidence,
    Duty,
    DutyDeadline,
    DutyFile,
    DutyStatus,
    OwnClock,
    Recipient,
    TimeUnit,
)
from readiness.questionnaire.model import FactType
from readiness.questionnaire.value import MINUTES, Span, minutes
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown, judge

FILE_OLD_AFTER = Span(months=12)
"""Age at which the whole file says that it is old."""
RECORD_OLD_AFTER = Span(months=18)
"""Age at which a record says that it is old."""

NOT_KNOWN = "not_known"
"""The choice "I don't know" of a fact: for a duty it is no answer, and the duty depends on it."""

_UNIT_MINUTES = {
    TimeUnit.HOURS: MINUTES["h"],
    TimeUnit.CALENDAR_DAYS: MINUTES["d"],
    TimeUnit.BUSINESS_DAYS: MINUTES["d"],
}


@dataclass(frozen=True, slots=True)
class Because:
    """An opening fact for which a duty is listed, in words."""

    fact: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: who has to hear, by when after what."""

    duty: Duty
    recipient: Recipient
    starts: ClockStart
    wording: str
    minutes: int | None
    """Its length; business days are counted as days here, which they last at least. None has no number."""
    unit: TimeUnit | None
    business_days: int | None = None
    threshold: str = ""
    headcount_unknown: bool = False
    """Whether the threshold is reached can't be told: how many people there are was not answered."""
    is_own: bool = False
    """Its hours come from the business's own papers."""
    as_soon_as_practicable: bool = False
    """Own clocks only: the papers name no number."""
    missing: tuple[str, ...] = ()
    """Own clocks only: the facts to answer before it is known."""
    sender: str = ""
    """Own clocks only: who sends it, in words."""

    @property
    def has_number(self) -> bool:
        """Whether it is a number of hours or days."""
        return self.minutes is not None


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """A duty that may apply."""

    duty: Duty
    because: tuple[Because, ...]
    clocks: tuple[Clock, ...]
    """Shortest first; of a duty that is not in force they count for nothing."""
    below_headcount: tuple[DutyDeadline, ...]
    """Left out, because fewer people are concerned than their thresholds ask for."""
    is_old: bool
    """Its sources are older than 18 months."""

    @property
    def counts(self) -> bool:
        """Whether its clocks count: it is in force at least in part, or it is the business's own contract."""
        return self.duty.status in COUNTED or self.duty.status is DutyStatus.CONTRACT

    @property
    def is_doubtful(self) -> bool:
        """Whether to mark it: low confidence, or not in force."""
        return self.duty.confidence is Confidence.LOW or not self.counts


@dataclass(frozen=True, slots=True)
class DependentDuty:
    """A duty of which it can't be said whether it may apply, before these facts are answered."""

    duty: Duty
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """What the file of duties comes to for one business on one day."""

    file: DutyFile
    listed: tuple[ListedDuty, ...]
    """The shortest clock first."""
    depends: tuple[DependentDuty, ...]
    is_old: bool
    """The file is older than a year."""

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock that counts, shortest first; those without a number after all others."""
        return tuple(sorted((clock for one in self.listed if one.counts for clock in one.clocks), key=_shortest))

    @property
    def depends_on(self) -> Mapping[tuple[str, ...], tuple[Duty, ...]]:
        """Facts to answer first -> the duties that depend on them."""
        groups: dict[tuple[str, ...], list[Duty]] = {}
        for one in self.depends:
            groups.setdefault(one.missing, []).append(one.duty)
        return MappingProxyType({missing: tuple(group) for missing, group in groups.items()})

    @property
    def by_recipient(self) -> Mapping[Recipient, tuple[Clock, ...]]:
        """The clocks that count, by who has to hear; the recipient with the shortest clock first."""
        groups: dict[Recipient, list[Clock]] = {}
        for clock in self.clocks:
            groups.setdefault(clock.recipient, []).append(clock)
        return MappingProxyType({recipient: tuple(group) for recipient, group in groups.items()})


class _Opening:
    """The values of a reading, in which "I don't know" is no answer and a fact the pack lacks is not answered."""

    def __init__(self, reading: Reading, supposed: Mapping[str, Lookup] = MappingProxyType({})) -> None:
        self._reading = reading
        self._supposed = supposed

    @property
    def today(self) -> date:
        return self._reading.today

    def lookup(self, id: str) -> Lookup:
        if id in self._supposed:
            return self._supposed[id]
        index = self._reading.index
        if id not in index.facts and id not in index.checks:
            return Unknown((id,))
        found = self._reading.lookup(id)
        if isinstance(found, Known) and found.value in (NOT_KNOWN, [NOT_KNOWN]):
            return Unknown((id,))
        return found


def duties(file: DutyFile, reading: Reading) -> Duties:
    """Which duties of a file may apply to the business of this reading."""
    values = _Opening(reading)
    listed: list[ListedDuty] = []
    depends: list[DependentDuty] = []
    for duty in file.duties:
        verdict = judge(duty.when.tree, values)
        if verdict.holds:
            listed.append(_listed(file, duty, reading, values))
        elif verdict.holds is None and _is_possible(duty.when.tree, reading):
            depends.append(DependentDuty(duty, verdict.missing))
    listed.sort(key=lambda one: (not one.counts, *(_shortest(one.clocks[0]) if one.clocks else _NO_CLOCK)))
    return Duties(file, tuple(listed), tuple(depends), _is_older(file.as_of, FILE_OLD_AFTER, reading.today))


_NO_CLOCK = (True, 0, "")


def _shortest(clock: Clock) -> tuple[bool, int, str]:
    return not clock.has_number, clock.minutes or 0, clock.duty.id


def _is_older(as_of: str, age: Span, today: date) -> bool:
    return date.fromisoformat(as_of) < age.back_from(today)


def _is_possible(tree: Tree, reading: Reading) -> bool:
    """Whether any answer still to come could list it: only choices that are offered in these places can be given."""
    interview, supposed = Interview(reading), {}
    for id in ids(tree):
        fact = reading.index.facts.get(id)
        if fact is not None and fact.type is FactType.CHOICES and isinstance(_Opening(reading).lookup(id), Unknown):
            supposed[id] = list(interview.offered_choices(fact))
    most: dict[str, Lookup] = {id: Known(FactType.CHOICES, all_) for id, all_ in supposed.items()}
    none: dict[str, Lookup] = {id: Known(FactType.CHOICES, list[str]()) for id in supposed}
    return any(judge(tree, _Opening(reading, chosen)).holds is not False for chosen in (most, none))


def _listed(file: DutyFile, duty: Duty, reading: Reading, values: _Opening) -> ListedDuty:
    people = values.lookup(file.people_count)
    clocks: list[Clock] = []
    below: list[DutyDeadline] = []
    for deadline in duty.deadlines:
        least = deadline.threshold_min
        if least is not None and isinstance(people, Known) and int(str(people.value)) < least:
            below.append(deadline)
            continue
        unknown = least is not None and least > 1 and not isinstance(people, Known)
        own = duty.own_clock
        clocks.append(_legal(duty, deadline, unknown) if own is None else _own(duty, deadline, own, reading))
    return ListedDuty(
        duty=duty,
        because=tuple(_because(duty.when.tree, reading, values)),
        clocks=tuple(sorted(clocks, key=_shortest)),
        below_headcount=tuple(below),
        is_old=_is_older(duty.as_of, RECORD_OLD_AFTER, reading.today),
    )


def _legal(duty: Duty, deadline: DutyDeadline, headcount_unknown: bool) -> Clock:
    # A contract's number could only come from the file here, and never does.
    amount = None if duty.status is DutyStatus.CONTRACT else deadline.amount
    unit = deadline.unit if amount is not None else None
    return Clock(
        duty=duty,
        recipient=deadline.recipient,
        starts=deadline.starts,
        wording=deadline.wording,
        minutes=None if amount is None or unit is None else amount * _UNIT_MINUTES[unit],
        unit=unit,
        business_days=amount if unit is TimeUnit.BUSINESS_DAYS else None,
        threshold=deadline.threshold,
        headcount_unknown=headcount_unknown,
    )


def _own(duty: Duty, deadline: DutyDeadline, own: OwnClock, reading: Reading) -> Clock:
    values = _Opening(reading)
    verdict = None if own.no_number_if is None else judge(own.no_number_if.tree, values)
    no_number = verdict is not None and verdict.holds is True
    within = values.lookup(own.within)
    known = isinstance(within, Known) and not no_number
    missing: tuple[str, ...] = ()
    if not known and not no_number:
        missing = within.missing if isinstance(within, Unknown) else (own.within,)
    chosen = values.lookup(own.start_fact) if own.start_fact else Absent()
    starts = own.starts.get(str(chosen.value)) if isinstance(chosen, Known) else None
    if isinstance(chosen, Unknown):
        missing = tuple(dict.fromkeys((*missing, *chosen.missing)))
    text = str(within.value) if isinstance(within, Known) and known else ""
    return Clock(
        duty=duty,
        recipient=deadline.recipient,
        starts=starts or deadline.starts,
        wording=deadline.wording,
        minutes=minutes(text) if text else None,
        unit=_unit(text) if text else None,
        is_own=True,
        as_soon_as_practicable=no_number,
        missing=missing,
        sender=(words(reading, own.sender) if own.sender in reading.index.facts else None) or "",
    )


def _unit(text: str) -> TimeUnit:
    return TimeUnit.CALENDAR_DAYS if text.strip()[-1:] in ("d", "w") else TimeUnit.HOURS


def _because(tree: Tree, reading: Reading, values: _Opening) -> Iterable[Because]:
    """The comparisons that hold, each as the fact and the part of its value that was looked for."""
    for comparison in comparisons(tree):
        fact = reading.index.facts.get(comparison.subject)
        if fact is not None and judge(comparison, values).holds:
            found = _looked_for(comparison, values)
            yield Because(fact.id, fact.label, value_words(reading, fact, found.value))


def _looked_for(comparison: Comparison, values: _Opening) -> Known:
    if comparison.operator is Operator.CONTAINS and isinstance(comparison.operand, str):
        return Known(FactType.CHOICE, [comparison.operand])
    found = values.lookup(comparison.subject)
    assert isinstance(found, Known)
    return found
