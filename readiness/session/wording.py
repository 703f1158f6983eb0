"""Texts in files, held against the wording checks: what is read, and what is refused in one clear message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from readiness.exchange.wording_check import Flag, Passage, WordingCheck
from readiness.exchange.wording_rules import WordingFile
from readiness.extra import advice
from readiness.session.error import SessionError
from readiness.translation import _

LARGEST_FILE = 8 * 1024 * 1024
LONGEST_TEXT = 256 * 1024
"""Bytes accepted of a file, and characters of the text in it: fifty times the longest letter."""

_BLOCK = re.compile(r"[ \t]*(?:[-*+>|#\u2022]|[0-9]{1,3}[.)])")
"""How a line begins that is not the continuation of the one before it: a list, a table, a heading."""


def rules_to_leave_out(file: WordingFile, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The ids, once it is sure that there are such rules.

    Raises:
        SessionError: there is no rule of a name.
    """
    known = [*(rule.id for rule in file.rules), *(rule.id for rule in file.missing)]
    for id in ids:
        if id not in known:
            message = _("there is no rule '{id}'; there are: {known}")
            raise SessionError(message.format(id=id, known=", ".join(known)))
    return ids


def flags_in(path: Path, check: WordingCheck) -> tuple[Flag, ...]:
    """What is flagged in a file of text, or in a Word document, whose lines are its paragraphs.

    Raises:
        ReportError: a Word document that can't be read.
        SessionError: it can't be opened, is too large or is not text, or python-docx is missing.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SessionError(_("cannot be read: {reason}").format(reason=reason)) from error
    if len(data) > LARGEST_FILE:
        raise SessionError(_("is larger than {n} MiB").format(n=LARGEST_FILE // (1024 * 1024)))
    lines = _paragraphs(data) if path.suffix.lower() == ".docx" else _text(data).splitlines()
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise SessionError(_("holds more than {n} characters of text").format(n=LONGEST_TEXT))
    one_by_one = path.suffix.lower() == ".docx"
    numbered = list(enumerate(lines, 1))
    return check.flags([[line] for line in numbered] if one_by_one else passages(numbered))


def passages(lines: Passage) -> Iterator[Passage]:
    """Lines as they belong together: parted by empty ones, and by what begins a list, a table or a heading."""
    blocks = [0]
    for number, (_line, text) in enumerate(lines):
        begins = not text.strip() or _BLOCK.match(text) or (number and not lines[number - 1][1].strip())
        blocks.append(blocks[-1] + bool(begins))
    for _block, group in groupby(zip(blocks[1:], lines, strict=True), key=lambda pair: pair[0]):
        yield [line for _number, line in group]


def _paragraphs(data: bytes) -> list[str]:
    if find_spec("docx") is None:
        raise SessionError(advice("python-docx", "docx"))
    from readiness.report.docx.reading import paragraphs  # noqa: PLC0415 - brings python-docx

    return paragraphs(data)


def _text(data: bytes) -> str:
    """Text in UTF-8, or in UTF-16 as Windows marks it.

    Raises:
        SessionError: it is something else.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    refused = SessionError(_("is not text in UTF-8; accepted: text, Markdown, and Word documents (.docx)"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused from error
    if "\0" in text:
        raise refused
    return text
