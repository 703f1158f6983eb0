"""The keys that work right now, at the foot of every screen; each can be clicked."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from readiness.translation import _
from readiness.tui.widgets.hit_lines import Hit, HitLines, Line

_GAP = 2
_MOST_LINES = 2


class KeyLine(HitLines[str]):
    """The shown bindings of the screen and the focused widget, on at most two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Binding] = []

    def on_mount(self) -> None:
        """Follow the bindings as the focus moves."""
        self._shown = self._bindings_shown()
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _screen: Screen[object]) -> None:
        # Told at every key, and nearly always of the keys that are there already.
        shown = self._bindings_shown()
        if shown != self._shown:
            self._shown = shown
            self.rebuild()

    def rebuild(self) -> None:
        """Build the line again."""
        super().rebuild()
        width, height = self.content_size
        if width and len(self.lines_at(width)) != height:
            # While the screen is being mounted, Textual takes a second wish for a layout to be the first one.
            self.call_after_refresh(self.refresh, layout=True)

    def build(self, width: int) -> list[Line[str]]:
        """Key and word, as many as two lines hold."""
        rows: list[tuple[list[Content], list[Hit[str]], int]] = [([], [], 1)]
        for binding in self._shown:
            key = self.app.get_key_display(binding)
            entry = Content.assemble((key, "bold $key"), " ", (binding.description, "$quiet"))
            parts, hits, used = rows[-1]
            if used + entry.cell_length > width and parts:
                if len(rows) == _MOST_LINES:
                    break
                rows.append(([], [], 1))
                parts, hits, used = rows[-1]
            parts.append(Content.assemble(entry, " " * _GAP))
            hits.append(Hit(used, used + entry.cell_length, binding.key))
            rows[-1] = (parts, hits, used + entry.cell_length + _GAP)
        return [Line(Content.assemble(" ", *parts).truncate(max(width, 1)), tuple(hits)) for parts, hits, _used in rows]

    def _bindings_shown(self) -> list[Binding]:
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and not self._is_typed(binding):
                found.setdefault(binding.action, binding)
        return sorted(found.values(), key=lambda binding: binding.key in _LAST)

    def _is_typed(self, binding: Binding) -> bool:
        """Whether the key only writes itself into the field that has the focus."""
        focused, character = self.screen.focused, self.app.get_key_display(binding)
        return focused is not None and len(character) == 1 and focused.check_consume_key(binding.key, character)

    def hit(self, target: str) -> None:
        """Press the key."""
        self.app.simulate_key(target)


_LAST = ("question_mark", "f1", "f2", "q")
"""Keys that stand at the end of the line, wherever they are bound."""


def key_names() -> dict[str, str]:
    """Names of keys as they are shown, where Textual's own differ."""
    return {
        "question_mark": "?",
        "slash": "/",
        "comma": ",",
        "escape": _("esc"),
        "pageup": _("pgup"),
        "pagedown": _("pgdn"),
        "space": _("space"),
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "f1": "F1",
        "f2": "F2",
    }
