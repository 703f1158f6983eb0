"""`make demo`: judge the bundled, fictional sample in a throw-away workspace and leave gap-report.pdf here."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from readiness.resources import bundled

SAMPLE_DAY = "2026-11-21"
"""The day the sample speaks for; given as today, so that the demo shows the same on every day."""


def main() -> int:
    """Run `readiness assess` as anybody would; its exit code."""
    sample = min((bundled("questionnaires") / "examples").glob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "readiness", "--workspace", str(Path(folder) / "workspace")]
        command += ["assess", str(sample), "-o", "gap-report.pdf", "--force", "--today", SAMPLE_DAY]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
