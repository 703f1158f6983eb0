"""Files of every format ever written are read, and a step to a later one leaves the old file where it can be found."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import MappingProxyType

import pytest

from readiness.assessment.model import FORMAT, LockedOrganisation, Organisation
from readiness.questionnaire.vocabulary import State
from readiness.store import conversion, encryption, envelope, upgrade
from readiness.store.doctor import examine
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import DamagedFile, NewerFormat
from readiness.store.tables import Tables
from readiness.store.workspace import Workspace
from tests.store.interrupted import OWN_PASSPHRASE, PASSPHRASE, content
from tests.store.sample import ANN, BEN, FIRM, LATER, PACK, REFERENCE, action, no, yes

FORMATS = Path(__file__).parent / "formats"
ENCRYPTED = Path(__file__).parent / "encrypted_formats"
"""The same, encrypted, and the organisation under a passphrase of its own as well."""


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A workspace as format 1 wrote it: a sealed assessment, a draft, an action, a hold, settings."""
    path = Path(shutil.copytree(FORMATS / "1", tmp_path / "workspace"))
    for one in (path, *path.rglob("*")):
        one.chmod(0o700 if one.is_dir() else 0o600)  # a checkout does not keep permissions
    return path


def held(path: Path, codec: Codec = PLAIN) -> tuple[Workspace, Organisation]:
    workspace = Workspace.open(path, codec=codec)
    (organisation,) = workspace.organisations()
    return workspace, organisation


def test_there_are_files_of_every_format_and_a_step_from_every_older_one() -> None:
    assert sorted(int(path.name) for path in FORMATS.iterdir()) == list(range(1, FORMAT + 1))
    assert sorted(upgrade.STEPS) == list(range(1, FORMAT))


def test_every_file_of_format_1_is_read_as_it_was_written(stored: Path) -> None:
    workspace, organisation = held(stored)
    assert (organisation.name, organisation.actions) == ("Harbor Dental Group", [action()])
    assert organisation.hold is not None
    assert (organisation.hold.by, organisation.hold.note) == ("Ann Example", "Matter 7")
    assert workspace.settings.load().name == "Ann Example"
    view = workspace.view(organisation.id)
    (row,) = view.sealed
    sealed = view.assessment(row.id)
    assert sealed.answers["leader.deputy"][0].state is State.NO
    assert (sealed.people, sealed.parties) == ([ANN, BEN], [FIRM])
    assert len(view.history(row.id)) == 2
    assert view.pack_bytes(REFERENCE.sha256) == PACK
    draft = view.draft()
    assert draft is not None
    assert draft.answers == {"leader.named": [yes("Kept in format 1")]}
    assert examine(workspace).is_sound


def test_encrypted_files_of_every_format_open_with_the_passphrases_they_had(tmp_path: Path) -> None:
    assert [one.name for one in ENCRYPTED.iterdir()] == [one.name for one in FORMATS.iterdir()] == ["1"]
    path = Path(shutil.copytree(ENCRYPTED / "1", tmp_path / "workspace"))
    for one in (path, *path.rglob("*")):
        one.chmod(0o700 if one.is_dir() else 0o600)
    header = encryption.read(path)
    assert header is not None
    unlocked = encryption.unlock(header, PASSPHRASE)
    workspace, organisation = held(path, unlocked.codec)
    assert isinstance(organisation, LockedOrganisation)
    inner = workspace.keys.header(workspace.folder(organisation.id))
    assert inner is not None
    own = encryption.unlock(inner, OWN_PASSPHRASE)
    workspace.keys.keep(own.codec)
    assert examine(workspace).is_sound
    conversion.decrypt(workspace.folder(organisation.id), own, LATER, unlocked.codec)
    conversion.decrypt(path, unlocked, LATER)
    assert content(path) == content(FORMATS / "1")


def step(kind: str, tables: Tables) -> Tables:
    """What a later format might do: give every organisation a longer interval."""
    if kind == "organisation":
        tables["organisation"]["header"]["interval_days"] += 5
    return tables


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """This program, one format later."""
    monkeypatch.setattr(upgrade, "STEPS", MappingProxyType({1: step}))
    monkeypatch.setattr(envelope, "FORMAT", 2)


def with_interval(path: Path) -> Path:
    """The step needs the field; a file that never had it is damaged."""
    workspace, organisation = held(path)
    with workspace.open_organisation(organisation.id) as file:
        file.save_settings(interval_days=30)
    return path / "organisations" / organisation.id / "organisation.json"


def test_reading_an_older_file_changes_nothing_on_disk(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = with_interval(stored)
    before = own.read_bytes()
    monkeypatch.setattr(upgrade, "STEPS", MappingProxyType({1: step}))
    monkeypatch.setattr(envelope, "FORMAT", 2)
    workspace, organisation = held(stored)
    assert organisation.interval_days == 35
    assert workspace.view(organisation.id).assessment(organisation.sealed[0].id).actions == [action()]
    assert own.read_bytes() == before


def test_writing_keeps_the_older_file_under_a_name_of_its_own(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = with_interval(stored)
    before = own.read_bytes()
    monkeypatch.setattr(upgrade, "STEPS", MappingProxyType({1: step}))
    monkeypatch.setattr(envelope, "FORMAT", 2)
    workspace, organisation = held(stored)
    for answer in (no("first"), no("second")):
        with workspace.open_organisation(organisation.id) as file:
            draft = file.draft()
            assert draft is not None
            path = own.parent / "assessments" / f"{draft.id}.json"
            older = older_of(path)
            assert older is None or b'"format":1,' in older
            file.save_answer(draft.id, "leader.named", [answer], at=LATER)
            file.save_progress(2, 12, LATER)
    assert older_of(own) == before
    assert b'"format":2,' in own.read_bytes()
    assert b'"format":2,' in path.read_bytes()
    assert held(stored)[1].interval_days == 35
    assert examine(workspace).is_sound
    monkeypatch.undo()
    (problem,) = Workspace.open(stored).scan()
    assert isinstance(problem, NewerFormat)
    assert re.search("format 2.*update readiness", str(problem))


def older_of(path: Path) -> bytes | None:
    kept = path.with_name(f"{path.name}.format-1")
    return kept.read_bytes() if kept.exists() else None


@pytest.mark.usefixtures("later")
def test_a_file_a_step_cannot_work_on_is_damaged_not_a_crash(stored: Path) -> None:
    (problem,) = Workspace.open(stored).scan()
    assert isinstance(problem, DamagedFile)
