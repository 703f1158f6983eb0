"""What can go wrong with stored files, in words for people: what happened, what was kept, what to do.

No message ever holds anything of an answer: names of files and counts only.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from readiness.error import BAD_INPUT, LOCKED, STORAGE, ReadinessError
from readiness.translation import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreError(ReadinessError):
    """Something about stored files; `path` is the file or folder it is about, where there is one."""

    exit_code = STORAGE

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class NotSaved(StoreError):
    """A write failed. The file on disk is the one from before, and the caller's data is untouched."""


class DiskFull(NotSaved):
    """No space left, or a quota or size limit reached."""


class Unwritable(NotSaved):
    """The system does not let this user write here."""


class Unreadable(StoreError):
    """The system does not let this file be read."""


class Unstorable(StoreError):
    """The data itself can't be kept: NaN, half a character, a value of a type that has no place here."""


class DamagedFile(StoreError):
    """A file is not what was written: altered, cut short, missing or of the wrong shape.

    Attributes:
        reason: what is wrong with it, as a clause.
        recoverable: what a recovery would bring back, as a clause; empty when nothing.
    """

    def __init__(self, path: Path, reason: str, recoverable: str = "") -> None:
        text = _("'{file}' is damaged: {reason}. Nothing was overwritten.").format(file=shown(path), reason=reason)
        if recoverable:
            text += " " + _("What can be recovered: {what}.").format(what=recoverable)
        super().__init__(text, path)
        self.reason = reason
        self.recoverable = recoverable


class NewerFormat(StoreError):
    """A file was written by a newer version of this program, or in a way this one doesn't know."""

    def __init__(self, path: Path, found: str) -> None:
        text = _("'{file}' is in a format this version can't read ({found}). It was left as it is; update readiness.")
        super().__init__(text.format(file=shown(path), found=found), path)


class OtherProtection(NewerFormat):
    """A file is encrypted where the workspace is not, or the other way round."""

    def __init__(self, path: Path, *, is_encrypted: bool) -> None:
        text = (
            _("'{file}' is encrypted, and this workspace is not. It was left as it is.")
            if is_encrypted
            else _("'{file}' is not encrypted, and this workspace is. It was left as it is, and is not used.")
        )
        StoreError.__init__(self, text.format(file=shown(path)), path)


class PassphraseNeeded(StoreError):
    """What is encrypted can't be opened without its passphrase, and there is nobody to ask."""

    exit_code = LOCKED


class OrganisationLocked(PassphraseNeeded):
    """An organisation has a passphrase of its own, which was not given yet."""


class WrongPassphrase(PassphraseNeeded):
    """The passphrase doesn't open it. Nothing was read and nothing changed."""


class PassphraseRefused(StoreError):
    """A new passphrase that is too short, or was typed in two ways. Nothing changed."""

    exit_code = BAD_INPUT


class MissingExtra(StoreError):
    """The optional package that encryption needs is not installed."""


class UnfinishedConversion(StoreError):
    """Encrypting or decrypting was interrupted; the message names the command that finishes it."""


class ProtectedMeanwhile(StoreError):
    """Another program encrypted or decrypted the workspace since it was opened here. Nothing was saved."""


class NotConverted(StoreError):
    """A workspace that can't be encrypted or decrypted as it is. Nothing changed."""

    exit_code = BAD_INPUT


class ReadOnly(StoreError):
    """Writing was asked of something opened for reading only."""


class Busy(StoreError):
    """Another process is changing the workspace's own files and did not finish in time."""


class SealedAssessment(StoreError):
    """A sealed assessment is never changed."""


class DraftExists(StoreError):
    """The organisation has a draft already; it is finished or sealed first."""


class OnHold(StoreError):
    """A legal hold forbids destroying anything, or it is on (or off) already."""

    exit_code = BAD_INPUT


class BackupRefused(StoreError):
    """A backup that can't be made from what there is, or not where it should be. Nothing was written."""

    exit_code = BAD_INPUT


class BundleRefused(StoreError):
    """A bundle is altered, cut short, hostile or doesn't fit here. Nothing of it was stored."""

    exit_code = BAD_INPUT

    def __init__(self, path: Path, reason: str) -> None:
        text = _("'{file}' was refused: {reason}. Nothing of it was restored.")
        super().__init__(text.format(file=shown(path), reason=shown(reason)), path)
        self.reason = reason


class NameTaken(StoreError):
    """There is an organisation of this name already."""

    exit_code = BAD_INPUT


class NotFound(StoreError):
    """No such organisation, assessment, pack or workspace.

    Attributes:
        candidates: names that are close to what was asked for.
    """

    exit_code = BAD_INPUT

    def __init__(self, message: str, candidates: Sequence[str] = (), path: Path | None = None) -> None:
        super().__init__(message, path)
        self.candidates = tuple(candidates)


class Ambiguous(NotFound):
    """More than one organisation fits; `candidates` names them."""


def shown(text: Path | str) -> str:
    """A path or a name as one printable line."""
    return "".join(char if char.isprintable() else "?" for char in str(text))


def not_saved(error: OSError, path: Path) -> NotSaved:
    """The failure of a write in words, by its kind."""
    if error.errno in _FULL:
        text = _(
            "'{file}' could not be saved: the disk is full. What was saved before is intact. "
            "Free some space, then try again."
        )
        return DiskFull(text.format(file=shown(path)), path)
    if error.errno in _FORBIDDEN:
        text = _(
            "'{file}' could not be saved: this user may not write there. What was saved before is intact. "
            "Change the permissions of the folder, or choose another one with --workspace."
        )
        return Unwritable(text.format(file=shown(path)), path)
    text = _("'{file}' could not be saved ({reason}). What was saved before is intact. Try again.")
    return NotSaved(text.format(file=shown(path), reason=error.strerror or type(error).__name__), path)


def unreadable(error: OSError, path: Path) -> Unreadable:
    """The failure of a read in words."""
    text = _("'{file}' can't be read ({reason}). It was left as it is.")
    return Unreadable(text.format(file=shown(path), reason=error.strerror or type(error).__name__), path)
