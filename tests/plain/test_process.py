"""Plain mode as a process: scripted from a file, and at a terminal."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from readiness.session.place import Desk, open_workspace
from tests.cli.command import NAME, Command
from tests.plain.talk import ABOUT, BEGIN

SCRIPT = "".join(f"{line}\n" for line in (*BEGIN, *ABOUT, "n", "u"))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path, tmp_path / "workspace")


def test_a_script_is_read_to_its_end(command: Command) -> None:
    ran = command("ask", "--plain", "--today", "2026-11-21", stdin=SCRIPT)
    assert (ran.code, ran.err) == (0, "")
    assert "Everything answered is kept: 2 of 25 questions." in ran.out
    assert ran.out.rstrip().endswith('To go on: readiness ask "Harbor Dental" --plain')
    assert "Answer (h for keys): n\n" in ran.out


@pytest.mark.parametrize("args", [["ask"], []])
def test_without_a_terminal_everything_runs_line_by_line(args: list[str], command: Command) -> None:
    ran = command(*args, stdin="y\n")
    assert ran.code == 0
    assert "Name of the business:" in ran.out
    assert ran.out.rstrip().endswith("To go on: readiness ask --plain")


def test_bytes_that_are_no_text_are_refused_not_fatal(command: Command) -> None:
    ran = command("ask", "--plain", stdin=b"y\nCaf\xe9 \xff\nHarbor\n")
    assert ran.code == 0


def test_a_workspace_that_cannot_be_used(command: Command) -> None:
    assert command("ask", "--plain", workspace=Path("/dev/null/x")).code == 4
    assert command("ask", NAME, "--plain").code == 3


def _hears_interrupts() -> None:
    """Tests that were started in the background hand their deafness to ^C down."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_at_a_terminal_and_closed_in_the_middle(command: Command) -> None:
    import pexpect

    def sit() -> pexpect.spawn:
        arguments = [
            "-m",
            "readiness",
            "--workspace",
            str(command.workspace),
            "ask",
            "--plain",
            "--today",
            "2026-11-21",
        ]
        return pexpect.spawn(
            sys.executable,
            arguments,
            env=command.environment,
            cwd=str(command.home),
            encoding="utf-8",
            timeout=20,
            preexec_fn=_hears_interrupts,
        )

    first = sit()
    for prompt, line in (("go on:", "y"), ("business:", "Zoë & Co"), ("stop:", "1"), ("name:", "Ada"), ("skip", "3")):
        first.expect_exact(prompt)
        first.sendline(line)
    first.expect_exact("Saved: 20 to 49")
    # The next question is on screen, so that is where it goes on; closed any sooner, it could be either.
    first.expect_exact("those people live?")
    first.expect_exact("skip")
    first.close(force=True)
    second = sit()
    second.expect_exact("Zoë & Co")
    second.sendline("1")
    second.expect_exact("0 of 25 questions answered")
    second.expect_exact("those people live?")
    second.sendintr()
    second.expect(pexpect.EOF)
    assert "Traceback" not in (second.before or "")
    assert "everything answered so far is kept" in (second.before or "")
    desk = Desk(open_workspace(command.workspace))
    kept = desk.dossier(desk.find("Zoë & Co").id).stored_draft()
    assert kept is not None
    assert kept.answers["profile.staff"][0].facts == {"profile.staff": "from_20"}
