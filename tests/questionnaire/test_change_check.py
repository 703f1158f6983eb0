"""changes.yaml: what is refused, where, and in what words."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.questionnaire.loader import load_pack
from tests.questionnaire.edited_pack import copy_of_small, edit, problems

SOUND = """changes:
  - id: moved
    label: We moved
    reopens: [team.firm, about.staff]
  - id: role-changed
    label: Somebody left
    about_people: true
    reopens: [team.person]
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    folder = copy_of_small(tmp_path)
    (folder / "changes.yaml").write_text(text, encoding="utf-8")
    return folder


def test_changes_are_read(tmp_path: Path) -> None:
    pack = load_pack(folder_with(tmp_path, SOUND))
    assert [(one.id, one.reopens, one.about_people) for one in pack.changes] == [
        ("moved", ("team.firm", "about.staff"), False),
        ("role-changed", ("team.person",), True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("team.firm,", "team.frim,", "changes.yaml:4:15: changes[moved].reopens[0]: there is no check or fact"),
        ("[team.person]", "[team.person, team.person]", "changes.yaml:8:28: changes[role-changed].reopens[1]: the"),
        ("id: role-changed", "id: moved", "changes.yaml:5:5: changes[moved].id: the change 'moved' is already used at"),
        ("id: role-changed", "id: Left!", "changes.yaml:5:5: changes[Left!].id: small letters, digits and '-' are"),
        ("    reopens: [team.firm, about.staff]\n", "", "changes.yaml:2:5: changes[moved]: this change asks nothing"),
        ("label: We moved", "lable: We moved", "changes.yaml:3:5: changes[moved].lable: unknown key 'lable'"),
    ],
)  # fmt: skip
def test_a_problem_is_reported_where_it_is(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = folder_with(tmp_path, SOUND.replace(old, new))
    found = problems(folder)
    assert any(one.startswith(says) for one in found), "\n".join([says, *found])


def test_a_recheck_names_a_change_that_exists(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, SOUND)
    line = edit(folder, "team.yaml", "events: [role-changed]}", "events: [movd]}")
    (found,) = problems(folder)
    assert found.startswith(f"team.yaml:{line}:")
    assert "there is no change 'movd' (did you mean 'moved'?); changes are listed in changes.yaml" in found


def test_the_end_of_the_policy_is_a_date(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "pack.yaml", "id: small\n", "id: small\npolicy_end: team.person\n")
    (found,) = problems(folder)
    assert "policy_end: 'team.person' is a person; a fact of the type 'date' is needed" in found
