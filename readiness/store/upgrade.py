"""Older formats of stored files, brought to the present one: one small function a step.

A step takes the tables of a file as it was read and gives those of the next format; the file itself is not
touched by reading. Before a file of an older format is written anew it gets a second name,
`<name>.format-<n>`, and stays. A step must leave what was sealed as it was: fields are added with a default,
so that the hash over the content, which leaves defaults out, is the same. A newer format is refused by the
envelope. Files of every format ever written are among the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from readiness.store import durable
from readiness.store.envelope import format_of
from readiness.store.error import StoreError

if TYPE_CHECKING:
    from readiness.store.tables import Tables

Step: TypeAlias = "Callable[[str, Tables], Tables]"
"""Kind of a file (`organisation`, `assessment`, `settings`) and its tables -> its tables in the next format."""

STEPS: Final[Mapping[int, Step]] = {}
"""Format -> the step from it to the next. Empty while there is only one."""


def is_older(format: int) -> bool:
    """Whether files of this format are brought to a later one when they are read."""
    return format in STEPS


def upgraded(tables: Tables, kind: str, format: int) -> Tables:
    """The tables of a file of an older format as they are in the present one.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: the tables never had the shape of their format.
    """
    while (step := STEPS.get(format)) is not None:
        tables = step(kind, tables)
        format += 1
    return tables


def keep_older(path: Path) -> Path | None:
    """Keep a second name for a file of an older format, before it is written anew; None for a present one.

    Raises:
        NotSaved: the system refuses.
    """
    try:
        format = format_of(durable.read(path))
    except (StoreError, FileNotFoundError):
        return None
    if not is_older(format):
        return None
    kept = path.with_name(f"{path.name}.format-{format}")
    durable.keep_as(path, kept)
    return kept
