"""The parts of a screen in one line, each with its key: a key or a click shows one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from readiness.tui.text import line
from readiness.tui.widgets.hit_lines import Hit, HitLines, Line

_GAP = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a screen."""

    key: str
    title: str
    is_current: bool = False


class ViewLine(HitLines[str]):
    """The parts; the one that is shown has a pointer before it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Part, ...] = ()

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts."""
        self._parts = tuple(parts)
        self.rebuild()

    def build(self, width: int) -> list[Line[str]]:
        """One line."""
        drawn: list[Content] = []
        hits: list[Hit[str]] = []
        used = 0
        for part in self._parts:
            title = Content.styled(line(part.title), "bold" if part.is_current else "$quiet")
            entry = Content.assemble("▸ " if part.is_current else "  ", (part.key, "bold $key"), " ", title)
            hits.append(Hit(used, used + entry.cell_length, part.key))
            drawn.append(Content.assemble(entry, " " * _GAP))
            used += entry.cell_length + _GAP
        return [Line(Content.assemble(*drawn).truncate(max(width, 1)), tuple(hits))]

    def hit(self, target: str) -> None:
        """Press its key."""
        self.app.simulate_key(target)
