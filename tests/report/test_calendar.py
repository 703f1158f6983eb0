"""What runs out on which day, and the roadmap."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from readiness.assessment.model import Action, ActionStatus
from readiness.questionnaire.model import Audience
from readiness.report.text import text_of
from tests.conftest import TODAY
from tests.report.sample import (
    Told,
    assessment,
    cells,
    empty,
    index,
    part,
    said,
    sample,
    tables,
    told,
)

# What runs out


def test_the_register_lists_what_ends_with_days_left_what_has_ended_first() -> None:
    made = assessment()
    made.answers["response-firm.agreed"][0].facts["response_firm.ends_on"] = "2026-11-16"
    made.answers["insurer.policy"][0].facts["insurer.ends_on"] = "2026-11-21"
    text = said(part(told(made).document, "expiry"))
    rows = cells(tables(part(told(made).document, "expiry"))[0])
    assert rows == [
        ["IRF-01", "Agreement ends on", "16 Nov 2026", "ended 5 days ago", "Carla Ruiz"],
        ["INS-01", "Last day of this policy period", "21 Nov 2026", "today", "finance"],
    ]
    assert "Other dates in the answers end nothing; they are in the appendix: 15." in text
    assert [row[3] for row in cells(tables(part(sample().document, "expiry"))[0])] == ["71", "99"]


def test_without_dates_the_register_says_so() -> None:
    assert "No date on which something ends is in the answers." in said(part(told(empty()).document, "expiry"))


# Roadmap


def rows_of(report: Told) -> list[list[str]]:
    return cells(tables(part(report.document, "roadmap"))[0])


def test_every_open_finding_stands_once_in_the_roadmap_by_the_day_it_is_due() -> None:
    report = sample()
    rows = rows_of(report)
    accepted = "gap:leader.decision-rights"
    expected = {one.code for one in report.judgement.findings if one.audience is not Audience.COUNSEL_ONLY}
    found = [code for row in rows for code in re.findall(r"\b[A-Z]{1,4}-?\d\d[a-z]?\b", row[2])]
    assert sorted(found) == sorted(expected - {index().checks["leader.decision-rights"].code})
    assert accepted in {one.finding for one in report.assessment.actions}
    assert [row[0] for row in rows if not row[0].startswith("by ")] == [
        "Within 7 days",
        "Within 30 days",
        "Within 90 days",
        "By the renewal, 28 Feb 2027",
    ]
    assert "Done or accepted, and therefore not listed: 1." in said(part(report.document, "roadmap"))


def test_the_matter_for_counsel_is_one_line_of_the_roadmap() -> None:
    rows = rows_of(sample())
    assert rows[0][2].startswith("One matter for coverage counsel (section 6), first; X15b ")
    assert sum("counsel (section" in row[2] for row in rows) == 1
    settled = assessment()
    counsel = [one.identity for one in sample().judgement.findings if one.audience is Audience.COUNSEL_ONLY]
    settled.actions += [Action(finding=id, status=ActionStatus.DONE) for id in counsel]
    assert "counsel (section" not in said(part(told(settled).document, "roadmap"))


def test_days_that_were_set_decide_the_stretch_and_passed_ones_are_marked() -> None:
    made = assessment()
    made.actions = [
        Action(finding="gap:communications.fact-checker", owner="dana", due="2026-11-01"),
        Action(finding="gap:evidence.what-left", owner="ines", due="2027-02-25"),
    ]
    rows = rows_of(told(made))
    dana = next(row for row in rows if row[1] == "Dana Ruiz")
    assert dana[2].endswith("(was due on 1 Nov 2026)")
    renewal = [row for row in rows if row[0] in ("By the renewal, 28 Feb 2027", "by 28 Feb 2027")]
    assert any(row[1] == "Ines Brandt" and "EVI-15" in row[2] for row in renewal)


@pytest.mark.parametrize("ends", ["2026-12-01", "2026-11-20", "not given"])
def test_what_can_wait_is_due_by_a_renewal_that_comes_sooner(ends: str) -> None:
    made = assessment()
    made.actions = []
    facts = made.answers["insurer.policy"][0].facts
    if ends == "not given":
        facts.pop("insurer.ends_on")
    else:
        facts["insurer.ends_on"] = ends
    titles = list(dict.fromkeys(row[0] for row in rows_of(told(made)) if not row[0].startswith("by ")))
    if ends == "2026-12-01":
        assert titles == ["Within 7 days", "By the renewal, 1 Dec 2026", "Within 30 days"]
    else:
        assert titles == ["Within 7 days", "Within 30 days", "Within 90 days", "Later"]


def test_a_roadmap_of_nothing_says_so() -> None:
    made = empty(draft=True)
    text = said(part(told(made).document, "roadmap"))
    assert "Not finished: 110 questions are not answered yet." in text
    for anchor in ("findings", "open_points"):
        assert "Not finished: 110 questions are not answered yet." in said(part(told(made).document, anchor))
    assert "Nothing critical or high is open" not in text_of(told(made).document)


def test_the_day_of_the_report_moves_what_is_due() -> None:
    later = told(assessment(), today=TODAY + timedelta(days=400))
    rows = cells(tables(part(later.document, "expiry"))[0])
    assert [row[3] for row in rows] == ["ended 329 days ago", "ended 301 days ago"]
    assert "(was due on 28 Nov 2026)" in said(part(later.document, "roadmap"))
