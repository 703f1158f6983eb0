"""The plan as a workbook: what is in it, what is read of it when it comes back, and what is refused."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from readiness.assessment.plan_copy import PlanField, told
from readiness.assessment.plan_merge import merged
from readiness.exchange import plan_workbook, workbook_archive
from readiness.exchange.plan_workbook import read_plan
from readiness.exchange.workbook_archive import WorkbookRefused
from readiness.report.plan import csv, markdown, xlsx
from tests.exchange.plans import COLUMNS, HEAD, ROWS, at, opened, row, saved, table, written

HOSTILE = (
    "=1+1",
    "+1",
    "@x",
    "-x",
    "\t=1",
    "a\x00b\x1bc\u202ed",
    "_x0041_",
    "  x  ",
    "l1\nl2",
    "x" * 40_000,
    "\U0001f600",
    "<a>&",
)


def test_a_workbook_is_ready_to_be_filled_in() -> None:
    workbook = opened()
    assert workbook.sheetnames == ["Plan", "Dana Ruiz", "Sam Okafor", "readiness"]
    assert workbook["readiness"].sheet_state == "hidden"
    sheet = workbook["Plan"]
    assert tuple(cell.value for cell in sheet[HEAD]) == COLUMNS
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:N8")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$4:$4")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert {(where, rule.type, rule.showErrorMessage) for where, rule in rules.items()} == {
        ("E5:E8", "list", False), ("F5:F8", "date", True), ("G5:G8", "list", True), ("L5:L8", "date", True),
        ("J5:J8", "list", False),
    }  # fmt: skip
    for where, words in (
        ("G5:G8", ["open", "in progress", "done, not yet proven", "risk accepted"]),
        ("E5:E8", ["Dana Ruiz", "Sam Okafor"]),
    ):
        place = rules[where].formula1.removeprefix("readiness!")
        assert [line[0].value for line in workbook["readiness"][place]] == words
    assert at(sheet, "LEAD-01", "Due").value == datetime(2026, 12, 1)  # noqa: DTZ001 - as openpyxl tells days
    assert at(sheet, "LEAD-01", "Due").number_format == at(sheet, "LEAD-09", "Due").number_format == "yyyy-mm-dd"
    assert at(sheet, "LEAD-01", "Note").data_type == at(sheet, "X01", "Cost").data_type == "s"
    assert at(sheet, "LEAD-01", "Steps").value == "1. First\n2. Then"
    assert at(sheet, "LEAD-01", "Steps").alignment.wrap_text
    assert [line[0].value for line in workbook["Dana Ruiz"].iter_rows(min_row=HEAD + 1)] == ["LEAD-01", "INS-04"]
    assert xlsx.render(table()) == written()
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        assert b"2026-11-21T00:00:00Z" in archive.read("docProps/core.xml")


def test_sheets_have_names_that_spreadsheets_accept() -> None:
    owners = ("Plan", "readiness", "History", "a/b:c?[d]*", "x" * 40, "x" * 41, "'q'", "PLAN")
    workbook = opened(*(row(f"gap:{n}", f"C{n}", owner=owner) for n, owner in enumerate(owners)))
    names = workbook.sheetnames
    assert len({name.lower() for name in names}) == len(names) == len(owners) + 2
    assert not [
        rule for rule in load_workbook(io.BytesIO(xlsx.render(table(names=()))))["Plan"].data_validations.dataValidation
        if rule.sqref == "E5:E8"
    ]  # fmt: skip
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_stays_text_and_comes_back_unchanged(text: str, tmp_path: Path) -> None:
    given_row = row("gap:a", "A", owner=told(text)[:50], note=text, cost=text, reason=text)
    path = tmp_path / "p.xlsx"
    path.write_bytes(xlsx.render(table(given_row)))
    plan = read_plan(path)
    assert not any(one.problems for one in plan.rows if len(text) < 20_000)
    item = plan.copy.items["gap:a"]
    assert merged(plan.copy.items, plan.copy.items, [one for one in plan.rows if not one.problems]).items == ()
    if len(text) < 100:
        assert (
            item.values[PlanField.NOTE] == told(text) or "_x" in text or told(item.values[PlanField.NOTE]) == told(text)
        )
    for sheet in load_workbook(path):
        assert all(cell.data_type != "f" for line in sheet for cell in line)


def test_every_cell_that_holds_a_value_is_read(tmp_path: Path) -> None:
    workbook = opened()
    plan, own = workbook["Plan"], workbook["Sam Okafor"]
    at(plan, "LEAD-01", "Owner").value = "  Eve   Lund "
    at(plan, "LEAD-01", "Due").value = date(2027, 1, 31)
    at(plan, "LEAD-01", "Cost").value = 1200.0
    at(plan, "LEAD-09", "Due").value = "2027-02-01"
    at(plan, "LEAD-09", "Status").value = "Risk  Accepted"
    at(plan, "INS-04", "Status").value = None
    at(own, "X01", "Note").value = "Own sheet"
    workbook.properties.lastModifiedBy = "Sam Okafor"
    found = read_plan(saved(workbook, tmp_path))
    by_place = {one.place: one for one in found.rows}
    assert found.saved_by == "Sam Okafor"
    assert list(by_place) == [
        *(f"Plan, row {n}" for n in (5, 6, 7, 8)), *(f"Dana Ruiz, row {n}" for n in (5, 6)), "Sam Okafor, row 5"
    ]  # fmt: skip
    values = by_place["Plan, row 5"].values
    assert (values[PlanField.OWNER], values[PlanField.DUE], values[PlanField.COST]) == (
        "Eve Lund",
        "2027-01-31",
        "1200",
    )
    values = by_place["Plan, row 7"].values
    assert (values[PlanField.DUE], values[PlanField.STATUS]) == ("2027-02-01", "accepted")
    assert PlanField.STATUS not in by_place["Plan, row 8"].values
    assert by_place["Sam Okafor, row 5"].values[PlanField.NOTE] == "Own sheet"
    assert (found.copy.organisation, found.copy.assessment) == ("org-1", "as-1")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Owner", "=1+1", "owner: a formula is no value"),
        ("Due", "1.12.2026", "due: '1.12.2026' is no day"),
        ("Due", 46000, "due: '46000' is no day"),
        ("Due", "2026-02-30", "is no day"),
        ("Status", "finished", "'finished' is none of these: open; in progress"),
        ("Note", "#N/A", "note: an error of the spreadsheet"),
        ("Note", "x" * 20_001, "note: at most 20000 characters"),
        ("Accepted by", "x" * 201, "accepted by: at most 200 characters"),
    ],
)
def test_a_cell_without_a_value_is_told_and_the_rest_is_read(
    column: str, value: object, says: str, tmp_path: Path
) -> None:
    workbook = opened()
    cell = at(workbook["Plan"], "LEAD-09", column)
    cell.value, cell.number_format = value, "General"
    (wrong,) = [one for one in read_plan(saved(workbook, tmp_path)).rows if one.problems]
    assert wrong.place == "Plan, row 7"
    assert says in wrong.problems[0]
    assert len(wrong.values) == len(PlanField) - 1


def test_moved_added_and_missing_columns_and_sheets(tmp_path: Path) -> None:
    workbook = opened()
    sheet = workbook["Plan"]
    sheet.insert_cols(1, 2)
    sheet.cell(HEAD, 1, "Ours")
    sheet.cell(5, 1, "=HYPERLINK(1)")
    sheet.delete_cols(2 + COLUMNS.index("Cost") + 1)
    sheet.insert_rows(2)
    workbook["Dana Ruiz"].delete_cols(len(COLUMNS))
    workbook.create_sheet("Notes").append(["to do"])
    workbook.create_sheet("Empty")
    sheet.append(["", "", "NEW-1", "", "", "", "Ada"])
    found = read_plan(saved(workbook, tmp_path))
    assert [one.identity for one in found.rows] == [one.identity for one in (*ROWS, ROWS[1])]
    assert PlanField.COST not in found.rows[0].values
    assert found.rows[0].values[PlanField.OWNER] == "Dana Ruiz"
    assert found.remarks == (
        "Sheet 'Plan' lacks columns; nothing was read of: Cost",
        "Plan, row 10 has no 'Id'; it was not read.",
        "Sheet 'Dana Ruiz' has no column 'Id'; it was not read.",
        "Sheet 'Notes' has no column 'Id'; it was not read.",
    )


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "delete", "swap", "twice"]),
        st.integers(0, 20),
        st.integers(0, 20),
        st.sampled_from(["Owner", "Note", "Cost"]),
        st.sampled_from(["", "Ada", "-1", "42"]),
    ),
    max_size=6,
)


@settings(max_examples=8, deadline=None)
@given(EDITS)
def test_whatever_is_done_to_rows_is_read_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, int, str, str]]
) -> None:
    """A list of rows goes through the same changes as the sheet."""
    workbook = opened()
    sheet = workbook["Plan"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=HEAD + 1)]
    for what, one, other, column, text in done:
        if not rows:
            break
        first, second = one % len(rows), other % len(rows)
        if what == "edit":
            rows[first][COLUMNS.index(column)] = text or None
        elif what == "delete":
            del rows[first]
        elif what == "swap":
            rows[first], rows[second] = rows[second], rows[first]
        else:
            rows.append(list(rows[first]))
    sheet.delete_rows(HEAD + 1, 10)
    for line in rows:
        sheet.append(line)
    found = read_plan(saved(workbook, tmp_path_factory.mktemp("p")))
    keys = {"Owner": PlanField.OWNER, "Note": PlanField.NOTE, "Cost": PlanField.COST}
    told_rows = [one for one in found.rows if one.sheet == "Plan"]
    assert [one.identity for one in told_rows] == [line[-1] for line in rows]
    for one, line in zip(told_rows, rows, strict=True):
        # openpyxl writes =1+1 as a formula when the sheet is saved anew.
        expected = {key: line[COLUMNS.index(name)] or "" for name, key in keys.items()}
        assert {key: one.values.get(key, "=1+1") for key in expected} == expected


def archive(path: Path, **parts: bytes) -> Path:
    """A plan in which parts are replaced or added; `__` stands for `/`, `_dot_` for a dot."""
    renamed = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(written())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, renamed.pop(name, None) or old.read(name))
        for name, data in renamed.items():
            new.writestr(name, data)
    return path


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "'xl/worksheets/sheet1.xml' in it defines entities"),
        (BOMB.replace(b"DOCTYPE", b"doctype").replace(b"ENTITY", b"entity"), "it is no .xlsx file, or damaged"),
        (BOMB.decode().encode("utf-16"), "is not XML in UTF-8"),
        (BOMB.replace(b'"1.0"', b'"1.0" encoding="cp037"'), "is not XML in UTF-8"),
        (BOMB.decode().encode("cp037"), "is not XML in UTF-8"),
        (b"<sst><si>", "it is no .xlsx file, or damaged"),
        (b"<a>" * 5_000, "it is no .xlsx file, or damaged"),
        (b"<a/>" * 1_500_001, "unpacked it is larger than any plan"),
    ],
    ids=["entities", "no-doctype", "utf-16", "encoding-named", "ebcdic", "cut-short", "deep", "wide"],
)
def test_hostile_xml_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "p.xlsx", xl__worksheets__sheet1_dot_xml=data)
    with pytest.raises(WorkbookRefused, match=r"p\.xlsx is not read: ") as refused:
        read_plan(path)
    assert says in str(refused.value)


def test_macros_pictures_and_links_are_left_out(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "p.xlsx",
        xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 Auto_Open",
        xl__externalLinks__externalLink1_dot_xml=BOMB,
        xl__media__image1_dot_png=b"\x89PNG",
        customXml__item1_dot_xml=BOMB,
    )
    assert len(read_plan(path).rows) == len(ROWS) + 3


def test_files_that_are_no_plan_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> str:
        with pytest.raises(WorkbookRefused) as error:
            read_plan(path)
        return str(error.value)

    path = tmp_path / "p.xlsx"
    assert "No such file" in refused(path)
    assert "it is no file" in refused(tmp_path)
    for data, says in (
        (b"Code,Owner\r\n", "it is no .xlsx file"),
        (b"", "it is no .xlsx file"),
        (b"\xd0\xcf\x11\xe0\xa1", "behind a password"),
        (written()[:-40], "it is no .xlsx file, or damaged"),
        (b"PK\x05\x06" + bytes(18), "it is no .xlsx file"),
    ):
        path.write_bytes(data)
        assert says in refused(path)
    other = Workbook()
    other.active.append(["Id", "Owner"])
    assert "what a plan says about itself is missing" in refused(saved(other, tmp_path))
    plan = opened()
    for sheet in plan.worksheets[:3]:
        sheet.delete_cols(len(COLUMNS))
    assert "no sheet has the column 'Id' any more" in refused(saved(plan, tmp_path))
    plan = opened()
    plan["readiness"]["B1"].value = "9"
    assert "can't read (format 9)" in refused(saved(plan, tmp_path))
    monkeypatch.setattr(workbook_archive, "LARGEST", 1000)
    assert "it is larger than 0 MB" in refused(saved(opened(), tmp_path))


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_archive, "LARGEST_UNPACKED", 1024 * 1024)
    big = b"<sst>" + b" " * 3_000_000 + b"</sst>"
    path = archive(tmp_path / "p.xlsx", xl__worksheets__sheet1_dot_xml=big)
    assert path.stat().st_size < 50_000
    with pytest.raises(WorkbookRefused, match="unpacked it is larger than any plan"):
        read_plan(path)
    # One that says it is small.
    path.write_bytes(path.read_bytes().replace(len(big).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(WorkbookRefused):
        read_plan(path)


def test_a_sheet_that_is_endless_is_read_as_far_as_plans_go(tmp_path: Path) -> None:
    workbook = opened()
    workbook["Plan"].cell(1_048_576, 16_384, "end")
    assert len(read_plan(saved(workbook, tmp_path)).rows) == len(ROWS) + 3


def test_without_the_package_it_is_told_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_workbook, "find_spec", lambda name: None)
    with pytest.raises(plan_workbook.MissingReader, match=r"openpyxl.*breach-readiness\[xlsx\]"):
        read_plan(tmp_path / "p.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.xlsx")
    assert stat.S_ISFIFO((tmp_path / "p.xlsx").stat().st_mode)
    with pytest.raises(WorkbookRefused, match="it is no file"):
        read_plan(tmp_path / "p.xlsx")


def test_csv_runs_nothing_and_markdown_marks_nothing_up() -> None:
    hostile = table(
        row("gap:a", "A", owner="=cmd()", note=" +1", cost="@x | [y](z) <b>", reason="-2", approver="\uff1d1")
    )
    rows = csv.render(hostile).decode("utf-8-sig").split("\r\n")
    assert csv.render(hostile).startswith(b"\xef\xbb\xbf")
    assert rows[0] == ",".join(f'"{title}"' for title in COLUMNS)
    assert '"\'=cmd()","","open","\' +1","\'@x | [y](z) <b>","\'\uff1d1","\'-2"' in rows[1]
    text = markdown.render(table(*ROWS, row("gap:b", "B", note="- [x] *b* <i>"))).decode()
    assert text.startswith(
        "# Action plan: Harbor Dental\n\nAs of 2026-11-21\n\n## Critical\n\n- [ ] **LEAD-01** What of"
    )
    assert "- [x] **INS-04** What of INS-04 (done, shown by proof)" in text
    assert "  - Note: \\- \\[x\\] \\*b\\* \\<i\\>" in text
    assert (
        text.index("## Critical") < text.index("## High") < text.index("## Low") < text.index("## Not found any more")
    )
