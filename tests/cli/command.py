"""The installed command as a process of its own, in a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from readiness.resources import bundled
from tests.cli import warm

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = bundled("questionnaires") / "examples" / "harbor-dental-group.yaml"
NAME = "Harbor Dental Group (fictional)"
DAY = "2026-11-21"

_PASSED = {"READINESS_PASSPHRASE_FILE", "READINESS_ORGANISATION_PASSPHRASE_FILE", "READINESS_PROTECT_FILE"}
"""Variables that are read when they are needed; any other gets a process that began with it."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Command:
    """`readiness` with a workspace; every run is checked for tracebacks."""

    home: Path
    workspace: Path

    def __call__(
        self,
        *args: str | Path,
        stdin: str | bytes = "",
        workspace: Path | None = None,
        before: Callable[[], None] | None = None,
        **environment: str,
    ) -> Ran:
        arguments = ["--workspace", str(workspace or self.workspace), *map(str, args)]
        given = stdin.encode() if isinstance(stdin, str) else stdin
        if before is None and warm.is_possible() and not environment.keys() - _PASSED:
            code, out, err = warm.run(arguments, self.home, {**self.environment, **environment}, given)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "readiness", *arguments],
                input=given,
                capture_output=True,
                check=False,
                cwd=self.home,
                # What limits the process must not leave half a compiled module behind for all others.
                env={**self.environment, **environment, **({"PYTHONDONTWRITEBYTECODE": "1"} if before else {})},
                preexec_fn=before,
                timeout=60,
            )
            code, out, err = done.returncode, done.stdout, done.stderr
        ran = Ran(code, out.decode(), err.decode())
        assert "Traceback" not in ran.said, ran.said
        return ran

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
        }

    def sealed(self) -> list[Path]:
        """The files of all assessments that are stored."""
        return sorted(self.workspace.glob("organisations/*/assessments/*.json"))

    def files(self) -> dict[str, bytes]:
        """Everything in the workspace but locks."""
        return {
            str(path.relative_to(self.workspace)): path.read_bytes()
            for path in sorted(self.workspace.rglob("*"))
            if path.is_file() and not path.name.startswith("lock")
        }


def answers_file(folder: Path, text: str, name: str = "answers.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
