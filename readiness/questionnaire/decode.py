"""Plain values into structs, leaf by leaf, collecting every problem on the way.

msgspec stops at the first error, so this walks the same struct definitions itself. A value that is
refused is replaced by a blank one and its path kept in `broken`, so that what comes after can still
be looked at, and nothing is reported twice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import inspect

from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.condition import Condition, ConditionError
from readiness.source import MOST_PROBLEMS, KeyPath, Plain, Problem, SourceError
from readiness.translation import _

Struct = TypeVar("Struct", bound=msgspec.Struct)


@cache
def _type_of(type_: type) -> inspect.Type:
    return inspect.type_info(type_)


class Decoder:
    """Turns plain values into structs. Every problem found goes to `problems`."""

    def __init__(self, problem: Callable[[KeyPath, str], Problem]) -> None:
        """Decode values whose problems are placed by `problem`, from their path and the message."""
        self._problem = problem
        self.problems: list[Problem] = []
        self.broken: set[KeyPath] = set()

    def struct(self, type_: type[Struct], value: Plain, path: KeyPath = ()) -> Struct:
        """The struct that `value` stands for, with blanks where something was refused.

        Raises:
            SourceError: there are more problems than anyone reads; it carries those found so far.
        """
        decoded = self._value(_type_of(type_), value, path, required=True)
        assert isinstance(decoded, type_)
        return decoded

    def _report(self, path: KeyPath, message: str) -> None:
        self.problems.append(self._problem(path, message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise SourceError(tuple(self.problems))

    def _refuse(self, kind: inspect.Type, path: KeyPath, message: str) -> object:
        self._report(path, message)
        self.broken.add(path)
        return _blank(kind)

    def _value(self, kind: inspect.Type, value: Plain, path: KeyPath, *, required: bool) -> object:
        if isinstance(kind, inspect.UnionType):
            return self._one_of(kind, value, path)
        if value is None:
            return self._refuse(kind, path, _("nothing is given here; {needed}").format(needed=_needed(kind)))
        if isinstance(kind, inspect.StructType):
            return self._struct(kind, value, path)
        if isinstance(kind, inspect.CustomType):
            return self._condition(kind, value, path)
        if isinstance(kind, inspect.EnumType):
            return self._enum(kind, value, path)
        if isinstance(kind, inspect.VarTupleType | inspect.ListType):
            return self._list(kind, value, path, required=required)
        if isinstance(kind, inspect.DictType):
            return self._mapping(kind, value, path, required=required)
        return self._leaf(kind, value, path)

    def _one_of(self, union: inspect.UnionType, value: Plain, path: KeyPath) -> object:
        for kind in union.types:
            if isinstance(kind, inspect.NoneType):
                if value is None:
                    return None
            elif _fits(kind, value):
                return self._value(kind, value, path, required=True)
        some = [kind for kind in union.types if not isinstance(kind, inspect.NoneType)]
        if len(some) == 1:
            return self._value(some[0], value, path, required=True)
        needed = _(", or ").join(_needed(kind) for kind in some)
        return self._refuse(some[0], path, needed)

    def _struct(self, kind: inspect.StructType, value: Plain, path: KeyPath) -> object:
        names = [field.encode_name for field in kind.fields]
        if not isinstance(value, dict):
            needed = _("a mapping with these keys is needed: {keys}").format(keys=", ".join(names))
            return self._refuse(kind, path, needed)
        for key in value:
            if key not in names:
                message = _("unknown key '{key}'{hint}; accepted: {accepted}")
                message = message.format(key=short(key), hint=near(key, names), accepted=", ".join(names))
                self._report((*path, key), message)
        given: dict[str, object] = {}
        for field in kind.fields:
            place = (*path, field.encode_name)
            if field.encode_name in value:
                inner = value[field.encode_name]
                given[field.name] = self._value(field.type, inner, place, required=field.required)
            elif field.required:
                message = _("the key '{key}' is missing; {needed}")
                self._report(path, message.format(key=field.encode_name, needed=_needed(field.type)))
                self.broken.add(place)
                given[field.name] = _blank(field.type)
        return kind.cls(**given)

    def _condition(self, kind: inspect.Type, value: Plain, path: KeyPath) -> object:
        try:
            return Condition.parse(value)
        except ConditionError as error:
            self._report((*path, *error.path), error.message)
            self.broken.add(path)
            return _blank(kind)

    def _enum(self, kind: inspect.EnumType, value: Plain, path: KeyPath) -> object:
        words = [str(member.value) for member in kind.cls]
        if isinstance(value, str) and value in words:
            return kind.cls(value)
        message = _("'{value}' is not accepted{hint}; one of these is needed: {words}")
        shown = ("true" if value else "false") if isinstance(value, bool) else short(value)
        return self._refuse(
            kind, path, message.format(value=shown, hint=near(str(shown), words), words=", ".join(words))
        )

    def _list(
        self, kind: inspect.VarTupleType | inspect.ListType, value: Plain, path: KeyPath, *, required: bool
    ) -> object:
        if not isinstance(value, list):
            return self._refuse(kind, path, _needed(kind))
        if required and not value:
            return self._refuse(kind, path, _("the list is empty; at least one entry is needed"))
        items = [self._value(kind.item_type, item, (*path, n), required=True) for n, item in enumerate(value)]
        return items if isinstance(kind, inspect.ListType) else tuple(items)

    def _mapping(self, kind: inspect.DictType, value: Plain, path: KeyPath, *, required: bool) -> object:
        if not isinstance(value, dict):
            return self._refuse(kind, path, _needed(kind))
        if required and not value:
            return self._refuse(kind, path, _("the mapping is empty; at least one entry is needed"))
        decoded: dict[object, object] = {}
        for key, inner in value.items():
            place = (*path, key)
            name = self._value(kind.key_type, key, place, required=True)
            if name in decoded:
                self._refuse(kind.key_type, place, _("the key is given twice"))
            elif place not in self.broken:
                decoded[name] = self._value(kind.value_type, inner, place, required=True)
        return decoded

    def _leaf(self, kind: inspect.Type, value: Plain, path: KeyPath) -> object:
        if not _fits(kind, value):
            if isinstance(kind, inspect.StrType) and isinstance(value, bool | int | float):
                return self._refuse(
                    kind, path, _('text is needed; put it in quotes: "{value}"').format(value=_quoted(value))
                )
            return self._refuse(kind, path, _needed(kind))
        if isinstance(value, str):
            text = value.strip()
            return text or self._refuse(kind, path, _("the text is empty; leave the key out or write something"))
        if isinstance(kind, inspect.FloatType) and isinstance(value, int | float):
            return float(value)
        return value


def _quoted(value: bool | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fits(kind: inspect.Type, value: Plain) -> bool:
    if isinstance(kind, inspect.StrType):
        return isinstance(value, str)
    if isinstance(kind, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(kind, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(kind, inspect.FloatType):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return isinstance(value, list)
    if isinstance(kind, inspect.StructType | inspect.DictType):
        return isinstance(value, dict)
    return False


def _needed(kind: inspect.Type) -> str:
    """What is accepted for a type, as the end of a sentence."""
    if isinstance(kind, inspect.UnionType):
        return _needed(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.EnumType):
        return _("one of these is needed: {words}").format(words=", ".join(str(member.value) for member in kind.cls))
    if isinstance(kind, inspect.StructType):
        keys = ", ".join(field.encode_name for field in kind.fields)
        return _("a mapping with these keys is needed: {keys}").format(keys=keys)
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return _("a list is needed")
    if isinstance(kind, inspect.DictType):
        return _("a mapping is needed")
    if isinstance(kind, inspect.BoolType):
        return _("true or false is needed")
    if isinstance(kind, inspect.IntType):
        return _("a whole number is needed")
    if isinstance(kind, inspect.FloatType):
        return _("a number is needed")
    if isinstance(kind, inspect.CustomType):
        return _("a condition is needed")
    return _("text is needed")


def _blank(kind: inspect.Type) -> object:
    """A stand-in of the right type for a value that was refused."""
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls))
    if isinstance(kind, inspect.StructType):
        return kind.cls(**{field.name: _blank(field.type) for field in kind.fields if field.required})
    if isinstance(kind, inspect.VarTupleType):
        return ()
    if isinstance(kind, inspect.ListType):
        return []
    if isinstance(kind, inspect.DictType):
        return {}
    if isinstance(kind, inspect.BoolType):
        return False
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        return 0
    return "" if isinstance(kind, inspect.StrType) else None
