"""Which font draws which character: the report's own, a fallback, or the code point in letters.

ReportLab draws a black box, silently, for what a font lacks. So every text is cut into stretches that
one font can draw, and what no font can draw is written as its code point (`U+1F600`) and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from readiness.report.output import ReportError
from readiness.report.pdf.right_to_left import RIGHT_TO_LEFT, can_shape
from readiness.report.theme import Theme
from readiness.translation import _

EXTRA = "readiness-extra"
"""Name under which the font a user adds is registered, followed by its path."""

_CHINESE, _JAPANESE, _TAIWANESE, _KOREAN = "STSong-Light", "HeiseiMin-W3", "MSung-Light", "HYSMyeongJo-Medium"
_CJK_FONTS = (
    ("gb2312", _CHINESE),
    ("shift_jis", _JAPANESE),
    ("big5", _TAIWANESE),
    ("euc_kr", _KOREAN),
    ("gbk", _CHINESE),
)
"""A character set -> the font that programs which show PDFs have for it; none of them is embedded."""

# Hangul, kana, bopomofo, ideographs, CJK punctuation and full-width forms.
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_TOKEN = re.compile(r"\s+|\S+")
_LEFT_TO_RIGHT = re.compile(r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTIONS = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)")

_LOOK_ALIKES = str.maketrans(
    {"\u2009": " ", "\u2008": " ", "\u2007": " ", "\u2006": " ", "\u2005": " ", "\u2004": " ", "\u2003": " ",
     "\u2002": " ", "\u2001": " ", "\u2000": " ", "\u200a": " ", "\u3000": " ", "\u205f": " ", "\u1680": " ",
     "\u2010": "-", "\u2011": "-", "\t": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
     "\u2028": "\n", "\u2029": "\n"}
)  # fmt: skip
_INVISIBLE = ("Cc", "Cf", "Cs")
_LAST_PLAIN = 0xFFFF
_NAMED = 12
"""Code points a warning lists one by one."""


def readable(text: str) -> str:
    """Text as it can be drawn: composed letters, plain spaces, no control or invisible characters."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_LOOK_ALIKES))
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in _INVISIBLE)


class Typeface:
    """The fonts of one document, and a record of the characters they could not draw."""

    def __init__(self, theme: Theme, font: Path | None = None) -> None:
        """Load the fonts of a theme, and one more `font` for characters they lack.

        Raises:
            ReportError: a font of the theme is not there, or `font` is not a TrueType file.
        """
        self.regular = _bundled(theme.font)
        self.strong = _bundled(theme.font_strong)
        self.heading = _bundled(theme.font_heading)
        self._coverage = {name: _coverage(name) for name in (self.regular, self.strong, self.heading)}
        self.extra = _extra(font) if font is not None else ""
        if self.extra:
            self._coverage[self.extra] = _coverage(self.extra)
        self._undrawn: dict[str, None] = {}
        self._unshaped = False
        self._lends = False

    @property
    def warnings(self) -> list[str]:
        """Sentences about characters that were written as code points; empty when there are none."""
        if not self._undrawn:
            return self._lent()
        shown = [f"U+{ord(character):04X}" for character in sorted(self._undrawn)]
        more = _(" and {n} more").format(n=len(shown) - _NAMED) if len(shown) > _NAMED else ""
        message = _("no font here can draw these characters, so the report shows their code points: {codes}{more}.")
        warnings = [message.format(codes=", ".join(shown[:_NAMED]), more=more)]
        if self._unshaped and self.extra and not can_shape():
            warnings.append(
                _("For Arabic and Hebrew, install the shaping extra too: pip install 'breach-readiness[shaping]'.")
            )
        elif not self.extra:
            warnings.append(_("--font FILE.ttf adds a font that can."))
        return warnings + self._lent()

    def _lent(self) -> list[str]:
        if not self._lends:
            return []
        return [
            _(
                "Chinese, Japanese and Korean text is drawn with fonts of the program that shows the PDF; "
                "--font FILE.ttf puts one into it."
            )
        ]

    def width(self, text: str, font: str, size: float) -> float:
        """How wide a text in one font is, in points."""
        return float(pdfmetrics.stringWidth(text, font, size))

    def stretches(self, text: str, font: str) -> list[tuple[str, str]]:
        """The text in stretches of (font, text); `font` is used wherever it can be. Line ends stay in."""
        text = readable(text)
        if self._covers(text, font):
            return [(font, text)]
        stretches: list[tuple[str, str]] = []
        for token in _TOKEN.findall(text):
            for drawn_by, part in self._token(token, font, stretches[-1][0] if stretches else font):
                if stretches and stretches[-1][0] == drawn_by:
                    stretches[-1] = (drawn_by, stretches[-1][1] + part)
                else:
                    stretches.append((drawn_by, part))
        return stretches

    def _covers(self, text: str, font: str) -> bool:
        return text.isascii() or self._coverage[font].issuperset(map(ord, text.replace("\n", "")))

    def _token(self, token: str, font: str, held: str) -> list[tuple[str, str]]:
        """One word, or the spaces between two. A right-to-left word is drawn by one font as a whole."""
        if token.isspace():
            return [(held if held == self.extra else font, token)]
        if not RIGHT_TO_LEFT.search(token):
            return self._characters(token, font)
        if not (self.extra and can_shape()):
            self._unshaped = True
        elif self._coverage[self.extra].issuperset(map(ord, token)) and not _LEFT_TO_RIGHT.search(token):
            return [(self.extra, token)]
        # A word of two directions would be turned as a whole: its parts are set apart instead.
        parts = [part for part in _DIRECTIONS.split(token) if part]
        if len(parts) > 1:
            return [stretch for part in parts for stretch in (*self._token(part, font, font), (font, " "))][:-1]
        return self._characters(token, font)

    def _characters(self, token: str, font: str) -> list[tuple[str, str]]:
        stretches: list[tuple[str, str]] = []
        preferred = _JAPANESE if _KANA.search(token) else _KOREAN if _HANGUL.search(token) else ""
        for character in token:
            chosen = self._font_for(character, font, stretches[-1][0] if stretches else "", preferred)
            text = character
            if not chosen:
                self._undrawn[character] = None
                chosen, text = font, f" U+{ord(character):04X} "
            if stretches and stretches[-1][0] == chosen:
                stretches[-1] = (chosen, stretches[-1][1] + text)
            else:
                stretches.append((chosen, text))
        return stretches

    def _font_for(self, character: str, font: str, held: str, preferred: str) -> str:
        """The font for one character, the neighbours' if that can draw it too; empty when none can."""
        if ord(character) in self._coverage[font]:
            return font
        if self.extra and ord(character) in self._coverage[self.extra] and not RIGHT_TO_LEFT.match(character):
            return self.extra
        if not _CJK.match(character):
            return ""
        lent = next((one for one in (held, preferred) if _encodes(character, one)), "") or _cjk_font(character)
        if lent:
            _register_cid(lent)
            self._lends = True
        return lent


class _PlainFont(TTFont):
    """A font whose letters are never joined: ligatures would be lost to whoever copies or searches the text."""

    def hbFont(self, fontSize: float = 10) -> object:  # noqa: N802, N803  # ReportLab's names
        """Refuse shaping, the way ReportLab expects it of fonts that can't."""
        raise AttributeError("hbFont")


def _cjk_font(character: str) -> str:
    return next((font for _charset, font in _CJK_FONTS if _encodes(character, font)), "")


def _encodes(character: str, font: str) -> bool:
    for charset, name in _CJK_FONTS:
        if name == font:
            try:
                character.encode(charset)
            except UnicodeEncodeError:
                continue
            return True
    return False


@cache
def _register_cid(font: str) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(font))


@cache
def _bundled(name: str) -> str:
    folder = resources.files("font_source_sans_pro") / "files"
    accepted = sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".ttf"))
    if name not in accepted:
        raise ReportError(
            _("there is no font '{name}'; accepted: {accepted}").format(name=name, accepted=", ".join(accepted))
        )
    with resources.as_file(folder / f"{name}.ttf") as path:
        pdfmetrics.registerFont(_PlainFont(name, str(path)))
    return name


def _extra(path: Path) -> str:
    name = f"{EXTRA}:{path}"
    try:
        # Asking for shaping without the shaper is not an error: the letters then stand unjoined.
        pdfmetrics.registerFont(TTFont(name, str(path), shapable=True))
    except (TTFError, OSError, ValueError) as error:
        raise ReportError(
            _("{path} is not a font that can be used: a TrueType file (.ttf, or .ttc) is needed").format(path=path)
        ) from error
    return name


@cache
def _coverage(name: str) -> frozenset[int]:
    # Beyond the first 65,536 characters ReportLab writes letters that nobody can copy or search.
    font = pdfmetrics.getFont(name)
    assert isinstance(font, TTFont)
    return frozenset(code for code in font.face.charToGlyph if code <= _LAST_PLAIN)
