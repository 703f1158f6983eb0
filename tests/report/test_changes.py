"""What changed since the last assessment: told worse first, summed to the tenth, and nothing for counsel in it."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from readiness.assessment.judgement import Judgement, judge, summary
from readiness.assessment.model import Answer, Assessment, Evidence, Organisation, Origin, PackReference, Status
from readiness.questionnaire.identity import pack_hash
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import State
from readiness.report.compose import compose
from readiness.report.document import Document, Heading, TrendChart, TrendLine
from readiness.report.pdf import render
from readiness.report.text import text_of, texts
from tests.conftest import TODAY
from tests.report.sample import (
    assessment,
    cells,
    definition,
    front,
    headed,
    index,
    organisation,
    outside_insurance,
    part,
    said,
    tables,
    told,
)
from tests.report.test_pdf import HOSTILE, document, squeezed, text_in

BEFORE = date(2026, 8, 20)
FRESH = [Evidence(description="A page", dated="2026-08-19")]


def earlier() -> Assessment:
    """The sample a quarter ago; change it as you like."""
    return msgspec.structs.replace(assessment(), id="a0", as_of=BEFORE.isoformat(), content_hash="00" * 32)


def answer(made: Assessment, check: str, state: State, origin: Origin = Origin.NEW, *, proven: bool = False) -> None:
    """Answer a check in another way."""
    made.answers[check] = [
        Answer(state=state, origin=origin, evidence=FRESH if proven else [], answered_on=made.as_of, reason="r")
    ]


def hand_made() -> tuple[Assessment, Assessment]:
    """A pair in which one point got worse, one better, one came up and one was closed."""
    then, now = earlier(), assessment()
    for check, before, after, origin in (
        ("communications.fact-checker", State.PARTLY, State.NO, Origin.CHANGED),
        ("leader.decision-rights", State.NO, State.PARTLY, Origin.CONFIRMED),
        ("leader.spending-limit", State.YES, State.NO, Origin.CARRIED),
        ("leader.around-the-clock", State.NO, State.YES, Origin.CHANGED),
    ):
        answer(then, check, before, proven=True)
        answer(now, check, after, origin, proven=True)
    return then, now


def sealed(*judgements: Judgement) -> Organisation:
    """The sample organisation with the rows of these assessments."""
    return msgspec.structs.replace(organisation(), sealed=[summary(one) for one in judgements])


def told_since(then: Assessment, now: Assessment, pack: Index | None = None, order: tuple[str, ...] = ()) -> Document:
    """A report about `now`, with what changed since `then`; that part alone unless an order is given."""
    previous, judgement = judge(pack or index(), then, date.fromisoformat(then.as_of)), judge(index(), now, TODAY)
    words = msgspec.structs.replace(definition(), order=order or ("changes",))
    return compose(words, index(), now, sealed(previous, judgement), judgement, previous)


def points(report: Document) -> dict[str, list[str]]:
    """The first table by code: outcome, before, after, how it was answered."""
    table = next(table for table in tables(part(report, "changes")) if table.columns[0].title == "Change")
    return {row[1]: [row[0], *row[3:]] for row in cells(table)}


# What became of what


def test_each_point_is_told_with_before_and_after_and_how_it_was_answered() -> None:
    found = points(told_since(*hand_made()))
    assert found["COM-02"] == ["worse", "partly", "no", "changed"]
    assert found["LEAD-03"] == ["better", "no", "partly", "confirmed"]
    assert found["LEAD-04"] == ["new", "yes", "no", "merely carried"]
    assert found["LEAD-06"][:2] == ["closed", "no"]


def test_worse_comes_first() -> None:
    outcomes = [row[0] for row in points(told_since(*hand_made())).values()]
    order = ["worse", "better", "new", "closed"]
    assert outcomes == sorted(outcomes, key=order.index)
    assert set(outcomes) == set(order)


def test_what_is_still_open_says_how_often_and_grave_ones_have_rows() -> None:
    now = assessment()
    now.times_open = {"communications.fact-checker": 3, "leader.decision-rights": 2}
    blocks = part(told_since(earlier(), now), "changes")
    title = next(block.text for block in blocks if isinstance(block, Heading) and block.text.startswith("Still open"))
    rows = cells(headed(blocks, title))
    assert next(row[2] for row in rows if row[1] == "COM-02").endswith("(open 3 times in a row)")
    assert "still open (open 2 times in a row): LEAD-03" in said(blocks)
    assert "LEAD-03" not in [row[1] for row in rows]


def test_details_that_changed_are_told_with_both_readings() -> None:
    then, now = earlier(), assessment()
    now.answers["plan.written"][0].facts.pop("plan.dated", None)
    for check, answers in now.answers.items():
        for fact in list(answers[0].facts):
            if index().facts[fact].label == "Day the system list was last compared":
                then.answers[check] = [
                    msgspec.structs.replace(answers[0], facts={**answers[0].facts, fact: "2026-07-01"})
                ]
    rows = cells(headed(part(told_since(then, now), "changes"), "Details that changed"))
    assert ["EVI-04", "Day the system list was last compared", "1 Jul 2026", "10 Oct 2026"] in rows


def test_an_unchanged_pair_says_so() -> None:
    text = said(part(told_since(assessment(), assessment()), "changes"))
    assert "Nothing got worse or better, nothing new came up, and nothing was closed." in text
    assert "can be compared" not in text


def test_another_questionnaire_says_how_much_can_be_compared() -> None:
    pack = index().pack
    sections = [
        msgspec.structs.replace(one, checks=tuple(check for check in one.checks if check.code != "COM-16"))
        for one in pack.sections
    ]
    old = Index(msgspec.structs.replace(pack, version="0.9.0", sections=tuple(sections)))
    then = earlier()
    then.pack = PackReference(id=pack.id, version="0.9.0", sha256=pack_hash(old.pack))
    then.answers = {id: given for id, given in then.answers.items() if id in old.checks or id in old.facts}
    blocks = part(told_since(then, assessment(), old), "changes")
    text = said(blocks)
    assert "The questionnaire changed. Of 110 questions, 109 can be compared." in text
    assert "New in the questionnaire: COM-16." in text
    assert "With a changed questionnaire since: 21 Nov 2026." in text
    (moved, _proven) = cells(headed(blocks, "Why the numbers moved"))
    assert moved[2] != "0.0"


# Why the numbers moved


STATES = st.lists(st.sampled_from([*State, None]), min_size=110, max_size=110)


def scrambled(made: Assessment, states: list[State | None]) -> Assessment:
    for id, state in zip(index().checks, states, strict=True):
        if id in made.answers and state is not None:
            made.answers[id][0] = msgspec.structs.replace(made.answers[id][0], state=state, reason="r")
    return made


@settings(max_examples=6, deadline=None)
@given(STATES, STATES)
def test_the_steps_add_up_and_nothing_for_counsel_is_told(then: list[State | None], now: list[State | None]) -> None:
    report = told_since(scrambled(earlier(), then), scrambled(assessment(), now))
    for row in cells(headed(part(report, "changes"), "Why the numbers moved")):
        before, *steps, after, difference = (round(float(number) * 10) for number in row[1:])
        assert sum(steps) == difference == after - before
    text = text_of(report)
    for kept in (one for one in index().checks.values() if one.audience is Audience.COUNSEL_ONLY):
        assert kept.question not in text
        assert not re.search(rf"\b{kept.code}\b", text)
        assert not any(index().facts[fact].label in text for fact, of in index().check_of_fact.items() if of is kept)
    for rule in (one for one in index().rules.values() if one.audience is Audience.COUNSEL_ONLY):
        assert not re.search(rf"\b{rule.code}\b", text)
        assert rule.title not in text


def test_in_place_never_goes_stale_and_old_proof_does() -> None:
    then, now = earlier(), assessment()
    for made in (then, now):
        for check in list(made.answers):
            if check in index().checks and made.answers[check][0].state is State.YES:
                made.answers[check][0].evidence = [Evidence(description="A page", dated="2025-09-10")]
    in_place, proven = cells(headed(part(told_since(then, now), "changes"), "Why the numbers moved"))
    assert in_place[3] == "0.0"
    assert proven[3].startswith("-")
    assert proven[4] == "0.0"


def test_what_only_counsel_read_then_is_not_told_now() -> None:
    pack = index().pack
    sections = [
        msgspec.structs.replace(
            one,
            checks=tuple(
                msgspec.structs.replace(check, audience=Audience.COUNSEL_ONLY) if check.code == "EVI-04" else check
                for check in one.checks
            ),
        )
        for one in pack.sections
    ]
    old = Index(msgspec.structs.replace(pack, version="0.9.0", sections=tuple(sections)))
    then = earlier()
    then.pack = PackReference(id=pack.id, version="0.9.0", sha256=pack_hash(old.pack))
    answer(then, "evidence.asset-list", State.NO)
    assert "EVI-04" not in text_of(told_since(then, assessment(), old))


# The line over all of them


def trend_of(report: Document) -> TrendChart:
    return next(block for block in part(report, "changes") if isinstance(block, TrendChart))


def test_the_trend_comes_from_the_rows_up_to_this_assessment() -> None:
    now, then = assessment(), earlier()
    previous, judgement = judge(index(), then, BEFORE), judge(index(), now, TODAY)
    first = msgspec.structs.replace(summary(previous), id="a-", as_of="2026-05-21", in_place=10.5, critical_closed=1)
    other = msgspec.structs.replace(first, id="a-other", scope="first-hour")
    later = msgspec.structs.replace(summary(judgement), id="a2", as_of="2027-02-20")
    firm = organisation()
    firm.sealed = [first, other, summary(previous), summary(judgement), later]
    words = msgspec.structs.replace(definition(), order=("changes",))
    report = compose(words, index(), now, firm, judgement, previous)
    chart = trend_of(report)
    assert chart.days == ("21 May 2026", "20 Aug 2026", "21 Nov 2026")
    assert chart.at[1] - chart.at[0] == (BEFORE - date(2026, 5, 21)).days
    assert chart.lines[0].shares == (10.5, summary(previous).in_place, summary(judgement).in_place)
    assert [line.name for line in chart.lines] == ["In place", "Proven", "Critical points closed"]
    assert chart.lines[2].shares[0] == pytest.approx(100 / 21)
    assert chart.lines[2].end == f"{judgement.score.critical_closed} of {judgement.score.critical_asked}"
    assert (
        compose(words, index(), now, msgspec.structs.replace(firm, sealed=firm.sealed[:-1]), judgement, previous)
        == report
    )


@pytest.mark.parametrize("count", [1, 2, 7, 200])
def test_any_number_of_points_fits_and_the_ends_are_named(count: int) -> None:
    days = [BEFORE + timedelta(days=90 * n) for n in range(count)]
    lines = tuple(
        TrendLine(name, tuple((7.0 * n + start) % 101 for n in range(count)), end)
        for name, start, end in (("In place", 0, "54.3"), ("Proven", 1, "54.2"), ("Closed", 2, "10 of 21"))
    )
    at = tuple(float(day.toordinal()) for day in days)
    data, _warnings = render(document(TrendChart(tuple(day.isoformat() for day in days), at, lines, "Of 100")))
    text = squeezed(text_in(data))
    for expected in (days[0].isoformat(), days[-1].isoformat(), "Inplace54.3", "Proven54.2", "Closed10of21"):
        assert expected in text
    assert all(str(number) in text for number in (0, 25, 50, 75, 100))


@pytest.mark.parametrize("text", [*HOSTILE, "word " * 300, "x" * 900])
def test_any_name_of_a_line_is_found_again(text: str) -> None:
    chart = TrendChart(("1 May", "1 Jun"), (0.0, 31.0), (TrendLine(text, (1.0, 2.0), "2"),) * 3, text)
    data, _warnings = render(document(chart))
    assert squeezed(text) in squeezed(text_in(data).replace("Foot", ""))


# Where it stands, and when there is nothing


def test_it_stands_after_the_roadmap_under_its_own_number_and_in_the_contents() -> None:
    report = told_since(*hand_made(), order=definition().order)
    titles = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    place = titles.index("11 What has changed since 20 Aug 2026")
    assert titles[place - 1].startswith("10 ")
    assert titles[place + 1].startswith("13 ")
    # The pages are read without the long parts: reading takes longer than writing.
    short = told_since(*hand_made(), order=("page_one", "contents", "changes", "method"))
    reader = PdfReader(io.BytesIO(render(short)[0]))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    assert any("Whatisinthisreport" in page and "11Whathaschangedsince20Aug2026" in page for page in pages)
    whole = squeezed("".join(pages))
    for block in part(report, "changes"):
        for text in texts(block):
            assert squeezed(text) in whole
    elsewhere = outside_insurance(report)
    for kept in (one for one in index().checks.values() if one.audience is Audience.COUNSEL_ONLY):
        assert kept.question not in elsewhere
        assert not re.search(rf"\b{kept.code}\b", elsewhere)


def test_there_is_nothing_without_an_earlier_one_nor_in_a_draft() -> None:
    assert part(told(assessment()).document, "changes") == []
    draft = assessment(draft=True)
    assert draft.status is Status.DRAFT
    assert part(told_since(earlier(), draft), "changes") == []


def test_what_people_typed_stays_text() -> None:
    then, now = hand_made()
    words = " ".join(HOSTILE)
    label = next(id for id, fact in index().facts.items() if fact.label == "Where the paper and the device are kept")
    check = index().check_of_fact[label].id
    now.answers[check][0] = msgspec.structs.replace(
        now.answers[check][0], state=State.YES, facts={**now.answers[check][0].facts, label: words}
    )
    report = told_since(then, now)
    rows = cells(headed(part(report, "changes"), "Details that changed"))
    assert [row[3] for row in rows if row[1] == index().facts[label].label] == [words]
    assert squeezed(words) in squeezed(text_in(render(report)[0]))


def test_equal_input_gives_equal_bytes() -> None:
    assert render(told_since(*hand_made())) == render(told_since(*hand_made()))


# The next look


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ({}, "Next look: 30 Dec 2026 (Last day of this policy period: 28 Feb 2027), or earlier:"),
        ({"new-provider": "2026-12-01"}, "Next look: 1 Dec 2026 (a change was reported), or earlier:"),
    ],
)
def test_the_next_look_is_the_day_that_comes_first(reported: dict[str, str], expected: str) -> None:
    now = msgspec.structs.replace(assessment(), actions=[])
    firm = msgspec.structs.replace(sealed(judge(index(), now, TODAY)), reported=reported)
    assert expected in said(list(front(told(now, firm).document).blocks))


def test_a_later_assessment_has_looked_at_what_was_reported() -> None:
    now = msgspec.structs.replace(assessment(), actions=[])
    row = summary(judge(index(), now, TODAY))
    firm = organisation()
    firm.sealed, firm.reported = [row, msgspec.structs.replace(row, id="a2")], {"new-provider": "2026-12-01"}
    assert "Next look: 30 Dec 2026" in said(list(front(told(now, firm).document).blocks))


def test_without_anything_sooner_it_is_the_regular_day() -> None:
    now = msgspec.structs.replace(assessment(), actions=[])
    now.answers = {id: given for id, given in now.answers.items() if not id.startswith(("insurer", "response"))}
    text = said(list(front(told(now).document).blocks))
    assert "Next look: 19 Feb 2027, or earlier:" in text
