"""Start to first paint of Home, against a Textual app with one Static: processes in a real pseudo-terminal, in turn."""

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
from dataclasses import dataclass
from pathlib import Path

MARKER = b"Readiness"
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
        return statistics.median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))


def first_paint(argv: list[str], environment: dict[str, str]) -> float:
    """Seconds from starting `argv` in an 80x24 terminal to the first time the marker was written.

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
        while time.perf_counter() - began < PATIENCE:
            readable, _, _ = select.select([terminal], [], [], 1.0)
            if readable:
                written += os.read(terminal, 65_536)
                if MARKER in written:
                    return time.perf_counter() - began
        raise TimeoutError(f"no first paint of {argv} within {PATIENCE} s")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def measure(workspace: Path, pairs: int = 21) -> Pairs:
    """Start both programs `pairs` times in turn, after one start of each that fills the caches."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "READINESS_WORKSPACE": str(workspace),
    }
    ours = [str(Path(sys.executable).with_name("readiness"))]
    floor = [sys.executable, "-c", FLOOR]
    first_paint(ours, environment)
    first_paint(floor, environment)
    measured = [(first_paint(ours, environment), first_paint(floor, environment)) for _ in range(pairs)]
    return Pairs(tuple(pair[0] for pair in measured), tuple(pair[1] for pair in measured))
