"""Papers that are finished on the way: a document of the answers so far, in the folder documents go to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from readiness.assessment.model import Assessment
from readiness.session.documents import definition_named
from readiness.session.dossier import Dossier
from readiness.session.reporting import Wanted, name_for, write_report
from readiness.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was written."""

    path: Path
    warnings: tuple[str, ...] = ()
    """Characters that could not be drawn."""


def folder_for(workspace: Workspace) -> Path:
    """Where documents went last; without any, where the program was started."""
    remembered = workspace.settings.load().output_folder
    return Path(remembered) if remembered else Path.cwd()


def title_of(document: str) -> str:
    """What a document is called.

    Raises:
        ReportError: there is none of this id, or it can't be used.
    """
    definition = definition_named(document)
    return definition.name or definition.title


def write_paper(dossier: Dossier, assessment: Assessment, document: str, folder: Path) -> Paper:
    """Write a document into a folder as a PDF; what is there stays, and the new one gets a number.

    Raises:
        OutputError: it can't be written there.
        ReadinessError: the document can't be made.
    """
    wanted = Wanted(document=document)
    name = Path(name_for(dossier, assessment, wanted, definition_named(document)))
    path = next(path for path in _numbered(folder, name) if not path.exists())
    return Paper(path, tuple(write_report(dossier, assessment, path, wanted)))


def write_papers(dossier: Dossier, assessment: Assessment, documents: Collection[str], folder: Path) -> list[Paper]:
    """Write several documents, as `write_paper` does.

    Raises:
        OutputError: one can't be written there.
        ReadinessError: one can't be made.
    """
    return [write_paper(dossier, assessment, document, folder) for document in documents]


def _numbered(folder: Path, name: Path) -> Iterator[Path]:
    yield folder / name
    yield from (folder / f"{name.stem}-{n}{name.suffix}" for n in count(2))
