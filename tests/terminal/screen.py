"""A real pseudo-terminal with a screen that can be read: the installed command, driven like a person would."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

PATIENCE = 30.0
"""Seconds to wait for something to show before the test fails with the screen as it is."""


class Terminal:
    """A child process in a pseudo-terminal, and what it has drawn so far."""

    def __init__(
        self, argv: list[str], environment: dict[str, str], folder: Path, columns: int = 80, rows: int = 24
    ) -> None:
        """Start `argv` in `folder`, in a terminal of this size."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.child, self._terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execve(argv[0], argv, environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Draw what has arrived within `seconds`; False once the child is gone."""
        readable, _, _ = select.select([self._terminal], [], [], seconds)
        if not readable:
            return True
        try:
            drawn = os.read(self._terminal, 65_536)
        except OSError:
            return False
        self._stream.feed(drawn)
        return bool(drawn)

    def wait_until(self, holds: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is as wanted.

        Raises:
            AssertionError: it never was; the message holds the screen.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            alive = self.read()
            if holds(self.text):
                return self.text
            if not alive:
                break
        raise AssertionError(f"never saw {what}; the screen was:\n{self.text}")

    def wait_for(self, *words: str) -> str:
        """Wait until all of these words are on the screen."""
        return self.wait_until(lambda text: all(word in text for word in words), repr(words))

    def colour_below(self, label: str) -> str:
        """The background of the field below a label, behind its text; "" while it isn't on the screen."""
        for number, line in enumerate(self.screen.display):
            if label in line:
                return str(self.screen.buffer[number + 1][line.index(label) + 30].bg)
        return ""

    def enter_next_field(self, first: str, second: str) -> None:
        """Press Enter in the field below the label `first` and wait until the one below `second` has the focus."""

        def colours() -> tuple[str, str]:
            return self.colour_below(first), self.colour_below(second)

        # Which of two fields has the focus is told by their backgrounds.
        self.wait_until(lambda _text: len(set(colours())) == 2, f"the focus below {first!r}")
        before = colours()
        self.send("\r")
        self.wait_until(lambda _text: colours() == before[::-1], f"the focus below {second!r}")

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._terminal, keys.encode())

    def press(self, keys: str, *words: str) -> str:
        """Type, and wait until all of these words are on the screen."""
        self.send(keys)
        return self.wait_for(*words)

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed."""
        os.close(self._terminal)
        self._terminal = -1

    def wait_for_exit(self) -> int:
        """The exit code, once the child has ended.

        Raises:
            AssertionError: it has not ended in time.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._terminal >= 0:
                self.read(0.02)
            pid, status = os.waitpid(self.child, os.WNOHANG)
            if pid:
                self.child = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        raise AssertionError(f"still running; the screen was:\n{self.text}")

    def close(self) -> None:
        """End the child if it is still there."""
        if self.child:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            self.child = 0
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1


def environment(home: Path, **more: str) -> dict[str, str]:
    """A quiet environment of its own under `home`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **more,
    }


COMMAND = str(Path(sys.executable).with_name("readiness"))
"""The installed command."""


BELOW_MAKE = ["/bin/sh", "-c", "trap '' HUP; \"$@\"; exit $?", "sh"]
"""What comes before a command to run it below a program that outlives the terminal, and passes no signal on."""


@contextmanager
def terminal(
    arguments: list[str], home: Path, columns: int = 80, rows: int = 24, *, below: Sequence[str] = ()
) -> Iterator[Terminal]:
    """Run the installed command in a terminal, and end it whatever happens."""
    opened = Terminal([*below, COMMAND, *arguments], environment(home), home, columns, rows)
    try:
        yield opened
    finally:
        opened.close()
