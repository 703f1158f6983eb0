"""What the cross-checks of a pack work on: the decoded pack, its names, and where each thing is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import msgspec

from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.catalogue import Catalogue
from readiness.questionnaire.condition import Condition
from readiness.questionnaire.model import Check, Fact, Pack
from readiness.source import KeyPath
from readiness.translation import _

Remark: TypeAlias = tuple[KeyPath, str]
"""A path in the pack, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Review:
    """A decoded pack under review."""

    pack: Pack
    catalogue: Catalogue
    complete: bool
    """False when parts could not be read: then an id that is not found is not called unknown."""
    as_of: date | None
    where: Callable[[KeyPath], str]
    """`file:line` of a path."""

    def checks(self) -> Iterator[tuple[KeyPath, Check]]:
        """Every check with its path."""
        for number, section in enumerate(self.pack.sections):
            for place, check in enumerate(section.checks):
                yield ("sections", number, "checks", place), check

    def facts(self) -> Iterator[tuple[KeyPath, Fact, Check | None]]:
        """Every fact with its path and its check; opening facts have none."""
        for number, section in enumerate(self.pack.sections):
            for place, fact in enumerate(section.facts):
                yield ("sections", number, "facts", place), fact, None
        for path, check in self.checks():
            for place, fact in enumerate(check.facts):
                yield (*path, "facts", place), fact, check

    def unknown(self, word: str, accepted: Collection[str], message: str) -> Iterator[str]:
        """`message` (with {id} and {hint}) when a word is none of those accepted in a pack read in full."""
        if self.complete and word and word not in accepted:
            yield message.format(id=short(word), hint=near(word, accepted))

    def repeated(self, named: Iterable[tuple[KeyPath, str]], what: str) -> Iterator[Remark]:
        """A remark at every name that was given before."""
        first: dict[str, KeyPath] = {}
        for path, name in named:
            if name and name in first:
                message = _("the {what} '{name}' is already used at {place}")
                yield path, message.format(what=what, name=short(name), place=self.where(first[name]))
            first.setdefault(name, path)


def conditions(part: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Condition]]:
    """Every condition inside a struct, with its path; blanks left by a refused one are passed over."""
    if isinstance(part, Condition):
        yield path, part
    elif isinstance(part, msgspec.Struct):
        for name, written in zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True):
            yield from conditions(getattr(part, name), (*path, written))
    elif isinstance(part, tuple | list):
        for number, entry in enumerate(part):
            yield from conditions(entry, (*path, number))
    elif isinstance(part, dict):
        for key, entry in part.items():
            yield from conditions(entry, (*path, str(key)))
