"""The command palette, which is left once however fast Enter is pressed."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette

from readiness.tui.page import Page


class Palette(CommandPalette, Page[None]):
    """Everything that can be done here, by its words."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list, unless it is not drawn yet or has nothing in it: paging then fails in it."""
        commands = self.query_one(CommandList)
        if commands.option_count and commands.size:
            super()._action_command_list(action)
