"""`readiness actions` with a file: written in every format, and received."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from readiness.cli.command import cli
from readiness.exchange.workbook_archive import WorkbookRefused
from readiness.report.output import NameTakenByFile, ReportError
from tests.cli.command import DAY, NAME, Command
from tests.exchange.plans import at


def actions(judged: Command, *args: str | Path) -> Result:
    """Within this process: `readiness actions` of the sample."""
    given = ["--workspace", judged.workspace, "actions", "harbor", "--today", DAY, *args]
    return CliRunner().invoke(cli, list(map(str, given)))


def refused(kind: type[Exception], judged: Command, *args: str | Path) -> str:
    result = actions(judged, *args)
    assert isinstance(result.exception, kind), result.output
    return str(result.exception)


def test_the_plan_is_written_in_every_format_without_what_is_for_counsel(
    judged: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(judged.home)
    actions(judged, "--set", "LEAD-04", "--owner", "Dana Ruiz", "--due", "2026-12-01")
    for name in ("p.csv", "p.md", "p.ics"):
        assert actions(judged, "-o", name).output == f"Plan: {name}\n"
    ran = judged("actions", NAME, "--format", "xlsx", "--today", DAY)
    assert ran.out == "Plan: harbor-dental-group-fictional-action-plan-2026-11-21.xlsx\n", ran.said
    path = judged.home / ran.out.split()[1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    cells = [cell.value for sheet in load_workbook(path) for line in sheet for cell in line]
    written = "\n".join(str(value) for value in cells if value)
    csv, markdown, calendar = ((judged.home / name).read_text("utf-8-sig") for name in ("p.csv", "p.md", "p.ics"))
    for text in (written, csv, markdown):
        assert "LEAD-04" in text
        assert "Dana Ruiz" in text
        # What the sample has for counsel only.
        assert not any(kept in text for kept in ("INS-08", "insurance form", "counsel_only"))
    assert "SUMMARY:Readiness item LEAD-04" in calendar
    assert "Ruiz" not in calendar
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "already exists" in refused(NameTakenByFile, judged, "-o", "p.md")
    assert actions(judged, "-o", "p.md", "--force").exit_code == 0
    assert "accepted: xlsx, csv, ics, md" in refused(ReportError, judged, "-o", "p.docx")
    for wrong in (("--apply",), ("--receive", "p.xlsx", "-o", "x.csv"), ("-o", "x.csv", "--json"), ("--force",)):
        assert actions(judged, *wrong).exit_code == 2


def test_a_plan_that_came_back_is_shown_and_then_taken_over(judged: Command) -> None:
    path = judged.home / "p.xlsx"
    assert actions(judged, "-o", path).exit_code == 0
    workbook = load_workbook(path)
    at(workbook["Plan"], "LEAD-04", "Owner").value = "Sam Okafor"
    at(workbook["Plan"], "LEAD-03", "Due").value = "soon"
    workbook["Plan"].delete_rows(5)
    workbook.properties.lastModifiedBy = "Eve Lund"
    workbook.save(path)
    before = judged.files()
    shown = judged("actions", NAME, "--receive", path, "--today", DAY)
    assert shown.code == 3
    assert shown.out.splitlines() == [
        f"Plan of '{NAME}' as of 2026-11-21, changed by Eve Lund",
        "LEAD-04 owner: nothing -> Sam Okafor",
        "Not in the file, and left as they are: X15b",
        "Nothing is changed yet; --apply takes 1 change over.",
    ]
    assert "LEAD-03: Plan, row" in shown.err
    assert "due: 'soon' is no day" in shown.err
    assert judged.files() == before
    ran = actions(judged, "--receive", path, "--apply", "--by", "Dana Ruiz")
    assert "changed by Dana Ruiz" in ran.output
    assert "1 change was taken over." in ran.output
    assert "owner Sam Okafor" in actions(judged).output
    assert "There is nothing to take over." in actions(judged, "--receive", path).output
    Workbook().save(path)
    told = refused(WorkbookRefused, judged, "--receive", path, "--apply")
    assert told == f"{path} is not read: what a plan says about itself is missing from it"
