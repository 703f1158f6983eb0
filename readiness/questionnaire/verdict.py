"""Judging conditions in three values: true, false, or unknown with the ids that are missing.

The rules are those of three-valued logic, with one addition: a fact that does not exist (its check
is no, hidden or doesn't apply) makes a comparison false, so that a conflict stays silent where a
plain gap already tells the story.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from readiness.questionnaire.condition import Any, Comparison, Literal, Not, Operator, Reference, Tree
from readiness.questionnaire.model import Computed, FactType
from readiness.questionnaire.value import comparable, money, span
from readiness.questionnaire.vocabulary import State, Value


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition comes to. `holds` is None when unknown; then `missing` names the ids to answer.

    `currencies` lists the different currencies that kept amounts from being compared.
    """

    holds: bool | None
    missing: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A value that was given; `kind` None is the state of a check."""

    kind: FactType | None
    value: Value


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not answered, or left empty; `blank` when the check itself was answered."""

    missing: tuple[str, ...]
    blank: bool = False
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """The fact does not exist: its check is no (`denied`), or hidden, or doesn't apply."""

    denied: bool = False


Lookup: TypeAlias = Known | Unknown | Absent


class Values(Protocol):
    """Where a condition gets its values from."""

    @property
    def today(self) -> date:
        """The day `older_than` counts back from."""

    def lookup(self, id: str) -> Lookup:
        """The value of a fact, computed value or attribute, or the state of a check."""


def judge(tree: Tree, values: Values) -> Verdict:
    """What a condition comes to over these values."""
    if isinstance(tree, Comparison):
        return _compare(tree, values)
    if isinstance(tree, Not):
        inner = judge(tree.part, values)
        return inner if inner.holds is None else Verdict(not inner.holds)
    decisive = isinstance(tree, Any)
    verdicts = []
    for part in tree.parts:
        verdict = judge(part, values)
        if verdict.holds is decisive:
            return verdict
        verdicts.append(verdict)
    return _together(verdicts, not decisive)


def _together(verdicts: list[Verdict], otherwise: bool) -> Verdict:
    open_ones = [verdict for verdict in verdicts if verdict.holds is None]
    if not open_ones:
        return Verdict(otherwise)
    missing = dict.fromkeys(id for verdict in open_ones for id in verdict.missing)
    currencies = dict.fromkeys(code for verdict in open_ones for code in verdict.currencies)
    return Verdict(None, tuple(missing), tuple(currencies))


def _compare(comparison: Comparison, values: Values) -> Verdict:
    left = values.lookup(comparison.subject)
    if comparison.operator is Operator.MISSING:
        return _missing(left, wanted=bool(comparison.operand))
    if isinstance(left, Absent):
        return Verdict(False)
    right: Literal | Lookup = (
        comparison.operand if not isinstance(comparison.operand, Reference) else values.lookup(comparison.operand.id)
    )
    if isinstance(right, Absent):
        return Verdict(False)
    unknown = [side for side in (left, right) if isinstance(side, Unknown)]
    if unknown:
        missing = dict.fromkeys(id for side in unknown for id in side.missing)
        currencies = dict.fromkeys(code for side in unknown for code in side.currencies)
        return Verdict(None, tuple(missing), tuple(currencies))
    assert isinstance(left, Known)
    if left.kind is None:
        return _state(comparison, str(left.value))
    return _values(comparison, left, right.value if isinstance(right, Known) else right, values.today)


def _missing(left: Lookup, *, wanted: bool) -> Verdict:
    if isinstance(left, Unknown) and not left.blank:
        return Verdict(None, left.missing)
    if isinstance(left, Known):
        empty = left.value in ("", [])
        return Verdict(empty is wanted)
    blank = isinstance(left, Unknown) or left.denied
    return Verdict(blank if wanted else False)


def _state(comparison: Comparison, state: str) -> Verdict:
    operand = comparison.operand
    listed = operand if isinstance(operand, tuple) else (operand,)
    if state == State.UNKNOWN and state not in listed:
        return Verdict(None, (comparison.subject,))
    if state == State.NOT_APPLICABLE and state not in listed:
        return Verdict(False)
    return Verdict((state in listed) is not (comparison.operator is Operator.NOT_IN))


_ORDER: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.LESS_THAN: lambda left, right: left < right,
    Operator.AT_MOST: lambda left, right: left <= right,
    Operator.MORE_THAN: lambda left, right: left > right,
    Operator.AT_LEAST: lambda left, right: left >= right,
    Operator.BEFORE: lambda left, right: left < right,
    Operator.AFTER: lambda left, right: left > right,
}


def _values(comparison: Comparison, left: Known, right: object, today: date) -> Verdict:
    operator, value, kind = comparison.operator, left.value, left.kind
    assert kind is not None
    if operator in (Operator.IS, Operator.SAME_AS):
        return Verdict(
            value == right
            or (isinstance(value, str) and isinstance(right, str) and value.casefold() == right.casefold())
        )
    if operator in (Operator.IN, Operator.NOT_IN):
        assert isinstance(right, tuple)
        return Verdict((value in right) is not (operator is Operator.NOT_IN))
    if operator is Operator.CONTAINS:
        return Verdict(isinstance(value, list) and right in value)
    if operator is Operator.OLDER_THAN:
        return Verdict(date.fromisoformat(str(value)) < span(str(right)).back_from(today))
    assert isinstance(right, str | int)
    if kind is FactType.MONEY:
        codes = tuple(dict.fromkeys(money(str(side)).currency for side in (value, right)))
        if len(codes) > 1:
            named = [comparison.subject]
            if isinstance(comparison.operand, Reference):
                named.append(comparison.operand.id)
            return Verdict(None, tuple(named), codes)
    return Verdict(_ORDER[operator](comparable(kind, value), comparable(kind, right)))


def compute(computed: Computed, lookup: Callable[[str], Lookup]) -> Lookup:
    """A computed value. Facts that don't exist are left out; when all are, so is the value."""
    kind = next(name for name in computed.__struct_fields__ if getattr(computed, name))
    looked_up = [lookup(id) for id in getattr(computed, kind)]
    present = [value for value in looked_up if not isinstance(value, Absent)]
    if not present:
        return Absent()
    missing = dict.fromkeys(id for value in present if isinstance(value, Unknown) for id in value.missing)
    if missing and kind != "count":
        return Unknown(tuple(missing))
    known = [value for value in present if isinstance(value, Known)]
    if kind == "count":
        return Known(FactType.INTEGER, len(known))
    if kind == "duplicates":
        people = [
            id for value in known for id in (value.value if isinstance(value.value, list) else [str(value.value)])
        ]
        return Known(FactType.INTEGER, len({id for id in people if people.count(id) > 1}))
    return _aggregate(kind, known, tuple(getattr(computed, kind)))


def _aggregate(kind: str, known: list[Known], ids: tuple[str, ...]) -> Lookup:
    type_ = known[0].kind
    assert type_ is not None
    currency = ""
    if type_ is FactType.MONEY:
        codes = tuple(dict.fromkeys(money(str(value.value)).currency for value in known))
        if len(codes) > 1:
            return Unknown(ids, currencies=codes)
        currency = codes[0]
    numbers = [comparable(type_, value.value) for value in known]
    total = {
        "sum": lambda: sum(numbers, Decimal()),
        "smallest": lambda: min(numbers),
        "largest": lambda: max(numbers),
    }.get(kind, lambda: _product(numbers))()
    if type_ is FactType.MONEY:
        return Known(type_, f"{total:f} {currency}")
    if type_ is FactType.DURATION:
        return Known(type_, f"{int(total)}m")
    if type_ is FactType.DATE:
        return Known(type_, date.fromordinal(int(total)).isoformat())
    return Known(type_, int(total))


def _product(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for number in numbers:
        total *= number
    return total
