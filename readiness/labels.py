"""What things are called on screen and in documents: the words of `labels.yaml`, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from readiness.translation import _

_FILE = Path(__file__).with_suffix(".yaml")


def label(group: str, id: str) -> str:
    """The word for what the code calls `id`.

    Raises:
        KeyError: there is no such group, or none of this id in it.
    """
    return _(_labels()[group][id])


def ids(group: str) -> tuple[str, ...]:
    """What a group has a word for, in order."""
    return tuple(_labels()[group])


def sentences() -> Iterator[str]:
    """Every word as it is written there, for translators."""
    for words in _labels().values():
        yield from words.values()


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    from readiness.source import read  # noqa: PLC0415 - Home is painted without any

    return cast("Mapping[str, Mapping[str, str]]", read(_FILE).value)
