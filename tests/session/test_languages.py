"""A pack in another language at a desk: people read it, and what is stored, judged and printed stays the pack's own."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from readiness import regional
from readiness.assessment.model import Answer, Contact
from readiness.assessment.words import day_words, money_words
from readiness.error import ReadinessError
from readiness.questionnaire.library import Library
from readiness.questionnaire.value import Money
from readiness.questionnaire.vocabulary import State
from readiness.report.text import text_of
from readiness.session.documents import definition_named
from readiness.session.packs import DEFAULT, Packs
from readiness.session.place import open_workspace
from readiness.session.preferences import Preferences, prefer, preferences
from readiness.session.profile import Settings, keep_settings
from readiness.session.reporting import Wanted, composed
from readiness.translation import _, language, speaking, use
from tests.session.desk import desk_in
from tests.spoken import program_in

SPANISH = "¿Se ha elegido por escrito a una persona"
_HASH = re.compile(r"[0-9a-f]{12,}")
ENGLISH = "Has one named person been picked"


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs(Library(None))


def test_a_pack_speaks_the_language_in_use_and_is_pinned_as_it_was_written(packs: Packs) -> None:
    english = packs.offered()
    with program_in("es_MX.UTF-8"):
        assert language() == "es_MX"
        spanish = packs.offered()
        assert spanish.checks["leader.named"].question.startswith(SPANISH)
        assert packs.offered() is spanish
        assert packs.kept(spanish) == packs.kept(english)
        assert packs.pinned(packs.kept(english)[0], lambda _sha256: b"") is spanish
    assert packs.offered() is english
    assert english.checks["leader.named"].question.startswith(ENGLISH)


def test_what_is_sealed_is_the_same_in_both_languages_and_documents_stay_english(tmp_path: Path) -> None:
    sealed = []
    for spoken in ("en", "es"):
        with program_in(spoken):
            desk = desk_in(tmp_path / spoken)
            with desk.session(desk.create("Harbor Dental").id) as session:
                session.start("first-hour")
                for item in session.index.pack.modes[0].blocks[0].checks:
                    session.answer(item, Answer(state=State.NO))
                one = session.seal()
                (row,) = session.sealed
                document = composed(session, one, Wanted(), definition_named("management"))
                title = session.judged(one).findings[0].title
            sealed.append((one.pack, row.findings, row.band, _HASH.sub("", repr(document)), title))
    english, spanish = sealed
    assert english[:4] == spanish[:4]
    assert english[4] != spanish[4]


@pytest.mark.parametrize(
    ("locale", "day"),
    [("", "21 Nov 2026"), ("en-US", "Nov 21, 2026"), ("en-GB", "21 Nov 2026"), ("de-DE", "21 Nov 2026")],
)
def test_documents_are_written_as_in_the_region_of_the_organisation(tmp_path: Path, locale: str, day: str) -> None:
    desk = desk_in(tmp_path / "workspace")
    id = desk.create("Harbor Dental").id
    keep_settings(desk, id, Settings(locale=locale, contacts=(Contact(name="Dana Ruiz", email="dana@example.com"),)))
    with desk.session(id) as session:
        session.start("first-hour")
        session.answer("leader.named", Answer(state=State.NO))
        document = composed(session, session.seal(), Wanted(), definition_named("management"))
    assert f"as of {day}" in document.footer
    told = text_of(document)
    assert f"Assessed {day}" in told
    assert "Whom to ask about these assessments" in told
    assert "dana@example.com" in told


def test_numbers_follow_the_region_while_its_language_is_spoken() -> None:
    with regional.written_as("en-IN"):
        assert regional.number(1234567) == "12,34,567"
        with speaking("es"):
            assert regional.number(1234567) == "1.234.567"
    assert (regional.number(1234567), regional.money(Decimal(25000), "USD")) == ("1,234,567", "25,000 USD")


def test_one_thread_may_speak_another_language() -> None:
    with program_in("es"):
        assert _("yes") == "sí"
        with speaking("en-GB"):
            assert (_("yes"), language()) == ("yes", "en")
        assert _("yes") == "sí"


@pytest.mark.parametrize("code", ["", "C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "xx", "../../es", "es/../es", "e" * 99])
def test_english_is_spoken_where_nothing_else_can_be(code: str) -> None:
    try:
        use(code)
        assert (language(), _("yes")) == ("en", "yes")
    finally:
        use("en")


@pytest.mark.parametrize(
    ("code", "day", "number", "whole", "broken"),
    [
        ("en", "1 Mar 2027", "1,234,567", "25,000 USD", "1,234.50 EUR"),
        ("es", "1 mar 2027", "1.234.567", "25.000 USD", "1.234,50 EUR"),
        ("es_MX", "1 mar 2027", "1,234,567", "25,000 USD", "1,234.50 EUR"),
        ("es_ZZ", "1 mar 2027", "1.234.567", "25.000 USD", "1.234,50 EUR"),
    ],
)
def test_days_numbers_and_money_are_those_of_the_place(
    code: str, day: str, number: str, whole: str, broken: str
) -> None:
    with program_in(code):
        assert day_words(date(2027, 3, 1)) == day
        assert regional.number(Decimal(1234567)) == number
        assert money_words(Money(Decimal(25000), "USD")) == whole
        assert money_words(Money(Decimal("1234.5"), "EUR")) == broken


def test_a_language_is_remembered_with_a_workspace(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    assert preferences(workspace).language == ""
    assert prefer(workspace, Preferences(language="es")).language == "es"
    with pytest.raises(ReadinessError, match="en, es"):
        prefer(workspace, Preferences(language="tlh"))
    assert preferences(workspace).language == "es"
    assert prefer(workspace, Preferences(language="")).language == ""


def test_a_damaged_translation_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "own" / DEFAULT
    folder.mkdir(parents=True)
    bundled = next(path for path in Library(None).paths() if path.name == DEFAULT)
    for file in bundled.glob("*.yaml"):
        (folder / file.name).symlink_to(file)
    (folder / "translations").mkdir()
    (folder / "translations" / "es.yaml").write_text("checks: [")
    with program_in("es"):
        index = Packs(Library(None, tmp_path / "own")).offered()
    assert index.checks["leader.named"].question.startswith(ENGLISH)
