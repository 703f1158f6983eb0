"""The check-up: silent about a sound workspace, and plain about each thing that can be wrong with one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.assessment.model import Organisation
from readiness.store import envelope
from readiness.store.doctor import examine
from readiness.store.envelope import Identity, wrap
from readiness.store.fault import Cure, Examination
from readiness.store.settings import Settings
from readiness.store.surroundings import synced_by
from readiness.store.treatment import repair
from readiness.store.workspace import Workspace
from tests.store.sample import LATER, NOW, PACK, REFERENCE, TODAY, action, altered, no, summary, template, yes

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions or links")


@pytest.fixture
def full(workspace: Workspace, organisation: Organisation) -> Workspace:
    """A workspace with everything: a sealed assessment, a draft, actions, a hold, settings."""
    workspace.settings.save(Settings(name="Ann"))
    workspace.settings.save(Settings(name="Ben"))
    with workspace.open_organisation(organisation.id) as file:
        file.save_actions([action()])
        file.add_sealed(template(), PACK, summary(), NOW)
        draft = file.start(PACK, REFERENCE, "full", NOW)
        file.save_answer(draft.id, "a.one", [yes("Kept")], at=NOW)
        file.save_answer(draft.id, "a.two", [no()], at=NOW)
        file.hold("Ann", "Matter 7", NOW)
    return workspace


class Places:
    """The files of `full`."""

    def __init__(self, workspace: Workspace) -> None:
        (self.organisation,) = workspace.organisations()
        self.root = workspace.path
        self.folder = workspace.folder(self.organisation.id)
        self.own = self.folder / "organisation.json"
        self.holds = self.folder / "organisation.trail"
        self.assessments = self.folder / "assessments"
        assert self.organisation.draft is not None
        self.draft = self.assessments / f"{self.organisation.draft.id}.json"
        self.sealed = self.assessments / f"{self.organisation.sealed[0].id}.json"
        self.pack = workspace.path / "packs" / f"{REFERENCE.sha256}.json"
        self.settings = workspace.settings.path


@pytest.fixture
def places(full: Workspace) -> Places:
    return Places(full)


def wrong(found: Examination) -> list[str]:
    return [fault.words for fault in found.faults if not fault.is_advice]


def notes(found: Examination) -> list[str]:
    return [fault.words for fault in found.faults if fault.is_advice]


def snapshot(path: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(one.relative_to(path)): (one.stat().st_mode, one.read_bytes() if one.is_file() else b"")
        for one in path.rglob("*")
    }


def test_a_sound_workspace_is_sound_and_left_as_it_is(full: Workspace) -> None:
    before = snapshot(full.path)
    found = examine(full)
    assert (wrong(found), found.is_sound) == ([], True)
    assert (len(found.organisations), found.assessments) == (1, 2)
    assert found.files == sum(1 for mode, _data in before.values() if mode & 0o100000)
    assert any("a legal hold is on since" in note for note in notes(found))
    assert snapshot(full.path) == before
    repaired = repair(full, LATER, lambda sha256: None)
    assert (repaired.done, repaired.failed) == ([], [])
    assert snapshot(full.path) == before


DAMAGES: dict[str, tuple[Callable[[Places], Path], Callable[[Path], object], str]] = {
    "an organisation's file": (lambda at: at.own, lambda path: path.write_bytes(b"junk"), "is damaged"),
    "no organisation's file": (lambda at: at.own, Path.unlink, "it is missing"),
    "a draft": (lambda at: at.draft, lambda path: path.write_bytes(path.read_bytes()[:-3]), "is damaged"),
    "no draft": (lambda at: at.draft, Path.unlink, "it is missing"),
    "a sealed one": (lambda at: at.sealed, lambda path: path.write_bytes(b""), "is damaged"),
    "no sealed one": (lambda at: at.sealed, Path.unlink, "it is missing"),
    "a draft's trail": (
        lambda at: at.draft.with_suffix(".trail"),
        lambda path: path.write_bytes(b"x" + path.read_bytes()),
        "does not match its checksum",
    ),
    "a previous version": (
        lambda at: at.draft.with_name(at.draft.name + ".previous"),
        lambda path: path.write_bytes(b"junk"),
        "previous' is damaged",
    ),
    "the trail of holds": (lambda at: at.holds, lambda path: path.write_bytes(b"\n"), "line 1 of 1"),
    "the settings": (lambda at: at.settings, lambda path: path.write_bytes(b"{}"), "settings.json' is damaged"),
    "a pack": (lambda at: at.pack, lambda path: path.write_bytes(b"{}"), "packs"),
    "no pack": (lambda at: at.pack, Path.unlink, "is not stored in this workspace"),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_what_is_damaged_is_named_and_brought_back(full: Workspace, places: Places, case: str) -> None:
    find, damage, words = DAMAGES[case]
    path = find(places)
    sound = {one: one.read_bytes() for one in places.root.rglob("*") if one.is_file()}
    damage(path)
    kept = path.read_bytes() if path.exists() else None
    found = examine(full)
    (problem,) = wrong(found)
    assert words in problem
    assert str(path) in problem or case == "no pack"
    assert "Kept" not in problem
    result = repair(full, LATER, lambda sha256: PACK if sha256 == REFERENCE.sha256 else None)
    assert result.failed == []
    assert wrong(result.after) == []
    asides = [one for one in path.parent.iterdir() if ".aside-" in one.name and one.name.startswith(path.name)]
    assert [one.read_bytes() for one in asides] == ([] if kept is None else [kept])
    assert set(sound) <= {one for one in places.root.rglob("*") if one.is_file()}
    with full.open_organisation(places.organisation.id) as file:
        assert (file.problems, file.notices) == ([], [])
        draft = file.draft()
        assert draft is not None
        assert draft.answers == {"a.one": [yes("Kept")], "a.two": [no()]}
        assert file.organisation == places.organisation
        assert file.assessment(places.organisation.sealed[0].id).people == template().people


def test_what_cannot_be_brought_back_is_said_and_left(full: Workspace, places: Places) -> None:
    for path in (places.sealed, places.sealed.with_suffix(".trail"), places.pack):
        path.write_bytes(b"junk")
    for path in places.assessments.glob(f"{places.sealed.name}.previous"):
        path.unlink()
    result = repair(full, LATER, lambda sha256: None)
    assert result.failed
    assert not result.after.is_sound
    assert places.sealed.read_bytes() == b"junk"
    assert places.pack.read_bytes() == b"junk"


def test_the_trail_of_a_sealed_one_cannot_be_made_up(full: Workspace, places: Places) -> None:
    trail = places.sealed.with_suffix(".trail")
    with trail.open("ab") as file:
        file.write(b"one more line\n")
    (problem,) = wrong(examine(full))
    assert "it is not the trail that was sealed" in problem
    assert not repair(full, LATER, lambda sha256: None).after.is_sound
    assert trail.read_bytes().endswith(b"one more line\n")


def test_rows_are_made_anew(full: Workspace, places: Places) -> None:
    """An organisation's file from before: no row, no draft; and one with a row that says something else."""
    with full.open_organisation(places.organisation.id) as file:
        present = file.organisation
        file._save(Organisation(id=present.id, name=present.name, created_on=TODAY, hold=present.hold))
    found = examine(full)
    assert ["what it lists" in words for words in wrong(found)] == [True]
    assert repair(full, LATER, lambda sha256: None).after.is_sound
    back = full.organisations()[0]
    assert (back.sealed, back.draft and back.draft.id) == (present.sealed, present.draft and present.draft.id)
    with full.open_organisation(places.organisation.id) as file:
        present = file.organisation
        present.sealed[0].in_place = 99.0
        file._save(present)
    assert not examine(full).is_sound
    assert repair(full, LATER, lambda sha256: None).after.is_sound
    assert full.organisations()[0].sealed == places.organisation.sealed


@posix_only
def test_permissions_are_told_and_put_right(full: Workspace, places: Places) -> None:
    opened = [full.path, places.root / "packs", places.folder, places.draft, places.own, places.pack, places.settings]
    for path in opened:
        path.chmod(0o755)
    again = Workspace.open(full.path, codec=full.codec, touch=False)
    found = examine(again)
    assert {fault.path for fault in found.faults if fault.cure is Cure.TIGHTEN} == set(opened)
    assert {path.stat().st_mode & 0o777 for path in opened} == {0o755}
    assert repair(again, LATER, lambda sha256: None).after.is_sound
    assert {path.stat().st_mode & 0o077 for path in opened} == {0}


def test_what_a_crash_left_is_told_and_swept(full: Workspace, places: Places) -> None:
    strays = [
        places.folder / ".organisation.json.0123456789ab.tmp",
        places.assessments / ".x.json.0123456789ab.tmp",
        places.root / ".settings.json.0123456789ab.tmp",
        places.root / "packs" / ".x.json.0123456789ab.tmp",
    ]
    for stray in strays:
        stray.write_bytes(b"half a fi")
        stray.chmod(0o600)
    unfinished = places.root / "organisations" / ".00112233445566ff.tmp"
    unfinished.mkdir(mode=0o700)
    (unfinished / "organisation.json").write_bytes(b"x")
    found = examine(full)
    assert {fault.path for fault in found.faults if fault.cure is Cure.SWEEP} == {*strays, unfinished}
    assert repair(full, LATER, lambda sha256: None).after.is_sound
    assert not any(path.exists() for path in (*strays, unfinished))


def test_a_change_that_a_crash_interrupted_is_completed(full: Workspace, places: Places) -> None:
    before = places.draft.read_bytes()
    with full.open_organisation(places.organisation.id) as file:
        file.save_answer(places.draft.stem, "a.three", [no()], at=LATER)
    places.draft.write_bytes(before)
    found = examine(full)
    assert found.is_sound
    assert any("a change that a crash interrupted" in note for note in notes(found))
    assert repair(full, LATER, lambda sha256: None).done == ["1 change that a crash had interrupted was completed."]
    draft = full.view(places.organisation.id).draft()
    assert draft is not None
    assert "a.three" in draft.answers


@posix_only
def test_what_does_not_belong_is_named_and_left(full: Workspace, places: Places) -> None:
    (places.folder / "notes.txt").write_text("x")
    (places.root / "organisations" / "Holiday pictures").mkdir(mode=0o700)
    (places.root / "packs" / f"{'0' * 64}.json").symlink_to(places.own)
    (places.assessments / f"{'1' * 16}.json.previous").write_bytes(b"x")
    (places.assessments / f"{'1' * 16}.json.previous").chmod(0o600)
    found = examine(full)
    (problem,) = wrong(found)
    assert "it is a link" in problem
    for part in ("notes.txt", "Holiday pictures", "1" * 16):
        assert any(part in note for note in notes(found))
    before = snapshot(full.path)
    repair(full, LATER, lambda sha256: None)
    assert snapshot(full.path).keys() == before.keys()


def test_an_assessment_of_another_organisation(full: Workspace, places: Places) -> None:
    other = full.create_organisation("Another", TODAY)
    target = full.folder(other.id) / "assessments"
    for path in (places.sealed, places.sealed.with_suffix(".trail")):
        (target / path.name).write_bytes(path.read_bytes())
        (target / path.name).chmod(0o600)
    assert any("belongs to another organisation" in words for words in wrong(examine(full)))


def test_ids_that_lead_elsewhere_are_not_followed(full: Workspace, places: Places) -> None:
    with full.open_organisation(places.organisation.id) as file:
        present = file.organisation
        present.sealed[0].id = "../../../../etc/passwd"
        file._save(present)
    assert any("an id in it is none that this program gives" in words for words in wrong(examine(full)))


def test_a_newer_file_is_told_and_left_alone(full: Workspace, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "FORMAT", 7)
    places.draft.write_bytes(wrap(Identity("assessment", places.draft.stem), b"{}", full.codec))
    monkeypatch.undo()
    newer = places.draft.read_bytes()
    assert any("update readiness" in words for words in wrong(examine(full)))
    assert not repair(full, LATER, lambda sha256: None).after.is_sound
    assert places.draft.read_bytes() == newer


def test_an_organisation_in_use_is_told_and_not_repaired(full: Workspace, places: Places) -> None:
    with full.open_organisation(places.organisation.id, now=NOW) as file:
        (places.folder / ".organisation.json.0123456789ab.tmp").write_bytes(b"being written")
        found = examine(full)
        assert found.is_sound
        assert any("somebody works on it right now" in note for note in notes(found))
        places.sealed.write_bytes(b"junk")
        result = repair(full, LATER, lambda sha256: None)
        assert not result.after.is_sound
        assert any("another program works on this organisation" in words for words in result.failed)
        assert file.draft() is not None
    assert repair(full, LATER, lambda sha256: None).after.is_sound


def test_every_changed_byte_of_a_draft_is_wrong_and_no_check_up_crashes(full: Workspace, places: Places) -> None:
    for place in altered(places.draft):
        if place % 61 == 0:
            assert not examine(full).is_sound
    assert examine(full).is_sound


def test_several_organisations_in_the_open_are_worth_a_note(full: Workspace) -> None:
    assert not any("not encrypted" in note for note in notes(examine(full)))
    full.create_organisation("Another", TODAY)
    found = examine(full)
    assert found.is_sound
    assert any("holds 2 organisations and is not encrypted" in note for note in notes(found)) == (
        full.codec.name == "plain"
    )


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ann/Dropbox/readiness", "Dropbox"),
        ("/Users/ann/Library/CloudStorage/Dropbox-Personal/x", "Dropbox"),
        ("/home/ann/Dropbox (Harbor Dental)/x", "Dropbox"),
        ("/c/Users/ann/OneDrive/x", "OneDrive"),
        ("/c/Users/ann/OneDrive - Harbor Dental/x", "OneDrive"),
        ("/Users/ann/Library/CloudStorage/OneDrive-Personal/x", "OneDrive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/c/Users/ann/iCloudDrive/x", "iCloud Drive"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com/My Drive", "Google Drive"),
        ("/home/ann/Google Drive/x", "Google Drive"),
        ("/home/ann/.local/share/readiness", ""),
        ("/home/ann/dropboxes/onedrives/x", ""),
    ],
)
def test_folders_that_are_copied_elsewhere(path: str, service: str) -> None:
    assert synced_by(Path(path)) == service


@posix_only
def test_a_link_into_a_synced_folder_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    workspace = Workspace.open(tmp_path / "plain" / "workspace")
    workspace.create_organisation("Harbor Dental Group", TODAY)
    found = examine(workspace)
    assert found.is_sound
    assert any("Dropbox copies to other computers" in note for note in notes(found))
