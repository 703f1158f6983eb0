"""The pictures of README: all there, small, and what the app shows today."""

from __future__ import annotations

import re

from tests.pictures import FOLDER, PICTURES, made, words

README = FOLDER.parent.parent / "README.md"
MOST = 1_500_000
"""Bytes of all pictures together."""


def test_every_picture_in_readme_is_there_and_every_picture_is_in_readme() -> None:
    named = set(re.findall(r"docs/pictures/([\w.-]+)", README.read_text(encoding="utf-8")))
    assert named == {path.name for path in FOLDER.iterdir()}
    assert {f"{name}.svg" for name in PICTURES} <= named
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST


def test_a_picture_made_again_shows_the_same() -> None:
    """If it doesn't: run `make pictures`, and look at them."""
    kept = (FOLDER / "first-run.svg").read_text(encoding="utf-8")
    assert words(made("first-run")) == words(kept)
