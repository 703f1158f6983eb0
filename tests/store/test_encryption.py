"""Encrypted workspaces: nothing readable is left, nothing altered is believed, and no interruption loses anything."""

from __future__ import annotations

import errno
import hashlib
import itertools
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.assessment.model import Organisation
from readiness.store import conversion, durable, encryption
from readiness.store.bundle import back_up
from readiness.store.cipher import LEAST_COST, EncryptedCodec
from readiness.store.doctor import examine
from readiness.store.encryption import FILE, Header, State, Unlocked
from readiness.store.envelope import PLAIN, Identity, unwrap, wrap
from readiness.store.error import (
    BundleRefused,
    DamagedFile,
    NewerFormat,
    NotConverted,
    OtherProtection,
    PassphraseNeeded,
    PassphraseRefused,
    ProtectedMeanwhile,
    StoreError,
    UnfinishedConversion,
    WrongPassphrase,
)
from readiness.store.fault import Cure
from readiness.store.restoring import restore
from readiness.store.settings import Settings
from readiness.store.trail import Trail
from readiness.store.treatment import repair
from readiness.store.workspace import Workspace
from tests.store.interrupted import (
    NAME,
    PASSPHRASE,
    SECRETS,
    content,
    decrypting,
    encrypting,
    fill,
    killed,
    readable,
    rekeying,
)
from tests.store.sample import (
    BEN,
    LATER,
    MEMORY,
    NOW,
    PACK,
    REFERENCE,
    TODAY,
    altered,
    no,
    summary,
    template,
    yes,
)
from tests.store.system_call import FAILING, failing

OTHER = "quite another passphrase"
STEP = 9
"""Of the system calls at which a conversion can be killed, each of so many is tried here; all in the long form."""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions, signals or forks")


@pytest.fixture(scope="module")
def unlocked() -> Unlocked:
    """One key for the whole module: making it takes what scrypt takes."""
    return encryption.created(PASSPHRASE)


@pytest.fixture(scope="module")
def filled() -> Iterator[Path]:
    """A plain workspace with everything in it."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        fill(Path(place) / "workspace")
        yield Path(place) / "workspace"


@pytest.fixture
def folder(filled: Path) -> Iterator[Path]:
    """A copy of it to do anything to."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        yield Path(shutil.copytree(filled, Path(place) / "workspace"))


@pytest.fixture
def locked(folder: Path, unlocked: Unlocked) -> Workspace:
    """The same, encrypted."""
    return Workspace.open(folder, codec=conversion.encrypt(folder, unlocked, NOW).codec)


# -- there and back


def test_nothing_readable_is_left_and_everything_comes_back_byte_for_byte(folder: Path, unlocked: Unlocked) -> None:
    before = content(folder)
    (folder / "organisations" / f".{'0' * 16}.tmp").mkdir()
    (folder / "organisations" / f".{'0' * 16}.tmp" / "organisation.json").write_bytes(b"Harbor Dental")
    (folder / "packs" / ".x.json.0123456789ab.tmp").write_bytes(b"Harbor Dental")
    (folder / ".settings.json.0123456789ab.tmp").write_bytes(b"Dana Ruiz")
    assert {secret for _name, secret in readable(folder)} == set(SECRETS)
    converted = conversion.encrypt(folder, unlocked, NOW)
    assert (converted.files, converted.strangers) == (len(before), [])
    assert readable(folder) == []
    workspace = Workspace.open(folder, codec=converted.codec)
    assert examine(workspace).is_sound
    assert [one.name for one in workspace.organisations()] == [NAME, "Northwind Freight"]
    assert workspace.settings.load().name == "Dana Ruiz"
    conversion.decrypt(folder, unlocked, NOW)
    assert content(folder) == before


def test_nothing_readable_is_left_by_anything_that_is_done(locked: Workspace, tmp_path: Path) -> None:
    id = locked.find(NAME).id
    with locked.open_organisation(id, now=NOW) as file:
        draft = file.draft()
        assert draft is not None
        file.save_answer(draft.id, "a.two", [yes("Locked in the safe")], people=[BEN], at=LATER)
        assert readable(locked.path) == []
        file.release("Dana Ruiz", "Matter 7 ends", LATER)
        file.seal(draft.id, summary(), LATER)
        second = file.start(PACK, REFERENCE, "full", LATER, template=template()).id
        file.save_progress(1, 2, LATER)
    with pytest.raises(StoreError):
        locked.create_organisation(NAME, TODAY)
    locked.settings.save(Settings(name="Dana Ruiz", output_folder="/Northwind"))
    own = locked.folder(id) / "assessments" / f"{second}.json"
    own.write_bytes(own.read_bytes()[:-9])
    assert not examine(locked).is_sound
    assert repair(locked, LATER, lambda sha256: None).after.is_sound
    back_up(locked, tmp_path / "b.zip", LATER)
    restore(locked, tmp_path / "b.zip", NAME, "Harbor again")
    assert readable(locked.path) == []
    assert readable(tmp_path) == []


@posix_only
def test_only_the_owner_may_read_what_is_written(locked: Workspace) -> None:
    for path in locked.path.rglob("*"):
        if path.name != "lock":
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@posix_only
def test_doctor_sees_and_mends_a_header_that_others_may_read(locked: Workspace) -> None:
    (locked.path / FILE).chmod(0o644)
    assert [one.cure for one in examine(locked).faults if not one.is_advice] == [Cure.TIGHTEN]
    assert repair(locked, NOW, lambda sha256: None).after.is_sound
    assert stat.S_IMODE((locked.path / FILE).stat().st_mode) == 0o600


def test_what_is_not_ours_is_left_alone_and_told(folder: Path, unlocked: Unlocked) -> None:
    stranger = folder / "packs" / "holiday.jpg"
    stranger.write_bytes(b"not ours")
    (folder / "readme.txt").write_bytes(b"beside it")
    assert conversion.encrypt(folder, unlocked, NOW).strangers == [stranger]
    assert stranger.read_bytes() == b"not ours"


def test_a_copy_keeps_the_trail_of_its_holds(locked: Workspace, unlocked: Unlocked, tmp_path: Path) -> None:
    back_up(locked, tmp_path / "b.zip", NOW, locked.find(NAME).id)
    restore(locked, tmp_path / "b.zip", NAME, "The copy")
    conversion.decrypt(locked.path, unlocked, NOW)
    plain = Workspace.open(locked.path)
    assert examine(plain).is_sound
    copy = plain.find("The copy")
    assert copy.formerly == [plain.find(NAME).id]
    assert copy.hold is not None


def test_a_fresh_workspace_can_be_encrypted_before_anything_is_in_it(tmp_path: Path, unlocked: Unlocked) -> None:
    Workspace.open(tmp_path / "new")
    workspace = Workspace.open(tmp_path / "new", codec=conversion.encrypt(tmp_path / "new", unlocked, NOW).codec)
    workspace.create_organisation(NAME, TODAY)
    assert examine(workspace).is_sound
    assert readable(workspace.path) == []


# -- the passphrase and the header


def test_only_the_passphrase_opens_it(locked: Workspace, unlocked: Unlocked) -> None:
    header = encryption.read(locked.path)
    assert header is not None
    assert header.cost >= LEAST_COST == 15
    opened = encryption.unlock(header, PASSPHRASE)
    assert opened.secret == unlocked.secret
    assert Workspace.open(locked.path, codec=opened.codec).find(NAME)
    for wrong in (PASSPHRASE + " ", PASSPHRASE.upper(), ""):
        with pytest.raises(WrongPassphrase):
            encryption.unlock(header, wrong)


def test_a_header_that_somebody_changed_opens_nothing(unlocked: Unlocked) -> None:
    for changed in (replace(unlocked.header, state=State.DECRYPTING), replace(unlocked.header, key="0" * 16)):
        with pytest.raises(WrongPassphrase):
            encryption.unlock(changed, PASSPHRASE)


@pytest.mark.parametrize("cost", [1, 14, 18, 40])
def test_a_header_asks_for_neither_too_little_nor_too_much(tmp_path: Path, unlocked: Unlocked, cost: int) -> None:
    encryption.write(tmp_path, replace(unlocked.header, cost=cost))
    with pytest.raises(DamagedFile):
        encryption.read(tmp_path)


def test_every_altered_byte_of_a_header_is_found_and_the_other_copy_opens(tmp_path: Path, unlocked: Unlocked) -> None:
    encryption.write(tmp_path, unlocked.header)
    copy = durable.previous(tmp_path / FILE)
    for _place in altered(tmp_path / FILE):
        assert encryption.read(tmp_path) == unlocked.header
    copy.unlink()
    for _place in altered(tmp_path / FILE):
        with pytest.raises((DamagedFile, NewerFormat)):
            encryption.read(tmp_path)


@pytest.mark.parametrize("which", [FILE, FILE + ".previous"])
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_doctor_sees_and_mends_a_copy_of_the_header(locked: Workspace, which: str, how: str) -> None:
    path, sound = locked.path / which, (locked.path / which).read_bytes()
    path.unlink() if how == "missing" else path.write_bytes(sound[:-5])
    (fault,) = [one for one in examine(locked).faults if not one.is_advice]
    assert fault.cure in {Cure.RECOVER, Cure.RENEW_PREVIOUS}
    assert fault.path == path
    assert repair(locked, NOW, lambda sha256: None).after.is_sound
    assert path.read_bytes() == sound
    kept = locked.path / f"{which}.aside-1"
    assert kept.exists() == (how == "damaged")


@pytest.mark.parametrize("short", ["", "seven c", "        "[:7]])
def test_a_new_passphrase_has_a_least_length(short: str) -> None:
    with pytest.raises(PassphraseRefused, match="at least 8"):
        encryption.created(short)


def test_another_passphrase_changes_the_header_only(locked: Workspace, unlocked: Unlocked) -> None:
    before = content(locked.path)
    conversion.change_passphrase(locked.path, unlocked, OTHER)
    after = content(locked.path)
    assert {name for name in after if after[name] != before[name]} == {FILE, FILE + ".previous"}
    header = encryption.read(locked.path)
    assert header is not None
    assert encryption.unlock(header, OTHER).secret == unlocked.secret
    with pytest.raises(WrongPassphrase):
        encryption.unlock(header, PASSPHRASE)
    assert examine(locked).is_sound


@pytest.fixture(scope="module")
def renewed(unlocked: Unlocked) -> Unlocked:
    """A new key that takes the place of the one of the module."""
    return encryption.with_key(unlocked, OTHER)


def test_a_new_key_for_every_file(locked: Workspace, unlocked: Unlocked, renewed: Unlocked) -> None:
    before = content(locked.path)
    conversion.change_key(locked.path, renewed, NOW)
    after = content(locked.path)
    assert not {name for name in after if after[name] == before[name]}
    header = encryption.read(locked.path)
    assert header is not None
    assert (header.state, header.retired, header.retired_key) == (State.ENCRYPTED, "", "")
    opened = encryption.unlock(header, OTHER)
    assert examine(Workspace.open(locked.path, codec=opened.codec)).is_sound
    with pytest.raises(ProtectedMeanwhile):
        locked.settings.save(Settings())
    assert locked.organisations() == []


def test_a_new_key_that_was_interrupted_goes_on_with_the_new_passphrase(
    locked: Workspace, unlocked: Unlocked, renewed: Unlocked
) -> None:
    encryption.write(locked.path, renewed.header)
    for other in (lambda: conversion.encrypt(locked.path, unlocked, NOW), lambda: refused_decrypt(locked, renewed)):
        with pytest.raises((UnfinishedConversion, NotConverted)):
            other()
    header = encryption.read(locked.path)
    assert header is not None
    with pytest.raises(WrongPassphrase):
        encryption.unlock(header, PASSPHRASE)
    opened = encryption.unlock(header, OTHER)
    conversion.change_key(locked.path, opened, NOW)
    assert examine(Workspace.open(locked.path, codec=opened.codec)).is_sound


def refused_decrypt(workspace: Workspace, unlocked: Unlocked) -> None:
    conversion.decrypt(workspace.path, unlocked, NOW)


# -- altered and exchanged files


def small(folder: Path, unlocked: Unlocked) -> tuple[Workspace, Organisation]:
    workspace = Workspace.open(folder)
    workspace = Workspace.open(folder, codec=conversion.encrypt(folder, unlocked, NOW).codec)
    return workspace, workspace.create_organisation(NAME, TODAY)


def test_every_altered_byte_and_every_cut_of_a_file_is_found(unlocked: Unlocked) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace, organisation = small(Path(place), unlocked)
        path = workspace.folder(organisation.id) / "organisation.json"
        durable.previous(path).unlink()
        count = 0
        for _place in altered(path):
            with pytest.raises((DamagedFile, NewerFormat)):
                _read = workspace.view(organisation.id).organisation
            count += 1
        assert count == path.stat().st_size * 2
        assert workspace.view(organisation.id).organisation == organisation


def test_every_altered_byte_and_every_cut_of_a_pack_and_a_trail_is_found(unlocked: Unlocked) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace, organisation = small(Path(place), unlocked)
        with workspace.open_organisation(organisation.id) as file:
            draft = file.start(PACK, REFERENCE, "full", NOW)
            file.save_answer(draft.id, "a.one", [no("x")], at=NOW)
        for _place in altered(workspace.path / "packs" / f"{REFERENCE.sha256}.json"):
            with pytest.raises(DamagedFile):
                workspace.packs.bytes(REFERENCE.sha256)
        path = workspace.folder(organisation.id) / "assessments" / f"{draft.id}.trail"
        trail = Trail(path, draft.id, workspace.codec)
        whole = trail.scan()
        for _place in altered(path):
            scan = trail.scan()
            assert scan.hashes == whole.hashes[: len(scan.hashes)]
            assert len(scan.hashes) < len(whole.hashes)


def test_a_file_that_is_put_in_the_place_of_another_is_refused(locked: Workspace) -> None:
    one, other = locked.find(NAME), locked.find("Northwind")
    mine, theirs = (locked.folder(each.id) / "organisation.json" for each in (one, other))
    forged = mine.read_bytes().replace(one.id.encode(), other.id.encode())
    head, data = re.fullmatch(rb'(\{.*?),"sha256":"[0-9a-f]{64}","data":(.*)\}\n', forged).groups()  # type: ignore[union-attr]
    sum = hashlib.sha256(head + b"\n" + data).hexdigest().encode()
    for each in (mine.read_bytes(), head + b',"sha256":"' + sum + b'","data":' + data + b"}\n"):
        theirs.write_bytes(each)
        with pytest.raises(DamagedFile):
            _read = locked.view(other.id).organisation


def test_a_format_that_somebody_changed_is_refused(unlocked: Unlocked) -> None:
    me, path = Identity("organisation", "1" * 16), Path("organisation.json")
    raw = wrap(me, b"{}", unlocked.codec)
    head, data = raw.split(b',"sha256":"')[0].replace(b'"format":1', b'"format":0'), raw.split(b'"data":')[1][:-2]
    sum = hashlib.sha256(head + b"\n" + data).hexdigest().encode()
    assert unwrap(raw, path, me, unlocked.codec) == b"{}"
    with pytest.raises(DamagedFile):
        unwrap(head + b',"sha256":"' + sum + b'","data":' + data + b"}\n", path, me, unlocked.codec)


def test_lines_of_a_trail_can_not_change_places(locked: Workspace) -> None:
    (path,) = [one for one in locked.path.rglob("assessments/*.trail") if len(one.read_bytes().split(b"\n")) > 3]
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))
    assert Trail(path, path.stem, locked.codec).scan().hashes == []


def test_the_same_answers_look_different_each_time(unlocked: Unlocked) -> None:
    assert len({unlocked.codec.encode(b"yes", "x") for _time in range(50)}) == 50


def test_plain_and_encrypted_files_are_not_mistaken_for_each_other(
    locked: Workspace, filled: Path, unlocked: Unlocked
) -> None:
    name = f"organisations/{locked.find(NAME).id}/organisation.json"
    with pytest.raises(OtherProtection, match="is encrypted, and this workspace is not"):
        Workspace(locked.path).view(locked.find(NAME).id).organisation  # noqa: B018 - reads
    shutil.copy(filled / name, locked.path / name)
    with pytest.raises(OtherProtection, match="is not encrypted, and this workspace is"):
        locked.view(Path(name).parent.name).organisation  # noqa: B018 - reads
    other_file = wrap(Identity("settings", "user"), b"{}", EncryptedCodec(bytes(32), unlocked.header.key))
    with pytest.raises(DamagedFile):
        unwrap(other_file, Path("x"), Identity("settings", "user"), locked.codec)


# -- while others work, and after an interruption


def test_who_opened_it_before_writes_nothing_readable_into_it(folder: Path, unlocked: Unlocked) -> None:
    before = Workspace.open(folder)
    id = before.find(NAME).id
    locked = Workspace.open(folder, codec=conversion.encrypt(folder, unlocked, NOW).codec)
    for attempt in writes(before, id):
        with pytest.raises(ProtectedMeanwhile):
            attempt()
    assert readable(folder) == []
    conversion.decrypt(folder, unlocked, NOW)
    for attempt in writes(locked, id):
        with pytest.raises(ProtectedMeanwhile):
            attempt()
    assert examine(Workspace.open(folder)).is_sound


def writes(workspace: Workspace, id: str) -> list[Callable[[], object]]:
    data = b"a pack"
    return [
        lambda: workspace.settings.save(Settings(name="Dana Ruiz")),
        lambda: workspace.create_organisation("Northwind Air", TODAY),
        lambda: workspace.open_organisation(id),
        lambda: workspace.packs.keep(data, hashlib.sha256(data).hexdigest()),
    ]


def test_somebody_at_work_is_not_disturbed(folder: Path, unlocked: Unlocked) -> None:
    before = content(folder)
    workspace = Workspace.open(folder)
    with (
        workspace.open_organisation(workspace.find(NAME).id, now=NOW),
        pytest.raises(NotConverted, match="Another program works on an organisation"),
    ):
        conversion.encrypt(folder, unlocked, NOW)
    assert content(folder) == before


def test_what_is_damaged_is_repaired_first(folder: Path, unlocked: Unlocked) -> None:
    (folder / "settings.json").write_bytes(b"junk")
    before = content(folder)
    with pytest.raises(NotConverted, match="readiness doctor"):
        conversion.encrypt(folder, unlocked, NOW)
    assert content(folder) == before


def test_it_is_not_encrypted_twice_or_under_two_keys(locked: Workspace, unlocked: Unlocked) -> None:
    other = replace_key(unlocked)
    for again in (unlocked, other):
        with pytest.raises(NotConverted, match="encrypted already"):
            conversion.encrypt(locked.path, again, NOW)
    with pytest.raises(NotConverted, match="is not encrypted"):
        conversion.decrypt(locked.path, other, NOW)
    assert examine(locked).is_sound


def replace_key(unlocked: Unlocked) -> Unlocked:
    header = replace(unlocked.header, key="f" * 16)
    return Unlocked(header, EncryptedCodec(bytes(32), header.key), unlocked.passphrase_key, bytes(32))


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_encrypting_loses_nothing(filled: Path, unlocked: Unlocked, after: bool) -> None:
    kills, wrong = encrypting(filled, unlocked, after=after, step=STEP)
    assert (kills > 10, wrong) == (True, 0)


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_decrypting_loses_nothing(filled: Path, unlocked: Unlocked, after: bool) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        encrypted = Path(shutil.copytree(filled, Path(place) / "encrypted"))
        conversion.encrypt(encrypted, unlocked, NOW)
        kills, wrong = decrypting(encrypted, content(filled), unlocked, after=after, step=STEP)
    assert (kills > 10, wrong) == (True, 0)


@posix_only
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_every_file_gets_a_new_key_loses_nothing(
    filled: Path, unlocked: Unlocked, renewed: Unlocked, after: bool
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        encrypted = Path(shutil.copytree(filled, Path(place) / "encrypted"))
        conversion.encrypt(encrypted, unlocked, NOW)
        kills, wrong = rekeying(encrypted, content(filled), unlocked, renewed, after=after, step=STEP)
    assert (kills > 10, wrong) == (True, 0)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES])
def test_a_call_that_fails_while_encrypting_loses_nothing(filled: Path, unlocked: Unlocked, error: int) -> None:
    whole, said = content(filled), []
    for number in itertools.count(1, STEP):
        with tempfile.TemporaryDirectory(dir=MEMORY) as place:
            folder = Path(shutil.copytree(filled, Path(place) / "workspace"))
            with failing(number, error, names=(*FAILING, "unlink")) as made:
                try:
                    conversion.encrypt(folder, unlocked, NOW)
                except StoreError as problem:
                    said.append(str(problem))
            header = encryption.read(folder)
            if header is None or header.state is not State.ENCRYPTED:
                conversion.encrypt(folder, unlocked, NOW)
            assert readable(folder) == []
            conversion.decrypt(folder, unlocked, NOW)
            assert content(folder) == whole
        if len(made) < number:
            break
    assert len(said) > 10
    assert not any(secret.decode() in one for one in said for secret in SECRETS)


def test_keys_are_not_shown(unlocked: Unlocked) -> None:
    assert repr(unlocked.secret) not in repr(unlocked)
    assert repr(unlocked.passphrase_key) not in repr(unlocked)


@posix_only
def test_a_kill_at_any_call_of_another_passphrase_leaves_one_that_opens(unlocked: Unlocked) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        workspace, organisation = small(Path(place) / "small", unlocked)
        renewed = encryption.with_passphrase(unlocked, OTHER)
        for folder in killed(workspace.path, lambda one: encryption.write(one, renewed.header), after=False):
            header = encryption.read(folder)
            assert header is not None
            assert header.salt in (unlocked.header.salt, renewed.header.salt)
            damaged = {one.cure for one in examine(Workspace(folder, unlocked.codec)).faults if not one.is_advice}
            assert damaged <= {Cure.RENEW_PREVIOUS, Cure.SWEEP}
            assert Workspace(folder, unlocked.codec).find(NAME) == organisation


# -- backups


def test_a_backup_stays_encrypted_and_an_empty_workspace_takes_its_encryption_over(
    locked: Workspace, unlocked: Unlocked, tmp_path: Path
) -> None:
    back_up(locked, tmp_path / "b.zip", NOW)
    assert not any(secret in (tmp_path / "b.zip").read_bytes() for secret in SECRETS)
    new = Workspace.open(tmp_path / "new")
    new.settings.save(Settings(name="Dana Ruiz"))
    with pytest.raises(PassphraseNeeded):
        restore(new, tmp_path / "b.zip")
    assert restore(new, tmp_path / "b.zip", unlock=lambda header: same(header, unlocked)).names
    there = Workspace.open(tmp_path / "new", codec=unlocked.codec)
    assert encryption.read(tmp_path / "new") is not None
    assert examine(there).is_sound
    assert [one.name for one in there.organisations()] == [NAME, "Northwind Freight"]
    assert readable(tmp_path) == []


def same(header: Header, unlocked: Unlocked) -> Unlocked:
    """What the passphrase of the module opens, without the time that takes."""
    assert header.key == unlocked.header.key
    return Unlocked(header, unlocked.codec, unlocked.passphrase_key, unlocked.secret)


def test_a_restore_that_fails_leaves_an_empty_workspace_as_it_was(
    locked: Workspace, unlocked: Unlocked, tmp_path: Path
) -> None:
    back_up(locked, tmp_path / "b.zip", NOW)
    new = Workspace.open(tmp_path / "new")
    with pytest.raises(BundleRefused, match="can't be used"):
        restore(new, tmp_path / "b.zip", NAME, "\x1b]", unlock=lambda header: same(header, unlocked))
    assert not encryption.exists(new.path)
    assert new.organisations() == []


def test_a_backup_between_workspaces_of_different_keys(
    locked: Workspace, unlocked: Unlocked, filled: Path, tmp_path: Path
) -> None:
    back_up(locked, tmp_path / "encrypted.zip", NOW)
    back_up(Workspace.open(filled), tmp_path / "plain.zip", NOW)
    other = replace_key(unlocked)
    for bundle in ("encrypted.zip", "plain.zip"):
        Workspace.open(tmp_path / bundle[:3])
        codec = conversion.encrypt(tmp_path / bundle[:3], other, NOW).codec
        target = Workspace.open(tmp_path / bundle[:3], codec=codec)
        restore(target, tmp_path / bundle, unlock=lambda header: same(header, unlocked))
        assert examine(target).is_sound
        assert target.find(NAME).hold is not None
        assert readable(target.path) == []
    plain = Workspace.open(tmp_path / "used")
    plain.create_organisation("Southwind", TODAY)
    with pytest.raises(BundleRefused, match="Encrypt the workspace first"):
        restore(plain, tmp_path / "encrypted.zip", unlock=lambda header: same(header, unlocked))


def test_the_plain_codec_has_no_key() -> None:
    assert PLAIN.key == ""
