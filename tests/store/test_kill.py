"""kill -9 while answers are stored: the quick form of `python -m tests.store.kill`."""

from __future__ import annotations

import subprocess
import sys


def test_no_kill_loses_an_acknowledged_answer() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.store.kill", "--kills", "40"], capture_output=True, text=True, check=False
    )
    print(run.stdout)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count(" 0 lost, 0 unreadable") == 2
    assert run.stdout.count(" 0 not mended") == 2
