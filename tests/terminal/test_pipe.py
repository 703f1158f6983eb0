"""Plain mode through a pipe: input that ends in the middle loses nothing, and the next pipe goes on from there."""

from __future__ import annotations

import json
from pathlib import Path

from pypdf import PdfReader

from tests.terminal.batch import readiness

NAME = "Lund Joinery (fictional)"
BEGINNING = ("y", NAME, "1", "Åsa Lund")
"""Notice, business, the first hour, who asks."""
SKIPPED_OPENING = ("",) * 10


def test_two_pipes_make_one_assessment(tmp_path: Path) -> None:
    first = readiness(tmp_path, lines=(*BEGINNING, *SKIPPED_OPENING, "no", "note Asked the bank.", "u", "u"))
    assert "Everything answered is kept: 3 of 25 questions." in first
    assert f'To go on: readiness ask "{NAME}" --plain' in first
    (listed,) = json.loads(readiness(tmp_path, "organisations", "--json"))
    assert (listed["name"], listed["draft_answered"], listed["draft_asked"]) == (NAME, 3, 25)

    second = readiness(tmp_path, "ask", NAME, "--plain", lines=("u", "n", "r", "seal", "", "", "seal", "report.pdf"))
    assert "3 of 25 questions answered" in second
    assert "Finished. Seal: " in second
    assert "Written: report.pdf" in second
    (listed,) = json.loads(readiness(tmp_path, "organisations", "--json"))
    assert (listed["scope"], listed["draft_asked"]) == ("first-hour", None)

    told = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
    assert NAME in told
    assert "Asked the bank." in told
    assert "Åsa Lund" in told
