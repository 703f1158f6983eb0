"""Packs from files: a folder and one file give the same pack, and every problem is reported where it is."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.identity import PackError, pack_bytes
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack, load_placed, parse_pack
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.vocabulary import Severity, State
from readiness.source import read
from tests.questionnaire.edited_pack import SMALL, copy_of_small, edit, problems


def test_a_folder_becomes_a_pack() -> None:
    pack = load_pack(SMALL)
    index = Index(pack)
    assert (pack.id, pack.version, pack.as_of, pack.sources_as_of) == ("small", "0.1.0", "2026-11-21", "2026-11-21")
    assert [section.section for section in pack.sections] == ["about", "team"]
    leader = index.checks["team.leader"]
    assert (leader.severity, leader.effort.low, leader.effort.high) == (Severity.CRITICAL, 0.5, 2.0)
    assert isinstance(leader.effort.high, float)
    assert leader.steps == ("Write one name down.", "Have it signed.")
    assert leader.audience is Audience.EVERYONE
    assert index.facts["team.person"].required_for == (State.YES,)
    assert index.facts["team.insured"].type is FactType.YES_NO
    assert index.facts["about.places"].choices["no"] == "Norway"
    assert index.checks["team.firm"].implied_no_if == Condition.parse({"team.leader": {"is": "no"}})
    assert pack.sources["own"].printable is False
    assert pack.modes[0].asks_proof is False
    assert pack.computed["team.own_time"].sum == ("team.answer_time", "team.starts_within")


def test_the_order_of_choices_is_kept() -> None:
    assert list(Index(load_pack(SMALL)).facts["about.places"].choices) == ["us-tx", "eu", "no"]


def test_one_file_loads_the_same_pack(tmp_path: Path) -> None:
    pack = load_pack(SMALL)
    single = tmp_path / "small.yaml"
    single.write_bytes(pack_bytes(pack))  # JSON is YAML
    assert load_pack(single) == pack
    assert pack_bytes(load_pack(single)) == pack_bytes(pack)
    assert parse_pack(pack_bytes(pack).decode(), "a bundle") == pack


def test_a_section_may_stand_in_pack_yaml_itself(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    pack = load_pack(folder)
    inline = msgspec.json.encode(msgspec.to_builtins(pack.sections[0])).decode()
    edit(folder, "pack.yaml", "sections: [about, team]", f"sections: [{inline}, team]")
    (folder / "about.yaml").unlink()
    assert load_pack(folder) == pack


@pytest.mark.parametrize("name", ["", "pack.yaml", "team.yaml", "conflicts.yaml"])
def test_any_part_of_a_folder_stands_for_its_pack(name: str) -> None:
    assert load_pack(SMALL / name).id == "small"


def test_a_problem_found_later_can_be_placed() -> None:
    _pack, assembly = load_placed(SMALL)
    problem = assembly.problem(("rules", 1, "tests", "fires", "team.minimum"), "wrong")
    assert str(problem) == f"{SMALL}/conflicts.yaml:37:33: rules[x02].tests.fires.team.minimum: wrong"
    assert str(assembly.problem(("weights", "high"), "x")).startswith(f"{SMALL}/pack.yaml:8:24: weights.high: ")


def _cases(name: str) -> list[dict[str, str]]:
    listed = read(Path(__file__).parent / name).value
    assert isinstance(listed, list)
    return msgspec.convert(listed, list[dict[str, str]])


@pytest.mark.parametrize("case", _cases("problems.yaml"), ids=lambda case: f"{case['key']}: {case['says']}"[:90])
def test_a_problem_is_reported_where_it_is(tmp_path: Path, case: dict[str, str]) -> None:
    folder = copy_of_small(tmp_path)
    line = edit(folder, case["file"], case["replace"], case["with"])
    found = problems(folder)
    begins = f"{case['file']}:{case['at'].replace('{line}', str(line))}: {case['key']}: {case['says']}"
    assert any(one.startswith(begins) for one in found), "\n".join([begins, *found])


@pytest.mark.parametrize("case", _cases("conditions.yaml"), ids=lambda case: case["condition"][:60])
def test_a_condition_that_makes_no_sense_is_refused(tmp_path: Path, case: dict[str, str]) -> None:
    folder = copy_of_small(tmp_path)
    line = edit(folder, "team.yaml", "ask_if: {about.trades: {contains: clinic}}", f"ask_if: {case['condition']}")
    (found,) = problems(folder)
    assert found.startswith(f"team.yaml:{line}:")
    assert ": checks[team.firm].facts[team.insured].ask_if" in found
    assert case["says"] in found


def test_this_belongs_to_what_the_rule_is_judged_for(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(
        folder, "conflicts.yaml", "when: {this.left_on: {missing: false}}", "when: {this.evidence_on: {missing: false}}"
    )
    assert any("there is no check, fact or computed value 'this.evidence_on'" in one for one in problems(folder))


def test_a_length_in_months_can_only_say_how_old_a_date_is(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(
        folder,
        "conflicts.yaml",
        "{this.state: yes}, {this.evidence_on",
        "{this.recheck: {less_than: 3d}}, {this.evidence_on",
    )
    assert any(
        "'this.recheck' is a duration: 'less_than' cannot be used; accepted: missing" in one for one in problems(folder)
    )


@pytest.mark.parametrize(
    ("old", "new", "chain"),
    [
        ("ask_if: {about.places: {contains: us-tx}}", "ask_if: {team.firm: yes}", "team.firm -> team.firm"),
        (
            "ask_if: {about.places: {contains: us-tx}}",
            "ask_if: {team.insured: yes}",
            "team.firm -> team.insured -> team.firm",
        ),
        (
            "ask_if: {about.places: {contains: us-tx}}",
            "ask_if: {team.own_time: {more_than: 1h}}",
            "team.firm -> team.own_time -> team.starts_within -> team.minimum -> team.firm",
        ),
        (
            "ask_if: {team.minimum: {missing: false}}",
            "ask_if: {team.starts_within: {missing: false}}",
            "team.starts_within -> team.starts_within",
        ),
    ],
)
def test_a_circle_of_conditions_is_refused(tmp_path: Path, old: str, new: str, chain: str) -> None:
    folder = copy_of_small(tmp_path)
    line = edit(folder, "team.yaml", old, new)
    (found,) = problems(folder)
    assert found.startswith(f"team.yaml:{line}:")
    assert found.endswith(f"ask_if: these are asked only when they are answered: {chain}")


def test_a_fact_named_like_its_check_is_a_repeated_id_and_no_circle(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    line = edit(folder, "team.yaml", "- id: team.heads", "- id: team.leader")
    found = problems(folder)
    assert found[0].startswith(
        f"team.yaml:{line}:9: checks[team.leader].facts[team.leader].id: the id 'team.leader' is"
    )
    assert not any("asked only" in one for one in found)


def test_a_long_chain_of_conditions_is_no_circle(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    chain = "".join(f"\n  - {{id: c.n{n}, type: yes_no, label: L, ask_if: {{c.n{n + 1}: yes}}}}" for n in range(3_000))
    with (folder / "about.yaml").open("a") as file:
        file.write(f"{chain}\n  - {{id: c.n3000, type: yes_no, label: L}}\n")
    assert len(Index(load_pack(folder)).facts) == 3_014


def test_every_problem_of_every_file_comes_at_once(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "pack.yaml", "title: A small pack", "titel: A small pack")
    edit(folder, "about.yaml", "type: choice\n", "type: choise\n")
    edit(folder, "team.yaml", "severity: high", "severity: extreme")
    edit(folder, "team.yaml", "sources: [guide]", "sources: [nothing]")
    edit(folder, "conflicts.yaml", "{team.limit: {less_than:", "{team.limmit: {less_than:")
    edit(folder, "sources.yaml", "printable: true", "printable: perhaps")
    found = problems(folder)
    assert [one.split(":")[0] for one in found] == [
        "pack.yaml", "pack.yaml", "about.yaml", "team.yaml", "team.yaml", "sources.yaml", "conflicts.yaml",
    ]  # fmt: skip


def test_a_refused_value_is_not_reported_a_second_time(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "team.yaml", "- id: team.limit\n        type: money", "- id: team.limit\n        type: monney")
    (found,) = problems(folder)
    assert "'monney' is not accepted (did you mean 'money'?)" in found


def test_ids_are_not_called_unknown_while_a_file_is_unreadable(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    (folder / "team.yaml").write_text("section: team\nchecks: [\n")
    edit(folder, "about.yaml", "screen: before-team", "screen: first\n    expires: true")
    found = problems(folder)
    assert [one.split(":")[0] for one in found] == ["team.yaml", "about.yaml"]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ("[about, team, nowhere]", "sections[2]: there is no file 'nowhere.yaml' beside pack.yaml"),
        ("[about, team, ../team]", "sections[2]: the id of a section is needed"),
        ("[about, team, /etc/passwd]", "sections[2]: the id of a section is needed"),
        ("[about, team, conflicts]", "sections[2]: the id of a section is needed"),
        ("[about, team, 3]", "sections[2]: the id of a section is needed"),
        ("[about, team, team]", "sections[2]: the section 'team' is named twice"),
        ("about", "sections: a list is needed"),
        ("[]", "sections: the list is empty"),
        ("[about]", "team.yaml: this file is no part of the pack"),
    ],
)
def test_sections_are_files_beside_pack_yaml(tmp_path: Path, sections: str, message: str) -> None:
    folder = copy_of_small(tmp_path)
    edit(folder, "pack.yaml", "sections: [about, team]", f"sections: {sections}")
    assert any(message in one for one in problems(folder))


def test_a_key_given_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    with (folder / "pack.yaml").open("a") as file:
        file.write("glossary: [{id: x, term: X, text: Y.}]\n")
    assert problems(folder) == ["glossary.yaml:1:1: terms: 'glossary' is given here and in pack.yaml; keep one of them"]


@pytest.mark.parametrize("text", ["", "- a\n", "text\n", "3\n", "{}\n", "a: [\n"])
@pytest.mark.parametrize("part", ["pack", "about", "conflicts", "glossary", "sources", "modes"])
def test_a_file_that_holds_something_else_is_a_problem_of_that_file(tmp_path: Path, part: str, text: str) -> None:
    folder = copy_of_small(tmp_path)
    (folder / f"{part}.yaml").write_text(text)
    assert any(one.startswith(f"{part}.yaml:") for one in problems(folder))


def test_the_paper_of_a_block_is_named_by_the_id_of_a_document(tmp_path: Path) -> None:
    folder = copy_of_small(tmp_path)
    modes = folder / "modes.yaml"
    text = modes.read_text()
    for paper in ("contact-card", "../contact card", "3"):
        modes.write_text(re.sub(r"(\n +)checks:", rf"\1paper: {paper}\1checks:", text, count=1))
        if paper == "contact-card":
            assert load_pack(folder).modes[0].blocks[0].paper == paper
        else:
            assert any("paper" in one for one in problems(folder)), paper


def test_a_part_that_is_not_there_says_so() -> None:
    with pytest.raises(PackError, match=r"nowhere\.yaml: cannot be read: No such file"):
        load_pack(SMALL / "nowhere.yaml")


def test_a_folder_without_pack_yaml_says_so(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["pack.yaml: cannot be read: No such file or directory"]


def test_one_file_cannot_name_section_files(tmp_path: Path) -> None:
    path = tmp_path / "single.yaml"
    path.write_text("format: 1\nsections: [about]\n")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert any("sections[0]: a mapping with these keys is needed" in str(one) for one in caught.value.problems)


def test_not_more_problems_than_anyone_reads(tmp_path: Path) -> None:
    path = tmp_path / "single.yaml"
    path.write_text("".join(f"wrong{n}: 1\n" for n in range(3_000)))
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert len(caught.value.problems) == 1_000
