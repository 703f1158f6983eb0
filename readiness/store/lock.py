"""One lock per organisation for the whole session, and a note beside it that says who holds it.

The lock is the operating system's own (through filelock): it is free the moment its process ends, however it
ends, and a live one is never taken. The note is for people only; nothing is decided by it.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from readiness.assessment.model import Record
from readiness.store import durable
from readiness.store.error import Busy, ReadOnly, StoreError, shown
from readiness.translation import _

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "lock"
NOTE = "lock-holder.json"
PATIENCE = 10.0
"""Seconds to wait for another process that changes the workspace's own files, which takes milliseconds."""


class Holder(Record):
    """Who works on an organisation: host, user, process and since when (ISO time, empty when not known)."""

    host: str = ""
    user: str = ""
    pid: int = 0
    since: str = ""

    def __str__(self) -> str:
        where = _("{user} on {host}, process {pid}").format(user=self.user or "?", host=self.host or "?", pid=self.pid)
        return _("{who}, since {time}").format(who=where, time=self.since) if self.since else where


def read_only_because(holder: Holder | None, folder: Path) -> ReadOnly:
    """Why nothing can be changed here, in words."""
    if holder is None:
        return ReadOnly(_("This was opened for reading only, so nothing was saved."), folder)
    text = _("Nothing was saved: another program works on this organisation ({holder}). It can be read meanwhile.")
    return ReadOnly(text.format(holder=holder), folder)


class SessionLock:
    """The lock of one organisation's folder."""

    def __init__(self, folder: Path) -> None:
        """The lock in `folder`; not taken yet."""
        self._note = folder / NOTE
        self._lock = _lock(folder / LOCK)

    def take(self, since: str) -> bool:
        """Take the lock and leave a note; False when another process, or another part of this one, has it.

        Raises:
            NotSaved: the folder can't be written to.
        """
        from filelock import Timeout  # noqa: PLC0415 - see _lock

        with durable.writing(self._note.parent):
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                return False
        # A missing note only makes a message poorer; a wrong one would name someone who is not there.
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        with contextlib.suppress(StoreError):
            durable.swap_in(self._note, msgspec.json.encode(_myself(since)), keep_previous=False)
        return True

    def is_free(self) -> bool:
        """Whether nobody has it at this moment. Nothing is written for asking, and no note is left."""
        from filelock import Timeout  # noqa: PLC0415 - see _lock

        if not durable.exists(self._note.with_name(LOCK)):
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError:
            return True  # not ours to write to: who may not lock it has not locked it either
        self._lock.release()
        return True

    def release(self) -> None:
        """Give the lock back and remove the note."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()

    def holder(self) -> Holder | None:
        """Who holds the lock, as far as the note tells."""
        try:
            return msgspec.json.decode(durable.read(self._note), type=Holder)
        except (StoreError, OSError, msgspec.DecodeError):
            return None


@contextlib.contextmanager
def brief_lock(folder: Path) -> Iterator[None]:
    """Hold the workspace's own lock while its files change: settings, packs, new organisations.

    Raises:
        Busy: another process did not finish in time.
        NotSaved: the folder can't be written to.
    """
    from filelock import Timeout  # noqa: PLC0415 - see _lock

    lock = _lock(folder / LOCK)
    try:
        with durable.writing(folder):
            lock.acquire(timeout=PATIENCE)
    except Timeout:
        message = _("Another program is changing the workspace '{folder}' right now. Nothing was saved; try again.")
        raise Busy(message.format(folder=shown(folder)), folder) from None
    try:
        yield
    finally:
        lock.release()


def _lock(path: Path) -> BaseFileLock:
    # Imported here because it takes 11 ms, and a list of organisations (the first paint) needs no lock.
    from filelock import FileLock  # noqa: PLC0415

    # Not thread-local: it is taken in one thread and given back in another.
    return FileLock(path, mode=0o600, thread_local=False)


def _myself(since: str) -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return Holder(host=platform.node(), user=user, pid=os.getpid(), since=since)
