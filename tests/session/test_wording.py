"""Files held against the wording checks: text, Markdown and Word documents, and everything that is neither."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.error import ReadinessError
from readiness.exchange.wording_check import WordingCheck
from readiness.exchange.wording_rules import wording_rules
from readiness.report.docx.reading import paragraphs
from readiness.report.output import ReportError
from readiness.session.wording import LONGEST_TEXT, flags_in, passages

CHECK = WordingCheck(wording_rules(), ["no-as-of-time", "no-next-update"])


def found(path: Path) -> list[tuple[int, str]]:
    return [(flag.line, flag.rule) for flag in flags_in(path, CHECK)]


def word_document(folder: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("We write to you.")
    made.add_paragraph("All personal data was read.")
    made.add_table(1, 2).rows[0].cells[1].text = "It was our fault."
    inserted = f'<w:ins {nsdecls("w")} w:id="1" w:author="L"><w:r><w:t>You get a refund.</w:t></w:r></w:ins>'
    deleted = f'<w:del {nsdecls("w")} w:id="2" w:author="L"><w:r><w:delText>our mistake</w:delText></w:r></w:del>'
    changed = made.add_paragraph("Next: ")
    for one in (inserted, deleted):
        changed._p.append(parse_xml(one))
    made.sections[0].header.paragraphs[0].text = "Data breach"
    path = folder / "notice.docx"
    made.save(str(path))
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_as_it_comes(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_bytes("Zoë\r\n\r\nwrites: all\r\npersonal data.\r\n".encode(encoding))
    assert found(tmp_path / name) == [(3, "too-broad")]


def test_lists_tables_headings_and_empty_lines_part_passages() -> None:
    lines = ["# All", "personal data", "", "- all", "  of it", "- personal", "| a | b |", "1. x", "end"]
    made = [[number for number, _line in one] for one in passages(list(enumerate(lines, 1)))]
    assert made == [[1, 2], [3], [4, 5], [6], [7], [8, 9]]


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    flagged = found(word_document(tmp_path))
    assert [rule for _line, rule in flagged] == ["too-broad", "admission", "offer", "breach-word"]
    assert flagged[0] == (2, "too-broad")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"\x00\x01\x02", "is not text in UTF-8; accepted: text, Markdown, and Word documents"),
        ("a.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "is not text in UTF-8"),
        ("a.txt", b"a" * (LONGEST_TEXT + 1), "holds more than 262144 characters"),
        ("a.txt", b"a\n" * 5_000_000, "is larger than 8 MiB"),
        ("a.docx", b"All personal data", "this is not a Word document (.docx) that can be read"),
        ("a.docx", b"PK\x03\x04", "this is not a Word document"),
    ],
    ids=["binary", "pdf", "long", "large", "no archive", "cut archive"],
)
def test_anything_else_is_refused_in_one_clear_message(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadinessError) as caught:
        flags_in(tmp_path / name, CHECK)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(ReadinessError, match="cannot be read: "):
            flags_in(path, CHECK)


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (33 * 1024 * 1024))
    with pytest.raises(ReportError, match="unpacks to more than 32 MiB"):
        paragraphs(packed.getvalue())


def test_a_damaged_document_is_refused_or_read(tmp_path: Path) -> None:
    whole = word_document(tmp_path).read_bytes()
    chance = random.Random(7)
    for _n in range(40):
        data = bytearray(whole)
        for _m in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            paragraphs(bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data))
        except ReportError as error:
            assert str(error)  # noqa: PT017  # either way is fine; nothing else may be raised


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("_rels/.rels", b"<nothing/>"),
        ("_rels/.rels", b"not XML"),
        ("word/_rels/document.xml.rels", b"<nothing/>"),
        ("word/document.xml", b"<nothing/>"),
        ("[Content_Types].xml", b"<nothing/>"),
    ],
)
def test_a_part_that_is_not_what_it_should_be_is_refused(tmp_path: Path, part: str, content: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(word_document(tmp_path)) as whole, zipfile.ZipFile(made, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, content if name == part else whole.read(name))
    with pytest.raises(ReportError, match="this is not a Word document"):
        paragraphs(made.getvalue())
