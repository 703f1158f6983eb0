"""What surrounds the stored content: who may read the files, what lies between them, which folder they are in."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from readiness.store import durable
from readiness.store.encryption import FILE as HEADER
from readiness.store.error import unreadable
from readiness.store.fault import Cure, Fault, said, told
from readiness.store.lock import LOCK, NOTE
from readiness.translation import _

_SERVICES = {
    "Dropbox": r"dropbox( \(.*\)|-.*)?",
    "OneDrive": r"(cloudstorage-)?onedrive(\s*-.*)?",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive(-.*| \(.*\))?|gdrive",
}
_KEPT = r"(\.previous)?(\.aside-[1-9][0-9]*|\.format-[1-9][0-9]*)?"

OWN = re.compile(rf"organisation\.(json|trail){_KEPT}|{LOCK}|{re.escape(NOTE)}")
"""Names of files in an organisation's folder."""

OWN_HEADER = re.compile(rf"{re.escape(HEADER)}(\.previous)?(\.aside-[1-9][0-9]*)?")
"""Names of files beside these that tell of a passphrase of its own; in encrypted workspaces only."""

ASSESSMENT = re.compile(rf"([0-9a-f]{{16}})\.(json|trail){_KEPT}")
"""Names of files in a folder of assessments; the first group is the id."""

PACK = re.compile(r"([0-9a-f]{64})\.json(\.aside-[1-9][0-9]*)?")
"""Names of files in the folder of questionnaires; the first group is the hash."""


def synced_by(path: Path) -> str:
    """The service whose folder `path` lies in, by the names on the way to it; empty when none is known."""
    for part in {*path.absolute().parts, *path.resolve().parts}:
        for service, pattern in _SERVICES.items():
            if re.fullmatch(pattern, part.casefold()):
                return service
    return ""


def inside(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or below it, links on the way followed."""
    return path.resolve().is_relative_to(folder.resolve())


def open_to_others(path: Path) -> Iterator[Fault]:
    """Whether other users of this computer may read a file or folder."""
    if sys.platform == "win32":
        return
    try:
        mode = path.stat(follow_symlinks=False).st_mode
    except OSError as error:
        yield told(path, unreadable(error, path))
        return
    if not stat.S_ISLNK(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield said(path, _("other users of this computer may read it or enter it"), Cure.TIGHTEN)


def contents(folder: Path, belongs: Callable[[str], object], folders: tuple[str, ...] = ()) -> Iterator[Fault]:
    """What is wrong with the entries of a folder, going by their names, kinds and permissions alone.

    `belongs` tells by its name whether a file has a place here; `folders` are the folders that have one.
    """
    yield from open_to_others(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield told(folder, unreadable(error, folder))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.is_symlink():
            yield said(path, _("it is a link; links are never followed, so what it points to is not used"))
        elif entry.name in folders:
            if not entry.is_dir():
                yield said(path, _("it should be a folder, and is none"))
        elif durable.is_temporary(entry.name):
            yield said(path, _("it was being written when a crash came, and counts for nothing"), Cure.SWEEP)
        elif not belongs(entry.name):
            yield said(path, _("it does not belong here; it was left alone"), is_advice=True)
        elif not entry.is_file():
            yield said(path, _("it should be a file, and is none"))
        else:
            yield from open_to_others(path)
