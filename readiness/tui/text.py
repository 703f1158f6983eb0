"""Text from people and packs, made safe to draw.

It is data: it never goes through markup, and what a terminal would act on is taken out here even where it
was already refused on its way in, because a stored file may have been written by something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.content import Content

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BREAKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text without control characters and without what hides or turns what is written."""
    return _UNSEEN.sub("", text)


def line(text: str) -> str:
    """The text on one line, cleaned."""
    return _BREAKS.sub(" ", clean(text)).strip()


def shown(text: str, style: str = "") -> Content:
    """Text as content in one style; never markup."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def lines(parts: Iterable[Content]) -> Content:
    """Contents below each other."""
    return Content("\n").join(parts)


def indented(text: Content, width: int, first: Content, rest: int) -> list[Content]:
    """Lines of `text` within `width` cells: `first` before the first line, `rest` blanks before the others."""
    wrapped = text.wrap(max(8, width - rest)) or [Content("")]
    return [Content.assemble(first if number == 0 else " " * rest, part) for number, part in enumerate(wrapped)]
