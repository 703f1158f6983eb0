"""Lines in and lines out: no cursor movement, no colour, no box drawing.

A prompt is one line. When input comes from a file or a pipe it is written out behind its prompt, so that
what was asked and what was answered can be read afterwards.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TextIO

from readiness.source import is_clean
from readiness.translation import _


class EndOfInput(Exception):
    """There is nothing more to read, or the user wants to stop; everything answered is kept."""


class Console:
    """Where plain mode talks."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        """Read lines from `source`, write lines to `target`."""
        self._source = source
        self._target = target
        self._echoes = not source.isatty()
        for stream in (source, target):
            if isinstance(stream, io.TextIOWrapper):
                # Broken bytes become a sign for "unreadable" instead of an error in the middle of an answer.
                stream.reconfigure(errors="replace")

    @property
    def is_terminal(self) -> bool:
        """Whether a person types here, and not a file."""
        return not self._echoes

    def say(self, *lines: str) -> None:
        """Write lines; without one, an empty line."""
        for line in lines or ("",):
            self._target.write(f"{_printable(line)}\n")
        self._target.flush()

    def say_all(self, lines: Iterable[str]) -> None:
        """Write lines, if there are any."""
        for line in lines:
            self.say(line)

    def ask(self, prompt: str) -> str:
        """Read one line behind a prompt, without the spaces around it.

        Raises:
            EndOfInput: there is none.
        """
        self._target.write(f"{_printable(prompt)} ")
        self._target.flush()
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            raise EndOfInput
        text = line.strip()
        if self._echoes:
            self.say(text)
        return text

    def choose(self, title: str, options: Sequence[str]) -> int:
        """Let the user choose one of the numbered lines; its position.

        Raises:
            EndOfInput: there is no more input, or `q` was typed.
        """
        self.say(title, *(f"{n}  {option}" for n, option in enumerate(options, 1)))
        while True:
            typed = self.ask(_("Number, or q to stop:"))
            if typed.lower() == "q":
                raise EndOfInput
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return int(typed) - 1
            self.say(_("A number from 1 to {n} is needed.").format(n=len(options)))


def _printable(text: str) -> str:
    """Text as it may reach a terminal; line breaks stay."""
    return "\n".join(
        line if is_clean(line) else "".join(char if is_clean(char) else "?" for char in line)
        for line in text.split("\n")
    )
