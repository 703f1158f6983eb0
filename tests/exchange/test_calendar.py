"""The calendar that is written, against what RFC 5545 says of its lines, texts and days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.exchange.calendar import Event, calendar, fold, text

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=2)))
ITEM = Event("abc@readiness", date(2027, 12, 31), "Readiness item INS-04", "Organisation: A; B, C\\D\nE")


def unfolded(data: bytes) -> list[str]:
    """3.1: lines end with CR LF; one that begins with a space goes on with the line before."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    """3.3.11, the other way round."""
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def properties(line: str) -> tuple[str, str]:
    name, _colon, value = line.partition(":")
    return name, value


def test_one_event() -> None:
    lines = unfolded(calendar([ITEM], NOON))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head = dict(map(properties, lines[1:4]))
    assert head["VERSION"] == "2.0"
    assert head["PRODID"].startswith("-//readiness//")
    found = dict(map(properties, lines[5:-2]))
    assert (lines[4], lines[-2]) == ("BEGIN:VEVENT", "END:VEVENT")
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20271231", "20280101")
    assert found["DTSTAMP"] == found["LAST-MODIFIED"] == "20261121T100000Z"
    assert (found["UID"], found["SUMMARY"]) == ("abc@readiness", "Readiness item INS-04")
    assert unescaped(found["DESCRIPTION"]) == ITEM.description
    assert 0 <= int(found["SEQUENCE"]) < 2**31


def test_a_later_export_has_a_higher_sequence() -> None:
    def sequence(moment: datetime) -> int:
        (line,) = [one for one in unfolded(calendar([ITEM], moment)) if one.startswith("SEQUENCE:")]
        return int(line.partition(":")[2])

    assert sequence(NOON) < sequence(NOON + timedelta(minutes=1))
    assert sequence(datetime(2090, 1, 1, tzinfo=UTC)) < 2**31


def test_there_is_no_empty_calendar() -> None:
    with pytest.raises(ValueError, match="no events"):
        calendar([], NOON)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_every_line_is_short_and_no_character_is_cut(written: str) -> None:
    data = fold("SUMMARY:" + text(written))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", written)
    assert unescaped("".join(unfolded(data)).removeprefix("SUMMARY:")) == plain


def test_what_could_forge_a_line_does_not() -> None:
    lines = unfolded(calendar([Event("u", date(2027, 1, 1), "A\r\nEND:VEVENT\rB\x1b[31m\x00", "")], NOON))
    assert lines.count("END:VEVENT") == 1
    assert "SUMMARY:A\\nEND:VEVENT\\nB[31m" in lines
