"""An assessment as documents: judged, composed by a definition, rendered in a format and written.

What a format needs is imported when it is asked for, not before.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment, Status
from readiness.regional import written_as
from readiness.report.output import NameTakenByFile, OutputError, ReportError, write
from readiness.session.documents import MANAGEMENT, definition_named, offers
from readiness.session.dossier import Dossier
from readiness.translation import _, speaking

if TYPE_CHECKING:
    from readiness.report.definition import Definition
    from readiness.report.document import Document

PDF, CARDS = "pdf", "vcf"
GAP_REPORT = "gap-report"
"""How names of the management report end."""

_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_STEM = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a document is wanted.

    Attributes:
        document: id of its definition.
        format: name of a format.
        page_size: instead of the organisation's own.
        font: a TrueType file for characters that a PDF's own fonts lack.
        redact: leave out names, numbers, places and free text.
        passphrase: put a PDF behind it.
        today: the day it is judged on; the session's own when it is left out.
    """

    document: str = MANAGEMENT
    format: str = PDF
    page_size: str = ""
    font: Path | None = None
    redact: bool = False
    passphrase: str = field(default="", repr=False)
    today: date | None = None


def rendered(dossier: Dossier, assessment: Assessment, wanted: Wanted) -> tuple[bytes, list[str]]:
    """A document as a file, and warnings about characters that could not be drawn.

    Raises:
        AssessmentError: the assessment and its pack don't belong together.
        PackError: its pack can't be used.
        ReportError: the definition, the format, the font or the passphrase can't be used.
        StoreError: something can't be read.
    """
    return _as_wanted(composed(dossier, assessment, wanted, definition_named(wanted.document)), wanted)


def _as_wanted(document: Document, wanted: Wanted) -> tuple[bytes, list[str]]:
    from readiness.report.formats import format_named  # noqa: PLC0415 - only who asks for a document waits for it

    form = format_named(wanted.format)
    form.require()
    if wanted.passphrase:
        from readiness.report import protection  # noqa: PLC0415 - as above

        if form.name != PDF:
            raise ReportError(_("Only a PDF can be protected with a passphrase; {name} can't.").format(name=form.name))
        protection.require()
        protection.accepted(wanted.passphrase)
    with speaking(document.language):
        data, warnings = form.render(document, wanted.font)
    if wanted.passphrase:
        data = protection.protected(data, wanted.passphrase)
    return data, warnings


def composed(dossier: Dossier, assessment: Assessment, wanted: Wanted, definition: Definition) -> Document:
    """What a document says, before any format; in the language of its definition, whatever the program speaks.

    Raises:
        AssessmentError: the assessment and its pack don't belong together.
        PackError: its pack can't be used.
        StoreError: something can't be read.
    """
    with speaking(definition.language), written_as(dossier.organisation.locale):
        return _composed(dossier, assessment, wanted, definition)


def _composed(dossier: Dossier, assessment: Assessment, wanted: Wanted, definition: Definition) -> Document:
    from readiness.report.compose import compose  # noqa: PLC0415 - only who asks for a document waits for it

    organisation = dossier.organisation
    index = dossier.index_of(assessment)
    judgement = dossier.judged(assessment, wanted.today)
    previous = previous_judgement(dossier, assessment, redact=wanted.redact)
    if wanted.redact:
        from readiness.assessment.redaction import redacted  # noqa: PLC0415 - as above

        assessment, organisation = redacted(index, assessment, organisation)
        judgement = dossier.judged(assessment, wanted.today, organisation)
    if wanted.page_size:
        organisation = replace(organisation, page_size=wanted.page_size)
    document = compose(definition, index, assessment, organisation, judgement, previous, dossier.duties(judgement))
    return _as_redacted(document) if wanted.redact else document


def _as_redacted(document: Document) -> Document:
    said = _("Redacted: names, numbers, places and free text are left out. That does not make it anonymous.")
    return dataclasses.replace(document, footer=f"{said} {document.footer}")


def write_report(
    dossier: Dossier, assessment: Assessment, path: Path, wanted: Wanted | None = None, *, force: bool = False
) -> list[str]:
    """Write a document to `path`, whole or not at all; warnings about characters that could not be drawn.

    Raises:
        OutputError: it can't be written there.
        ReportError: there is a file already and `force` is not set, or as for `rendered`.
        ReadinessError: as for `rendered`.
    """
    refuse_taken(path, force=force)
    data, warnings = rendered(dossier, assessment, wanted or Wanted())
    write(path, data, force)
    return warnings


def write_several(
    dossier: Dossier,
    assessment: Assessment,
    folder: Path,
    wanted: Wanted,
    documents: Collection[str] = (),
    *,
    force: bool = False,
    after_each: Callable[[], object] = lambda: None,
) -> tuple[list[Path], list[str]]:
    """Write documents, all of them unless ids are given, into a folder, made if need be.

    Returns the files in order, and the warnings, each once. A card of contacts has them as vCards beside it, unless
    it is behind a passphrase. `after_each` is called when one is written.

    Raises:
        OutputError: one can't be written there.
        ReportError: one of the names is taken and `force` is not set, or as for `rendered`.
        ReadinessError: as for `rendered`.
    """
    found = {one.id: one.definition for one in offers() if one.definition is not None}
    chosen = {id: one for id, one in found.items() if not documents or id in documents}
    _make(folder)
    named = {id: folder / name_for(dossier, assessment, wanted, one) for id, one in chosen.items()}
    for path in named.values():
        refuse_taken(path, force=force)
    warnings: dict[str, None] = {}
    written = []
    for id, path in named.items():
        document = composed(dossier, assessment, wanted, chosen[id])
        data, said = _as_wanted(document, wanted)
        write(path, data, force)
        written.append(path)
        if document.contacts and wanted.format != CARDS and not wanted.passphrase:
            cards, _said = _as_wanted(document, dataclasses.replace(wanted, format=CARDS))
            written.append(path.with_suffix(f".{CARDS}"))
            write(written[-1], cards, force)
        warnings.update(dict.fromkeys(said))
        after_each()
    return written, list(warnings)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = _("{path} can't be made a folder for documents: {reason}")
        raise OutputError(message.format(path=folder, reason=error.strerror or type(error).__name__)) from error


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


def previous_judgement(dossier: Dossier, assessment: Assessment, *, redact: bool = False) -> Judgement | None:
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
    found = dossier.sealed_assessment(row.id)
    if redact:
        from readiness.assessment.redaction import redacted  # noqa: PLC0415 - only for redacted documents

        found, _nameless = redacted(dossier.index_of(found), found, dossier.organisation)
    return dossier.judged(found, date.fromisoformat(row.as_of))


def suggested_name(
    organisation: str, assessment: Assessment, today: date, *, stem: str = GAP_REPORT, suffix: str = ".pdf"
) -> str:
    """A file name for a document; nothing that people typed can make it a path."""
    name = _UNSAFE.sub("-", organisation).strip("-").lower()[:_LONGEST_STEM] or "report"
    if assessment.status is Status.DRAFT:
        stem = "draft" if stem == GAP_REPORT else f"draft-{stem}"
    return f"{name}-{stem}-{assessment.as_of or today.isoformat()}{suffix}"


def name_for(dossier: Dossier, assessment: Assessment, wanted: Wanted, definition: Definition) -> str:
    """The file name suggested for a document as it is wanted."""
    from readiness.report.formats import format_named  # noqa: PLC0415 - only who asks for a document waits for it

    name = _("redacted") if wanted.redact else dossier.organisation.name
    day = wanted.today or dossier.clock.today
    suffix = format_named(wanted.format).suffix
    return suggested_name(name, assessment, day, stem=definition.stem or definition.id, suffix=suffix)
