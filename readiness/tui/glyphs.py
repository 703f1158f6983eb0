"""What is painted where the terminal can't show our glyphs: each has a form in ASCII, of the same width.

Words and pictures are made with the glyphs everywhere; only here, as lines go to the terminal, are they exchanged.
So nothing else has to know, not even what Textual draws by itself, and no column moves.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_FORMS = {
    "✓✗◐≠⧗⚑": "+x/#%F",
    "○≈↺✎•·…": "o=<**..",
    "▸▾▴◂▶▼▲◀●◎■□": ">v^<>v^<@o#o",
    "→←↑↓↵⏎": "><^v<<",
    "▁▂▃▄▅▆▇█▔": ".:-=+*%#-",
    "▒░▓▌▐▎▍▊▉▋▏▕": "=.##|#####||",
    "─━│┃┄┅╌╍╴╶╸╺": "--||--------",
    # Dashes, quotation marks and blanks of texts
    "\u2013\u2014\u2011\u2010\u2212\u00d7\u00f7\u00b1": "-----x/+",
    "\u2018\u2019\u201a\u201b\u2032\u2039\u203a": "'''''<>",
    "\u201c\u201d\u201e\u2033\u00ab\u00bb": '""""<>',
    "\u2264\u2265\u00a7\u00b6\u00b0": "<>SPo",
    "\u00a0\u2007\u2009\u202f": "    ",
}
"""Pictures in rows beside each other; those that stand in one place of a screen differ there, too."""

_BOX = {chr(code): "+" for code in range(0x2500, 0x2580)}
_BLOCKS = {chr(code): "#" for code in range(0x2580, 0x25A0)}
ASCII = str.maketrans(
    {
        **_BOX,
        **_BLOCKS,
        **{one: other for ours, forms in _FORMS.items() for one, other in zip(ours, forms, strict=True)},
    }
)
"""Code of a glyph -> its form."""

_NO_GLYPHS = ("linux", "vt100", "vt220", "ansi", "dumb")
"""Terminals whose fonts have a few hundred signs."""


class InASCII(LineFilter):
    """Exchanges glyphs; what else the encoding of the terminal can't say becomes question marks."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, cell by cell."""
        return [
            segment if segment.text.isascii() else Segment(self._in_ascii(segment.text), segment.style, segment.control)
            for segment in segments
        ]

    def _in_ascii(self, text: str) -> str:
        return "".join(map(self._said, text.translate(ASCII)))

    def _said(self, character: str) -> str:
        try:
            character.encode(self._encoding)
        except UnicodeEncodeError:
            return "?" * get_character_cell_size(character)
        return character


def in_ascii(terminal: TextIO | None = sys.__stderr__) -> InASCII:
    """What exchanges glyphs for the terminal that is painted on."""
    return InASCII(getattr(terminal, "encoding", "") or "ascii")


def is_needed(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal said beforehand that it can't show the glyphs: by its kind, or by its locale."""
    if environment.get("TERM") in _NO_GLYPHS:
        return True
    locale = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    encoding = locale.partition("@")[0].partition(".")[2].lower()
    return bool(locale) and encoding not in ("utf-8", "utf8")
