"""One or several of a list: short lists as boxes side by side, long ones in a window that filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from readiness.translation import _
from readiness.tui.sign import CURSOR
from readiness.tui.text import indented, line
from readiness.tui.widgets.hit_lines import Hit, HitLines, Line

_MOST_BOXES = 7
"""Longer lists open in a window of their own."""
_MARK = 4
"""Cells of the box itself."""
_LONGEST_ROW = 46
"""A box with longer words stands on a line of its own."""


class ChoiceField(HitLines[int], can_focus=True):
    """Boxes to tick. `[•]` and `[ ]` differ by shape, not by colour."""

    BINDINGS = [
        Binding("left,up", "move(-1)", _("Box before"), show=False),
        Binding("right,down", "move(1)", _("Box after"), show=False),
        Binding("space", "tick", _("tick")),
        Binding("enter", "submit", _("next")),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class _Message(Message):
        """Names the field."""

        def __init__(self, field: ChoiceField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    class Changed(_Message):
        """What is ticked has changed."""

    class Submitted(_Message):
        """Enter was pressed."""

    class Opened(_Message):
        """The list is long: a window is wanted for it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._choices: dict[str, str] = {}
        self._chosen: tuple[str, ...] = ()
        self.several = False

    @property
    def choices(self) -> Mapping[str, str]:
        """Value -> label of everything on offer."""
        return self._choices

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked, in the order of the list."""
        return self._chosen

    @property
    def is_long(self) -> bool:
        """Whether the list opens in a window of its own."""
        return len(self._choices) > _MOST_BOXES

    def show(self, choices: Mapping[str, str], chosen: Sequence[str], *, several: bool) -> None:
        """Offer these choices."""
        self._choices = dict(choices)
        self.several = several
        self._chosen = tuple(value for value in choices if value in chosen)
        values = list(choices)
        self.cursor = values.index(self._chosen[0]) if self._chosen else 0
        self.rebuild()

    def choose(self, chosen: Sequence[str]) -> None:
        """Tick exactly these, and tell."""
        self._chosen = tuple(value for value in self._choices if value in chosen)
        self.rebuild()
        self.post_message(self.Changed(self))

    def build(self, width: int) -> list[Line[int]]:
        """Boxes flowed into lines, or what is chosen from a long list."""
        if self.is_long:
            return self._summary(width)
        built: list[Line[int]] = []
        parts: list[Content] = []
        hits: list[Hit[int]] = []
        used = 0
        for number, (value, label) in enumerate(self._choices.items()):
            box = self._box(number, value, label)
            size = box.cell_length
            if parts and (used + size > width or size > _LONGEST_ROW):
                built.append(Line(Content.assemble(*parts), tuple(hits)))
                parts, hits, used = [], [], 0
            if size > width:
                built += [Line(part, (Hit(0, width, number),)) for part in _hanging(box, width)]
                continue
            parts += [box, Content("  ")]
            hits.append(Hit(used, used + size, number))
            used += size + 2
        if parts:
            built.append(Line(Content.assemble(*parts), tuple(hits)))
        return built or [Line(Content(""))]

    def _box(self, number: int, value: str, label: str) -> Content:
        ticked = value in self._chosen
        mark = ("✓" if self.several else "•") if ticked else " "
        box = Content.assemble(
            (f"[{mark}]" if self.several else f"({mark})", "bold $primary" if ticked else "$quiet"),
            " ",
            (line(label), "bold" if ticked else ""),
        )
        if number == self.cursor and self.has_focus:
            return box.stylize_before(CURSOR)
        return box

    def _summary(self, width: int) -> list[Line[int]]:
        named = ", ".join(line(self._choices[value]) for value in self._chosen)
        words = Content(named) if named else Content.styled(_("enter or click to choose"), "$quiet")
        start = Content.assemble(("▾ ", "bold $primary"), (f"{len(self._chosen)}: " if self._chosen else "", "bold"))
        whole = Content.assemble(start, words)
        if self.has_focus:
            whole = whole.truncate(width, ellipsis=True, pad=True).stylize_before(CURSOR)
        return [Line(whole.truncate(width, ellipsis=True), (Hit(0, width, 0),))]

    def hit(self, target: int) -> None:
        """A click ticks, or opens the window."""
        self.focus()
        if self.is_long:
            self.post_message(self.Opened(self))
            return
        self.cursor = target
        self.action_tick()

    def watch_cursor(self) -> None:
        """Show where the cursor is."""
        if self.is_mounted:
            self.rebuild()

    def on_key(self, event: events.Key) -> None:
        """A digit ticks the box at that place."""
        if not self.is_long and event.key.isdigit() and 1 <= int(event.key) <= len(self._choices):
            event.stop()
            self.cursor = int(event.key) - 1
            self.action_tick()

    def action_move(self, by: int) -> None:
        """Move the cursor along the boxes."""
        if not self.is_long:
            self.cursor = max(0, min(self.cursor + by, len(self._choices) - 1))

    def action_tick(self) -> None:
        """Tick or clear the box under the cursor."""
        if self.is_long:
            self.post_message(self.Opened(self))
            return
        value = list(self._choices)[self.cursor]
        if not self.several:
            self.choose(() if self._chosen == (value,) else (value,))
        elif value in self._chosen:
            self.choose([one for one in self._chosen if one != value])
        else:
            self.choose([*self._chosen, value])

    def action_submit(self) -> None:
        """Go on; a long list that is still empty opens instead."""
        if self.is_long and not self._chosen:
            self.post_message(self.Opened(self))
        else:
            self.post_message(self.Submitted(self))


def _hanging(box: Content, width: int) -> list[Content]:
    """A box with words too long for one line, the later lines below the first word."""
    return indented(box[_MARK:], width, box[:_MARK], _MARK)
