"""Elements whose text is escaped: what people and packs wrote never becomes markup.

`Html` marks what is markup already; the type checker refuses text that was not escaped here.
"""

from __future__ import annotations

from html import escape
from typing import NewType

from readiness.report.document import Glyph, Line, Mark, Run, Tone
from readiness.report.place import Places
from readiness.report.text import SIGNS, lines_of, printable

Html = NewType("Html", str)

NONE = Html("")
BREAK = Html("<br>")
_TONES = {
    Glyph.YES: Tone.GOOD,
    Glyph.PARTLY: Tone.FAIR,
    Glyph.NO: Tone.BAD,
    Glyph.UNKNOWN: Tone.FAIR,
    Glyph.UNPROVEN: Tone.FAIR,
    Glyph.STALE: Tone.FAIR,
    Glyph.CONFLICT: Tone.BAD,
}


def text(content: str) -> Html:
    """Text on one line, escaped."""
    return Html(escape(" ".join(printable(content).split())))


def tag(name: str, /, *inner: Html, **attributes: str) -> Html:
    """An element. Empty attributes are left out; `class_` is `class`, and an underscore becomes a hyphen."""
    return Html(f"{opened(name, **attributes)}{''.join(inner)}</{name}>")


def opened(name: str, /, **attributes: str) -> Html:
    """The start of an element, or one that has no content."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(printable(value))}"'
        for key, value in attributes.items()
        if value
    )
    return Html(f"<{name}{given}>")


def joined(*parts: Html) -> Html:
    """Elements after each other."""
    return Html("".join(parts))


def inline(runs: Line, places: Places) -> Html:
    """A line with its looks, links and signs; each line end is a break."""
    return Html(BREAK.join("".join(_part(part, places) for part in parts) for parts in lines_of(runs)))


def _part(part: Run | Mark, places: Places) -> Html:
    if isinstance(part, Mark):
        tone = _TONES.get(part.glyph)
        # The word after it says the same; read aloud, the sign would only be in the way.
        sign = tag("span", text(SIGNS[part.glyph]), class_=f"sign {tone.value}" if tone else "sign", aria_hidden="true")
        return joined(sign, Html(" "))
    made = Html(escape(part.text))
    classes = " ".join(
        name for name, holds in (("muted", part.muted), (part.tone.value, part.tone is not Tone.PLAIN)) if holds
    )
    if part.strong:
        made = tag("strong", made, class_=classes)
    elif classes:
        made = tag("span", made, class_=classes)
    target = places.target(part.to)
    return tag("a", made, href=f"#{target}") if target else made
