"""The names of the colours to choose from, as people read them."""

from __future__ import annotations

from readiness.translation import _
from readiness.tui import theme


def names() -> dict[str, str]:
    """What is remembered -> how it is called; "" is what follows the terminal."""
    return {
        "": _("as the terminal"),
        theme.DARK: _("dark"),
        theme.LIGHT: _("light"),
        theme.HIGH_CONTRAST: _("high contrast, dark"),
        theme.HIGH_CONTRAST_LIGHT: _("high contrast, light"),
        theme.MONOCHROME: _("no colours, dark"),
        theme.MONOCHROME_LIGHT: _("no colours, light"),
    }
