"""Backup and restore: what comes back is byte for byte what was backed up, and nothing is ever written over."""

from __future__ import annotations

import contextlib
import errno
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from readiness.assessment.model import Assessment, Organisation
from readiness.store.bundle import back_up
from readiness.store.bundle_reading import open_bundle
from readiness.store.doctor import examine
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import (
    BackupRefused,
    BundleRefused,
    NameTaken,
    NotFound,
    NotSaved,
    PassphraseNeeded,
    StoreError,
)
from readiness.store.fault import Cure
from readiness.store.restoring import restore
from readiness.store.settings import Settings
from readiness.store.treatment import repair
from readiness.store.workspace import Workspace
from tests.store.sample import (
    LATER,
    MEMORY,
    NOW,
    PACK,
    REFERENCE,
    TODAY,
    Scrambled,
    action,
    altered,
    no,
    opened_at,
    summary,
    template,
    yes,
)
from tests.store.system_call import count, failing
from tests.store.test_round_trip import templates


@pytest.fixture
def full(workspace: Workspace, organisation: Organisation) -> Workspace:
    """Two organisations, one of them with everything."""
    workspace.settings.save(Settings(name="Ann", output_folder="/somewhere/else"))
    with workspace.open_organisation(organisation.id) as file:
        file.save_actions([action()])
        file.add_sealed(template(), PACK, summary(), NOW)
        draft = file.start(PACK, REFERENCE, "full", NOW)
        file.save_answer(draft.id, "a.one", [yes("Kept")], at=NOW)
        file.hold("Ann", "Matter 7", NOW)
    workspace.create_organisation("Northwind Freight", TODAY)
    return workspace


@pytest.fixture
def empty(tmp_path: Path, codec: Codec) -> Workspace:
    return opened_at(tmp_path / "empty", codec)


def kept(workspace: Workspace) -> dict[str, bytes]:
    """Every file that counts; a questionnaire by what is in it, as it is encrypted anew where it is taken over."""
    return {
        str(path.relative_to(workspace.path)): path.read_bytes()
        if path.parent.name != "packs"
        else workspace.packs.bytes(path.stem)
        for path in workspace.path.rglob("*")
        if path.is_file() and not path.name.startswith("lock") and not path.name.endswith(".previous")
    }


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() if one.is_file() else b"" for one in folder.rglob("*") if one.name != "lock"}


def test_a_whole_workspace_comes_back_as_it_was(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    made = back_up(full, tmp_path / "b.zip", NOW)
    assert (made.organisations, made.files) == (2, 10 if full.is_encrypted else 9)
    assert made.size == (tmp_path / "b.zip").stat().st_size
    restored = restore(empty, tmp_path / "b.zip")
    assert (sorted(restored.names), restored.settings) == (["Harbor Dental Group", "Northwind Freight"], True)
    before, after = kept(full), kept(empty)
    before.pop("settings.json"), after.pop("settings.json")
    assert after == before
    assert empty.settings.load() == Settings(name="Ann")
    assert examine(empty).is_sound
    back = empty.find("Harbor")
    assert back.hold is not None
    with empty.open_organisation(back.id) as file:
        assert (file.problems, file.notices) == ([], [])
        draft = file.draft()
        assert draft is not None
        file.save_answer(draft.id, "a.one", [no()], at=LATER)


@given(one=templates, two=templates)
@settings(max_examples=6)
def test_assessments_of_any_content_come_back_byte_for_byte(one: Assessment, two: Assessment) -> None:
    for codec in (PLAIN, Scrambled()):
        with tempfile.TemporaryDirectory(dir=MEMORY) as place:
            workspace = Workspace.open(Path(place) / "here", codec=codec)
            with workspace.open_organisation(workspace.create_organisation("Harbor", TODAY).id) as file:
                file.add_sealed(one, PACK, summary(), NOW)
                file.start(PACK, REFERENCE, "full", NOW, template=two)
            back_up(workspace, Path(place) / "b.zip", NOW)
            other = Workspace.open(Path(place) / "there", codec=codec)
            restore(other, Path(place) / "b.zip")
            assert kept(other) == kept(workspace)


def test_one_organisation_of_a_workspace(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    id = full.find("Northwind").id
    assert back_up(full, tmp_path / "one.zip", NOW, id).organisations == 1
    assert restore(empty, tmp_path / "one.zip").names == ["Northwind Freight"]
    back_up(full, tmp_path / "all.zip", NOW)
    with pytest.raises(NotFound, match="no organisation named 'Habor'") as missing:
        restore(empty, tmp_path / "all.zip", "Habor")
    assert missing.value.candidates == ()
    assert restore(empty, tmp_path / "all.zip", "harbor").names == ["Harbor Dental Group"]
    assert examine(empty).is_sound


def test_nothing_is_written_over(full: Workspace, tmp_path: Path) -> None:
    back_up(full, tmp_path / "b.zip", NOW)
    before = everything(full.path)
    for wanted in ("", "Harbor"):
        with pytest.raises(NameTaken, match="already, and nothing is ever written over"):
            restore(full, tmp_path / "b.zip", wanted)
    with pytest.raises(NameTaken, match="Say which one"):
        restore(full, tmp_path / "b.zip", name="Other")
    with pytest.raises(NameTaken, match="northwind FREIGHT"):
        restore(full, tmp_path / "b.zip", "Harbor", name=" northwind FREIGHT")
    assert everything(full.path) == before


def test_a_copy_beside_the_original_is_whole_and_its_seals_hold(full: Workspace, tmp_path: Path) -> None:
    original = full.find("Harbor")
    back_up(full, tmp_path / "b.zip", NOW)
    assert restore(full, tmp_path / "b.zip", "Harbor", "Harbor as of today").names == ["Harbor as of today"]
    copy = full.find("Harbor as of today")
    assert (copy.id != original.id, copy.formerly, copy.hold) == (True, [original.id], original.hold)
    assert (copy.sealed, copy.actions) == (original.sealed, original.actions)
    for path in (full.folder(original.id) / "assessments").iterdir():
        if not path.name.endswith(".previous"):
            assert (full.folder(copy.id) / "assessments" / path.name).read_bytes() == path.read_bytes()
    assert examine(full).is_sound
    with full.open_organisation(copy.id, now=NOW) as file:
        assert (file.problems, file.notices) == ([], [])
        assert len(file.history(copy.sealed[0].id)) == 2
        file.release("Ann", "Settled", LATER)
        draft = file.draft()
        assert draft is not None
        file.seal(draft.id, summary(), LATER)
        file.start(PACK, REFERENCE, "full", LATER)
    assert full.find(original.id) == original
    assert examine(full).is_sound
    back_up(full, tmp_path / "copy.zip", NOW, copy.id)
    restore(full, tmp_path / "copy.zip", name="Copy of the copy")
    assert full.find("Copy of").formerly == [original.id, copy.id]
    assert examine(full).is_sound


def test_the_same_name_under_another_id(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    back_up(full, tmp_path / "b.zip", NOW, full.find("Harbor").id)
    empty.create_organisation("harbor dental group", TODAY)
    with pytest.raises(NameTaken):
        restore(empty, tmp_path / "b.zip")
    restore(empty, tmp_path / "b.zip", name="Harbor, restored")
    assert empty.find("Harbor, r").id == full.find("Harbor").id


def test_what_is_lost_for_good_comes_back_beside_what_is_left(full: Workspace, tmp_path: Path) -> None:
    lost = full.find("Harbor")
    back_up(full, tmp_path / "b.zip", NOW)
    for path in full.folder(lost.id).glob("organisation.json*"):
        path.write_bytes(b"junk")
    with pytest.raises(NameTaken):
        restore(full, tmp_path / "b.zip", "Harbor")
    restore(full, tmp_path / "b.zip", "Harbor", lost.name)
    assert full.find(lost.name).formerly == [lost.id]


def test_a_backup_while_somebody_answers(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    """Sealed between reading the organisation and reading its assessment: the row comes back by itself."""
    id = full.find("Harbor").id
    own = full.folder(id) / "organisation.json"
    with full.open_organisation(id) as file:
        before = own.read_bytes()
        draft = file.draft()
        assert draft is not None
        file.save_answer(draft.id, "a.two", [no()], at=LATER)
        back_up(full, tmp_path / "open.zip", NOW)
        file.seal(draft.id, summary("2026-11-20"), LATER)
    rezipped(full, tmp_path / "b.zip", tmp_path / "torn.zip", {f"organisations/{id}/organisation.json": before})
    restore(empty, tmp_path / "torn.zip")
    assert examine(empty).is_sound
    assert [row.as_of for row in empty.find("Harbor").sealed] == ["2026-11-20", TODAY]


def rezipped(workspace: Workspace, whole: Path, target: Path, changed: dict[str, bytes]) -> None:
    from tests.store.test_hostile_bundle import bundle

    back_up(workspace, whole, NOW)
    with zipfile.ZipFile(whole) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    bundle(target, {**files, **changed}, codec=workspace.codec.name)


def test_every_changed_byte_and_every_cut_is_refused(workspace: Workspace, empty: Workspace, tmp_path: Path) -> None:
    workspace.create_organisation("Harbor Dental Group", TODAY)
    path = tmp_path / "b.zip"
    back_up(workspace, path, NOW)
    assert path.stat().st_size < 2500
    places = 0
    for place in altered(path):
        with pytest.raises(BundleRefused):
            open_bundle(path)
        if place % 97 == 0:
            with pytest.raises(BundleRefused, match=r"b\.zip' was refused: .* Nothing of it was restored"):
                restore(empty, path)
        places += 1
    assert places > 1500
    assert empty.organisations() == []
    with path.open("ab") as file:
        file.write(b"\n")
    with pytest.raises(BundleRefused, match="not a complete backup"):
        restore(empty, path)
    print(f"{places} changed bytes and cuts, all refused")


def test_what_is_damaged_is_not_backed_up(full: Workspace, tmp_path: Path) -> None:
    harbor, northwind = full.find("Harbor"), full.find("Northwind")
    path = full.folder(harbor.id) / "assessments" / f"{harbor.sealed[0].id}.json"
    path.write_bytes(b"junk")
    for id in ("", harbor.id):
        with pytest.raises(BackupRefused, match=r"Nothing was backed up.*is damaged.*readiness doctor"):
            back_up(full, tmp_path / "b.zip", NOW, id)
    assert not (tmp_path / "b.zip").exists()
    back_up(full, tmp_path / "b.zip", NOW, northwind.id)


def test_where_a_backup_may_go(full: Workspace, tmp_path: Path) -> None:
    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"mine")
    for target, words in (
        (taken, "already exists"),
        (tmp_path, "is a folder"),
        (full.path / "b.zip", "lies in the workspace itself"),
        (full.path / "organisations" / "b.zip", "lies in the workspace itself"),
    ):
        with pytest.raises(BackupRefused, match=words):
            back_up(full, target, NOW)
    with pytest.raises(NotSaved):
        back_up(full, tmp_path / "no" / "folder" / "b.zip", NOW)
    assert taken.read_bytes() == b"mine"
    back_up(full, taken, NOW, force=True)
    open_bundle(taken).close()
    if sys.platform != "win32":
        assert taken.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"taken.zip", "workspace"}


def test_an_empty_workspace_has_nothing_to_back_up(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no organisation"):
        back_up(empty, tmp_path / "b.zip", NOW)


@pytest.mark.parametrize("codec", [PLAIN], indirect=False)
def test_a_backup_that_fails_leaves_nothing_and_the_old_one(tmp_path: Path, codec: Codec) -> None:
    workspace = Workspace.open(tmp_path / "workspace", codec=codec)
    workspace.create_organisation("Harbor Dental Group", TODAY)
    target = tmp_path / "b.zip"
    calls = len(count(lambda: back_up(workspace, tmp_path / "trial.zip", NOW)))
    target.write_bytes(b"old")
    for number in range(1, calls + 1):
        with failing(number, errno.ENOSPC), contextlib.suppress(StoreError):
            back_up(workspace, target, NOW, force=True)
        if target.read_bytes() != b"old":
            open_bundle(target).close()
            target.write_bytes(b"old")
        assert {path.name for path in tmp_path.iterdir()} == {"b.zip", "trial.zip", "workspace"}


def test_a_restore_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "workspace")
    with workspace.open_organisation(workspace.create_organisation("Harbor", TODAY).id) as file:
        file.add_sealed(template(), PACK, summary(), NOW)
    back_up(workspace, tmp_path / "b.zip", NOW)
    trial = Workspace.open(tmp_path / "trial")
    calls = len(count(lambda: restore(trial, tmp_path / "b.zip")))
    assert calls > 30
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        for number in range(1, calls + 1, 2):
            target = Workspace.open(Path(place) / str(number))
            with contextlib.suppress(StoreError), failing(number, errno.ENOSPC):
                restore(target, tmp_path / "b.zip")
            assert [one.name for one in target.organisations()] in ([], ["Harbor"])
            # What can't be removed either is swept by whatever is made next.
            assert {fault.cure for fault in examine(target).faults if not fault.is_advice} <= {Cure.SWEEP}
            if not target.organisations():
                restore(target, tmp_path / "b.zip")
            assert repair(target, NOW, lambda sha256: None).after.is_sound


def test_a_bundle_of_another_kind_of_workspace(full: Workspace, tmp_path: Path) -> None:
    back_up(full, tmp_path / "b.zip", NOW)
    if full.codec is PLAIN:
        other = Workspace.open(tmp_path / "other", codec=Scrambled())
        restore(other, tmp_path / "b.zip")
        assert [one.name for one in other.organisations()] == [one.name for one in full.organisations()]
        assert examine(other).is_sound
        return
    other = Workspace.open(tmp_path / "other", codec=PLAIN)
    with pytest.raises(PassphraseNeeded, match="needs its passphrase"):
        restore(other, tmp_path / "b.zip")
