"""The property tests at 500 examples each instead of 25, never the same ones: `python -m tests.torture.properties`."""

from __future__ import annotations

import os
import subprocess
import sys

FOLDERS = ("assessment", "exchange", "plain", "questionnaire", "report", "store", "torture")


def main() -> int:
    """Run every test that hypothesis gives its inputs to."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", "-m", "hypothesis", "-o", "timeout=1800", *sys.argv[1:]]
    folders = [f"tests/{name}" for name in FOLDERS]
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "long"}
    return subprocess.run([*command, *folders], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
