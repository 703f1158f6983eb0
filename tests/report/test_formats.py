"""Every format: all text in it, nothing of it interpreted, equal bytes, links that lead somewhere."""

from __future__ import annotations

import base64
import dataclasses
import io
import re
import types
import typing
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import docx
import msgspec
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from readiness.report import document as blocks
from readiness.report import formats
from readiness.report.archive import moment
from readiness.report.document import (
    Align,
    BarChart,
    Block,
    Column,
    DataTable,
    Document,
    FactRow,
    FactsTable,
    Heading,
    Listing,
    Paragraph,
    TimelineChart,
    TrendChart,
    VerdictRows,
    line,
)
from readiness.report.formats import FORMATS, Format, format_named, format_of
from readiness.report.output import ReportError
from readiness.report.plain_text import COLUMNS
from readiness.report.text import printable, text_of, walk, width_of
from tests.report.blocks_of_text import HOSTILE, document, every_block
from tests.report.sample import sample

FORMAT_NAMES = ("docx", "xlsx", "html", "md", "json", "txt")


@cache
def sample_in(name: str) -> bytes:
    return rendered(name, sample().document)


def rendered(name: str, made: Document) -> bytes:
    data, warnings = FORMATS[name].render(made)
    assert warnings == []
    return data


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "navy").save(buffer, "PNG")
    return buffer.getvalue()


class Page(HTMLParser):
    """What a browser would find: text, elements with their attributes, and what is wrongly nested."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.text: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.style = ""
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def docx_parts(data: bytes) -> list[Any]:
    word = docx.Document(io.BytesIO(data))
    section = word.sections[0]
    return [word.element.body, section.header._element, section.footer._element]


def docx_text(data: bytes) -> str:
    return "\n".join(
        "".join(
            node.text or "" if node.tag == qn("w:t") else "\n" for node in part.iter(qn("w:t"), qn("w:br"), qn("w:p"))
        )
        for part in docx_parts(data)
    )


def xlsx_text(data: bytes) -> str:
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type == "s", cell.value
            found.append(str(cell.value).replace("_x005F_", "_"))
    return "\n".join(found)


def markdown_text(data: bytes) -> str:
    """What is left when the marks that the renderer may write are read, and only they."""
    text = data.decode().replace("<!-- -->", "")
    text = re.sub(r'<a id="(?:part|row)\d+"></a>|</?strong>|<br>', " ", text)
    text = re.sub(r"(?<!\\)(?:\]\(#(?:part|row)\d+\)|\*+|\[)", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def json_text(data: bytes) -> str:
    return printable(text_of(read_back(msgspec.json.decode(data)["document"])))


EXTRACTED: dict[str, Callable[[bytes], str]] = {
    "docx": docx_text,
    "xlsx": xlsx_text,
    "html": lambda data: "".join(Page(data).text),
    "md": markdown_text,
    "json": json_text,
    "txt": lambda data: data.decode(),
}


def squeezed(text: str) -> str:
    return "".join(text.split())


hostile_text = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(HOSTILE),
)


@pytest.mark.parametrize("name", FORMAT_NAMES)
@settings(max_examples=5)
@given(hostile_text)
@example(" ".join(HOSTILE))
@example("\n".join(HOSTILE))
@example("Łódź Ελλάδα Tiếng Việt 汉字 مرحبا שלום 😀 a\u0301 \x00\x07\x1b[31m\x9b\u2028\u202e\ufffe\ud800 x")
def test_any_text_is_there_and_stays_text(name: str, text: str) -> None:
    found = squeezed(EXTRACTED[name](rendered(name, document(*every_block(text)))))
    for word in printable(text).split():
        # Markdown that nobody reads as its mark may stand before or after, and a long word is cut.
        for piece in re.findall(r".{1,12}", word):
            assert squeezed(piece) in found, piece


def test_these_are_all_blocks_there_are() -> None:
    content = every_block("text")
    tried = {type(block) for block in (*content, *walk(content))}
    assert tried == set(typing.get_args(Block))


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_the_sample_is_whole_in_every_format(name: str) -> None:
    made = sample().document
    found = squeezed(EXTRACTED[name](sample_in(name)))
    # Word shows the title as the file's own.
    missing = [word for word in set(text_of(made).removeprefix(made.title).split()) if squeezed(word)[:20] not in found]
    assert missing == []


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_equal_documents_give_equal_bytes(name: str) -> None:
    assert rendered(name, document(*every_block("text"))) == rendered(name, document(*every_block("text")))


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_the_numbers_of_charts_are_text(name: str) -> None:
    data = rendered(name, document(*every_block("text")))
    found = data.decode() if name == "json" else EXTRACTED[name](data)
    for number in ("61", "23", "47", "5.5", "24", "85", "11.5", "33.3", "7 of 21"):
        assert number in found, number


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_an_empty_document_is_a_file(name: str) -> None:
    assert "DRAFT" in EXTRACTED[name](rendered(name, document()))


@pytest.mark.parametrize("name", ["html", "md", "txt"])
def test_draft_stands_at_the_top_and_at_the_bottom(name: str) -> None:
    found = EXTRACTED[name](rendered(name, document(*every_block("text"))))
    assert found.count("DRAFT") >= 2
    assert found.index("DRAFT") < found.index("text") < found.rindex("text") < found.rindex("DRAFT")
    assert "DRAFT" not in EXTRACTED[name](rendered(name, document(*every_block("text"), draft="")))


# HTML


def test_html_loads_nothing_and_runs_nothing() -> None:
    made = dataclasses.replace(document(*every_block(" ".join(HOSTILE)), footer=" ".join(HOSTILE)), logo=png())
    page = Page(rendered("html", made))
    assert {name for name, _attributes in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "header", "main", "nav", "footer", "div", "p", "h1", "h2",
        "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td",
        "figure", "figcaption", "img", "blockquote", "a", "span", "strong", "br", "svg", "rect", "line", "circle",
        "path", "text",
    }  # fmt: skip
    names = {name for tag, attributes in page.elements for name in attributes if tag != "img"}
    assert not any(name.startswith("on") or name in ("src", "style", "action") for name in names)
    assert [str(image["src"])[:22] for image in page.named("img")] == ["data:image/png;base64,"]
    assert all((link["href"] or "").startswith("#") for link in page.named("a"))
    assert not re.search(r"url\(|@import|expression", page.style)
    policy = next(meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy


def test_html_links_lead_to_places_that_are_there_once() -> None:
    page = Page(sample_in("html"))
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]).removeprefix("#") for link in page.named("a")]
    assert len(links) > 100
    assert set(links) <= set(ids)
    labels = {attributes["aria-labelledby"] for _tag, attributes in page.elements if "aria-labelledby" in attributes}
    assert labels <= set(ids)


def test_html_says_what_everything_is() -> None:
    made = sample().document
    page = Page(rendered("html", made))
    assert page.named("html") == [{"lang": "en"}]
    assert len(page.named("h1")) == len(page.named("main")) == len(page.named("nav")) == len(page.named("title")) == 1
    levels = [int(tag[1]) for tag, _attributes in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(head.get("scope") in ("col", "row") for head in page.named("th"))
    tables = [
        block for block in walk(made.blocks) if isinstance(block, DataTable | BarChart | TimelineChart | VerdictRows)
    ]
    assert len(page.named("table")) == len(tables) + sum(isinstance(b, TrendChart) for b in walk(made.blocks))
    # Drawings are passed over: their numbers stand beside them.
    drawings = [svg for svg in page.named("svg") if "class" in svg]
    assert drawings
    assert all(svg["aria-hidden"] == "true" for svg in drawings)


# Word


def test_docx_links_lead_to_bookmarks_that_are_there_once() -> None:
    body = docx_parts(sample_in("docx"))[0]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == len(set(numbers))
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(links) > 50
    assert links <= set(names)


def test_docx_has_words_own_styles_fields_and_properties() -> None:
    data = rendered("docx", dataclasses.replace(document(*every_block("text")), logo=png()))
    word = docx.Document(io.BytesIO(data))
    styles = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 3", "List Bullet", "List Number"} <= styles
    about = word.core_properties
    assert (about.title, about.author, about.language, about.subject) == ("A title <t>", "An author", "en", "A subject")
    assert about.created == about.modified
    assert str(about.created)[:10] == "2026-11-21"
    body, header, footer = docx_parts(data)
    fields = [node.text.strip() for node in footer.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "DRAFT" in "".join(node.text for node in header.iter(qn("w:t")))
    assert "Foot & <foot>" in "".join(node.text for node in footer.iter(qn("w:t")))
    assert any("TOC" in node.text for node in body.iter(qn("w:instrText")))
    assert len(list(body.iter(qn("w:tblHeader")))) == 4
    assert [round(shape.width.inches, 2) for shape in word.inline_shapes] == [1.0]
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    assert "External" not in relations


def test_docx_lists_begin_at_one_each() -> None:
    listing = Listing((line("one"), line("two")), ordered=True)
    word = docx.Document(io.BytesIO(rendered("docx", document(listing, Paragraph(line("between")), listing))))
    numbers = [node.get(qn("w:val")) for node in word.element.body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


# Spreadsheets


def test_xlsx_names_of_sheets_are_legal_and_unique() -> None:
    table = DataTable((Column("Name", 1),), ((line("one"),),))
    titles = ["a/b:c?*[d]\\", "A b c d", "'History'", "x" * 40, "x" * 41, "", "汉" * 40]
    made = document(*(block for title in titles for block in (Heading(1, title), table)))
    names = openpyxl.load_workbook(io.BytesIO(rendered("xlsx", made))).sheetnames
    assert len(names) == len(titles) + 1
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


def test_xlsx_can_be_read_and_filtered() -> None:
    columns = (Column("Name", 1), Column("Remark", 2))
    rows = tuple((line(f"name {n}"), line("=1+1")) for n in range(30))
    data = rendered("xlsx", document(Heading(1, "Part"), DataTable(columns, rows)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Part"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A6", "A5:B35")
    assert [cell.value for cell in sheet[5]] == ["Name", "Remark"]
    assert sheet["B6"].value == "=1+1"
    assert sheet["B6"].data_type == "s"
    assert sheet["B6"].quotePrefix
    assert sheet["B6"].alignment.wrap_text
    assert sheet["A2"].value == "DRAFT"
    assert (sheet.oddHeader.right.text, sheet.oddFooter.left.text) == ("DRAFT", "Foot && <foot>")
    assert book.properties.title == "A title <t>"
    assert book.properties.created == book.properties.modified == moment("2026-11-21").replace(tzinfo=None)
    assert not any("formula" in name or "external" in name for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_xlsx_loses_nothing_of_what_is_longer_than_a_cell() -> None:
    long = "".join(f"{n:06d}" for n in range(12_000))
    sheet = openpyxl.load_workbook(
        io.BytesIO(rendered("xlsx", document(FactsTable((FactRow("a", line(long)),)))))
    ).worksheets[0]
    assert "".join(str(cell.value) for cell in sheet["B"] if cell.value) == long


# JSON and text


def read_back(tree: Any) -> Any:
    """The tree as what it was made from: each type by its name, each field by its own type."""
    kind = getattr(blocks, tree["type"])
    return kind(**{name: _value(value, _hints(kind)[name]) for name, value in tree.items() if name != "type"})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, vars(blocks))


def _value(value: Any, hint: Any) -> Any:
    if isinstance(value, dict):
        return read_back(value)
    if hint is bytes:
        return base64.b64decode(value)
    if isinstance(value, list):
        inner = typing.get_args(hint)[0]
        return tuple(_value(one, inner) for one in value)
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias) and not dataclasses.is_dataclass(hint):
        return value if value is None else hint(value)
    return value


def test_json_is_the_same_tree() -> None:
    made = document(*every_block(" ".join(HOSTILE)))
    tree = msgspec.json.decode(rendered("json", made))
    assert tree["format"] == 1
    assert read_back(tree["document"]) == made
    assert read_back(msgspec.json.decode(sample_in("json"))["document"]) == sample().document


def test_plain_text_stays_within_its_columns() -> None:
    for made in (sample().document, document(*every_block("汉字" * 60 + " " + "x" * 300 + " a\u0301b"))):
        text = rendered("txt", made).decode()
        assert max(width_of(row) for row in text.split("\n")) <= COLUMNS


def test_plain_text_keeps_columns_where_they_fit() -> None:
    columns = (Column("Name", 1), Column("Hours", 1, Align.RIGHT))
    fitting = DataTable(columns, ((line("one"), line("5")), (line("three"), line("120"))))
    assert "Name   Hours\n-----  -----\none        5\nthree    120\n" in rendered("txt", document(fitting)).decode()
    wide = DataTable((*columns, Column("Remark", 1)), ((line("n" * 30), line("h" * 30), line("r" * 30)),))
    assert f"* Name: {'n' * 30}\n  Hours: {'h' * 30}\n" in rendered("txt", document(wide)).decode()


def test_markdown_marks_nothing_that_was_written() -> None:
    hostile = document(Paragraph(line("\n".join(HOSTILE))), Listing((line("# x"), line("- y"))), draft="", footer="f")
    text = rendered("md", hostile).decode()
    body = text.split("\n", 1)[1].split("\n---\n")[0]
    assert not re.search(r"(?m)^\s*(?:[#>+=|~`]|\d+[.)] |- [^\\#-])", body)
    assert not re.search(r"(?<!\\)[<\[*_`|]", body.replace("<!-- -->", ""))
    assert not re.search(r"://|www\.|@\w", body)


# The interface


def test_formats_are_found_by_name_and_by_file() -> None:
    assert list(FORMATS)[:7] == ["pdf", "docx", "xlsx", "html", "md", "json", "txt"]
    assert format_named("HTML") is FORMATS["html"]
    from pathlib import Path

    assert format_of(Path("a/B.DOCX")) is FORMATS["docx"]
    assert format_of(Path("a.odt")) is None
    with pytest.raises(ReportError, match="no format 'odt'; accepted: pdf, docx, xlsx"):
        format_named("odt")


def test_a_missing_package_is_told_with_the_command() -> None:
    missing = Format("x", ".x", formats._pdf, extra="docx", package="python-docx", module="readiness_no_such_module")
    with pytest.raises(formats.MissingRenderer, match=r"python-docx.*pip install 'breach-readiness\[docx\]'"):
        missing.render(document())
