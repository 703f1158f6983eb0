"""Definitions are content: the shipped one holds, and every mistake in one is told with its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from readiness.error import BAD_INPUT
from readiness.report.definition import NAMES, PARTS, DefinitionError, load_definition
from readiness.report.theme import Theme
from readiness.resources import bundled
from readiness.source import read
from tests.report.sample import definition

SHIPPED = bundled("reports") / "management.yaml"

# Words that would promise or assert what nobody here can know.
NEVER_SAID = re.compile(
    r"\bcovered\b|will be paid|\bcompliant\b|\bcertified\b|\bsecure\b|\bprivileged\b|safe harbou?r|you must notify"
    r"|no need to notify|no evidence of|\bguarantee|misrepresent|\bprobability of\b",
    re.IGNORECASE,
)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text("utf-8")
    assert text.count(old) >= 1, old
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        load_definition(path)
    assert caught.value.exit_code == BAD_INPUT
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_definition_holds() -> None:
    shipped = definition()
    assert shipped.order == PARTS
    assert isinstance(shipped.looks, Theme)


def test_the_shipped_words_never_say_what_nobody_can_know() -> None:
    text = SHIPPED.read_text("utf-8")
    assert [match[0] for match in NEVER_SAID.finditer(text)] == []
    assert "—" not in text


def test_every_shipped_placeholder_is_a_named_value() -> None:
    found = set(re.findall(r"\{([A-Za-z][\w.-]*)\}", SHIPPED.read_text("utf-8")))
    assert found - {"names", "leader.person"} <= set(NAMES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  - insurance\n", "  - insurence\n", r":27:\d+: order\[7\]: there is no part 'insurence' .did you mean 'ins"),
        ("  - insurance\n", "  - findings\n", "the part 'findings' stands twice"),
        ("audience: management", "audience: everybody", "audience: 'everybody' is not accepted"),
        ('  ink: "#1c232b"', "  ink: red", 'theme.ink: a colour such as "#1f4e79" is needed'),
        ("  margin_side: 18", "  margin_side: 180", "theme.margin_side: a number of millimetres from 8 to 60"),
        ("  margin_side: 18", "  magin_side: 18", "theme.magin_side: unknown key 'magin_side' .did you mean 'mar"),
        ("{organisation}: gap", "{organization}: gap", "there is no value 'organization' .did you mean 'organis"),
        ("format: 1", "format: 2", "only format 1 is accepted"),
        ("title: Sign-off", "titel: Sign-off", "the key 'title' is missing"),
        ("detail_at_least: critical", "detail_at_least: huge", "findings.detail_at_least: 'huge' is not accepted"),
        ("blank: ", "blink: ", "the key 'blank' is missing"),
        ("draft: DRAFT", "draft: [", "this is not YAML that can be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = problems(changed(tmp_path, old, new))
    assert any(re.search(message, line) for line in found), found
    assert all(re.match(r".*mine\.yaml:\d+:\d+: ", line) for line in found)


def test_shared_words_must_be_whole(tmp_path: Path) -> None:
    shared = (bundled("reports") / "words.yaml").read_text("utf-8")
    (tmp_path / "words.yaml").write_text(shared.replace("  no: no\n", "", 1), "utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    (found,) = problems(path)
    assert re.search(r"words\.yaml:\d+:\d+: states: words are missing for: no", found)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, "audience: management", "audience: nobody")
    path.write_text(
        path.read_text("utf-8").replace("  - sign_off\n", "  - sign\n").replace('number: "13"', "nummer: 13"), "utf-8"
    )
    assert len(problems(path)) == 3


def test_a_part_in_the_order_needs_its_words(tmp_path: Path) -> None:
    path = changed(tmp_path, "\nworking:\n", "\nworking_not:\n")
    assert any("the part 'working' is in the order, but its words are missing" in line for line in problems(path))


def test_a_part_that_speaks_in_the_words_of_another_needs_them(tmp_path: Path) -> None:
    path = changed(tmp_path, "\nconflicts:\n", "\nnot_conflicts:\n")
    path.write_text(path.read_text("utf-8").replace("  - conflicts\n", ""), "utf-8")
    assert any("the part 'insurance' needs the words of 'conflicts' too" in line for line in problems(path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.yaml")


def test_a_text_of_ones_own_can_be_ordered(tmp_path: Path) -> None:
    path = changed(tmp_path, "  - contents\n", "  - texts.welcome\n")
    path.write_text(
        path.read_text("utf-8")
        + "\ntexts:\n  welcome:\n    title: Hello {organisation}\n    paragraphs: [One., Two.]\n",
        "utf-8",
    )
    assert load_definition(path).texts["welcome"].paragraphs == ("One.", "Two.")


def test_the_shipped_file_names_its_schema() -> None:
    first = SHIPPED.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schema/definition.json"


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []


def test_the_shipped_texts_are_short_sentences() -> None:
    for text in _strings(read(SHIPPED).value):
        for sentence in re.split(r"(?<=[.!?])\s", text):
            assert len(sentence.split()) <= 45, sentence
