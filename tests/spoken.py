"""Another language for a test, and English again after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from readiness.translation import ENGLISH, use


@contextmanager
def program_in(language: str) -> Iterator[None]:
    """The whole program in a language, as a person who chose it finds it."""
    use(language)
    try:
        yield
    finally:
        use(ENGLISH)
