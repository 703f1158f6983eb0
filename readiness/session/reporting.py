"""An assessment as the management gap report: judged, composed, rendered and written.

ReportLab is imported when a PDF is made, not before.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment, Status
from readiness.report.output import NameTakenByFile, ReportError, write
from readiness.resources import bundled
from readiness.session.dossier import Dossier
from readiness.translation import _

PAGE_SIZES = ("A4", "Letter")

_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_STEM = 50


def gap_report(
    dossier: Dossier,
    assessment: Assessment,
    *,
    page_size: str = "",
    font: Path | None = None,
    today: date | None = None,
) -> tuple[bytes, list[str]]:
    """The report as a PDF, and warnings about characters that could not be drawn.

    Raises:
        AssessmentError: the assessment and its pack don't belong together.
        PackError: its pack can't be used.
        ReportError: the definition or the font can't be used.
        StoreError: something can't be read.
    """
    from readiness.report.compose import compose  # noqa: PLC0415 - only who asks for a report waits for it
    from readiness.report.definition import load_definition  # noqa: PLC0415 - as above
    from readiness.report.pdf.rendering import render  # noqa: PLC0415 - brings ReportLab

    organisation = dossier.organisation
    if page_size:
        organisation = replace(organisation, page_size=page_size)
    judgement = dossier.judged(assessment, today)
    document = compose(
        load_definition(bundled("reports") / "management.yaml"),
        dossier.index_of(assessment),
        assessment,
        organisation,
        judgement,
        previous_judgement(dossier, assessment),
        dossier.duties(judgement),
    )
    return render(document, font)


def write_gap_report(
    dossier: Dossier,
    assessment: Assessment,
    path: Path,
    *,
    force: bool = False,
    page_size: str = "",
    font: Path | None = None,
    today: date | None = None,
) -> list[str]:
    """Write the report to `path`, whole or not at all; warnings about characters that could not be drawn.

    Raises:
        OutputError: it can't be written there.
        ReportError: there is a file already and `force` is not set, or the font can't be used.
        ReadinessError: as for `gap_report`.
    """
    refuse_taken(path, force=force)
    data, warnings = gap_report(dossier, assessment, page_size=page_size, font=font, today=today)
    write(path, data, force)
    return warnings


def refuse_taken(path: Path, *, force: bool) -> None:
    """See before the work begins that the file may be written.

    Raises:
        NameTakenByFile: it exists and `force` is not set.
        ReportError: it is a folder.
    """
    if path.is_dir():
        raise ReportError(_("{path} is a folder; name a file in it").format(path=path))
    if path.exists() and not force:
        raise NameTakenByFile(path)


def previous_judgement(dossier: Dossier, assessment: Assessment) -> Judgement | None:
    """The sealed assessment before this one, judged on the day it speaks for; for the marks of last time.

    Raises:
        StoreError: it can't be read.
    """
    rows = dossier.sealed
    ids = [row.id for row in rows]
    before = rows[: ids.index(assessment.id)] if assessment.id in ids else rows
    fitting = [row for row in before if row.scope == assessment.scope]
    if not fitting:
        return None
    row = fitting[-1]
    return dossier.judged(dossier.sealed_assessment(row.id), date.fromisoformat(row.as_of))


def suggested_name(organisation: str, assessment: Assessment, today: date) -> str:
    """A file name for the report; nothing that people typed can make it a path."""
    stem = _UNSAFE.sub("-", organisation).strip("-").lower()[:_LONGEST_STEM] or "report"
    kind = "draft" if assessment.status is Status.DRAFT else "gap-report"
    return f"{stem}-{kind}-{assessment.as_of or today.isoformat()}.pdf"
