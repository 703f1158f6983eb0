"""Runs become ReportLab paragraphs: looks, links, drawn signs, and text that stays text.

Everything a person or a pack wrote is escaped here and nowhere else; the only markup in a paragraph is
what this module puts in. A paragraph in one look carries no markup at all, which is also the fastest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph

from readiness.report.document import Align, Glyph, Line, Mark, Run, Tone
from readiness.report.pdf import mark
from readiness.report.pdf.right_to_left import RIGHT_TO_LEFT, RightToLeftParagraph
from readiness.report.pdf.typeface import Typeface
from readiness.report.theme import Theme

_ALIGNMENT: dict[Align, Literal[0, 1, 2]] = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}
_MARK_TONES = {
    Glyph.YES: Tone.GOOD,
    Glyph.PARTLY: Tone.FAIR,
    Glyph.NO: Tone.BAD,
    Glyph.UNKNOWN: Tone.FAIR,
    Glyph.UNPROVEN: Tone.FAIR,
    Glyph.STALE: Tone.FAIR,
    Glyph.CONFLICT: Tone.BAD,
}


@cache
def paint(colour: str) -> Color:
    """A colour ReportLab need not read again: it takes longer to read one than to draw a line."""
    return HexColor(colour)


class Weight(StrEnum):
    """The three weights of the one type family."""

    REGULAR = "regular"
    STRONG = "strong"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks; sizes and spaces in points."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: str = ""
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    indent: float = 0
    hang: float = 0
    """How far the first line stands out to the left, for bullets and numbers."""


class Typesetter:
    """Sets lines of a document as paragraphs. `scale` tightens everything a little."""

    def __init__(self, theme: Theme, typeface: Typeface, anchors: Iterable[str] = (), scale: float = 1.0) -> None:
        """Links lead only to `anchors`, so that a link into a part left out stays plain text."""
        self.theme = theme
        self.typeface = typeface
        self.anchors = {anchor: f"to{number}" for number, anchor in enumerate(dict.fromkeys(anchors)) if anchor}
        self.scale = scale
        self._styles: dict[tuple[Look, str, str, bool], ParagraphStyle] = {}

    def scaled(self, scale: float) -> Typesetter:
        """The same, at another scale."""
        other = Typesetter(self.theme, self.typeface, (), scale)
        other.anchors = self.anchors
        return other

    def font(self, weight: Weight) -> str:
        """The font of a weight."""
        face = self.typeface
        return {Weight.REGULAR: face.regular, Weight.STRONG: face.strong, Weight.HEADING: face.heading}[weight]

    def tone(self, tone: Tone) -> str:
        """The colour of a tone."""
        theme = self.theme
        return {
            Tone.PLAIN: theme.ink,
            Tone.GOOD: theme.good,
            Tone.FAIR: theme.fair,
            Tone.BAD: theme.bad,
            Tone.ACCENT: theme.accent,
        }[tone]

    def paragraphs(self, runs: Line, look: Look, bullet: str = "") -> list[Paragraph]:
        """A line as paragraphs, one for each line end in it; space before and after goes around them all."""
        lines = _at_line_ends(runs) or [()]
        last = len(lines) - 1
        made = []
        for number, parts in enumerate(lines):
            inner = replace(look, before=look.before if not number else 0, after=look.after if number == last else 0)
            made.append(self._paragraph(parts, inner, bullet if not number else ""))
        return made

    def paragraph(self, text: str, look: Look) -> Paragraph:
        """One paragraph of text; line ends become spaces."""
        return self._paragraph((Run(text.replace("\n", " ")),), look, "")

    def linked(self, text: str, name: str, look: Look) -> Paragraph:
        """One paragraph that leads to a place in the document by the place's own name."""
        font = self.font(look.weight)
        inner = "".join(
            f'<font name="{escape(drawn_by)}">{escape(part)}</font>'
            for drawn_by, part in self.typeface.stretches(text.replace("\n", " "), font)
        )
        colour = look.colour or self.theme.ink
        return self._made(f'<a href="#{name}" color="{colour}">{inner}</a>', look, font, colour, "")

    def _paragraph(self, parts: Line, look: Look, bullet: str) -> Paragraph:
        font, colour = self.font(look.weight), look.colour or self.theme.ink
        only = parts[0] if len(parts) == 1 else None
        if isinstance(only, Run) and not only.to:
            font, colour = self._looks(only, look)
            stretches = list(self.typeface.stretches(only.text, font))
            if len(stretches) == 1:
                return self._made(escape(stretches[0][1]), look, stretches[0][0], colour, bullet)
        markup = "".join(self._marked_up(part, look, font, colour) for part in parts)
        return self._made(markup, look, font, colour, bullet)

    def _made(self, markup: str, look: Look, font: str, colour: str, bullet: str) -> Paragraph:
        shaped = bool(self.typeface.extra) and RIGHT_TO_LEFT.search(markup) is not None
        if shaped:
            # ReportLab shapes a paragraph only when its own font can be shaped.
            markup, font = f'<font name="{font}">{markup}</font>', self.typeface.extra
        kind = RightToLeftParagraph if shaped else Paragraph
        return kind(markup, self._style(look, font, colour, shaped), bulletText=bullet or None)

    def _looks(self, run: Run, look: Look) -> tuple[str, str]:
        font = self.font(Weight.STRONG) if run.strong and look.weight is Weight.REGULAR else self.font(look.weight)
        colour = look.colour or self.theme.ink
        if run.muted:
            colour = self.theme.muted
        if run.tone is not Tone.PLAIN:
            colour = self.tone(run.tone)
        return font, colour

    def _marked_up(self, part: Run | Mark, look: Look, base_font: str, base_colour: str) -> str:
        if isinstance(part, Mark):
            return self._mark(part, look)
        font, colour = self._looks(part, look)
        target = self.anchors.get(part.to, "")
        if target:
            colour = self.theme.accent
        inner = []
        for drawn_by, text in self.typeface.stretches(part.text, font):
            attributes = f' name="{escape(drawn_by)}"' if drawn_by != base_font else ""
            attributes += f' color="{colour}"' if colour != base_colour else ""
            inner.append(f"<font{attributes}>{escape(text)}</font>" if attributes else escape(text))
        markup = "".join(inner)
        return f'<a href="#{target}" color="{colour}">{markup}</a>' if target else markup

    def _mark(self, part: Mark, look: Look) -> str:
        tone = _MARK_TONES.get(part.glyph, Tone.PLAIN)
        colour = self.tone(tone) if tone is not Tone.PLAIN else self.theme.muted
        space = self.typeface.width("\u00a0", self.font(look.weight), 1)
        gap = "\u00a0" * (round((mark.WIDTH + 0.2) / space) - 1)
        # Real spaces around it: ReportLab can't shape a word that has a drawing in it.
        return f' <onDraw name="{mark.CALLBACK}" label="{part.glyph.value} {colour}"/>{gap} '

    def _style(self, look: Look, font: str, colour: str, shaped: bool) -> ParagraphStyle:
        key = (look, font, colour, shaped)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = ParagraphStyle(
                f"look-{len(self._styles)}",
                fontName=font,
                fontSize=look.size * self.scale,
                leading=look.leading * self.scale,
                textColor=paint(colour),
                alignment=_ALIGNMENT[look.align],
                spaceBefore=look.before * self.scale,
                spaceAfter=look.after * self.scale,
                leftIndent=look.indent * self.scale,
                firstLineIndent=0,
                bulletIndent=(look.indent - look.hang) * self.scale,
                bulletFontName=self.font(Weight.REGULAR),
                bulletFontSize=look.size * self.scale,
                bulletColor=paint(self.theme.muted),
                splitLongWords=1,
                allowWidows=0,
                allowOrphans=0,
                shaping=1 if shaped else 0,
            )
        return style


def _at_line_ends(runs: Line) -> list[Line]:
    """The parts of each line, cut at line ends; lines without anything are left out."""
    lines: list[list[Run | Mark]] = [[]]
    for part in runs:
        if isinstance(part, Mark) or "\n" not in part.text.replace("\r", "\n"):
            lines[-1].append(part)
            continue
        for number, text in enumerate(part.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(replace(part, text=text))
    return [tuple(parts) for parts in lines if parts]
