"""`readiness comms check`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.command import cli
from readiness.error import BAD_INPUT, BELOW, DONE, ReadinessError

CLEAN = "As of 3 May, 14:00. Some names may have been seen. Next update on 4 May, 10:00.\n"
HARM = "All personal data was read.\nA data breach.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["comms", "check", *(str(argument) for argument in arguments)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    clean, harm = tmp_path / "clean.txt", tmp_path / "harm.md"
    clean.write_text(CLEAN, "utf-8")
    harm.write_text(CLEAN + HARM, "utf-8")
    return clean, harm


def test_none_flagged_is_never_called_approved(files: tuple[Path, Path]) -> None:
    done = run(files[0])
    assert done.exit_code == DONE
    assert done.output == "none flagged. This looks for words and does not know the facts.\n"


def test_each_flag_is_a_line_with_its_place(files: tuple[Path, Path]) -> None:
    done = run(*files)
    first, second, total = done.output.splitlines()
    assert done.exit_code == BELOW
    assert first.startswith(f'{files[1]}:2: "All personal data": It frightens people')
    assert first.endswith("[too-broad]")
    assert second.startswith(f'{files[1]}:3: "breach": ')
    assert total.startswith("2 flagged. ")


def test_json_has_everything(files: tuple[Path, Path]) -> None:
    value = json.loads(run(*files, "--json").output)
    assert value["flagged"] == 2
    assert [one["file"] for one in value["files"]] == [str(path) for path in files]
    assert set(value["files"][1]["flagged"][0]) == {"line", "rule", "category", "what", "why", "better"}


def test_a_rule_is_left_out_by_its_id(files: tuple[Path, Path]) -> None:
    assert run(files[1], "--leave-out", "breach-word", "--leave-out", "too-broad").exit_code == DONE
    refused = run(files[1], "--leave-out", "breach")
    assert isinstance(refused.exception, ReadinessError)
    assert "there are: too-broad, " in str(refused.exception)


def test_a_file_that_cannot_be_read_hides_no_other(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(tmp_path / "none.txt", files[1])
    assert done.exit_code == BAD_INPUT
    assert f"{tmp_path / 'none.txt'}: cannot be read: " in done.stderr
    assert "2 flagged" in done.stdout


def test_rules_of_ones_own_take_their_place(files: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        'format: 1\nid: own\nversion: "1"\nas_of: "2026-11-22"\nrules:\n'
        "  - {id: a, category: c, phrases: [some names], why: W, better: B}\n",
        "utf-8",
    )
    assert run("--rules", own, files[0]).stdout.splitlines()[0] == f'{files[0]}:1: "Some names": W: B [a]'
    own.write_text("format: 1\n", "utf-8")
    assert isinstance(run("--rules", own, files[0]).exception, ReadinessError)


def test_nothing_in_a_text_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("all\x1b]0;x\x07 data\n", "utf-8")
    assert "\x1b" not in run(path).output
