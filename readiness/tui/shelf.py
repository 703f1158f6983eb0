"""The organisations of a workspace as Home lists them: read once, narrowed by what is typed."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.assessment.model import Organisation
from readiness.error import ReadinessError
from readiness.session.place import Desk


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every organisation that can be read, by name, and what keeps the others from it."""

    organisations: tuple[Organisation, ...] = ()
    problems: tuple[str, ...] = ()

    def named(self, typed: str) -> list[Organisation]:
        """Those whose name has every word that was typed."""
        words = typed.casefold().split()
        return [one for one in self.organisations if all(word in one.name.casefold() for word in words)]


def read_shelf(desk: Desk) -> Shelf:
    """Read every organisation's own file; no pack is needed for that."""
    found: list[Organisation] = []
    problems: list[str] = []
    try:
        for one in desk.scan():
            if isinstance(one, Organisation):
                found.append(one)
            else:
                problems.append(str(one))
    except ReadinessError as problem:
        problems.append(str(problem))
    found.sort(key=lambda one: (one.name.casefold(), one.id))
    return Shelf(tuple(found), tuple(problems))
