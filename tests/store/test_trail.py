"""The trail: what a crash may do to it, and what it must never hide."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.store.assessment_view import check_trail
from readiness.store.document import Mark
from readiness.store.envelope import PLAIN, Codec
from readiness.store.error import DamagedFile
from readiness.store.organisation_file import OrganisationFile
from readiness.store.trail import Change, Entry, Trail
from readiness.store.workspace import Workspace
from tests.store.sample import LATER, NOW, PACK, REFERENCE, altered, no, summary, yes

ID = "00112233445566ff"


def entry(number: int) -> Entry:
    return Entry(at=NOW, who="Ann", change=Change.ANSWERED, item=f"item.{number}", answers=[yes("x" * number)])


def answered(opened: OrganisationFile, count: int = 4) -> str:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    for number in range(count):
        opened.save_answer(draft.id, f"item.{number}", [yes(str(number))], at=NOW)
    return draft.id


def test_appending_adds_to_the_end_only(tmp_path: Path, codec: Codec) -> None:
    path, before = tmp_path / "x.trail", b""
    trail = Trail(path, ID, codec)
    for number in range(5):
        trail.append([entry(number), entry(number + 1)])
        now = path.read_bytes()
        assert now.startswith(before)
        assert now.count(b"\n") == 2 * number + 2
        before = now
    scan = Trail(path, ID, codec).scan()
    assert (scan.rest, scan.hashes[-1], len(scan.hashes)) == (0, trail.hash, trail.count)
    assert scan.entries(path) == [entry(number + extra) for number in range(5) for extra in (0, 1)]


def test_going_on_after_a_restart_makes_the_same_trail(tmp_path: Path, codec: Codec) -> None:
    once, twice = Trail(tmp_path / "once", ID, codec), Trail(tmp_path / "twice", ID, codec)
    once.append([entry(1), entry(2), entry(3)])
    twice.append([entry(1)])
    resumed = Trail(tmp_path / "twice", ID, codec)
    resumed.take_up(resumed.scan())
    resumed.append([entry(2), entry(3)])
    assert resumed.hash == once.hash
    if codec is PLAIN:  # an encrypted line is another one each time
        assert (tmp_path / "once").read_bytes() == (tmp_path / "twice").read_bytes()
    assert resumed.scan() == once.scan()


def test_every_changed_byte_and_every_cut_is_detected(tmp_path: Path, codec: Codec) -> None:
    path = tmp_path / "x.trail"
    trail = Trail(path, ID, codec)
    for number in range(1, 4):
        trail.append([entry(number)])
    mark = Mark(count=trail.count, hash=trail.hash)
    check_trail(trail.scan(), mark, path)
    for _place in altered(path):
        with pytest.raises(DamagedFile, match=r"x\.trail"):
            check_trail(trail.scan(), mark, path)
    check_trail(trail.scan(), mark, path)


def test_removed_repeated_and_exchanged_lines_are_detected(tmp_path: Path, codec: Codec) -> None:
    path = tmp_path / "x.trail"
    trail = Trail(path, ID, codec)
    trail.append([entry(number) for number in range(5)])
    mark = Mark(count=trail.count, hash=trail.hash)
    lines = path.read_bytes().splitlines(keepends=True)
    for changed in ([*lines[:2], *lines[3:]], [*lines[:2], lines[1], *lines[2:]], [lines[1], lines[0], *lines[2:]]):
        path.write_bytes(b"".join(changed))
        with pytest.raises(DamagedFile):
            check_trail(trail.scan(), mark, path)


def test_another_assessments_trail_is_refused(tmp_path: Path, codec: Codec) -> None:
    path = tmp_path / "x.trail"
    Trail(path, "ff00000000000000", codec).append([entry(1)])
    assert Trail(path, ID, codec).scan().hashes == []


def test_a_torn_last_line_is_reported_and_removed(workspace: Workspace, opened: OrganisationFile, folder: Path) -> None:
    id = answered(opened)
    before = opened.draft()
    opened.close()
    path = folder / "assessments" / f"{id}.trail"
    whole = path.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for torn in (last[:1], last[: len(last) // 2], last[:-1], b"\x00" * 40, b"garbage\n"):
        path.write_bytes(whole + torn)
        with workspace.open_organisation(opened.id) as file:
            assert file.problems == []
            assert len(file.notices) == 1
            assert "cut short" in file.notices[0]
            assert file.draft() == before
            assert path.read_bytes() == whole
        with workspace.open_organisation(opened.id) as file:
            assert file.notices == []


def test_a_change_that_only_the_trail_holds_is_completed(
    workspace: Workspace, opened: OrganisationFile, folder: Path
) -> None:
    id = answered(opened)
    path = folder / "assessments" / f"{id}.json"
    old = path.read_bytes()
    opened.save_answers(id, {"item.0": [no("late")], "item.1": []}, at=LATER)
    wanted = opened.draft()
    opened.close()
    path.write_bytes(old)
    with workspace.open_organisation(opened.id) as file:
        assert file.notices == ["2 changes that a crash had interrupted were completed."]
        assert file.draft() == wanted
        assert len(file.history(id)) == 7
    with workspace.open_organisation(opened.id) as file:
        assert (file.notices, file.draft()) == ([], wanted)


def test_a_seal_that_only_the_trail_holds_is_completed(
    workspace: Workspace, opened: OrganisationFile, folder: Path
) -> None:
    id = answered(opened)
    path, own = folder / "assessments" / f"{id}.json", folder / "organisation.json"
    old, old_own = path.read_bytes(), own.read_bytes()
    sealed = opened.seal(id, summary(), LATER)
    row = opened.sealed
    opened.close()
    for assessment, organisation in ((old, old_own), (path.read_bytes(), old_own)):
        path.write_bytes(assessment)
        own.write_bytes(organisation)
        with workspace.open_organisation(opened.id) as file:
            assert file.problems == []
            assert file.draft() is None
            assert file.sealed == row
            assert file.assessment(id) == sealed
            assert file.organisation.draft is None


def test_lost_lines_are_damage_not_a_crash(workspace: Workspace, opened: OrganisationFile, folder: Path) -> None:
    id = answered(opened)
    opened.close()
    path = folder / "assessments" / f"{id}.trail"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for left in (b"".join(lines[:-1]), b"".join(lines[:-1]) + lines[-1][:-1], b"", None):
        if left is None:
            path.unlink()
        else:
            path.write_bytes(left)
        with workspace.open_organisation(opened.id) as file:
            assert len(file.problems) == 1
            with pytest.raises(DamagedFile, match="trail"):
                file.draft()
            with pytest.raises(DamagedFile, match="trail"):
                file.save_answer(id, "item.0", [no()], at=LATER)
            assert file.assessment(id).answers["item.3"] == [yes("3")]
        assert (path.read_bytes() if path.exists() else None) == left


def test_another_program_writing_into_the_trail_is_noticed(opened: OrganisationFile, folder: Path) -> None:
    id = answered(opened)
    path = folder / "assessments" / f"{id}.trail"
    with path.open("ab") as handle:
        handle.write(b"from elsewhere\n")
    before = opened.draft()
    with pytest.raises(DamagedFile, match="another program"):
        opened.save_answer(id, "item.0", [no()], at=LATER)
    assert opened.draft() == before


def test_the_seal_holds_the_hash_of_the_trail(opened: OrganisationFile, folder: Path) -> None:
    id = answered(opened)
    sealed = opened.seal(id, summary(), LATER)
    path = folder / "assessments" / f"{id}.trail"
    whole = path.read_bytes()
    assert Trail(path, id, opened._codec).scan().hashes[-1] == sealed.trail_hash
    for changed in (whole[:-30], b"".join(whole.splitlines(keepends=True)[:-1]), whole + b"more\n"):
        path.write_bytes(changed)
        with pytest.raises(DamagedFile, match="sealed"):
            opened.history(id)
        assert opened.assessment(id) == sealed
