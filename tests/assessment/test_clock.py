"""When the clocks of duties run out, and beside which step of the timeline they stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.clock import (
    BusinessCalendar,
    ClockError,
    DatedClock,
    OfficialRequest,
    RequestForm,
    date_clocks,
)
from readiness.assessment.clock_page import clock_page
from readiness.assessment.duties import duties
from readiness.assessment.timeline import timeline
from readiness.questionnaire.duty_model import ClockStart, Recipient
from readiness.questionnaire.vocabulary import Value
from tests.assessment.businesses import (
    BERLIN_SHOP,
    CHICAGO,
    NEW_YORK_BROKER,
    TEXAS_DENTISTS,
    bundled_duties,
    bundled_index,
    duties_of,
    reading_of,
)

NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=CHICAGO)  # a Saturday
CALENDAR = BusinessCalendar()


def dated_by(dated: tuple[DatedClock, ...], duty: str, recipient: Recipient) -> DatedClock:
    return next(one for one in dated if (one.clock.duty.id, one.clock.recipient) == (duty, recipient))


def test_discovery_dates_its_own_clocks_and_no_other() -> None:
    dated = date_clocks(duties_of(TEXAS_DENTISTS), NIGHT, {}, CALENDAR)
    health = dated_by(dated, "us-hipaa", Recipient.INDIVIDUALS)
    assert health.due == datetime(2027, 1, 20, 3, 0, tzinfo=CHICAGO)  # 60 days after 21 November
    texas = dated_by(dated, "us-tx", Recipient.ATTORNEY_GENERAL)
    assert (texas.clock.starts, texas.started, texas.due) == (ClockStart.DETERMINATION, None, None)
    moments = {ClockStart.DETERMINATION: NIGHT + timedelta(days=6)}
    later = dated_by(
        date_clocks(duties_of(TEXAS_DENTISTS), NIGHT, moments, CALENDAR), "us-tx", Recipient.ATTORNEY_GENERAL
    )
    assert later.due == datetime(2026, 12, 27, 3, 0, tzinfo=CHICAGO)  # 30 days after 27 November


@given(given_starts=st.sets(st.sampled_from(ClockStart)), discovered=st.booleans())
def test_one_start_is_never_used_for_another(given_starts: set[ClockStart], discovered: bool) -> None:
    places: Value = ["us-tx", "us-mn", "us-vt", "us-pr", "eu", "sg", "br", "au", "us-ri", "us-nh"]
    trades: Value = ["us_health_provider", "us_bank", "eu_finance", "eu_product_maker", "us_public_company"]
    found = duties_of({**TEXAS_DENTISTS, "profile.people_places": places, "profile.regulated_as": trades})
    file = bundled_duties()
    moments = dict.fromkeys(given_starts, NIGHT)
    for one in date_clocks(found, NIGHT if discovered else None, moments, CALENDAR):
        is_given = one.clock.starts in given_starts or (discovered and file.starts[one.clock.starts].by_discovery)
        assert (one.started is not None) == is_given
        assert (one.due is not None) == (is_given and one.clock.has_number)


def test_hours_are_real_hours_and_days_keep_the_time_of_day_over_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 10, 23, 12, 0, tzinfo=berlin)  # the clocks go back on 25 October
    dated = date_clocks(duties_of({**BERLIN_SHOP, "profile.people_places": ["eu", "us-ca"]}), night, {}, CALENDAR)
    assert dated_by(dated, "eu-gdpr", Recipient.SUPERVISORY_AUTHORITY).due == datetime(
        2026, 10, 26, 11, 0, tzinfo=berlin
    )
    assert dated_by(dated, "us-ca", Recipient.INDIVIDUALS).due == datetime(2026, 11, 22, 12, 0, tzinfo=berlin)


def test_business_days_pass_over_weekends_and_say_that_holidays_are_not_known() -> None:
    found = duties_of({**TEXAS_DENTISTS, "profile.regulated_as": ["us_public_company"]})
    friday = datetime(2026, 11, 20, 17, 0, tzinfo=CHICAGO)
    starts = {ClockStart.MATERIALITY_DETERMINATION: friday}
    filing = dated_by(date_clocks(found, None, starts, CALENDAR), "us-sec-8k-105", Recipient.INVESTORS)
    assert filing.due == datetime(2026, 11, 26, 17, 0, tzinfo=CHICAGO)  # Mon 23, Tue 24, Wed 25, Thu 26
    assert filing.holidays_unknown
    holiday = BusinessCalendar(holidays=frozenset({date(2026, 11, 26)}))
    later = dated_by(date_clocks(found, None, starts, holiday), "us-sec-8k-105", Recipient.INVESTORS)
    assert later.due == datetime(2026, 11, 27, 17, 0, tzinfo=CHICAGO)
    assert not later.holidays_unknown


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)), hour=st.integers(0, 23), days=st.integers(1, 30))
def test_business_days_are_counted_one_by_one(day: date, hour: int, days: int) -> None:
    begin = datetime(day.year, day.month, day.day, hour, tzinfo=CHICAGO)
    end = CALENDAR.after(begin, days)
    between = [begin.date() + timedelta(days=n) for n in range(1, (end.date() - begin.date()).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert end.date().weekday() < 5


def test_only_an_officials_request_with_form_and_end_holds_a_clock_and_the_date_stays() -> None:
    found = duties_of(TEXAS_DENTISTS)
    plain = dated_by(date_clocks(found, NIGHT, {}, CALENDAR), "us-hipaa", Recipient.INDIVIDUALS)
    assert plain.held_until is None
    until = datetime(2027, 2, 1, 12, 0, tzinfo=CHICAGO)
    request = OfficialRequest("Special agent Rowan Field", RequestForm.WRITTEN, until)
    held = date_clocks(found, NIGHT, {}, CALENDAR, request)
    people = dated_by(held, "us-hipaa", Recipient.INDIVIDUALS)
    assert (people.due, people.held_until) == (plain.due, until)
    assert dated_by(held, "us-hipaa", Recipient.FEDERAL_REGULATOR).held_until is None
    assert dated_by(held, "contract-cyber-insurance", Recipient.INSURER).held_until is None
    with pytest.raises(ClockError, match="who asked"):
        date_clocks(found, NIGHT, {}, CALENDAR, OfficialRequest(" ", RequestForm.ORAL, until))


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ClockError, match="time zone"):
        date_clocks(duties_of(TEXAS_DENTISTS), NIGHT.replace(tzinfo=None), {}, CALENDAR)


def test_the_clock_page_sets_each_clock_beside_the_step_that_answers_it() -> None:
    own: dict[str, Value] = {
        "leader.escalation_time": "2h",
        "it_provider.notice_within": "4h",
        "leader.answer_time": "30m",
        "deputy.takeover_after": "1h",
        "insurer.leader_to_insurer": "24h",
        "insurer.notice_clock_kind": "number",
        "insurer.notice_within": "72h",
        "insurer.notice_starts": "manager_aware",
        "counsel.answers_within": "4h",
        "communications.signoff_time": "30h",
    }
    reading = reading_of({**NEW_YORK_BROKER, **own})
    drawn = timeline(bundled_index(), reading)
    lines = clock_page(duties(bundled_duties(), reading), drawn)
    policy = next(line for line in lines if line.clock.recipient is Recipient.INSURER)
    # leader told at 4 hours, clock of 72 hours from there, report sent at 28
    assert (policy.due, policy.finish, policy.slack) == (76 * 60, 28 * 60, 48 * 60)
    slacks = [line.slack for line in lines if line.slack is not None]
    assert slacks == sorted(slacks)
    residents = next(
        line for line in lines if (line.clock.duty.id, line.clock.recipient) == ("us-ny", Recipient.INDIVIDUALS)
    )
    assert residents.slack is None
    assert "duties.letters_lead_time" in residents.missing
