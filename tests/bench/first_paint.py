"""Start to first paint of Home, against a Textual app with one Static: processes in a real pseudo-terminal, in turn.

With organisations in the workspace, Home counts as painted when the last of them is on screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.row import Row, paired, ratio_row
from tests.bench.workspace import temporary_desk

MARKER = "Readiness"
NAMES = ("Harbor Dental Group", "Lund Joinery", "Northwind Freight")
"""Fictional; short enough to be painted in one piece, the last by name being the last row."""
PAIRS = 21
BOUND = 1.3
PATIENCE = 20.0
"""Seconds after which a start counts as failed."""

FLOOR = """
from textual.app import App
from textual.widgets import Static

class Floor(App):
    def compose(self):
        yield Static("Readiness")

Floor().run()
"""


@dataclass(frozen=True)
class Pairs:
    """First paints of both programs, in seconds, pair by pair."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Median of the ratios within a pair: what the machine did to one it did to the other."""
        return paired(self.ours, self.floor)


def rows() -> Iterator[Row]:
    """Home with nothing in it, and with three organisations."""
    for names in ((), NAMES):
        with temporary_desk() as desk:
            for name in names:
                desk.create(name)
            pairs = measure(desk.workspace.path, PAIRS, names[-1] if names else MARKER)
        ours, floor = statistics.median(pairs.ours), statistics.median(pairs.floor)
        what = f"first paint of Home, {len(names)} organisations : one Static"
        yield ratio_row(what, ours, floor, BOUND, pairs.ratio)


def first_paint(argv: list[str], environment: dict[str, str], marker: str = MARKER) -> float:
    """Seconds from starting `argv` in an 80x24 terminal to the first time the marker was written.

    Raises:
        TimeoutError: nothing of the kind within `PATIENCE`.
    """
    with started(argv, environment, marker) as (_child, seconds):
        return seconds


@contextmanager
def started(argv: list[str], environment: dict[str, str], marker: str) -> Iterator[tuple[int, float]]:
    """A process that has painted the marker, and the seconds it took; it is ended afterwards.

    Raises:
        TimeoutError: nothing of the kind within `PATIENCE`.
    """
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(argv[0], argv, environment)
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        written = b""
        while marker.encode() not in written:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"no first paint of {argv} within {PATIENCE} s")
            readable, _, _ = select.select([terminal], [], [], 1.0)
            if readable:
                written += os.read(terminal, 65_536)
        yield child, time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def environment(workspace: Path) -> dict[str, str]:
    """A quiet one, with this workspace."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(workspace.parent),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "READINESS_WORKSPACE": str(workspace),
    }


def measure(workspace: Path, pairs: int = PAIRS, marker: str = MARKER) -> Pairs:
    """Start both programs `pairs` times in turn, after one start of each that fills the caches."""
    variables = environment(workspace)
    ours = [str(Path(sys.executable).with_name("readiness"))]
    floor = [sys.executable, "-c", FLOOR]
    first_paint(ours, variables, marker)
    first_paint(floor, variables)
    measured = [(first_paint(ours, variables, marker), first_paint(floor, variables)) for _pair in range(pairs)]
    return Pairs(tuple(pair[0] for pair in measured), tuple(pair[1] for pair in measured))
