"""The contrast of two colours, as WCAG 2.1 computes it."""

from __future__ import annotations

from textual.color import Color

LEAST = 4.5
"""What it asks of text (AA)."""


def luminance(color: Color) -> float:
    """How bright a colour is, 0 to 1."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)
