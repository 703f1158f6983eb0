"""The report from inside the app: written whole, to where one says, and never over something else unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from readiness.session.place import Desk
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.pick import PickScreen
from readiness.tui.screens.report import ReportScreen
from readiness.tui.screens.results import ResultsScreen
from tests.tui.harness import known_desk, opened, with_sample


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


async def test_it_is_written_and_nothing_is_replaced_unasked(desk: Desk, tmp_path: Path) -> None:
    business = with_sample(desk)
    target = tmp_path / "out.pdf"
    target.write_text("mine")
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("o")
        screen = await user.at(ReportScreen)
        assert screen.path.text.endswith("harbor-dental-group-fictional-gap-report-2026-11-21.pdf")
        screen.path.focus()
        await user.fills(str(target))
        await user.clicks(" Write ")
        await user.sees("out.pdf is there already. Tick the box to replace it")
        assert not user.reads("--force")
        assert target.read_text() == "mine"
        assert screen.replaces.display
        screen.replaces.focus()
        await user.keys("space")
        await user.clicks(" Write ")
        await user.until(lambda: "Written:" in user.painted, "written")
        assert target.read_bytes().startswith(b"%PDF-")
        assert not screen.button.disabled
        await user.keys("escape")
        await user.at(ResultsScreen)
    assert desk.workspace.settings.load().output_folder == str(tmp_path)


async def test_from_home_with_a_path_that_cant_be_written(desk: Desk, tmp_path: Path) -> None:
    with_sample(desk)
    async with opened(desk) as user:
        home = await user.at(HomeScreen)
        await user.until(lambda: home.current is not None)
        await user.keys("p")
        screen = await user.at(ReportScreen)
        screen.path.focus()
        await user.fills(str(tmp_path / "none" / "x.pdf"))
        await user.clicks(" Write ")
        await user.until(lambda: not screen.button.disabled, "done")
        await user.sees("! ")
        assert not screen.check_action("open_report", ())
    assert not (tmp_path / "none").exists()


async def test_several_documents_go_into_a_folder_and_the_choice_is_remembered(desk: Desk, tmp_path: Path) -> None:
    business = with_sample(desk)
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("o")
        screen = await user.at(ReportScreen)
        await user.until(lambda: screen.documents.is_long, "read")
        screen.documents.focus()
        await user.keys("space")
        await user.at(PickScreen)
        await user.types("contact")
        await user.keys("enter", "escape")
        await user.at(ReportScreen)
        await user.until(lambda: len(screen.documents.chosen) == 2, "picked")
        assert not screen.path.text.endswith(".pdf")
        screen.form.choose(["txt"])
        screen.left_out.choose(["redact"])
        screen.path.focus()
        await user.fills(str(tmp_path / "out"))
        await user.keys("enter")
        await user.until(lambda: "Written:" in user.painted, "written")
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    card = "redacted-contact-card-2026-11-21"
    assert made == [f"{card}.txt", f"{card}.vcf", "redacted-gap-report-2026-11-21.txt"]
    kept = desk.workspace.settings.load()
    assert (kept.documents, kept.document_format) == (["management", "contact-card"], "txt")
    assert kept.output_folder == str(tmp_path / "out")


async def test_a_pdf_behind_a_passphrase_that_was_typed_twice(desk: Desk, tmp_path: Path) -> None:
    business = with_sample(desk)
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        await user.keys("o")
        screen = await user.at(ReportScreen)
        await user.until(lambda: screen.documents.is_long, "read")
        screen.documents.choose(["letter-broker"])
        screen.path.focus()
        await user.fills(str(tmp_path / "p.pdf"))
        screen.secret.focus()
        await user.types("four words to know")
        await user.keys("enter")
        await user.types("four words to knot")
        await user.keys("enter")
        await user.sees("The two passphrases are not the same.")
        await user.fills("four words to know")
        await user.keys("enter")
        await user.until(lambda: "Written:" in user.painted, "written")
        assert not user.reads("four words")
    assert PdfReader(tmp_path / "p.pdf").is_encrypted
