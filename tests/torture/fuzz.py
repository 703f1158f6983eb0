"""One target under a coverage-guided fuzzer: `python -m tests.torture.fuzz TARGET CORPUS [libFuzzer options]`.

Ends with libFuzzer's exit code: 0 when nothing was found, else the input that broke it lies in the corpus' folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["readiness"], enable_loader_override=False):
    from tests.torture.targets import TARGETS


def main() -> None:
    """Put the seeds into the corpus and fuzz; does not return."""
    name, corpus, *options = sys.argv[1:]
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options, str(folder)], target.try_on)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
