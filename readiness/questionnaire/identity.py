"""What makes a pack that pack: its canonical bytes, and their SHA-256.

An assessment is pinned to these bytes, and the cache holds them. They are JSON with the fields in the
order of the structs and mappings in the order of the pack: the order of choices is what people see, so
it is content and is never sorted. Conditions are written in one form, however the pack wrote them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from readiness.error import BAD_INPUT, ReadinessError
from readiness.questionnaire.condition import All as AllOf
from readiness.questionnaire.condition import Comparison, Condition, Not, Reference, Tree
from readiness.questionnaire.model import FORMAT, Pack
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.source import Problem


class PackError(ReadinessError):
    """A pack that can't be used; `problems` lists what is wrong where, when it came from files."""

    exit_code = BAD_INPUT

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems

    @classmethod
    def of(cls, problems: tuple[Problem, ...]) -> PackError:
        """The error that carries these problems, one a line."""
        return cls("\n".join(str(problem) for problem in problems), problems)


def plain_condition(tree: Tree) -> dict[str, object]:
    """A condition as plain JSON values, in its one canonical form."""
    if isinstance(tree, Comparison):
        operand = tree.operand
        right: object = {"fact": operand.id} if isinstance(operand, Reference) else operand
        return {tree.subject: {tree.operator.value: list(right) if isinstance(right, tuple) else right}}
    if isinstance(tree, Not):
        return {"not": plain_condition(tree.part)}
    return {"all" if isinstance(tree, AllOf) else "any": [plain_condition(part) for part in tree.parts]}


def enc_hook(value: object) -> object:
    """What msgspec writes for a `Condition`.

    Raises:
        NotImplementedError: any other type msgspec doesn't know.
    """
    if isinstance(value, Condition):
        return plain_condition(value.tree)
    raise NotImplementedError(type(value).__name__)


def dec_hook(type_: type, value: object) -> object:
    """What msgspec reads for a `Condition`.

    Raises:
        ConditionError: not a condition; msgspec adds where.
        NotImplementedError: any other type msgspec doesn't know.
    """
    if type_ is Condition:
        return Condition.parse(value)
    raise NotImplementedError(type_.__name__)


def pack_bytes(pack: Pack) -> bytes:
    """The canonical bytes of a pack: JSON, the same for the same content on every machine."""
    return msgspec.json.encode(pack, enc_hook=enc_hook)


def pack_hash(pack: Pack) -> str:
    """SHA-256 over the canonical bytes, in hexadecimal: what an assessment is pinned to."""
    return hashlib.sha256(pack_bytes(pack)).hexdigest()


def pack_from_bytes(data: bytes) -> Pack:
    """The pack written by `pack_bytes`.

    Shape and types are checked; whether ids and units make sense is not: bytes whose hash is not one
    this program computed go through `loader.parse_pack`.

    Raises:
        PackError: not the bytes of a pack of this format.
    """
    try:
        pack = _decoder().decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise PackError(_("these are not the bytes of a pack: {reason}").format(reason=error)) from error
    if pack.format != FORMAT:
        raise PackError(_("format {found} of a pack is not known; {known} is").format(found=pack.format, known=FORMAT))
    return pack


@cache
def _decoder() -> msgspec.json.Decoder[Pack]:
    return msgspec.json.Decoder(Pack, dec_hook=dec_hook)
