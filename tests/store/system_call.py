"""The system calls a save is made of, with something happening at the nth of them.

Disk full, a broken disk or a refusal can't be made for real at one chosen call, so this is the one place where
the tests stand between the program and the system. The calls themselves are real.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

NAMES = ("open", "write", "fsync", "replace", "link", "ftruncate", "close", "mkdir", "rename")
FAILING = tuple(name for name in NAMES if name != "close")
"""Closing is counted for kills, but a failing close is not a case we can do anything about."""


@contextlib.contextmanager
def watched(
    names: tuple[str, ...],
    before: Callable[[int, str, tuple[Any, ...]], None],
    after: Callable[[int, str, tuple[Any, ...]], None] = lambda *_: None,
) -> Iterator[list[str]]:
    """Call `before` and `after` around every such call in the block, with its number; gives the list of their names."""
    made: list[str] = []
    real = {name: getattr(os, name) for name in names}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            made.append(name)
            number = len(made)
            before(number, name, arguments)
            result = real[name](*arguments, **named)
            after(number, name, arguments)
            return result

        return call

    for name in names:
        setattr(os, name, wrapped(name))
    try:
        yield made
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextlib.contextmanager
def failing(number: int, error: int, *, lasting: bool = False, names: tuple[str, ...] = FAILING) -> Iterator[list[str]]:
    """Let call `number` (and with `lasting` every later one) fail with the errno `error`."""

    def refuse(now: int, name: str, arguments: tuple[Any, ...]) -> None:
        if now == number or (lasting and now > number):
            raise OSError(error, os.strerror(error), *arguments[:1])

    with watched(names, refuse) as made:
        yield made


def count(action: Callable[[], object]) -> list[str]:
    """The calls that `action` makes when nothing fails."""
    with watched(FAILING, lambda *_: None) as made:
        action()
    return made
