"""How the report fills its pages: page 1 is one page whatever was answered, and the body is short."""

from __future__ import annotations

import io
from itertools import pairwise

import msgspec
import pytest
from pypdf import PdfReader

from readiness.assessment.model import Answer, Assessment, Status
from readiness.questionnaire.vocabulary import State
from readiness.report.document import (
    Bar,
    BarChart,
    Block,
    Column,
    Contents,
    DataTable,
    Document,
    Heading,
    PageBreak,
    PageSize,
    Paragraph,
    Quote,
    QuotePair,
    TimelineChart,
    TimelineRow,
    Tone,
    line,
)
from readiness.report.pdf import render
from tests.report.sample import assessment, definition, empty, index, organisation, told

BODY = 14
"""Pages between page 1 and the appendices that the sample may take on A4."""


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render(document)[0])).pages]


def first_hour() -> Assessment:
    return msgspec.structs.replace(assessment(), scope=index().pack.modes[0].id)


def only_unknown() -> Assessment:
    made = empty()
    made.answers = {id: [Answer(state=State.UNKNOWN)] for id in index().checks}
    return made


def long_words() -> Assessment:
    """Names as long as people have them, and an assessor who sells much."""
    made = assessment()
    for person in made.people:
        person.name = f"{person.name} von Hohenstein-Wolfegg y Montalvo"
    made.assessor.interest = "sells IT services, monitoring, backups, training and insurance to this business " * 2
    return made


CASES = {
    "sample": assessment,
    "draft": lambda: assessment(draft=True),
    "nothing answered": empty,
    "nothing answered yet": lambda: empty(draft=True),
    "only don't know": only_unknown,
    "first hour": first_hour,
    "long words": long_words,
}


@pytest.mark.parametrize("size", list(PageSize))
@pytest.mark.parametrize("case", CASES)
def test_page_one_is_one_page(case: str, size: PageSize) -> None:
    report = msgspec.structs.replace(definition(), order=("page_one", "contents"))
    found = pages(told(CASES[case](), organisation(size.value), report).document)
    assert len(found) == 2
    for expected in ("If it happened tonight", "The domains in one sentence each", "Decided", "Next look"):
        assert expected in found[0], expected
    assert "What is in this report" in found[1]


TITLES = (
    "2b Clocks",
    "3 The domains",
    "4 Findings",
    "5 Answers that do not fit together",
    "6 Insurance",
    "7 Not known, and not shown",
    "8 What is working",
    "9 What runs out",
    "10 Roadmap",
    "13 How this was worked out",
    "14 Sign-off",
    "Appendix A · details of the high findings",
    "Appendix B · every answer",
)


def test_the_body_of_the_sample_is_short_and_the_appendices_come_after_it() -> None:
    found = pages(told(assessment()).document)
    starts = [next(n for n, text in enumerate(found) if n > 1 and title in text) for title in TITLES]
    assert all(before <= after for before, after in pairwise(starts))
    assert starts[-2] <= 1 + BODY
    assert "Sign-off" in found[starts[-2] - 1]


@pytest.mark.parametrize("status", list(Status))
def test_an_assessment_without_answers_is_a_whole_report(status: Status) -> None:
    document = told(empty(draft=status is Status.DRAFT)).document
    data, warnings = render(document)
    assert warnings == []
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert "cannot be known" in text
    assert ("DRAFT" in text) is (status is Status.DRAFT)


# Blocks that can be set tighter


def made_of(*content: Block) -> Document:
    return Document("T", "A", "en", "S", "Foot", "page {page} of {pages}", content)


def test_a_chart_of_steps_without_titles_for_slack_and_state_has_no_such_columns() -> None:
    row = TimelineRow("First step", "", 100.0, 300.0, "SLACK", line("STATE"), Tone.BAD)
    bare = TimelineChart((row,), 72.0, "Step", "", "", "Hours", "earliest", "due")
    text = "\n".join(pages(made_of(bare)))
    assert "First step" in text
    assert "SLACK" not in text
    assert "STATE" not in text
    whole = TimelineChart((row,), 72.0, "Step", "Slack", "State", "Hours", "earliest", "due")
    assert {"SLACK", "STATE"} <= set("\n".join(pages(made_of(whole))).split())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 9])
def test_any_number_of_quotes_is_set_side_by_side(count: int) -> None:
    quotes = QuotePair(tuple(Quote(f"label{n}", line(f"answer{n}")) for n in range(count)))
    text = "\n".join(pages(made_of(Paragraph(line("before")), quotes)))
    assert all(f"label{n}" in text and f"answer{n}" in text for n in range(count))


@pytest.mark.parametrize("count", [1, 8, 9, 20])
def test_contents_of_any_length_name_every_part_once(count: int) -> None:
    headings = tuple(Heading(1, f"Part {n:02}") for n in range(count))
    text = pages(made_of(Contents("Contents"), PageBreak(), *headings))[0]
    assert all(text.count(f"Part {n:02}") == 1 for n in range(count))


def test_a_compact_table_takes_less_room_and_a_bar_has_a_note() -> None:
    rows = tuple((line(f"row {n}"),) for n in range(46))
    usual, compact = (pages(made_of(DataTable((Column("C", 1),), rows, (), small))) for small in (False, True))
    assert len(compact) < len(usual)
    chart = BarChart((Bar("Label", 50.0, 20.0, note="14 asked"),), "in place", "proven")
    assert "14 asked" in pages(made_of(chart))[0]
