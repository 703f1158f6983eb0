"""`python -m tests.torture [--quick] [STEP...]`: take everything apart for as long as it needs, and print the counts.

Each step is a process of its own, so that one that dies leaves the others alone. Exit code 1 when one fails.
`--quick` is a look at whether every step runs.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.torture.targets import TARGETS


class Step(NamedTuple):
    """A module to run, with what it is given in the long form and in the quick one."""

    module: str
    long: Sequence[str]
    quick: Sequence[str]


STEPS = {
    "kill": Step("tests.store.kill", ("--kills", "5000"), ("--kills", "20")),
    "interrupt": Step("tests.store.interrupted", (), ()),
    "writers": Step("tests.store.writers", ("--seconds", "60"), ("--seconds", "2")),
    "damage": Step("tests.torture.damage", (), ("--every", "500")),
    "faults": Step("pytest", ("-s", "tests/store/test_fault.py", "tests/store/test_full_disk.py"), ("--version",)),
    "monkey": Step("tests.torture.monkey", ("--keys", "20000"), ("--keys", "500")),
    "properties": Step("tests.torture.properties", (), ("--version",)),
    "bundles": Step("pytest", ("tests/store/test_hostile_bundle.py", "tests/store/test_bundle.py"), ("--version",)),
}
FUZZING, GLANCE = 60, 2
"""Seconds a target is fuzzed."""


def run(step: Step, *, quick: bool) -> bool:
    """Run a step; its counts go to standard output."""
    command = [sys.executable, "-m", step.module, *(step.quick if quick else step.long)]
    return subprocess.run(command, check=False).returncode == 0


def fuzz(name: str, *, quick: bool) -> bool:
    """Fuzz a target and print how many inputs were tried; what breaks it is printed whole."""
    with tempfile.TemporaryDirectory() as place:
        options = [f"-max_total_time={GLANCE if quick else FUZZING}", "-print_final_stats=1", "-timeout=20"]
        artifact = f"-artifact_prefix={place}/"
        command = [sys.executable, "-m", "tests.torture.fuzz", name, str(Path(place) / "corpus"), artifact, *options]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode or runs is None:
        print(f"fuzz {name}: FAILED", done.stdout[-4000:], done.stderr[-4000:], sep="\n", flush=True)
        return False
    print(f"fuzz {name}: {runs[1]} inputs, 0 faults", flush=True)
    return True


def main() -> int:
    """Run the steps that are named, all of them without a name."""
    names = [*STEPS, *(f"fuzz-{name}" for name in TARGETS)]
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("steps", nargs="*", choices=[*names, []], metavar="STEP", help=", ".join(names))
    options = parser.parse_args()
    failed = []
    for name in options.steps or names:
        began = time.monotonic()
        fine = (
            run(STEPS[name], quick=options.quick)
            if name in STEPS
            else fuzz(name.removeprefix("fuzz-"), quick=options.quick)
        )
        print(f"  {name}: {'fine' if fine else 'FAILED'}, {time.monotonic() - began:.0f} s", flush=True)
        failed += [] if fine else [name]
    print(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
