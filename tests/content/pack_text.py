"""The texts of a pack that are the authors' own words, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.model import Pack

_NOT_PROSE = {"id", "code", "when", "ask_if", "implied_no_if", "tests", "computed", "example", "checks", "standards"}
"""Keys whose texts are names and values; the checks of a mode are ids, those of a section are not."""


def prose(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every text a reader of this pack may see, but for titles and addresses of sources."""
    plain = msgspec.to_builtins(pack, enc_hook=_written)
    del plain["sources"]
    yield from _texts(plain, "")


def _written(value: object) -> object:
    assert isinstance(value, Condition)
    return value.written


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            ids_only = key in _NOT_PROSE and not (key == "checks" and inner and isinstance(inner[0], dict))
            if not ids_only:
                yield from _texts(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            named = inner.get("id", inner.get("section", number)) if isinstance(inner, dict) else number
            yield from _texts(inner, f"{path}[{named}]")
