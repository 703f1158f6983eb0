"""Check-up, backup, restore and legal hold, as somebody types them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.command import DAY, NAME, Command


def other(judged: Command, folder: str) -> Command:
    return Command(judged.home, judged.home / folder)


def test_a_sound_workspace(judged: Command) -> None:
    before = judged.files()
    ran = judged("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Sound: 1 organisation, 1 assessment, ")
    assert judged.files() == before


def test_no_workspace(command: Command) -> None:
    for args in (["doctor"], ["doctor", "--repair"], ["backup", "b.zip"]):
        ran = command(*args)
        assert (ran.code, "There is no workspace" in ran.err) == (3, True)
    assert not command.workspace.exists()


def test_what_is_wrong_is_said_repaired_and_kept(judged: Command) -> None:
    (path,) = judged.sealed()
    (pack,) = judged.workspace.glob("packs/*.json")
    sound = path.read_bytes()
    path.write_bytes(b"junk")
    pack.unlink()
    if sys.platform != "win32":
        path.with_suffix(".trail").chmod(0o644)
    ran = judged("doctor")
    assert ran.code == 4
    # Which questionnaire is missing can be told once the assessment is back.
    assert sum(line.startswith("wrong: ") for line in ran.out.splitlines()) == (1 if sys.platform == "win32" else 2)
    assert str(path) in ran.out
    assert "readiness doctor --repair" in ran.out
    assert path.read_bytes() == b"junk"
    repaired = judged("doctor", "--repair")
    assert repaired.code == 0, repaired.said
    assert f"kept as '{path.name}.aside-1'" in repaired.out
    assert "Sound: " in repaired.out
    assert path.read_bytes() == sound
    assert path.with_name(f"{path.name}.aside-1").read_bytes() == b"junk"
    assert judged("findings", NAME, "--today", DAY).code == 0


def test_what_cannot_be_repaired_stays_wrong(judged: Command) -> None:
    (path,) = judged.sealed()
    for one in path.parent.iterdir():
        one.write_bytes(b"junk")
    ran = judged("doctor", "--repair")
    assert ran.code == 4
    assert "not repaired: " in ran.out
    assert path.read_bytes() == b"junk"


def test_there_and_back(judged: Command) -> None:
    made = judged("backup", "b.zip")
    assert (made.code, made.err) == (0, "")
    assert "1 organisation" in made.out
    assert "read back and sound" in made.out
    again = judged("backup", "b.zip")
    assert (again.code, "--force" in again.err) == (3, True)
    assert judged("backup", "b.zip", "Harbor", "--force").code == 0
    there = other(judged, "there")
    ran = there("restore", "b.zip")
    assert (ran.code, ran.out, ran.err) == (0, f"Restored: {NAME}\n", "")
    assert [path.read_bytes() for path in there.sealed()] == [path.read_bytes() for path in judged.sealed()]
    args = ("findings", NAME, "--json", "--today", DAY)
    assert there(*args).out == judged(*args).out
    assert there("doctor").code == 0


def test_nothing_is_written_over(judged: Command) -> None:
    judged("backup", "b.zip")
    before = judged.files()
    ran = judged("restore", "b.zip")
    assert (ran.code, "--as NAME" in ran.err) == (3, True)
    assert judged.files() == before
    ran = judged("restore", "b.zip", "Harbor", "--as", "Harbor, last week")
    assert (ran.code, ran.out) == (0, "Restored: Harbor, last week\n")
    assert len(judged.sealed()) == 2
    assert judged("findings", "Harbor, last", "--today", DAY).code == 0
    assert judged("doctor").code == 0


@pytest.mark.parametrize("cut", [1, 100, 5000])
def test_a_cut_or_altered_backup(judged: Command, cut: int) -> None:
    judged("backup", "b.zip")
    path = judged.home / "b.zip"
    raw = path.read_bytes()
    there = other(judged, "there")
    for damaged in (raw[:-cut], raw[:cut] + bytes([raw[cut] ^ 1]) + raw[cut + 1 :]):
        path.write_bytes(damaged)
        ran = there("restore", "b.zip")
        assert (ran.code, ran.out) == (3, "")
        assert "was refused: " in ran.err
        assert "Nothing of it was restored." in ran.err
    assert there.sealed() == []


def test_a_legal_hold(judged: Command) -> None:
    ran = judged("hold", NAME, "--on", "--by", "Dana Ruiz", "--note", "Matter 7")
    assert (ran.code, ran.err) == (0, "")
    ran = judged("hold", NAME, "--on", "--by", "Dana Ruiz", "--note", "Matter 7")
    assert (ran.code, "Dana Ruiz (Matter 7)" in ran.err) == (3, True)
    assert "a legal hold is on since" in judged("doctor").out
    ran = judged("hold", NAME, "--off", "--by", "Dana Ruiz", "--note", "Settled")
    assert (ran.code, ran.err) == (0, "")
    assert "legal hold" not in judged("doctor").out
    (trail,) = judged.workspace.glob("organisations/*/organisation.trail")
    assert [b'"note":"Matter 7"' in line for line in trail.read_bytes().splitlines()] == [True, False]


def test_a_hold_is_never_lifted_by_leaving_a_word_out(judged: Command) -> None:
    judged("hold", NAME, "--on", "--by", "Dana Ruiz", "--note", "Matter 7")
    before = judged.files()
    for args, code in (
        (("--by", "x", "--note", "y"), 2),
        (("--off", "--note", "y"), 2),
        (("--off", "--by", "x"), 2),
        (("--off", "--by", " ", "--note", "y"), 3),
        (("--off", "--by", "x", "--note", "\x1b[31m"), 3),
    ):
        assert judged("hold", NAME, *args).code == code
    assert judged("hold", "Nobody", "--off", "--by", "x", "--note", "y").code == 3
    assert judged.files() == before


def test_a_backup_brings_neither_the_screen_nor_the_pdf_engine(judged: Command, tmp_path: Path) -> None:
    from tests.cli.test_imports import imported

    heavy = {"textual", "rich", "reportlab"}
    assert imported(judged, "doctor").isdisjoint(heavy)
    assert imported(judged, "backup", tmp_path / "b.zip").isdisjoint(heavy)


def test_a_draft_that_is_lost_makes_way_for_another_one(judged: Command) -> None:
    assert judged("doctor", "--set-draft-aside", NAME).code == 3
    typed = "y\n1\n1\nAda\n" + "\n" * 9 + "q\n"
    assert judged("ask", "--plain", stdin=typed).code == 0
    own = {path.stem for path in judged.sealed()}
    assert len(own) == 2
    ran = judged("doctor", "--set-draft-aside", NAME)
    assert (ran.code, "The draft is sound" in ran.err) == (3, True)
    for path in judged.workspace.glob("organisations/*/assessments/*"):
        if b'"sealed_at"' not in path.with_name(path.name.partition(".")[0] + ".json").read_bytes():
            path.write_bytes(b"junk")
    ran = judged("doctor", "--repair")
    assert (ran.code, "--set-draft-aside" in ran.out) == (4, True), ran.said
    ran = judged("doctor", "--set-draft-aside", NAME)
    assert (ran.code, ran.out.count("is kept as")) == (0, 3), ran.said
    assert judged("ask", "--plain", stdin=typed[2:]).code == 0
    assert judged("doctor").code == 0
