"""The small pack of these tests, with one place of one file changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from readiness.questionnaire.identity import PackError
from readiness.questionnaire.loader import load_pack

SMALL = Path(__file__).parent / "small"


def copy_of_small(folder: Path) -> Path:
    """A copy of the small pack that a test may change."""
    return Path(shutil.copytree(SMALL, folder / "small"))


def edit(pack: Path, file: str, old: str, new: str) -> int:
    """Replace the one place where `old` stands in a file; returns its line."""
    text = (pack / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(pack: Path) -> list[str]:
    """Every problem of a pack that is refused, with paths from its own folder."""
    with pytest.raises(PackError) as caught:
        load_pack(pack)
    assert caught.value.problems
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem).removeprefix(f"{pack}/") for problem in caught.value.problems]
