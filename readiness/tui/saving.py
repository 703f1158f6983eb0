"""A screen on which things are kept: in order, in a worker thread, with a state that can be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual import events, on
from textual.content import Content
from textual.screen import Screen, ScreenResultType

from readiness.error import ReadinessError
from readiness.questionnaire.value import ValueRefused
from readiness.session.clock import Clock
from readiness.translation import _
from readiness.tui.intents import Intent, Intents
from readiness.tui.text import clean
from readiness.tui.widgets.title_line import TitleLine

T = TypeVar("T")


class SavingScreen(Screen[ScreenResultType]):
    """What is put `later` is done in order; what is to be kept goes through `keep`.

    Attributes:
        problem: why the last thing could not be kept; "" when it was.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.problem = ""
        self._clock = clock
        self._intents = Intents()

    @on(events.Mount)
    def _begin(self) -> None:
        self.run_worker(self._intents.run(), group="intents")

    def later(self, intent: Intent) -> None:
        """Do this after everything asked for before, including what is still on its way from a widget."""
        self.call_later(self._intents.put, intent)

    async def keep(self, call: Callable[[], T], *, quietly: bool = False) -> T | None:
        """What `call` returns once it is durable; None when it was not kept, and then `problem` says why."""
        line = self.query_one(TitleLine)
        before = line.right
        if not quietly:
            line.right = Content.styled(_("saving…"), "$quiet")
        try:
            result = await asyncio.to_thread(call)
        except (ReadinessError, ValueRefused) as problem:
            self.problem = clean(str(problem))
            line.right = Content.styled(_("not saved !"), "bold $error")
            if not quietly:
                self.app.notify(self.problem, title=_("Not saved"), severity="error", timeout=20, markup=False)
            return None
        self.problem = ""
        time = self._clock.now().strftime("%H:%M:%S")
        line.right = before if quietly else Content.styled(_("saved {time} ✓").format(time=time), "$sign-yes")
        return result

    def take(self) -> None:
        """Put in what is still in fields. Screens with fields say how."""

    async def settle(self) -> None:
        """Wait until everything asked for is kept, with what is still in fields."""
        self.take()
        done = asyncio.Event()
        self.call_later(done.set)
        await done.wait()
        await self._intents.done()
