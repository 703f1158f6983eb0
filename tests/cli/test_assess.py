"""`readiness assess`: what is stored, what is said, and with which exit code it ends."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from tests.cli.command import DAY, NAME, SAMPLE, Command, answers_file

SMALL = """
organisation: Lund & Sons Joinery
pack: breach-readiness
as_of: "2026-11-01"
people: [{name: Åsa Lund, role: owner}]
answers:
  leader.named: {state: yes, facts: {leader.person: Åsa Lund}, evidence: {description: Note, dated: "2026-10-01"}}
  leader.deputy: {state: no}
"""


def test_the_sample_is_stored_judged_and_summarised(command: Command) -> None:
    ran = command("assess", SAMPLE, "--today", DAY)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"{NAME}, as of 2026-11-21"
    assert lines[1].startswith("Partly ready")
    assert lines[2].startswith("In place ")
    assert lines[3].startswith("Proven ")
    assert lines[4].startswith("Critical points closed ")
    assert lines[4].endswith(" of 21")
    assert lines[5].startswith("Findings: ")
    assert "critical" in lines[5]
    (stored,) = command.sealed()
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600


def test_a_file_stored_before_is_judged_again_and_not_stored(judged: Command) -> None:
    before = judged.files()
    ran = judged("assess", SAMPLE, "--today", DAY)
    assert ran.code == 0
    assert "stored before, unchanged; nothing was stored" in ran.out
    assert judged.files() == before


def test_comments_and_order_are_no_other_answers(judged: Command, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8") + "\n# a remark at the end\n"
    ran = judged("assess", answers_file(tmp_path, text), "--today", DAY)
    assert "nothing was stored" in ran.out
    assert len(judged.sealed()) == 1


def test_other_answers_make_a_new_assessment(judged: Command, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "leader.handover:\n    state: no", "leader.handover:\n    state: partly"
    )
    assert text != SAMPLE.read_text(encoding="utf-8")
    before = judged.files()
    ran = judged("assess", answers_file(tmp_path, text), "--today", DAY)
    assert ran.code == 0
    assert "nothing was stored" not in ran.out
    assert len(judged.sealed()) == 2
    kept = {name: data for name, data in judged.files().items() if "/assessments/" in name}
    assert {name: kept[name] for name in before if "/assessments/" in name}.items() <= kept.items()
    (listed,) = json.loads(judged("organisations", "--json").out)
    assert listed["name"] == NAME


def test_json_is_all_there_is_on_standard_output(command: Command, tmp_path: Path) -> None:
    ran = command("assess", answers_file(tmp_path, SMALL), "--json", "--today", DAY)
    value = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert value["organisation"]["name"] == "Lund & Sons Joinery"
    assert value["assessment"]["as_of"] == "2026-11-01"
    assert value["judged_on"] == DAY
    assert value["stored"] is True
    assert value["report"] is None
    assert set(value["findings"]) == {"critical", "high", "medium", "low"}
    assert value["band"]["id"] == "not-ready"
    again = json.loads(command("assess", answers_file(tmp_path, SMALL), "--json", "--today", DAY).out)
    assert again == {**value, "stored": False}


def test_fail_under_looks_at_in_place(judged: Command) -> None:
    in_place = json.loads(judged("assess", SAMPLE, "--json", "--today", DAY).out)["in_place"]
    assert judged("assess", SAMPLE, "--today", DAY, "--fail-under", str(int(in_place))).code == 0
    ran = judged("assess", SAMPLE, "--json", "--today", DAY, "--fail-under", str(int(in_place) + 1))
    assert ran.code == 5
    assert json.loads(ran.out)["in_place"] == in_place
    assert judged("assess", SAMPLE, "--fail-under", "101").code == 2


def test_the_report_is_written_once(judged: Command) -> None:
    pdf = judged.home / "gap.pdf"
    ran = judged("assess", SAMPLE, "--today", DAY, "-o", pdf)
    assert ran.code == 0
    assert f"Report: {pdf}" in ran.out
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    report = judged.home / "gap.txt"
    report.write_bytes(b"mine")
    refused = judged("assess", SAMPLE, "--today", DAY, "-o", report)
    assert refused.code == 3
    assert "already exists" in refused.err
    assert "--force" in refused.err
    assert report.read_bytes() == b"mine"
    assert judged("assess", SAMPLE, "--today", DAY, "-o", report, "--force").code == 0
    assert report.read_text("utf-8").startswith("Breach readiness of Harbor Dental Group")


def test_nothing_is_stored_when_the_report_has_no_place(command: Command) -> None:
    taken = command.home / "taken.pdf"
    taken.write_bytes(b"mine")
    assert command("assess", SAMPLE, "--today", DAY, "-o", taken).code == 3
    assert command("assess", SAMPLE, "--today", DAY, "-o", command.home).code == 3
    assert command.sealed() == []


def test_a_similar_name_is_another_organisation(judged: Command, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace(f"organisation: {NAME}", "organisation: Harbor Dental")
    assert judged("assess", answers_file(tmp_path, text), "--today", DAY).code == 0
    assert len(json.loads(judged("organisations", "--json").out)) == 2


def test_the_name_is_the_same_in_other_case_and_spacing(judged: Command, tmp_path: Path) -> None:
    name = 'organisation: "harbor  dental GROUP (fictional)"'
    text = SAMPLE.read_text(encoding="utf-8").replace(f"organisation: {NAME}", name)
    assert "nothing was stored" in judged("assess", answers_file(tmp_path, text), "--today", DAY).out
    assert len(json.loads(judged("organisations", "--json").out)) == 1
