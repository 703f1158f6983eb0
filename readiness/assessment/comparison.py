"""Two assessments side by side: what got worse, what got better, and what can't be compared.

Classes read from the first assessment to the second, whichever is older: turned round they mirror. Why the
numbers moved (`movement`) always reads from the older to the newer. Checks are paired across versions of a pack
by id, or by the `was:` of either pack; how much could be paired is part of the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from readiness.assessment.conflicts import Outcome
from readiness.assessment.findings import Finding, Kind
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Origin, Status
from readiness.assessment.movement import Movements, movements
from readiness.assessment.pairing import Pairing, names_between, paired
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.assessment.words import value_words
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.vocabulary import Severity, State


class Class(StrEnum):
    """What became of a point, in the order they are told."""

    WORSE = "worse"
    BETTER = "better"
    NEW = "new"
    """It was no finding, and is one."""
    CLOSED = "closed"
    STILL_OPEN = "still_open"
    UNCHANGED = "unchanged"
    """No finding, before and after."""
    NOT_COMPARABLE = "not_comparable"

    @property
    def mirrored(self) -> Class:
        """The class when the two assessments change places."""
        return _MIRROR.get(self, self)


_MIRROR = {Class.WORSE: Class.BETTER, Class.BETTER: Class.WORSE, Class.NEW: Class.CLOSED, Class.CLOSED: Class.NEW}
_CHANGED = (Class.WORSE, Class.BETTER, Class.NEW, Class.CLOSED)


class Obstacle(StrEnum):
    """Why a point can't be compared."""

    ADDED = "added"
    """The first assessment's questionnaire does not have it."""
    REMOVED = "removed"
    SCOPE = "scope"
    """One of the two did not cover it."""
    NOT_ASKED = "not_asked"
    """It applied in one of the two only."""
    UNCHECKED = "unchecked"
    """A rule lacked answers in one of the two."""


@dataclass(frozen=True, slots=True)
class Point:
    """One check, rule or date that ends, before and after."""

    kind: str
    """`check`, `rule` or `date`."""
    before: str
    """Its id in the first assessment; empty where that has none, and for a rule that was silent there."""
    after: str
    outcome: Class
    code: str
    title: str
    audience: Audience
    was: str = ""
    """Kind of its finding in the first assessment; empty without one."""
    now: str = ""
    times: int = 0
    """In how many sealed assessments in a row it is a finding, up to the newer one."""
    origin: Origin | None = None
    """Whether the second assessment's answer is new, changed, confirmed or merely carried; checks only."""
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that reads differently; empty words where it was not given."""

    id: str
    label: str
    before: str
    after: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two assessments come to beside each other."""

    first: Judgement
    second: Judgement
    pairing: Pairing
    points: tuple[Point, ...]
    """Worse first; within a class checks, then rules, then dates, in the order of the pack."""
    facts: tuple[FactChange, ...]
    movements: Movements | None
    """From the older to the newer; None when their numbers can't be compared."""

    @property
    def is_reversed(self) -> bool:
        """Whether the first assessment is the newer one."""
        return _age(self.first) > _age(self.second)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.facts and not any(point.outcome in _CHANGED for point in self.points)

    def of(self, outcome: Class) -> tuple[Point, ...]:
        """The points of one class."""
        return tuple(point for point in self.points if point.outcome is outcome)

    def origins(self) -> dict[Origin, int]:
        """How many answers of the second assessment are new, carried, confirmed and changed."""
        counts = dict.fromkeys(Origin, 0)
        for point in self.points:
            if point.origin is not None:
                counts[point.origin] += 1
        return counts


def compare(first: Judgement, second: Judgement) -> Comparison:
    """Compare two judged assessments of one organisation, each as of its own day."""
    names = names_between(first.reading.index, second.reading.index)
    pairing = paired(first.reading.index, second.reading.index, names)
    older, newer = sorted((first, second), key=_age)
    sides = _Sides(first, second, newer, names)
    points = [*_checks(sides, pairing), *_rules(sides), *_dates(sides)]
    order = list(Class)
    return Comparison(
        first,
        second,
        pairing,
        tuple(sorted(points, key=lambda point: order.index(point.outcome))),
        tuple(_facts(sides)),
        movements(older.reading, newer.reading),
    )


def _age(judgement: Judgement) -> tuple[date, bool, str]:
    assessment = judgement.reading.assessment
    return judgement.as_of, assessment.status is Status.DRAFT, assessment.sealed_at


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two sides of a comparison, with what the ids of the first are called in the second."""

    first: Judgement
    second: Judgement
    newer: Judgement
    names: Mapping[str, str]

    def there(self, id: str) -> str:
        """The id of a finding of the first assessment as the second's pack names it."""
        return ":".join(self.names.get(part, part) for part in id.split(":"))

    def times(self, before: str, after: str) -> int:
        """In how many assessments in a row it was open, as the newer one counted when it was sealed."""
        id = before if self.newer is self.first else after
        return max(self.newer.reading.assessment.times_open.get(id, 1), 1)


def _checks(sides: _Sides, pairing: Pairing) -> Iterator[Point]:
    here = {**{id: id for id in pairing.kept}, **{other: id for id, other in pairing.renamed.items()}}
    for id in sides.second.reading.index.checks:
        yield _check_point(sides, here.get(id, ""), id)
    for id in pairing.removed:
        yield _check_point(sides, id, "")


def _check_point(sides: _Sides, before: str, after: str) -> Point:
    first, second = sides.first, sides.second
    check = second.reading.index.checks[after] if after else first.reading.index.checks[before]
    was, now = _check_finding(first, before), _check_finding(second, after)
    obstacle = _obstacle(first.reading, second.reading, before, after)
    outcome = Class.NOT_COMPARABLE
    if obstacle is None:
        outcome = _class(was is not None, now is not None, _level(first.reading, before), _level(second.reading, after))
    counted = second.reading.counted(after) if after else None
    return Point(
        kind="check",
        before=before,
        after=after,
        outcome=outcome,
        code=check.code,
        title=check.question,
        audience=check.audience,
        was=was.kind.value if was else "",
        now=now.kind.value if now else "",
        times=sides.times(before, after) if outcome is Class.STILL_OPEN else 0,
        origin=counted.origin if counted is not None else None,
        obstacle=obstacle,
    )


def _check_finding(judgement: Judgement, id: str) -> Finding | None:
    kinds = (Kind.CONFLICT, Kind.EXPIRING)
    return next((one for one in judgement.findings if one.id == id and one.kind not in kinds), None)


def _obstacle(first: Reading, second: Reading, before: str, after: str) -> Obstacle | None:
    if not before or not after:
        return Obstacle.ADDED if not before else Obstacle.REMOVED
    if before not in first.scope.items or after not in second.scope.items:
        return Obstacle.SCOPE
    applies = (first.state(before) is State.NOT_APPLICABLE, second.state(after) is State.NOT_APPLICABLE)
    return Obstacle.NOT_ASKED if applies[0] is not applies[1] else None


_Level: TypeAlias = tuple[float, Fraction, bool]


def _level(reading: Reading, id: str) -> _Level:
    """How good an answer is: its state, its score where a check has its own choices, and its proof."""
    state, answer = reading.state(id) or State.UNKNOWN, reading.counted(id)
    score = reading.score(id, answer) if answer is not None else Fraction()
    shown = state is State.YES and proof(reading, reading.index.checks[id]) is Proof.SHOWN
    return list(State).index(state), score, shown


def _class(was: bool, now: bool, before: _Level, after: _Level) -> Class:
    if not was and not now:
        return Class.UNCHANGED
    if was is not now:
        return Class.NEW if now else Class.CLOSED
    if before == after:
        return Class.STILL_OPEN
    return Class.BETTER if after > before else Class.WORSE


def _rules(sides: _Sides) -> Iterator[Point]:
    """Conflicts that fired in either, by rule and subject."""
    was = {sides.there(one.id): one for one in sides.first.findings if one.kind is Kind.CONFLICT}
    now = {one.id: one for one in sides.second.findings if one.kind is Kind.CONFLICT}
    for id in dict.fromkeys([*now, *was]):
        before, after = was.get(id), now.get(id)
        finding = after or before
        assert finding is not None
        obstacle = _rule_obstacle(sides, before, after, id)
        outcome = Class.NOT_COMPARABLE
        if obstacle is None:
            outcome = _class(before is not None, after is not None, _mildness(before), _mildness(after))
        yield Point(
            kind="rule",
            before=before.id if before else "",
            after=after.id if after else "",
            outcome=outcome,
            code=finding.code,
            title=finding.title,
            audience=finding.audience,
            was=before.kind.value if before else "",
            now=after.kind.value if after else "",
            times=sides.times(before.id if before else "", id) if outcome is Class.STILL_OPEN else 0,
            obstacle=obstacle,
        )


def _mildness(finding: Finding | None) -> _Level:
    rank = 0 if finding is None else list(Severity).index(finding.severity)
    return rank, Fraction(), False


def _rule_obstacle(sides: _Sides, before: Finding | None, after: Finding | None, id: str) -> Obstacle | None:
    """Why a rule that is silent in one of the two says nothing about a change."""
    if before is not None and after is not None:
        return None
    silent, missing = (sides.second, Obstacle.REMOVED) if after is None else (sides.first, Obstacle.ADDED)
    rule = id.partition(":")[0]
    is_first = silent is sides.first
    found = [one for one in silent.outcomes if (sides.there(one.rule.id) if is_first else one.rule.id) == rule]
    if not found:
        return missing
    if not found[0].in_scope:
        return Obstacle.SCOPE
    return Obstacle.UNCHECKED if found[0].outcome is Outcome.UNCHECKED else None


def _dates(sides: _Sides) -> Iterator[Point]:
    """Dates that run out before the next assessment, in either; also those that a rule tells of."""
    here = {other: id for id, other in sides.names.items()}
    removed = [id for id in sides.first.reading.index.facts if id not in sides.names]
    pairs = [(here.get(id, ""), id) for id in sides.second.reading.index.facts] + [(id, "") for id in removed]
    for before, after in pairs:
        was, now = _end(sides.first, before), _end(sides.second, after)
        ends = (was is not None and was < sides.first.next_due, now is not None and now < sides.second.next_due)
        if not any(ends):
            continue
        obstacle = None
        if was is None or now is None:
            lacking = Obstacle.ADDED if not before else Obstacle.REMOVED if not after else Obstacle.NOT_ASKED
            obstacle = lacking
        outcome = Class.NOT_COMPARABLE if obstacle else _class(*ends, _lasting(was), _lasting(now))
        judgement, id = (sides.second, after) if after else (sides.first, before)
        index = judgement.reading.index
        check = index.check_of_fact.get(id)
        yield Point(
            kind="date",
            before=before,
            after=after,
            outcome=outcome,
            code=check.code if check is not None else "",
            title=index.facts[id].label,
            audience=check.audience if check is not None else Audience.EVERYONE,
            was=Kind.EXPIRING.value if ends[0] else "",
            now=Kind.EXPIRING.value if ends[1] else "",
            times=sides.times(before, after) if outcome is Class.STILL_OPEN else 0,
            obstacle=obstacle,
        )


def _end(judgement: Judgement, id: str) -> date | None:
    """The day on which something runs out, where this assessment covers it and it was given."""
    fact = judgement.reading.index.facts.get(id)
    if fact is None or not fact.expires or fact.type is not FactType.DATE or not judgement.reading.scope.covers(id):
        return None
    value = judgement.reading.fact(id)
    return None if value is None else date.fromisoformat(str(value))


def _lasting(end: date | None) -> _Level:
    return (0 if end is None else end.toordinal()), Fraction(), False


def _facts(sides: _Sides) -> Iterator[FactChange]:
    first, second = sides.first.reading, sides.second.reading
    here = {other: id for id, other in sides.names.items()}
    for id, fact in second.index.facts.items():
        old = here.get(id, "")
        if old not in first.index.facts or not (first.scope.covers(old) and second.scope.covers(id)):
            continue
        before, after = _words(first, old), _words(second, id)
        if before != after or (fact.sensitive and first.fact(old) != second.fact(id)):
            check = second.index.check_of_fact.get(id)
            audience = check.audience if check is not None else Audience.EVERYONE
            yield FactChange(id, fact.label, before, after, audience)


def _words(reading: Reading, id: str) -> str:
    value = reading.fact(id)
    return "" if value is None else value_words(reading, reading.index.facts[id], value)
