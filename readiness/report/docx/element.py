"""The elements of WordprocessingML that documents are made of; text is always a text node and never markup.

They are made directly: what python-docx offers for tables reads the whole table again for each cell.
The order of children follows the schema, for Word refuses files that don't.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


def element(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """An element of Word's own namespace; children that are None are left out."""
    made: Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks beside its paragraph's style."""

    strong: bool = False
    colour: str = ""
    font: str = ""
    underlined: bool = False


def run(text: str, look: Look | None = None) -> Element:
    """A stretch of text."""
    look = look or Look()
    node = element("t")
    node.text = text
    node.set(qn("xml:space"), "preserve")
    return element("r", _run_looks(look, text), node)


def _run_looks(look: Look, text: str) -> Element | None:
    parts = [
        element("rFonts", ascii=look.font, hAnsi=look.font, cs=look.font, eastAsia=look.font) if look.font else None,
        element("b") if look.strong else None,
        element("bCs") if look.strong else None,
        element("color", val=look.colour.removeprefix("#")) if look.colour else None,
        element("u", val="single") if look.underlined else None,
        element("rtl") if is_right_to_left(text) else None,
    ]
    return element("rPr", *parts) if any(part is not None for part in parts) else None


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is read from the right."""
    for character in "" if text.isascii() else text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def line_break() -> Element:
    """A new line in the same paragraph."""
    return element("r", element("br"))


def field(instruction: str, shown: Sequence[Element] = ()) -> list[Element]:
    """Something that Word works out, with what is shown until then."""
    node = element("instrText")
    node.text = f" {instruction} "
    node.set(qn("xml:space"), "preserve")
    begin, between, end = (element("r", element("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, element("r", node), between, *shown, end]


def link(place: str, runs: Iterable[Element]) -> Element:
    """Runs that lead to a place in the document."""
    return element("hyperlink", *runs, anchor=place, history=1)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a paragraph stands beside its style: all are switches, but for the sides."""

    align: str = ""
    new_page: bool = False
    keep_next: bool = False
    number: int = 0
    """Of the list it is an item of."""


def paragraph(style: str, runs: Iterable[Element], stand: Stand | None = None) -> Element:
    """A paragraph in a style, by the style's id."""
    stand = stand or Stand()
    number = element("numPr", element("ilvl", val=0), element("numId", val=stand.number)) if stand.number else None
    looks = element(
        "pPr",
        element("pStyle", val=style),
        element("keepNext") if stand.keep_next else None,
        element("pageBreakBefore") if stand.new_page else None,
        number,
        element("jc", val=stand.align) if stand.align else None,
    )
    return element("p", looks, *runs)


def keep_next(made: Element) -> None:
    """Keep every paragraph in an element on the page of what follows it."""
    for looks in made.iter(qn("w:pPr")):
        if looks.find(qn("w:keepNext")) is None and looks.find(qn("w:pStyle")) is not None:
            looks.insert(1, element("keepNext"))


def marked(name: str, number: int, runs: Sequence[Element]) -> list[Element]:
    """Runs inside a bookmark of this name; each bookmark of a document has a number of its own."""
    return [element("bookmarkStart", id=number, name=name), *runs, element("bookmarkEnd", id=number)]


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a cell: width in eighths of a point and colour."""

    side: str
    width: int
    colour: str


def cell(content: Sequence[Element], width: int, edges: Iterable[Edge] = (), fill: str = "") -> Element:
    """A cell of a table, as wide as so many twentieths of a point; it always holds a paragraph."""
    borders = [element(one.side, val="single", sz=one.width, space=0, color=_hex(one.colour)) for one in edges]
    looks = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("tcBorders", *borders) if borders else None,
        element("shd", val="clear", color="auto", fill=_hex(fill)) if fill else None,
    )
    return element("tc", looks, *(content or [paragraph("TableText", [])]))


def _hex(colour: str) -> str:
    return colour.removeprefix("#")


def row(cells: Iterable[Element], *, is_header: bool = False, may_split: bool = False) -> Element:
    """A row; a header is repeated on every page."""
    looks = [None if may_split else element("cantSplit"), element("tblHeader") if is_header else None]
    kept = element("trPr", *looks) if any(look is not None for look in looks) else None
    return element("tr", kept, *cells)


def table(style: str, widths: Sequence[int], rows: Iterable[Element], *, has_header: bool = False) -> Element:
    """A table of columns that keep their width."""
    looks = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020" if has_header else "0000", firstRow=int(has_header), noHBand=1, noVBand=1),
    )
    return element("tbl", looks, element("tblGrid", *(element("gridCol", w=width) for width in widths)), *rows)


def share(widths: Sequence[float], total: int) -> list[int]:
    """Whole widths in these proportions that fill the total."""
    whole = sum(widths) or 1.0
    ends = [round(total * sum(widths[: number + 1]) / whole) for number in range(len(widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
