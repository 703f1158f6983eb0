"""A session on one organisation: begin, answer, seal; what is refused; what comes back after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessor, Organisation, PackReference, Status
from readiness.store import document
from readiness.store.envelope import Identity, wrap
from readiness.store.error import (
    DamagedFile,
    DraftExists,
    NotFound,
    ReadOnly,
    SealedAssessment,
    Unstorable,
)
from readiness.store.organisation_file import OrganisationFile
from readiness.store.tables import encode, load
from readiness.store.trail import Change
from readiness.store.workspace import Workspace
from tests.store.sample import ANN, BEN, FIRM, LATER, NOW, PACK, REFERENCE, TODAY, action, no, summary, template, yes


def again(workspace: Workspace, opened: OrganisationFile) -> OrganisationFile:
    """The organisation after a restart."""
    opened.close()
    return workspace.open_organisation(opened.id, now=LATER)


def test_a_new_organisation_has_nothing(opened: OrganisationFile) -> None:
    assert opened.organisation.name == "Harbor Dental Group"
    assert opened.draft() is None
    assert opened.sealed == []
    assert not opened.read_only


def test_an_answer_is_on_disk_when_save_returns(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW, who="Ann")
    opened.save_answer(draft.id, "leader.named", [yes("Since May"), no()], people=[ANN, BEN], parties=[FIRM], at=NOW)
    on_disk = workspace.view(opened.id).assessment(draft.id)
    assert on_disk.answers == {"leader.named": [yes("Since May"), no()]}
    assert (on_disk.people, on_disk.parties) == ([ANN, BEN], [FIRM])
    assert (on_disk.pack, on_disk.scope, on_disk.created_on) == (REFERENCE, "full", TODAY)
    assert on_disk == opened.draft()


def test_the_next_start_is_where_it_was(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "first-hour", NOW)
    opened.save_answer(draft.id, "leader.named", [yes()], people=[ANN], at=NOW)
    opened.save_position(draft.id, "leader.deputy")
    opened.save_details(draft.id, assessor=Assessor(name="Cy"), flags=["leader.named"], at=NOW)
    opened.save_progress(1, 25, LATER)
    before = opened.draft()
    with again(workspace, opened) as file:
        assert (file.notices, file.problems) == ([], [])
        assert file.draft() == before
        assert before is not None
        assert before.position == "leader.deputy"
        assert before.flags == ["leader.named"]
        pointer = file.organisation.draft
        assert pointer is not None
        assert (pointer.answered, pointer.asked, pointer.saved_at) == (1, 25, LATER)
        assert file.pack_bytes(REFERENCE.sha256) == PACK


def test_after_a_kill_the_position_is_the_last_answer(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answers(draft.id, {"a.one": [no()], "a.two": [no()]}, at=NOW)
    assert workspace.view(opened.id).assessment(draft.id).position == "a.two"


def test_an_answer_replaces_and_none_removes(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answers(draft.id, {"a.one": [yes("long note")], "a.two": [no()]}, at=NOW)
    opened.save_answer(draft.id, "a.one", [Answer(note="short")], at=NOW)
    opened.save_answer(draft.id, "a.two", [], at=NOW)
    now = opened.draft()
    assert now is not None
    assert now.answers == {"a.one": [Answer(note="short")]}


def test_people_keep_their_order_and_can_leave(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    for people in ([ANN, BEN], [BEN, ANN], [BEN], []):
        opened.save_answer(draft.id, "a.one", [no()], people=people, at=NOW)
        now = opened.draft()
        assert now is not None
        assert now.people == people
    opened.save_answer(draft.id, "a.one", [no()], at=NOW)
    assert opened.history(draft.id)[-1].people is None


def test_what_is_handed_out_is_a_copy(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes(names=["x"])], people=[ANN], at=NOW)
    handed = opened.draft()
    assert handed is not None
    handed.answers["a.one"][0].facts["names"] = ["tampered"]
    handed.people.clear()
    opened.save_answer(draft.id, "a.two", [no()], at=NOW)
    now = opened.draft()
    assert now is not None
    assert now.answers["a.one"] == [yes(names=["x"])]
    assert now.people == [ANN]


def test_the_trail_tells_who_set_what_and_when(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW, who="Ann")
    opened.save_answer(draft.id, "a.one", [no()], who="Ann", at=NOW)
    opened.save_answer(draft.id, "a.one", [yes()], people=[ANN], who="Ben", at=LATER)
    opened.save_position(draft.id, "a.two")
    told = [(entry.change, entry.item, entry.answers, entry.who, entry.at) for entry in opened.history(draft.id)]
    assert told == [
        (Change.STARTED, "", None, "Ann", NOW),
        (Change.ANSWERED, "a.one", [no()], "Ann", NOW),
        (Change.DETAILS, "", None, "Ben", LATER),
        (Change.ANSWERED, "a.one", [yes()], "Ben", LATER),
    ]


def test_sealing(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes()], people=[ANN], at=NOW)
    opened.save_actions([action(), action("gap:a.two")])
    sealed = opened.seal(draft.id, summary(), LATER, who="Ann")
    assert (sealed.status, sealed.as_of, sealed.sealed_at) == (Status.SEALED, TODAY, LATER)
    assert sealed.actions == [action(), action("gap:a.two")]
    assert sealed.content_hash == document.content_hash(sealed)
    assert opened.sealed == [replace(summary(id=draft.id), content_hash=sealed.content_hash)]
    assert (opened.draft(), opened.organisation.draft) == (None, None)
    assert opened.history(draft.id)[-1].change is Change.SEALED
    with again(workspace, opened) as file:
        assert (file.notices, file.problems) == ([], [])
        assert file.assessment(draft.id) == sealed
        assert len(file.sealed) == 1


def test_the_seal_covers_answers_people_actions_and_trail(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes()], people=[ANN], at=NOW)
    sealed = opened.seal(draft.id, summary(), LATER)
    for changed in (
        {"answers": {}},
        {"people": [BEN]},
        {"parties": [FIRM]},
        {"actions": [action()]},
        {"trail_hash": "0" * 64},
        {"as_of": "2026-11-20"},
        {"flags": ["a.one"]},
    ):
        assert document.content_hash(replace(sealed, **changed)) != sealed.content_hash


def test_a_sealed_assessment_is_never_changed(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    sealed = opened.seal(draft.id, summary(), LATER)

    def refused(file: OrganisationFile) -> None:
        with pytest.raises(SealedAssessment):
            file.save_answer(draft.id, "a.one", [yes()], at=LATER)
        with pytest.raises(SealedAssessment):
            file.save_position(draft.id, "a.one")
        with pytest.raises(SealedAssessment):
            file.save_details(draft.id, flags=[], at=LATER)
        with pytest.raises(SealedAssessment):
            file.seal(draft.id, summary("2027-01-01"), LATER)
        assert file.assessment(draft.id) == sealed

    refused(opened)
    with again(workspace, opened) as file:
        refused(file)


def test_only_one_draft_at_a_time(opened: OrganisationFile) -> None:
    first = opened.start(PACK, REFERENCE, "full", NOW)
    with pytest.raises(DraftExists):
        opened.start(PACK, REFERENCE, "full", NOW)
    opened.seal(first.id, summary(), LATER)
    second = opened.start(PACK, REFERENCE, "full", LATER)
    assert second.id != first.id


def test_a_reassessment_starts_from_a_template(opened: OrganisationFile) -> None:
    first = opened.add_sealed(template(), PACK, summary("2026-08-20"), NOW)
    draft = opened.start(PACK, REFERENCE, "full", LATER, template=replace(first, previous=first.id))
    assert (draft.answers, draft.people, draft.parties) == (first.answers, first.people, first.parties)
    assert draft.previous == first.id
    assert (draft.status, draft.content_hash, draft.sealed_at, draft.as_of) == (Status.DRAFT, "", "", "")
    opened.save_answer(draft.id, "leader.named", [no()], at=LATER)
    assert opened.assessment(first.id) == first


def test_batch_seals_at_once_and_leaves_the_draft_alone(workspace: Workspace, opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    later = opened.add_sealed(template(), PACK, summary("2026-11-01"), NOW, who="batch")
    earlier = opened.add_sealed(template(), PACK, summary("2026-05-01"), LATER)
    assert (later.status, later.answers, later.people) == (Status.SEALED, template().answers, [ANN, BEN])
    assert [row.id for row in opened.sealed] == [earlier.id, later.id]
    assert opened.draft() == draft
    assert [entry.change for entry in opened.history(later.id)] == [Change.STARTED, Change.SEALED]
    with again(workspace, opened) as file:
        assert file.assessment(later.id) == later
        assert file.draft() == draft


def test_settings_and_actions_last(workspace: Workspace, opened: OrganisationFile) -> None:
    opened.save_settings(name="Harbor Dental Ltd", interval_days=30, page_size="Letter")
    opened.save_settings(interval_days=60)
    opened.save_actions([action("gap:b"), action("gap:a")])
    with again(workspace, opened) as file:
        now = file.organisation
        assert (now.name, now.interval_days, now.page_size) == ("Harbor Dental Ltd", 60, "Letter")
        assert now.actions == [action("gap:b"), action("gap:a")]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(facts={"x": True}),
        Answer(facts={"x": 1.5}),  # type: ignore[dict-item]
        Answer(facts={"x": None}),  # type: ignore[dict-item]
        Answer(note="\ud800 half a character"),
        Answer(note=b"bytes"),  # type: ignore[arg-type]
        Answer(state="maybe"),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_again_is_never_written(opened: OrganisationFile, answer: Answer) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes()], at=NOW)
    before, told = opened.draft(), len(opened.history(draft.id))
    with pytest.raises(Unstorable):
        opened.save_answer(draft.id, "a.one", [answer], at=NOW)
    assert opened.draft() == before
    assert len(opened.history(draft.id)) == told


def test_nan_is_refused(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    for number in (float("nan"), float("inf")):
        with pytest.raises(Unstorable):
            opened.seal(draft.id, replace(summary(), in_place=number), LATER)
    now = opened.draft()
    assert now is not None
    assert now.status is Status.DRAFT
    opened.seal(draft.id, summary(), LATER)


def test_two_records_with_one_id_are_refused(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    before = opened.draft()
    with pytest.raises(Unstorable):
        opened.save_answer(draft.id, "a.one", [no()], people=[ANN, replace(BEN, id="p1")], at=NOW)
    with pytest.raises(Unstorable):
        opened.add_sealed(replace(template(), parties=[FIRM, FIRM]), PACK, summary(), NOW)
    with pytest.raises(Unstorable):
        opened.save_actions([action(), action()])
    assert opened.draft() == before
    assert len(opened.history(draft.id)) == 1
    assert opened.sealed == []


def test_a_pack_that_is_not_what_it_says_is_refused(opened: OrganisationFile) -> None:
    with pytest.raises(Unstorable):
        opened.start(PACK, PackReference(id="sample", version="1", sha256="0" * 64), "full", NOW)
    assert opened.draft() is None
    with pytest.raises(NotFound):
        opened.pack_bytes("0" * 64)
    with pytest.raises(NotFound):
        opened.pack_bytes("../../organisation")


def test_a_damaged_pack_is_never_handed_out(workspace: Workspace, opened: OrganisationFile) -> None:
    opened.start(PACK, REFERENCE, "full", NOW)
    path = workspace.path / "packs" / f"{REFERENCE.sha256}.json"
    damaged = path.read_bytes()[:-1]
    path.write_bytes(damaged)
    with pytest.raises(DamagedFile):
        opened.pack_bytes(REFERENCE.sha256)
    opened.add_sealed(template(), PACK, summary(), LATER)
    assert opened.pack_bytes(REFERENCE.sha256) == PACK
    assert path.with_name(path.name + ".aside-1").read_bytes() == damaged


@pytest.mark.parametrize("id", ["0" * 16, "../organisation", "", "x" * 16, "\x1b[31m"])
def test_an_unknown_assessment_is_not_found(opened: OrganisationFile, id: str) -> None:
    with pytest.raises(NotFound) as caught:
        opened.assessment(id)
    assert "\x1b" not in str(caught.value)
    with pytest.raises(NotFound):
        opened.save_answer(id, "a.one", [no()], at=NOW)
    with pytest.raises(NotFound):
        opened.history(id)


def test_after_closing_nothing_is_written(opened: OrganisationFile) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.close()
    opened.close()
    with pytest.raises(ReadOnly):
        opened.save_answer(draft.id, "a.one", [no()], at=NOW)
    assert opened.draft() == draft


def test_an_assessment_from_elsewhere_is_refused(workspace: Workspace, opened: OrganisationFile, folder: Path) -> None:
    mine = opened.add_sealed(template(), PACK, summary(), NOW)
    other = workspace.create_organisation("Other Ltd", TODAY)
    with workspace.open_organisation(other.id) as theirs:
        foreign = theirs.add_sealed(template(), PACK, summary(), NOW)
    source = workspace.path / "organisations" / other.id / "assessments" / f"{foreign.id}.json"
    target = folder / "assessments" / f"{foreign.id}.json"
    target.write_bytes(source.read_bytes())
    with pytest.raises(DamagedFile):
        opened.assessment(foreign.id)
    with again(workspace, opened) as file:
        assert [row.id for row in file.sealed] == [mine.id]
        assert len(file.problems) == 1
        assert str(target) in str(file.problems[0])


def test_a_resealed_forgery_does_not_match_its_row(
    workspace: Workspace, opened: OrganisationFile, folder: Path
) -> None:
    """Somebody who can compute hashes exchanges the content: the row in the organisation's file still tells."""
    from readiness.store.assessment_file import write_from
    from readiness.store.trail import Trail

    mine = opened.add_sealed(template(), PACK, summary(), NOW)
    path = folder / "assessments"
    scan = Trail(path / f"{mine.id}.trail", mine.id, workspace.packs._codec).scan()
    entries = scan.entries(path)
    whole = entries[0].whole
    assert whole is not None
    forged = replace(entries[0], whole=replace(whole, answers={"leader.named": [yes("forged")]}))
    write_from(path, mine.id, [forged, entries[1]], scan.hashes, workspace.packs._codec)
    with pytest.raises(DamagedFile, match="not the one that was sealed"):
        opened.assessment(mine.id)


def test_content_that_was_changed_under_its_seal_is_refused(
    workspace: Workspace, opened: OrganisationFile, folder: Path
) -> None:
    """Checksum and row are right, the seal inside is not."""
    mine = opened.add_sealed(template(), PACK, summary(), NOW)
    path, identity = folder / "assessments" / f"{mine.id}.json", Identity("assessment", mine.id)
    codec = workspace.packs._codec
    opened.close()
    for table, key, value in (
        ("answers", "leader.named", {"answers": [{"state": "yes"}]}),
        ("assessment", "header", {"as_of": "2026-11-20"}),
        ("people", "p1", {"name": "Someone Else"}),
    ):
        tables = load(path, identity, codec)
        tables[table][key] |= value
        path.write_bytes(wrap(identity, encode(tables), codec))
        with pytest.raises(DamagedFile, match="not what was sealed"):
            opened.assessment(mine.id)
        workspace.recover(opened.id, DamagedFile(path, "as above"), LATER)
        assert workspace.view(opened.id).assessment(mine.id) == mine


def test_rebuild_makes_the_same_rows(workspace: Workspace, opened: OrganisationFile) -> None:
    for as_of in ("2026-05-01", "2026-02-01", "2026-08-01", "2026-05-01"):
        opened.add_sealed(template(), PACK, summary(as_of), NOW)
    opened.start(PACK, REFERENCE, "full", NOW)
    before = opened.organisation
    assert opened.rebuild() == []
    assert opened.organisation == before
    assert isinstance(before, Organisation)
    broken = workspace.path / "organisations" / opened.id / "assessments" / f"{before.sealed[0].id}.json"
    broken.write_bytes(b"junk")
    (problem,) = opened.rebuild()
    assert isinstance(problem, DamagedFile)
    assert opened.organisation == before
