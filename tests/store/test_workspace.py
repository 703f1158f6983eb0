"""The folder of organisations: what lies where, who may enter, and how an organisation is found."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.assessment.model import Organisation
from readiness.store.error import (
    Ambiguous,
    DamagedFile,
    NameTaken,
    NotFound,
    StoreError,
    Unreadable,
    Unstorable,
    Unwritable,
)
from readiness.store.settings import Settings
from readiness.store.workspace import Workspace
from tests.store.sample import NOW, PACK, REFERENCE, TODAY, no

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_where_everything_lies(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id, now=NOW) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)
        file.save_answer(draft.id, "a.one", [no()], at=NOW)
    workspace.settings.save(Settings(name="Ann"))
    found = {str(path.relative_to(workspace.path)) for path in workspace.path.rglob("*") if path.is_file()}
    own, assessment = f"organisations/{organisation.id}", f"organisations/{organisation.id}/assessments/{draft.id}"
    assert found == {
        "lock",
        "settings.json",
        f"packs/{REFERENCE.sha256}.json",
        f"{own}/lock",
        f"{own}/organisation.json",
        f"{own}/organisation.json.previous",
        f"{assessment}.json",
        f"{assessment}.json.previous",
        f"{assessment}.trail",
    } | ({"encryption.json", "encryption.json.previous"} if workspace.is_encrypted else set())


@posix_only
def test_only_the_owner_may_enter_and_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        workspace = Workspace.open(tmp_path / "deep" / "workspace")
        id = workspace.create_organisation("Harbor Dental Group", TODAY).id
        workspace.settings.save(Settings(name="Ann"))
        workspace.settings.save(Settings(name="Ben"))
        with workspace.open_organisation(id, now=NOW) as file:
            draft = file.start(PACK, REFERENCE, "full", NOW)
            file.save_answer(draft.id, "a.one", [no()], at=NOW)
            paths = [workspace.path, *workspace.path.rglob("*")]
            assert len(paths) > 14
            assert {mode(path) for path in paths if path.is_dir()} == {0o700}
            assert {mode(path) for path in paths if path.is_file()} == {0o600}
    finally:
        os.umask(before)


@posix_only
def test_permissions_are_put_right_again(workspace: Workspace, organisation: Organisation, folder: Path) -> None:
    with workspace.open_organisation(organisation.id) as file:
        file.start(PACK, REFERENCE, "full", NOW)
    everything = [workspace.path, *workspace.path.rglob("*")]
    for path in everything:
        path.chmod(0o777 if path.is_dir() else 0o666)
    again = Workspace.open(workspace.path, codec=workspace._codec)
    assert mode(workspace.path) == mode(workspace.path / "organisations") == mode(workspace.path / "packs") == 0o700
    with again.open_organisation(organisation.id):
        assert mode(folder) == mode(folder / "assessments") == 0o700
        assert {mode(path) for path in folder.rglob("*") if path.is_file()} == {0o600}


@posix_only
def test_a_folder_that_is_not_only_ours_keeps_its_permissions(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    (home / "letters").mkdir()
    workspace = Workspace.open(home)
    workspace.create_organisation("Harbor Dental Group", TODAY)
    Workspace.open(home)
    assert mode(home) == 0o755
    assert mode(home / "organisations") == 0o700
    (home / "letters").rmdir()
    home.chmod(0o1777)
    Workspace.open(home)
    assert mode(home) == 0o1777


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "a/b\\c",
        "CON",
        ".",
        "nul",
        "x" * 5000,
        "[/] <img src=x>",
        "=1+1",
        "Ärzte\u202e & Söhne",
        "😀",
    ],
)
def test_names_never_become_paths(workspace: Workspace, name: str) -> None:
    created = workspace.create_organisation(name, TODAY)
    assert [one.name for one in workspace.organisations()] == [name]
    assert workspace.find(name).id == created.id
    names = {path.name for path in (workspace.path / "organisations").iterdir()}
    assert names == {created.id}
    assert {path.name for path in workspace.path.parent.iterdir()} == {"workspace"}


def test_a_name_is_needed_and_taken_once(workspace: Workspace, organisation: Organisation) -> None:
    for name in ("", "   ", "\n"):
        with pytest.raises(Unstorable):
            workspace.create_organisation(name, TODAY)
    for name in ("Harbor Dental Group", " harbor dental GROUP "):
        with pytest.raises(NameTaken):
            workspace.create_organisation(name, TODAY)
    with pytest.raises(Unstorable):
        workspace.create_organisation("\ud800", TODAY)
    assert len(workspace.organisations()) == 1


def test_finding(workspace: Workspace) -> None:
    made = {name: workspace.create_organisation(name, TODAY) for name in ("Acme", "ACME Corp", "Straße GmbH", "Zebra")}
    found = {
        "Acme": "Acme",
        "acme": "Acme",
        "acme c": "ACME Corp",
        "STRASSE": "Straße GmbH",
        " zeb": "Zebra",
        made["Zebra"].id: "Zebra",
    }
    assert {wanted: workspace.find(wanted).name for wanted in found} == found
    with pytest.raises(Ambiguous) as several:
        workspace.find("ac")
    assert several.value.candidates == ("ACME Corp", "Acme")
    assert made["Acme"].id in str(several.value)
    with pytest.raises(NotFound) as none:
        workspace.find("Zebre")
    assert none.value.candidates == ("Zebra",)
    for wanted in ("", "  ", "0" * 16, "../organisations", "\ud800", "\x1b[31m\u202e"):
        with pytest.raises(NotFound) as odd:
            workspace.find(wanted)
        assert str(odd.value).isprintable()


def test_one_damaged_organisation_does_not_hide_the_others(workspace: Workspace, organisation: Organisation) -> None:
    broken = workspace.create_organisation("Broken Ltd", TODAY)
    path = workspace.path / "organisations" / broken.id / "organisation.json"
    path.write_bytes(b"{}")
    read = list(workspace.scan())
    assert [one for one in read if isinstance(one, Organisation)] == [organisation]
    (problem,) = [one for one in read if isinstance(one, StoreError)]
    assert problem.path == path
    assert workspace.organisations() == [organisation]
    with pytest.raises(NotFound, match="1 organisation can't be read"):
        workspace.find("Broken")
    with pytest.raises(DamagedFile):
        workspace.find(broken.id)


def test_what_does_not_belong_is_ignored(workspace: Workspace, organisation: Organisation) -> None:
    place = workspace.path / "organisations"
    (place / "notes.txt").write_text("x")
    (place / "Holiday pictures").mkdir()
    (place / ".00112233445566ff.tmp").mkdir()
    assert workspace.organisations() == [organisation]
    workspace.create_organisation("Next", TODAY)
    assert not (place / ".00112233445566ff.tmp").exists()
    assert (place / "Holiday pictures").exists()


def test_stray_temporary_files_are_swept(workspace: Workspace, organisation: Organisation, folder: Path) -> None:
    strays = [
        folder / ".organisation.json.0123456789ab.tmp",
        folder / "assessments" / ".x.json.0123456789ab.tmp",
        workspace.path / ".settings.json.0123456789ab.tmp",
        workspace.path / "packs" / ".x.json.0123456789ab.tmp",
    ]
    (workspace.path / "packs").mkdir()
    for stray in strays:
        stray.write_bytes(b"half a fi")
    with workspace.open_organisation(organisation.id) as file:
        file.start(PACK, REFERENCE, "full", NOW)
    workspace.settings.save(Settings())
    assert [stray for stray in strays if stray.exists()] == []


def test_a_workspace_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no workspace"):
        Workspace.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StoreError) as caught:
            Workspace.open(path)
        assert "file" in str(caught.value)


def test_an_unknown_organisation_is_not_opened(workspace: Workspace) -> None:
    for id in ("0" * 16, "..", "", "../../etc", "x\ny"):
        with pytest.raises(NotFound):
            workspace.open_organisation(id)
        with pytest.raises(NotFound):
            workspace.view(id)


def test_messages_hold_no_control_characters(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        Workspace.open(tmp_path / "a\x1b]52;c;x\x07b\u202e", create=False)
    assert str(caught.value).isprintable()


@posix_only
def test_what_this_user_may_not_write_or_read(tmp_path: Path) -> None:
    """For real, as a user without rights: the tests may run as root, whom nothing stops."""
    workspace = Workspace.open(tmp_path / "workspace")
    id = workspace.create_organisation("Harbor Dental Group", TODAY).id
    code = f"""
import os, sys
sys.path.insert(0, {str(Path.cwd())!r})
import tests.store.test_workspace as test
from pathlib import Path
from filelock import FileLock
if os.getuid() == 0:
    for path in [Path({str(workspace.path)!r}), *Path({str(workspace.path)!r}).rglob("*")]:
        os.chown(path, 65534, 65534)
    for parent in Path({str(workspace.path)!r}).parents:
        if not os.access(parent, os.X_OK) or parent.stat().st_mode & 0o001 == 0:
            parent.chmod(parent.stat().st_mode | 0o011)
    os.setgid(65534); os.setuid(65534)
test.refused(Path({str(workspace.path)!r}), {id!r})
print("refused")
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stderr, run.stdout) == ("", "refused\n")


def refused(path: Path, id: str) -> None:
    """What happens in a folder that can be read and not written, and then not even read."""
    workspace = Workspace.open(path)
    own = path / "organisations" / id
    for place in (own / "assessments", own, path / "organisations", path):
        place.chmod(0o500)
    workspace = Workspace.open(path)
    for attempt in (
        lambda: workspace.create_organisation("X", TODAY),
        lambda: workspace.settings.save(Settings()),
        lambda: workspace.open_organisation(id),
        lambda: Workspace.open(path / "below"),
    ):
        with pytest.raises(Unwritable, match="may not write"):
            attempt()
    with workspace.open_organisation(id, read_only=True) as file:
        assert file.organisation.name == "Harbor Dental Group"
    own.chmod(0)
    (problem,) = workspace.scan()
    assert isinstance(problem, Unreadable)
    (path / "organisations").chmod(0)
    with pytest.raises(Unreadable):
        workspace.organisations()
