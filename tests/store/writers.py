"""Two processes that write to one organisation at once: `python -m tests.store.writers --seconds 60`.

Prints a line of counts; exit code 1 when an acknowledged answer is lost or the file isn't sound.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from readiness.store.workspace import Workspace
from tests.store.sample import NOW, PACK, REFERENCE, TODAY


def two_writers(place: Path, seconds: float) -> tuple[int, int]:
    """Answers acknowledged to the two, and those of them that are lost.

    Raises:
        AssertionError: a writer failed, only one of them ever wrote, or the file isn't sound afterwards.
    """
    workspace = Workspace.open(place)
    id = workspace.create_organisation("Harbor Dental Group", TODAY).id
    with workspace.open_organisation(id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)
    command = [sys.executable, "-m", "tests.store.holder", "write", str(place), id, str(seconds)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    saved = [line for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len({name.partition(".")[0] for name in saved}) == len(writers)
    with workspace.open_organisation(id) as file:
        assert (file.problems, file.notices) == ([], [])
        now = file.draft()
        assert now is not None
        assert len(file.history(draft.id)) == len(now.answers) + 1
    return len(saved), len(set(saved) - set(now.answers))


def main() -> int:
    """Write, look, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as place:
        acknowledged, lost = two_writers(Path(place) / "workspace", seconds)
    print(f"two writers for {seconds:g} s: {acknowledged} answers acknowledged, {lost} lost")
    return int(bool(lost) or not acknowledged)


if __name__ == "__main__":
    sys.exit(main())
