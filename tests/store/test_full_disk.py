"""A disk that is really full: a small file system where mounting is allowed, else a limit on the size of files."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readiness.store.error import DiskFull
from readiness.store.organisation_file import OrganisationFile
from readiness.store.workspace import Workspace
from tests.store.sample import NOW, PACK, REFERENCE, TODAY, as_told, retold, yes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="neither way exists on Windows")


@contextlib.contextmanager
def small_file_system(place: Path) -> Iterator[Callable[[], object]]:
    """A file system of 400 KB at `place`; the yielded function makes room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "tmpfs", place], check=True)
    try:
        filler = place / "filler"
        filler.write_bytes(b"x" * 200_000)
        yield filler.unlink
    finally:
        subprocess.run(["umount", place], check=True)


@contextlib.contextmanager
def small_files() -> Iterator[Callable[[], object]]:
    """No file larger than 100 KB; the yielded function lifts the limit."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A module that is compiled meanwhile must not be kept by half.
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes


def may_mount(place: Path) -> bool:
    if shutil.which("mount") is None:
        return False
    tried = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False)
    return tried.returncode == 0 and subprocess.run(["umount", place], check=False).returncode == 0


def answer(file: OrganisationFile, draft: str, number: int) -> None:
    file.save_answer(draft, f"item.{number % 5}", [yes("x" * number * 40, count=number)], at=NOW)


def answer_until_full(file: OrganisationFile, draft: str) -> int:
    """Answer with longer and longer notes until the disk is full; the number of the answer that was refused."""
    numbers = itertools.count()

    def answer_on() -> None:
        for number in numbers:
            answer(file, draft, number)

    with pytest.raises(DiskFull, match="disk is full"):
        answer_on()
    return next(numbers) - 1


@pytest.mark.parametrize("way", ["file system", "file size"])
def test_a_full_disk_takes_nothing_away(tmp_path: Path, way: str) -> None:
    place = tmp_path / "small"
    place.mkdir()
    if way == "file system" and not may_mount(place):
        pytest.skip("mounting is not allowed here")
    with small_file_system(place) if way == "file system" else small_files() as make_room:
        workspace = Workspace.open(place / "workspace")
        id = workspace.create_organisation("Harbor Dental Group", TODAY).id
        with workspace.open_organisation(id) as file:
            draft = file.start(PACK, REFERENCE, "full", NOW).id
            refused = answer_until_full(file, draft)
            kept = file.draft()
            assert refused > 10
            assert kept is not None
            assert kept.answers[f"item.{(refused - 1) % 5}"][0].facts["count"] == refused - 1
            assert workspace.view(id).assessment(draft) == kept
            assert as_told(kept) == retold(file.history(draft))
            make_room()
            answer(file, draft, refused)
        with workspace.open_organisation(id) as file:
            assert (file.problems, file.notices) == ([], [])
            now = file.draft()
            assert now is not None
            assert now.answers[f"item.{refused % 5}"][0].facts["count"] == refused
    print(f"full {way}: answer {refused} refused, {refused} kept")
