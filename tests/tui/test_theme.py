"""The colours: readable on every background they stand on, and never the only carrier of a meaning."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from readiness.assessment.findings import Kind
from readiness.questionnaire.vocabulary import State
from readiness.session.preferences import THEMES as CHOICES
from readiness.session.preferences import preferences
from readiness.tui.colours import names
from readiness.tui.sign import kind_sign, state_sign
from readiness.tui.theme import DARK_NAME, LIGHT_NAME, THEMES, chosen, defaults, first_theme
from tests.tui.contrast import LEAST, contrast, luminance
from tests.tui.harness import known_desk, opened

WORDS = ("foreground", "primary", "accent", "error", "success", "warning")


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


def test_the_themes_that_are_offered_are_those_there_are() -> None:
    assert tuple(names()) == CHOICES
    assert {chosen(name) for name in CHOICES[1:]} == {theme.name for theme in THEMES}
    assert chosen("pink", {}) == chosen("", {}) == DARK_NAME


async def test_a_theme_is_chosen_in_the_palette_and_remembered(tmp_path: Path) -> None:
    desk = known_desk(tmp_path)
    desk.create("Harbor Dental")
    async with opened(desk) as user:
        await user.sees("Harbor Dental")
        await user.keys("ctrl+p")
        await user.types("high contrast light")
        await user.until(lambda: user.reads("Colours: high contrast, light"), "the command")
        await user.keys("enter")
        await user.until(lambda: user.app.theme == chosen("high-contrast-light"), "worn")
        await user.until(lambda: preferences(desk.workspace).theme == "high-contrast-light", "remembered")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_yes_and_no_differ_in_brightness_or_blue_for_those_who_do_not_tell_red_from_green(theme: Theme) -> None:
    yes, no = (Color.parse(theme.variables[name]) for name in ("sign-yes", "sign-no"))
    assert yes == no or abs(yes.b - no.b) > 50 or abs(luminance(yes) - luminance(no)) > 0.15


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
        ({"NO_COLOR": "1"}, "readiness-monochrome"),
        ({"NO_COLOR": "1", "COLORFGBG": "0;15"}, "readiness-monochrome-light"),
        ({"TERM": "linux"}, "readiness-high-contrast"),
    ],
)
def test_the_first_theme_follows_what_the_terminal_said_beforehand(environment: dict[str, str], name: str) -> None:
    assert first_theme(environment) == name
