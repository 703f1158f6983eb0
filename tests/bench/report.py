"""The PDF of the full sample: its time against a plain ReportLab script, its memory in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import report_pdf
from tests.bench.row import Row, limit_row, ratio_row
from tests.bench.workspace import SAMPLE, TODAY, temporary_desk
from tests.report.sample import assessment, told

PAIRS = 5
BOUND = 1.4
MEMORY_BOUND = 100

_PEAK = """
import sys
from readiness.cli.command import cli
cli.main(sys.argv[1:], standalone_mode=False)
try:
    # Not getrusage: that one also counts what the parent had at the moment of forking.
    with open("/proc/self/status") as status:
        print("peak", next(line.split()[1] for line in status if line.startswith("VmHWM:")))
except FileNotFoundError:
    import resource
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
"""


def rows() -> Iterator[Row]:
    """Rendering beside the script; then all of `readiness assess FILE -o FILE.pdf`."""
    by_hand, ours, ratio = report_pdf.measure(told(assessment()).document, PAIRS)
    yield ratio_row("PDF of the full sample : ReportLab by hand", ours, by_hand, BOUND, ratio)
    if sys.platform != "win32":
        yield limit_row("memory of assess with a PDF, at most", _peak_kib() / 1024, "MiB", MEMORY_BOUND)


def _peak_kib() -> int:
    with temporary_desk() as desk:
        output = desk.workspace.path.parent / "report.pdf"
        arguments = ["--workspace", desk.workspace.path, "assess", SAMPLE, "-o", output, "--today", TODAY]
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, *map(str, arguments)],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert output.read_bytes().startswith(b"%PDF-")
    return int(done.stdout.rpartition("peak ")[2])
