"""The command palette: everything the keys of this screen do, to be found by its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider


class KeyCommands(Provider):
    """Commands made from the bindings that are active."""

    async def discover(self) -> Hits:
        """Those of the key line, while nothing is typed."""
        for words, active in self._commands():
            if not active.binding.show:
                continue
            yield DiscoveryHit(words, partial(self._run, active), help=self.app.get_key_display(active.binding))

    async def search(self, query: str) -> Hits:
        """Those that fit what is typed."""
        matcher = self.matcher(query)
        for words, active in self._commands():
            score = matcher.match(words)
            if score > 0:
                shown = matcher.highlight(words)
                yield Hit(score, shown, partial(self._run, active), help=self.app.get_key_display(active.binding))

    def _commands(self) -> Iterator[tuple[str, ActiveBinding]]:
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.description and active.enabled and not binding.system:
                found.setdefault(active.tooltip or binding.description, active)
        yield from found.items()

    async def _run(self, active: ActiveBinding) -> None:
        if self.screen in self.app.screen_stack:  # it may have been left while the palette was closing
            await self.app.run_action(active.binding.action, active.node)
