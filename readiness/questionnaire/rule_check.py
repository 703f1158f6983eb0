"""Cross-checks of conflict rules: their conditions, sentences, test vectors and computed values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from readiness.questionnaire.assembly import near
from readiness.questionnaire.catalogue import EACH, Catalogue, Kind
from readiness.questionnaire.comparison_check import unknown_name
from readiness.questionnaire.model import Computed, ConflictRule, Fact, FactType
from readiness.questionnaire.review import Remark, Review
from readiness.questionnaire.section_check import id_remark, source_remarks
from readiness.questionnaire.value import canonical, span
from readiness.questionnaire.vocabulary import Value, ValueRefused
from readiness.source import KeyPath
from readiness.translation import _

BUILTINS = ("stale", "two-answers")

_ADDABLE = (FactType.INTEGER, FactType.MONEY, FactType.DURATION)
_SUMMANDS: dict[str, tuple[FactType, ...]] = {
    "sum": _ADDABLE,
    "smallest": (*_ADDABLE, FactType.DATE),
    "largest": (*_ADDABLE, FactType.DATE),
    "product": (FactType.INTEGER,),
    "duplicates": (FactType.PERSON, FactType.PEOPLE),
}


def each_of(rule: ConflictRule) -> str:
    """What a rule is judged for each of; the builtin ones look at checks."""
    return rule.for_each if rule.for_each or not rule.builtin else "check"


def rule_remarks(review: Review) -> Iterator[Remark]:
    """What is wrong with the rules and computed values of a pack."""
    for id, computed in review.pack.computed.items():
        if id_remark(id):
            yield ("computed", id), id_remark(id)
        yield from _computed(review, ("computed", id), computed)
    rules = list(enumerate(review.pack.rules))
    yield from review.repeated(((("rules", n, "id"), rule.id) for n, rule in rules), _("rule"))
    builtins = ((("rules", n, "builtin"), rule.builtin) for n, rule in rules)
    yield from review.repeated(builtins, _("builtin"))
    for number, rule in rules:
        yield from _rule(review, ("rules", number), rule)


def _computed(review: Review, path: KeyPath, computed: Computed) -> Iterator[Remark]:
    kinds = [kind for kind in computed.__struct_fields__ if getattr(computed, kind)]
    if len(kinds) != 1:
        yield path, _("exactly one of these is needed: {kinds}").format(kinds=", ".join(computed.__struct_fields__))
        return
    first: tuple[str, Kind] | None = None
    for number, id in enumerate(getattr(computed, kinds[0])):
        place = (*path, kinds[0], number)
        kind = review.catalogue.kind(id)
        if kind is None:
            if review.complete:
                yield place, unknown_name(id, review.catalogue, "")
            continue
        if kind.type is None or id in review.pack.computed or id.startswith("assessment."):
            yield place, _("'{id}' is not a fact; a computed value is made of facts").format(id=id)
            continue
        accepted = _SUMMANDS.get(kinds[0], tuple(FactType))
        if kind.certain and kind.type not in accepted:
            message = _("'{id}' is {kind}; '{word}' takes: {accepted}")
            yield place, message.format(id=id, kind=kind, word=kinds[0], accepted=", ".join(accepted))
        elif kind.certain and kinds[0] not in ("count", "duplicates"):
            first = first or (id, kind)
            if kind.type is not first[1].type:
                message = _("'{id}' is {kind} and '{first}' is {first_kind}: they cannot be taken together")
                yield place, message.format(id=id, kind=kind, first=first[0], first_kind=first[1])


def _rule(review: Review, path: KeyPath, rule: ConflictRule) -> Iterator[Remark]:
    each = each_of(rule)
    if id_remark(rule.id):
        yield (*path, "id"), id_remark(rule.id)
    if rule.for_each and rule.for_each not in EACH:
        yield (*path, "for_each"), _("one of these is needed: {words}").format(words=", ".join(EACH))
    if rule.builtin and rule.builtin not in BUILTINS:
        yield (*path, "builtin"), _("one of these is needed: {words}").format(words=", ".join(BUILTINS))
    given = [key for key in ("when", "cases", "builtin") if getattr(rule, key)]
    if not given:
        yield (*path, "when"), _("the rule has no condition: one of 'when', 'cases' and 'builtin' is needed")
    elif len(given) > 1:
        yield (*path, given[1]), _("only one of 'when', 'cases' and 'builtin' is accepted")
    if rule.silent_below is not None and (rule.silent_below < 1 or review.pack.firm_size is None):
        yield (*path, "silent_below"), _("a number of staff is needed, in a pack with 'firm_size'")
    yield from source_remarks(review, (*path, "sources"), rule.sources)
    yield from _words(review, path, rule.title, rule.sentence, each)
    for number, case in enumerate(rule.cases):
        yield from _words(review, (*path, "cases", number), case.title, case.sentence, each)
    if rule.tests is not None and rule.builtin:
        yield (*path, "tests"), _("a builtin rule is tested with the program, not in the pack")
    elif rule.tests is not None:
        yield from _vectors(review, path, rule, each)


def _words(review: Review, path: KeyPath, title: str, sentence: str, each: str) -> Iterator[Remark]:
    for key, text in (("title", title), ("sentence", sentence)):
        for message in _placeholders(review, text, each):
            yield (*path, key), message


def _placeholders(review: Review, text: str, each: str) -> Iterator[str]:
    names = re.findall(r"\{([^{}]*)\}", text)
    if text.count("{") != len(names) or text.count("}") != len(names):
        yield _("braces must come in pairs, around one id: {leader.person}")
    optional = re.findall(r"\[([^\[\]]*)\]", text)
    if text.count("[") != len(optional) or text.count("]") != len(optional):
        yield _("square brackets must come in pairs, and not inside each other")
    for part in optional:
        if not re.search(r"\{[^{}]+\}", part):
            yield _("a part in square brackets is left out when its value is not given; this one names no value")
    for name in dict.fromkeys(names):
        if review.complete and review.catalogue.kind(name, each) is None:
            yield unknown_name(name, review.catalogue, each)


def _vectors(review: Review, path: KeyPath, rule: ConflictRule, each: str) -> Iterator[Remark]:
    tests = rule.tests
    assert tests is not None
    for key, vector in (("fires", tests.fires), ("silent", tests.silent)):
        yield from _vector(review, (*path, "tests", key), vector, each)
    if tests.unknown_without and tests.unknown_without not in tests.fires:
        message = _("'{id}' is not given in 'fires'{hint}")
        hint = near(tests.unknown_without, tests.fires)
        yield (*path, "tests", "unknown_without"), message.format(id=tests.unknown_without, hint=hint)


def _vector(review: Review, path: KeyPath, vector: Mapping[str, Value], each: str) -> Iterator[Remark]:
    for id, written in vector.items():
        kind = review.catalogue.kind(id, each)
        if kind is None:
            if review.complete:
                yield (*path, id), unknown_name(id, review.catalogue, each)
        elif kind.certain and review.as_of is not None:
            try:
                stored(review.catalogue, id, kind, written, review.as_of)
            except ValueRefused as error:
                yield (*path, id), _("'{id}' is {kind}: {reason}").format(id=id, kind=kind, reason=error)


def stored(catalogue: Catalogue, id: str, kind: Kind, written: Value, today: date) -> Value:
    """The stored form of a value in a test vector.

    Raises:
        ValueRefused: it is none of that kind.
    """
    if id == "this.roles":
        return written
    if kind.type is None:
        if isinstance(written, str) and written in kind.words:
            return written
        raise ValueRefused(_("one of these is needed: {words}").format(words=", ".join(kind.words)))
    if kind.calendar:
        span(str(written))
        return written
    stand_in = Fact(id=id, type=kind.type, label=id, choices=dict.fromkeys(kind.words, ""))
    return canonical(catalogue.index.facts.get(id, stand_in), written, today)
