"""`readiness packs`: what it prints, and how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.packs import packs
from readiness.exchange.answers_shape import AnswersFile
from readiness.exchange.wording_rules import WordingFile
from readiness.questionnaire.schema import file_schema, schema_text, schemas
from readiness.resources import bundled

SMALL = Path(__file__).parents[1] / "questionnaire" / "small"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(packs, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own: nothing of the machine's user is read or written."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_sound_pack_says_what_is_in_it() -> None:
    result = run("check", SMALL)
    assert result.exit_code == 0
    assert result.stdout == (f"{SMALL}: small 0.1.0, 2 checks, 13 facts, 6 rules, 14 tests of rules: no problems\n")


def test_the_bundled_pack_is_sound() -> None:
    result = run("check", bundled("questionnaires") / "breach-readiness")
    assert result.exit_code == 0, result.stdout
    assert "no problems" in result.stdout


def test_every_problem_of_every_pack_is_printed(small: Path, tmp_path: Path) -> None:
    team = small / "team.yaml"
    team.write_text(team.read_text().replace("severity: high", "severity: hihg").replace("cost: C2", "cost: C9"))
    single = tmp_path / "single.yaml"
    single.write_text("id: [\n")
    result = run("check", small, single, SMALL)
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{small}/team.yaml:71:5: checks[team.firm].severity: 'hihg' is not accepted")
    assert lines[1].startswith(f"{small}/team.yaml:76:5: checks[team.firm].cost: 'C9' is not accepted")
    assert lines[2].startswith(f"{single}:2:1: this is not YAML that can be read")
    assert lines[3].startswith(f"{SMALL}: small 0.1.0")
    assert result.stderr == "3 problems\n"


def test_a_rule_whose_own_test_fails_is_a_problem(small: Path) -> None:
    conflicts = small / "conflicts.yaml"
    conflicts.write_text(
        conflicts.read_text().replace("fires: {team.limit: 25000 USD", "fires: {team.limit: 50000 USD")
    )
    result = run("check", small)
    assert result.exit_code == 3
    assert result.stdout == (f"{conflicts}:16:7: rules[x01].tests.fires: the rule should fire and stays silent\n")
    assert result.stderr == "1 problem\n"


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", "x\x1b[31m.yaml", "empty"])
def test_a_path_without_a_pack_is_bad_input(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", tmp_path / name)
    assert result.exit_code == 3
    assert "cannot be read" in result.stdout
    assert "\x1b" not in result.stdout


def test_no_path_is_a_usage_error() -> None:
    assert run("check").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_the_list_names_bundled_packs_and_your_own(home: Path) -> None:
    from readiness.session.packs import own_folder

    own = own_folder()
    own.mkdir(parents=True)
    shutil.copytree(SMALL, own / "small")
    result = run("list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "small  0.1.0  A small pack  (your own: 2 checks, 13 facts, 6 rules, 14 tests of rules)"
    assert lines[1].startswith("breach-readiness  1.")
    assert "(bundled: " in lines[1]


def test_a_pack_that_cannot_be_used_hides_no_other(home: Path) -> None:
    from readiness.session.packs import own_folder

    own = own_folder()
    own.mkdir(parents=True)
    (own / "broken.yaml").write_text("sections: 3\n")
    result = run("list")
    assert result.exit_code == 3
    assert result.stdout.splitlines()[0] == "broken  (your own)"
    assert "breach-readiness" in result.stdout
    assert result.stderr == f"  can't be used; see: readiness packs check {own}/broken.yaml\n"


def test_schemas_go_to_a_folder_or_to_standard_output(tmp_path: Path) -> None:
    result = run("schema", "-o", tmp_path / "new" / "schema")
    assert result.exit_code == 0
    written = {path.stem: path.read_text() for path in (tmp_path / "new" / "schema").iterdir()}
    made = {**schemas(), "answers": file_schema(AnswersFile), "wording-checks": file_schema(WordingFile)}
    assert written == {kind: schema_text(schema) for kind, schema in made.items()}
    assert run("schema").stdout == schema_text(made)
    assert set(json.loads(run("schema").stdout)) == set(written)


def test_other_files_are_not_replaced_without_force(tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_text("mine")
    result = run("schema", "-o", tmp_path)
    assert result.exit_code == 3
    assert "pack.json" in result.stderr
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]
    assert run("schema", "--force", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "pack.json").read_text() != "mine"
    assert run("schema", "-o", tmp_path).exit_code == 0  # the same files again


def test_a_folder_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("schema", "-o", tmp_path / "file" / "below")
    assert result.exit_code == 3
    assert "could not be written to" in result.stderr


def test_checking_needs_neither_the_app_nor_the_printer(tmp_path: Path) -> None:
    program = (
        "import sys; from readiness.cli.packs import packs;"
        "packs(['check', sys.argv[1]], standalone_mode=False);"
        "print(sorted({'textual', 'reportlab', 'tinydb'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program, SMALL], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("no problems\n[]\n")
