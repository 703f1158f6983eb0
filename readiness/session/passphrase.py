"""Where a passphrase comes from: a file descriptor, a file, or a person; never an argument, which others can see."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from readiness.session.error import SessionError
from readiness.store import encryption
from readiness.store.encryption import Header, Unlocked
from readiness.store.error import PassphraseNeeded, PassphraseRefused, WrongPassphrase, shown
from readiness.translation import _

VARIABLE, OPTION = "READINESS_PASSPHRASE_FILE", "--passphrase"
"""The variable that names a file with the passphrase of the workspace, and how the options for it begin."""

ORGANISATION_VARIABLE, ORGANISATION_OPTION = "READINESS_ORGANISATION_PASSPHRASE_FILE", "--organisation-passphrase"
"""The same for the passphrase of one organisation."""

DOCUMENT_VARIABLE, DOCUMENT_OPTION = "READINESS_PROTECT_FILE", "--protect"
"""The same for the passphrase that a document is put behind."""

TRIES = 3

_LONGEST = 4096
"""Bytes of a passphrase in a file."""


@dataclass
class PassphraseSource:
    """How to come by the passphrase of one command.

    Attributes:
        descriptor: a file descriptor to read it from, before anything else.
        file: a file to read it from. Of both, the first line counts.
        ask: shows a prompt and gives what was typed without showing it; None where there is no terminal.
        variable: the variable that can name the file.
        option: how the options begin that name file or descriptor.
    """

    descriptor: int | None = None
    file: Path | None = None
    ask: Callable[[str], str] | None = None
    variable: str = VARIABLE
    option: str = OPTION
    _read: str | None = field(default=None, init=False, repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str], variable: str = VARIABLE, option: str = OPTION) -> PassphraseSource:
        """The file that the environment names, or nothing."""
        named = environment.get(variable, "").strip()
        return cls(file=Path(named).expanduser() if named else None, variable=variable, option=option)

    def given(self) -> str | None:
        """The passphrase from the descriptor or the file; None where neither was named.

        Raises:
            SessionError: it can't be read, or its first line is empty or far too long.
        """
        if self._read is None and (self.descriptor is not None or self.file is not None):
            self._read = self._first_line()
        return self._read

    def asked(self, prompt: str) -> str:
        """What a person types.

        Raises:
            PassphraseNeeded: there is no terminal, or no answer.
        """
        if self.ask is None:
            text = _(
                "A passphrase is needed, and there is no terminal to ask for it. Name a file that holds it with "
                "{option}-file or {variable}, or a file descriptor with {option}-fd."
            )
            raise PassphraseNeeded(text.format(option=self.option, variable=self.variable))
        try:
            return self.ask(prompt)
        except EOFError:
            raise PassphraseNeeded(_("No passphrase was given. Nothing was read and nothing changed.")) from None

    def _first_line(self) -> str:
        name = str(self.file) if self.descriptor is None else _("file descriptor {n}").format(n=self.descriptor)
        try:
            if self.descriptor is not None:
                with os.fdopen(self.descriptor, "rb", closefd=False) as stream:
                    line = stream.readline(_LONGEST + 1)
            else:
                assert self.file is not None
                with self.file.open("rb") as stream:
                    line = stream.readline(_LONGEST + 1)
            text = line.decode().rstrip("\r\n")
        except OSError as error:
            text = _("The passphrase can't be read from '{name}' ({reason}).")
            raise SessionError(text.format(name=shown(name), reason=error.strerror or type(error).__name__)) from error
        except UnicodeDecodeError:
            # What the decoder says would quote the passphrase.
            raise SessionError(_("The passphrase in '{name}' is not UTF-8 text.").format(name=shown(name))) from None
        if not text or len(line) > _LONGEST:
            raise SessionError(_("The first line of '{name}' is no passphrase.").format(name=shown(name)))
        return text


def unlocked(folder: Path, source: PassphraseSource) -> Unlocked:
    """The encryption of a workspace, opened.

    Raises:
        PassphraseNeeded: the passphrase is wrong, or there is none.
        SessionError: it can't be read.
        StoreError: the workspace is not encrypted, not wholly so, or its header is damaged.
    """
    header = encryption.read(folder)
    if header is None:
        raise SessionError(_("'{folder}' is not encrypted.").format(folder=shown(folder)))
    encryption.refuse_unfinished(header, folder)
    return opened(header, source, shown(folder))


def opened(header: Header, source: PassphraseSource, what: str) -> Unlocked:
    """A header, opened with the passphrase that is given, or typed within three tries; `what` is for the prompt.

    Raises:
        PassphraseNeeded: the passphrase is wrong, or there is none.
        SessionError: it can't be read.
    """
    given = source.given()
    if given is not None:
        return encryption.unlock(header, given)
    prompt = _("Passphrase of {what}: ").format(what=what)
    for _try in range(TRIES - 1):
        try:
            return encryption.unlock(header, source.asked(prompt))
        except WrongPassphrase:
            prompt = _("That is not the passphrase. Passphrase of {what}: ").format(what=what)
    return encryption.unlock(header, source.asked(prompt))


def chosen(source: PassphraseSource) -> str:
    """A new passphrase: given, or typed twice.

    Raises:
        PassphraseNeeded: there is none, and nobody to ask.
        PassphraseRefused: it is too short, or was not typed twice the same.
        SessionError: it can't be read.
    """
    given = source.given()
    if given is not None:
        return encryption.accepted(given)
    text = _("New passphrase. Without it nobody can read what is kept, you included: ")
    passphrase = encryption.accepted(source.asked(text))
    if encryption.accepted(source.asked(_("The same once more: "))) != passphrase:
        raise PassphraseRefused(_("The two passphrases are not the same. Nothing changed."))
    return passphrase
