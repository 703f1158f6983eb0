"""The app in Spanish, from the first screen to the first answer. Keys were named when the app was imported."""

from __future__ import annotations

from pathlib import Path

from readiness.questionnaire.vocabulary import State
from readiness.tui.screens.first_run import FirstRunScreen
from readiness.tui.screens.tour import TourScreen
from tests.session.desk import desk_in
from tests.spoken import program_in
from tests.tui.harness import BUSINESS, SMALL, USER, kept, opened, organisation_id


async def test_from_the_first_run_to_the_first_answer(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "workspace")
    with program_in("es"):
        async with opened(desk, size=SMALL) as user:
            screen = await user.at(FirstRunScreen)
            await user.sees("La herramienta no puede hacerlo confidencial.", "Lo he leído", "Nombre de la empresa")
            assert screen.query_one("#first").max_scroll_y == 0
            await user.keys("space", "tab")
            await user.types(BUSINESS)
            await user.keys("tab")
            await user.types(USER)
            await user.keys("enter")
            await user.at(TourScreen)
            await user.sees("Una pregunta cada vez")
            await user.keys("escape")
            await user.begins("first-hour")
            await user.sees("¿Cuántas personas trabajan", "Menos de 10")
            await user.goes_to("leader.deputy")
            await user.sees("¿Decide un suplente con nombre cuando el responsable")
            await user.keys("3")
            await user.sees("guardado 09:30:00 ✓", "→ Primer paso: Pida a una persona que sea suplente")
    assert kept(desk, organisation_id(desk), "leader.deputy").state is State.NO
