"""A key to the next question painted, its answer saved, against the key echo of an empty Textual app.

Both apps run in one event loop at 80x24 with a driver that stands in for the terminal: keys come in as from a
terminal, and a key is answered when the last byte that changes the screen is written. Which one that is, a
terminal emulator tells afterwards. Every answer of the walk is on disk by then.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyte
from textual import events
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.geometry import Size
from textual.widgets import Static

from readiness.questionnaire.vocabulary import State
from readiness.session.clock import Clock
from readiness.session.place import Desk, open_workspace
from readiness.tui.app import ReadinessApp
from readiness.tui.screens.interview import InterviewScreen
from tests.bench.row import Row, percentile, ratio_row

TODAY = date(2026, 11, 21)
SIZE = (80, 24)
QUESTIONS = 100
STATES = (State.UNKNOWN, State.NO, State.PARTLY)
MEDIAN_BOUND, P95_BOUND, WORST_BOUND = 8, 12, 40
KEYS = 500
"""Keys of the walk of which the worst is bounded."""
WALKS = 3
"""Walks of which the middle one's worst key counts."""
PATIENCE = 20.0
_POLL = 0.004
_QUIET = 0.04
"""Seconds without a write after which painting is over."""


async def eventually(holds: Callable[[], bool]) -> None:
    """Let the apps work until something holds.

    Raises:
        TimeoutError: it never does.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            if holds():
                return
            await asyncio.sleep(_POLL)


class Terminal(Driver):
    """Takes keys and keeps what is painted, with the time of each write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.painted = ""
        self.last = 0.0
        self.pressed: list[float] = []
        """Seconds of every key so far."""
        self._writes: list[tuple[float, str]] = []
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.Stream(self._screen)

    def write(self, data: str) -> None:
        self.painted += data
        self.last = time.perf_counter()
        self._writes.append((self.last, data))

    def start_application_mode(self) -> None:
        self.send_message(events.Resize(Size(*SIZE), Size(*SIZE)))

    def disable_input(self) -> None:
        """There is none to stop."""

    def stop_application_mode(self) -> None:
        """There is nothing to restore."""

    async def press(self, key: str, until: Callable[[], bool]) -> float:
        """Seconds from this key to the last byte painted for it that changes the screen, after `until` holds.

        Raises:
            TimeoutError: it never does.
        """
        self._replay()
        self.painted = ""
        began = time.perf_counter()
        self.process_message(events.Key(key, key if len(key) == 1 else None))
        await eventually(until)
        await eventually(lambda: began < self.last < time.perf_counter() - _QUIET)
        self.pressed.append(self._replay() - began)
        return self.pressed[-1]

    def _replay(self) -> float:
        """When the last of the writes since the last time was made that changed the screen."""
        seen, changed = self._cells(), 0.0
        for at, data in self._writes:
            self._stream.feed(data)
            cells = self._cells()
            if cells != seen:
                seen, changed = cells, at
        self._writes.clear()
        return changed

    def _cells(self) -> list[tuple[pyte.screens.Char, ...]]:
        columns, rows = SIZE
        return [tuple(self._screen.buffer[row][column] for column in range(columns)) for row in range(rows)]


class Floor(App[None]):
    """Echoes keys."""

    def compose(self) -> ComposeResult:
        yield Static(id="echo")

    def on_mount(self) -> None:
        self.count = 0

    def on_key(self, event: events.Key) -> None:
        self.count += 1
        self.query_one("#echo", Static).update(f"{event.key}={self.count}.")


class Walk:
    """Goes through the questions of one organisation with the keyboard."""

    def __init__(self, app: ReadinessApp, terminal: Terminal) -> None:
        assert isinstance(app.screen, InterviewScreen)
        self._screen = app.screen
        self._terminal = terminal

    @property
    def item(self) -> str:
        return self._screen.course.item

    @property
    def is_question(self) -> bool:
        return self._screen.course.check is not None

    async def skip(self) -> None:
        before = self.item
        await self._terminal.press("pagedown", lambda: self._shows_another_than(before))

    async def go_back(self) -> None:
        before = self.item
        await self._terminal.press("pageup", lambda: self._shows_another_than(before))

    async def answer(self, state: State) -> float | None:
        """Seconds from Enter on an answer to the next question; None where its fields come first."""
        before = self.item
        await self._point_at(state)
        seconds = await self._terminal.press("enter", lambda: self._is_saved(before) and self._has_moved_on(before))
        if self.item != before:
            return seconds
        if not self.is_over:
            await self.skip()
        return None

    @property
    def is_over(self) -> bool:
        """Whether the review came after the last question."""
        return self._screen.app.screen is not self._screen

    async def come_back(self) -> None:
        """Leave the review for the questions."""
        await eventually(lambda: "questions answered" in self._terminal.painted)
        await self._terminal.press("escape", lambda: not self.is_over)

    async def _point_at(self, state: State) -> None:
        answers = self._screen.pane.answers
        wanted = next(n for n, offer in enumerate(answers._offers) if offer.state is state)
        while answers.cursor != wanted:
            at = answers.cursor
            await self._terminal.press(
                "up" if at is not None and at > wanted else "down", lambda at=at: answers.cursor != at
            )

    def _shows_another_than(self, item: str) -> bool:
        words = self._screen.course.question().title.split()[:2]
        return self.item != item and " ".join(words) in self._terminal.painted

    def _has_moved_on(self, item: str) -> bool:
        in_fields = self._screen.focused is not self._screen.pane.answers
        return self._shows_another_than(item) or in_fields or self.is_over

    def _is_saved(self, item: str) -> bool:
        return "saved" in str(self._screen.title_line.right) and item in self._screen.session.assessment.answers


async def _walked(desk: Desk) -> tuple[list[float], list[float], list[float]]:
    organisation = desk.create("Harbor Test (fictional)")
    with desk.session(organisation.id) as session:
        session.start()
    app, floor = ReadinessApp(desk, organisation.id), Floor()
    app.driver_class = floor.driver_class = Terminal
    ours: list[float] = []
    echoes: list[float] = []
    async with floor.run_test(headless=False), app.run_test(headless=False):
        await eventually(lambda: isinstance(app.screen, InterviewScreen) and app.screen.focused is not None)
        terminal, echo = app._driver, floor._driver
        assert isinstance(terminal, Terminal)
        assert isinstance(echo, Terminal)
        # Opening the questions is no part of the first key: it is painted, and then still.
        await eventually(lambda: bool(terminal.last) and time.perf_counter() - terminal.last > _QUIET * 10)
        walk = Walk(app, terminal)
        given: dict[str, State] = {}
        for state in _turns():
            while not walk.is_question:
                await walk.skip()
            given[walk.item] = state
            seconds = await walk.answer(state)
            if walk.is_over:
                await walk.come_back()
                break
            if seconds is not None:
                ours.append(seconds)
                expected = f"={floor.count + 1}."
                echoes.append(await echo.press("a", lambda expected=expected: expected in echo.painted))
        while len(terminal.pressed) < KEYS:
            await walk.go_back()
    _check_kept(desk, organisation.id, given)
    return ours, echoes, terminal.pressed


def _turns() -> Iterator[State]:
    while True:
        yield from STATES


def _check_kept(desk: Desk, organisation_id: str, given: dict[str, State]) -> None:
    """See that every answer is on disk as it was given."""
    draft = desk.dossier(organisation_id).stored_draft()
    assert draft is not None
    assert {item: draft.answers[item][0].state for item in given} == given


def _walk_of_its_own() -> tuple[list[float], list[float], list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_walked(Desk(open_workspace(Path(folder) / "workspace"), Clock(day=TODAY))))


def rows() -> Iterator[Row]:
    """Median and 95th percentile of the first walk against those of the echo, and the worst key of each of three."""
    walks = [_walk_of_its_own() for _n in range(WALKS)]
    ours, echoes, _pressed = walks[0]
    assert len(ours) >= QUESTIONS, f"only {len(ours)} questions"
    name = f"key to next question, saved ({len(ours)})"
    yield ratio_row(f"{name}, median", statistics.median(ours), statistics.median(echoes), MEDIAN_BOUND)
    yield ratio_row(f"{name}, p95", percentile(ours, 0.95), percentile(echoes, 0.95), P95_BOUND)
    # One stall of the machine would be the worst of all keys: it is not in the same place three times.
    worst = sorted((max(pressed) / statistics.median(echoed), max(pressed)) for _ours, echoed, pressed in walks)
    ratio, seconds = worst[len(worst) // 2]
    yield ratio_row(f"the worst of {KEYS} keys, of {WALKS} walks", seconds, seconds / ratio, WORST_BOUND)
