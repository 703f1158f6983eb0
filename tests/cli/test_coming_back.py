"""The verbs of the second visit: compare, due, actions, rename, archive, delete."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.command import cli
from tests.cli.command import DAY, NAME, SAMPLE, Command
from tests.session.desk import desk_in

HISTORY = sorted(SAMPLE.parent.glob("harbor-history-*.yaml"))


@pytest.fixture(scope="session")
def years_once(tmp_path_factory: pytest.TempPathFactory) -> Command:
    home = tmp_path_factory.mktemp("years")
    command = Command(home, home / "workspace")
    for path in (HISTORY[-1], SAMPLE):
        assert command("assess", path, "--today", DAY).code == 0
    return command


@pytest.fixture
def years(years_once: Command, tmp_path: Path) -> Command:
    """A workspace that holds the sample with its last quarter, as a copy to do anything to."""
    shutil.copytree(years_once.home, tmp_path / "home")
    return Command(tmp_path / "home", tmp_path / "home" / "workspace")


def test_two_assessments_side_by_side(years_once: Command) -> None:
    ran = years_once("compare", "harbor", "--json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert (found["first"]["as_of"], found["second"]["as_of"]) == ("2026-08-20", DAY)
    assert found["questions"] == {"comparable": 110, "of": 110, "renamed": {}, "added": [], "removed": []}
    for moved in found["movement"].values():
        steps = moved["questionnaire_changed"] + moved["went_stale"] + moved["what_you_did"]
        assert round(steps, 1) == round(moved["after"] - moved["before"], 1)
    assert found["movement"]["in_place"]["went_stale"] == 0
    order = ["worse", "better", "new", "closed", "still_open", "unchanged", "not_comparable"]
    assert [one["class"] for one in found["points"]] == sorted(
        (one["class"] for one in found["points"]), key=order.index
    )
    told = years_once("compare", "harbor", "2026-08-20", DAY).out
    assert "Proven 19.8 -> 21.6 (+1.8): questionnaire 0.0, went stale -4.4, what you did +6.2" in told
    assert "insurance form" not in told
    back = json.loads(years_once("compare", "harbor", DAY, "2026-08-20", "--json").out)
    assert back["movement"] == found["movement"]
    mirrored = {"worse": "better", "better": "worse", "new": "closed", "closed": "new"}
    assert {(one["after"], one["before"]): one["class"] for one in back["points"]} == {
        (one["before"], one["after"]): mirrored.get(one["class"], one["class"]) for one in found["points"]
    }


def test_what_cannot_be_compared_is_said(judged_once: Command) -> None:
    assert "a second finished assessment is needed" in judged_once("compare", "harbor").err
    assert judged_once("compare", "harbor", "2020-01-01").code == 3


def test_what_is_due_and_what_is_not(years: Command) -> None:
    ran = years("due", "--today", "2026-11-22", "--within", "1d")
    assert (ran.code, ran.out) == (0, "0 things are due within 1 days.\n")
    assert years("due", "--today", "2026-11-22", "--within", "1d", "--lines").out == ""
    ran = years("due", "--today", "2026-12-20", "--lines")
    assert ran.code == 6
    assert ran.out.splitlines() == [
        f"2026-11-30  {NAME}  Readiness renewal step 2 of 4  20 days overdue",
        f"2026-12-30  {NAME}  Readiness assessment  in 10 days",
        f"2026-12-30  {NAME}  Readiness renewal step 3 of 4  in 10 days",
    ]
    told = json.loads(years("due", "--today", "2026-12-20", "--json", "--within", "2mo").out)
    assert {one["kind"] for one in told} == {"assessment", "renewal", "expiry"}
    assert next(one for one in told if one["kind"] == "expiry")["title"] == "Readiness item IRF-01"
    years("archive", "harbor")
    assert years("due", "--today", "2027-12-20").code == 0
    years("archive", "harbor", "--off")
    assert years("due", "--today", "2027-12-20").code == 6
    for wrong in (("--within", "soon"), ("--json", "--lines")):
        assert years("due", *wrong).code == 2


def test_a_calendar_tells_no_answer_and_moves_its_entries(years: Command, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    assert years("due", "--today", DAY, "--within", "1d", "--ics", first).code == 0
    assert years("actions", "harbor", "--set", "COM-02", "--due", "2026-12-24", "--owner", "Sam Okafor").code == 0
    assert years("due", "--today", DAY, "--within", "1d", "--ics", second).code == 0

    def entries(path: Path) -> dict[str, tuple[str, str]]:
        events = path.read_text("utf-8").split("BEGIN:VEVENT")[1:]
        fields = [dict(line.split(":", 1) for line in event.splitlines() if ":" in line) for event in events]
        return {one["UID"]: (one["DTSTART;VALUE=DATE"], one["SUMMARY"]) for one in fields}

    before, after = entries(first), entries(second)
    assert set(before) < set(after)
    (added,) = set(after) - set(before)
    assert after[added] == ("20261224", "Readiness item COM-02")
    assert {after[uid][0] for uid in before if after[uid] != before[uid]} == {"20261224"}  # the assessment moved
    assert "Okafor" not in second.read_text("utf-8")
    assert years("due", "--today", DAY, "--within", "1d", "--ics", second).code == 3
    assert years("due", "--today", DAY, "--within", "1d", "--ics", second, "--force").code == 0


def test_the_plan_is_set_line_by_line(years: Command) -> None:
    ran = years(
        "actions", "harbor", "--set", "lead-03", "--owner", "dana ruiz", "--due", "2026-12-01", "--status", "done"
    )
    assert ran.code == 0
    assert "LEAD-03" in ran.out
    assert "done, not yet proven  owner Dana Ruiz  due 2026-12-01" in ran.out
    accepted = ("--accept", "--by", "Carla Ruiz", "--reason", "Sold in spring", "--until", "2027-03-01")
    assert years("actions", "harbor", "--set", "gap:leader.decision-log", *accepted).code == 0
    plan = {one["code"]: one for one in json.loads(years("actions", "harbor", "--json", "--today", "2027-03-02").out)}
    assert plan["LEAD-03"]["action"]["status"] == "done"
    assert plan["LEAD-13"]["action"] == {
        "standing": "lapsed", "status": "accepted", "owner": "", "due": "", "note": "", "cost": "",
        "approver": "Carla Ruiz", "reason": "Sold in spring", "expires": "2027-03-01", "reopened": 0, "closed_on": "",
    }  # fmt: skip
    assert "INS-08" not in plan
    due = json.loads(years("due", "--today", "2027-03-02", "--json").out)
    assert [one["code"] for one in due if one["kind"] == "risk"] == ["LEAD-13"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--set", "LEAD-03", "--accept"), 3, "say who accepts it, why, and until when"),
        (("--set", "LEAD-99", "--status", "done"), 3, "is no finding and no action"),
        (("--status", "done"), 2, "Say which one to change"),
        (("--set", "LEAD-03"), 2, "Say what to change"),
        (("--set", "LEAD-03", "--by", "X", "--status", "done"), 2, "go with --accept"),
        (("--set", "LEAD-03", "--due", "2026-02-30"), 2, "a date that exists"),
        (("--set", "LEAD-03", "--status", "closed"), 2, "closed"),
        (("--set", "LEAD-03", "--note", "\x1b[31m"), 3, "control characters"),
    ],
)
def test_what_is_not_accepted_is_said(years_once: Command, options: tuple[str, ...], code: int, says: str) -> None:
    before = years_once.files()
    ran = years_once("actions", "harbor", *options)
    assert ran.code == code, ran.said
    assert says in ran.err
    assert years_once.files() == before


def test_another_name_and_the_end(years: Command, tmp_path: Path) -> None:
    assert years("rename", "harbor", "Lund Dental").code == 0
    assert years("findings", NAME).code == 3
    assert years("rename", "lund", " ").code == 3
    assert years("delete", "lund").code == 2  # nobody to ask
    wrong = years("delete", "lund", "--name", "lund dental")
    assert (wrong.code, years("findings", "lund").code) == (3, 0)
    years("hold", "lund", "--on", "--by", "Dana", "--note", "Matter 7")
    held = years("delete", "lund", "--name", "Lund Dental", "--backup", tmp_path / "b.zip")
    assert held.code == 3
    assert "Matter 7" in held.err
    assert not (tmp_path / "b.zip").exists()
    years("hold", "lund", "--off", "--by", "Dana", "--note", "Over")
    assert years("delete", "lund", "--name", "Lund Dental", "--backup", tmp_path / "b.zip").code == 0
    assert years("findings", "lund").code == 3
    assert years("restore", tmp_path / "b.zip").code == 0
    assert years("findings", "Lund Dental").code == 0


def test_the_list_says_the_same_day_and_leaves_out_the_archive(years: Command) -> None:
    (listed,) = json.loads(years("organisations", "--json").out)
    assert (listed["next_due"], listed["archived_on"]) == ("2026-12-30", "")
    years("archive", "harbor")
    assert json.loads(years("organisations", "--json").out) == []
    (listed,) = json.loads(years("organisations", "--json", "--archived").out)
    assert listed["archived_on"]


def test_settings_are_shown_and_changed(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "w")
    desk.create("Harbor Dental")

    def told(*args: str) -> str:
        ran = CliRunner().invoke(cli, ["--workspace", str(desk.workspace.path), "settings", *args])
        return ran.output if ran.exception is None else f"{ran.exit_code}: {ran.output}{ran.exception}"

    assert "Days between assessments  90\n" in told("harbor")
    changed = json.loads(
        told("harbor", "--page-size", "letter", "--interval", "90d", "--contact", "Dana Ruiz, owner", "--json")
    )
    assert (changed["page_size"], changed["interval_days"]) == ("Letter", 90)
    assert changed["contacts"] == [{"name": "Dana Ruiz", "role": "owner", "email": "", "phone": ""}]
    assert "-\n" in told("harbor", "--no-contacts").split("Contacts")[1]
    assert told("harbor", "--contact", "Dana", "--no-contacts").startswith("2: ")
    assert told("--page-size", "A4").startswith("2: ")
    assert "A4 or Letter" in told("harbor", "--page-size", "A5")
    assert "light" in told("--theme", "light", "--my-name", "Ada Brandt")
    assert "high-contrast" in told("--theme", "high-contrast")
    assert "monochrome-light, terminal is needed" in told("--theme", "pink")
    assert told("harbor", "--theme", "light").startswith("2: ")
