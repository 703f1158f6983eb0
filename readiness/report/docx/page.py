"""The page, the styles, the header and footer, and what a Word file says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from readiness.report.archive import moment
from readiness.report.document import Document, PageSize
from readiness.report.docx.element import Element, Look, element, field, paragraph, run
from readiness.report.text import printable
from readiness.report.theme import Theme

FONT: Final = "Calibri"
"""What most word processors have, or know a font of the same widths for."""
TABLE: Final = "ReportTable"
BARE: Final = "ReportBare"
"""A table without rules: for what is only laid out like one."""

_POINTS = 300
"""Of a logo, an inch."""
_SIZES = {PageSize.A4: (210.0, 297.0), PageSize.LETTER: (215.9, 279.4)}
_HEADINGS: dict[int, tuple[float, float, float]] = {1: (17, 12, 4), 2: (12.5, 11, 3), 3: (10.5, 8, 2.5)}
"""Size and the space before and after, in points."""
_STYLES: tuple[tuple[str, float, float, str], ...] = (
    ("Report Lead", 10.5, 6, ""),
    ("Report Tight", 9.5, 1.5, ""),
    ("Report Small", 8.5, 3, "muted"),
    ("Report Contents", 9.5, 2, ""),
    ("Table Text", 9, 0, ""),
    ("Table Compact", 8.5, 0, ""),
    ("Table Small", 8, 0, "muted"),
    ("Table Title", 8.5, 0, "muted"),
    ("Report Verdict", 20, 2, ""),
    ("Report Number", 18, 0, ""),
)
"""Name, size, space after, colour of the theme."""
_RUNNING = ("Report Lead", "Report Tight", "Report Contents")
"""Styles of more than a few words, whose lines stand further apart."""


def new(document: Document) -> WordDocument:
    """An empty Word document with everything around its blocks."""
    word = docx.Document()
    _set_page(word, document)
    _set_styles(word, document.theme)
    _set_properties(word, document)
    section = word.sections[0]
    draft = Look(strong=True, colour=document.theme.bad)
    header, footer = section.header, section.footer
    header.is_linked_to_previous = footer.is_linked_to_previous = False
    words = [run(_one_line(document.draft), draft)] if document.draft else []
    _fill(header._element, paragraph("Header", words))  # noqa: SLF001 - its only way to the element
    _fill(footer._element, _footer(document))  # noqa: SLF001 - as above
    return word


def logo(word: WordDocument, document: Document) -> list[Element]:
    """The picture for the head of the first page, as large as in print."""
    if not document.logo:
        return []
    holder = word.add_paragraph()
    image = Image.from_blob(document.logo)
    holder.add_run().add_picture(BytesIO(document.logo), Inches(image.px_width / _POINTS))
    for about in holder._p.iter(qn("wp:docPr")):  # noqa: SLF001 - its only way to the element
        about.set("descr", _one_line(document.author))
    return [holder._p]  # noqa: SLF001 - as above


def text_width(document: Document) -> int:
    """How wide blocks can be, in twentieths of a point."""
    width = _SIZES[document.page_size][0] - 2 * document.theme.margin_side
    return round(width / 25.4 * 1440)


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _fill(part: Element, content: Element) -> None:
    for old in list(part):
        part.remove(old)
    part.append(content)


def _footer(document: Document) -> Element:
    runs = [run(_one_line(document.footer)), element("r", element("tab"))]
    before, _name, rest = document.page_of.partition("{page}")
    between, _name, after = rest.partition("{pages}")
    for text, instruction in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        runs += [run(printable(text))] if text else []
        runs += field(instruction, [run("1")]) if instruction else []
    made = paragraph("Footer", runs)
    tab = element("tabs", element("tab", val="right", pos=text_width(document)))
    made[0].append(tab)
    return made


def _set_page(word: WordDocument, document: Document) -> None:
    section, theme = word.sections[0], document.theme
    width, height = _SIZES[document.page_size]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(theme.margin_side)
    # Header and footer stand in the margins.
    section.top_margin, section.bottom_margin = Mm(theme.margin_top), Mm(theme.margin_bottom + 7)
    section.header_distance, section.footer_distance = Mm(theme.margin_top / 2), Mm(theme.margin_bottom - 2)


def _colour(value: str) -> RGBColor:
    return RGBColor.from_string(value.removeprefix("#").upper())


def _set_styles(word: WordDocument, theme: Theme) -> None:
    _set_look(_paragraph_style(word, "Normal"), 9.5, 4, theme.ink)
    for level, (size, before, after) in _HEADINGS.items():
        style = _paragraph_style(word, f"Heading {level}")
        _set_look(style, size, after, theme.ink)
        style.font.bold = True
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.keep_with_next = True
    for name, size, after, colour in _STYLES:
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.base_style = word.styles["Normal"]
        _set_look(made, size, after, theme.muted if colour else theme.ink)
        if name not in _RUNNING:
            made.paragraph_format.line_spacing = 1.0
        made.font.bold = True if name in ("Table Title", "Report Verdict", "Report Number") else None
    for name in ("List Bullet", "List Number"):
        _set_look(_paragraph_style(word, name), 9.5, 2.5, theme.ink)
    for name in ("Header", "Footer"):
        style = _paragraph_style(word, name)
        _set_look(style, 8, 0, theme.muted)
        for stops in style.element.findall(f"{qn('w:pPr')}/{qn('w:tabs')}"):
            # The template's stops fit its own margins alone.
            style.element.get_or_add_pPr().remove(stops)
    word.styles.element.extend(_more_styles(theme))


def _paragraph_style(word: WordDocument, name: str) -> ParagraphStyle:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_look(style: ParagraphStyle, size: float, after: float, colour: str) -> None:
    looks = style.element.get_or_add_rPr()
    for old in looks.findall(qn("w:rFonts")):
        looks.remove(old)
    looks.insert(0, element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT))
    style.font.size = Pt(size)
    for old in looks.findall(qn("w:szCs")):
        looks.remove(old)
    looks.find(qn("w:sz")).addnext(element("szCs", val=round(2 * size)))
    style.font.color.rgb = _colour(colour)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _more_styles(theme: Theme) -> Iterable[Element]:
    """The two styles of tables, lines to write on, room to sign in, and the thin paragraph after a table."""
    rule: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": theme.rule.removeprefix("#")}
    ink: dict[str, str | int] = {"val": "single", "sz": 8, "space": 0, "color": theme.ink.removeprefix("#")}
    margins = element(
        "tblCellMar",
        *(
            element(side, w=width, type="dxa")
            for side, width in (("top", 30), ("left", 0), ("bottom", 30), ("right", 110))
        ),
    )
    ruled = element("tblPr", element("tblBorders", element("bottom", **rule), element("insideH", **rule)), margins)
    first = element("tblStylePr", element("tcPr", element("tcBorders", element("bottom", **ink))), type="firstRow")
    yield _style("table", TABLE, "Report Table", ruled, first)
    inner = element(
        "tblCellMar",
        *(
            element(side, w=width, type="dxa")
            for side, width in (("top", 70), ("left", 160), ("bottom", 70), ("right", 160))
        ),
    )
    yield _style("table", BARE, "Report Bare", element("tblPr", inner))
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 1, "color": theme.muted.removeprefix("#")}
    borders = element("pBdr", element("bottom", **line), element("between", **line))
    spacing = element("spacing", before=0, after=0, line=440, lineRule="exact")
    yield _style("paragraph", "ReportRuled", "Report Ruled", element("pPr", borders, spacing))
    room = element("pPr", element("keepNext"), element("spacing", before=0, after=0, line=480, lineRule="exact"))
    yield _style("paragraph", "ReportRoom", "Report Room", room)
    thin = element("pPr", element("spacing", before=0, after=0, line=110, lineRule="exact"))
    yield _style("paragraph", "ReportGap", "Report Gap", thin)


def _style(kind: str, style_id: str, name: str, *looks: Element) -> Element:
    made = element("style", element("name", val=name), element("uiPriority", val=99), *looks)
    made.set(qn("w:type"), kind)
    made.set(qn("w:customStyle"), "1")
    made.set(qn("w:styleId"), style_id)
    return made


def _set_properties(word: WordDocument, document: Document) -> None:
    about, day = word.core_properties, moment(document.day)
    about.title, about.subject = _one_line(document.title)[:255], _one_line(document.subject)[:255]
    about.author = about.last_modified_by = _one_line(document.author)[:255]
    about.language, about.comments, about.keywords, about.category = document.language, "", "", ""
    about.created = about.modified = day.replace(tzinfo=None)
    about.revision = 1
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # The template's own would open the file as one of 2010.
            setting.set(qn("w:val"), "15")
