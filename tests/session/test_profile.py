"""Settings, another name, the archive, and the end of an organisation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from readiness.assessment.model import Contact, Organisation
from readiness.session.error import SessionError
from readiness.session.holding import change_hold
from readiness.session.place import Desk
from readiness.session.profile import Settings, archive, delete, keep_settings, rename
from readiness.store.error import NameTaken, NotFound, OnHold, ReadOnly
from tests.session.desk import desk_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "w")


def on_disk(desk: Desk, id: str) -> Organisation:
    return desk.workspace.view(id).organisation


def test_settings_are_kept_and_what_is_left_out_stays(desk: Desk, tmp_path: Path) -> None:
    id = desk.create("Harbor").id
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n...")
    contact = Contact(name=" Dana  Ruiz", email="dana@example.com")
    keep_settings(desk, id, Settings(interval_days=180, page_size="Letter", logo=logo, contacts=(contact,)))
    keep_settings(desk, id, Settings(locale="en-GB", currency="EUR"))
    kept = on_disk(desk, id)
    assert (kept.interval_days, kept.page_size, kept.locale, kept.currency) == (180, "Letter", "en-GB", "EUR")
    assert (kept.logo, [one.name for one in kept.contacts]) == (str(logo), ["Dana Ruiz"])
    keep_settings(desk, id, Settings(logo=Path(), contacts=(), currency=""))
    assert (on_disk(desk, id).logo, on_disk(desk, id).contacts, on_disk(desk, id).currency) == ("", [], "")


@pytest.mark.parametrize(
    "wrong",
    [
        Settings(interval_days=6), Settings(interval_days=1097), Settings(page_size="A5"), Settings(page_size=""),
        Settings(locale="english!"), Settings(currency="usd"), Settings(logo=Path("/nowhere.png")),
        Settings(logo=Path(__file__)), Settings(contacts=(Contact(name=""),)),
        Settings(contacts=(Contact(name="\x1b"),)),
    ],
)  # fmt: skip
def test_what_is_not_accepted_changes_nothing(desk: Desk, wrong: Settings) -> None:
    id = desk.create("Harbor").id
    before = on_disk(desk, id)
    with pytest.raises(SessionError):
        keep_settings(desk, id, wrong)
    assert on_disk(desk, id) == before


def test_another_name(desk: Desk) -> None:
    id, other = desk.create("Harbor").id, desk.create("Lund")
    assert rename(desk, id, "  Harbor   Dental ").name == "Harbor Dental"
    assert desk.find("harbor dental").id == id
    assert rename(desk, id, "HARBOR dental").name == "HARBOR dental"
    for wrong, error in ((" lund ", NameTaken), ("", SessionError), ("x" * 201, SessionError), ("a\x07", SessionError)):
        with pytest.raises(error):
            rename(desk, id, wrong)
    assert on_disk(desk, id).name == "HARBOR dental"
    assert on_disk(desk, other.id).name == "Lund"


def test_nobody_renames_or_deletes_under_somebody_at_work(desk: Desk) -> None:
    id = desk.create("Harbor").id
    with desk.session(id):
        with pytest.raises(ReadOnly):
            rename(desk, id, "Other")
        with pytest.raises(ReadOnly):
            delete(desk, id, "Harbor")
    assert on_disk(desk, id).name == "Harbor"


def test_the_archive_keeps_everything(desk: Desk) -> None:
    id = desk.create("Harbor").id
    assert archive(desk, id, on=True).archived_on == "2026-11-21"
    assert desk.find("Harbor").archived_on == "2026-11-21"
    assert archive(desk, id, on=False).archived_on == ""


def test_deleting_takes_the_whole_name_and_no_hold(desk: Desk) -> None:
    id, other = desk.create("Harbor").id, desk.create("Lund").id
    with pytest.raises(SessionError, match="type the whole name"):
        delete(desk, id, "harbor")
    change_hold(desk, id, on=True, by="Dana", note="Matter 7")
    with pytest.raises(OnHold, match="Matter 7"):
        delete(desk, id, "Harbor")
    assert on_disk(desk, id).hold is not None
    change_hold(desk, id, on=False, by="Dana", note="Over")
    delete(desk, id, "Harbor")
    with pytest.raises(NotFound):
        desk.find("Harbor")
    assert [one.name for one in (desk.workspace.path / "organisations").iterdir()] == [other]


def test_a_deletion_that_a_crash_interrupts_leaves_no_half(desk: Desk, tmp_path: Path) -> None:
    """Killed when the folder has its other name and is still full: nothing looks like an organisation."""
    desk.create("Harbor")
    code = (
        "import os, shutil, sys\n"
        "from pathlib import Path\n"
        "from readiness.session.place import Desk, open_workspace\n"
        "from readiness.session.profile import delete\n"
        "desk = Desk(open_workspace(Path(sys.argv[1])))\n"
        "shutil.rmtree = lambda *a, **k: os._exit(9)\n"
        "delete(desk, desk.find('Harbor').id, 'Harbor')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(desk.workspace.path)], check=False, timeout=60)
    assert ran.returncode == 9
    assert list(desk.scan()) == []
    assert len(list((desk.workspace.path / "organisations").iterdir())) == 1
    desk.create("Another")
    assert len(list((desk.workspace.path / "organisations").iterdir())) == 1
