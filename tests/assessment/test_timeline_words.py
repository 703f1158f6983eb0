"""Hours, deadlines and clocks as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.assessment.clock import BusinessCalendar, date_clocks
from readiness.assessment.duties import duties
from readiness.assessment.duty_words import (
    because_words,
    clock_words,
    dated_words,
    heading_lines,
    mark_words,
    note_words,
    standing_words,
)
from readiness.assessment.model import Answer, Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import timeline
from readiness.assessment.timeline_words import due_words, finish_words, hours_words, missing_words, slack_words
from readiness.questionnaire.duty_library import bundled_duties
from readiness.questionnaire.duty_model import Recipient
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.vocabulary import Value
from readiness.resources import bundled


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(load_pack(bundled("questionnaires") / "breach-readiness"))


def reading_of(index: Index, values: dict[str, Value], today: date = date(2026, 11, 21)) -> Reading:
    answers: dict[str, list[Answer]] = {}
    for id, value in values.items():
        answers.setdefault(index.captured_by[id], [Answer()])[0].facts[id] = value
    pinned = PackReference(id="breach-readiness", version="1.0.0", sha256="0" * 64)
    assessment = Assessment(id="a1", organisation="o1", pack=pinned, created_on="2026-11-21", answers=answers)
    return Reading(index, assessment, today)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 h"), (30, "30 min"), (60, "1 h"), (315, "5 h 15 min"), (-960, "16 h"), (28800, "480 h")],
)
def test_hours_are_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert hours_words(minutes) == words


def test_what_is_missing_is_named_by_its_label_and_once(index: Index) -> None:
    found = timeline(index, reading_of(index, {})).by_id
    told = found["in-charge"]
    assert finish_words(told) == "cannot be known"
    labels = [index.facts[id].label for id in ("leader.escalation_time", "leader.answer_time")]
    assert all(missing_words(index, told).count(label) == 1 for label in labels)
    assert "leader." not in missing_words(index, told)
    assert slack_words(told) == ""


def test_a_deadline_without_a_number_says_so(index: Index) -> None:
    reading = reading_of(index, {"insurer.notice_clock_kind": "as_soon_as_practicable", "profile.policy": "own_policy"})
    found = timeline(index, reading).by_id
    assert due_words(index, found["insurer-notice"].due) == "as soon as practicable, no number"
    assert due_words(index, found["regulator-notice"].due).startswith("no deadline known: ")
    assert due_words(index, found["first-message"].due) == "24 h"


def test_a_clock_says_its_own_start_and_asks_for_its_date(index: Index) -> None:
    found = duties(bundled_duties(), reading_of(index, {"profile.people_places": ["us-tx", "us-vt"]}))
    (texas,) = [
        clock for clock in found.clocks if clock.duty.id == "us-tx" and clock.recipient is Recipient.ATTORNEY_GENERAL
    ]
    assert clock_words(found, texas) == "30 days after you determine that what happened is what the law describes"
    (dated,) = [one for one in date_clocks(found, None, {}, BusinessCalendar()) if one.clock is texas]
    assert dated_words(found, dated).endswith("When was it determined that this is what the law describes?")
    assert "how many people are concerned was not answered" in note_words(index, texas)
    (vermont,) = [
        clock for clock in found.clocks if clock.duty.id == "us-vt" and clock.recipient is Recipient.ATTORNEY_GENERAL
    ]
    assert clock_words(found, vermont) == "14 business days after the incident is discovered"


def test_a_policy_without_an_answer_names_the_facts_and_no_hours(index: Index) -> None:
    found = duties(bundled_duties(), reading_of(index, {"profile.policy": "own_policy"}))
    (policy,) = found.clocks
    assert policy.minutes is None
    notes = " ".join(note_words(index, policy))
    assert "your own papers decide; answer first: " in notes
    assert index.facts["insurer.notice_within"].label in notes


def test_every_list_and_every_duty_says_ask_counsel_as_of_and_confidence(index: Index) -> None:
    old = duties(bundled_duties(), reading_of(index, {"profile.people_places": ["tr"]}, date(2028, 1, 1)))
    heading = " ".join(heading_lines(old))
    assert "May apply; ask counsel. As of 21 Nov 2026." in heading
    assert "Absence from this list means nothing." in heading
    assert "more than a year old" in heading
    (listed,) = old.listed
    assert standing_words(listed.duty) == "May apply; ask counsel. As of 1 Jan 2025, confidence LOW, in force."
    assert [mark[:14] for mark in mark_words(listed)] == ["Low confidence", "Its sources ar"]
    assert because_words(listed).endswith("Turkey")


def test_what_is_pending_says_that_it_counts_for_nothing(index: Index) -> None:
    values: dict[str, Value] = {"profile.people_places": ["us-tx"], "profile.regulated_as": ["us_critical"]}
    found = duties(bundled_duties(), reading_of(index, values))
    pending = next(one for one in found.listed if not one.counts)
    assert "PENDING, not in force" in standing_words(pending.duty)
    assert "Not counted as a clock: PENDING, not in force." in mark_words(pending)
