"""Each block becomes paragraphs and tables in Word's own styles, so that whoever edits the file can restyle it.

Links and bookmarks lead where those of the document do. Contents are a field of Word that is filled already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument

from readiness.report import document as blocks
from readiness.report.archive import repacked
from readiness.report.document import Block, Document, Voice
from readiness.report.docx import drawn, page, table
from readiness.report.docx.element import Element, Look, Stand, field, keep_next, link, paragraph, run
from readiness.report.docx.setting import Setter
from readiness.report.text import printable

_VOICES = {
    Voice.LEAD: "ReportLead",
    Voice.BODY: "Normal",
    Voice.TIGHT: "ReportTight",
    Voice.SMALL: "ReportSmall",
}
_NUMBERED = 5
"""The numbering of the template's style for numbered lists."""


def render(document: Document) -> bytes:
    """The document as a Word file. Equal documents give equal bytes."""
    word = page.new(document)
    story = _Story(document, word)
    made = [*page.logo(word, document), *story.all(document.blocks)]
    section = word.element.body.sectPr
    assert section is not None
    for part in made or [paragraph("Normal", [])]:
        section.addprevious(part)
    buffer = BytesIO()
    word.save(buffer)
    return repacked(buffer.getvalue())


class _Story:
    """Turns the blocks of one document into elements."""

    def __init__(self, document: Document, word: WordDocument) -> None:
        self.setter = Setter(document)
        self._numbering = word.part.numbering_part.element
        self._new_page = False
        self._makers: dict[type, Callable[[Any], list[Element]]] = {
            blocks.Heading: self._heading,
            blocks.Paragraph: self._paragraph,
            blocks.Listing: self._listing,
            blocks.FactsTable: self._tabled(table.facts),
            blocks.DataTable: self._tabled(table.data),
            blocks.BarChart: self._bars,
            blocks.TimelineChart: self._timeline,
            blocks.TrendChart: self._trend,
            blocks.Callout: self._tabled(table.callout),
            blocks.QuotePair: self._tabled(table.quotes),
            blocks.Signature: self._signature,
            blocks.Blank: self._blank,
            blocks.PageBreak: self._page_break,
            blocks.KeyFigures: self._tabled(table.figures),
            blocks.VerdictRows: self._tabled(table.verdicts),
            blocks.Contents: self._contents,
            blocks.OnePage: lambda block: self.all(block.blocks),
            blocks.Together: self._together,
        }

    def all(self, content: Iterable[Block]) -> list[Element]:
        """The elements of all blocks in order."""
        return [made for block in content for made in self._makers[type(block)](block)]

    def _tabled(self, make: Callable[[Setter, Any], Element | None]) -> Callable[[Any], list[Element]]:
        """A table, apart from what follows: Word joins two that touch."""

        def made(block: Any) -> list[Element]:
            one = make(self.setter, block)
            if one is None:
                return []
            before = [self._made("ReportGap", [])] if self._new_page else []
            return [*before, one, paragraph("ReportGap", [])]

        return made

    def _made(self, style: str, runs: Iterable[Element], align: str = "") -> Element:
        stand = Stand(align, self._new_page)
        self._new_page = False
        return paragraph(style, runs, stand)

    def _small(self, text: str) -> Element:
        return self._made("ReportSmall", self.setter.text(text))

    def _page_break(self, _block: blocks.PageBreak) -> list[Element]:
        # Whatever comes next begins the page: no empty paragraph is left on it.
        self._new_page = True
        return []

    def _heading(self, block: blocks.Heading) -> list[Element]:
        runs = self.setter.marked(self.setter.places.of_heading(block), self.setter.text(block.text))
        return [self._made(f"Heading{min(max(block.level, 1), 3)}", runs)]

    def _paragraph(self, block: blocks.Paragraph) -> list[Element]:
        return [self._made(_VOICES[block.voice], self.setter.runs(block.runs), self.setter.side(block.runs))]

    def _listing(self, block: blocks.Listing) -> list[Element]:
        number = self._new_list() if block.ordered else 0
        style = "ListNumber" if block.ordered else "ListBullet"
        made = []
        for item in block.items:
            made.append(paragraph(style, self.setter.runs(item), Stand(new_page=self._new_page, number=number)))
            self._new_page = False
        return made

    def _new_list(self) -> int:
        """A numbering that begins at 1: without it a list goes on where the one before ended."""
        style = next(one for one in self._numbering.num_lst if one.numId == _NUMBERED)
        made = self._numbering.add_num(style.abstractNumId.val)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)

    def _bars(self, block: blocks.BarChart) -> list[Element]:
        key = self._small(f"{drawn.FULL} {block.proven}   {drawn.HALF} {block.in_place}")
        return [key, *self._tabled(table.bars)(block)]

    def _timeline(self, block: blocks.TimelineChart) -> list[Element]:
        key = self._small(f"{drawn.DOT} {block.earliest}   {drawn.DUE} {block.due}")
        return [key, *self._tabled(table.timeline)(block)]

    def _trend(self, block: blocks.TrendChart) -> list[Element]:
        return [self._small(block.axis), *self._tabled(table.trend)(block)]

    def _signature(self, block: blocks.Signature) -> list[Element]:
        return [self._made("ReportRoom", []), *self._tabled(table.signature)(block)] if block.labels else []

    def _blank(self, block: blocks.Blank) -> list[Element]:
        label = [self._small(block.label)] if block.label else []
        return [*label, *(self._made("ReportRuled", []) for _line in range(block.lines)), paragraph("ReportGap", [])]

    def _contents(self, block: blocks.Contents) -> list[Element]:
        """The contents as links, in the field that Word can renew with page numbers."""
        made = [self._made("ReportLead", self.setter.text(block.title, Look(strong=True)))] if block.title else []
        entries = []
        for name, heading in self.setter.places.listed:
            if heading.level <= block.level:
                text = "\u2003" * (heading.level - 1) + " ".join(printable(heading.text).split())
                entries.append([link(name, [run(text, Look(colour=self.setter.theme.accent))])])
        if entries:
            begin, code, between, end = field(f'TOC \\o "1-{min(max(block.level, 1), 3)}" \\h \\z \\u')
            entries[0] = [begin, code, between, *entries[0]]
            entries[-1].append(end)
        return made + [self._made("ReportContents", runs) for runs in entries]

    def _together(self, block: blocks.Together) -> list[Element]:
        made = self.all(block.blocks)
        for part in made[:-1]:
            keep_next(part)
        return made
