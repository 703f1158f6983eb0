"""What a verb imports: nobody waits for the screen or the PDF engine without asking for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import DAY, NAME, SAMPLE, Command, answers_file

_PROGRAM = """
import sys
sys.argv = ["readiness", *sys.argv[1:]]
from readiness.__main__ import main
code = main()
heavy = [name for name in ("textual", "reportlab", "rich", "tinydb", "yaml", "babel") if name in sys.modules]
print("imported:", *heavy, file=sys.stderr)
sys.exit(code)
"""


def imported(command: Command, *args: str | Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "--workspace", str(command.workspace), *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env=command.environment,
        cwd=command.home,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].removeprefix("imported:").split())


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["assess", "--help"], ["report", "--help"], ["ask", "--help"]]
)
def test_help_and_version_import_next_to_nothing(args: list[str], command: Command) -> None:
    assert imported(command, *args) == set()


@pytest.mark.parametrize(
    "args",
    [
        ["assess", SAMPLE, "--today", DAY],
        ["findings", NAME, "--today", DAY],
        ["findings", NAME, "--json", "--today", DAY],
        ["organisations", "--csv"],
        ["packs", "list"],
    ],
)
def test_batch_verbs_import_neither_the_screen_nor_the_pdf_engine(args: list[str | Path], judged: Command) -> None:
    assert imported(judged, *args).isdisjoint({"textual", "rich", "reportlab"})


def test_listing_needs_no_database(judged: Command) -> None:
    assert imported(judged, "organisations", "--json") == set()


def test_the_pdf_engine_comes_with_a_pdf(judged: Command) -> None:
    found = imported(judged, "report", NAME, "-o", judged.home / "x.pdf", "--today", DAY)
    assert "reportlab" in found
    assert found.isdisjoint({"textual", "rich"})


def test_plain_mode_imports_no_screen(command: Command) -> None:
    command("assess", answers_file(command.home, SAMPLE.read_text(encoding="utf-8")), "--today", DAY)
    assert imported(command, "ask", NAME, "--plain").isdisjoint({"textual", "rich", "reportlab"})
