"""Documents that were chosen together are written, and the choice is remembered for the next time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Assessment
from readiness.session.documents import MANAGEMENT
from readiness.session.dossier import Dossier
from readiness.session.place import Desk
from readiness.session.reporting import Wanted, write_report, write_several


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written.

    Attributes:
        documents: ids; none is the management report.
        wanted: how each is wanted.
        path: the file of a single one; of several, or where it is a folder, the folder.
        force: replace files that are there.
    """

    documents: tuple[str, ...]
    wanted: Wanted
    path: Path
    force: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The files in order, and warnings about characters that could not be drawn."""

    paths: list[Path]
    warnings: list[str]


def write(
    desk: Desk, dossier: Dossier, assessment: Assessment, order: Order, after_each: Callable[[], object]
) -> Written:
    """Write what was ordered; `after_each` is called when one of several is written.

    Raises:
        OutputError: one can't be written there.
        ReportError: a name is taken and `force` is not set, or a definition, format or passphrase can't be used.
        ReadinessError: something can't be read.
    """
    chosen = order.documents or (MANAGEMENT,)
    if len(chosen) > 1 or order.path.is_dir():
        paths, warnings = write_several(
            dossier, assessment, order.path, order.wanted, chosen, force=order.force, after_each=after_each
        )
        folder = order.path
    else:
        warnings = write_report(dossier, assessment, order.path, order.wanted, force=order.force)
        paths, folder = [order.path], order.path.parent
    _remember(desk, order, chosen, folder)
    return Written(paths, warnings)


def _remember(desk: Desk, order: Order, chosen: tuple[str, ...], folder: Path) -> None:
    before = desk.workspace.settings.load()
    after = replace(
        before,
        output_folder=str(folder),
        page_size=order.wanted.page_size,
        documents=list(chosen),
        document_format=order.wanted.format,
    )
    if after != before:
        desk.workspace.settings.save(after)
