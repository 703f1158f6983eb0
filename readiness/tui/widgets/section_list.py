"""The sections with how far each is answered, and where I am in the present one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from readiness.tui.sign import CURSOR, Sign
from readiness.tui.text import line
from readiness.tui.widgets.hit_lines import Hit, HitLines, Line

_ROOM_FOR_WORDS = 28
"""Cells from which the questions of the present section are named; below, their signs stand in a row."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One question of the present section."""

    item: str
    sign: Sign
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One section."""

    item: str
    """Where a click leads."""
    title: str
    answered: int
    asked: int
    is_current: bool = False

    @property
    def glyph(self) -> str:
        """Complete, begun or untouched."""
        if self.asked and self.answered >= self.asked:
            return "✓"
        return "◐" if self.answered else " "


class SectionList(HitLines[str]):
    """Sections, top to bottom; the present one shows its questions."""

    @dataclass
    class Picked(Message):
        """A section or a question was clicked."""

        item: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[Part, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._here = ""

    def show(self, parts: Sequence[Part], marks: Sequence[Mark], here: str) -> None:
        """Show these sections, the questions of the present one, and which is on screen."""
        self._parts, self._marks, self._here = tuple(parts), tuple(marks), here
        self.rebuild()

    def build(self, width: int) -> list[Line[str]]:
        """A line a section, and below the present one its questions."""
        built: list[Line[str]] = []
        for part in self._parts:
            built.append(self._part(part, width))
            if part.is_current:
                built += self._words(width) if width >= _ROOM_FOR_WORDS else self._strip(width)
        return built

    def _part(self, part: Part, width: int) -> Line[str]:
        count = f" {part.answered}/{part.asked}"
        room = max(1, width - len(count) - 2)
        colour = "$sign-yes" if part.glyph == "✓" else "$sign-partly"
        content = Content.assemble(
            (part.glyph, colour),
            " ",
            Content(line(part.title)).truncate(room, ellipsis=True, pad=True),
            (count, "$quiet"),
        )
        if part.is_current:
            content = content.stylize_before("bold")
        return Line(content, (Hit(0, width, part.item),))

    def _strip(self, width: int) -> list[Line[str]]:
        each = max(1, width - 2)
        built = []
        for start in range(0, len(self._marks), each):
            marks = self._marks[start : start + each]
            cells = [self._here_styled(mark.sign.mark, mark) for mark in marks]
            hits = tuple(Hit(2 + n, 3 + n, mark.item) for n, mark in enumerate(marks))
            built.append(Line(Content.assemble("  ", *cells), hits))
        return built

    def _words(self, width: int) -> list[Line[str]]:
        built = []
        for mark in self._marks:
            words = Content(line(mark.words)).truncate(max(1, width - 4), ellipsis=True, pad=True)
            content = Content.assemble("  ", mark.sign.mark, " ", words)
            if mark.item != self._here:
                content = content.stylize_before("$quiet")
            built.append(Line(self._here_styled(content, mark), (Hit(0, width, mark.item),)))
        return built

    def _here_styled(self, content: Content, mark: Mark) -> Content:
        return content.stylize_before(CURSOR) if mark.item == self._here else content

    def hit(self, target: str) -> None:
        """Go where was clicked."""
        self.post_message(self.Picked(target))
