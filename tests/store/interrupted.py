"""Kills a process that encrypts, decrypts or rekeys, at each of its system calls: `python -m tests.store.interrupted`.

After each kill the workspace is whole, or says which command goes on; running it again ends with every byte as it
was. Prints a line of counts for each; exit code 1 when something is lost or left readable.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from readiness.store import conversion, encryption
from readiness.store.doctor import examine
from readiness.store.encryption import State, Unlocked
from readiness.store.envelope import PLAIN, Codec, opened
from readiness.store.error import UnfinishedConversion
from readiness.store.fault import Cure
from readiness.store.settings import Settings
from readiness.store.trail import scanned
from readiness.store.workspace import Workspace
from tests.store.kill import child
from tests.store.sample import (
    ANN,
    BEN,
    LATER,
    MEMORY,
    NOW,
    PACK,
    REFERENCE,
    TODAY,
    action,
    no,
    summary,
    template,
    yes,
)
from tests.store.system_call import NAMES, watched

PASSPHRASE = "four words to remember"
OWN_PASSPHRASE = "for these four eyes only"
NAME = "Harbor Dental Group"
SECRETS = (
    b"Harbor ", b"Northwind ", b"Ann Example", b"Ben Sample", b"Example Response", b"555 01", b"Locked in the safe",
    b"Dana Ruiz", b"Matter 7", b"POL-4711", b"Signed letter", b"leader.name", b"Office manager",
)  # fmt: skip
CALLS = (*NAMES, "unlink")


def fill(path: Path) -> None:
    """Make a plain workspace with everything in it that can be stored, and what damage and crashes leave."""
    workspace = Workspace.open(path)
    workspace.settings.save(Settings(name="Dana Ruiz"))
    workspace.settings.save(Settings(name="Dana Ruiz", page_size="Letter"))
    id = workspace.create_organisation(NAME, TODAY).id
    with workspace.open_organisation(id, now=NOW) as file:
        file.save_actions([action()])
        file.add_sealed(template(), PACK, summary(), NOW)
        draft = file.start(PACK, REFERENCE, "full", NOW, template=template()).id
        file.save_answer(draft, "a.one", [yes("Locked in the safe", policy="POL-4711")], people=[ANN, BEN], at=NOW)
        file.save_answer(draft, "a.one", [no("Locked in the safe")], at=LATER)
        file.hold("Dana Ruiz", "Matter 7", NOW)
    workspace.create_organisation("Northwind Freight", TODAY)
    folder = workspace.folder(id)
    shutil.copy(folder / "assessments" / f"{draft}.trail", folder / "assessments" / f"{draft}.trail.aside-1")
    (folder / "organisation.json.aside-1").write_bytes((folder / "organisation.json").read_bytes()[:-40])
    (folder / "organisation.json.aside-1").chmod(0o600)


def content(folder: Path) -> dict[str, bytes]:
    """Every file but locks, byte for byte."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def readable(folder: Path) -> list[tuple[str, bytes]]:
    """The secrets that some byte of the folder tells, and where; in names too."""
    found = [(name, secret) for name, data in content(folder).items() for secret in SECRETS if secret in data]
    return found + [(str(path), one) for path in folder.rglob("*") for one in SECRETS if one in os.fsencode(path)]


def encrypting(plain: Path, unlocked: Unlocked, *, after: bool, step: int) -> tuple[int, int]:
    """Kills while encrypting, and how many of them lost something or left something readable."""
    whole, kills, wrong = content(plain), 0, 0
    for folder in killed(plain, lambda one: conversion.encrypt(one, unlocked, NOW), after=after, step=step):
        header = encryption.read(folder)
        if header is None:
            faults = examine(Workspace(folder)).faults
            wrong += not {one.cure for one in faults if not one.is_advice} <= {Cure.SWEEP}
        elif header.state is State.ENCRYPTING:
            wrong += not refuses(folder)
        if header is None or header.state is not State.ENCRYPTED:
            conversion.encrypt(folder, unlocked, NOW)
        wrong += bool(readable(folder))
        conversion.decrypt(folder, unlocked, NOW)
        wrong += content(folder) != whole
        kills += 1
    return kills, wrong


def decrypting(
    encrypted: Path, whole: dict[str, bytes], unlocked: Unlocked, *, after: bool, step: int
) -> tuple[int, int]:
    """Kills while decrypting, and how many of them lost something."""
    kills = wrong = 0
    for folder in killed(encrypted, lambda one: conversion.decrypt(one, unlocked, NOW), after=after, step=step):
        header = encryption.read(folder)
        if header is not None and kills % 3 == 0 and header.state is State.DECRYPTING:
            wrong += not refuses(folder)
            conversion.encrypt(folder, unlocked, NOW)  # the other way is open too
            wrong += bool(readable(folder))
        if header is not None:
            conversion.decrypt(folder, unlocked, NOW)
        wrong += content(folder) != whole
        kills += 1
    return kills, wrong


def rekeying(
    encrypted: Path, whole: dict[str, bytes], unlocked: Unlocked, renewed: Unlocked, *, after: bool, step: int
) -> tuple[int, int]:
    """Kills while every file gets a new key, and how many of them lost something."""
    kills = wrong = 0
    for folder in killed(encrypted, lambda one: conversion.change_key(one, renewed, NOW), after=after, step=step):
        header = encryption.read(folder)
        assert header is not None
        if header.state is State.REKEYING:
            wrong += not refuses(folder)
        else:
            key = renewed if header.key == renewed.header.key else unlocked
            wrong += not examine(Workspace(folder, key.codec)).organisations
        if header.key == unlocked.header.key or header.state is State.REKEYING:
            conversion.change_key(folder, renewed, NOW)
        wrong += bool(readable(folder))
        conversion.decrypt(folder, renewed.in_state(State.ENCRYPTED), NOW)
        wrong += content(folder) != whole
        kills += 1
    return kills, wrong


def locking(
    encrypted: Path, whole: dict[str, bytes], unlocked: Unlocked, own: Unlocked, *, after: bool, step: int
) -> tuple[int, int]:
    """Kills while an organisation gets a passphrase of its own, and how many lost something or left it readable."""
    id = name_of(encrypted, unlocked)
    kills = wrong = 0

    def lock(folder: Path) -> object:
        return conversion.encrypt(organisation(folder, id), own, NOW, unlocked.codec)

    for folder in killed(encrypted, lock, after=after, step=step):
        place = organisation(folder, id)
        header = encryption.read(place, unlocked.codec)
        if header is not None and header.state is State.ENCRYPTING:
            wrong += not refuses(place, unlocked.codec)
        if header is None or header.state is not State.ENCRYPTED:
            lock(folder)
        wrong += bool(told_by(unlocked.codec, place) or readable(folder))
        conversion.decrypt(place, own, NOW, unlocked.codec)
        wrong += not same(folder, whole, unlocked)
        kills += 1
    return kills, wrong


def unlocking(
    locked: Path, whole: dict[str, bytes], unlocked: Unlocked, own: Unlocked, *, after: bool, step: int
) -> tuple[int, int]:
    """Kills while an organisation comes back under the workspace's passphrase, and how many of them lost something."""
    id = name_of(locked, unlocked)
    kills = wrong = 0

    def unlock(folder: Path) -> object:
        return conversion.decrypt(organisation(folder, id), own, NOW, unlocked.codec)

    for folder in killed(locked, unlock, after=after, step=step):
        place = organisation(folder, id)
        header = encryption.read(place, unlocked.codec)
        if header is not None and kills % 3 == 0 and header.state is State.DECRYPTING:
            wrong += not refuses(place, unlocked.codec)
            conversion.encrypt(place, own, NOW, unlocked.codec)  # the other way is open too
            wrong += bool(told_by(unlocked.codec, place))
        if header is not None:
            unlock(folder)
        wrong += not same(folder, whole, unlocked)
        kills += 1
    return kills, wrong


def relocking(
    locked: Path,
    whole: dict[str, bytes],
    unlocked: Unlocked,
    own: Unlocked,
    renewed: Unlocked,
    *,
    after: bool,
    step: int,
) -> tuple[int, int]:
    """Kills while an organisation gets a new key of its own, and how many of them lost something."""
    id = name_of(locked, unlocked)
    kills = wrong = 0

    def lock_anew(folder: Path) -> object:
        return conversion.change_key(organisation(folder, id), renewed, NOW, unlocked.codec)

    for folder in killed(locked, lock_anew, after=after, step=step):
        place = organisation(folder, id)
        header = encryption.read(place, unlocked.codec)
        assert header is not None
        if header.state is State.REKEYING:
            wrong += not refuses(place, unlocked.codec)
        if header.key == own.header.key or header.state is State.REKEYING:
            lock_anew(folder)
        wrong += bool(told_by(own.codec, place) or told_by(unlocked.codec, place) or readable(folder))
        conversion.decrypt(place, renewed.in_state(State.ENCRYPTED), NOW, unlocked.codec)
        wrong += not same(folder, whole, unlocked)
        kills += 1
    return kills, wrong


def organisation(folder: Path, id: str) -> Path:
    """Where an organisation lies."""
    return folder / "organisations" / id


def name_of(folder: Path, unlocked: Unlocked) -> str:
    """The id of the organisation with everything in it."""
    return Workspace(folder, unlocked.codec).find(NAME).id


def told_by(codec: Codec, place: Path) -> list[str]:
    """The files of an organisation that a key opens, but for the header that is to tell its name."""
    tell = []
    for path in place.rglob("*"):
        raw = path.read_bytes() if path.is_file() and encryption.FILE not in path.name else b""
        lines = scanned(raw, path.name.partition(".")[0].replace("organisation", place.name), codec).lines
        tell += [str(path)] if lines or opened(raw, codec) is not None else []
    return tell


def same(folder: Path, whole: dict[str, bytes], unlocked: Unlocked) -> bool:
    """Whether a workspace, once it is decrypted, is that of before it was encrypted."""
    conversion.decrypt(folder, unlocked, NOW)
    return content(folder) == whole


def refuses(folder: Path, outer: Codec = PLAIN) -> bool:
    """Whether a workspace or an organisation that is half done names the command that goes on."""
    header = encryption.read(folder, outer)
    assert header is not None
    verbs = {State.ENCRYPTING: "encrypt", State.DECRYPTING: "decrypt", State.REKEYING: "passphrase"}
    verb = verbs[header.state]
    try:
        encryption.refuse_unfinished(header, folder)
    except UnfinishedConversion as problem:
        return f"readiness {verb}{' --organisation' if outer.key else ''}" in str(problem)
    return False


def killed(source: Path, do: Callable[[Path], object], *, after: bool, step: int = 1) -> Iterator[Path]:
    """Copies of a workspace, each killed at a further system call of doing something; until nothing kills it."""
    number, done = 1, False
    while not done:
        with tempfile.TemporaryDirectory(dir=MEMORY) as place:
            folder = Path(shutil.copytree(source, Path(place) / "workspace"))
            pid = child(lambda: die_at(number, lambda: do(folder), after=after))  # noqa: B023 - runs at once
            done = os.waitpid(pid, 0)[1] == 0
            if not done:
                yield folder
        number += step


def die_at(number: int, do: Callable[[], object], *, after: bool) -> None:
    """A call that fails, such as making a folder that is there, kills nobody after it; the next number goes on."""

    def die(now: int, name: str, arguments: object) -> None:
        if now == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def live(now: int, name: str, arguments: object) -> None:
        return

    with watched(CALLS, live if after else die, die if after else live) as made:
        do()
    os._exit(int(len(made) >= number))


def main() -> int:
    """Kill at every call, look, print."""
    failed = 0
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        plain = Path(place) / "plain"
        fill(plain)
        unlocked = encryption.created(PASSPHRASE)
        encrypted = Path(shutil.copytree(plain, Path(place) / "encrypted"))
        conversion.encrypt(encrypted, unlocked, NOW)
        renewed = encryption.with_key(unlocked, PASSPHRASE)
        own = encryption.created(OWN_PASSPHRASE, NAME)
        locked = Path(shutil.copytree(encrypted, Path(place) / "locked"))
        conversion.encrypt(organisation(locked, name_of(locked, unlocked)), own, NOW, unlocked.codec)
        own_renewed = encryption.with_key(own, OWN_PASSPHRASE)
        whole = content(plain)
        ways = {
            "encrypting": partial(encrypting, plain, unlocked),
            "decrypting": partial(decrypting, encrypted, whole, unlocked),
            "rekeying": partial(rekeying, encrypted, whole, unlocked, renewed),
            "locking one": partial(locking, encrypted, whole, unlocked, own),
            "unlocking one": partial(unlocking, locked, whole, unlocked, own),
            "rekeying one": partial(relocking, locked, whole, unlocked, own, own_renewed),
        }
        for after, (what, way) in itertools.product((False, True), ways.items()):
            kills, wrong = way(after=after, step=1)
            when = "after" if after else "before"
            print(f"{kills} kills {when} a system call while {what}, {wrong} wrong", flush=True)
            failed += wrong
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
