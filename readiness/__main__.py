"""The command `readiness`: runs the verbs, and turns every error into one clear message."""

from __future__ import annotations

import io
import os
import re
import sys
from types import TracebackType

from readiness.cli.home import open_home
from readiness.cli.language import speak
from readiness.error import INTERNAL, USAGE, ReadinessError
from readiness.translation import _

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _say(message: str) -> None:
    # Names of files and organisations are in here, and must not drive the terminal.
    sys.stderr.write(f"readiness: {_UNPRINTABLE.sub('?', message)}\n")


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Stand in for Python's traceback; the interpreter then ends with exit code 1 by itself."""
    if issubclass(kind, KeyboardInterrupt):
        _say(_("interrupted; everything answered so far is kept"))
        return
    _say(
        _(
            "an error inside the program ({kind}). What was saved is kept. Run again with --debug to see it whole."
        ).format(kind=kind.__name__)
    )


def main() -> int:
    """Run the command line; returns its exit code, as listed in `readiness.error` and in README."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that can't show a character gets its code; a name never ends the program.
            stream.reconfigure(errors="backslashreplace")
    speak()
    debug = "--debug" in sys.argv
    if not debug:
        sys.excepthook = _unexpected
    try:
        return _verb() if sys.argv[1:] else open_home(None)
    except KeyboardInterrupt:
        _say(_("stopped; everything answered so far is kept"))
        return INTERNAL
    except ReadinessError as error:
        if debug:
            raise
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (`readiness findings | head`): nothing is wrong here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _verb() -> int:
    import click  # noqa: PLC0415 - Home is painted without it

    from readiness.cli.command import cli  # noqa: PLC0415 - brings click

    try:
        result = cli.main(prog_name="readiness", standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
