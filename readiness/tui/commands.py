"""The command palette: everything the keys of this screen do, and the colours, to be found by words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType


class Command(NamedTuple):
    """What can be done."""

    words: str
    help: str
    run: IgnoreReturnCallbackType
    is_shown: bool = False
    """Whether it is offered while nothing is typed."""


class KeyCommands(Provider):
    """Commands made from the bindings that are active, and those of the app that have no key."""

    async def discover(self) -> Hits:
        """Those of the key line, while nothing is typed."""
        for command in self._commands():
            if command.is_shown:
                yield DiscoveryHit(command.words, command.run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those that fit what is typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.words)
            if score > 0:
                yield Hit(score, matcher.highlight(command.words), command.run, help=command.help)

    def _commands(self) -> Iterator[Command]:
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.description and active.enabled and not binding.system:
                found.setdefault(active.tooltip or binding.description, active)
        for words, active in found.items():
            key = self.app.get_key_display(active.binding)
            yield Command(words, key, partial(self._run, active), is_shown=active.binding.show)
        for own in self.app.get_system_commands(self.screen):
            yield Command(own.title, own.help, own.callback)

    async def _run(self, active: ActiveBinding) -> None:
        if self.screen in self.app.screen_stack:  # it may have been left while the palette was closing
            await self.app.run_action(active.binding.action, active.node)
