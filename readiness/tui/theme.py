"""The colours: light and dark, with high contrast, or none at all. No two signs differ only by red against green.

The hues follow the palette of Okabe and Ito (2008), which people with the common forms of colour
blindness can tell apart, darkened or lightened until each reaches a contrast of 4.5 on every background
it stands on; with high contrast that is 5.5 for signs and 9.9 for text.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK, LIGHT, HIGH_CONTRAST, MONOCHROME = "dark", "light", "high-contrast", "monochrome"
HIGH_CONTRAST_LIGHT, MONOCHROME_LIGHT = "high-contrast-light", "monochrome-light"

_FEW_COLOURS = ("linux", "vt100", "vt220", "ansi")
"""Terminals with sixteen colours at most, for which strong ones are chosen."""


def _name(chosen: str) -> str:
    return f"readiness-{chosen}"


DARK_NAME, LIGHT_NAME = _name(DARK), _name(LIGHT)


def _signs(yes: str, partly: str, no: str, unknown: str, quiet: str, unproven: str, stale: str) -> dict[str, str]:
    """What is said in colour; keys have that of what is not known, and what doesn't apply is quiet."""
    return {
        "sign-yes": yes,
        "sign-partly": partly,
        "sign-no": no,
        "sign-unknown": unknown,
        "sign-not-applicable": quiet,
        "sign-unproven": unproven,
        "sign-stale": stale,
        "quiet": quiet,
        "key": unknown,
    }


def _greys(ink: str, quiet: str) -> dict[str, str]:
    """Nothing said in colour."""
    return _signs(ink, ink, ink, ink, quiet, ink, ink)


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
        "button-color-foreground": page,
    }


def _theme(
    chosen: str, signs: dict[str, str], pages: tuple[str, str, str], foreground: str, cursor: tuple[str, str, str]
) -> Theme:
    """`pages` are background, surface and panel; `cursor` its background, foreground, and background while it rests."""
    background, surface, panel = pages
    return Theme(
        name=_name(chosen),
        primary=signs["key"],
        secondary=signs["quiet"],
        accent=signs["sign-partly"],
        warning=signs["sign-partly"],
        error=signs["sign-no"],
        success=signs["sign-yes"],
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        dark=not chosen.endswith(LIGHT),
        variables={**signs, **_cursor(*cursor, background)},
    )


_DARK = _signs("#3CCB9B", "#F0B840", "#FF9166", "#7CC7F7", "#ABB6C1", "#E6A3CB", "#D9C48F")

THEMES = (
    _theme(DARK, _DARK, ("#14181D", "#1D232A", "#232A32"), "#E4E8EC", ("#22445C", "#FFFFFF", "#303B47")),
    _theme(
        LIGHT,
        _signs("#00664A", "#775000", "#A33600", "#0A5796", "#55606B", "#863764", "#655316"),
        ("#FBFBF8", "#F0F1EE", "#E6E8E5"),
        "#1B2127",
        ("#C9E0F3", "#101418", "#DADEDC"),
    ),
    _theme(
        HIGH_CONTRAST,
        _signs("#57E8B7", "#FFCF4D", "#FFA070", "#9BD8FF", "#D6DCE2", "#F7BFE0", "#EBDDB0"),
        ("#000000", "#000000", "#14181D"),
        "#FFFFFF",
        ("#00408C", "#FFFFFF", "#2C3A48"),
    ),
    _theme(
        HIGH_CONTRAST_LIGHT,
        _signs("#004A35", "#523700", "#7A2600", "#003C6E", "#333B43", "#642347", "#463908"),
        ("#FFFFFF", "#FFFFFF", "#EDEFF1"),
        "#000000",
        ("#FFD75E", "#000000", "#DDE1E4"),
    ),
    _theme(
        MONOCHROME,
        _greys("#F2F2F2", "#BDBDBD"),
        ("#101010", "#181818", "#202020"),
        "#F2F2F2",
        ("#484848", "#FFFFFF", "#303030"),
    ),
    _theme(
        MONOCHROME_LIGHT,
        _greys("#111111", "#4A4A4A"),
        ("#FCFCFC", "#F2F2F2", "#E8E8E8"),
        "#111111",
        ("#CFCFCF", "#000000", "#DDDDDD"),
    ),
)


def defaults() -> dict[str, str]:
    """Values of our own variables under a theme that isn't ours."""
    return dict(_DARK)


def chosen(wanted: str, environment: Mapping[str, str] = os.environ) -> str:
    """The theme for what the user chose; else, or where it is none of ours, the one that suits the terminal."""
    name = _name(wanted)
    return name if any(theme.name == name for theme in THEMES) else first_theme(environment)


def first_theme(environment: Mapping[str, str] = os.environ) -> str:
    """The theme to start with. The terminal is not asked, its reply could take seconds: some say it beforehand."""
    is_light = environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
    if environment.get("NO_COLOR"):
        return _name(MONOCHROME_LIGHT if is_light else MONOCHROME)
    if environment.get("TERM") in _FEW_COLOURS:
        return _name(HIGH_CONTRAST_LIGHT if is_light else HIGH_CONTRAST)
    return LIGHT_NAME if is_light else DARK_NAME
