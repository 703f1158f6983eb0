"""The questions in the command palette: each can be found by its words, and Enter goes there."""

from __future__ import annotations

from functools import partial

from textual.command import Hit, Hits, Provider
from textual.content import Content

from readiness.tui.finding_places import places
from readiness.tui.screens.interview_keys import InterviewKeys
from readiness.tui.text import line


class PlaceCommands(Provider):
    """Questions of the interview below the palette."""

    async def startup(self) -> None:
        """List them once for as long as the palette is open."""
        screen = self.screen
        self._places = places(screen.course.interview, by_words=True) if isinstance(screen, InterviewKeys) else []

    async def search(self, query: str) -> Hits:
        """Those that fit. The words come from a pack, so they are drawn as they are and never highlighted as markup."""
        matcher, screen = self.matcher(query), self.screen
        for place in self._places:
            words = line(place.label)
            score = matcher.match(words)
            if score > 0 and isinstance(screen, InterviewKeys):
                shown = Content.assemble((f"{place.before}  ", "$key"), words)
                yield Hit(score, shown, partial(self._go, screen, place.id), text=words)

    def _go(self, screen: InterviewKeys, item: str) -> None:
        if screen in self.app.screen_stack:
            screen.later(partial(screen.go, item))
