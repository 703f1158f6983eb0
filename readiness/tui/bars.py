"""Bars drawn with characters: proven over in place, told apart by their shape as well as their colour."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from textual.content import Content

_PROVEN, _IN_PLACE, _REST, _BEFORE = "█", "▒", "░", "┃"


def bar(in_place: Fraction | None, proven: Fraction | None, cells: int, before: Fraction | None = None) -> Content:
    """A bar of `cells` cells for two percentages, the second a part of the first; `before` is marked in it."""
    whole = _cells(in_place, cells)
    shown = min(whole, _cells(proven, cells))
    drawn = [(_PROVEN, "$primary")] * shown + [(_IN_PLACE, "$primary")] * (whole - shown)
    drawn += [(_REST, "$quiet")] * (cells - whole)
    if before is not None:
        drawn[min(_cells(before, cells), cells - 1)] = (_BEFORE, "bold $foreground")
    return Content.assemble(*(("".join(cell for cell, _style in same), style) for style, same in _runs(drawn)))


def legend(proven: str, in_place: str, before: str = "") -> Content:
    """What the shapes mean; that of last time where there was one."""
    known = Content.assemble((_PROVEN, "$primary"), f" {proven}  ", (_IN_PLACE, "$primary"), f" {in_place}")
    return Content.assemble(known, "  ", (_BEFORE, "bold $foreground"), f" {before}") if before else known


def _runs(drawn: list[tuple[str, str]]) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    """Cells of one style beside each other."""
    return groupby(drawn, key=lambda cell: cell[1])


def _cells(percent: Fraction | None, cells: int) -> int:
    return 0 if percent is None else int(percent * cells / 100)
