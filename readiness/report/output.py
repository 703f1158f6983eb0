"""Files that are written whole or not at all, and never over something that is already there."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from readiness.error import BAD_INPUT, STORAGE, ReadinessError
from readiness.translation import _


class ReportError(ReadinessError):
    """A report that can't be made from what was given: a definition, a font, a name that is taken."""

    exit_code = BAD_INPUT


class NameTakenByFile(ReportError):
    """A file that is there already and may not be replaced; how to replace it is told for the command line.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} already exists; give another name, or --force to replace it").format(path=path))
        self.path = path


class OutputError(ReportError):
    """A file that can't be written where it should be."""

    exit_code = STORAGE


def write(path: Path, data: bytes, force: bool = False) -> None:
    """Write `data` to `path` in one step; readers see the old file, or the new one, never a part.

    Raises:
        NameTakenByFile: the file exists and `force` is not set.
        ReportError: `path` is a folder.
        OutputError: the folder is missing or can't be written to, or the disk is full.
    """
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")
    try:
        if path.is_dir():
            raise ReportError(_("{path} is a folder; name a file in it").format(path=path))
        _write_new(temporary, data)
        if force:
            temporary.replace(path)
        else:
            _place(temporary, path)
        _remember_folder(path.parent)
    except FileExistsError as error:
        raise NameTakenByFile(path) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise OutputError(_("{path} cannot be written: {reason}").format(path=path, reason=reason)) from error
    finally:
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)


def _write_new(path: Path, data: bytes) -> None:
    # Only the owner may read it: a report is a map of weak spots.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _place(temporary: Path, path: Path) -> None:
    """Give the file its name, and fail when the name is taken, also by someone who was faster."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no links; there the check and the renaming are two steps.
        if path.exists():
            raise FileExistsError(path) from None
        temporary.replace(path)


def _remember_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
