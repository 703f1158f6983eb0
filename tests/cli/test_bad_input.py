"""Bad and hostile input: one clear message, a documented exit code, and nothing stored is lost."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import DAY, NAME, ROOT, SAMPLE, Command, answers_file

HEAD = """organisation: Northwind Freight
pack: breach-readiness
as_of: "2026-11-01"
"""

REFUSED = {
    "an unknown question": (
        "answers: {leader.namd: {state: yes}}",
        "4:11: answers.leader.namd",
        "did you mean 'leader.named'",
    ),
    "an unknown fact": (
        "answers: {leader.named: {state: yes, facts: {leader.persn: Dana}}}",
        "4:46: answers.leader.named.facts.leader.persn",
        "did you mean 'leader.person'",
    ),
    "a fact of another question": (
        "answers: {leader.named: {state: yes, facts: {deputy.person: Dana}}}",
        "4:46",
        "belongs to the question 'leader.deputy'",
    ),
    "an unknown key": ("colour: red", "4:1: colour", "unknown key 'colour'"),
    "a state that is none": ("answers: {leader.named: {state: maybe}}", "4:26", "'maybe' is not accepted"),
    "a boolean state": ("answers: {leader.named: {state: true}}", "4:26", "one of these is needed: no, unknown"),
    "no state": ("answers: {leader.named: {note: hm}}", "4:11", "the key 'state' is missing"),
    "a day that does not exist": (
        'answers: {leader.named: {state: yes, facts: {leader.appointed_on: "2026-02-30"}}}',
        "4:46",
        "a date that exists is needed",
    ),
    "a day of evidence to come": (
        'answers: {leader.named: {state: yes, evidence: {description: x, dated: "2027-01-01"}}}',
        "4:65",
        "not in the future",
    ),
    "negative money": (
        'answers: {leader.spending-limit: {state: yes, facts: {leader.spend_limit: "-5 USD"}}}',
        "4:55",
        "an amount and a currency are needed",
    ),
    "a number where money is needed": (
        "answers: {leader.spending-limit: {state: yes, facts: {leader.spend_limit: 5}}}",
        "4:55",
        "put it in quotes",
    ),
    "text where a number is needed": ("opening: {profile.people_count: many}", "4:11", "a whole number"),
    "a list where text is needed": ("answers: {leader.named: {state: yes, note: [a, b]}}", "4:38", "text is needed"),
    "a choice that is none": ("opening: {profile.people_places: [us-tx, us-zz]}", "4:11", "'us-zz' is not accepted"),
    "no reason": ("answers: {counsel.legal-hold: {state: not_applicable}}", "reason", "a reason is needed"),
    "what always applies": (
        "answers: {leader.named: {state: not_applicable, reason: no}}",
        "4:26",
        "this question always applies",
    ),
    "a person nobody listed": (
        "people: [{name: Dana Ruiz}]\nrespondent: Dana Riuz",
        "5:1: respondent",
        "did you mean 'Dana Ruiz'",
    ),
    "a sensitive fact": (
        'answers: {insurer.notice-offline: {state: yes, facts: {insurer.policy_number: "X-1"}}}',
        "4:56",
        "only an encrypted workspace keeps it",
    ),
    "a private number": (
        'people: [{name: Bo, channels: [{kind: mobile, private: true, value: "+1 555"}]}]',
        "4:62: people[0].channels[0].value",
        "only an encrypted workspace keeps it",
    ),
    "a note of 20,001 characters": (
        "answers: {leader.named: {state: no, note: " + "x" * 20_001 + "}}",
        "4:37",
        "the text has 20001 characters; at most 20000 are accepted",
    ),
    "an escape sequence": ("respondent: \x1b[31mred", "4:13", "U+001B is not accepted"),
    "a text that runs backwards": ("respondent: abc\u202edef", "4:16", "U+202E is not accepted"),
    "an alias": ("respondent: *a", "4:13", "aliases"),
    "a tag": ("respondent: !!python/object:os.system x", "4:13", "tags"),
    "a key given twice": ("scope: full\nscope: full", "5:1", "given twice"),
    "an unknown pass": ("scope: fist-hour", "4:1: scope", "did you mean 'first-hour'"),
    "another format": ("format: 2", "4:1: format", "format 2 is not known"),
    "no YAML": ("answers: {leader.named: [", "5:1", "not YAML that can be read"),
    "thirty thousand levels": ("answers: " + "[" * 30_000, "4:", "nested too deeply"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answers_file_is_refused_with_its_place(case: str, judged_once: Command, tmp_path: Path) -> None:
    body, place, message = REFUSED[case]
    path = answers_file(tmp_path, HEAD + body)
    before = judged_once.files()
    ran = judged_once("assess", path, "--json", "--today", DAY)
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err.startswith(f"{path}:")
    assert place in ran.err
    assert message in ran.err
    assert ran.err.rstrip().endswith("nothing was stored")
    assert "\x1b" not in ran.err
    assert judged_once.files() == before


HEADERS = {
    "a day in the future": (
        'organisation: A\npack: breach-readiness\nas_of: "2026-12-24"',
        "3:1: as_of",
        "in the future",
    ),
    "a day that is none": ('organisation: A\npack: breach-readiness\nas_of: "2026-02-30"', "3:1", "a date that exists"),
    "no day": ("organisation: A\npack: breach-readiness", "1:1", "the key 'as_of' is missing"),
    "an unknown pack": (
        'organisation: A\npack: ../../x\nas_of: "2026-11-01"',
        "2:1: pack",
        "there are: breach-readiness",
    ),
    "no organisation": ('organisation: ""\npack: breach-readiness\nas_of: "2026-11-01"', "1:1", "the text is empty"),
    "a list": ("- a\n- b", "1:1", "a mapping"),
    "nothing": ("", "1:1", "a mapping"),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_is_refused_with_its_place(case: str, command: Command) -> None:
    text, place, message = HEADERS[case]
    ran = command("assess", answers_file(command.home, text), "--today", DAY)
    assert (ran.code, ran.out) == (3, "")
    assert place in ran.err
    assert message in ran.err
    assert command.sealed() == []


def test_all_problems_are_told_at_once(command: Command) -> None:
    text = HEAD + "colour: red\nopening: {profile.staff: 7}\nanswers: {a: {state: no}, leader.named: {state: maybe}}\n"
    ran = command("assess", answers_file(command.home, text), "--today", DAY)
    *problems, last = ran.err.splitlines()
    assert [line.split(":")[1] for line in problems] == ["4", "5", "6", "6"]
    assert last == "readiness: 4 problems; nothing was stored"


@pytest.mark.parametrize("file", ["absent.yaml", "", "/dev/null/x", "a\nb\x1b.yaml"])
def test_a_file_that_cannot_be_read(file: str, command: Command) -> None:
    ran = command("assess", file or command.home, "--today", DAY)
    assert ran.code == 3
    assert "\x1b" not in ran.err
    assert ran.err.endswith("readiness: 1 problem; nothing was stored\n")


def test_bytes_that_are_no_text(command: Command) -> None:
    path = command.home / "x.yaml"
    path.write_bytes(b"organisation: \xff\xfe")
    ran = command("assess", path, "--today", DAY)
    assert ran.code == 3
    assert ":1:15:" in ran.err
    assert "not UTF-8" in ran.err


def test_a_megabyte_of_note_and_a_file_too_large(command: Command) -> None:
    note = HEAD + "answers: {leader.named: {state: no, note: " + "word " * 200_000 + "}}\n"
    ran = command("assess", answers_file(command.home, note), "--today", DAY)
    assert ran.code == 3
    assert "at most 20000 are accepted" in ran.err
    assert len(ran.err) < 500
    huge = HEAD + "answers:\n" + "  # x\n" * 1_000_000
    ran = command("assess", answers_file(command.home, huge), "--today", DAY)
    assert ran.code == 3
    assert "too large" in ran.err


HOSTILE = (
    "[/]",
    "[bold red]x[/bold red]",
    "[@click=app.quit]x[/]",
    "<img src=/etc/passwd>",
    "<b",
    "=1+1",
    "@SUM(1)",
    "../../x",
    "%s %d {0} {name}",
    "'; DROP TABLE x; --",
    "$(id) `id`",
    "\\x1b[31m",
    "🦷 Ł ź 漢字 שלום",
    "&lt;&amp;",
)


def test_markup_is_only_text_wherever_it_stands(command: Command) -> None:
    for n, text in enumerate(HOSTILE):
        quoted = json.dumps(text, ensure_ascii=False)
        body = f"""organisation: {json.dumps(text + f" {n}", ensure_ascii=False)}
pack: breach-readiness
as_of: "2026-11-01"
assessor: {{name: {quoted}, interest: {quoted}}}
respondent: {{name: {quoted}, role: {quoted}}}
parties: [{{name: {quoted}, phone: {quoted}, second_way: {quoted}}}]
answers:
  leader.named:
    state: yes
    facts: {{leader.person: {{name: {quoted}, role: {quoted}}}}}
    note: {quoted}
    evidence: {{description: {quoted}, place: {quoted}, dated: "2026-10-01"}}
  counsel.legal-hold: {{state: not_applicable, reason: {quoted}}}
"""
        output = ["-o", command.home / {3: "3.pdf", 4: "4.html"}[n]] if n in (3, 4) else []
        ran = command("assess", answers_file(command.home, body), "--json", "--today", DAY, *output)
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["organisation"]["name"] == f"{text} {n}"
        assert json.loads(ran.out)["stored"] is True
    assert not (command.home.parent / "x").exists()
    assert len(json.loads(command("organisations", "--json").out)) == len(HOSTILE)
    assert all(path.parent.parent.name.isalnum() for path in command.sealed())
    cells = command("organisations", "--csv").out.splitlines()
    assert any(line.split(",")[1] == "'=1+1 5" for line in cells)
    assert any(line.split(",")[1] == "'@SUM(1) 6" for line in cells)


def test_a_workspace_that_is_no_folder_or_cannot_be_made(command: Command) -> None:
    taken = command.home / "file"
    taken.write_text("mine")
    for place in (taken, taken / "below", Path("/dev/null/x"), Path("/proc/none")):
        ran = command("assess", SAMPLE, "--today", DAY, workspace=place)
        assert (ran.code, ran.out) == (4, ""), place
        assert len(ran.err.splitlines()) == 1
    assert taken.read_text() == "mine"


def _little_space() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))


def test_a_full_disk_takes_nothing_away(judged: Command, tmp_path: Path) -> None:
    before = {name: data for name, data in judged.files().items() if not name.endswith(".previous")}
    text = SAMPLE.read_text(encoding="utf-8").replace('as_of: "2026-11-21"', 'as_of: "2026-11-20"')
    ran = judged("assess", answers_file(tmp_path, text), "--today", DAY, before=_little_space)
    assert (ran.code, ran.out) == (4, "")
    assert "the disk is full" in ran.err
    after = judged.files()
    assert {name: after[name] for name in before} == before
    assert len(judged.sealed()) == 1
    assert judged("findings", NAME, "--today", DAY).code == 0
    assert judged("assess", answers_file(tmp_path, text), "--today", DAY).code == 0


def test_another_process_has_the_organisation(judged: Command, tmp_path: Path) -> None:
    (organisation,) = json.loads(judged("organisations", "--json").out)
    where, id, moment = str(judged.workspace), organisation["id"], "2026-11-21T10:00:00+00:00"
    hold = (
        "import sys; from pathlib import Path; from readiness.store.workspace import Workspace\n"
        f"with Workspace.open(Path({where!r})).open_organisation({id!r}, now={moment!r}):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        text = SAMPLE.read_text(encoding="utf-8").replace('as_of: "2026-11-21"', 'as_of: "2026-11-20"')
        ran = judged("assess", answers_file(tmp_path, text), "--today", DAY)
        assert ran.code == 4
        assert f"process {holder.pid}" in ran.err
        assert judged("findings", NAME, "--today", DAY).code == 0
        asked = judged("ask", NAME, "--plain", stdin="y\n")
        assert asked.code == 4
        assert f"process {holder.pid}" in asked.out
        holder.communicate("")


def test_a_damaged_file_is_named_and_left_alone(judged: Command) -> None:
    (path,) = judged.workspace.glob("organisations/*/organisation.json")
    path.write_bytes(path.read_bytes()[:-9])
    damaged = path.read_bytes()
    ran = judged("organisations", "--json")
    assert ran.code == 4
    assert json.loads(ran.out) == []
    assert str(path) in ran.err
    assert "recovered" in ran.err
    assert path.read_bytes() == damaged


def test_names_that_fit_none_or_several(judged: Command, tmp_path: Path) -> None:
    other = SAMPLE.read_text(encoding="utf-8").replace(f"organisation: {NAME}", "organisation: Harbor Freight")
    assert judged("assess", answers_file(tmp_path, other), "--today", DAY).code == 0
    for wanted, said in (
        ("harb", "fits 2 organisations"),
        ("Harbour Freight", "Close to it: Harbor Freight"),
        ("", "There is no organisation"),
        ("../../etc", "There is no organisation"),
    ):
        for verb in (["findings"], ["report", "-o", "x.pdf"], ["ask", "--plain"]):
            ran = judged(verb[0], wanted, *verb[1:])
            assert (ran.code, ran.out) == (3, ""), (verb, wanted)
            assert said in ran.err
    assert judged("findings", "harbor f", "--today", DAY).code == 0


def test_a_wrong_call_is_exit_code_2(command: Command) -> None:
    for args in (
        ["nothing"],
        ["assess"],
        ["assess", SAMPLE, "--today", "2026-02-30"],
        ["report"],
        ["organisations", "--json", "--csv"],
        ["--what"],
    ):
        assert command(*args).code == 2, args


def test_a_fault_of_the_program_is_one_sentence_and_debug_shows_it(judged: Command) -> None:
    broken = judged.home / "broken"
    shutil.copytree(ROOT / "readiness", broken / "readiness", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "questionnaires", broken / "questionnaires")
    (broken / "readiness" / "session" / "dossier.py").write_text("1 / 0\n")
    environment = {**judged.environment, "PYTHONPATH": str(broken)}
    command = [sys.executable, "-m", "readiness", "--workspace", str(judged.workspace)]
    plain = subprocess.run(
        [*command, "findings", NAME], capture_output=True, text=True, env=environment, check=False, cwd=broken
    )
    assert plain.returncode == 1
    assert plain.stderr == (
        "readiness: an error inside the program (ZeroDivisionError). What was saved is kept. "
        "Run again with --debug to see it whole.\n"
    )
    shown = subprocess.run(
        [*command, "--debug", "findings", NAME],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        cwd=broken,
    )
    assert shown.returncode == 1
    assert "Traceback" in shown.stderr
