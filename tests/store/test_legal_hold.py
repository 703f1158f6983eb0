"""A legal hold: recorded before it counts, lost to no crash, and in the way of every deletion."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from readiness.assessment.model import Hold, Organisation
from readiness.store import legal_hold
from readiness.store.envelope import Codec
from readiness.store.error import DamagedFile, NotSaved, OnHold, ReadOnly, Unstorable
from readiness.store.trail import Change, Trail
from readiness.store.workspace import Workspace
from tests.store.sample import LATER, NOW, TODAY, altered, opened_at
from tests.store.system_call import count, failing

HOLD = Hold(by="Ann Example", note="Matter 7", at=NOW)


def changes(folder: Path, organisation: Organisation, codec: Codec) -> list[tuple[Change, str, str]]:
    path = folder / "organisation.trail"
    entries = Trail(path, organisation.id, codec).scan().entries(path)
    return [(entry.change, entry.who, entry.hold.note if entry.hold else "") for entry in entries]


def test_a_hold_begins_is_recorded_and_ends(
    workspace: Workspace, organisation: Organisation, folder: Path, codec: Codec
) -> None:
    with workspace.open_organisation(organisation.id) as file:
        with pytest.raises(OnHold, match="there is no legal hold"):
            file.release("Ben", "Why not", NOW)
        file.hold(HOLD.by, HOLD.note, HOLD.at)
        assert file.organisation.hold == HOLD
        with pytest.raises(OnHold, match=r"since 2026-11-21.*Ann Example.*Matter 7"):
            file.hold("Ben", "Again", LATER)
        with pytest.raises(OnHold, match=r"Nothing was deleted.*Ann Example.*--off"):
            legal_hold.refuse_while_held(file.organisation)
    with workspace.open_organisation(organisation.id) as file:
        assert (file.notices, file.problems) == ([], [])
        file.release("Ben Sample", "Settled", LATER)
        assert file.organisation.hold is None
        legal_hold.refuse_while_held(file.organisation)
    assert workspace.find("Harbor").hold is None
    assert changes(folder, organisation, codec) == [
        (Change.HELD, "Ann Example", "Matter 7"),
        (Change.RELEASED, "Ben Sample", "Settled"),
    ]


def test_only_under_the_lock(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id) as one, workspace.open_organisation(organisation.id) as two:
        with pytest.raises(ReadOnly):
            two.hold(HOLD.by, HOLD.note, HOLD.at)
        one.hold(HOLD.by, HOLD.note, HOLD.at)
    assert workspace.find("Harbor").hold == HOLD


def test_whatever_fails_on_the_way_the_trail_and_the_file_agree(tmp_path: Path, codec: Codec) -> None:
    trial = opened_at(tmp_path / "trial", codec)
    with trial.open_organisation(trial.create_organisation("Trial", TODAY).id) as file:
        calls = len(count(lambda: file.hold(HOLD.by, HOLD.note, HOLD.at)))
    assert calls > 8
    workspace = opened_at(tmp_path / "workspace", codec)
    for number in range(1, calls + 1):
        id = workspace.create_organisation(f"Org {number}", TODAY).id
        file = workspace.open_organisation(id)
        with failing(number, errno.EIO), pytest.raises(NotSaved):
            file.hold(HOLD.by, HOLD.note, HOLD.at)
        file.close()
        with workspace.open_organisation(id) as file:
            assert file.problems == []
            if file.organisation.hold is None:
                file.hold(HOLD.by, HOLD.note, HOLD.at)
            assert file.organisation.hold == HOLD


def test_a_kill_between_trail_and_file_loses_no_hold(
    workspace: Workspace, organisation: Organisation, folder: Path
) -> None:
    own = folder / "organisation.json"
    before = own.read_bytes()
    with workspace.open_organisation(organisation.id) as file:
        file.hold(HOLD.by, HOLD.note, HOLD.at)
    own.write_bytes(before)
    assert workspace.find("Harbor").hold is None
    with workspace.open_organisation(organisation.id) as file:
        assert file.organisation.hold == HOLD
        assert len(file.notices) == 1
    with workspace.open_organisation(organisation.id) as file:
        assert file.notices == []


def test_no_altered_trail_passes_and_the_hold_stays(
    workspace: Workspace, organisation: Organisation, folder: Path
) -> None:
    with workspace.open_organisation(organisation.id) as file:
        file.hold(HOLD.by, HOLD.note, HOLD.at)
    trail = folder / "organisation.trail"
    for place in altered(trail):
        if place % 11 == 0:
            with workspace.open_organisation(organisation.id) as file:
                (problem,) = file.problems
                assert isinstance(problem, DamagedFile)
                assert file.organisation.hold == HOLD
                with pytest.raises(DamagedFile):
                    file.release("Ben", "Nobody looks", LATER)
    trail.unlink()
    with workspace.open_organisation(organisation.id) as file:
        (problem,) = file.problems
        assert isinstance(problem, DamagedFile)
    workspace.recover(organisation.id, problem, LATER)
    with workspace.open_organisation(organisation.id) as file:
        assert file.problems == []
        assert file.organisation.hold == HOLD


def test_a_note_that_is_no_text_is_refused(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id) as file:
        with pytest.raises(Unstorable):
            file.hold("Ann", "\ud800", NOW)
        assert file.organisation.hold is None
    with workspace.open_organisation(organisation.id) as file:
        assert file.problems == []
