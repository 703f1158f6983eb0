"""The installed command without a terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.terminal.screen import COMMAND, environment


def readiness(home: Path, *arguments: str, lines: Sequence[str] = (), code: int = 0) -> str:
    """What the command says when these lines are piped into it; it has to end with `code`."""
    done = subprocess.run(
        [COMMAND, *arguments],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=home,
        env=environment(home),
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (code, ""), done.stdout + done.stderr
    return done.stdout
