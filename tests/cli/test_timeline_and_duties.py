"""`readiness timeline` and `readiness duties` on the sample organisation."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result

from readiness.cli.command import cli
from readiness.cli.moment import Moment, Zone, _local_zone, placed
from readiness.resources import bundled

SAMPLE = bundled("questionnaires") / "examples" / "harbor-dental-group.yaml"
NIGHT = ("--zone", "America/Chicago", "--today", "2026-11-21")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
            patch.setenv(name, str(folder.parent / name))
        assert run(folder, "assess", str(SAMPLE), "--today", "2026-11-21").exit_code == 0
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder of its own: nothing of the machine's user is read or written."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def run(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *arguments], catch_exceptions=True)


def json_of(workspace: Path, *arguments: str) -> dict[str, Any]:
    result = run(workspace, *arguments, "--json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def test_the_timeline_of_the_sample_is_the_one_worked_by_hand(workspace: Path) -> None:
    value = json_of(workspace, "timeline", "Harbor", "--at", "2026-11-21 03:00", *NIGHT)
    steps = {step["id"]: step for step in value["steps"]}
    assert steps["full-message"]["finish_hours"] == 114
    assert steps["full-message"]["due"]["slack_hours"] == -42
    assert steps["full-message"]["finish_at"] == "2026-11-25T21:00:00-06:00"
    assert steps["insurer-notice"]["due"]["at"] == "2026-11-24T03:00:00-06:00"
    assert value["critical_path"][-1] == "full-message"
    assert value["gaps"][0] == {
        "id": "communications.signoff_time",
        "check": "communications.one-message",
        "hours": 26.0,
        "at": "full-message",
        "why": "",
    }


def test_the_timeline_reads_as_lines(workspace: Path) -> None:
    result = run(workspace, "timeline", "Harbor", "--at", "2026-11-21 03:00", *NIGHT)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "If it happened tonight: Harbor Dental Group (fictional)"
    assert "Noticed: Sat 21 Nov 2026 03:00 CST" in lines
    assert "Somebody takes charge (Dana Ruiz): 5 h, Sat 21 Nov 2026 08:00 CST [not proven]" in lines
    assert "    due: 72 h, 44 h to spare" in lines
    assert any(line.startswith("3 deadlines are missed:") for line in lines)
    assert any(line.startswith("Costs most: Longest time to get every signature") for line in lines)


def test_duties_date_their_own_clocks(workspace: Path) -> None:
    starts = ("--discovered", "2026-11-21 03:00", "--clock", "determination=2026-11-25 10:00")
    value = json_of(workspace, "duties", "Harbor", *starts, *NIGHT)
    due = {(one["duty"], one["recipient"]): one["due"] for one in value["clocks"]}
    assert due["contract-cyber-insurance", "insurer"] == "2026-11-24T03:00:00-06:00"
    assert due["us-hipaa", "individuals"] == "2027-01-20T03:00:00-06:00"
    assert due["us-tx", "attorney_general"] == "2026-12-25T10:00:00-06:00"
    assert due["us-ok", "attorney_general"] is None
    assert {one["id"] for one in value["listed"]} == {
        "contract-cyber-insurance",
        "us-hipaa",
        "us-ok",
        "us-tx",
    }
    assert all(one["confidence"] and one["as_of"] and one["because"] for one in value["listed"])


def test_duties_read_as_lines_that_never_assert_the_law(workspace: Path) -> None:
    result = run(workspace, "duties", "Harbor", *NIGHT)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1] == "May apply; ask counsel. As of 21 Nov 2026. Absence from this list means nothing."
    assert any(line.startswith("  30 days after you determine that") for line in lines)
    assert any("As of 1 Jan 2026, confidence high" in line for line in lines)
    assert any("Having told the police pauses no clock." in line for line in lines)
    assert "must notify" not in result.stdout
    assert "covered" not in result.stdout.replace("discovered", "")


def test_an_officials_request_is_only_one_with_form_and_end(workspace: Path) -> None:
    missing = run(workspace, "duties", "Harbor", "--official", "Agent Rowan Field")
    assert missing.exit_code == 2
    assert "having told the police is no request" in missing.stderr
    request = ("--official", "Agent Rowan Field", "--official-form", "written", "--official-until", "2027-02-01 12:00")
    value = json_of(workspace, "duties", "Harbor", "--discovered", "2026-11-21 03:00", *request, *NIGHT)
    held = {(one["duty"], one["recipient"]): one["held_until"] for one in value["clocks"] if one["held_until"]}
    assert held == {
        ("us-hipaa", "individuals"): "2027-02-01T12:00:00-06:00",
        ("us-hipaa", "media"): "2027-02-01T12:00:00-06:00",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "Harbor", "--at", "tonight"),
        ("timeline", "Harbor", "--zone", "Mars/Olympus"),
        ("duties", "Harbor", "--clock", "payday=2026-11-21 03:00"),
        ("duties", "Harbor", "--clock", "determination"),
        ("duties", "Harbor", "--discovered", "9999-12-31 23:59"),
        ("timeline", "Harbor", "--draft", "--assessment", "2026-11-21"),
    ],
)
def test_what_was_typed_wrongly_is_a_usage_error(workspace: Path, arguments: tuple[str, ...]) -> None:
    assert run(workspace, *arguments).exit_code == 2


def test_a_moment_is_placed_in_the_zone_typed_given_or_of_this_machine(tmp_path: Path) -> None:
    typed = Moment().convert("2026-11-21 03:00+02:00", None, None)
    assert placed(typed, UTC).utcoffset() == timedelta(hours=2)
    plain = Moment().convert("2026-11-21 03:00", None, None)
    assert placed(plain, ZoneInfo("Asia/Tokyo")).tzinfo == ZoneInfo("Asia/Tokyo")
    assert placed(plain, None).tzinfo is not None
    assert _local_zone(":Europe/Berlin", tmp_path, plain) == ZoneInfo("Europe/Berlin")
    zone_file = tmp_path / "zoneinfo" / "Europe" / "Vienna"
    zone_file.parent.mkdir(parents=True)
    zone_file.touch()
    (tmp_path / "localtime").symlink_to(zone_file)
    assert _local_zone("", tmp_path / "localtime", plain) == ZoneInfo("Europe/Vienna")
    assert isinstance(_local_zone("No/Where", tmp_path / "absent", plain), timezone)
    assert datetime.fromisoformat("2026-11-21T03:00") == plain


def test_a_zone_is_a_name() -> None:
    assert Zone().convert("Europe/Berlin", None, None) == ZoneInfo("Europe/Berlin")
    with pytest.raises(click.BadParameter):
        Zone().convert("../etc/passwd", None, None)
