"""`make demo`: judge the bundled, fictional sample in a throw-away workspace and leave gap-report.pdf here.

Its history comes first, so that the report tells what has changed and draws the numbers over a year.
"""

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
    examples = bundled("questionnaires") / "examples"
    sample, history = examples / "harbor-dental-group.yaml", sorted(examples.glob("harbor-history-*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "readiness", "--workspace", str(Path(folder) / "workspace"), "assess"]
        for earlier in history:
            day = earlier.stem.removeprefix("harbor-history-")
            # What they came to is in the report; only what goes wrong is said here.
            found = subprocess.run([*command, str(earlier), "--today", day], check=False, stdout=subprocess.DEVNULL)
            if found.returncode:
                return found.returncode
        command += [str(sample), "-o", "gap-report.pdf", "--force", "--today", SAMPLE_DAY]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
