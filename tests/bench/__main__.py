"""`python -m tests.bench [NAME...]`: measure, print one table, and exit with 1 when a bound is broken.

Every floor is measured in the same run, in turn with what stands on it, so that the ratios hold on any machine.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.row import Row


class Bench(NamedTuple):
    """A module of this package whose `rows` measures something."""

    name: str
    module: str


BENCHES = (
    Bench("paint", "first_paint"),
    Bench("key", "key_to_question"),
    Bench("results", "opening_results"),
    Bench("memory", "memory"),
    Bench("pdf", "report"),
    Bench("documents", "documents"),
    Bench("judge", "judging"),
    Bench("save", "saving"),
    Bench("open", "opening"),
    Bench("list", "listing"),
    Bench("return", "returning"),
    Bench("pace", "pace"),
)


def machine() -> str:
    """What the table was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {cores} cores{busy}, Python {platform.python_version()}"


def measured(benches: Sequence[Bench]) -> list[Row]:
    """The rows of these benches, one bench after the other."""
    found: list[Row] = []
    for bench in benches:
        if sys.stderr.isatty():
            print(f"\r\x1b[Kmeasuring: {bench.name}", end="", file=sys.stderr, flush=True)
        found += importlib.import_module(f"tests.bench.{bench.module}").rows()
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return found


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as a table."""
    cells = [("name", "ours", "floor", "ratio", "bound", "ok")]
    for row in rows:
        bounded = ("ok" if row.holds else "BROKEN") if row.bound else ""
        cells.append((row.name, row.ours, row.floor, row.ratio, row.bound, bounded))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for name, *amounts, bounded in cells:
        right = [amount.rjust(width) for amount, width in zip(amounts, widths[1:-1], strict=True)]
        yield "  ".join((name.ljust(widths[0]), *right, bounded)).rstrip()


def main(names: Sequence[str]) -> int:
    """Measure the benches with these names, all of them without one."""
    unknown = set(names) - {bench.name for bench in BENCHES}
    if unknown:
        print(f"no bench {', '.join(sorted(unknown))}; there are: {', '.join(bench.name for bench in BENCHES)}")
        return 2
    rows = measured([bench for bench in BENCHES if not names or bench.name in names])
    print(machine(), *lines(rows), sep="\n")
    return int(not all(row.holds for row in rows))


if __name__ == "__main__":
    # The colours of a terminal are part of what is painted.
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    sys.exit(main(sys.argv[1:]))
