"""A screen on which things are kept: in order, in a worker thread, with a state that can be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual import events, on
from textual.content import Content
from textual.message_pump import MessagePump
from textual.screen import ScreenResultType

from readiness.error import ReadinessError
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.clock import Clock
from readiness.translation import _
from readiness.tui.intents import Intent, Intents
from readiness.tui.page import Page
from readiness.tui.text import clean
from readiness.tui.widgets.title_line import TitleLine

T = TypeVar("T")

_NOTICEABLE = 0.1
"""Seconds after which saving says so. Sooner, painting the word would take longer than saving."""


class SavingScreen(Page[ScreenResultType]):
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
        slow = None if quietly else asyncio.get_running_loop().call_later(_NOTICEABLE, _say_saving, line)
        try:
            result = await asyncio.to_thread(call)
        except (ReadinessError, ValueRefused) as problem:
            self.problem = clean(str(problem))
            line.right = Content.styled(_("not saved !"), "bold $error")
            if not quietly:
                self.app.notify(self.problem, title=_("Not saved"), severity="error", timeout=20, markup=False)
            return None
        finally:
            if slow is not None:
                slow.cancel()
        self.problem = ""
        time = self._clock.now().strftime("%H:%M:%S")
        line.right = before if quietly else Content.styled(_("saved {time} ✓").format(time=time), "$sign-yes")
        return result

    def take(self) -> None:
        """Put in what is still in fields. Screens with fields say how."""

    async def settle(self) -> bool:
        """Wait until everything asked for is kept, with what is still in fields; False when something was not."""
        self.problem = ""
        # A key typed just before is on its way to what has the focus, from there to this screen, and then in line.
        for pump in (self.focused or self, self):
            await _caught_up(pump)
        self.take()
        await _caught_up(self)
        await self._intents.done()
        return not self.problem


async def _caught_up(pump: MessagePump) -> None:
    """Wait until everything told to this part so far is dealt with."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        await done.wait()


def _say_saving(line: TitleLine) -> None:
    line.right = Content.styled(_("saving…"), "$quiet")
