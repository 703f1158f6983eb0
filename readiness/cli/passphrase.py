"""The options that say where a passphrase comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from readiness.translation import _

Verb = TypeVar("Verb", bound=Callable[..., Any])


def passphrase_options(verb: Verb) -> Verb:
    """`--passphrase-fd N` and `--passphrase-file FILE`."""
    by_file = click.option(
        "--passphrase-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=_("Read the passphrase from this file's first line. Without it, READINESS_PASSPHRASE_FILE names one."),
    )
    by_descriptor = click.option(
        "--passphrase-fd",
        metavar="N",
        type=click.IntRange(min=0),
        help=_("Read the passphrase from this file descriptor."),
    )
    return by_descriptor(by_file(verb))
