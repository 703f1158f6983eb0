"""What was asked for, done one after the other and off the UI's own path.

Keys come faster than a slow disk saves. They wait here in order, so that an answer is kept for the
question it was given to, the next question is worked out from what is kept, and the screen stays alive.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Intent = Callable[[], Awaitable[None]]


class Intents:
    """A line of things to do. One worker runs it for as long as its screen is there."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Intent] = asyncio.Queue()

    def put(self, intent: Intent) -> None:
        """Do this after everything that is waiting."""
        self._waiting.put_nowait(intent)

    async def run(self) -> None:
        """Do what is put in, until cancelled."""
        while True:
            intent = await self._waiting.get()
            try:
                await intent()
            finally:
                self._waiting.task_done()

    async def done(self) -> None:
        """Wait until nothing is waiting or under way."""
        await self._waiting.join()
