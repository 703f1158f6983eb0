"""Kills a process that encrypts, decrypts or rekeys, at each of its system calls: `python -m tests.store.interrupted`.

After each kill the workspace is whole, or says which command goes on; running it again ends with every byte as it
was. Prints one line of counts; exit code 1 when something is lost or left readable.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from readiness.store import conversion, encryption
from readiness.store.doctor import examine
from readiness.store.encryption import State, Unlocked
from readiness.store.error import UnfinishedConversion
from readiness.store.fault import Cure
from readiness.store.settings import Settings
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


def refuses(folder: Path) -> bool:
    """Whether a workspace that is half done names the command that goes on."""
    header = encryption.read(folder)
    assert header is not None
    verbs = {State.ENCRYPTING: "encrypt", State.DECRYPTING: "decrypt", State.REKEYING: "passphrase"}
    verb = verbs[header.state]
    try:
        encryption.refuse_unfinished(header, folder)
    except UnfinishedConversion as problem:
        return f"readiness {verb}" in str(problem)
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
        whole = content(plain)
        for after in (False, True):
            counts = {
                "encrypting": encrypting(plain, unlocked, after=after, step=1),
                "decrypting": decrypting(encrypted, whole, unlocked, after=after, step=1),
                "rekeying": rekeying(encrypted, whole, unlocked, renewed, after=after, step=1),
            }
            told = "; ".join(f"{kills} while {what}, {wrong} wrong" for what, (kills, wrong) in counts.items())
            print(f"kills {'after' if after else 'before'} a system call: {told}")
            failed += sum(wrong for _kills, wrong in counts.values())
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
