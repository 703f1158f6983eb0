"""The management report in large and in other programs: 1,300 checks against 100, and the twins by their renderers.

WeasyPrint and LibreOffice are no part of this project. Where the bench's machine lacks one, its row says so.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from readiness.report.document import Document
from readiness.report.docx import render as render_docx
from readiness.report.html import render as render_html
from readiness.report.pdf import render
from tests.bench.row import Row, in_turn, information_row, paired, ratio_row
from tests.report.large import large
from tests.report.sample import assessment, told

_COPIES = 12
_LARGE_BOUND = 10.0
_FASTER = 1.0
_PAIRS = 3


def rows() -> Iterator[Row]:
    """Large against small, then ours against each other program's rendering of the same document."""
    small_pack, small = large(1)
    large_pack, many = large(_COPIES)
    big, little = in_turn(
        (
            lambda: render(told(many, pack=large_pack).document),
            lambda: render(told(small, pack=small_pack).document),
        ),
        1,
    )
    what = f"report of {len(large_pack.checks)} checks : of {len(small_pack.checks)}"
    yield ratio_row(what, big[0], little[0], _LARGE_BOUND)
    document = told(assessment()).document
    yield _beside_weasyprint(document)
    yield _beside_libreoffice(document)


def _beside_weasyprint(document: Document) -> Row:
    what = "PDF of the sample : WeasyPrint on its HTML twin"
    if find_spec("weasyprint") is None:
        return information_row(what, "skipped: no WeasyPrint here")
    page = render_html(document).decode()
    other = import_module("weasyprint")
    return _row(what, document, lambda: other.HTML(string=page).write_pdf())


def _beside_libreoffice(document: Document) -> Row:
    what = "PDF of the sample : LibreOffice on its DOCX"
    office = shutil.which("soffice")
    if office is None:
        return information_row(what, "skipped: no LibreOffice here")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.docx"
        file.write_bytes(render_docx(document))
        command = [
            office,
            "--headless",
            f"-env:UserInstallation={Path(folder).as_uri()}/profile",
            "--convert-to",
            "pdf",
        ]
        convert = [*command, "--outdir", folder, str(file)]
        return _row(what, document, lambda: subprocess.run(convert, check=True, capture_output=True))


def _row(what: str, document: Document, other: object) -> Row:
    assert callable(other)
    ours, theirs = in_turn((lambda: render(document), other), _PAIRS)
    return ratio_row(what, min(ours), min(theirs), _FASTER, paired(ours, theirs))
