"""Enter on a finished assessment of the full pack until its results are painted, against the key echo of an app."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Iterator

from readiness.session.place import Desk
from readiness.tui.app import ReadinessApp
from readiness.tui.screens.home import HomeScreen
from tests.bench.key_to_question import Floor, Terminal, eventually
from tests.bench.row import Row, ratio_row
from tests.bench.workspace import stored_sample, temporary_desk

ROUNDS = 9
BOUND = 60


async def _opened(desk: Desk) -> tuple[list[float], list[float]]:
    app, floor = ReadinessApp(desk), Floor()
    app.driver_class = floor.driver_class = Terminal
    ours: list[float] = []
    echoes: list[float] = []
    async with floor.run_test(headless=False), app.run_test(headless=False):
        terminal, echo = app._driver, floor._driver
        assert isinstance(terminal, Terminal)
        assert isinstance(echo, Terminal)
        await eventually(lambda: "Critical points" in terminal.painted)
        for counted in range(ROUNDS + 1):
            seconds = await terminal.press("enter", lambda: "Findings" in terminal.painted)
            expected = f"={floor.count + 1}."
            echoed = await echo.press("a", lambda expected=expected: expected in echo.painted)
            if counted:
                ours.append(seconds)
                echoes.append(echoed)
            await terminal.press("escape", lambda: isinstance(app.screen, HomeScreen))
    return ours, echoes


def rows() -> Iterator[Row]:
    """Its median; the first time, which imports the screen, is not counted."""
    with temporary_desk() as desk:
        stored_sample(desk)
        ours, echoes = asyncio.run(_opened(desk))
    yield ratio_row("open results : echo a key", statistics.median(ours), statistics.median(echoes), BOUND)
