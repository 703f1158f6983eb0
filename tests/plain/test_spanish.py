"""The interview line by line in Spanish; the letters to type are the same in every language."""

from __future__ import annotations

from pathlib import Path

from tests.plain.talk import ABOUT, BEGIN, talk
from tests.session.desk import desk_in
from tests.spoken import program_in


def test_the_first_hour_begins_in_spanish(tmp_path: Path) -> None:
    with program_in("es"):
        said = talk(tmp_path, *BEGIN, *ABOUT[:1], "Tejas", "Texas", *ABOUT[2:], "n", "y", "h")
    assert "puede reclamarse en un pleito" in said
    assert "Nombre de la empresa:" in said
    assert "¿Cuántas personas trabajan aquí?" in said
    assert "Si le atacaran, ¿dice un papel firmado qué persona decide?" in said
    assert "Primer paso" in said
    assert "¿Decide un suplente con nombre cuando el responsable no contesta?" in said
    desk = desk_in(tmp_path)
    stored = desk.dossier(desk.find("Harbor Dental").id).stored_draft()
    assert stored is not None
    assert stored.answers["profile.people_places"][0].facts == {"profile.people_places": ["us-tx"]}
