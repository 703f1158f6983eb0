"""The condition language of `ask_if` and of conflict rules: its shape, and how it is read.

A condition is data, never code: packs come from strangers. How one is judged, in three values, is
in `verdict`; whether its ids and units make sense in a pack is checked by the loader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any as Anything
from typing import TypeAlias

from readiness.translation import _


class Operator(StrEnum):
    """The comparisons a pack may write."""

    IS = "is"
    IN = "in"
    NOT_IN = "not_in"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    BEFORE = "before"
    AFTER = "after"
    OLDER_THAN = "older_than"
    MISSING = "missing"
    SAME_AS = "same_as"
    CONTAINS = "contains"


Literal: TypeAlias = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The right side `{fact: <id>}`: the value of another fact, check, computed value or attribute."""

    id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`{<subject>: {<operator>: <operand>}}`; the subject is an id as written in the pack."""

    subject: str
    operator: Operator
    operand: Literal | Reference


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is; false when one is false."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True when one part is; false when every part is false."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Tree


Tree: TypeAlias = Comparison | All | Any | Not


class ConditionError(ValueError):
    """A condition that can't be read; `path` leads to the wrong place inside it."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.path = path
        self.message = message


class Condition:
    """A condition as one opaque value: the parsed `tree`, and the plain JSON it was `written` as.

    An ordinary class on purpose: msgspec can't decode a union of structs with a mapping of
    operators, so it hands this type to a hook, which calls `Condition.parse`.
    """

    __slots__ = ("tree", "written")

    def __init__(self, tree: Tree, written: Anything) -> None:
        """Use `parse` to make one from JSON."""
        self.tree = tree
        self.written = written

    @classmethod
    def parse(cls, written: Anything) -> Condition:
        """Read a condition from plain JSON values.

        Raises:
            ConditionError: with the path inside the condition, and what is accepted.
        """
        return cls(_parse(written, ()), written)

    def __eq__(self, other: object) -> bool:
        """Equal trees are equal conditions, however they were written."""
        return isinstance(other, Condition) and other.tree == self.tree

    def __hash__(self) -> int:
        """Hash of the tree."""
        return hash(self.tree)

    def __repr__(self) -> str:
        """The condition as it was written."""
        return f"Condition({self.written!r})"


def comparisons(tree: Tree) -> Iterator[Comparison]:
    """Every comparison inside a condition, left to right."""
    if isinstance(tree, Comparison):
        yield tree
    elif isinstance(tree, Not):
        yield from comparisons(tree.part)
    else:
        for part in tree.parts:
            yield from comparisons(part)


def ids(tree: Tree) -> tuple[str, ...]:
    """Every id a condition reads, in order and once each."""
    found: dict[str, None] = {}
    for comparison in comparisons(tree):
        found[comparison.subject] = None
        if isinstance(comparison.operand, Reference):
            found[comparison.operand.id] = None
    return tuple(found)


def _parse(written: Anything, path: tuple[str | int, ...]) -> Tree:
    if not isinstance(written, Mapping) or len(written) != 1:
        raise ConditionError(
            path, _("a condition is a mapping with exactly one key: all, any, not, or an id with its comparison")
        )
    key, inner = next(iter(written.items()))
    if key in ("all", "any"):
        if not isinstance(inner, list) or not inner:
            raise ConditionError((*path, key), _("a list of at least one condition is needed"))
        parts = tuple(_parse(part, (*path, key, n)) for n, part in enumerate(inner))
        return All(parts) if key == "all" else Any(parts)
    if key == "not":
        return Not(_parse(inner, (*path, key)))
    return _comparison(str(key), inner, (*path, str(key)))


def _comparison(subject: str, inner: Anything, path: tuple[str | int, ...]) -> Comparison:
    if not isinstance(inner, Mapping):
        return Comparison(subject, Operator.IS, _literal(inner, path))
    if len(inner) != 1:
        raise ConditionError(path, _("exactly one comparison is needed here"))
    word, operand = next(iter(inner.items()))
    try:
        operator = Operator(word)
    except ValueError as error:
        accepted = ", ".join(Operator)
        raise ConditionError(
            (*path, str(word)),
            _("unknown comparison '{word}'; accepted: {accepted}").format(word=word, accepted=accepted),
        ) from error
    place = (*path, str(word))
    if isinstance(operand, Mapping):
        if list(operand) != ["fact"] or not isinstance(operand["fact"], str):
            raise ConditionError(place, _("the right side is a value or {fact: an id}"))
        return Comparison(subject, operator, Reference(operand["fact"]))
    return Comparison(subject, operator, _checked_literal(operator, operand, place))


def _checked_literal(operator: Operator, operand: Anything, path: tuple[str | int, ...]) -> Literal:
    literal = _literal(operand, path)
    if (operator in (Operator.IN, Operator.NOT_IN)) != isinstance(literal, tuple):
        raise ConditionError(path, _("'in' and 'not_in' take a list, every other comparison takes one value"))
    if (operator is Operator.MISSING) != isinstance(literal, bool):
        raise ConditionError(path, _("'missing' takes true or false, and nothing else does"))
    return literal


def _literal(written: Anything, path: tuple[str | int, ...]) -> Literal:
    if isinstance(written, str | int | bool):
        return written
    if isinstance(written, list) and written and all(isinstance(part, str) for part in written):
        return tuple(written)
    raise ConditionError(path, _("a word, a whole number, true or false, or a list of words is needed"))
