"""Settings, another name, the archive, and the end of an organisation."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace as replace_fact
from PIL import Image
from pypdf import PdfReader

from readiness.assessment.model import Contact, Organisation
from readiness.error import ReadinessError
from readiness.questionnaire.model import Fact, FactType
from readiness.report.document import Document, PageBreak, Paragraph, Run
from readiness.report.pdf.picture import fitted
from readiness.report.pdf.rendering import render
from readiness.session.entry import completed
from readiness.session.error import SessionError
from readiness.session.holding import change_hold
from readiness.session.place import Desk
from readiness.session.preferences import Preferences, prefer, preferences
from readiness.session.profile import Settings, archive, delete, keep_settings, rename
from readiness.session.profile_text import contact_from, contact_text, interval_from
from readiness.store.error import NameTaken, NotFound, OnHold, ReadOnly
from tests.session.desk import desk_in

EMPTY = Document(
    title="T", author="A", language="en", subject="S", footer="F", page_of="{page} of {pages}",
    blocks=(Paragraph((Run("One"),)), PageBreak(), Paragraph((Run("Two"),))),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "w")


def on_disk(desk: Desk, id: str) -> Organisation:
    return desk.workspace.view(id).organisation


def test_settings_are_kept_and_what_is_left_out_stays(desk: Desk, tmp_path: Path) -> None:
    id = desk.create("Harbor").id
    contact = Contact(name=" Dana  Ruiz", email="dana@example.com")
    keep_settings(desk, id, Settings(interval_days=180, page_size="letter", contacts=(contact,)))
    keep_settings(desk, id, Settings(locale="en-GB", currency="eur", respondents=("Sam  Cole", "Sam Cole")))
    kept = on_disk(desk, id)
    assert (kept.interval_days, kept.page_size, kept.locale, kept.currency) == (180, "Letter", "en-GB", "EUR")
    assert ([one.name for one in kept.contacts], kept.respondents) == (["Dana Ruiz"], ["Sam Cole"])
    keep_settings(desk, id, Settings(contacts=(), currency="", respondents=()))
    assert (on_disk(desk, id).contacts, on_disk(desk, id).currency, on_disk(desk, id).respondents) == ([], "", [])


def painting(path: Path, size: tuple[int, int] = (1200, 300), format: str = "PNG") -> Path:
    drawn = Image.new("RGB", size, "#14588c")
    drawn.paste("#e67814", (size[0] // 2, 0, size[0], size[1]))
    drawn.save(path, format)
    return path


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_a_logo_is_kept_with_the_rest_and_outlives_its_file(desk: Desk, tmp_path: Path, format: str) -> None:
    id = desk.create("Harbor").id
    source = painting(tmp_path / "crest", format=format)
    keep_settings(desk, id, Settings(logo=source))
    source.unlink()
    kept = on_disk(desk, id)
    with Image.open(BytesIO(kept.logo_image)) as drawn:
        assert drawn.size == (600, 150)
    assert (kept.logo, len(kept.logo_image) < 100_000) == ("crest", True)
    keep_settings(desk, id, Settings(interval_days=30))
    assert on_disk(desk, id).logo_image == kept.logo_image
    keep_settings(desk, id, Settings(logo=Path()))
    assert (on_disk(desk, id).logo, on_disk(desk, id).logo_image) == ("", b"")


def test_what_only_begins_like_a_picture_is_refused(desk: Desk, tmp_path: Path) -> None:
    id = desk.create("Harbor").id
    whole = painting(tmp_path / "whole.png").read_bytes()
    torn, huge, far = tmp_path / "torn.png", tmp_path / "huge.png", tmp_path / "far.png"
    torn.write_bytes(whole[: len(whole) // 2])
    huge.write_bytes(whole + bytes(5 * 1024**2))
    far.write_bytes(whole[:16] + b"\0\0\xff\xff\0\0\xff\xff" + whole[24:])  # says that it is 65535 points square
    for path in (torn, huge, far):
        with pytest.raises(ReadinessError):
            keep_settings(desk, id, Settings(logo=path))
    assert on_disk(desk, id).logo_image == b""


def test_the_logo_is_on_the_first_page_and_a_damaged_one_on_none(desk: Desk, tmp_path: Path) -> None:
    def pictures(logo: bytes) -> list[int]:
        printed, _warnings = render(replace(EMPTY, logo=logo))
        return [len(page.images) for page in PdfReader(BytesIO(printed)).pages]

    logo = fitted(painting(tmp_path / "crest.png").read_bytes()).data
    assert pictures(logo) == [1, 0]
    assert pictures(b"") == pictures(logo[:200]) == pictures(b"<svg>") == [0, 0]


@pytest.mark.parametrize(
    ("typed", "days"),
    [("90", 90), ("90d", 90), ("13 weeks", 91), ("3 months", 91), ("1y", 365), ("2y", 730), (" 7 ", 7)],
)
def test_an_interval_as_people_type_it(typed: str, days: int) -> None:
    assert interval_from(typed) == days


@pytest.mark.parametrize("typed", ["", "6", "1097", "4y", "soon", "-90", "9" * 40])
def test_an_interval_nobody_means(typed: str) -> None:
    with pytest.raises(SessionError, match="7 to 1096"):
        interval_from(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Dana Ruiz", Contact(name="Dana Ruiz")),
        ("Dana Ruiz, practice manager, dana@example.com, +1 555 0100",
         Contact(name="Dana Ruiz", role="practice manager", email="dana@example.com", phone="+1 555 0100")),
        ("Dana, (555) 0100, owner, and dentist", Contact(name="Dana", role="owner, and dentist", phone="(555) 0100")),
    ],
)  # fmt: skip
def test_a_contact_on_one_line(typed: str, found: Contact) -> None:
    assert contact_from(typed) == contact_from(contact_text(found)) == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("25k", "25k USD"), (" 25,000.50 ", "25,000.50 USD"), ("25k EUR", "25k EUR"), ("a lot", "a lot"), ("", "")],
)
def test_an_amount_without_its_currency_is_in_the_one_of_the_organisation(typed: str, meant: str) -> None:
    limit = Fact(id="limit", type=FactType.MONEY, label="Limit")
    assert completed(limit, typed, "USD") == meant
    assert completed(limit, typed, "") == completed(replace_fact(limit, type=FactType.TEXT), typed, "USD") == typed


def test_preferences_are_kept_beside_everything_else_of_the_user(desk: Desk) -> None:
    prefer(desk.workspace, Preferences(name=" Ada  Brandt", theme="light"))
    kept = prefer(desk.workspace, Preferences(theme=""))
    assert (kept.name, kept.theme) == ("Ada Brandt", "")
    for wrong in (Preferences(theme="pink"), Preferences(name="a\x07")):
        with pytest.raises(SessionError):
            prefer(desk.workspace, wrong)
    assert preferences(desk.workspace) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        Settings(interval_days=6), Settings(interval_days=1097), Settings(page_size="A5"), Settings(page_size=""),
        Settings(locale="english!"), Settings(currency="us$"), Settings(logo=Path("/nowhere.png")),
        Settings(logo=Path(__file__)), Settings(contacts=(Contact(name=""),)),
        Settings(contacts=(Contact(name="\x1b"),)), Settings(contacts=(Contact(name="Dana", role="x" * 201),)),
        Settings(contacts=(Contact(name="Dana"),) * 21), Settings(respondents=("",)),
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
