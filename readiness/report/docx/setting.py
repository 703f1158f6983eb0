"""Lines of a document as runs of Word: looks, links and signs, the same in paragraphs and in cells."""

from __future__ import annotations

from itertools import count

from readiness.report.document import Document, Glyph, Line, Mark, Run, Tone
from readiness.report.docx import page
from readiness.report.docx.element import (
    Element,
    Look,
    Stand,
    is_right_to_left,
    line_break,
    link,
    marked,
    paragraph,
    run,
)
from readiness.report.place import Places
from readiness.report.text import SIGNS, lines_of, plain, printable

_SIGN_TONES = {
    Glyph.YES: Tone.GOOD,
    Glyph.PARTLY: Tone.FAIR,
    Glyph.NO: Tone.BAD,
    Glyph.UNKNOWN: Tone.FAIR,
    Glyph.UNPROVEN: Tone.FAIR,
    Glyph.STALE: Tone.FAIR,
    Glyph.CONFLICT: Tone.BAD,
}


class Setter:
    """Sets the text of one document in its colours."""

    def __init__(self, document: Document) -> None:
        """For all blocks of a document."""
        self.theme = document.theme
        self.places = Places(document)
        self.width = page.text_width(document)
        self._marks = count(1)

    def tone(self, tone: Tone) -> str:
        """The colour of a tone; empty for plain text."""
        return "" if tone is Tone.PLAIN else str(getattr(self.theme, tone.value))

    def text(self, text: str, look: Look | None = None) -> list[Element]:
        """Text on one line in one look."""
        return [run(" ".join(printable(text).split()), look)]

    def runs(self, line: Line) -> list[Element]:
        """A line with its looks, links and signs."""
        made: list[Element] = []
        for number, parts in enumerate(lines_of(line)):
            made += [line_break()] if number else []
            made += [self._sign(part) if isinstance(part, Mark) else self._run(part) for part in parts]
        return made

    def cell_text(self, line: Line, align: str = "", style: str = "TableText") -> Element:
        """A line as the paragraph of a cell."""
        return paragraph(style, self.runs(line), Stand(align or self.side(line)))

    def side(self, line: Line) -> str:
        """The side a line begins on, where it is not the usual one."""
        return "right" if is_right_to_left(plain(line)) else ""

    def marked(self, name: str, runs: list[Element]) -> list[Element]:
        """Runs in a place that links lead to."""
        return marked(name, next(self._marks), runs)

    def _sign(self, part: Mark) -> Element:
        tone = _SIGN_TONES.get(part.glyph, Tone.PLAIN)
        return run(f"{SIGNS[part.glyph]}\u00a0", Look(strong=True, colour=self.tone(tone) or self.theme.muted))

    def _run(self, part: Run) -> Element:
        colour = self.tone(part.tone) or (self.theme.muted if part.muted else "")
        target = self.places.target(part.to)
        if not target:
            return run(part.text, Look(part.strong, colour))
        return link(target, [run(part.text, Look(part.strong, self.theme.accent, underlined=True))])
