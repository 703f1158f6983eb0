"""Pages: frame, footer, draft mark, outline, and numbers that are known only at the end.

How many pages there are, and on which one a heading stands, is written through forms that are defined
after the last page. So one pass is enough, where ReportLab's own way builds everything twice.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from readiness.report.document import Align, Document, Glyph, PageSize, Tone
from readiness.report.pdf import mark
from readiness.report.pdf.picture import Picture, PictureRefused, picture
from readiness.report.pdf.typesetting import Look, Typesetter, Weight, paint

if TYPE_CHECKING:
    from reportlab.platypus.paragraph import Paragraph

# Streams as they are: the letters-only form is a quarter larger and takes longer to write.
rl_config.useA85 = 0

_SIZES = {PageSize.A4: A4, PageSize.LETTER: LETTER}
_FOOTER = 22.0
"""Points above the lower margin that belong to the footer."""
_LOGO_ROOM = (50.0, 9.0)
"""Millimetres a logo may take across and down, in the upper margin."""
_LOGO_GAP, _EDGE = 2.0, 4.0
"""Millimetres below a logo, and above it, where printers don't print."""
_NUMBER_FORM = "number-of-page-{page}"
_PLACE_FORM = "page-of-{anchor}"
NUMBER_WIDTH = 26.0
"""Points kept for a page number in the contents."""


def frame_size(document: Document) -> tuple[float, float]:
    """Width and height that blocks can fill on a page, in points."""
    width, height = _SIZES[document.page_size]
    theme = document.theme
    inner = height - (theme.margin_top + theme.margin_bottom) * mm - _FOOTER
    return width - 2 * theme.margin_side * mm, inner


class _Sheet(Canvas):
    """A canvas that reads each colour once, and knows its pages."""

    pages: Pages

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803  # ReportLab's names
        """Fill with a colour, as `#rrggbb` or ReportLab's own."""
        super().setFillColor(paint(aColor) if isinstance(aColor, str) else aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:  # noqa: N802, N803  # ReportLab's names
        """Draw lines in a colour, as `#rrggbb` or ReportLab's own."""
        super().setStrokeColor(paint(aColor) if isinstance(aColor, str) else aColor, alpha)

    def save(self) -> None:
        """Write the numbers that are known now, then finish."""
        self.pages.write_numbers(self)
        super().save()


def _pages(canvas: Canvas) -> Pages:
    assert isinstance(canvas, _Sheet)
    return canvas.pages


class Anchor(Flowable):
    """A place that links, outline and contents lead to; takes no room."""

    def __init__(self, name: str, title: str = "", level: int = 0) -> None:
        """With a `title` it is in the outline, at this level from 0."""
        super().__init__()
        self.name, self.title, self.level = name, title, level
        self.width = self.height = 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """No size."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Set the place, a little above the text that follows."""
        pages = _pages(self.canv)
        self.canv.bookmarkHorizontal(self.name, 0, 16)
        pages.page_of[self.name] = self.canv.getPageNumber()
        if self.title:
            pages.outline(self.canv, self.title, self.name, self.level)


class PlaceNumber(Flowable):
    """The number of the page an anchor is on, right-aligned; written once it is known."""

    def __init__(self, anchor: str, height: float) -> None:
        """For the anchor of this name."""
        super().__init__()
        self.anchor, self.width, self.height = anchor, NUMBER_WIDTH, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """A fixed size."""
        return self.width, self.height

    def draw(self) -> None:
        """Refer to the form that will hold the number."""
        _pages(self.canv).wanted.add(self.anchor)
        self.canv.doForm(_PLACE_FORM.format(anchor=self.anchor))


class Pages(BaseDocTemplate):
    """A document being drawn: one frame a page, with footer, page number and draft mark."""

    def __init__(self, document: Document, setter: Typesetter) -> None:
        """Pages of the document's size, with its title, author, language and subject set."""
        self.document, self.setter = document, setter
        self.page_of: dict[str, int] = {}
        self.wanted: set[str] = set()
        self._buffer = BytesIO()
        self._outline_level = -1
        super().__init__(
            self._buffer,
            pagesize=_SIZES[document.page_size],
            title=_metadata(document.title),
            author=_metadata(document.author),
            subject=_metadata(document.subject),
            lang=document.language,
            creator="readiness",
            producer="readiness",
            displayDocTitle=True,
            invariant=1,
            initialFontName=setter.typeface.regular,
            initialFontSize=9,
        )
        theme = document.theme
        width, height = frame_size(document)
        bottom = theme.margin_bottom * mm + _FOOTER
        frame = Frame(theme.margin_side * mm, bottom, width, height, 0, 0, 0, 0, id="page")
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._begin, onPageEnd=self._end))
        footer = Look(7.5, 10, colour=theme.muted)
        self._footer = setter.paragraph(document.footer, footer)
        self._footer.wrap(width - 90, 200)
        self._logo = _drawable_picture(document.logo)

    def built(self, story: list[Flowable]) -> bytes:
        """Draw everything; returns the PDF."""
        self.build(story, canvasmaker=self._canvas)
        return self._buffer.getvalue()

    def _canvas(self, *args: Any, **kwargs: Any) -> Canvas:
        canvas = _Sheet(*args, **kwargs)
        canvas.pages = self
        canvas.setNamedCB(mark.CALLBACK, _draw_mark)
        if self.page_of or self.document.blocks:
            canvas.showOutline()
        return canvas

    def outline(self, canvas: Canvas, title: str, name: str, level: int) -> None:
        """Add a line to the outline; a level is never skipped, as ReportLab demands."""
        self._outline_level = min(level, self._outline_level + 1)
        canvas.addOutlineEntry(_metadata(title)[:200], name, self._outline_level, closed=self._outline_level > 0)

    def _begin(self, canvas: Canvas, _pages: BaseDocTemplate) -> None:
        if self._logo is not None and canvas.getPageNumber() == 1:
            self._draw_logo(canvas, self._logo)
        if not self.document.draft:
            return
        width, height = self.pagesize
        canvas.saveState()
        canvas.setFillColor("#f1f1f1")
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        canvas.setFont(self.setter.typeface.heading, 120)
        word = self._drawable(self.document.draft)
        canvas.drawCentredString(0, -40, word)
        canvas.restoreState()

    def _draw_logo(self, canvas: Canvas, logo: Picture) -> None:
        """In the upper margin, where it takes no room from what is written."""
        theme = self.document.theme
        across, down = _LOGO_ROOM[0], min(_LOGO_ROOM[1], theme.margin_top - _LOGO_GAP - _EDGE)
        scale = max(0.0, min(across / logo.width, down / logo.height)) * mm
        width, height = logo.width * scale, logo.height * scale
        bottom = self.pagesize[1] - (theme.margin_top - _LOGO_GAP) * mm
        canvas.drawImage(ImageReader(BytesIO(logo.data)), theme.margin_side * mm, bottom, width, height)

    def _drawable(self, text: str) -> str:
        """The part of a short text that the report's own font can draw, for places without a paragraph."""
        heading = self.setter.typeface.heading
        return " ".join(part.strip() for font, part in self.setter.typeface.stretches(text, heading) if font == heading)

    def _end(self, canvas: Canvas, _pages: BaseDocTemplate) -> None:
        theme = self.document.theme
        left, right = theme.margin_side * mm, self.pagesize[0] - theme.margin_side * mm
        line = theme.margin_bottom * mm + 12
        canvas.saveState()
        canvas.setStrokeColor(theme.rule)
        canvas.setLineWidth(0.5)
        canvas.line(left, line, right, line)
        canvas.restoreState()
        self._footer.drawOn(canvas, left, line - 4 - self._footer.height)
        canvas.doForm(_NUMBER_FORM.format(page=canvas.getPageNumber()))
        if self.document.draft:
            look = Look(9, 11, Weight.HEADING, self.setter.tone(Tone.BAD), Align.RIGHT)
            self._place(canvas, self.document.draft, look, right - 200, self.pagesize[1] - theme.margin_top * mm + 6)

    def _place(self, canvas: Canvas, text: str, look: Look, x: float, y: float) -> None:
        paragraph: Paragraph = self.setter.paragraph(text, look)
        paragraph.wrap(200, 100)
        paragraph.drawOn(canvas, x, y)

    def write_numbers(self, canvas: Canvas) -> None:
        """Define the forms that hold page numbers: of each page, and of each heading in the contents."""
        theme = self.document.theme
        right, line = self.pagesize[0] - theme.margin_side * mm, theme.margin_bottom * mm + 12
        look = Look(7.5, 10, colour=theme.muted, align=Align.RIGHT)
        for page in range(1, self.page + 1):
            canvas.beginForm(_NUMBER_FORM.format(page=page))
            text = self.document.page_of.replace("{page}", str(page)).replace("{pages}", str(self.page))
            self._place(canvas, text, look, right - 200, line - 14)
            canvas.endForm()
        for anchor in sorted(self.wanted):
            canvas.beginForm(_PLACE_FORM.format(anchor=anchor))
            canvas.setFont(self.setter.typeface.regular, 9.5)
            canvas.setFillColor(theme.ink)
            canvas.drawRightString(NUMBER_WIDTH, 3, str(self.page_of.get(anchor, "")))
            canvas.endForm()


def _drawable_picture(data: bytes) -> Picture | None:
    """The picture in what was stored; none rather than no report where that is damaged."""
    try:
        return picture(data) if data else None
    except PictureRefused:
        return None


def _metadata(text: str) -> str:
    return " ".join(text.split())


def _draw_mark(canvas: Canvas, _kind: str | None, label: str) -> None:
    glyph, colour = label.split()
    # ReportLab hands the position over in this way and no other.
    place = canvas._curr_tx_info  # type: ignore[attr-defined]  # noqa: SLF001
    mark.draw(canvas, Glyph(glyph), place["cur_x"], place["cur_y"], place["xs"].style.fontSize, colour)
