"""What falls due, from an organisation's own file: neutral titles, codes that tell nothing, identities that stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.model import Action, ActionStatus, Organisation, Summary
from readiness.assessment.reminders import ReminderKind, due, reminders
from readiness.questionnaire.model import Audience, FactType
from tests.assessment.packs import TODAY, check, fact, pack, rule

INDEX = pack(
    check("ins", code="INS-01", facts=(fact("ins.end", FactType.DATE, expires=True),)),
    check("firm", code="IRF-01", facts=(fact("firm.end", FactType.DATE, expires=True),)),
    check("secret", code="INS-08", audience=Audience.COUNSEL_ONLY),
    rules=(rule("x01"),),
    policy_end="ins.end",
)


def organisation(*actions: Action, as_of: str = "2026-08-20", **dated: str) -> Organisation:
    ends = {id.replace("_", "."): day for id, day in dated.items()}
    row = Summary(
        id="a", as_of=as_of, scope="full", band="", in_place=1, proven=1, critical_closed=0, critical_asked=0,
        dated=ends,
    )  # fmt: skip
    return Organisation(id="o", name="O", created_on="2026-01-01", sealed=[row], actions=list(actions))


def told(of: Organisation, today: date = TODAY, days: int = 0) -> list[tuple[str, str]]:
    found = due(reminders(of, INDEX), today, timedelta(days=days))
    return [(one.day.isoformat(), one.title) for one in found]


def test_titles_are_neutral_and_codes_are_those_of_the_checks() -> None:
    of = organisation(
        Action(finding="gap:firm", due="2026-11-01"),
        Action(finding="conflict:x01:dana", due="2026-11-02", status=ActionStatus.IN_PROGRESS),
        Action(finding="gap:secret", due="2026-11-03"),
        Action(finding="gap:ins", status=ActionStatus.ACCEPTED, expires="2026-11-04", approver="d", reason="r"),
        Action(finding="gap:ins", due="2026-11-05", status=ActionStatus.DONE),
        firm_end="2026-11-06",
    )
    assert told(of) == [
        ("2026-11-01", "Readiness assessment"),
        ("2026-11-01", "Readiness item IRF-01"),
        ("2026-11-02", "Readiness item X01"),
        ("2026-11-03", "Readiness item for counsel"),
        ("2026-11-04", "Readiness item INS-01"),
        ("2026-11-06", "Readiness item IRF-01"),
    ]


def test_one_renewal_step_stands_at_a_time_until_an_assessment_was_made() -> None:
    end = "2027-02-28"

    def steps(today: str, as_of: str = "2026-08-20") -> list[str]:
        return [
            title[-6:]
            for _day, title in told(organisation(ins_end=end, as_of=as_of), date.fromisoformat(today))
            if "step" in title
        ]

    assert steps("2026-10-30") == []
    assert steps("2026-10-31") == steps("2026-11-29") == ["1 of 4"]
    assert steps("2026-11-30") == ["2 of 4"]
    assert steps("2027-02-27") == ["4 of 4"]
    assert steps("2027-02-28") == []
    assert steps("2026-11-21", as_of="2026-11-01") == []
    assert steps("2026-12-30", as_of="2026-11-01") == ["3 of 4"]


def test_nothing_of_an_archived_or_unassessed_one_is_due() -> None:
    of = organisation(ins_end="2026-01-01")
    of.archived_on = "2026-11-20"
    assert reminders(of, INDEX) == ()
    assert reminders(Organisation(id="n", name="N", created_on="2026-01-01"), INDEX) == ()


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_an_identity_outlives_its_day(one: date, other: date) -> None:
    def uids(day: date, **more: Any) -> dict[str, str]:
        found = reminders(organisation(Action(finding="gap:firm", due=day.isoformat()), ins_end=day.isoformat()), INDEX)
        assert len({each.uid for each in found}) == len(found)
        return {each.uid: each.subject for each in found if each.kind is not ReminderKind.RENEWAL}

    assert uids(one) == uids(other)
    assert not any("firm" in uid or "ins" in uid for uid in uids(one))
