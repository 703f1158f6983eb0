"""`readiness now` without a terminal."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.cli.command import NAME, Command


def test_with_nothing_stored_the_general_steps_are_written_and_nothing_is_made(tmp_path: Path) -> None:
    command = Command(tmp_path, tmp_path / "workspace")
    ran = command("now")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Any business: something is happening now\nNoticed ")
    assert "** NOT SET **" in ran.out
    assert not command.workspace.exists()
    assert command("now", "Lund").code == 3


def test_by_the_answers_there_are_with_both_sheets_and_a_time(judged: Command) -> None:
    folder = judged.workspace
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    ran = judged("now", "--at", "2026-11-20 03:00", "-o", judged.home)
    assert ran.code == 0, ran.said
    assert f"{NAME}: something is happening now" in ran.out
    assert "Noticed Fri 20 Nov 2026 03:00" in ran.out
    assert "Dana Ruiz" in ran.out
    assert ", passed" in ran.out
    assert ran.out.count("Written: ") == 2
    assert len(list(judged.home.glob("*.pdf"))) == 2
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")} == modes


def test_a_time_to_come_is_refused(judged: Command) -> None:
    ran = judged("now", "--at", "soon")
    assert ran.code == 2
    assert "a time that has passed is needed" in ran.err
