"""Two processes on one organisation: the second reads, and is told who writes."""

from __future__ import annotations

import errno
import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from readiness.assessment.model import Organisation
from readiness.store.error import ReadOnly
from readiness.store.lock import Holder
from readiness.store.workspace import Workspace
from tests.store.sample import LATER, NOW, PACK, REFERENCE, TODAY, action, no, summary, template, yes
from tests.store.system_call import failing
from tests.store.writers import two_writers


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "workspace")


def second(workspace: Workspace, organisation: Organisation, verb: str, *more: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-m", "tests.store.holder", verb, str(workspace.path), organisation.id, *more]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def held(workspace: Workspace, organisation: Organisation) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the organisation open."""
    with second(workspace, organisation, "hold") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_process_reads_and_is_told_who_writes(workspace: Workspace, organisation: Organisation) -> None:
    with held(workspace, organisation) as process, workspace.open_organisation(organisation.id, now=NOW) as file:
        assert file.read_only
        assert file.holder is not None
        assert (file.holder.pid, file.holder.host, file.holder.since) == (process.pid, platform.node(), LATER)
        assert file.organisation == organisation
        with pytest.raises(ReadOnly) as caught:
            file.start(PACK, REFERENCE, "full", NOW)
        for part in (str(process.pid), LATER, platform.node(), "Nothing was saved"):
            assert part in str(caught.value)
        for refused in (
            lambda: file.save_answer("0" * 16, "a", [no()], at=NOW),
            lambda: file.save_actions([action()]),
            lambda: file.save_settings(name="X"),
            lambda: file.save_progress(1, 2, NOW),
            lambda: file.save_position("0" * 16, "a"),
            lambda: file.save_details("0" * 16, flags=[], at=NOW),
            lambda: file.seal("0" * 16, summary(), NOW),
            lambda: file.add_sealed(template(), PACK, summary(), NOW),
            file.rebuild,
        ):
            with pytest.raises(ReadOnly):
                refused()


def test_a_reader_sees_what_is_written_meanwhile(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id, now=NOW) as writer:
        with workspace.open_organisation(organisation.id, now=LATER) as reader:
            assert reader.read_only
            assert reader.holder is not None
            assert reader.holder.pid == os.getpid()
            draft = writer.start(PACK, REFERENCE, "full", NOW)
            writer.save_answer(draft.id, "a.one", [yes()], at=NOW)
            assert reader.draft() == writer.draft()
            writer.seal(draft.id, summary(), LATER)
            assert reader.draft() is None
            assert reader.sealed == writer.sealed
        # The reader's leaving must not free the writer's lock, nor take its note away.
        with workspace.open_organisation(organisation.id) as third:
            assert third.read_only
            assert third.holder is not None
            assert third.holder.since == NOW


def test_a_dead_process_leaves_the_lock_free(workspace: Workspace, organisation: Organisation) -> None:
    with held(workspace, organisation) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with workspace.open_organisation(organisation.id, now=NOW) as file:
            assert not file.read_only
            with workspace.open_organisation(organisation.id) as other:
                assert other.holder is not None
                assert (other.holder.pid, other.holder.since) == (os.getpid(), NOW)


def test_a_process_that_ends_gives_the_lock_back(workspace: Workspace, organisation: Organisation) -> None:
    with held(workspace, organisation) as process:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait()
        assert not (workspace.path / "organisations" / organisation.id / "lock-holder.json").exists()
        with workspace.open_organisation(organisation.id) as file:
            assert not file.read_only


def test_a_stopped_process_keeps_its_lock(workspace: Workspace, organisation: Organisation) -> None:
    """A laptop asleep: the process does nothing for long, and is alive."""
    with held(workspace, organisation) as process:
        os.kill(process.pid, signal.SIGSTOP)
        with workspace.open_organisation(organisation.id) as file:
            assert file.read_only
        os.kill(process.pid, signal.SIGCONT)


@pytest.mark.parametrize("note", [None, b"", b"junk", b'{"pid":"x"}', b"\xff"])
def test_an_unreadable_note_only_makes_the_message_poorer(
    workspace: Workspace, organisation: Organisation, note: bytes | None
) -> None:
    path = workspace.path / "organisations" / organisation.id / "lock-holder.json"
    with workspace.open_organisation(organisation.id, now=NOW):
        if note is None:
            path.unlink()
        else:
            path.write_bytes(note)
        with workspace.open_organisation(organisation.id) as file:
            assert file.read_only
            with pytest.raises(ReadOnly):
                file.save_actions([])


def test_a_note_that_could_not_be_written_names_nobody(workspace: Workspace, organisation: Organisation) -> None:
    """Rather than the process that was killed before."""
    with held(workspace, organisation) as process:
        process.kill()
        process.wait()
    path = workspace.path / "organisations" / organisation.id / "lock-holder.json"
    assert path.exists()
    with failing(1, errno.ENOSPC, names=("write",)):
        file = workspace.open_organisation(organisation.id, now=NOW)
    with file, workspace.open_organisation(organisation.id) as other:
        assert other.holder == Holder()


def test_reading_only_takes_no_lock(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id, read_only=True) as reader:
        assert reader.holder is None
        with pytest.raises(ReadOnly, match="reading only"):
            reader.save_actions([action()])
        with workspace.open_organisation(organisation.id) as writer:
            assert not writer.read_only


def test_the_lock_is_taken_in_one_thread_and_given_back_in_another(
    workspace: Workspace, organisation: Organisation
) -> None:
    file = workspace.open_organisation(organisation.id)
    thread = threading.Thread(target=file.close)
    thread.start()
    thread.join()
    with workspace.open_organisation(organisation.id) as again:
        assert not again.read_only


def test_threads_of_one_session_save_one_after_the_other(workspace: Workspace, organisation: Organisation) -> None:
    with workspace.open_organisation(organisation.id) as file:
        draft = file.start(PACK, REFERENCE, "full", NOW)

        def save(mine: int) -> None:
            for number in range(10):
                file.save_answer(draft.id, f"item.{mine}.{number}", [no(str(number))], at=NOW)

        threads = [threading.Thread(target=save, args=(mine,)) for mine in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = file.draft()
        assert now is not None
        assert len(now.answers) == 40
        assert len(file.history(draft.id)) == 41


def test_two_writers_lose_nothing_of_each_other(tmp_path: Path) -> None:
    acknowledged, lost = two_writers(tmp_path / "shared", 10)
    assert acknowledged > 0
    assert lost == 0
    print(f"two writers for 10 s: {acknowledged} answers acknowledged, {lost} lost")


def test_two_processes_create_organisations_at_once(workspace: Workspace) -> None:
    code = (
        "import sys; from pathlib import Path; from readiness.store.workspace import Workspace\n"
        "w = Workspace.open(Path(sys.argv[1]))\n"
        "for n in range(15):\n"
        "    try: w.create_organisation(f'Org {n}', '2026-11-21')\n"
        "    except Exception as error: assert type(error).__name__ == 'NameTaken', error\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(workspace.path)]) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert sorted(one.name for one in workspace.organisations()) == sorted(f"Org {n}" for n in range(15))
    assert workspace.create_organisation("Another", TODAY).name == "Another"
