"""The PDF: every text in it, whatever it holds; equal bytes; pages, outline, links; memory."""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFontFile

from readiness.report import document as blocks
from readiness.report.document import (
    Align,
    Block,
    Callout,
    Column,
    Contents,
    DataTable,
    Document,
    FactRow,
    FactsTable,
    Figure,
    Glyph,
    Heading,
    KeyFigures,
    Listing,
    Mark,
    OnePage,
    PageBreak,
    PageSize,
    Paragraph,
    Quote,
    QuotePair,
    Run,
    Signature,
    TimelineChart,
    TimelineRow,
    Together,
    Tone,
    VerdictRow,
    VerdictRows,
    Voice,
    line,
)
from readiness.report.output import ReportError
from readiness.report.pdf import render
from readiness.report.text import text_of
from readiness.report.theme import Theme
from tests.report.sample import assessment, definition, index, organisation, told

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
needs_dejavu = pytest.mark.skipif(not DEJAVU.exists(), reason="no font with Arabic and Hebrew here")

HOSTILE = (
    "<img src=x>", "<b", "[/]", "=1+1", "<a href='javascript:alert(1)'>x</a>", "Tom <jane@example.com>", "&amp; & &lt;",
    "[@click=app.quit]", "{organisation} {0} %s", "<para>", "</para>", '<onDraw name="mark" label="no #ff0000"/>',
    "<br/>", "]]>", "\\u0041", "<seq/>", '<font color="red">', "../../etc/passwd", "%PDF-1.4",
)  # fmt: skip


def document(*content: Block, size: PageSize = PageSize.A4, draft: str = "", footer: str = "Foot") -> Document:
    return Document(
        title="A title",
        author="An author",
        language="en",
        subject="A subject",
        footer=footer,
        page_of="page {page} of {pages}",
        blocks=content,
        page_size=size,
        draft=draft,
    )


def text_in(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


@cache
def drawable() -> frozenset[int]:
    path = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"
    return frozenset(TTFontFile(io.BytesIO(path.read_bytes())).charToGlyph)


def expected(text: str) -> list[str]:
    """The words of a text as a reader should find them: code points stand for what no font here draws."""
    shown = []
    for character in unicodedata.normalize("NFC", text):
        if (
            character.isspace()
            or unicodedata.category(character) in ("Zl", "Zp", "Zs")
            or character in "\x85\x1c\x1d\x1e\x1f"
        ):
            shown.append(" ")
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs"):
            continue
        elif character in "\u2010\u2011":
            shown.append("-")
        elif ord(character) in drawable() or _is_east_asian(character):
            shown.append(character)
        else:
            shown.append(f" U+{ord(character):04X} ")
    return "".join(shown).split()


def _is_east_asian(character: str) -> bool:
    code = ord(character)
    ranges = (
        (0x1100, 0x11FF),
        (0x2E80, 0x9FFF),
        (0xA960, 0xA97F),
        (0xAC00, 0xD7FF),
        (0xF900, 0xFAFF),
        (0xFE30, 0xFE4F),
        (0xFF00, 0xFFEF),
    )
    if not any(low <= code <= high for low, high in ranges):
        return False
    for charset in ("gb2312", "shift_jis", "big5", "euc_kr", "gbk"):
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


def every_block(text: str) -> tuple[Block, ...]:
    """One of each block that holds text, with this text in it."""
    one = line(text)
    return (
        OnePage(
            (
                Heading(1, text, "top"),
                KeyFigures(text, (Figure(text, text, text),), one, Tone.FAIR),
                VerdictRows((VerdictRow(text, 50.0, one, text),)),
            )
        ),
        Contents(text),
        Paragraph((Run(text, strong=True), Run(text, muted=True), Run(text, to="top"), Mark(Glyph.NO)), Voice.LEAD),
        Listing((one, one), ordered=True),
        FactsTable((FactRow(text, one),)),
        DataTable((Column(text, 1), Column(text, 2, Align.RIGHT)), ((one, (Mark(Glyph.PARTLY), Run(text))),)),
        Callout(one, text, Tone.BAD),
        QuotePair((Quote(text, one), Quote(text, one))),
        Signature((text, text)),
        blocks.Blank(1, text),
        blocks.BarChart((blocks.Bar(text, 50.0, 20.0, 30.0),), text, text, text, text),
        TimelineChart(
            (TimelineRow(text, text, 4.0, 24.0, text, one, Tone.BAD),), 72.0, text, text, text, text, text, text
        ),
        blocks.TrendChart(("1 May", "1 Jun"), (0.0, 31.0), (blocks.TrendLine(text, (1.0, 2.0), "2"),), text),
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
@example("Łódź Ελλάδα Привет Tiếng Việt €")
@example("汉字 漢字かな 한글 ￥")
@example("مرحبا שלום \u0627\u0628\u062c\u062f123")
@example("😀 𠮷 \ufffe \u200b\u202e\u2066 a\u0301 ﬁ")
@example("\x00\x07\x1b[31m\x9b \u2028\u2029")
@example(" ".join(HOSTILE))
def test_any_text_in_any_block_is_found_again(text: str) -> None:
    data, _warnings = render(document(*every_block(text)))
    found = squeezed(text_in(data))
    for word in expected(text):
        assert found.count(squeezed(word)) >= 20, word


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_stays_text(text: str) -> None:
    data, warnings = render(document(*every_block(text)))
    assert squeezed(text) in squeezed(text_in(data))
    assert warnings == []
    for page in PdfReader(io.BytesIO(data)).pages:
        assert not page.images
        for annotation in page.get("/Annots", []):
            assert "/URI" not in str(annotation.get_object())


@pytest.mark.parametrize("length", [300, 2000])
def test_words_without_an_end_are_broken(length: int) -> None:
    word = "".join(chr(ord("a") + n % 26) for n in range(length))
    data, _warnings = render(document(*every_block(word)))
    assert word in squeezed(text_in(data).replace("Foot", "")) or length > 1000


@pytest.mark.parametrize("size", list(PageSize))
def test_a_note_of_any_length_goes_on_over_pages(size: PageSize) -> None:
    words = [f"w{number}" for number in range(3600)]
    note = " ".join(words)
    assert len(note) > 20_000
    table = DataTable(
        (Column("Code", 1), Column("Note", 3), Column("By", 1)), ((line("A-1"), line(note), line("Dana")),)
    )
    data, _warnings = render(
        document(table, FactsTable((FactRow("Note", line(note)),)), Callout(line(note)), size=size)
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    assert len(pages) > 8
    found = " ".join(pages).split()
    assert all(found.count(word) == 3 for word in words)
    assert sum("Code" in page for page in pages) >= 3


def test_a_page_that_cannot_hold_everything_goes_on() -> None:
    data, _warnings = render(
        document(OnePage((Heading(1, "Title"), *(Paragraph(line("word " * 200)) for _n in range(20)))))
    )
    assert len(PdfReader(io.BytesIO(data)).pages) > 1


def test_one_page_is_tightened_until_it_fits() -> None:
    content = (Heading(1, "Title"), *(Paragraph(line("word " * 82)) for _n in range(13)))
    assert len(PdfReader(io.BytesIO(render(document(*content))[0])).pages) == 2
    assert len(PdfReader(io.BytesIO(render(document(OnePage(content)))[0])).pages) == 1


@pytest.mark.parametrize("size", list(PageSize))
def test_equal_documents_give_equal_bytes(size: PageSize) -> None:
    made = document(*every_block("Łódź 汉字 ?"), size=size)
    first = render(made)[0]
    render(document(Paragraph(line("something else in between"))))
    assert render(made)[0] == first


@needs_dejavu
def test_equal_bytes_with_an_added_font() -> None:
    made = document(*every_block("مرحبا بالعالم שלום"))
    first = render(made, DEJAVU)[0]
    render(document(Paragraph(line("ابجد هوز"))), DEJAVU)
    assert render(made, DEJAVU)[0] == first


def test_what_a_reader_program_shows_about_the_file() -> None:
    reader = PdfReader(io.BytesIO(render(document(Heading(1, "One"), Heading(2, "Two"), Heading(1, "Three")))[0]))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == (
        "A title",
        "An author",
        "A subject",
    )
    assert reader.trailer["/Root"]["/Lang"] == "en"
    outline = reader.outline
    assert [entry["/Title"] for entry in outline if not isinstance(entry, list)] == ["One", "Three"]
    assert outline[1][0]["/Title"] == "Two"  # type: ignore[index]


def test_fonts_are_embedded() -> None:
    page = PdfReader(io.BytesIO(render(document(Paragraph(line("text"))))[0])).pages[0]
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    described = [
        font.get_object()["/FontDescriptor"] for font in fonts.values() if "SourceSans" in str(font.get_object())
    ]
    assert described
    assert all("/FontFile2" in one for one in described)


@pytest.mark.parametrize("size", list(PageSize))
def test_each_page_has_its_number_and_the_footer(size: PageSize) -> None:
    content = (Paragraph(line("one")), PageBreak(), Paragraph(line("two")), PageBreak(), Paragraph(line("three")))
    reader = PdfReader(io.BytesIO(render(document(*content, size=size, footer="Confidential · as of"))[0]))
    assert len(reader.pages) == 3
    for number, page in enumerate(reader.pages, 1):
        assert f"page {number} of 3" in page.extract_text()
        assert "Confidential · as of" in page.extract_text()
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == ((612, 792) if size is PageSize.LETTER else (595, 842))


def test_a_draft_says_so_on_every_page() -> None:
    content = (Paragraph(line("one")), PageBreak(), Paragraph(line("two")))
    drafted = PdfReader(io.BytesIO(render(document(*content, draft="DRAFT"))[0]))
    assert all(page.extract_text().count("DRAFT") == 2 for page in drafted.pages)
    assert "DRAFT" not in text_in(render(document(*content))[0])


def test_contents_have_the_page_of_each_heading() -> None:
    content = (
        Contents("Contents"),
        Heading(1, "First"),
        PageBreak(),
        PageBreak(),
        Heading(1, "Second"),
        Heading(2, "Inner"),
    )
    reader = PdfReader(io.BytesIO(render(document(*content))[0]))
    first = reader.pages[0].extract_text()
    last = len(reader.pages)
    assert [words.split() for words in first.splitlines() if words.startswith("Second")]
    assert str(last) in first
    assert "Inner" not in first


def test_links_lead_to_their_place_and_nowhere_else() -> None:
    content = (
        Paragraph((Run("there", to="place"), Run("nowhere", to="gone"))),
        PageBreak(),
        Heading(1, "The place", "place"),
        DataTable((Column("A", 1),), ((line("row"),),), ("row",)),
        Paragraph((Run("back to row", to="row"),)),
    )
    reader = PdfReader(io.BytesIO(render(document(*content))[0]))
    assert len(reader.pages[0]["/Annots"]) == 1  # type: ignore[arg-type]
    assert len(reader.pages[1]["/Annots"]) == 1  # type: ignore[arg-type]


def test_a_heading_keeps_what_follows_it() -> None:
    for lines in range(30, 60):
        content = (
            *(Paragraph(line(f"line {n}"), Voice.TIGHT) for n in range(lines)),
            Heading(2, "A heading"),
            Paragraph(line("A short introduction.")),
            DataTable((Column("Column", 1),), ((line("First row"),), (line("Second row"),))),
        )
        for page in PdfReader(io.BytesIO(render(document(*content))[0])).pages:
            text = page.extract_text()
            assert ("A heading" in text) == ("First row" in text), lines


def test_together_stays_together() -> None:
    for lines in range(35, 60):
        content = (
            *(Paragraph(line(f"line {n}"), Voice.TIGHT) for n in range(lines)),
            Together((Heading(3, "Held"), Paragraph(line("Middle")), FactsTable((FactRow("End", line("of it")),)))),
        )
        for page in PdfReader(io.BytesIO(render(document(*content))[0])).pages:
            text = page.extract_text()
            assert ("Held" in text) == ("of it" in text), lines


# Fonts


def test_what_no_font_draws_is_a_code_point_and_is_named() -> None:
    data, warnings = render(document(Paragraph(line("a 😀 b ש"))))
    text = text_in(data)
    assert "U+1F600" in text
    assert "U+05E9" in text
    assert "U+05E9, U+1F600" in warnings[0]
    assert "--font" in warnings[1]


def test_east_asian_text_is_drawn_with_a_readers_font_and_said() -> None:
    data, warnings = render(document(Paragraph(line("汉字 日本語のテキスト 한국어 繁體"))))
    assert squeezed("汉字日本語のテキスト한국어繁體") in squeezed(text_in(data))
    assert len(warnings) == 1
    assert "Chinese" in warnings[0]


@needs_dejavu
def test_an_added_font_draws_what_the_others_lack() -> None:
    data, warnings = render(document(Paragraph(line("שלום ☂ ж"))), DEJAVU)
    assert warnings == []
    assert "☂" in text_in(data)
    assert "U+" not in text_in(data)


@needs_dejavu
def test_arabic_is_joined_and_set_from_right_to_left() -> None:
    data, warnings = render(document(Paragraph(line("Name: محمد علي end"))), DEJAVU)
    assert warnings == []
    found = unicodedata.normalize("NFKC", text_in(data))
    assert set("محمد") <= set(found)
    assert "ﻣﺤﻤﺪ" in text_in(data) or "ﺪﻤﺤﻣ" in text_in(data)  # joined forms, whatever order a program reads them in


@pytest.mark.parametrize("content", [b"", b"not a font", b"OTTO\x00\x01"])
def test_a_file_that_is_no_font_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "my.ttf"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"my\.ttf is not a font"):
        render(document(Paragraph(line("text"))), path)
    with pytest.raises(ReportError, match="is not a font"):
        render(document(Paragraph(line("text"))), tmp_path / "none.ttf")


def test_a_font_the_theme_names_must_be_there() -> None:
    made = document(Paragraph(line("text")))
    with pytest.raises(ReportError, match=r"no font 'Comic'; accepted: .*SourceSansPro-Regular"):
        render(Document(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "theme": Theme(font="Comic")}))


def test_an_empty_document_is_a_page() -> None:
    assert len(PdfReader(io.BytesIO(render(document())[0])).pages) == 1


# The whole report


@pytest.mark.parametrize("size", list(PageSize))
def test_the_sample_report_holds_all_its_text(size: PageSize) -> None:
    made = told(assessment(), organisation(size.value)).document
    data, warnings = render(made)
    assert size is PageSize.LETTER or render(made)[0] == data
    assert warnings == []
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    found = set(" ".join(pages).split())
    printed = text_of(made).removeprefix(made.title)
    missing = {word for word in printed.split() if word not in found and len(word) < 30}
    assert missing == set()
    for number, text in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in text
        assert "Confidential · self-reported · not legal or insurance advice · as of 21 Nov 2026 · 4f2ac9" in text
    assert "Decided" in pages[0]
    assert "What is in this report" in pages[1]


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1, max_size=60), min_size=5, max_size=5))
def test_any_entered_text_is_in_the_pdf(entries: list[str]) -> None:
    made = msgspec.structs.replace(assessment(), scope=index().pack.modes[0].id)
    for item in list(made.answers)[20:]:
        made.answers.pop(item)
    report = msgspec.structs.replace(
        definition(), order=("page_one", "tonight", "clocks", "insurance", "roadmap", "appendix")
    )
    answer = made.answers["leader.deputy"][0]
    answer.note, answer.evidence[0].description, answer.evidence[0].place = entries[:3]
    made.people[0].name, made.assessor.interest = entries[3:]
    data, _warnings = render(told(made, organisation(name=entries[0]), report).document)
    found = squeezed(text_in(data))
    for entry in entries:
        for word in expected(entry):
            assert squeezed(word) in found, word
