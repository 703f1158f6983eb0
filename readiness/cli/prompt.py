"""Who is asked for a passphrase. Without click: Home does not wait for what reads the command line."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.session.passphrase import PassphraseSource


def passphrase_source(descriptor: int | None = None, file: Path | None = None) -> PassphraseSource:
    """The descriptor, the file, the file that the environment names, or whoever is at the terminal."""
    from readiness.session.passphrase import OPTION, VARIABLE

    return _source(VARIABLE, OPTION, descriptor, file)


def organisation_passphrase_source(descriptor: int | None = None, file: Path | None = None) -> PassphraseSource:
    """The same for an organisation with a passphrase of its own."""
    from readiness.session.passphrase import ORGANISATION_OPTION, ORGANISATION_VARIABLE

    return _source(ORGANISATION_VARIABLE, ORGANISATION_OPTION, descriptor, file)


def document_passphrase_source(file: Path | None = None) -> PassphraseSource:
    """The same for a document that is put behind one."""
    from readiness.session.passphrase import DOCUMENT_OPTION, DOCUMENT_VARIABLE

    return _source(DOCUMENT_VARIABLE, DOCUMENT_OPTION, None, file)


def _source(variable: str, option: str, descriptor: int | None, file: Path | None) -> PassphraseSource:
    from readiness.session.passphrase import PassphraseSource

    source = PassphraseSource.of(os.environ, variable, option)
    if descriptor is not None or file is not None:
        source.descriptor, source.file = descriptor, file
    if sys.stdin.isatty():
        source.ask = getpass
    return source
