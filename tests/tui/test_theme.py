"""The colours: readable on every background they stand on, and never the only carrier of a meaning."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import Theme

from readiness.assessment.findings import Kind
from readiness.questionnaire.vocabulary import State
from readiness.tui.sign import kind_sign, state_sign
from readiness.tui.theme import DARK_NAME, LIGHT_NAME, THEMES, defaults, first_theme

LEAST = 4.5
"""Contrast that WCAG 2.1 asks of text (AA)."""
WORDS = ("foreground", "primary", "accent", "error", "success", "warning")


def luminance(color: Color) -> float:
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_word_can_be_read_on_every_background(theme: Theme) -> None:
    backgrounds = [theme.background, theme.surface, theme.panel, theme.variables["block-cursor-background"]]
    backgrounds.append(theme.variables["block-cursor-blurred-background"])
    words = {name: getattr(theme, name) for name in WORDS} | {
        name: value for name, value in theme.variables.items() if name.startswith("sign-") or name in ("quiet", "key")
    }
    poor = {
        (name, background): round(contrast(colour, background), 2)
        for name, colour in words.items()
        for background in backgrounds
        if contrast(colour, background) < LEAST
    }
    assert not poor
    cursor = theme.variables["block-cursor-foreground"], theme.variables["block-cursor-background"]
    assert contrast(*cursor) >= LEAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_yes_and_no_differ_in_brightness_or_blue_for_those_who_do_not_tell_red_from_green(theme: Theme) -> None:
    yes, no = (Color.parse(theme.variables[name]) for name in ("sign-yes", "sign-no"))
    assert abs(yes.b - no.b) > 50 or abs(luminance(yes) - luminance(no)) > 0.15


def test_a_theme_that_is_not_ours_has_all_our_colours() -> None:
    for theme in THEMES:
        ours = {name for name in theme.variables if name.startswith("sign-")} | {"quiet", "key"}
        assert ours <= set(defaults())


def test_every_state_and_kind_has_a_glyph_and_a_word_of_its_own() -> None:
    states = [state_sign(state) for state in (*State, None)]
    kinds = [kind_sign(kind.value) for kind in Kind]
    for one, other in combinations(states, 2):
        assert one.glyph != other.glyph
        assert one.word != other.word
    assert len({sign.word for sign in kinds}) == len(kinds)
    assert all(sign.glyph.strip() and sign.word for sign in (*states, *kinds))


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, DARK_NAME),
        ({"COLORFGBG": "15;0"}, DARK_NAME),
        ({"COLORFGBG": "0;15"}, LIGHT_NAME),
        ({"COLORFGBG": "0;default;7"}, LIGHT_NAME),
        ({"COLORFGBG": "nonsense"}, DARK_NAME),
    ],
)
def test_the_first_theme_follows_what_the_terminal_said_beforehand(environment: dict[str, str], name: str) -> None:
    assert first_theme(environment) == name
