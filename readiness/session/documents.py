"""Which documents there are: the definitions that come with the program, and the user's own beside their packs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.report.output import ReportError
from readiness.resources import bundled
from readiness.session import packs
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.report.definition import Definition

MANAGEMENT = "management"
"""The document everybody asks for."""

_SUFFIX = ".yaml"
_SHARED = "words"
"""Not a document: the words that they share."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that was found: its definition, or why it can't be used."""

    id: str
    path: Path
    definition: Definition | None = None
    problem: ReportError | None = None

    @property
    def name(self) -> str:
        """What it is called; its id where it can't be read."""
        return self.id if self.definition is None else self.definition.name or self.definition.title


def own_folder() -> Path:
    """Where users put definitions of their own, beside their packs."""
    return packs.own_folder().with_name("reports")


def paths(own: Path | None = None) -> dict[str, Path]:
    """Id -> file of every definition: the management report first, then by id. The user's own hide bundled ones."""
    found: dict[str, Path] = {}
    for folder in (bundled("reports"), own if own is not None else own_folder()):
        if folder.is_dir():
            found.update((path.stem, path) for path in sorted(folder.glob(f"*{_SUFFIX}")) if path.stem != _SHARED)
    return dict(sorted(found.items(), key=lambda item: (item[0] != MANAGEMENT, item[0])))


def offers(own: Path | None = None) -> list[Offer]:
    """Every document, the management report first, then by name; one that can't be used says why and hides no other."""
    found = [_offer(id, path) for id, path in paths(own).items()]
    return sorted(found, key=lambda one: (one.id != MANAGEMENT, one.name.casefold()))


def _offer(id: str, path: Path) -> Offer:
    from readiness.report.definition import DefinitionError, load_definition  # noqa: PLC0415 - brings yaml

    try:
        return Offer(id, path, load_definition(path))
    except DefinitionError as problem:
        return Offer(id, path, problem=problem)


def definition_named(name: str, own: Path | None = None) -> Definition:
    """The definition of this id.

    Raises:
        ReportError: there is none, or it can't be used; the message says which there are.
    """
    from readiness.report.definition import load_definition  # noqa: PLC0415 - brings yaml

    found = paths(own)
    path = found.get(name.casefold())
    if path is None:
        message = _("there is no document '{name}'; there are: {known}")
        raise ReportError(message.format(name=name, known=", ".join(found)))
    return load_definition(path)
