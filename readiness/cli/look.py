"""The options that say how the app looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from readiness.translation import _

Verb = TypeVar("Verb", bound=Callable[..., Any])

TERMINAL = "terminal"
"""The colours that suit the terminal."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was said of it; nothing leaves it to the settings and the terminal."""

    theme: str = ""
    in_ascii: bool = False


class ThemeName(click.ParamType[str]):
    """The name of a set of colours, or `terminal`."""

    name = "theme"

    def __init__(self, *others: str) -> None:
        self._others = others

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name that was typed; nothing stays nothing."""
        from readiness.session.preferences import THEMES

        names = (*THEMES[1:], *self._others)
        if value and value not in names:
            self.fail(_("one of {names} is needed").format(names=", ".join(names)), param, ctx)
        return str(value)


def look_options(verb: Verb) -> Verb:
    """`--theme NAME` and `--ascii`."""
    colours = click.option(
        "--theme",
        metavar="NAME",
        type=ThemeName(),
        default="",
        help=_("Colours of the app: dark, light, high-contrast, high-contrast-light, monochrome, monochrome-light."),
    )
    signs = click.option(
        "--ascii", "in_ascii", is_flag=True, help=_("Draw the app with ASCII only, for terminals that lack our signs.")
    )
    return colours(signs(verb))
