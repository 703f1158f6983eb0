"""Damaged files: always named, never overwritten, never shown as right; and brought back from what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.assessment.model import Assessment, Organisation
from readiness.store import durable, envelope
from readiness.store.assessment_view import read_assessment
from readiness.store.envelope import Identity, wrap
from readiness.store.error import DamagedFile, NewerFormat, ReadOnly
from readiness.store.organisation_file import OrganisationFile
from readiness.store.tables import decode
from readiness.store.workspace import Workspace
from tests.store.sample import ANN, LATER, NOW, PACK, REFERENCE, action, altered, no, summary, yes


@pytest.fixture
def written(opened: OrganisationFile) -> Assessment:
    """A draft in a file of about 4 KB, with a previous version."""
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    for number in range(10):
        opened.save_answer(draft.id, f"item.{number}", [yes("words " * 20)], people=[ANN], at=NOW)
    opened.save_actions([action()])
    done = opened.draft()
    assert done is not None
    opened.close()
    return done


def test_every_changed_byte_and_every_cut_of_an_assessment_is_detected(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    path, identity = folder / "assessments" / f"{written.id}.json", Identity("assessment", written.id)
    assert 3500 < path.stat().st_size < 9000
    for place in altered(path):
        with pytest.raises(DamagedFile):
            decode(durable.read(path), path, identity, workspace._codec)
        if place % 199 == 0:
            now = path.read_bytes()
            with pytest.raises(DamagedFile, match="from its trail"):
                workspace.view(written.organisation).assessment(written.id)
            assert path.read_bytes() == now
    assert workspace.view(written.organisation).assessment(written.id) == written


def test_every_changed_byte_and_every_cut_of_an_organisation_is_reported(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    path = folder / "organisation.json"
    for _place in altered(path):
        (problem,) = workspace.scan()
        assert isinstance(problem, DamagedFile)
        assert str(path) in str(problem)
        assert workspace.organisations() == []
    assert [one.id for one in workspace.organisations()] == [written.organisation]


def test_the_message_names_the_file_what_is_left_and_nothing_of_the_answers(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    path, own = folder / "assessments" / f"{written.id}.json", folder / "organisation.json"
    path.write_bytes(path.read_bytes()[:-10])
    own.write_bytes(b"")
    with pytest.raises(DamagedFile) as of_assessment:
        read_assessment(folder / "assessments", written.id, workspace._codec)
    assert str(path) in str(of_assessment.value)
    assert "all 12 changes, from its trail" in str(of_assessment.value)
    assert "Nothing was overwritten" in str(of_assessment.value)
    (of_organisation,) = workspace.scan()
    assert "the previous version, with 0 sealed assessments, 0 actions" in str(of_organisation)
    for message in (str(of_assessment.value), str(of_organisation)):
        assert "words" not in message
        assert "Ann" not in message


def test_a_damaged_draft_is_not_overwritten(workspace: Workspace, written: Assessment, folder: Path) -> None:
    path = folder / "assessments" / f"{written.id}.json"
    damaged = path.read_bytes().replace(b"}", b"]", 1)
    path.write_bytes(damaged)
    with workspace.open_organisation(written.organisation) as file:
        assert isinstance(file.problems[0], DamagedFile)
        with pytest.raises(DamagedFile):
            file.draft()
        with pytest.raises(DamagedFile):
            file.save_answer(written.id, "item.0", [no()], at=LATER)
        with pytest.raises(DamagedFile):
            file.start(PACK, REFERENCE, "full", LATER)
        assert file.organisation.actions == [action()]
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("previous", [True, False])
@pytest.mark.parametrize("damage", [b"", b"junk", None])
def test_an_assessment_comes_back_from_its_trail(
    workspace: Workspace, written: Assessment, folder: Path, damage: bytes | None, *, previous: bool
) -> None:
    path = folder / "assessments" / f"{written.id}.json"
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    older = path.with_name(path.name + ".previous")
    if not previous:
        older.unlink()
    before = older.read_bytes() if previous else None
    with workspace.open_organisation(written.organisation) as file:
        with pytest.raises(DamagedFile) as caught:
            file.draft()
        with pytest.raises(ReadOnly):
            workspace.recover(written.organisation, caught.value, LATER)
    kept = workspace.recover(written.organisation, caught.value, LATER)
    assert (kept.read_bytes() if kept else None) == damage
    assert (older.read_bytes() if older.exists() else None) == before
    with workspace.open_organisation(written.organisation) as file:
        assert (file.problems, file.notices) == ([], [])
        assert file.draft() == written
        file.save_answer(written.id, "item.0", [no()], at=LATER)


def test_an_assessment_comes_back_from_its_previous_version(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    """File and trail are both damaged: the version before the last answer is what is left."""
    path = folder / "assessments" / f"{written.id}.json"
    trail = path.with_suffix(".trail")
    path.write_bytes(b"junk")
    trail.write_bytes(trail.read_bytes()[:200])
    for _step in ("the assessment", "its trail"):
        with workspace.open_organisation(written.organisation) as file, pytest.raises(DamagedFile) as caught:
            file.draft()
        workspace.recover(written.organisation, caught.value, LATER)
    with workspace.open_organisation(written.organisation) as file:
        assert file.problems == []
        back = file.draft()
        assert back is not None
        assert back.answers == {item: given for item, given in written.answers.items() if item != "item.9"}
        file.save_answer(written.id, "item.9", [no()], at=LATER)
        assert len(file.history(written.id)) == 2
    assert {kept.name for kept in path.parent.glob("*.aside-*")} == {
        f"{path.name}.aside-1",
        f"{trail.name}.aside-1",
    }


def test_a_sealed_assessment_comes_back_as_it_was_sealed(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    path = folder / "assessments" / f"{written.id}.json"
    with workspace.open_organisation(written.organisation) as file:
        sealed = file.seal(written.id, summary(), LATER)
        path.write_bytes(b"junk")
        with pytest.raises(DamagedFile) as caught:
            file.assessment(written.id)
    workspace.recover(written.organisation, caught.value, LATER)
    assert workspace.view(written.organisation).assessment(written.id) == sealed
    trail = path.with_suffix(".trail")
    trail.write_bytes(b"")
    with pytest.raises(DamagedFile) as lost:
        workspace.view(written.organisation).history(written.id)
    with pytest.raises(DamagedFile):
        workspace.recover(written.organisation, lost.value, LATER)


def test_an_organisation_comes_back_with_all_its_rows(workspace: Workspace, written: Assessment, folder: Path) -> None:
    own = folder / "organisation.json"
    with workspace.open_organisation(written.organisation) as file:
        file.seal(written.id, summary(), LATER)
        before = file.organisation
    own.write_bytes(own.read_bytes()[:-1])
    with pytest.raises(DamagedFile) as caught:
        workspace.open_organisation(written.organisation)
    workspace.recover(written.organisation, caught.value, LATER)
    with workspace.open_organisation(written.organisation) as file:
        assert file.organisation == before
    assert isinstance(workspace.find("Harbor"), Organisation)


def test_a_new_organisation_has_a_previous_version_already(workspace: Workspace, folder: Path) -> None:
    (folder / "organisation.json").unlink()
    (problem,) = workspace.scan()
    assert isinstance(problem, DamagedFile)
    assert "it is missing" in str(problem)
    workspace.recover(folder.name, problem, LATER)
    assert [one.name for one in workspace.organisations()] == ["Harbor Dental Group"]


def test_nothing_is_changed_where_nothing_is_left(workspace: Workspace, folder: Path) -> None:
    own = folder / "organisation.json"
    own.write_bytes(b"junk")
    own.with_name("organisation.json.previous").write_bytes(b"more junk")
    (problem,) = workspace.scan()
    assert isinstance(problem, DamagedFile)
    assert problem.recoverable == ""
    with pytest.raises(DamagedFile):
        workspace.recover(folder.name, problem, LATER)
    assert own.read_bytes() == b"junk"
    assert list(folder.glob("*.aside-*")) == []


def test_a_newer_file_is_refused_and_left_alone(
    workspace: Workspace, written: Assessment, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, own = folder / "assessments" / f"{written.id}.json", folder / "organisation.json"
    monkeypatch.setattr(envelope, "FORMAT", 7)
    path.write_bytes(wrap(Identity("assessment", written.id), b"{}", workspace._codec))
    monkeypatch.undo()
    newer = path.read_bytes()
    with workspace.open_organisation(written.organisation) as file:
        with pytest.raises(NewerFormat, match=r"format 7.*update readiness"):
            file.draft()
        with pytest.raises(NewerFormat):
            file.save_answer(written.id, "item.0", [no()], at=LATER)
    own.write_bytes(newer)
    with pytest.raises(NewerFormat):
        workspace.open_organisation(written.organisation)
    assert (path.read_bytes(), own.read_bytes()) == (newer, newer)


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b'{"assessment":{"header":{}}}',
        b'{"assessment":{"header":{"id":1}}}',
        b'{"assessment":{"header":[]}}',
        b'{"answers":{"x":{"answers":[{"state":"Ann said no"}]}}}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
        b"null",
    ],
    ids=range(10),
)
def test_a_right_checksum_over_nonsense_is_still_refused(
    workspace: Workspace, written: Assessment, folder: Path, payload: bytes
) -> None:
    """As a file out of a forged bundle would be; and the message quotes nothing from inside."""
    path, own = folder / "assessments" / f"{written.id}.json", folder / "organisation.json"
    path.write_bytes(wrap(Identity("assessment", written.id), payload, workspace._codec))
    with pytest.raises(DamagedFile) as caught:
        workspace.view(written.organisation).assessment(written.id)
    assert "Ann said" not in str(caught.value)
    own.write_bytes(wrap(Identity("organisation", written.organisation), payload, workspace._codec))
    (problem,) = workspace.scan()
    assert isinstance(problem, DamagedFile)


def test_a_draft_that_is_lost_for_good_does_not_block_the_next(
    workspace: Workspace, written: Assessment, folder: Path
) -> None:
    place = folder / "assessments"
    for path in place.iterdir():
        path.write_bytes(b"junk " + path.name.encode())
    with workspace.open_organisation(written.organisation) as file, pytest.raises(DamagedFile) as caught:
        file.draft()
    with pytest.raises(DamagedFile):
        workspace.recover(written.organisation, caught.value, LATER)
    with workspace.open_organisation(written.organisation) as file:
        kept = file.set_draft_aside()
        assert {path.read_bytes() for path in kept} == {
            f"junk {written.id}{suffix}".encode() for suffix in (".json", ".json.previous", ".trail")
        }
        assert file.draft() is None
        assert file.set_draft_aside() == []
        file.start(PACK, REFERENCE, "full", LATER)
    with workspace.open_organisation(written.organisation) as file:
        assert file.problems == []
        assert file.draft() is not None
