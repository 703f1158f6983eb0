"""Every system call of every kind of save fails in turn, with a full disk, a broken one and a refusal.

After each failure: the file is one complete version, memory agrees with it, the same call can be tried again,
and a restart finds nothing to complain about.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readiness.assessment.model import Assessment, Status
from readiness.store.error import DiskFull, NotSaved, StoreError, Unstorable, Unwritable
from readiness.store.organisation_file import OrganisationFile
from readiness.store.settings import Settings
from readiness.store.workspace import Workspace
from tests.store.sample import (
    ANN,
    BEN,
    LATER,
    MEMORY,
    NOW,
    PACK,
    REFERENCE,
    TODAY,
    action,
    as_told,
    no,
    retold,
    summary,
    template,
    yes,
)
from tests.store.system_call import FAILING, count, failing, watched

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
CASES = list(itertools.product(ERRORS, (False, True)))
FEWER = [(errno.ENOSPC, True), (errno.EIO, False), (errno.EACCES, False)]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as place:
        yield Path(place)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Plain files only: which calls are made does not depend on the codec."""
    return Workspace.open(tmp_path / "workspace")


def sound_after_restart(workspace: Workspace, file: OrganisationFile) -> OrganisationFile:
    file.close()
    reopened = workspace.open_organisation(file.id, now=LATER)
    assert reopened.problems == []
    for row in reopened.sealed:
        assert reopened.assessment(row.id).content_hash == row.content_hash
        assert as_told(reopened.assessment(row.id)) == retold(reopened.history(row.id))
    draft = reopened.draft()
    if draft is not None:
        assert as_told(draft) == retold(reopened.history(draft.id))
    left = [path.name for path in workspace.path.rglob("*.tmp")]
    assert left == []
    return reopened


def test_the_calls_of_a_save_come_in_the_only_safe_order(opened: OrganisationFile, folder: Path) -> None:
    draft = opened.start(PACK, REFERENCE, "full", NOW)
    opened.save_answer(draft.id, "a.one", [yes()], at=NOW)
    made = count(lambda: opened.save_answer(draft.id, "a.one", [no()], at=NOW))
    assert made == [
        *("open", "write", "fsync"),  # the trail's line, durable before anything else
        *("open", "write", "fsync"),  # the new version, under a temporary name
        *("link", "replace"),  # the version before it is kept, and there is never a moment without one
        "replace",  # the new version takes its place
        *("open", "fsync"),  # and its name is durable too: only now does the save return
    ]


def test_an_answer_under_every_fault(workspace: Workspace) -> None:
    organisation = workspace.create_organisation("Harbor Dental Group", TODAY)
    file = workspace.open_organisation(organisation.id)
    draft = file.start(PACK, REFERENCE, "full", NOW)
    file.save_answer(draft.id, "a.one", [yes("first")], people=[ANN], at=NOW)
    calls = count(lambda: file.save_answer(draft.id, "a.one", [yes("first")], people=[ANN], at=NOW))
    tried = 0
    for (error, lasting), number in itertools.product(CASES, range(1, len(calls) + 1)):
        before, text = file.draft(), f"{error} {lasting} {number} " * (number * 7 % 40 + 1)
        assert before is not None
        people = [BEN, ANN] if before.people == [ANN] else [ANN]

        def save(text: str = text, file: OrganisationFile = file, people: list = people) -> None:  # type: ignore[type-arg]
            file.save_answer(draft.id, "a.one", [yes(text)], people=people, at=NOW)

        with failing(number, error, lasting=lasting), pytest.raises(NotSaved) as caught:
            save()
        kind = {errno.ENOSPC: DiskFull, errno.EACCES: Unwritable}.get(error, NotSaved)
        assert isinstance(caught.value, kind)
        untouched = workspace.view(organisation.id).assessment(draft.id)
        now = file.draft()
        assert now == workspace.view(organisation.id).assessment(draft.id)
        if number <= len(calls) - 2:
            assert untouched == before
            # When the trail's line could not be taken back either, the change is completed, as after a crash.
            assert lasting or now == before
        if number % 2:
            save()
        file = sound_after_restart(workspace, file)
        now = file.draft()
        assert now is not None
        if number % 2:
            assert now.answers["a.one"] == [yes(text)]
            assert now.people == people
        else:
            assert now.answers["a.one"] in (before.answers["a.one"], [yes(text)])
        tried += 1
    file.close()
    assert tried == len(calls) * len(CASES)


def start(file: OrganisationFile) -> None:
    file.start(PACK, REFERENCE, "full", NOW)


def batch(file: OrganisationFile) -> None:
    file.add_sealed(template(), PACK, summary(), NOW)


def plan(file: OrganisationFile) -> None:
    file.save_actions([action(), action("gap:other")])


def seal(file: OrganisationFile) -> None:
    pointer = file.organisation.draft
    assert pointer is not None
    file.seal(pointer.id, summary(), LATER)


def has_draft(file: OrganisationFile) -> bool:
    return file.draft() is not None


def has_row(file: OrganisationFile) -> bool:
    return len(file.sealed) == 1


def has_plan(file: OrganisationFile) -> bool:
    return len(file.organisation.actions) == 2


@pytest.mark.parametrize(
    ("do", "done", "first"),
    [(start, has_draft, None), (batch, has_row, None), (plan, has_plan, None), (seal, has_row, start)],
    ids=["start", "batch", "plan", "seal"],
)
def test_other_saves_under_every_fault(
    tmp_path: Path,
    do: Callable[[OrganisationFile], None],
    done: Callable[[OrganisationFile], bool],
    first: Callable[[OrganisationFile], None] | None,
) -> None:
    def fresh(name: str) -> OrganisationFile:
        workspace = Workspace.open(tmp_path / name)
        file = workspace.open_organisation(workspace.create_organisation(name, TODAY).id)
        if first is not None:
            first(file)
        return file

    file = fresh("counting")
    calls = count(lambda: do(file))
    assert done(file)
    file.close()
    for (error, lasting), number in itertools.product(FEWER, range(1, len(calls) + 1)):
        name = f"{error} {lasting} {number}"
        file = fresh(name)
        workspace = Workspace.open(tmp_path / name)
        with failing(number, error, lasting=lasting):
            try:
                do(file)
            except StoreError:
                failed = True
            else:
                failed = False
        assert failed or done(file)
        if failed and number % 2 and not done(file):
            do(file)
            assert done(file)
        file = sound_after_restart(workspace, file)
        if not done(file):
            do(file)
            file = sound_after_restart(workspace, file)
        assert done(file)
        assert len(file.sealed) <= 1
        assert len(list((workspace.path / "organisations" / file.id / "assessments").glob("*.json"))) <= 1
        file.close()


@pytest.mark.parametrize("do", [plan, seal], ids=["plan", "seal"])
def test_trying_again_flushes_what_could_not_be_flushed(
    workspace: Workspace, do: Callable[[OrganisationFile], None]
) -> None:
    """The new file is in place and only its folder was not flushed: a second try must not just say done."""
    organisation = workspace.create_organisation("Harbor Dental Group", TODAY)
    with workspace.open_organisation(organisation.id) as file:
        start(file)
        first = "assessments" if do is seal else organisation.id

        def refuse(number: int, name: str, arguments: tuple[object, ...]) -> None:
            if name == "open" and str(arguments[0]).endswith(first):
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        with watched(("open",), refuse), pytest.raises(NotSaved):
            do(file)
        flushed: list[str] = []

        def look(number: int, name: str, arguments: tuple[object, ...]) -> None:
            flushed.append(str(arguments[0]))

        with watched(("open",), look):
            do(file)
        assert [path for path in flushed if path.endswith(first)]


def test_what_can_not_be_applied_never_reaches_the_trail(workspace: Workspace) -> None:
    """A crash would leave it there, and every later opening would stumble over it."""
    organisation = workspace.create_organisation("Harbor Dental Group", TODAY)
    with workspace.open_organisation(organisation.id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)

        def refused() -> None:
            with pytest.raises(Unstorable):
                file.save_answer(draft.id, "a.one", [no()], people=[ANN, ANN], at=NOW)

        assert count(refused) == []


def test_creating_an_organisation_under_every_fault(workspace: Workspace) -> None:
    calls = count(lambda: workspace.create_organisation("counting", TODAY))
    for (error, lasting), number in itertools.product(FEWER, range(1, len(calls) + 1)):
        name = f"{error} {lasting} {number}"
        before = len(workspace.organisations())
        with failing(number, error, lasting=lasting), contextlib.suppress(StoreError):
            workspace.create_organisation(name, TODAY)
        assert len(workspace.organisations()) in (before, before + 1)
        if len(workspace.organisations()) == before:
            workspace.create_organisation(name, TODAY)
        assert [read for read in workspace.scan() if isinstance(read, StoreError)] == []
        with workspace.open_organisation(workspace.find(name).id) as file:
            assert not file.read_only
    assert [path.name for path in workspace.path.rglob("*.tmp")] == []


def test_settings_under_every_fault(workspace: Workspace) -> None:
    workspace.settings.save(Settings(name="Ann"))
    calls = count(lambda: workspace.settings.save(Settings(name="Ann")))
    for (error, lasting), number in itertools.product(CASES, range(1, len(calls) + 1)):
        before, wanted = workspace.settings.load(), Settings(name=f"{error} {lasting} {number}")
        with failing(number, error, lasting=lasting):
            try:
                workspace.settings.save(wanted)
            except StoreError:
                pass
            else:
                before = wanted
        assert workspace.settings.load() in (before, wanted)
        assert workspace.settings.problem is None
        workspace.settings.save(wanted)
        assert workspace.settings.load() == wanted


def test_opening_on_a_full_disk_loses_nothing(workspace: Workspace) -> None:
    """A crash left a change in the trail only, and then the disk is full: opening works, and the change comes later."""
    organisation = workspace.create_organisation("Harbor Dental Group", TODAY)
    with workspace.open_organisation(organisation.id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)
        path = workspace.path / "organisations" / organisation.id / "assessments" / f"{draft.id}.json"
        old = path.read_bytes()
        file.save_answer(draft.id, "a.one", [yes()], at=NOW)
    path.write_bytes(old)

    def refuse(number: int, name: str, arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with watched(("write",), refuse), workspace.open_organisation(organisation.id) as file:
        assert isinstance(file.problems[0], DiskFull)
        assert file.organisation.draft is not None
        with pytest.raises(DiskFull):
            file.draft()
        unfinished = file.assessment(draft.id)
        assert unfinished.answers == {}
    with workspace.open_organisation(organisation.id) as file:
        completed = file.draft()
        assert completed is not None
        assert completed.answers == {"a.one": [yes()]}
        assert len(file.notices) == 1


def test_an_interrupted_save_is_read_again_from_disk(workspace: Workspace) -> None:
    """Ctrl-C between any two calls: the file, the trail and the next answer still go together."""
    organisation = workspace.create_organisation("Harbor Dental Group", TODAY)
    file = workspace.open_organisation(organisation.id)
    draft = file.start(PACK, REFERENCE, "full", NOW)
    calls = count(lambda: file.save_answer(draft.id, "a.one", [yes("first")], at=NOW))
    for number in range(1, len(calls) + 1):
        with interrupted(number), pytest.raises(KeyboardInterrupt):
            file.save_answer(draft.id, "a.one", [yes(f"interrupted {number}")], at=NOW)
        now: Assessment | None = file.draft()
        assert now is not None
        assert now.status is Status.DRAFT
        file.save_answer(draft.id, "a.two", [no(str(number))], at=NOW)
        told = [entry.answers for entry in file.history(draft.id) if entry.item == "a.one"]
        after = file.draft()
        assert after is not None
        assert told[-1] == after.answers["a.one"]
        assert after.answers["a.two"] == [no(str(number))]
        file = sound_after_restart(workspace, file)
        assert file.notices == []
    file.close()


def interrupted(number: int):  # type: ignore[no-untyped-def]
    """A context in which call `number` is followed by Ctrl-C."""

    def interrupt(now: int, name: str, arguments: object) -> None:
        if now == number:
            raise KeyboardInterrupt

    return watched(FAILING, lambda *_: None, interrupt)
