"""What stands where in the whole report, and what holds for any answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.findings import Kind
from readiness.assessment.model import Answer, Assessment, Status
from readiness.assessment.timeline_words import slack_words
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity, State
from readiness.report.document import Column, DataTable, Heading, Paragraph, Run
from readiness.report.text import plain, walk
from tests.report.sample import (
    Told,
    assessment,
    cells,
    definition,
    empty,
    front,
    headed,
    index,
    outside_insurance,
    part,
    said,
    sample,
    tables,
    told,
)

# Findings in full, and less grave conflicts


def test_high_findings_are_told_in_full_after_the_body_and_critical_ones_in_it() -> None:
    report = sample()
    words = definition().findings
    assert words is not None
    mine = [
        one
        for one in report.judgement.findings
        if one.kind in words.kinds and one.audience is not Audience.COUNSEL_ONLY
    ]
    for anchor, severity in (("findings", Severity.CRITICAL), ("details", Severity.HIGH)):
        told_here = [
            block.anchor for block in part(report.document, anchor) if isinstance(block, Heading) and block.level == 3
        ]
        assert told_here == [one.identity for one in mine if one.severity is severity]
    anchors = [block.anchor for block in walk(report.document.blocks) if isinstance(block, Heading) and block.anchor]
    anchors += [
        anchor for block in walk(report.document.blocks) if isinstance(block, DataTable) for anchor in block.anchors
    ]
    anchors = [anchor for anchor in anchors if anchor]
    assert len(anchors) == len(set(anchors))
    assert {one.identity for one in report.judgement.findings if one.kind is not Kind.CONFLICT} <= set(anchors)


def test_without_the_later_part_nothing_leads_there_and_without_high_ones_it_is_left_out() -> None:
    order = tuple(name for name in definition().order if name != "details")
    document = told(assessment(), report=msgspec.structs.replace(definition(), order=order)).document
    assert part(document, "details") == []
    table = tables(part(document, "findings"))[0]
    linked = [plain(row[1]) for row in table.rows for run in row[1] if isinstance(run, Run) and run.to]
    assert linked == ["COM-02"]
    assert part(told(empty(draft=True)).document, "details") == []


def test_less_grave_conflicts_are_rows_with_their_answers() -> None:
    report = sample()
    blocks = part(report.document, "conflicts")
    rows = cells(headed(blocks, "The less grave ones"))
    less = [one for one in report.judgement.conflicts if one.severity in (Severity.MEDIUM, Severity.LOW)]
    assert len(rows) == len(less) == 1
    assert rows[0][:2] == ["medium", less[0].rule.code]
    assert all(quote.words in rows[0][2] for quote in less[0].quotes)
    assert less[0].sentence in rows[0][2]


# Any answers


def scrambled(states: list[State | None], texts: list[str]) -> Assessment:
    """The sample with other states, and with any text for the names."""
    made = assessment()
    for id, state in zip(index().checks, states, strict=False):
        if id not in made.answers:
            continue
        if state is None:
            made.answers.pop(id)
        else:
            made.answers[id][0] = msgspec.structs.replace(made.answers[id][0], state=state, reason="r")
    for person, name in zip(made.people, texts, strict=False):
        person.name = name
    for party, name in zip(made.parties, reversed(texts), strict=False):
        party.name = name
    return made


STATES = st.lists(st.sampled_from([*State, None]), min_size=110, max_size=110)
NAMES = st.lists(st.text(min_size=1, max_size=30), min_size=6, max_size=6)


@settings(max_examples=20, deadline=None)
@given(STATES, NAMES, st.booleans())
def test_any_answers_and_names_compose_and_keep_the_promises(
    states: list[State | None], names: list[str], draft: bool
) -> None:
    made = scrambled(states, names)
    made.status = Status.DRAFT if draft else Status.SEALED
    report = told(made)
    elsewhere = outside_insurance(report.document)
    for kept in (one for one in index().checks.values() if one.audience is Audience.COUNSEL_ONLY):
        assert kept.question not in elsewhere
        assert not re.search(rf"\b{kept.code}\b", elsewhere)
    drawn = report.judgement.timeline
    rows = cells(tables(part(report.document, "tonight"))[0])
    assert [row[0] for row in rows] == [one.step.label for one in drawn.steps]
    assert [row[4] for row in rows] == [slack_words(one) for one in drawn.steps]
    assert len(list(_decisions(report))) <= 5


def _decisions(report: Told) -> Iterator[str]:
    for table in tables(list(front(report.document).blocks)):
        yield from (plain(row[1]) for row in table.rows)


def test_answers_of_only_dont_know_compose() -> None:
    made = empty()
    made.answers = {id: [Answer(state=State.UNKNOWN)] for id in index().checks}
    report = told(made)
    text = said(list(front(report.document).blocks))
    assert "nobody is in charge, 21 critical points are missing" in text or "nobody is in charge" in text
    assert "We can't say when somebody takes charge" in text


def test_equal_input_gives_equal_documents_with_every_part() -> None:
    assert told(assessment()).document == told(assessment()).document
    assert replace(sample().document, title="") != sample().document
    assert [block.anchor for block in sample().document.blocks if isinstance(block, Heading) and block.level == 1] == [
        "tonight", "clocks", "domains", "findings", "conflicts", "insurance", "open_points", "working", "expiry",
        "roadmap", "method", "details", "appendix",
    ]  # fmt: skip


def test_columns_of_every_table_fit_its_rows() -> None:
    for block in walk(sample().document.blocks):
        if isinstance(block, DataTable):
            assert all(len(row) == len(block.columns) for row in block.rows)
            assert all(isinstance(column, Column) and column.width > 0 for column in block.columns)
            assert not block.anchors or len(block.anchors) == len(block.rows)
        elif isinstance(block, Paragraph):
            assert plain(block.runs)
