"""The words of a Word document that somebody sends, paragraph by paragraph: what a reader would see.

Every paragraph counts, in tables, text boxes, headers, footers and notes as well. Insertions that nobody has
accepted yet are read, and deletions are not.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from readiness.report.output import ReportError
from readiness.translation import _

LARGEST = 32 * 1024 * 1024
"""Bytes that a document may unpack to; pictures count."""

_BESIDES = re.compile(r"/word/(header\d*|footer\d*|footnotes|endnotes)\.xml")
_DAMAGED = (OpcError, zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError)
_BROKEN = (*_DAMAGED, SyntaxError, ValueError, RuntimeError, AttributeError, TypeError)
"""What python-docx, zipfile and lxml raise for what is no document, a damaged one, or one behind a password.

The last two come from python-docx, which takes relations apart without looking whether they are any.
"""
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_PARAGRAPH, _FALLBACK = qn("w:p"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a document, the body first; empty ones too, so that they can be counted.

    Raises:
        ReportError: it is not a Word document, or a too large one.
    """
    refused = ReportError(_("this is not a Word document (.docx) that can be read, or it is empty"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                limit = LARGEST // (1024 * 1024)
                raise ReportError(_("the document unpacks to more than {n} MiB").format(n=limit))
        main = docx.Document(io.BytesIO(data)).part
        others = [part for part in main.package.iter_parts() if _BESIDES.fullmatch(str(part.partname))]
        body = list(_of(parse_xml(main.blob)))
        beside = [text for part in sorted(others, key=_name) for text in _of(parse_xml(part.blob))]
    except _BROKEN as error:
        raise refused from error
    if not body:
        raise refused
    return body + beside


def _name(part: Any) -> str:
    return str(part.partname)


def _of(root: Any) -> Iterator[str]:
    for paragraph in root.iter(_PARAGRAPH):
        if not any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
            yield "".join(_words(paragraph))


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs in a box that hangs on it."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in (_TAB, _BREAK):
            yield " "
        elif child.tag != _PARAGRAPH:
            yield from _words(child)
