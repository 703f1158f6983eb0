"""Answers that are each fine alone and cannot all hold: every rule of the pack, judged and put into words.

A rule fires, is silent, or cannot be checked and then names the answers that are missing. In a
shorter pass, a rule that needs answers this pass does not ask for is not "missing" anything: it is
out of the scope and is left out of the list of what cannot be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, partial
from types import MappingProxyType

from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import NEXT_DUE, Reading
from readiness.assessment.subject import PREFIX, Subject, check_subject, check_subjects, person_subjects
from readiness.assessment.words import filled, places, words
from readiness.questionnaire.condition import Tree, ids
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Check, ConflictRule, RuleCase
from readiness.questionnaire.verdict import Values, Verdict, judge
from readiness.questionnaire.vocabulary import Severity, State
from readiness.translation import _

STALE = "stale"
TWO_ANSWERS = "two-answers"

_STRICTEST_LAST = list(Audience)


class Outcome(StrEnum):
    """What a rule comes to."""

    FIRES = "fires"
    SILENT = "silent"
    UNCHECKED = "unknown"


@dataclass(frozen=True, slots=True)
class Quote:
    """One of the answers that cannot all hold, in words."""

    id: str
    """A fact, check or computed value."""
    label: str
    words: str
    check: str
    """Id of the check (or opening fact) to go to; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A rule that fired, for one subject where it is judged for each."""

    rule: ConflictRule
    severity: Severity
    title: str
    sentence: str
    audience: Audience
    quotes: tuple[Quote, ...]
    subject: str = ""
    """The check or person a `for_each` rule fired on."""

    @property
    def id(self) -> str:
        """The rule's id, and the subject's where there is one."""
        return f"{self.rule.id}:{self.subject}" if self.subject else self.rule.id


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """A rule and what it came to. `missing` names the values it lacks, `to_answer` the items to go to."""

    rule: ConflictRule
    outcome: Outcome
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    in_scope: bool = True
    audience: Audience = Audience.MANAGEMENT
    """Who may see that it cannot be checked."""
    to_answer: tuple[str, ...] = ()
    """Check ids and opening fact ids."""
    reason: str = ""
    """Why it cannot be checked, in words; empty when it can."""


def rule_outcomes(reading: Reading) -> tuple[RuleOutcome, ...]:
    """Every rule of the pack, in its order, and what it comes to."""
    return tuple(_outcome(reading, rule) for rule in reading.index.pack.rules)


def fired(outcomes: Iterable[RuleOutcome]) -> tuple[Conflict, ...]:
    """The conflicts among these outcomes; old proof is a finding of its own kind and not in here."""
    return tuple(one for outcome in outcomes if outcome.rule.builtin != STALE for one in outcome.conflicts)


def conflicts_about(reading: Reading, item_id: str) -> tuple[Conflict, ...]:
    """The conflicts between the answer to one item and others, worst first; only the rules that read it are judged."""
    found = fired(_outcome(reading, rule) for rule in _rules_reading(reading.index).get(item_id, ()))
    quoting = (one for one in found if {quote.check for quote in one.quotes} > {item_id})
    return tuple(sorted(quoting, key=lambda one: list(Severity).index(one.severity)))


@lru_cache(maxsize=4)
def _rules_reading(index: Index) -> Mapping[str, tuple[ConflictRule, ...]]:
    """Item id -> the rules that set its answer against others. Those judged for each check or person are left out."""
    found: dict[str, list[ConflictRule]] = {}
    for rule in index.pack.rules:
        if not rule.builtin and not rule.for_each:
            sources = _sources(index, _read(rule))
            for item in dict.fromkeys(id if id in index.checks else index.captured_by[id] for id in sources):
                found.setdefault(item, []).append(rule)
    return MappingProxyType({item: tuple(rules) for item, rules in found.items()})


def unchecked(outcomes: Iterable[RuleOutcome]) -> tuple[RuleOutcome, ...]:
    """The rules that cannot be checked for want of an answer this pass asks for."""
    return tuple(one for one in outcomes if one.outcome is Outcome.UNCHECKED and one.in_scope)


def _outcome(reading: Reading, rule: ConflictRule) -> RuleOutcome:
    if reading.firm_is_below(rule.silent_below):
        return RuleOutcome(rule, Outcome.SILENT)
    if rule.builtin:
        return _builtin(reading, rule)
    if rule.for_each:
        subjects = check_subjects(reading) if rule.for_each == "check" else person_subjects(reading)
        return _for_each(reading, rule, subjects)
    if not _touches(reading, rule):
        return RuleOutcome(rule, Outcome.SILENT, in_scope=False)
    verdict, case, tree = _judged(rule, reading)
    if verdict.holds:
        return RuleOutcome(rule, Outcome.FIRES, (_conflict(reading, rule, case, tree),))
    if verdict.holds is None:
        in_scope = all(reading.scope.covers(id) for id in verdict.missing if id != NEXT_DUE)
        return _unchecked(reading, rule, verdict, in_scope, _audience(reading, rule, _read(rule)))
    return RuleOutcome(rule, Outcome.SILENT)


def _touches(reading: Reading, rule: ConflictRule) -> bool:
    """Whether this pass asks for anything the rule reads."""
    if reading.scope.mode is None:
        return True
    return any(reading.scope.covers(id) for id in _sources(reading.index, _read(rule)))


def _read(rule: ConflictRule) -> Iterator[str]:
    """Every id the conditions of a rule read."""
    if rule.when is not None:
        yield from ids(rule.when.tree)
    for case in rule.cases:
        yield from ids(case.when.tree)


def _sources(index: Index, read: Iterable[str]) -> Iterator[str]:
    """The checks and facts behind ids: computed values and attributes are traced to what they come from."""
    for id in read:
        computed = index.pack.computed.get(id)
        if computed is not None:
            inputs = (part for name in computed.__struct_fields__ for part in getattr(computed, name))
            yield from _sources(index, inputs)
        elif id in index.checks or id in index.facts:
            yield id
        elif id.rpartition(".")[0] in index.facts:
            yield id.rpartition(".")[0]


def _judged(rule: ConflictRule, values: Values) -> tuple[Verdict, RuleCase | None, Tree | None]:
    """The verdict of a rule: its own condition first, then the first case that is true."""
    tree = rule.when.tree if rule.when is not None else None
    verdict = Verdict(bool(rule.cases)) if tree is None else judge(tree, values)
    if not verdict.holds or not rule.cases:
        return verdict, None, tree
    open_case: Verdict | None = None
    for case in rule.cases:
        found = judge(case.when.tree, values)
        if found.holds:
            return found, case, case.when.tree
        if found.holds is None and open_case is None:
            open_case = found
    if tree is not None:
        return verdict, None, tree
    return open_case or Verdict(False), None, None


def _conflict(
    reading: Reading, rule: ConflictRule, case: RuleCase | None, tree: Tree | None, subject: Subject | None = None
) -> Conflict:
    value_of = _value_of(reading, subject)
    trees = [one for one in (rule.when.tree if rule.when is not None else None, tree) if one is not None]
    read = dict.fromkeys(id for one in trees for id in ids(one) if not id.startswith(PREFIX) and id != NEXT_DUE)
    template = case.sentence if case is not None and case.sentence else rule.sentence
    return Conflict(
        rule=rule,
        severity=case.severity if case is not None else rule.severity,
        title=case.title if case is not None and case.title else rule.title,
        sentence=filled(template, value_of),
        audience=_audience(reading, rule, (*read, *places(template)), subject),
        quotes=tuple(_quotes(reading, read, value_of)),
        subject=subject.id if subject is not None else "",
    )


def _value_of(reading: Reading, subject: Subject | None) -> Callable[[str], str | None]:
    """Words for ids; each is worked out once for the sentence and the quotes."""
    return cache(subject.words if subject is not None else partial(words, reading))


def _quotes(reading: Reading, read: Iterable[str], value_of: Callable[[str], str | None]) -> Iterator[Quote]:
    index = reading.index
    for id in dict.fromkeys(_sources(reading.index, read)):
        spoken = value_of(id)
        if spoken is None:
            continue
        if id in index.checks:
            yield Quote(id, index.checks[id].question, spoken, id)
        else:
            yield Quote(id, index.facts[id].label, spoken, index.captured_by[id])


def _audience(reading: Reading, rule: ConflictRule, read: Iterable[str], subject: Subject | None = None) -> Audience:
    """The rule's audience, or a stricter one when it quotes an answer that fewer people may see."""
    audiences = [rule.audience]
    if subject is not None:
        audiences.append(subject.audience)
    for id in _sources(reading.index, read):
        check = reading.index.checks.get(id) or reading.index.check_of_fact.get(id)
        if check is not None:
            audiences.append(check.audience)
    return max(audiences, key=_STRICTEST_LAST.index)


def _unchecked(
    reading: Reading, rule: ConflictRule, verdict: Verdict, in_scope: bool, audience: Audience
) -> RuleOutcome:
    index = reading.index
    captured = (index.captured_by.get(id) or index.captured_by.get(id.rpartition(".")[0], id) for id in verdict.missing)
    items = [id for id in dict.fromkeys(captured) if id in index.checks or id in index.facts]
    if verdict.currencies:
        listed = ", ".join(verdict.currencies)
        reason = _("amounts in different currencies can't be compared: {currencies}").format(currencies=listed)
    else:
        named = [index.checks[id].code if id in index.checks else index.facts[id].label for id in items]
        reason = _("answer first: {items}").format(items=", ".join(named) or ", ".join(verdict.missing))
    return RuleOutcome(
        rule=rule,
        outcome=Outcome.UNCHECKED,
        missing=verdict.missing,
        currencies=verdict.currencies,
        in_scope=in_scope,
        audience=audience,
        to_answer=tuple(items),
        reason=reason,
    )


def _for_each(reading: Reading, rule: ConflictRule, subjects: Iterable[Subject]) -> RuleOutcome:
    conflicts: list[Conflict] = []
    missing: dict[str, None] = {}
    audience = rule.audience
    for subject in subjects:
        verdict, case, tree = _judged(rule, subject)
        if verdict.holds:
            conflicts.append(_conflict(subject.reading, rule, case, tree, subject))
        elif verdict.holds is None:
            missing.update((subject.id if id.startswith(PREFIX) else id, None) for id in verdict.missing)
            audience = max(audience, subject.audience, key=_STRICTEST_LAST.index)
    if conflicts:
        return RuleOutcome(rule, Outcome.FIRES, tuple(conflicts), tuple(missing))
    if missing:
        return _unchecked(reading, rule, Verdict(None, tuple(missing)), True, audience)
    return RuleOutcome(rule, Outcome.SILENT)


def _builtin(reading: Reading, rule: ConflictRule) -> RuleOutcome:
    conflicts = tuple(
        _conflict(reading, rule, None, None, check_subject(reading, check))
        for check in reading.scope.checks
        if reading.is_visible(check.id) and _builtin_holds(reading, rule, check)
    )
    return RuleOutcome(rule, Outcome.FIRES if conflicts else Outcome.SILENT, conflicts)


def _builtin_holds(reading: Reading, rule: ConflictRule, check: Check) -> bool:
    if rule.builtin == STALE:
        return reading.state(check.id) is State.YES and proof(reading, check) is Proof.STALE
    return len({answer.state for answer in reading.answers(check.id) if answer.state is not None}) > 1
