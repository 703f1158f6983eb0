"""Files that survive: written beside the old one, flushed, swapped in, the previous version kept.

After `swap_in` and `sync_folder` have returned, a kill or a power cut can't take the content away; before
that the old content is untouched. Everything here is private to its owner: files 0600, folders 0700.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from readiness.store.error import NotSaved, not_saved, unreadable

PREVIOUS = ".previous"
"""Suffix of the version before the present one."""

LARGEST = 256 * 1024 * 1024
"""Bytes read of one file at most; the largest real assessments stay far below."""

_TEMPORARY = ".tmp"
_BINARY: int = getattr(os, "O_BINARY", 0)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# A virus scanner or indexer on Windows holds a fresh file for a moment; about two seconds in all.
_PAUSES: tuple[float, ...] = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.6) if sys.platform == "win32" else ()
# A file system without hard links (FAT, some network shares) gets a copy instead.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusals into words about `path`.

    Raises:
        NotSaved: the block raised an OSError.
    """
    try:
        yield
    except OSError as error:
        raise not_saved(error, path) from error


def previous(path: Path) -> Path:
    """Where the version before the present one is kept."""
    return path.with_name(path.name + PREVIOUS)


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        FileNotFoundError: there is none.
        Unreadable: the system refuses, or it is larger than any file of ours.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY)
        try:
            size = os.fstat(descriptor).st_size
            if size > LARGEST:
                raise unreadable(OSError(errno.EFBIG, os.strerror(errno.EFBIG)), path)
            parts = [os.read(descriptor, size + 1)]
            # Nearly always one part is all: a short read, or a file that grew meanwhile, takes more.
            while len(parts[-1]) and sum(map(len, parts)) != size:
                parts.append(os.read(descriptor, size + 1))
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(error, path) from error
    return b"".join(parts)


def exists(path: Path) -> bool:
    """Whether there is something at `path` that this user may see."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def swap_in(path: Path, data: bytes, *, keep_previous: bool = True) -> None:
    """Put `data` in the place of `path`. It is durable once `sync_folder` has returned as well.

    Raises:
        NotSaved: `path` holds what it held before.
    """
    temporary = beside(path)
    with writing(path):
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            try:
                write_all(descriptor, data)
                flush(descriptor)
            finally:
                os.close(descriptor)
            if keep_previous:
                _keep_previous(path)
            _replace(temporary, path)
        finally:
            # Gone after a swap; left over only by a failure. Sweeping gets what this can't.
            remove(temporary)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however few the system takes at a time.

    Raises:
        OSError: the system refuses.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def flush(descriptor: int) -> None:
    """Bring what was written to the disk itself.

    Raises:
        OSError: the system refuses.
    """
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        # There, fsync leaves the data in the drive's cache; only this reaches the disk.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Windows has no such call and needs none.

    Raises:
        NotSaved: the system refuses.
    """
    if sys.platform == "win32":
        return
    with writing(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner can enter, and what is missing above it. One that exists stays as it is.

    Raises:
        NotSaved: the system refuses, or a file is in the way.
    """
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def tidy(folder: Path) -> None:
    """Sweep a folder, and take other users' access to it and its files away. Call it under the folder's lock.

    Raises:
        Unreadable: the folder can't be listed.
    """
    tighten(folder)
    for entry in files(folder):
        if is_temporary(entry.name):
            remove(Path(entry.path))
        elif sys.platform != "win32" and entry.stat(follow_symlinks=False).st_mode & _OTHERS:
            tighten(Path(entry.path))


def sweep(folder: Path) -> None:
    """Remove temporary files that a crash left. Call it under the folder's lock.

    Raises:
        Unreadable: the folder can't be listed.
    """
    for entry in files(folder):
        if is_temporary(entry.name):
            remove(Path(entry.path))


def files(folder: Path) -> list[os.DirEntry[str]]:
    """The files in a folder, in no particular order.

    Raises:
        Unreadable: the folder can't be listed.
    """
    try:
        return [entry for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
    except OSError as error:
        raise unreadable(error, folder) from error


def tighten(path: Path) -> None:
    """Take other users' access to a file or folder away, where the system lets us."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        mode = path.stat(follow_symlinks=False).st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & 0o700)


def set_aside(path: Path) -> Path | None:
    """Keep a second name, `<name>.aside-<n>`, for a file that is about to be replaced. None when it is missing.

    Raises:
        NotSaved: the system refuses.
    """
    if not exists(path):
        return None
    number = 1
    while exists(kept := path.with_name(f"{path.name}.aside-{number}")):
        number += 1
    with writing(kept):
        _link(path, kept)
    sync_folder(path.parent)
    return kept


def keep_as(path: Path, kept: Path) -> None:
    """Keep `kept` as a second name for a file that is about to be replaced, unless there is something of that name.

    Raises:
        NotSaved: the system refuses.
    """
    if not exists(kept):
        with writing(kept):
            _link(path, kept)
        sync_folder(path.parent)


def renew_previous(path: Path) -> None:
    """Make the present version of a file its previous one too. Call it when that one is damaged and set aside.

    Raises:
        NotSaved: the system refuses.
    """
    with writing(path):
        _keep_previous(path)
    sync_folder(path.parent)


def place(temporary: Path, path: Path, *, force: bool) -> None:
    """Give a complete and flushed file its name; an existing file is replaced with `force` only.

    Raises:
        FileExistsError: the name is taken; `temporary` is still there.
        NotSaved: the system refuses.
    """
    try:
        with writing(path):
            if force:
                _replace(temporary, path)
            else:
                _link(temporary, path)
                remove(temporary)
    except NotSaved as refused:
        if isinstance(refused.__cause__, FileExistsError):
            raise FileExistsError(path) from None
        raise
    sync_folder(path.parent)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one that was being written, and never acknowledged."""
    return name.startswith(".") and name.endswith(_TEMPORARY)


def remove(path: Path) -> None:
    """Remove a temporary file, if it is still there and the system lets us."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """A temporary name beside `path`, which sweeping knows for one."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}{_TEMPORARY}")


def _keep_previous(path: Path) -> None:
    if not exists(path):
        return
    older = previous(path)
    temporary = beside(older)
    try:
        _link(path, temporary)
        _replace(temporary, older)
    finally:
        # Still there after a failure, and when both were names of one file (a crash between keeping and swapping).
        remove(temporary)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            write_all(descriptor, source.read_bytes())
            flush(descriptor)
        finally:
            os.close(descriptor)


def _replace(source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)
