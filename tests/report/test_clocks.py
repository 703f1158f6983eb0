"""The clocks of policy, contracts and lawyer, and the duties that may apply."""

from __future__ import annotations

import re
from datetime import date

from readiness.assessment.clock_page import clock_page
from readiness.assessment.duty_words import clock_words, recipient_words
from readiness.assessment.model import Assessment
from readiness.assessment.timeline_words import hours_words
from readiness.questionnaire.duty_model import Confidence, DutyStatus
from readiness.report.compose import compose
from readiness.report.document import Run
from readiness.report.text import plain
from tests.assessment.packs import assessment as small_assessment
from tests.assessment.packs import check
from tests.assessment.packs import pack as small_pack
from tests.report.sample import (
    assessment,
    cells,
    definition,
    duty_file,
    headed,
    index,
    organisation,
    part,
    said,
    sample,
    told,
)


def test_own_clocks_stand_beside_the_own_time_and_what_it_is_made_of() -> None:
    blocks, drawn = part(sample().document, "clocks"), sample().judgement.timeline
    rows = cells(headed(blocks, "Limits set by others, and our own time"))
    assert [row[3] for row in rows] == ["16 h too late", "29 h to spare", "44 h to spare", "235 h to spare"]
    assert rows[2] == [
        "The insurer has the report in writing\nyour insurance policy",
        "72 hours after: Somebody notices",
        "28 h\n4 h: The person in charge hears of it; 24 h: The insurer has the report in writing",
        "44 h to spare",
        "Sam Okafor",
    ]
    for row in rows:
        whole, _newline, parts = row[2].partition("\n")
        named = [one.partition(": ") for one in parts.split("; ")]
        timed = {one.step.label: one for one in drawn.steps}
        taken = [(timed[label].finish or 0) - (timed[label].start or 0) for _hours, _colon, label in named]
        assert [hours for hours, _colon, _label in named] == [hours_words(one) for one in taken]
        assert whole == hours_words(sum(taken))


def test_every_clock_that_counts_stands_under_its_recipient_the_shortest_first() -> None:
    report = sample()
    rows = cells(headed(part(report.document, "clocks"), "Duties that may apply"))
    groups = report.duties.by_recipient
    assert [row[0] for row in rows] == [
        recipient_words(report.duties, recipient) for recipient, clocks in groups.items() for _clock in clocks
    ]
    clocks = [clock for group in groups.values() for clock in group]
    for row, clock in zip(rows, clocks, strict=True):
        assert row[1].startswith(clock_words(report.duties, clock))
        assert report.duties.file.starts[clock.starts].after in row[1] or clock.as_soon_as_practicable
        assert clock.threshold in row[1]
        assert f"{clock.duty.jurisdiction}: {clock.duty.citation}" in row[2]
        assert re.search(r"as of \d+ \w+ \d{4}, confidence (high|medium|LOW)", row[2])


def test_every_listed_duty_says_why_as_of_when_and_how_sure() -> None:
    report = sample()
    blocks = part(report.document, "clocks")
    rows = cells(headed(blocks, "Why each is listed"))
    assert len(rows) == len(report.duties.listed) == 4
    for row, listed in zip(rows, report.duties.listed, strict=True):
        assert listed.duty.law_name in row[0]
        assert listed.duty.citation in row[0]
        assert all(one.words in row[1] for one in listed.because)
        assert row[2].startswith("May apply; ask counsel. As of ")
    text = said(blocks)
    assert "May apply; ask counsel. As of 21 Nov 2026. Absence from this list means nothing." in text
    assert duty_file().disclaimer in text
    assert "Depends on an answer" not in text


def with_places(*places: str) -> Assessment:
    made = assessment()
    made.answers["profile.people_places"][0].facts["profile.people_places"] = list(places)
    return made


def test_doubtful_duties_are_marked_and_those_not_in_force_are_no_clocks() -> None:
    report = told(with_places(*index().facts["profile.people_places"].choices))
    blocks = part(report.document, "clocks")
    clocks, why = headed(blocks, "Duties that may apply"), headed(blocks, "Why each is listed")
    low = [one for one in report.duties.listed if one.duty.confidence is Confidence.LOW]
    pending = [one for one in report.duties.listed if not one.counts]
    assert low
    assert pending
    marks = dict(zip((one.duty.id for one in report.duties.listed), (row[2] for row in cells(why)), strict=True))
    for one in low:
        assert "Low confidence: nobody should rely on this without asking." in marks[one.duty.id]
    for one in pending:
        assert one.duty.status not in (DutyStatus.IN_FORCE, DutyStatus.IN_FORCE_PARTLY)
        assert "Not counted as a clock: " in marks[one.duty.id]
    listed = {run.to for row in clocks.rows for cell in row for run in cell if isinstance(run, Run) and run.to}
    assert listed == {f"duty:{one.duty.id}" for one in report.duties.listed if one.counts and one.clocks}
    strong = [run.text for row in clocks.rows for run in row[2] if isinstance(run, Run) and run.strong]
    assert strong
    assert all("LOW" in text for text in strong)
    late = [line for line in clock_page(report.duties, report.judgement.timeline) if (line.slack or 0) < 0]
    told_late = sum("Our own time: " in plain(row[1]) for row in clocks.rows)
    assert told_late == sum(not line.clock.is_own for line in late) > 0


def test_old_lists_and_old_records_say_so() -> None:
    text = said(part(told(assessment(), today=date(2028, 11, 21)).document, "clocks"))
    assert "This list is more than a year old." in text
    assert "Its sources are older than 18 months" in text


def test_duties_that_depend_on_an_opening_answer_stand_apart() -> None:
    made = assessment()
    made.answers["profile.regulated_as"][0].facts["profile.regulated_as"] = ["not_known"]
    report = told(made)
    assert report.duties.depends
    table = headed(part(report.document, "clocks"), "Depends on an answer")
    label = index().facts["profile.regulated_as"].label
    assert [row[0] for row in cells(table)] == [label]
    words = definition().clocks
    assert words is not None
    names = cells(table)[0][1].split("; ")
    assert len(names) == words.most_waiting + 1
    assert re.fullmatch(r"and \d+ more", names[-1])
    listed = said(part(report.document, "clocks")).partition("Depends on an answer")[0]
    assert all(one.duty.citation not in listed for one in report.duties.depends)


def test_a_questionnaire_without_the_opening_questions_lists_no_duty() -> None:
    bare = small_pack(check("a"))
    text = said(part(told(small_assessment({"a": "no"}), pack=bare).document, "clocks"))
    assert "By the answers given, no duty could be listed. That means nothing; ask counsel." in text
    assert "No limit of a policy, a contract or a lawyer is in the answers." in text
    assert "profile." not in text
    assert "Depends on an answer" not in text


def test_without_duties_only_the_own_clocks_are_told() -> None:
    made = sample()
    document = compose(definition(), index(), made.assessment, organisation(), made.judgement)
    text = said(part(document, "clocks"))
    assert "Limits set by others, and our own time" in text
    assert "Duties that may apply" not in text
