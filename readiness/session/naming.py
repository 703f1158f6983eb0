"""Names and words that people type, checked before anything is made of them; pure."""

from __future__ import annotations

from readiness.questionnaire.vocabulary import ValueRefused
from readiness.source import is_clean
from readiness.translation import _

LONGEST_NAME = 200
"""Characters of a name of a person or organisation."""


def named(text: str) -> str:
    """A name with single spaces.

    Raises:
        ValueRefused: empty, too long, or with control characters.
    """
    name = clean(" ".join(text.split()))
    if not name or len(name) > LONGEST_NAME:
        raise ValueRefused(_("a name of 1 to {n} characters is needed").format(n=LONGEST_NAME))
    return name


def clean(text: str) -> str:
    """Text without anything that reaches terminals or hides what is written.

    Raises:
        ValueRefused: it holds such characters.
    """
    if not is_clean(text):
        raise ValueRefused(_("text without control characters is needed"))
    return text
