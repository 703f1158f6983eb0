"""An organisation with a passphrase of its own: the workspace's tells its name, and nothing else of it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.assessment.model import LockedOrganisation
from readiness.store import conversion, durable, encryption
from readiness.store.bundle import back_up
from readiness.store.doctor import examine
from readiness.store.encryption import FILE, Header, State, Unlocked
from readiness.store.error import (
    DamagedFile,
    NameTaken,
    NotConverted,
    OrganisationLocked,
    PassphraseNeeded,
    ProtectedMeanwhile,
    UnfinishedConversion,
    WrongPassphrase,
)
from readiness.store.fault import Cure
from readiness.store.organisation_session import OrganisationSession
from readiness.store.removal import delete, rename
from readiness.store.restoring import restore
from readiness.store.treatment import repair
from readiness.store.workspace import Workspace
from tests.store.interrupted import (
    NAME,
    OWN_PASSPHRASE,
    PASSPHRASE,
    content,
    fill,
    locking,
    organisation,
    readable,
    relocking,
    told_by,
    unlocking,
)
from tests.store.sample import LATER, MEMORY, NOW, TODAY, altered

STEP = 37
"""Of the system calls at which a conversion can be killed, each of so many is tried here; all in the long form."""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions, signals or forks")


@pytest.fixture(scope="module")
def unlocked() -> Unlocked:
    """The workspace's key."""
    return encryption.created(PASSPHRASE)


@pytest.fixture(scope="module")
def own() -> Unlocked:
    """The organisation's key."""
    return encryption.created(OWN_PASSPHRASE, NAME)


@pytest.fixture(scope="module")
def renewed(own: Unlocked) -> Unlocked:
    """A new key for the organisation."""
    return encryption.with_key(own, OWN_PASSPHRASE)


@pytest.fixture(scope="module")
def plain() -> Iterator[Path]:
    """A readable workspace with everything in it."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        fill(Path(place) / "workspace")
        yield Path(place) / "workspace"


@pytest.fixture(scope="module")
def encrypted(plain: Path, unlocked: Unlocked) -> Path:
    """The same, encrypted."""
    folder = Path(shutil.copytree(plain, plain.with_name("encrypted")))
    conversion.encrypt(folder, unlocked, NOW)
    return folder


@pytest.fixture(scope="module")
def id(plain: Path) -> str:
    """The organisation with everything in it."""
    return Workspace(plain).find(NAME).id


@pytest.fixture(scope="module")
def with_lock(encrypted: Path, unlocked: Unlocked, own: Unlocked, id: str) -> Path:
    """The same, with a passphrase of its own for one organisation."""
    folder = Path(shutil.copytree(encrypted, encrypted.with_name("with-lock")))
    conversion.encrypt(organisation(folder, id), own, NOW, unlocked.codec)
    return folder


@pytest.fixture
def folder(with_lock: Path) -> Iterator[Path]:
    """A copy of it to do anything to."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        yield Path(shutil.copytree(with_lock, Path(place) / "workspace"))


@pytest.fixture
def closed(folder: Path, unlocked: Unlocked) -> Workspace:
    """The workspace as its passphrase alone opens it."""
    return Workspace.open(folder, codec=unlocked.codec)


@pytest.fixture
def open_(folder: Path, unlocked: Unlocked, own: Unlocked) -> Workspace:
    """The workspace once the organisation's passphrase was given too."""
    workspace = Workspace.open(folder, codec=unlocked.codec)
    workspace.keys.keep(own.codec)
    return workspace


# -- there and back


def test_the_key_of_the_workspace_opens_no_file_of_it(
    with_lock: Path, unlocked: Unlocked, own: Unlocked, id: str
) -> None:
    place = organisation(with_lock, id)
    stored = [one for one in place.rglob("*") if one.is_file() and not one.name.startswith((FILE, "lock"))]
    assert told_by(unlocked.codec, place) == []
    assert sorted(told_by(own.codec, place)) == sorted(map(str, stored))
    assert len(stored) > 8
    assert readable(with_lock) == []


def test_back_and_every_byte_is_as_it_was(
    folder: Path, plain: Path, unlocked: Unlocked, own: Unlocked, id: str
) -> None:
    conversion.decrypt(organisation(folder, id), own, NOW, unlocked.codec)
    assert not encryption.exists(organisation(folder, id))
    conversion.decrypt(folder, unlocked, NOW)
    assert content(folder) == content(plain)


def test_nothing_that_is_done_leaves_anything_under_the_key_of_the_workspace(
    open_: Workspace, unlocked: Unlocked, id: str
) -> None:
    with open_.open_organisation(id, now=NOW) as file:
        draft = file.draft()
        assert draft is not None
        file.save_position(draft.id, "a.two")
        file.release("Dana Ruiz", "Matter 7 ends", LATER)
        file.save_progress(1, 2, LATER)
    own_file = open_.folder(id) / "organisation.json"
    own_file.write_bytes(own_file.read_bytes()[:-9])
    assert not examine(open_).is_sound
    assert repair(open_, LATER, lambda sha256: None).after.is_sound
    assert told_by(unlocked.codec, open_.folder(id)) == []
    assert readable(open_.path) == []


# -- what is seen without it


def test_lists_show_the_name_and_go_on(closed: Workspace, id: str) -> None:
    listed = {one.name: one for one in closed.organisations()}
    assert listed.keys() == {NAME, "Northwind Freight"}
    assert listed[NAME] == LockedOrganisation(id=id, name=NAME, created_on="")
    assert not isinstance(listed["Northwind Freight"], LockedOrganisation)
    assert isinstance(closed.find("Harbor"), LockedOrganisation)
    for attempt in (closed.view, closed.open_organisation):
        with pytest.raises(OrganisationLocked, match="is locked: it has a passphrase of its own"):
            attempt(id)
    with pytest.raises(OrganisationLocked):
        rename(closed, id, "Southwind", NOW)
    with pytest.raises(OrganisationLocked):
        delete(closed, id, NOW)
    with pytest.raises(NameTaken):
        closed.create_organisation(NAME, TODAY)


def test_a_check_up_looks_at_checksums_and_inside_once_it_may(closed: Workspace, own: Unlocked, id: str) -> None:
    found = examine(closed)
    assert found.is_sound
    (note,) = found.faults
    assert f"'{NAME}' is locked" in note.words
    assert f'readiness doctor --organisation "{NAME}"' in note.words
    (file,) = [one for one in (closed.folder(id) / "assessments").glob("*.json") if "." not in one.stem][:1]
    file.write_bytes(file.read_bytes()[:-9])
    (fault,) = [one for one in examine(closed).faults if not one.is_advice]
    assert (fault.path, fault.cure) == (file, Cure.RECOVER)
    result = repair(closed, NOW, lambda sha256: None)
    assert any("is locked" in one for one in result.failed)
    closed.keys.keep(own.codec)
    assert examine(closed).assessments == 2
    assert repair(closed, NOW, lambda sha256: None).after.is_sound


@pytest.mark.parametrize("which", [FILE, FILE + ".previous"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_a_copy_of_the_header_is_mended(closed: Workspace, unlocked: Unlocked, id: str, which: str, how: str) -> None:
    path = closed.folder(id) / which
    before = encryption.read(closed.folder(id), unlocked.codec)
    path.unlink() if how == "missing" else path.write_bytes(path.read_bytes()[:-5])
    (fault,) = [one for one in examine(closed).faults if not one.is_advice]
    assert fault.path == path
    assert repair(closed, NOW, lambda sha256: None).after.is_sound
    assert encryption.header_from(path.read_bytes(), path, unlocked.codec) == before


def test_a_header_that_is_gone_is_missed_and_nothing_is_destroyed(closed: Workspace, id: str) -> None:
    for name in (FILE, FILE + ".previous"):
        (closed.folder(id) / name).unlink()
    before = content(closed.path)
    words = [one.words for one in examine(closed).faults if not one.is_advice]
    assert [one for one in words if "it is missing, and what is kept beside it is under another key" in one]
    assert not repair(closed, NOW, lambda sha256: None).after.is_sound
    assert content(closed.path) == before


def test_every_altered_byte_of_a_header_is_found(closed: Workspace, unlocked: Unlocked, id: str) -> None:
    place = closed.folder(id)
    durable.previous(place / FILE).unlink()
    for number in altered(place / FILE):
        if number % 5 == 0:
            with pytest.raises(DamagedFile):
                encryption.read(place, unlocked.codec)
    assert encryption.read(place, unlocked.codec) is not None


def test_a_header_fits_its_own_organisation_only(closed: Workspace, id: str) -> None:
    other = closed.folder(closed.find("Northwind").id)
    for name in (FILE, FILE + ".previous"):
        shutil.copy(closed.folder(id) / name, other / name)
    assert [str(one) for one in closed.scan() if isinstance(one, DamagedFile)]
    assert not examine(closed).is_sound


def test_only_its_own_passphrase_opens_it(closed: Workspace, own: Unlocked, id: str) -> None:
    header = closed.keys.header(closed.folder(id))
    assert header is not None
    assert encryption.unlock(header, OWN_PASSPHRASE).secret == own.secret
    with pytest.raises(WrongPassphrase):
        encryption.unlock(header, PASSPHRASE)


# -- names, keys, and others at work


def test_a_new_name_is_in_the_header_too(open_: Workspace, unlocked: Unlocked, id: str) -> None:
    rename(open_, id, "Southwind", NOW)
    assert Workspace(open_.path, unlocked.codec).find("Southwind").id == id
    header = open_.keys.header(open_.folder(id))
    assert header is not None
    encryption.write(open_.folder(id), replace(header, name="An older one"), unlocked.codec)
    with open_.open_organisation(id, now=NOW) as file:  # what a crash between the two leaves is put right
        assert file.organisation.name == "Southwind"
    assert Workspace(open_.path, unlocked.codec).find("Southwind").id == id


def test_a_new_key_of_the_workspace_leaves_it_under_its_own(
    folder: Path, unlocked: Unlocked, own: Unlocked, id: str
) -> None:
    before = content(organisation(folder, id))
    renewed = encryption.with_key(unlocked, PASSPHRASE)
    conversion.change_key(folder, renewed, NOW)
    after = content(organisation(folder, id))
    assert {name for name in after if after[name] != before[name]} == {FILE, FILE + ".previous"}
    workspace = Workspace.open(folder, codec=renewed.codec)
    assert examine(workspace).is_sound
    workspace.keys.keep(own.codec)
    assert workspace.find(NAME).hold is not None


def test_the_workspace_is_not_decrypted_around_it(folder: Path, unlocked: Unlocked) -> None:
    before = content(folder)
    with pytest.raises(NotConverted, match=f'decrypt --organisation "{NAME}"'):
        conversion.decrypt(folder, unlocked, NOW)
    assert content(folder) == before


def test_another_passphrase_changes_its_header_only(folder: Path, unlocked: Unlocked, own: Unlocked, id: str) -> None:
    before = content(folder)
    conversion.change_passphrase(organisation(folder, id), own, "and now for six", NOW, unlocked.codec)
    after = content(folder)
    inner = f"organisations/{id}/{FILE}"
    assert {name for name in after if after[name] != before[name]} == {inner, f"{inner}.previous"}
    header = encryption.read(organisation(folder, id), unlocked.codec)
    assert header is not None
    assert (header.name, encryption.unlock(header, "and now for six").secret) == (NAME, own.secret)


def test_who_opened_it_before_writes_nothing_under_another_key(
    encrypted: Path, unlocked: Unlocked, own: Unlocked, id: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(encrypted, tmp_path / "workspace"))
    before = Workspace.open(folder, codec=unlocked.codec)
    with before.open_organisation(id, now=NOW), pytest.raises(NotConverted, match="Another program works on"):
        conversion.encrypt(organisation(folder, id), own, NOW, unlocked.codec)
    conversion.encrypt(organisation(folder, id), own, NOW, unlocked.codec)
    with pytest.raises(ProtectedMeanwhile):
        OrganisationSession(organisation(folder, id), before.packs, before.codec, read_only=False, now=NOW)
    with pytest.raises(OrganisationLocked):
        before.open_organisation(id)


def test_an_interrupted_one_says_how_to_go_on(closed: Workspace, unlocked: Unlocked, own: Unlocked, id: str) -> None:
    place = closed.folder(id)
    encryption.write(place, own.in_state(State.DECRYPTING).header, unlocked.codec)
    assert isinstance(closed.find(NAME), LockedOrganisation)
    with pytest.raises(UnfinishedConversion, match=f'readiness decrypt --organisation "{NAME}"'):
        closed.view(id)
    (fault,) = [one for one in examine(closed).faults if not one.is_advice]
    assert "readiness decrypt --organisation" in fault.words
    conversion.decrypt(place, own, NOW, unlocked.codec)
    assert closed.find(NAME).hold is not None


# -- backups


def test_a_backup_takes_it_as_it_lies_and_it_comes_back_under_its_own_passphrase(
    closed: Workspace, unlocked: Unlocked, own: Unlocked, id: str, tmp_path: Path
) -> None:
    assert back_up(closed, tmp_path / "b.zip", NOW).organisations == 2
    other = encryption.created("quite another passphrase")
    Workspace.open(tmp_path / "new")
    conversion.encrypt(tmp_path / "new", other, NOW)
    there = Workspace.open(tmp_path / "new", codec=other.codec)
    restore(there, tmp_path / "b.zip", unlock=lambda header: unlocked)
    assert isinstance(there.find(NAME), LockedOrganisation)
    assert examine(there).is_sound
    there.keys.keep(own.codec)
    assert examine(there).is_sound
    assert there.find(NAME).hold is not None
    assert told_by(other.codec, there.folder(id)) == told_by(unlocked.codec, there.folder(id)) == []
    assert readable(tmp_path) == []


def test_a_copy_under_another_name_needs_its_passphrase_and_keeps_it(
    open_: Workspace, unlocked: Unlocked, own: Unlocked, id: str, tmp_path: Path
) -> None:
    back_up(open_, tmp_path / "b.zip", NOW, id)
    with pytest.raises(PassphraseNeeded):
        restore(open_, tmp_path / "b.zip", NAME, "The copy")

    def unlock(header: Header) -> Unlocked:
        assert (header.name, header.key) == (NAME, own.header.key)
        return own

    assert restore(open_, tmp_path / "b.zip", NAME, "The copy", unlock=unlock).names == ["The copy"]
    copy = open_.find("The copy")
    assert (copy.formerly, copy.hold is not None) == ([id], True)
    assert examine(open_).is_sound
    assert told_by(unlocked.codec, open_.folder(copy.id)) == []
    assert isinstance(Workspace(open_.path, unlocked.codec).find("The copy"), LockedOrganisation)


# -- interrupted


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_it_gets_a_passphrase_loses_nothing(
    encrypted: Path, plain: Path, unlocked: Unlocked, own: Unlocked, after: bool
) -> None:
    kills, wrong = locking(encrypted, content(plain), unlocked, own, after=after, step=STEP)
    assert (kills > 2, wrong) == (True, 0)


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_its_passphrase_is_taken_away_loses_nothing(
    with_lock: Path, plain: Path, unlocked: Unlocked, own: Unlocked, after: bool
) -> None:
    kills, wrong = unlocking(with_lock, content(plain), unlocked, own, after=after, step=STEP)
    assert (kills > 2, wrong) == (True, 0)


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_it_gets_a_new_key_loses_nothing(
    with_lock: Path, plain: Path, unlocked: Unlocked, own: Unlocked, renewed: Unlocked, after: bool
) -> None:
    kills, wrong = relocking(with_lock, content(plain), unlocked, own, renewed, after=after, step=STEP)
    assert (kills > 2, wrong) == (True, 0)
