"""A second process for the lock's tests: `python -m tests.store.holder hold|write WORKSPACE ORGANISATION [SECONDS]`.

`hold` opens the organisation, prints `open` (or `read-only`), and waits to be killed or told to go on by a line on
standard input. `write` opens it again and again for some seconds and prints each answer number once it is saved.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from readiness.store.workspace import Workspace
from tests.store.sample import LATER, no


def hold(workspace: Workspace, id: str) -> None:
    with workspace.open_organisation(id, now=LATER) as file:
        print("read-only" if file.read_only else "open", flush=True)
        sys.stdin.readline()


def write(workspace: Workspace, id: str, seconds: float) -> None:
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        with workspace.open_organisation(id, now=LATER) as file:
            if file.read_only:
                continue
            for _answer in range(5):
                number += 1
                draft = file.draft()
                assert draft is not None
                file.save_answer(draft.id, f"{os.getpid()}.{number}", [no()], at=LATER)
                print(f"{os.getpid()}.{number}", flush=True)


if __name__ == "__main__":
    place = Workspace.open(Path(sys.argv[2]), create=False)
    if sys.argv[1] == "hold":
        hold(place, sys.argv[3])
    else:
        write(place, sys.argv[3], float(sys.argv[4]))
