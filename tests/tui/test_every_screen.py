"""What holds on every screen: it can be read in every theme, and it can be painted in ASCII.

One walk shows both. It wears a theme in which each variable has a colour of its own, so that what is painted tells
which variables meet; their contrast is then computed for the themes there are.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.color import parse_rgb_hex
from rich.color_triplet import ColorTriplet
from textual.theme import Theme

from readiness.tui.theme import THEMES
from tests.tui.contrast import LEAST, contrast
from tests.tui.harness import User, opened
from tests.tui.walk import furnished_desk, walk

_FIELDS = (
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
    "foreground",
    "background",
    "surface",
    "panel",
)
_WORDS = re.compile("[^\\s\u2500-\u259f#=.:|+*%-]")
"""Words, neither bars nor frames."""


@dataclass(frozen=True)
class Painted:
    """One screen of the walk."""

    name: str
    lines: list[str]
    pairs: set[tuple[str, str, str]]
    """Ink and paper as variables, and words painted so."""


def _probe() -> tuple[Theme, dict[str, list[str]]]:
    """A theme of colours that occur nowhere else, and which variables have each of them."""
    names = [*_FIELDS, *THEMES[0].variables]
    colours = {}
    for number, name in enumerate(name for name in names if not name.endswith("style")):
        level = 0x10 if name in ("background", "surface", "panel") or name.endswith("background") else 0xE0
        colours[name] = f"#{level:02X}{0x40 + number:02X}{0x90 - number:02X}"
    fields = {name: colours[name] for name in _FIELDS}
    variables = {name: colours.get(name, value) for name, value in THEMES[0].variables.items()}
    theme = Theme(name="probe", dark=True, variables=variables, **fields)
    return theme, {colour.lower(): name for name, colour in colours.items()}


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[Painted]:
    return asyncio.run(_walked(tmp_path_factory.mktemp("screens")))


async def _walked(folder: Path) -> list[Painted]:
    theme, variables = _probe()
    async with opened(furnished_desk(folder), in_ascii=True) as user:
        user.app.register_theme(theme)
        user.app.theme = theme.name
        await user.settled()
        return [Painted(name, user.lines, set(_pairs(user, variables))) async for name in walk(user)]


def _pairs(user: User, variables: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Words that are painted; behind a window nothing is meant to be read."""
    screen = user.app.screen
    modal = next(iter(screen.query("#window, #--container")), None) if screen.is_modal else None
    region = screen.region if modal is None else modal.region
    for strip in screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None or not _WORDS.search(segment.text):
                continue
            ink, paper = (colour.get_truecolor() for colour in (style.color, style.bgcolor))
            pair = (paper, ink) if style.reverse else (ink, paper)
            yield *(_variable(colour, variables) for colour in pair), segment.text.strip()


def _variable(colour: ColorTriplet, variables: dict[str, str]) -> str:
    """The variable with a colour, which blending may have rounded; the colour itself where there is none."""
    for known, name in variables.items():
        if all(abs(one - other) < 2 for one, other in zip(colour, parse_rgb_hex(known[1:]), strict=True)):
            return name
    return colour.hex


def test_every_word_can_be_read_in_every_theme(screens: list[Painted]) -> None:
    met = {
        pair: f"{screen.name}: {words}"
        for screen in screens
        for *pair_, words in screen.pairs
        for pair in [tuple(pair_)]
    }
    assert not {pair: where for pair, where in met.items() if any(name.startswith("#") for name in pair)}
    poor = {
        (theme.name, *pair): (round(found, 2), where)
        for theme in THEMES
        for pair, where in met.items()
        if (found := contrast(*(theme.variables.get(name) or getattr(theme, name) for name in pair))) < LEAST
    }
    assert not poor
    assert len(met) > 20


def test_every_screen_can_be_painted_in_ascii(screens: list[Painted]) -> None:
    # Letters are words, such as the name a language gives itself; what we draw are signs.
    signs = {sign: screen.name for screen in screens for line in screen.lines for sign in line if not sign.isalpha()}
    strange = {sign: name for sign, name in signs.items() if not sign.isascii()}
    assert not strange
    assert {len(line) for screen in screens for line in screen.lines} == {80}
    assert len(screens) == 13
