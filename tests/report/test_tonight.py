"""If it happened tonight, on page 1 and in its own part; and which decisions follow from it."""

from __future__ import annotations

import re

import msgspec
import pytest

from readiness.assessment.findings import Kind
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity, State
from readiness.report.document import Listing, TimelineChart
from readiness.report.text import plain
from tests.conftest import TODAY
from tests.report.sample import (
    assessment,
    cells,
    empty,
    front,
    index,
    organisation,
    outside_insurance,
    part,
    said,
    sample,
    tables,
    told,
)

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
    for id in ("leader.around-the-clock", "insurer.notice-rule"):
        made.answers.pop(id)
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
