"""Kills a process that stores answers, and looks at what it leaves: `python -m tests.store.kill --kills 5000`.

Two ways: at random moments while it answers without pause, with notes of growing and shrinking length; and just
before and just after each single system call of each kind of save. Prints one line of counts; exit code 1 when
an acknowledged answer is lost or a file can't be read.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from readiness.assessment.model import Answer
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import StoreError
from readiness.store.organisation_file import OrganisationFile
from readiness.store.workspace import Workspace
from tests.store.sample import (
    CODECS,
    LATER,
    MEMORY,
    NOW,
    PACK,
    REFERENCE,
    TODAY,
    action,
    as_told,
    no,
    opened_at,
    retold,
    summary,
    template,
    yes,
)
from tests.store.system_call import NAMES, watched

ITEMS = 23
OPENED = b"opened\n"
STRETCH = 100
"""Kills on one organisation. Every look reads its whole trail, which grows with each: one trail for all kills would
make each kill slower than the one before."""
TELLING = 250
"""Kills after which a long run says how far it is."""
QUICK = 100
"""With fewer kills than this, the kills at single calls are made on plain files only."""


def answer(number: int) -> list[Answer]:
    """The answer with this number; its length jumps about."""
    return [yes(f"{number} " * (number * 37 % 400), count=number)]


def child(work: Callable[[], None]) -> int:
    """Do `work` in a child process."""
    pid = os.fork()
    if pid:
        return pid
    with contextlib.suppress(BaseException):
        work()
    os._exit(0)


class Answering:
    """An organisation for which a child answers until it is killed, again and again.

    Attributes:
        acknowledged: answers whose save had returned.
        lost: how many of them were not there after a kill.
        unreadable: files that could not be read, or don't say what their trail says.
    """

    def __init__(self, workspace: Workspace, name: str) -> None:
        """Begin a draft for a new organisation of this name."""
        self._workspace = workspace
        self._id = workspace.create_organisation(name, TODAY).id
        with workspace.open_organisation(self._id) as file:
            self._draft = file.start(PACK, REFERENCE, "full", NOW).id
        self._number = 0
        self._last: dict[int, int] = {}
        self.acknowledged = self.lost = self.unreadable = 0

    def kill(self, chance: random.Random) -> None:
        """Let a child answer, kill it at a random moment, and hear which answers it was told are saved."""
        reading, writing = os.pipe()
        pid = child(lambda: answer_on(self._workspace, self._id, self._draft, self._number, writing))
        os.close(writing)
        if chance.random() < 0.8:
            os.read(reading, len(OPENED))  # else it may be killed while it opens, too
        time.sleep(chance.uniform(0.001, 0.03))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        for line in pipe_lines(reading):
            if line != OPENED.strip():
                self._number = int(line)
                self._last[self._number % ITEMS] = self._number
                self.acknowledged += 1
        self._number += 2

    def look(self) -> None:
        """Open it, as a restart does, and count what is lost."""
        try:
            with self._workspace.open_organisation(self._id) as file:
                self.unreadable += len(file.problems) + file.read_only
                stored = file.draft()
                told = retold(file.history(self._draft))
        except StoreError:
            self.unreadable += 1
            return
        assert stored is not None
        self.unreadable += as_told(stored) != told
        for item, least in self._last.items():
            found = stored.answers[f"item.{item}"]
            count = found[0].facts["count"]
            self.lost += not (isinstance(count, int) and count >= least and found == answer(count))


def random_kills(kills: int, seed: int, codec: Codec) -> tuple[int, int, int]:
    """Acknowledged answers, how many of them were lost, and files that could not be read."""
    chance = random.Random(seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace = opened_at(Path(place) / "workspace", codec)
        all_of_them: list[Answering] = []
        for kill in range(kills):
            if kill % STRETCH == 0:
                all_of_them.append(Answering(workspace, f"Harbor Dental Group {kill}"))
            all_of_them[-1].kill(chance)
            all_of_them[-1].look()
            if (kill + 1) % TELLING == 0:
                told = f"{codec.name}: {kill + 1} of {kills} random kills, {time.monotonic() - began:.0f} s"
                print(told, file=sys.stderr, flush=True)
        for one in all_of_them:
            one.look()  # those from before are still as they were
    return (
        sum(one.acknowledged for one in all_of_them),
        sum(one.lost for one in all_of_them),
        sum(one.unreadable for one in all_of_them),
    )


def answer_on(workspace: Workspace, id: str, draft: str, start: int, pipe: int) -> NoReturn:
    """Answer until killed; each number goes into the pipe after its save has returned."""
    number = start
    with workspace.open_organisation(id) as file:
        os.write(pipe, OPENED)
        while True:
            number += 1
            file.save_answer(draft, f"item.{number % ITEMS}", answer(number), at=NOW)
            os.write(pipe, f"{number}\n".encode())


def pipe_lines(pipe: int) -> list[bytes]:
    """Everything that was written into a pipe whose writer is gone."""
    with os.fdopen(pipe, "rb") as handle:
        return handle.read().split(b"\n")[:-1]


def save_answer(file: OrganisationFile) -> None:
    draft = file.draft()
    assert draft is not None
    file.save_answer(draft.id, "leader.named", [no("after")], at=NOW)


def seal(file: OrganisationFile) -> None:
    draft = file.draft()
    assert draft is not None
    file.seal(draft.id, summary(), LATER)


SAVES: dict[str, tuple[Callable[[OrganisationFile], object], Callable[[OrganisationFile], bool], bool]] = {
    "start": (lambda file: file.start(PACK, REFERENCE, "full", NOW), lambda file: file.draft() is not None, False),
    "answer": (
        save_answer,
        lambda file: (draft := file.draft()) is not None and draft.answers["leader.named"] == [no("after")],
        True,
    ),
    "seal": (seal, lambda file: len(file.sealed) == 1 and file.draft() is None, True),
    "batch": (
        lambda file: file.add_sealed(template(), PACK, summary(), NOW),
        lambda file: len(file.sealed) == 1,
        False,
    ),
    "actions": (
        lambda file: file.save_actions([action()]),
        lambda file: file.organisation.actions == [action()],
        False,
    ),
}


def kills_at_every_call(codec: Codec) -> tuple[int, int]:
    """Kills, and saves that were acknowledged and lost or left something that can't be read or mended."""
    kills = wrong = 0
    for do, done, needs_draft in SAVES.values():
        for after in (False, True):
            number = 1
            while True:
                with tempfile.TemporaryDirectory(dir=MEMORY) as place:
                    workspace = opened_at(Path(place) / "workspace", codec)
                    id = workspace.create_organisation("Harbor Dental Group", TODAY).id
                    if needs_draft:
                        with workspace.open_organisation(id) as file:
                            file.start(PACK, REFERENCE, "full", NOW, template=template())
                    pid = child(lambda: killed_at(workspace, id, do, number, after=after))  # noqa: B023 - runs at once
                    _pid, status = os.waitpid(pid, 0)
                    wrong += not mended(workspace, id, do, done, acknowledged=not os.WIFSIGNALED(status))
                    if not os.WIFSIGNALED(status):
                        break
                    kills += 1
                    number += 1
    return kills, wrong


def killed_at(
    workspace: Workspace, id: str, do: Callable[[OrganisationFile], object], number: int, *, after: bool
) -> None:
    """Do a save and be killed at system call `number`."""

    def die(now: int, name: str, arguments: object) -> None:
        if now == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def live(now: int, name: str, arguments: object) -> None:
        return

    file = workspace.open_organisation(id)
    with watched(NAMES, live if after else die, die if after else live):
        do(file)


def mended(
    workspace: Workspace,
    id: str,
    do: Callable[[OrganisationFile], object],
    done: Callable[[OrganisationFile], bool],
    *,
    acknowledged: bool,
) -> bool:
    """Whether a restart finds everything in order, and the save can be made if it was not."""
    with workspace.open_organisation(id) as file:
        sound = not file.problems and not file.read_only and (done(file) or not acknowledged)
        before = file.draft()
        sound &= before is None or as_told(before) == retold(file.history(before.id))
        if not done(file):
            do(file)
        row_ids = [row.id for row in file.sealed]
        draft = file.draft()
        for assessment_id in [*row_ids, *([draft.id] if draft else [])]:
            sound &= as_told(file.assessment(assessment_id)) == retold(file.history(assessment_id))
        stored = {path.stem for path in (workspace.path / "organisations" / id / "assessments").glob("*.json")}
        listed = {*row_ids, *([draft.id] if draft else [])}
    temporary = list((workspace.path / "organisations" / id).rglob("*.tmp"))
    return sound and stored == listed and not temporary


def main() -> int:
    """Kill, look, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = False
    for codec in CODECS.values():
        acknowledged, lost, unreadable = random_kills(options.kills // 2, options.seed, codec)
        at_calls, wrong = kills_at_every_call(codec) if codec is PLAIN or options.kills >= QUICK else (0, 0)
        print(
            f"{codec.name}: {options.kills // 2} random kills, {acknowledged} answers acknowledged, {lost} lost, "
            f"{unreadable} unreadable; {at_calls} kills at system calls, {wrong} not mended"
        )
        failed |= bool(lost or unreadable or wrong) or acknowledged == 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
