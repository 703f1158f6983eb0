"""Bars drawn with characters: proven over in place, told apart by their shape as well as their colour."""

from __future__ import annotations

from fractions import Fraction

from textual.content import Content

_PROVEN, _IN_PLACE, _REST = "█", "▒", "░"


def bar(in_place: Fraction | None, proven: Fraction | None, cells: int) -> Content:
    """A bar of `cells` cells for two percentages, the second a part of the first."""
    whole = _cells(in_place, cells)
    shown = min(whole, _cells(proven, cells))
    return Content.assemble(
        (_PROVEN * shown, "$primary"), (_IN_PLACE * (whole - shown), "$primary"), (_REST * (cells - whole), "$quiet")
    )


def legend(proven: str, in_place: str) -> Content:
    """What the two shapes mean."""
    return Content.assemble((_PROVEN, "$primary"), f" {proven}  ", (_IN_PLACE, "$primary"), f" {in_place}")


def _cells(percent: Fraction | None, cells: int) -> int:
    return 0 if percent is None else int(percent * cells / 100)
