"""What Home says of an organisation below its list: how it went, and what runs out first."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.assessment.model import Organisation, Summary
from readiness.tui.home_rows import detail

TODAY = date(2026, 11, 21)


def told(numbers: list[float], dated: dict[str, str] | None = None) -> list[str]:
    rows = [
        Summary(
            id=str(n), as_of="2026-11-21", scope="full", band="partly-ready", in_place=number, proven=20.0,
            critical_closed=1, critical_asked=2, findings={"critical": 1}, dated=dated or {}, next_due="2027-02-19",
        )
        for n, number in enumerate(numbers)
    ]  # fmt: skip
    one = Organisation(id="1", name="Harbor Dental", created_on="2026-01-01", sealed=rows)
    return detail(one, TODAY).plain.splitlines()


def test_a_few_assessments_have_their_numbers_and_many_are_a_line_of_bars() -> None:
    assert told([41, 49, 58])[1] == "In place 41 ▄  49 ▄  58 ▅   Proven 20   Critical points closed 1 of 2"
    assert told([0, 12, 30, 41, 49, 100])[1].startswith("In place ▁▁▃▄▄█ 100   Proven 20")


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ({}, []),
        (
            {"insurer.ends_on": "2027-02-28", "x.y": "2026-11-21"},
            ["Runs out first: a date that was given, 2026-11-21, today"],
        ),
        (
            {"insurer.ends_on": "2026-11-22", "response_firm.ends_on": "2026-10-01"},
            ["Runs out first: the insurance policy, 2026-11-22, in 1 day"],
        ),
        (
            {"response_firm.ends_on": "2026-10-01"},
            ["! the agreement with the response firm ran out on 2026-10-01"],
        ),
    ],
)
def test_what_runs_out_first_is_named(dated: dict[str, str], words: list[str]) -> None:
    assert told([50.0], dated)[2:] == words
