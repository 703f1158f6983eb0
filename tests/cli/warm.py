"""The command in a process of its own that is forked from one where Python and the program are loaded already.

It is a process like any other: its own memory, files, environment and exit code. What can't be seen this way, which
modules a start imports and how the interpreter begins, is tested with processes that are started whole.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path

_LOADED = [
    "readiness.__main__",
    "readiness.cli.command",
    "readiness.cli.option",
    "readiness.exchange.answers",
    "readiness.questionnaire.loader",
    "readiness.session.dossier",
    "readiness.session.packs",
    "readiness.session.place",
    "readiness.session.reporting",
    "readiness.session.sitting",
    "readiness.report.compose",
    "readiness.report.definition",
]
"""What most verbs need; nothing of it does anything when it is imported."""

_PATIENCE = 60.0
_context: list[ForkServerContext] = []


def is_possible() -> bool:
    """Whether processes can be forked here."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def run(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: bytes
) -> tuple[int, bytes, bytes]:
    """Exit code, standard output and standard error of `readiness` with these arguments.

    Raises:
        TimeoutError: it went on for a minute.
    """
    if not _context:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_LOADED)
        _context.append(context)
    with tempfile.TemporaryDirectory() as between:
        place = Path(between)
        (place / "in").write_bytes(stdin)
        process = _context[0].Process(target=_command, args=(list(arguments), str(folder), dict(environment), between))
        process.start()
        process.join(_PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"readiness {' '.join(arguments)}")
        return process.exitcode, (place / "out").read_bytes(), (place / "err").read_bytes()


def _command(arguments: list[str], folder: str, environment: dict[str, str], between: str) -> None:
    """In the child: be the command. Its streams are files, as in a script that redirects them."""
    flags = os.O_RDWR | os.O_CREAT
    for number, name in enumerate(("in", "out", "err")):
        os.dup2(os.open(os.path.join(between, name), flags), number)  # noqa: PTH118 - paths of the parent, as text
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as the process lives
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - as above
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["readiness", *arguments]
    from readiness.__main__ import main

    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)
