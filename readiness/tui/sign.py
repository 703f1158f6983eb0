"""A glyph and a word for every state, so that colour never carries meaning alone."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from readiness.questionnaire.vocabulary import Severity, State
from readiness.translation import _

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


def state_sign(state: State | None) -> Sign:
    """The sign of an answer; None is not answered."""
    if state is None:
        return Sign("·", _("not answered"), "$quiet")
    return {
        State.YES: Sign("✓", _("yes"), "$sign-yes"),
        State.PARTLY: Sign("◐", _("partly"), "$sign-partly"),
        State.NO: Sign("✗", _("no"), "$sign-no"),
        State.UNKNOWN: Sign("?", _("don't know"), "$sign-unknown"),
        State.NOT_APPLICABLE: Sign(DASH, _("n/a"), "$sign-not-applicable"),
    }[state]


def kind_sign(kind: str) -> Sign:
    """The sign of a kind of finding."""
    return {
        "gap": Sign("✗", _("missing"), "$sign-no"),
        "unknown": Sign("?", _("not known"), "$sign-unknown"),
        "unproven": Sign("!", _("no proof"), "$sign-unproven"),
        "stale": Sign("⧗", _("proof too old"), "$sign-stale"),
        "conflict": Sign("≠", _("doesn't fit together"), "$sign-partly"),
        "expiring": Sign("⧗", _("runs out"), "$sign-stale"),
    }[kind]


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
