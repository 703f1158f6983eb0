"""Each block becomes flowables; what a block says is never changed here.

Headings keep a first piece of what follows them on their page: its height is known before the page is
filled, so nothing has to be laid out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak, Spacer

from readiness.report import document as blocks
from readiness.report.document import Block, Document, Run, Voice
from readiness.report.pdf import chart, figure, table, trend
from readiness.report.pdf.grid import Grid, GridRow, Ruling, Stack
from readiness.report.pdf.page import NUMBER_WIDTH, Anchor, Pages, PlaceNumber, frame_size
from readiness.report.pdf.typeface import Typeface
from readiness.report.pdf.typesetting import Look, Typesetter, Weight
from readiness.report.text import walk

_VOICES = {
    Voice.LEAD: Look(10.5, 15, after=8),
    Voice.BODY: Look(9.5, 13, after=5),
    Voice.TIGHT: Look(9, 12.2, after=1.5),
    Voice.SMALL: Look(8, 11, after=4),
}
_HEADINGS = {
    1: Look(17, 20, Weight.HEADING, before=13, after=5),
    2: Look(12, 15, Weight.HEADING, before=10, after=4),
    3: Look(10.5, 13.5, Weight.HEADING, before=9, after=3),
}
_INTRODUCTION = 45.0
"""Points of paragraphs that still belong to the heading above them."""
_ONE_COLUMN = 8
"""Lines of contents that stand below each other; more are set in two columns."""
_BETWEEN = 14.0
_SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
"""How much a page that must hold everything may be tightened: no smaller than 6.8 points for 8.5."""


def render(document: Document, font: Path | None = None) -> tuple[bytes, list[str]]:
    """The document as a PDF, and warnings about characters that no font could draw.

    Equal documents give equal bytes. `font` is a TrueType file for characters the theme's fonts lack.

    Raises:
        ReportError: a font can't be used.
    """
    typeface = Typeface(document.theme, font)
    setter = Typesetter(document.theme, typeface, _anchors(document.blocks))
    pages = Pages(document, setter)
    width, height = frame_size(document)
    story = _Story(setter, width, height, _listed(document.blocks))
    flowables = story.flowables(document.blocks)
    return pages.built(flowables or [Spacer(1, 1)]), typeface.warnings


def _anchors(content: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in walk(content):
        if isinstance(block, blocks.Heading) and block.anchor:
            found.append(block.anchor)
        elif isinstance(block, blocks.DataTable):
            found.extend(anchor for anchor in block.anchors if anchor)
    return found


def _listed(content: tuple[Block, ...]) -> list[tuple[str, blocks.Heading]]:
    """The headings of outline and contents, each with a name for its place."""
    headings = [block for block in walk(content) if isinstance(block, blocks.Heading) and block.listed]
    return [(f"heading{number}", heading) for number, heading in enumerate(headings)]


class _Story:
    """Turns the blocks of one document into flowables of one width."""

    def __init__(
        self, setter: Typesetter, width: float, height: float, listed: list[tuple[str, blocks.Heading]]
    ) -> None:
        self.setter, self.width, self.height = setter, width, height
        self.listed = listed
        self._places = {id(heading): name for name, heading in listed}
        self._makers: dict[type, Callable[[Any], list[Flowable]]] = {
            blocks.Heading: self._heading,
            blocks.Paragraph: self._paragraph,
            blocks.Listing: self._listing,
            blocks.FactsTable: self._made_by(table.facts),
            blocks.DataTable: self._made_by(table.table),
            blocks.BarChart: self._made_by(figure.bars),
            blocks.TimelineChart: self._made_by(figure.timeline),
            blocks.TrendChart: self._made_by(trend.trend),
            blocks.Callout: self._made_by(table.callout),
            blocks.QuotePair: self._made_by(table.quotes),
            blocks.Signature: self._made_by(table.signature),
            blocks.Blank: self._blank,
            blocks.PageBreak: lambda _block: [PageBreak()],
            blocks.KeyFigures: self._made_by(figure.figures),
            blocks.VerdictRows: self._made_by(figure.verdicts),
            blocks.Contents: self._contents,
            blocks.OnePage: self._one_page,
            blocks.Together: self._together,
        }

    def _made_by(self, make: Callable[[Typesetter, float, Any], list[Flowable]]) -> Callable[[Any], list[Flowable]]:
        # The typesetter is looked up when a block is made: a page that must fit uses a tighter one.
        return lambda block: make(self.setter, self.width, block)

    def flowables(self, content: Sequence[Block]) -> list[Flowable]:
        """All blocks in order; headings are kept with a piece of what follows."""
        made: list[Flowable] = []
        held: list[Flowable] = []
        introduced = 0.0
        for block in content:
            new = self._makers[type(block)](block)
            if isinstance(block, blocks.Heading):
                held.extend(new)
                introduced = 0.0
                continue
            if held and isinstance(block, blocks.Paragraph):
                introduced += _height(new, self.width)
                if introduced <= _INTRODUCTION:
                    held.extend(new)
                    continue
            made.extend(self._kept(held, new) if held else new)
            held = []
        return made + held

    def _kept(self, headings: list[Flowable], following: list[Flowable]) -> list[Flowable]:
        if following and isinstance(following[0], PageBreak):
            return [*headings, *following]
        between = max(headings[-1].getSpaceAfter(), following[0].getSpaceBefore()) if following else 0.0
        needed = headings[0].getSpaceBefore() + _height(headings, self.width) + between
        needed += _least(following, self.width)
        return [CondPageBreak(min(needed, self.height * 0.9)), *headings, *following]

    def _heading(self, block: blocks.Heading) -> list[Flowable]:
        level = min(max(block.level, 1), 3)
        made: list[Flowable] = []
        if block.anchor:
            made.append(Anchor(self.setter.anchors[block.anchor]))
        if id(block) in self._places:
            made.append(Anchor(self._places[id(block)], block.text, level - 1))
        return [*made, *self.setter.paragraphs((Run(block.text),), _HEADINGS[level])]

    def _paragraph(self, block: blocks.Paragraph) -> list[Flowable]:
        look = _VOICES[block.voice]
        if block.voice is Voice.SMALL:
            look = Look(look.size, look.leading, colour=self.setter.theme.muted, after=look.after)
        return list(self.setter.paragraphs(block.runs, look))

    def _listing(self, block: blocks.Listing) -> list[Flowable]:
        made: list[Flowable] = []
        for number, item in enumerate(block.items, 1):
            bullet = f"{number}." if block.ordered else "\u2022"
            voice = _VOICES[block.voice]
            indent = 18 if block.ordered else 12
            after = max(voice.after, 4) if number == len(block.items) else min(voice.after, 2.5)
            look = Look(voice.size, voice.leading, indent=indent, hang=indent, after=after)
            made.extend(self.setter.paragraphs(item, look, bullet))
        return made

    def _blank(self, block: blocks.Blank) -> list[Flowable]:
        made: list[Flowable] = []
        if block.label:
            made += self.setter.paragraphs((Run(block.label),), Look(8.5, 11.5, colour=self.setter.theme.muted))
        return made + [chart.Ruled(self.width, 18, self.setter) for _line in range(block.lines)]

    def _contents(self, block: blocks.Contents) -> list[Flowable]:
        made: list[Flowable] = []
        if block.title:
            made += self.setter.paragraphs((Run(block.title),), _HEADINGS[2])
        entries: list[list[Stack]] = []
        for name, heading in self.listed:
            if heading.level <= block.level:
                look = Look(9, 12, indent=12.0 * (heading.level - 1))
                number: Flowable = PlaceNumber(name, 12)
                entries.append([[self.setter.linked(heading.text, name, look)], [number]])
        if not entries:
            return made
        sides = 2 if len(entries) > _ONE_COLUMN else 1
        down = -(-len(entries) // sides)
        rows = [GridRow([cell for entry in entries[n::down] for cell in entry]) for n in range(down)]
        for row in rows:
            row.cells += [[]] * (2 * sides - len(row.cells))
        ruling = Ruling(rule=self.setter.theme.rule, rule_width=0.35, pad_y=1.4)
        widths = [self.width / sides - NUMBER_WIDTH - _BETWEEN, NUMBER_WIDTH + _BETWEEN] * sides
        return [*made, Grid(widths, rows, ruling)]

    def _one_page(self, block: blocks.OnePage) -> list[Flowable]:
        setter, made = self.setter, []
        for scale in _SCALES:
            self.setter = setter.scaled(scale)
            made = self.flowables(block.blocks)
            if _height(made, self.width) <= self.height:
                break
        else:
            # It takes more than a page at any size: then it is set at the usual size.
            self.setter = setter
            made = self.flowables(block.blocks)
        self.setter = setter
        return made

    def _together(self, block: blocks.Together) -> list[Flowable]:
        made = self.flowables(block.blocks)
        needed = _height(made, self.width)
        return [CondPageBreak(needed), *made] if needed <= self.height * 0.6 else made


def _height(flowables: Sequence[Flowable], width: float) -> float:
    """The height of flowables below each other; of two spaces between neighbours the larger one counts."""
    total, space = 0.0, 0.0
    for number, item in enumerate(flowables):
        if isinstance(item, CondPageBreak):
            # It takes no room, but spaces before and after it are not one.
            total, space = total + space, 0.0
            continue
        if number:
            total += max(space, item.getSpaceBefore())
        total += item.wrap(width, 1e6)[1]
        space = item.getSpaceAfter()
    return total


def _least(flowables: Sequence[Flowable], width: float) -> float:
    """The height that must be free for something of these to stand below a heading."""
    needed = 0.0
    for item in flowables:
        if isinstance(item, CondPageBreak):
            return needed + item.height
        if isinstance(item, Grid):
            return needed + item.least
        height = item.wrap(width, 1e6)[1]
        needed += min(height, 42.0)
        if height > 30.0:
            return needed
    return needed
