"""A glyph and a word for every state, so that colour never carries meaning alone."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from readiness.labels import label
from readiness.questionnaire.vocabulary import Severity, State

DASH = "\u2013"
"""Doesn't apply, or no number."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How a state is shown."""

    glyph: str
    word: str
    colour: str
    """Name of a theme variable, with its `$`."""

    @property
    def mark(self) -> Content:
        """The glyph in its colour."""
        return Content.styled(self.glyph, self.colour)

    @property
    def full(self) -> Content:
        """The glyph and the word."""
        return Content.styled(f"{self.glyph} {self.word}", self.colour)


_STATES = {
    "none": ("·", "$quiet"),
    State.YES: ("✓", "$sign-yes"),
    State.PARTLY: ("◐", "$sign-partly"),
    State.NO: ("✗", "$sign-no"),
    State.UNKNOWN: ("?", "$sign-unknown"),
    State.NOT_APPLICABLE: (DASH, "$sign-not-applicable"),
}
_KINDS = {
    "gap": ("✗", "$sign-no"),
    "unknown": ("?", "$sign-unknown"),
    "unproven": ("!", "$sign-unproven"),
    "stale": ("⧗", "$sign-stale"),
    "conflict": ("≠", "$sign-partly"),
    "expiring": ("⧗", "$sign-stale"),
}


def state_sign(state: State | None) -> Sign:
    """The sign of an answer; None is not answered."""
    id = state or "none"
    glyph, colour = _STATES[id]
    return Sign(glyph, label("state_sign", id), colour)


def kind_sign(kind: str) -> Sign:
    """The sign of a kind of finding."""
    glyph, colour = _KINDS[kind]
    return Sign(glyph, label("finding", kind), colour)


def severity_style(severity: Severity) -> str:
    """How the word of a severity is set."""
    return {
        Severity.CRITICAL: "bold $sign-no",
        Severity.HIGH: "$sign-partly",
        Severity.MEDIUM: "$foreground",
        Severity.LOW: "$quiet",
    }[severity]


FLAG = "⚑"

CURSOR = "$block-cursor-foreground on $block-cursor-background"
"""Under the cursor of what has the focus."""
CURSOR_FAINT = "on $block-cursor-blurred-background"
"""Under the cursor of what has not."""
