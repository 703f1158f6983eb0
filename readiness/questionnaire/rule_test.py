"""Runs the test vectors that rules carry: a rule must fire, stay silent and be unknown as it says.

A vector gives the values of some ids: states for checks, values for facts, and attributes and `this.*`
names directly. What it doesn't give was never answered. A fact exists unless the vector says otherwise
through its check or its `ask_if`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.questionnaire.catalogue import Catalogue, Kind
from readiness.questionnaire.comparison_check import iso_day
from readiness.questionnaire.condition import Any, Tree
from readiness.questionnaire.model import Check, ConflictRule, Fact, Pack
from readiness.questionnaire.rule_check import each_of, stored
from readiness.questionnaire.verdict import Absent, Known, Lookup, Unknown, Verdict, compute, judge
from readiness.questionnaire.vocabulary import State, Value
from readiness.source import KeyPath
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class Failure:
    """A vector that came out otherwise than its rule says; `path` leads to it in the pack."""

    path: KeyPath
    message: str


def failures(pack: Pack) -> Iterator[Failure]:
    """Every test vector of a pack's rules that does not hold."""
    catalogue = Catalogue(pack)
    today = iso_day(pack.as_of)
    for number, rule in enumerate(pack.rules):
        if rule.tests is not None:
            yield from _rule_failures(catalogue, rule, ("rules", number, "tests"), today)


def count(pack: Pack) -> int:
    """How many vectors a pack's rules carry."""
    return sum(2 + bool(rule.tests.unknown_without) for rule in pack.rules if rule.tests is not None)


def _rule_failures(catalogue: Catalogue, rule: ConflictRule, path: KeyPath, today: date) -> Iterator[Failure]:
    tests = rule.tests
    assert tests is not None
    fires = verdict(catalogue, rule, tests.fires, today)
    if fires.holds is not True:
        yield Failure((*path, "fires"), _("the rule should fire and {comes}").format(comes=_outcome(fires)))
    silent = verdict(catalogue, rule, tests.silent, today)
    if silent.holds is not False:
        yield Failure((*path, "silent"), _("the rule should stay silent and {comes}").format(comes=_outcome(silent)))
    if tests.unknown_without:
        without = {id: value for id, value in tests.fires.items() if id != tests.unknown_without}
        open_ = verdict(catalogue, rule, without, today)
        place = (*path, "unknown_without")
        if open_.holds is not None:
            message = _("without '{id}' the rule should be unknown and {comes}")
            yield Failure(place, message.format(id=tests.unknown_without, comes=_outcome(open_)))
        elif tests.unknown_without not in open_.missing:
            message = _("without '{id}' the rule {comes} and should name that id")
            yield Failure(place, message.format(id=tests.unknown_without, comes=_outcome(open_)))


def _outcome(verdict: Verdict) -> str:
    if verdict.holds is None:
        if verdict.currencies:
            return _("is unknown, because of different currencies: {codes}").format(codes=", ".join(verdict.currencies))
        return _("is unknown, for want of: {ids}").format(ids=", ".join(verdict.missing))
    return _("fires") if verdict.holds else _("stays silent")


def verdict(catalogue: Catalogue, rule: ConflictRule, vector: Mapping[str, Value], today: date) -> Verdict:
    """What a rule comes to over a vector; a rule with cases fires when one of them does."""
    values = VectorValues(catalogue, each_of(rule), vector, today)
    if values.firm_is_below(rule.silent_below):
        return Verdict(False)
    tree: Tree = rule.when.tree if rule.when is not None else Any(tuple(case.when.tree for case in rule.cases))
    return judge(tree, values)


class VectorValues:
    """The values of one vector, with the rules of existence that hold for a real assessment."""

    def __init__(self, catalogue: Catalogue, each: str, vector: Mapping[str, Value], today: date) -> None:
        """Look values up in `vector`, for a rule judged for `each` check or person."""
        self._catalogue = catalogue
        self._index = catalogue.index
        self._each = each
        self._vector = vector
        self._today = today

    @property
    def today(self) -> date:
        """The day `older_than` counts back from."""
        return self._today

    def lookup(self, id: str) -> Lookup:
        """The value of a fact, computed value or attribute, or the state of a check."""
        if id in self._index.checks:
            return self._check(self._index.checks[id])
        if id in self._index.facts:
            return self._fact(self._index.facts[id])
        kind = self._catalogue.kind(id, self._each)
        if id in self._vector and kind is not None:
            return self._known(id, kind)
        if id in self._index.pack.computed:
            return compute(self._index.pack.computed[id], self.lookup)
        owner = self._catalogue.base(id)
        if owner != id and isinstance(self._fact(self._index.facts[owner]), Absent):
            return Absent()
        # A person without a leaving date is still here: that is an answer, not a missing one.
        return Unknown((id,), blank=self._each == "person" and id.startswith("this."))

    def firm_is_below(self, staff: int | None) -> bool:
        """Whether the vector says that the business has fewer than `staff` people."""
        size = self._index.pack.firm_size
        if staff is None or size is None:
            return False
        largest = size.largest.get(str(self._vector.get(size.fact)))
        return largest is not None and largest < staff

    def _known(self, id: str, kind: Kind) -> Known:
        return Known(kind.type, stored(self._catalogue, id, kind, self._vector[id], self._today))

    def _check(self, check: Check) -> Lookup:
        if self.firm_is_below(check.left_out_below) or self._is_hidden(check):
            return Known(None, State.NOT_APPLICABLE)
        given = self._vector.get(check.id)
        return Unknown((check.id,)) if given is None else Known(None, str(given))

    def _fact(self, fact: Fact) -> Lookup:
        check = self._index.check_of_fact.get(fact.id)
        state = None
        if check is not None:
            found = self._check(check)
            state = State(str(found.value)) if isinstance(found, Known) else None
            if state is State.NOT_APPLICABLE:
                return Absent()
            if state not in (None, State.UNKNOWN, *fact.asked_when):
                return Absent(denied=True)
        if self._is_hidden(fact):
            return Absent()
        kind = self._catalogue.kind(fact.id)
        if fact.id in self._vector and kind is not None:
            return self._known(fact.id, kind)
        if check is None:
            return Unknown((fact.id,))
        return Unknown((fact.id, check.id)) if state in (None, State.UNKNOWN) else Unknown((fact.id,), blank=True)

    def _is_hidden(self, item: Check | Fact) -> bool:
        return item.ask_if is not None and judge(item.ask_if.tree, self).holds is False
