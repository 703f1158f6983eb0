"""Something is happening now: what is at hand with and without answers, and the moment it is counted from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.discovery import noticed
from readiness.session.now import emergency_of, general
from readiness.session.now_text import call_entries, clock_entries, step_entries
from readiness.session.place import Desk
from tests.session.desk import NOW, desk_in
from tests.tui.harness import with_sample


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = desk_in(tmp_path_factory.mktemp("now"))
    with_sample(desk)
    return desk


def sample(desk: Desk) -> str:
    (one,) = desk.workspace.organisations()
    return one.id


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", "2026-11-21 09:30"),
        ("now", "2026-11-21 09:30"),
        ("03:15", "2026-11-21 03:15"),
        ("at 3.15", "2026-11-21 03:15"),
        ("22:40", "2026-11-20 22:40"),
        ("yesterday 22:40", "2026-11-20 22:40"),
        ("2026-11-19 03:00", "2026-11-19 03:00"),
        ("2026-11-19T03:00:59", "2026-11-19 03:00"),
        ("19 Nov 2026, 3:00", "2026-11-19 03:00"),
        ("2 hours ago", "2026-11-21 07:30"),
        ("45 min ago", "2026-11-21 08:45"),
        ("1 day ago", "2026-11-20 09:30"),
    ],
)
def test_a_moment_is_understood_as_it_is_typed(typed: str, moment: str) -> None:
    assert noticed(typed, NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("typed", ["soon", "25:00", "3:61", "2026-11-22 03:00", "2026-02-30 03:00", "in 2 hours", "::"])
def test_what_is_no_moment_of_the_past_is_refused(typed: str) -> None:
    with pytest.raises(ValueRefused, match="needed"):
        noticed(typed, NOW)


def test_with_answers_it_names_people_numbers_and_clocks(desk: Desk) -> None:
    emergency = emergency_of(desk.dossier(sample(desk)))
    calls = {entry.title: entry.lines for entry in call_entries(emergency)}
    assert calls["1  Leader"] == ("Dana Ruiz  ·  private: ____________", "Say: What you saw, and when.")
    assert calls["4  Insurer's hotline"][0] == "+1 555 0111"
    assert emergency.first()[0].startswith("1  Unplug the network cable")
    steps = {entry.title: entry for entry in step_entries(emergency, NOW, NOW + timedelta(hours=9))}
    board = steps["The owner or the board hears of it"]
    assert (board.when, board.is_past) == ("17:30", True)
    assert board.lines == ("Who: Dana Ruiz  ·  limit: 8 h  ·  planned by 15:00",)
    insurer = steps["The insurer has the report in writing"]
    assert (insurer.when, insurer.is_past) == ("Tue 09:30", False)
    clocks = clock_entries(emergency, NOW, NOW)
    assert (clocks[0].title, clocks[0].when) == ("Insurer", "Tue 09:30")
    assert all(len(entry.lines) == 2 for entry in clocks)


def test_without_answers_the_same_steps_come_with_blanks(desk: Desk, tmp_path: Path) -> None:
    emergency = general(desk.packs, desk.clock)
    assert (emergency.name, len(emergency.first())) == ("", 3)
    assert call_entries(emergency)[0].lines[0] == "** NOT SET **  ·  ______________"
    titles = [entry.title for entry in step_entries(emergency, NOW, NOW)]
    assert titles == [entry.title for entry in step_entries(emergency_of(desk.dossier(sample(desk))), NOW, NOW)]
    assert clock_entries(emergency, NOW, NOW) == ()
    names = [path.name for path in (*emergency.write(tmp_path), *emergency.write(tmp_path))]
    assert names[0] == "general-draft-contact-card-2026-11-21.pdf"
    assert names[3] == "general-draft-first-72-hours-2026-11-21-2.pdf"


def test_an_organisation_without_answers_has_its_name_and_blanks(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    emergency = emergency_of(desk.dossier(desk.create("Lund Joinery").id))
    assert emergency.name == "Lund Joinery"
    assert call_entries(emergency)[0].lines[0].startswith("** NOT SET **")
