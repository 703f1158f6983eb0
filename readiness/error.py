"""The root of every error this program expects, with the exit code it ends a verb with.

Each layer has one family below it. What is not in a family is a fault of the program itself: exit 1.
"""

from __future__ import annotations

DONE, INTERNAL, USAGE, BAD_INPUT, STORAGE, BELOW, DUE, LOCKED = range(8)
"""Exit codes; README lists them. 5 is for `assess --fail-under` and for what `comms check` flags, 6 for `due`."""


class ReadinessError(Exception):
    """Something a user can understand and act on; its text says what, where and what is accepted."""

    exit_code = INTERNAL
