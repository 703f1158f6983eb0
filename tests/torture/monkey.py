"""`python -m tests.torture.monkey [--keys N] [--seed N]`: keys, text, clicks and sizes at random, over the whole app.

Whatever is pressed: the app never fails, what it has said is saved lies on disk, and Home can always be reached.
The seed of a run that fails is in its message; the same seed presses the same keys.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual.geometry import Size

from readiness.session.place import Desk
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.interview import InterviewScreen
from tests.tui.harness import PATIENCE, User, opened
from tests.tui.one_pack import filled, one_pack_desk

SITTING = 500
"""Keys until the app is closed and opened again."""
BURST = 100
"""Keys pressed faster than anything can be kept."""
_QUIET, _PAUSE = 4, 0.004
WAYS_BACK = 40
"""Presses of esc and h within which Home has to come."""

_KEYS = (
    *"123456789abcdefghiklmnoprstuvwxz,/?NF",
    *["enter"] * 9, *["down"] * 4, *["up"] * 2, *["tab"] * 3, *["escape"] * 4, "shift+tab", "left", "right", "space",
    "pageup", "pagedown", "home", "end", "backspace", "delete", "f1", "f2", "ctrl+p", "ctrl+z", "ctrl+r", "ctrl+o",
)  # fmt: skip
_TEXTS = (
    "25k",
    "2026-13-40",
    "in 3 months",
    "Åsa 港",
    "[/] [b]",
    "\x1b[2J",
    "x" * 400,
    "a@b.example",
    "0044 20 7946 0000",
)
_SIZES = (*[(80, 24), (40, 10), (20, 5), (60, 20)] * 3, (100, 30), (140, 40), (200, 60))


class Monkey:
    """Somebody who presses anything."""

    def __init__(self, user: User, desk: Desk, seed: int) -> None:
        self._user = user
        self._desk = desk
        self._random = random.Random(seed)

    async def sits(self, keys: int) -> None:
        """Press this many keys, look now and then whether all is well, and go Home."""
        for _burst in range(keys // BURST):
            for _key in range(BURST):
                self._does()
            await self._settled()
            if not self._user.app.is_running:
                return
            self._check()
        await self._goes_home()

    async def _presses(self, key: str) -> None:
        self._user.app.simulate_key(key)
        await self._settled()

    async def _settled(self) -> None:
        """Wait until nothing is on its way. The pilot's own wait stalls on widgets that go away meanwhile."""
        quiet, deadline = 0, time.monotonic() + PATIENCE
        while quiet < _QUIET and self._user.app.is_running:
            await asyncio.sleep(_PAUSE)
            quiet = 0 if self._user.is_busy else quiet + 1
            assert time.monotonic() < deadline, f"never done\n{self._user.painted}"

    def _does(self) -> None:
        app, dice = self._user.app, self._random.random()
        if dice < 0.9:
            key = self._random.choice(_KEYS)
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        elif dice < 0.94:
            app.post_message(events.Paste(self._random.choice(_TEXTS)))
        elif dice < 0.99:
            self._clicks()
        else:
            self._resizes(*self._random.choice(_SIZES))

    def _resizes(self, width: int, height: int) -> None:
        self._user.app.post_message(events.Resize(Size(width, height), Size(width, height)))

    def _clicks(self) -> None:
        app = self._user.app
        x, y = self._random.randrange(app.size.width), self._random.randrange(app.size.height)
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y))

    def _check(self) -> None:
        """What the app has acknowledged lies on disk."""
        for screen in self._user.app.screen_stack:
            if isinstance(screen, InterviewScreen) and not screen.is_left and not screen.session.read_only:
                stored = self._desk.dossier(screen.session.organisation.id).stored_draft()
                assert stored is not None
                assert stored.answers == screen.session.assessment.answers

    async def _goes_home(self) -> None:
        for _press in range(WAYS_BACK):
            if not self._user.app.is_running or isinstance(self._user.app.screen, HomeScreen):
                return
            await self._presses("escape")
            if isinstance(self._user.app.screen, InterviewScreen):
                await self._presses("h")
        raise AssertionError(f"no way Home from {self._user.app.screen}\n{self._user.painted}")


async def _sitting(folder: Path, seed: int, keys: int) -> None:
    desk = one_pack_desk(folder)
    filled(desk, "Alder Joinery", sealed=False)
    filled(desk, "Harbor Dental", sealed=True)
    async with opened(desk) as user:
        await Monkey(user, desk, seed).sits(keys)


def torment(seed: int, keys: int) -> None:
    """Let it press this many keys, in sittings.

    Raises:
        AssertionError: something was not as promised; the message has the seed of the sitting.
    """
    with tempfile.TemporaryDirectory() as folder, _alone(Path(folder)):
        for number, start in enumerate(range(0, keys, SITTING)):
            own = seed + number
            try:
                asyncio.run(_sitting(Path(folder) / str(number), own, min(SITTING, keys - start)))
            except Exception as problem:
                raise AssertionError(f"seed {own}: {problem!r}") from problem


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Documents are written into `folder`, and nothing can be opened by another program."""
    before, path = Path.cwd(), os.environ["PATH"]
    os.chdir(folder)
    os.environ["PATH"] = ""
    try:
        yield
    finally:
        os.chdir(before)
        os.environ["PATH"] = path


def main() -> int:
    """Torment the app, and say how long it held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    options = parser.parse_args()
    began = time.monotonic()
    torment(options.seed, options.keys)
    print(f"{options.keys:,} keys from seed {options.seed}: nothing lost, {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
