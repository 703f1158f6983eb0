"""Texts by id over a pack: what is laid over, what never changes, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.questionnaire.identity import enc_hook, pack_hash
from readiness.questionnaire.library import Library
from readiness.questionnaire.loader import load_pack, load_translations
from readiness.questionnaire.model import Pack
from readiness.questionnaire.translations import FIELDS, Text, Texts, checked, fitting, missing, overlaid, texts_of
from readiness.resources import bundled
from readiness.source import parse

BUNDLED = bundled("questionnaires") / "breach-readiness"
SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return Library(None).pack("breach-readiness")


@pytest.fixture(scope="module")
def small() -> Pack:
    return load_pack(SMALL)


def without_texts(value: object, names: frozenset[str]) -> object:
    """A pack as plain values in which every text that may be translated is gone."""
    if isinstance(value, dict):
        return {key: _shape(part) if key in names else without_texts(part, names) for key, part in value.items()}
    return [without_texts(part, names) for part in value] if isinstance(value, list | tuple) else value


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return sorted(value)
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        return [{key: part for key, part in one.items() if key != "label"} for one in value]
    return None


def skeleton(pack: Pack) -> object:
    names = frozenset(field for _kind, fields in FIELDS.values() for field in fields)
    return without_texts(msgspec.to_builtins(pack, enc_hook=enc_hook), names)


def test_the_bundled_spanish_is_sound_and_covers_the_first_hour(pack: Pack) -> None:
    (spanish,) = load_translations(pack, BUNDLED)
    assert spanish.problems == ()
    assert spanish.file.stem == "es"
    written, texts = texts_of(pack), spanish.texts
    (hour,) = [mode for mode in pack.modes if mode.id == "first-hour"]
    checks = {id for block in hour.blocks for id in block.checks}
    facts = {fact.id for section in pack.sections for fact in section.facts}
    facts |= {fact.id for section in pack.sections for one in section.checks if one.id in checks for fact in one.facts}
    for group, ids in (("checks", checks), ("facts", facts)):
        for id in ids:
            assert set(texts[group][id]) == set(written[group][id]), id
            for field, text in written[group][id].items():
                if isinstance(text, dict):
                    assert set(texts[group][id][field]) == set(text), (id, field)
    for block in hour.blocks:
        assert set(texts["blocks"][f"first-hour.{block.id}"]["wording"]) == set(block.wording)


def test_what_is_laid_over_is_read_and_nothing_else_changes(pack: Pack) -> None:
    (spanish,) = load_translations(pack, BUNDLED)
    over = overlaid(pack, spanish.texts)
    assert skeleton(over) == skeleton(pack)
    assert pack_hash(over) != pack_hash(pack)
    laid = texts_of(over)
    for group, ids in spanish.texts.items():
        for id, fields in ids.items():
            for field, text in fields.items():
                now = laid[group][id][field]
                assert now == ({**now, **text} if isinstance(now, dict) and isinstance(text, dict) else text)
    assert overlaid(pack, {}) == pack


def anything_for(text: Text) -> st.SearchStrategy[Text]:
    words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)
    if isinstance(text, str):
        return words
    if isinstance(text, dict):
        return st.fixed_dictionaries({}, optional=dict.fromkeys(text, words))
    return st.tuples(*[words for _one in text])


@settings(max_examples=15)
@given(data=st.data())
def test_no_text_changes_ids_or_structure(data: st.DataObject, small: Pack) -> None:
    written = texts_of(small)
    places = [(group, id, field) for group, ids in written.items() for id, fields in ids.items() for field in fields]
    texts: Texts = {}
    for group, id, field in data.draw(st.lists(st.sampled_from(places), max_size=12, unique=True)):
        text = data.draw(anything_for(written[group][id][field]))
        texts.setdefault(group, {}).setdefault(id, {})[field] = text
    over = overlaid(small, texts)
    assert skeleton(over) == skeleton(small)
    assert {group: set(ids) for group, ids in texts_of(over).items()} == {g: set(i) for g, i in written.items()}


WRONG = """\
sections:
  nowhere: {title: x}
checks:
  team.lead:
    question: ""
    severity: high
    steps: [one]
facts:
  team.lead.person: {label: [x]}
rules: nothing
planets: {}
"""


def test_every_problem_has_its_place(small: Pack, tmp_path: Path) -> None:
    check = next(check for section in small.sections for check in section.checks)
    (tmp_path / "translations").mkdir()
    (tmp_path / "pack.yaml").touch()
    file = tmp_path / "translations" / "es.yaml"
    file.write_text(WRONG.replace("team.lead.person", check.facts[0].id).replace("team.lead", check.id))
    (found,) = load_translations(small, tmp_path)
    assert found.texts == {}
    no_text = "'severity' is not a text that can be translated (did you mean 'severity_why'?)"
    said = [str(problem).removeprefix(f"{file}:") for problem in found.problems]
    assert said == [
        "2:3: sections.nowhere: the pack has no 'nowhere' here",
        f"5:5: checks.{check.id}.question: a text is needed",
        f"6:5: checks.{check.id}.severity: {no_text}",
        f"7:5: checks.{check.id}.steps: 1 texts are given; the pack has {len(check.steps)}",
        f"9:{len(check.facts[0].id) + 6}: facts.{check.facts[0].id}.label: a text is needed",
        "10:1: rules: a mapping from ids to texts is needed",
        "11:1: planets: 'planets' holds no texts",
    ]


def test_placeholders_stay_those_of_the_pack(pack: Pack) -> None:
    rule = next(rule for rule in pack.rules if "{" in rule.sentence)
    wrong = parse(f"rules: {{{rule.id}: {{sentence: '{{x.y}} and [no pair'}}}}", "es.yaml")
    texts, ((path, said),) = checked(pack, wrong.value)
    assert (texts, path) == ({}, ("rules", rule.id, "sentence"))
    assert said.startswith("the same placeholders are needed as in the pack: ")
    right = parse(f"rules: {{{rule.id}: {{sentence: {msgspec.json.encode(rule.sentence[::1]).decode()}}}}}", "es.yaml")
    assert checked(pack, right.value)[1] == ()


def test_a_name_that_is_no_language_and_a_file_that_is_no_yaml_are_said(small: Pack, tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "pack.yaml").touch()
    (tmp_path / "translations" / "Spanish words.yaml").write_text("{}")
    (tmp_path / "translations" / "fr.yaml").write_text("[")
    named, broken = load_translations(small, tmp_path)
    assert "code of its language" in str(named.problems[0])
    assert "not YAML" in str(broken.problems[0])
    assert list(load_translations(small, tmp_path / "translations")) == []


def test_what_is_missing_is_counted_by_section(small: Pack) -> None:
    counts = missing(small, {})
    assert all(absent == whole for absent, whole in counts.values())
    section = small.sections[-1].section
    given: Texts = {"sections": {section: {"title": "x"}}}
    assert missing(small, given)[section] == (counts[section][0] - 1, counts[section][1])


def test_another_version_keeps_its_words_where_they_changed(small: Pack) -> None:
    section = small.sections[-1]
    newer = msgspec.structs.replace(section, title="Something else")
    other = msgspec.structs.replace(small, sections=(*small.sections[:-1], newer))
    texts: Texts = {"sections": {section.section: {"title": "Título", "intro": "Entrada"}}}
    kept = fitting(texts, texts_of(small), texts_of(other))
    assert kept == {"sections": {section.section: {"intro": "Entrada"}}}
