"""The formats of documents: each a name, a file suffix, and a function that makes bytes of a `Document`.

A renderer is imported when it is asked for, so that a PDF waits for nothing a spreadsheet needs. A new one
is a function and a line in `FORMATS` here, besides its own module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

from readiness.extra import advice
from readiness.report.document import Document
from readiness.report.output import ReportError
from readiness.translation import _

Rendered: TypeAlias = tuple[bytes, list[str]]
"""A file, and warnings about what it could not show."""


class MissingRenderer(ReportError):
    """The optional package that a format needs is not installed; the message has the command for it."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a document can be written.

    Attributes:
        name: what users call it: `pdf`.
        suffix: of its files, with the dot.
        made_by: makes it; `font` is a TrueType file for characters that a PDF's own fonts lack.
        extra: of this project, that brings what it needs; empty where nothing more is needed.
        package: what the extra installs, and `module` what is imported of it.
    """

    name: str
    suffix: str
    made_by: Callable[[Document, Path | None], Rendered]
    extra: str = ""
    package: str = ""
    module: str = ""

    @property
    def is_installed(self) -> bool:
        """Whether everything it needs is there."""
        return not self.module or find_spec(self.module) is not None

    def require(self) -> None:
        """See before the work begins that it can be made.

        Raises:
            MissingRenderer: its package is not installed.
        """
        if not self.is_installed:
            raise MissingRenderer(advice(self.package, self.extra))

    def render(self, document: Document, font: Path | None = None) -> Rendered:
        """The document in this format; equal documents give equal bytes.

        Raises:
            MissingRenderer: its package is not installed.
            ReportError: the font can't be used.
        """
        self.require()
        return self.made_by(document, font)


def _pdf(document: Document, font: Path | None) -> Rendered:
    from readiness.report.pdf import render  # noqa: PLC0415 - brings ReportLab

    return render(document, font)


def _html(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.html import render  # noqa: PLC0415 - only who asks for it waits for it

    return render(document), []


def _markdown(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.markdown import render  # noqa: PLC0415 - as above

    return render(document), []


def _json(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.json import render  # noqa: PLC0415 - as above

    return render(document), []


def _plain_text(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.plain_text import render  # noqa: PLC0415 - as above

    return render(document), []


def _docx(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.docx import render  # noqa: PLC0415 - brings python-docx

    return render(document), []


def _xlsx(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.xlsx import render  # noqa: PLC0415 - brings openpyxl

    return render(document), []


def _vcard(document: Document, _font: Path | None) -> Rendered:
    from readiness.report.vcard import render  # noqa: PLC0415 - as above

    return render(document), []


FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("pdf", ".pdf", _pdf),
        Format("docx", ".docx", _docx, extra="docx", package="python-docx", module="docx"),
        Format("xlsx", ".xlsx", _xlsx, extra="xlsx", package="openpyxl", module="openpyxl"),
        Format("html", ".html", _html),
        Format("md", ".md", _markdown),
        Format("json", ".json", _json),
        Format("txt", ".txt", _plain_text),
        Format("vcf", ".vcf", _vcard),
    )
}
"""By name, in the order users see them."""


def format_named(name: str) -> Format:
    """The format of this name, in any case.

    Raises:
        ReportError: there is none.
    """
    found = FORMATS.get(name.lower())
    if found is None:
        raise ReportError(_("no format '{name}'; accepted: {names}").format(name=name, names=", ".join(FORMATS)))
    return found


def format_of(path: Path) -> Format | None:
    """The format that the name of a file asks for, or None."""
    return next((one for one in FORMATS.values() if one.suffix == path.suffix.lower()), None)
