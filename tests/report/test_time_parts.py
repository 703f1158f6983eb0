"""The parts about time: tonight, clocks, what runs out, the roadmap; and what of them stands on page 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.clock_page import clock_page
from readiness.assessment.duty_words import clock_words, recipient_words
from readiness.assessment.findings import Kind
from readiness.assessment.model import Action, ActionStatus, Answer, Assessment, Status
from readiness.assessment.timeline_words import hours_words, slack_words
from readiness.questionnaire.duty_model import Confidence, DutyStatus
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Severity, State
from readiness.report.compose import compose
from readiness.report.document import Block, Column, DataTable, Heading, Listing, Paragraph, Run, TimelineChart
from readiness.report.text import plain, text_of, walk
from tests.assessment.packs import assessment as small_assessment
from tests.assessment.packs import check as a_check
from tests.assessment.packs import pack as small_pack
from tests.conftest import TODAY
from tests.report.sample import (
    Told,
    assessment,
    definition,
    duty_file,
    front,
    index,
    organisation,
    outside_insurance,
    part,
    said,
    told,
)


@cache
def sample() -> Told:
    return told(assessment())


def tables(blocks: list[Block]) -> list[DataTable]:
    return [block for block in blocks if isinstance(block, DataTable)]


def cells(table: DataTable) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def headed(blocks: list[Block], title: str) -> DataTable:
    """The first table under a heading."""
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    return next(block for block in blocks[at:] if isinstance(block, DataTable))


def empty(*, draft: bool = False) -> Assessment:
    return msgspec.structs.replace(assessment(draft=draft), answers={}, people=[], parties=[], actions=[])


# Page 1


def test_page_one_says_what_happens_tonight() -> None:
    text = said(list(front(sample().document).blocks))
    assert (
        "If it happened tonight\n"
        "Somebody takes charge after 5 h.\n"
        "The insurer has our written report after 28 h: 44 h to spare by the limit in our policy.\n"
        "The first message is agreed after 39 h. Customers with a deadline in the contract hear after 40 h: "
        "16 h too late for what we promised.\n"
    ) in text


def test_page_one_says_what_it_cannot_say() -> None:
    made = assessment()
    for check in ("leader.around-the-clock", "insurer.notice-rule"):
        made.answers.pop(check)
    text = said(list(front(told(made).document).blocks))
    assert "We can't say when somebody takes charge; not answered: Slowest answer at night (LEAD-06)." in text
    assert "We can't say when the insurer has our report; not answered: " in text
    made = assessment()
    made.answers["insurer.notice-rule"][0].facts.pop("insurer.notice_within")
    text = said(list(front(told(made).document).blocks))
    assert "after 28 h. We can't say by when the insurer must hear." in text
    made.answers["insurer.notice-rule"][0].facts["insurer.notice_clock_kind"] = "as_soon_as_practicable"
    text = said(list(front(told(made).document).blocks))
    assert "after 28 h; our policy says as soon as practicable." in text


def test_a_step_that_is_not_needed_or_not_there_is_left_out_of_page_one() -> None:
    made = assessment()
    made.answers["profile.policy"][0].facts["profile.policy"] = "none"
    text = said(list(front(told(made).document).blocks))
    assert "written report" not in text
    assert "Somebody takes charge" in text
    bare = Index(msgspec.structs.replace(index().pack, timeline=()))
    report = told(assessment(), pack=bare).document
    assert "If it happened tonight" not in said(list(front(report).blocks))
    assert "This questionnaire has no timeline." in said(part(report, "tonight"))


def test_decisions_follow_severity_and_then_the_hours_they_cost() -> None:
    judgement = sample().judgement
    worth = [one for one in judgement.findings if one.kind not in (Kind.UNPROVEN, Kind.STALE)]
    critical = [one for one in worth if one.severity is Severity.CRITICAL]
    assert [one.hours for one in critical] == sorted((one.hours for one in critical), reverse=True)
    assert critical[0].hours > 0
    seen = [one.identity for one in critical if one.audience is not Audience.COUNSEL_ONLY]
    assert [one.finding for one in judgement.decisions if one.finding] == seen[:4]
    rows = cells(tables(list(front(sample().document).blocks))[0])
    assert [row[2] for row in rows] == ["Carla Ruiz", "Carla Ruiz", "Carla Ruiz", "Robin Vale", "Ines Brandt"]
    assert [row[4] for row in rows] == ["not known", "none", "under US$1k", "not known", "not known"]


def test_the_verdict_says_what_is_open_though_nothing_caps_it() -> None:
    made = assessment()
    for item, answers in made.answers.items():
        if item in index().checks and item != "leader.named":
            answers[0].state = State.NO
    text = said(list(front(told(made).document).blocks))
    assert "The number alone gives this verdict. Besides: " in text
    assert re.search(r"Besides: \d+ critical points are missing", text)


def test_last_time_is_the_one_sealed_before_even_on_the_same_day() -> None:
    made, firm = assessment(), organisation()
    later = msgspec.structs.replace(firm.sealed[0], id="a2", as_of=TODAY.isoformat(), in_place=99.0)
    own = msgspec.structs.replace(firm.sealed[0], id=made.id, as_of=TODAY.isoformat())
    firm = msgspec.structs.replace(firm, sealed=[*firm.sealed, own, later])
    assert "Last time, 20 Aug 2026: in place 49" in said(list(front(told(made, firm).document).blocks))


# Tonight


def test_every_step_is_charted_and_listed_with_its_hours() -> None:
    blocks, drawn = part(sample().document, "tonight"), sample().judgement.timeline
    chart = next(block for block in blocks if isinstance(block, TimelineChart))
    assert [row.step for row in chart.rows] == [one.step.label for one in drawn.steps]
    assert [row.earliest for row in chart.rows] == [one.finish / 60 for one in drawn.steps if one.finish is not None]
    assert {row.step: row.due for row in chart.rows}["The insurer has the report in writing"] == 72
    rows = {row[0]: row[1:] for row in cells(tables(blocks)[0])}
    assert list(rows) == [one.step.label for one in drawn.steps]
    assert rows["The insurer has the report in writing"][:4] == [
        "Sam Okafor",
        "72 h\nyour insurance policy",
        "28 h",
        "44 h to spare",
    ]
    late = rows["Customers with a deadline in the contract are told"]
    assert (late[2], late[3], late[4]) == ("40 h (1 h assumed)", "16 h too late", "broken")
    assert rows["The owner or the board hears of it"][4] == "answered"
    assert rows["The first facts are checked"][4] == "broken, see COM-02"
    assert rows["The response firm is working"][2] == "72 h (36 h assumed)"


def test_what_costs_most_hours_is_said() -> None:
    blocks = part(sample().document, "tonight")
    sentences = [plain(item) for block in blocks if isinstance(block, Listing) for item in block.items]
    assert sentences[0].startswith("Deadlines missed: 3. The message with the facts is signed (42 h too late); ")
    assert sentences[1] == (
        "Nothing costs more hours than this: Longest time to get every signature. Mended alone, it brings this "
        "forward by 26 h: The message with the facts is signed."
    )
    assert sentences[2].startswith("Next: What the leader may spend in a breach (24 h); ")


def test_a_step_names_the_answer_it_lacks_or_the_step_it_waits_for() -> None:
    made = assessment()
    made.answers.pop("counsel.named")
    report = told(made)
    rows = {row[0]: row[1:] for row in cells(tables(part(report.document, "tonight"))[0])}
    assert rows["The lawyer is working on it"][2] == "cannot be known"
    assert "cannot be known" in rows["The lawyer is working on it"][4]
    assert "not answered: Time until the lawyer answers (LAW-01)" in rows["The lawyer is working on it"][4]
    assert "waits for: The lawyer is working on it" in rows["An authority has the first report"][4]
    text = said(part(report.document, "tonight"))
    assert "Steps that cannot be timed: " in text


def test_without_answers_there_is_no_chart_and_every_missing_answer_is_named() -> None:
    blocks = part(told(empty()).document, "tonight")
    assert not any(isinstance(block, TimelineChart) for block in blocks)
    rows = {row[0]: row[1:] for row in cells(tables(blocks)[0])}
    assert all(row[4].startswith("cannot be known") for row in rows.values())
    assert "not answered LAW-06\nyour contracts" in rows["Customers with a deadline in the contract are told"][1]


# Clocks


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
    bare = small_pack(a_check("a"))
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


# Counsel only, in a questionnaire whose timeline is built on it


def _for_counsel(*ids: str) -> Index:
    pack = index().pack
    sections = tuple(
        msgspec.structs.replace(
            section,
            checks=tuple(
                msgspec.structs.replace(check, audience=Audience.COUNSEL_ONLY) if check.id in ids else check
                for check in section.checks
            ),
        )
        for section in pack.sections
    )
    return Index(msgspec.structs.replace(pack, sections=sections))


HIDDEN = ("communications.one-message", "insurer.notice-rule", "insurer.policy", "counsel.named")


@pytest.mark.parametrize("answered", [True, False])
def test_nothing_of_a_counsel_only_check_stands_in_the_parts_about_time(answered: bool) -> None:
    pack, made = _for_counsel(*HIDDEN), assessment()
    if not answered:
        for id in HIDDEN:
            made.answers.pop(id)
    document = told(made, pack=pack).document
    text = "\n".join(
        [
            said(list(front(document).blocks)),
            *(said(part(document, id)) for id in ("tonight", "clocks", "expiry", "roadmap")),
        ]
    )
    for id in HIDDEN:
        hidden = pack.checks[id]
        labels = (fact.label for fact in hidden.facts)
        for secret in (hidden.code, hidden.question, hidden.good, hidden.bad, *labels):
            # The file of duties has an "Insurer" of its own.
            assert secret == "Insurer" or not re.search(rf"(?<![\w-]){re.escape(secret)}(?![\w-])", text), secret
        assert hidden.question not in outside_insurance(document)
    assert "Lee Park" not in text
    assert "28 Feb 2027" not in text
    assert "one matter for counsel" in text


# Any answers


def scrambled(states: list[State | None], texts: list[str]) -> Assessment:
    """The sample with other states, and names and notes of any text."""
    made = assessment()
    for check, state in zip(index().checks, states, strict=False):
        if check not in made.answers:
            continue
        if state is None:
            made.answers.pop(check)
        else:
            made.answers[check][0] = msgspec.structs.replace(made.answers[check][0], state=state, reason="r")
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
    for check in index().checks.values():
        if check.audience is Audience.COUNSEL_ONLY:
            assert check.question not in elsewhere
            assert not re.search(rf"\b{check.code}\b", elsewhere)
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


def test_the_day_of_the_report_moves_what_is_due() -> None:
    later = told(assessment(), today=TODAY + timedelta(days=400))
    rows = cells(tables(part(later.document, "expiry"))[0])
    assert [row[3] for row in rows] == ["ended 329 days ago", "ended 301 days ago"]
    assert "(was due on 28 Nov 2026)" in said(part(later.document, "roadmap"))
