"""The colours: light and dark, chosen so that no two signs differ only by red against green.

The hues follow the palette of Okabe and Ito (2008), which people with the common forms of colour
blindness can tell apart, darkened or lightened until each reaches a contrast of 4.5 on its background.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK_NAME, LIGHT_NAME = "readiness-dark", "readiness-light"

_DARK = {
    "sign-yes": "#3CCB9B",
    "sign-partly": "#F0B840",
    "sign-no": "#FF9166",
    "sign-unknown": "#7CC7F7",
    "sign-not-applicable": "#ABB6C1",
    "sign-unproven": "#E6A3CB",
    "sign-stale": "#D9C48F",
    "quiet": "#ABB6C1",
    "key": "#7CC7F7",
}
_LIGHT = {
    "sign-yes": "#00664A",
    "sign-partly": "#775000",
    "sign-no": "#A33600",
    "sign-unknown": "#0A5796",
    "sign-not-applicable": "#55606B",
    "sign-unproven": "#863764",
    "sign-stale": "#655316",
    "quiet": "#55606B",
    "key": "#0A5796",
}


def _cursor(background: str, foreground: str, blurred: str, page: str) -> dict[str, str]:
    return {
        "block-cursor-background": background,
        "block-cursor-foreground": foreground,
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": blurred,
        "block-cursor-blurred-foreground": foreground,
        "block-cursor-blurred-text-style": "none",
        "scrollbar": blurred,
        "scrollbar-hover": background,
        "scrollbar-active": background,
        "scrollbar-background": page,
        "scrollbar-background-hover": page,
        "scrollbar-background-active": page,
        "scrollbar-corner-color": page,
        "input-cursor-background": foreground,
        "input-cursor-foreground": page,
    }


THEMES = (
    Theme(
        name=DARK_NAME,
        primary="#7CC7F7",
        secondary="#ABB6C1",
        accent="#F0B840",
        warning="#F0B840",
        error="#FF9166",
        success="#3CCB9B",
        foreground="#E4E8EC",
        background="#14181D",
        surface="#1D232A",
        panel="#232A32",
        dark=True,
        variables={**_DARK, **_cursor("#22445C", "#FFFFFF", "#303B47", "#14181D")},
    ),
    Theme(
        name=LIGHT_NAME,
        primary="#0A5796",
        secondary="#55606B",
        accent="#775000",
        warning="#775000",
        error="#A33600",
        success="#00664A",
        foreground="#1B2127",
        background="#FBFBF8",
        surface="#F0F1EE",
        panel="#E6E8E5",
        dark=False,
        variables={**_LIGHT, **_cursor("#C9E0F3", "#101418", "#DADEDC", "#FBFBF8")},
    ),
)


def defaults() -> dict[str, str]:
    """Values of our own variables under a theme that isn't ours."""
    return dict(_DARK)


def first_theme(environment: Mapping[str, str] = os.environ) -> str:
    """The theme to start with. The terminal is not asked, its reply could take seconds: some say it beforehand."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT_NAME if background in ("7", "15") else DARK_NAME
