"""`findings`, `organisations`, `report`: what is told of what is stored, and to whom."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.assessment.findings import visible_to
from readiness.questionnaire.model import Audience
from readiness.session.clock import Clock
from readiness.session.place import Desk, open_workspace
from tests.cli.command import DAY, NAME, SAMPLE, Command, answers_file


def test_findings_are_listed_worst_first(judged_once: Command) -> None:
    ran = judged_once("findings", "harbor", "--today", DAY)
    lines = ran.out.splitlines()
    severities = [line.split()[0] for line in lines[:-1]]
    order = ["critical", "high", "medium", "low"]
    assert severities == sorted(severities, key=order.index)
    value = json.loads(judged_once("findings", "harbor", "--json", "--today", DAY).out)
    assert len(value["findings"]) == len(lines) - 1
    assert value["matter_for_counsel"] is True
    assert [one["severity"] for one in value["findings"]] == severities
    first = value["findings"][0]
    assert {"id", "kind", "title", "why", "steps", "if_not", "quotes", "action"} <= set(first)
    by_id = {one["id"]: one for one in value["findings"]}
    assert by_id["gap:leader.handover"]["said"] == "no"


def test_the_day_that_is_judged_can_be_given(judged_once: Command) -> None:
    soon = json.loads(judged_once("findings", NAME, "--json", "--today", DAY).out)
    later = json.loads(judged_once("findings", NAME, "--json", "--today", "2028-11-21").out)
    assert later["judged_on"] == "2028-11-21"
    assert later["proven"] < soon["proven"]
    assert later["in_place"] == soon["in_place"]


def test_an_assessment_is_chosen_by_day_or_id(judged: Command, tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    earlier = text.replace('as_of: "2026-11-21"', 'as_of: "2026-11-20"').replace(
        "leader.named:\n    state: yes", "leader.named:\n    state: no"
    )
    assert judged("assess", answers_file(tmp_path, earlier), "--today", DAY).code == 0
    last = json.loads(judged("findings", NAME, "--json", "--today", DAY).out)
    assert last["assessment"]["as_of"] == "2026-11-21"
    by_day = json.loads(judged("findings", NAME, "--json", "--assessment", "2026-11-20", "--today", DAY).out)
    assert by_day["assessment"]["as_of"] == "2026-11-20"
    assert by_day["band"]["id"] == "not-ready"
    by_id = judged("findings", NAME, "--json", "--assessment", by_day["assessment"]["id"], "--today", DAY)
    assert json.loads(by_id.out) == by_day
    refused = judged("findings", NAME, "--assessment", "2026-01-01")
    assert refused.code == 3
    assert "2026-11-20" in refused.err
    assert by_day["assessment"]["id"] in refused.err


def counsel_only_texts(command: Command) -> set[str]:
    """Every sentence about a matter that is for counsel only."""
    desk = Desk(open_workspace(command.workspace), Clock(day=date.fromisoformat(DAY)))
    dossier = desk.dossier(desk.find(NAME).id)
    judgement = dossier.judged(dossier.sealed_assessment())
    seen = visible_to(judgement.findings, Audience.MANAGEMENT).findings
    kept = [finding for finding in judgement.findings if finding not in seen]
    assert kept, "the sample plants matters for counsel"
    return {
        text
        for finding in kept
        for text in (finding.identity, finding.title, finding.said, finding.why)
        if len(text) > 8
    }


def test_matters_for_counsel_are_told_nowhere_but_in_the_report(judged: Command) -> None:
    texts = counsel_only_texts(judged)
    outputs = [
        judged("findings", NAME, "--today", DAY).said,
        judged("findings", NAME, "--json", "--today", DAY).said,
        judged("assess", SAMPLE, "--today", DAY).said,
        judged("assess", SAMPLE, "--json", "--today", DAY).said,
        judged("organisations").said,
        judged("organisations", "--json").said,
        judged("organisations", "--csv").said,
    ]
    for output in outputs:
        assert not [text for text in texts if text in output]
    assert "One matter for counsel" in outputs[0]


def test_organisations_are_listed_for_people_and_programs(judged_once: Command) -> None:
    assert judged_once("organisations").out.splitlines()[1].startswith(NAME)
    (row,) = json.loads(judged_once("organisations", "--json").out)
    assert (row["name"], row["assessed_on"], row["band"], row["draft_asked"]) == (NAME, DAY, "partly-ready", None)
    (cells,) = list(csv.DictReader(io.StringIO(judged_once("organisations", "--csv").out)))
    assert cells["name"] == NAME
    assert float(cells["in_place"]) == row["in_place"]


def test_an_empty_workspace_and_none(command: Command) -> None:
    assert command("organisations").code == 3
    command.workspace.mkdir()
    assert "No organisations yet" in command("organisations").out
    assert json.loads(command("organisations", "--json").out) == []
    assert command("findings", "x").code == 3


def test_formulas_are_text_in_csv() -> None:
    from readiness.cli.organisations import cell

    assert [cell(text) for text in ("=1+1", "+1", "-1", "@x", "\t=1", "a=1", 5, None)] == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "a=1", 5, None,
    ]  # fmt: skip


def test_a_report_is_of_the_last_sealed_assessment(judged: Command) -> None:
    report = judged.home / "r.txt"
    ran = judged("report", "harb", "-o", report, "--today", DAY)
    assert (ran.code, ran.err) == (0, "")
    text = report.read_text("utf-8")
    assert NAME in text
    assert "DRAFT" not in text
    again = judged.home / "again.txt"
    judged("report", "harb", "-o", again, "--today", DAY)
    assert again.read_bytes() == report.read_bytes()


def test_a_page_size_can_be_chosen(judged: Command) -> None:
    from pypdf import PdfReader

    for size, width in (("A4", 595), ("letter", 612)):
        report = judged.home / f"{size}.pdf"
        wanted = ("--document", "paper-e-staff", "--page-size", size)
        assert judged("report", "harb", "-o", report, *wanted, "--today", DAY).code == 0
        assert round(float(PdfReader(report).pages[0].mediabox.width)) == width
    assert judged("report", "harb", "-o", judged.home / "x.pdf", "--page-size", "A9").code == 2


def test_a_draft_is_reported_only_when_asked_for_and_says_so(judged: Command) -> None:
    from pypdf import PdfReader

    report = judged.home / "draft.pdf"
    refused = judged("report", NAME, "--draft", "-o", report)
    assert refused.code == 3
    assert "has no draft" in refused.err
    assert judged("ask", NAME, "--plain", "--today", DAY, stdin="y\n2\n2\nAda\n3\nq\n").code == 0
    assert judged("report", NAME, "--draft", "--document", "first-72-hours", "-o", report, "--today", DAY).code == 0
    assert all("DRAFT" in page.extract_text() for page in PdfReader(report).pages)
    assert judged("report", NAME, "--draft", "--assessment", DAY, "-o", report, "--force").code == 2


@pytest.mark.parametrize("font", ["absent.ttf", "text.ttf"])
def test_a_font_that_is_none(font: str, judged: Command) -> None:
    (judged.home / "text.ttf").write_text("this is no font")
    ran = judged("report", NAME, "-o", judged.home / "x.pdf", "--font", judged.home / font)
    assert ran.code == 3
    assert font in ran.err
    assert not (judged.home / "x.pdf").exists()


def test_no_place_for_the_report(judged: Command) -> None:
    ran = judged("report", NAME, "-o", judged.home / "none" / "x.pdf")
    assert ran.code == 4
    assert "cannot be written" in ran.err


def test_a_reader_that_goes_away_is_no_error(judged: Command) -> None:
    command = f"{sys.executable} -m readiness --workspace '{judged.workspace}' findings harb | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=judged.environment)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
