"""The primitives under every save: replacing, keeping the previous version, reading within bounds."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.assessment.model import Assessment
from readiness.store import durable
from readiness.store.envelope import Identity
from readiness.store.error import NotSaved, Unreadable
from readiness.store.organisation_file import OrganisationFile
from readiness.store.tables import load
from tests.store.sample import NOW, PACK, REFERENCE, no, yes
from tests.store.system_call import NAMES, watched


def test_the_previous_version_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for content in (b"1", b"22", b"333"):
        durable.swap_in(path, content)
    assert (durable.read(path), durable.read(durable.previous(path))) == (b"333", b"22")
    durable.swap_in(path, b"4444", keep_previous=False)
    assert (durable.read(path), durable.read(durable.previous(path))) == (b"4444", b"22")
    assert {entry.name for entry in tmp_path.iterdir()} == {"x.json", "x.json.previous"}


def test_there_is_never_a_moment_without_a_sound_file_and_a_sound_previous_one(
    opened: OrganisationFile, folder: Path
) -> None:
    draft: Assessment = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes()], at=NOW)
    path, looked = folder / "assessments" / f"{draft.id}.json", 0

    def look(number: int, name: str, arguments: object) -> None:
        nonlocal looked
        for version in (path, durable.previous(path)):
            descriptor = real_open(version, os.O_RDONLY)
            real_close(descriptor)
        looked += 1

    real_open, real_close = os.open, os.close
    with watched(NAMES, look, look):
        opened.save_answer(draft.id, "a.one", [no()], at=NOW)
    assert looked > 20
    for version in (path, durable.previous(path)):
        path.write_bytes(version.read_bytes())
        load(path, Identity("assessment", draft.id), opened._codec)


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL])
def test_without_hard_links_the_previous_version_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "x.json"
    for content in (b"1", b"22", b"333"):
        durable.swap_in(path, content)
    assert (durable.read(path), durable.read(durable.previous(path))) == (b"333", b"22")
    assert durable.set_aside(path) == tmp_path / "x.json.aside-1"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_that_a_scanner_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a fresh file can't be replaced for a moment."""
    path, real, refusals = tmp_path / "x.json", os.replace, [0]

    def held(source: str, target: str) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(errno.EACCES, "held by a scanner")
        real(source, target)

    monkeypatch.setattr(durable, "_PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(os, "replace", held)
    refusals[0] = 3
    durable.swap_in(path, b"1")
    assert durable.read(path) == b"1"
    refusals[0] = 4
    with pytest.raises(NotSaved):
        durable.swap_in(path, b"2")
    assert durable.read(path) == b"1"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.json"]


def test_a_system_that_takes_few_bytes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write, real_read = os.write, os.read
    monkeypatch.setattr(os, "write", lambda descriptor, data: real_write(descriptor, data[:7]))
    monkeypatch.setattr(os, "read", lambda descriptor, size: real_read(descriptor, min(size, 5)))
    content = bytes(range(256)) * 3
    durable.swap_in(tmp_path / "x", content)
    assert durable.read(tmp_path / "x") == content


def test_reading_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(durable, "LARGEST", 10)
    with pytest.raises(Unreadable):
        durable.read(path)
    with pytest.raises(Unreadable):
        durable.read(tmp_path)
    with pytest.raises(FileNotFoundError):
        durable.read(tmp_path / "none")


def test_setting_aside_never_takes_a_name_twice(tmp_path: Path) -> None:
    path, kept = tmp_path / "x.json", []
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        kept.append(durable.set_aside(path))
        path.unlink()
    assert [one.read_bytes() for one in kept if one] == [b"1", b"2", b"3"]
    assert durable.set_aside(path) is None


def test_listing_imports_neither_tinydb_nor_the_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from readiness.store.workspace import Workspace\n"
        f"w = Workspace.open(Path({str(tmp_path)!r})); w.organisations(); w.settings.load()\n"
        "print([name for name in ('tinydb', 'filelock', 'textual', 'yaml', 'reportlab') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
