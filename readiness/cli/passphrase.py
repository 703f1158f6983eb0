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


def organisation_option(verb: Verb) -> Verb:
    """`--organisation NAME`: one organisation instead of the whole workspace."""
    return click.option(
        "--organisation",
        metavar="NAME",
        default="",
        help=_("This organisation only: a name, the beginning of one, or an id."),
    )(verb)


def organisation_passphrase_options(verb: Verb) -> Verb:
    """`--organisation-passphrase-fd N` and `--organisation-passphrase-file FILE`."""
    by_file = click.option(
        "--organisation-passphrase-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=_(
            "The same for an organisation with a passphrase of its own; else READINESS_ORGANISATION_PASSPHRASE_FILE."
        ),
    )
    by_descriptor = click.option(
        "--organisation-passphrase-fd",
        metavar="N",
        type=click.IntRange(min=0),
        help=_("Read the passphrase of an organisation from this file descriptor."),
    )
    return by_descriptor(by_file(verb))
