"""Arabic and Hebrew: letters joined by the shaper, words of a line set from right to left.

ReportLab shapes a word and puts its letters in order, but leaves the words of a line as they were
typed; its own remedy is a package that can't be installed. So the words are turned here, line by line,
after the lines were broken.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

from reportlab.platypus.paragraph import Paragraph

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their relatives."""


@cache
def can_shape() -> bool:
    """Whether the shaper is installed."""
    return find_spec("uharfbuzz") is not None


class RightToLeftParagraph(Paragraph):
    """A paragraph with right-to-left words in it; its style asks for shaping."""

    def breakLines(self, width: Any) -> Any:  # noqa: N802  # ReportLab's name
        """Break the lines, then turn the right-to-left words of each."""
        broken = super().breakLines(width)
        for line in broken.lines:
            for fragment in getattr(line, "words", ()):
                text = getattr(fragment, "text", "")
                if RIGHT_TO_LEFT.search(text):
                    fragment.text = _turned(text)
        return broken


def _turned(text: str) -> str:
    """The words of a stretch in the order they are read from the left; spaces at its ends stay there."""
    before = len(text) - len(text.lstrip(" "))
    after = len(text.rstrip(" "))
    spaces = [place for place in range(before, after) if text[place] == " "]
    turned = text[after:]
    # Slices keep the shapes of their letters; split() and join() would lose them.
    for start, end in zip([before, *(place + 1 for place in spaces)], [*spaces, after], strict=True):
        turned = text[start:end] + (" " if start > before else "") + turned
    return text[:before] + turned
