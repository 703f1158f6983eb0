"""Two versions of a questionnaire beside each other: what has the same id, another one, or no counterpart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.assessment.carrying import present_id
from readiness.questionnaire.index import Index


@dataclass(frozen=True, slots=True)
class Pairing:
    """How much of two versions of a questionnaire can be compared, in ids of checks."""

    kept: tuple[str, ...]
    renamed: Mapping[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def comparable(self) -> int:
        """Number of checks that both have."""
        return len(self.kept) + len(self.renamed)

    @property
    def of(self) -> int:
        """Number of checks that either has."""
        return self.comparable + len(self.added) + len(self.removed)


def names_between(first: Index, second: Index) -> dict[str, str]:
    """Ids of the first pack -> ids of the second, for what both have; an id is paired once, the first wins."""
    here = {**first.checks, **first.facts, **first.rules}
    there = {**second.checks, **second.facts, **second.rules}
    found = {id: id for id in here if id in there}
    taken = set(found)
    for id in here:
        other = present_id(second, id)
        if id not in found and other in there and other not in taken:
            found[id] = other
            taken.add(other)
    for other in there:
        id = present_id(first, other)
        if other not in taken and id in here and id not in found:
            found[id] = other
            taken.add(other)
    return found


def paired(first: Index, second: Index, names: Mapping[str, str]) -> Pairing:
    """How much two versions have in common; `names` as `names_between` gives them."""
    pairs = {id: names[id] for id in first.checks if names.get(id) in second.checks}
    there = set(pairs.values())
    return Pairing(
        kept=tuple(id for id, other in pairs.items() if id == other),
        renamed={id: other for id, other in pairs.items() if id != other},
        added=tuple(id for id in second.checks if id not in there),
        removed=tuple(id for id in first.checks if id not in pairs),
    )
