"""Whether the comparisons of a condition make sense in a pack: its ids exist, and like meets like.

A condition that passes here can be judged over any answers without an error; one that doesn't would
never be true, or would break at a customer's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice

from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.catalogue import Catalogue, Kind
from readiness.questionnaire.condition import All as AllOf
from readiness.questionnaire.condition import Comparison, Literal, Not, Operator, Reference, Tree
from readiness.questionnaire.model import FactType
from readiness.questionnaire.value import minutes, money, span
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.source import KeyPath
from readiness.translation import _

_WORDS = (Operator.IS, Operator.IN, Operator.NOT_IN)
_ORDER = (Operator.LESS_THAN, Operator.AT_MOST, Operator.MORE_THAN, Operator.AT_LEAST)
_TEXT = (*_WORDS, Operator.SAME_AS, Operator.MISSING)

ACCEPTED: dict[FactType | None, tuple[Operator, ...]] = {
    None: _WORDS,
    FactType.TEXT: _TEXT,
    FactType.PHONE: _TEXT,
    FactType.EMAIL: _TEXT,
    FactType.URL: _TEXT,
    FactType.PERSON: (Operator.SAME_AS, Operator.MISSING),
    FactType.ORGANISATION: (Operator.SAME_AS, Operator.MISSING),
    FactType.PEOPLE: (Operator.CONTAINS, Operator.MISSING),
    FactType.DATE: (Operator.BEFORE, Operator.AFTER, Operator.OLDER_THAN, Operator.IS, Operator.MISSING),
    FactType.INTEGER: (*_ORDER, Operator.IS, Operator.MISSING),
    FactType.MONEY: (*_ORDER, Operator.MISSING),
    FactType.DURATION: (*_ORDER, Operator.MISSING),
    FactType.CHOICE: (*_WORDS, Operator.MISSING),
    FactType.YES_NO: (*_WORDS, Operator.MISSING),
    FactType.CHOICES: (Operator.CONTAINS, Operator.MISSING),
}
"""Kind of the left side -> the comparisons it accepts; `value.py` and `verdict.py` know how to make these."""

_MEMBER = {FactType.CHOICES: FactType.CHOICE, FactType.PEOPLE: FactType.PERSON}


def placed(tree: Tree, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Comparison]]:
    """Every comparison of a condition, with its path in the condition as it was written."""
    if isinstance(tree, Comparison):
        yield (*path, tree.subject), tree
    elif isinstance(tree, Not):
        yield from placed(tree.part, (*path, "not"))
    else:
        for number, part in enumerate(tree.parts):
            yield from placed(part, (*path, "all" if isinstance(tree, AllOf) else "any", number))


def comparison_problems(
    tree: Tree, catalogue: Catalogue, *, each: str = "", complete: bool = True
) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong with the comparisons of a condition: paths inside it, and messages.

    `each` is the rule's `for_each`. An unknown id is passed over while the pack is not `complete`.
    """
    for path, comparison in placed(tree):
        left = catalogue.kind(comparison.subject, each)
        if left is None:
            if complete:
                yield path, unknown_name(comparison.subject, catalogue, each)
            continue
        place = (*path, comparison.operator.value)
        if isinstance(comparison.operand, Reference):
            right = catalogue.kind(comparison.operand.id, each)
            if right is None:
                if complete:
                    yield place, unknown_name(comparison.operand.id, catalogue, each)
                continue
        else:
            right = None
        if left.certain:
            message = _operator_problem(comparison, left) or _right_problem(comparison, left, right)
            if message:
                yield place, message


def unknown_name(name: str, catalogue: Catalogue, each: str) -> str:
    """The message for an id that names nothing."""
    if name.startswith("this.") and not each:
        return _("'{name}' exists only in a rule with 'for_each'").format(name=short(name))
    hint = near(name, catalogue.names(each))
    return _("there is no check, fact or computed value '{name}'{hint}").format(name=short(name), hint=hint)


def _operator_problem(comparison: Comparison, left: Kind) -> str:
    accepted = (Operator.MISSING,) if left.calendar else ACCEPTED[left.type]
    if comparison.operator in accepted:
        return ""
    return _("'{id}' is {kind}: '{operator}' cannot be used; accepted: {accepted}").format(
        id=comparison.subject, kind=left, operator=comparison.operator.value, accepted=", ".join(accepted)
    )


def _right_problem(comparison: Comparison, left: Kind, right: Kind | None) -> str:
    operand = comparison.operand
    if isinstance(operand, Reference):
        assert right is not None
        return _reference_problem(comparison, operand, left, right)
    if comparison.operator is Operator.MISSING:
        return ""
    if isinstance(operand, tuple) and comparison.operator not in (Operator.IN, Operator.NOT_IN):
        return _("one value is needed; write {in: [...]} for several")
    if comparison.operator is Operator.OLDER_THAN:
        return _unreadable(span, operand, _("a length of time such as 90d, 6mo or 1y is needed"))
    if comparison.operator is Operator.SAME_AS and left.type in (FactType.PERSON, FactType.ORGANISATION):
        return _("another fact is needed here: {fact: an id}")
    if left.type is FactType.PEOPLE:
        return _("a person fact is needed here: {fact: an id}")
    return _literal_problem(operand, left)


def _reference_problem(comparison: Comparison, operand: Reference, left: Kind, right: Kind) -> str:
    operator = comparison.operator
    if operator in (Operator.IN, Operator.NOT_IN, Operator.MISSING):
        return _("'{operator}' cannot look at another fact; write the values").format(operator=operator.value)
    if left.type is None or right.type is None:
        return _("the state of a check is compared with words, not with another fact")
    if not right.certain:
        return ""
    if operator is Operator.OLDER_THAN:
        if right.type is FactType.DURATION:
            return ""
        return _("'{id}' is {kind}; a duration is needed here").format(id=operand.id, kind=right)
    wanted = _MEMBER.get(left.type, left.type) if operator is Operator.CONTAINS else left.type
    if right.type is not wanted or right.calendar:
        return _("'{left}' is {left_kind} and '{right}' is {right_kind}: they cannot be compared").format(
            left=comparison.subject, left_kind=left, right=operand.id, right_kind=right
        )
    return ""


def _literal_problem(operand: Literal, left: Kind) -> str:
    if left.words:
        listed = operand if isinstance(operand, tuple) else (operand,)
        for word in listed:
            if not isinstance(word, str) or word not in left.words:
                return _("'{word}' is no value here{hint}; accepted: {accepted}").format(
                    word=_shown(word), hint=near(_shown(word), left.words), accepted=short_list(left.words)
                )
        return ""
    if left.type is FactType.INTEGER:
        return "" if _is_integer(operand) else _("a whole number without quotes is needed")
    if left.type is FactType.MONEY:
        return _unreadable(money, operand, _('an amount and a currency are needed, such as "25000 USD"'))
    if left.type is FactType.DURATION:
        return _unreadable(minutes, operand, _("a duration such as 30m, 4h, 2 days or 3w is needed"))
    if left.type is FactType.DATE:
        return _unreadable(iso_day, operand, _('a date that exists is needed, such as "2026-11-21"'))
    texts = operand if isinstance(operand, tuple) else (operand,)
    return "" if all(isinstance(text, str) and text for text in texts) else _("text is needed here; put it in quotes")


def iso_day(text: str) -> date:
    """The day that `2026-11-21` stands for; the other spellings of ISO 8601 are not stored values.

    Raises:
        ValueError: not written so, or no day of the calendar.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _is_integer(operand: Literal) -> bool:
    return isinstance(operand, int) and not isinstance(operand, bool) and 0 <= operand < 10**15


def _unreadable(reader: object, operand: Literal, message: str) -> str:
    assert callable(reader)
    try:
        reader(operand if isinstance(operand, str) else "")
    except (ValueRefused, ValueError):
        return message
    return ""


def _shown(word: str | int | bool) -> str:
    return str(word).lower() if isinstance(word, bool) else short(word)


def short_list(words: Collection[str]) -> str:
    """Accepted words, the first dozen of them."""
    return ", ".join(islice(words, 12)) + (", ..." if len(words) > 12 else "")
