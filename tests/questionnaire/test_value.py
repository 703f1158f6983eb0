from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.questionnaire.model import Bounds, Fact, FactType
from readiness.questionnaire.value import canonical, comparable, day, minutes, money, span
from readiness.questionnaire.vocabulary import ValueRefused

TODAY = date(2026, 11, 21)


def fact(kind: str, **more: object) -> Fact:
    return Fact(id="x.y", type=FactType(kind), label="X", **more)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("date", "2026-03-12", "2026-03-12"),
        ("date", "12 Mar 2026", "2026-03-12"),
        ("date", "12 march 2026", "2026-03-12"),
        ("date", "today", "2026-11-21"),
        ("date", "in 3 months", "2027-02-21"),
        ("date", "2 weeks ago", "2026-11-07"),
        ("money", "25k USD", "25000 USD"),
        ("money", "usd 25,000", "25000 USD"),
        ("money", "1.5m EUR", "1500000 EUR"),
        ("money", "19.90 CHF", "19.90 CHF"),
        ("duration", "4h", "4h"),
        ("duration", "2 days", "2d"),
        ("duration", "48 hours", "48h"),
        ("duration", "1.5 h", "90m"),
        ("integer", "12,000", 12000),
        ("integer", 7, 7),
        ("email", "jane@example.com", "jane@example.com"),
        ("url", "https://example.com/faq", "https://example.com/faq"),
        ("phone", "+1 (555) 010-0199 ext 4", "+1 (555) 010-0199 ext 4"),
        ("yes_no", "Yes", "yes"),
    ],
)
def test_what_people_type_is_stored_in_one_form(kind: str, typed: object, stored: object) -> None:
    assert canonical(fact(kind), typed, TODAY) == stored
    assert canonical(fact(kind), stored, TODAY) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "2026-02-30"),
        ("date", "yesterdayish"),
        ("date", "in 99999999 years"),
        ("money", "-5 USD"),
        ("money", "25000"),
        ("money", "25000 dollars"),
        ("money", "USD 5 EUR"),
        ("duration", "soon"),
        ("duration", "-4h"),
        ("duration", "99999w"),
        ("duration", "3mo"),
        ("integer", "-1"),
        ("integer", "many"),
        ("integer", True),
        ("email", "Tom <jane@example.com>"),
        ("url", "javascript:alert(1)"),
        ("phone", "1234"),
        ("yes_no", "perhaps"),
        ("text", "   "),
        ("text", "x" * 20_001),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_accepted(kind: str, typed: object) -> None:
    with pytest.raises(ValueRefused, match=r"needed|accepted"):
        canonical(fact(kind), typed, TODAY)


def test_choices_accept_labels_and_refuse_nothing_beside_something() -> None:
    ticks = fact("choices", choices={"mail": "Mail and files", "nothing": "None of these"})
    assert canonical(ticks, ["mail"], TODAY) == ["mail"]
    assert canonical(ticks, "Mail and files", TODAY) == ["mail"]
    with pytest.raises(ValueRefused, match="None of these"):
        canonical(ticks, ["mail", "nothing"], TODAY)
    with pytest.raises(ValueRefused, match="mail, nothing"):
        canonical(fact("choice", choices={"mail": "Mail", "nothing": "None"}), "fax", TODAY)


def test_bounds_hold_on_both_sides() -> None:
    past = fact("date", bounds=Bounds(at_most="today"))
    assert canonical(past, "today", TODAY) == "2026-11-21"
    with pytest.raises(ValueRefused, match="not in the future"):
        canonical(past, "2026-11-22", TODAY)
    with pytest.raises(ValueRefused, match="4h or more"):
        canonical(fact("duration", bounds=Bounds(at_least="4h")), "3h", TODAY)


@given(st.text(max_size=40), st.sampled_from(list(FactType)))
def test_any_text_is_stored_or_refused_and_stays_what_it_is(text: str, kind: FactType) -> None:
    asked = Fact(id="x.y", type=kind, label="X", choices={"a": "A"})
    try:
        stored = canonical(asked, text, TODAY)
    except ValueRefused:
        return
    assert canonical(asked, stored, TODAY) == stored


@given(st.integers(0, 5_000))
def test_durations_compare_in_minutes_whatever_their_unit(n: int) -> None:
    assert minutes(f"{n}h") == 60 * n == int(comparable(FactType.DURATION, f"{60 * n}m"))


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 600))
def test_months_stay_inside_the_month_they_land_in(start: date, months: int) -> None:
    moved = span(f"{months}mo").after(start)
    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day == start.day or (moved.day < start.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("text", ["25,50 EUR", "25,0000 EUR", "1,50,000 INR", "25.000 EUR", "25'00 CHF"])
def test_money_that_could_mean_two_amounts_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match="an amount and a currency are needed"):
        money(text)


def test_money_keeps_its_currency() -> None:
    assert money("25k usd").currency == "USD"
    assert money("25k usd").amount == 25_000
    assert day("1. Feb 2026", TODAY) == date(2026, 2, 1)
