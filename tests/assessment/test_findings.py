"""What follows from answers: kinds, severities, titles, order, dates, and who may see what."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from readiness.assessment.conflicts import fired, rule_outcomes
from readiness.assessment.findings import Finding, Kind, findings, visible_to
from readiness.assessment.model import Evidence
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Cost, Effort, FactType, Recheck
from readiness.questionnaire.vocabulary import Severity
from tests.assessment.packs import answer, check, fact, pack, reading, rule

CRITICAL, HIGH, MEDIUM, LOW = Severity
ENDS = fact("ends", FactType.DATE, label="Policy ends", dated=True, expires=True)
BEFORE_NEXT = {"ends": {"before": {"fact": "assessment.next_due"}}}


def found(index: Index, answers: dict[str, Any], **more: Any) -> tuple[Finding, ...]:
    blocks = more.pop("blocks", lambda finding: Fraction())
    read = reading(index, answers, **more)
    return findings(read, fired(rule_outcomes(read)), blocks)


@pytest.mark.parametrize(
    ("given", "kind", "severity", "title"),
    [
        ("no", Kind.GAP, CRITICAL, "c does not hold"),
        ("partly", Kind.GAP, HIGH, "Only partly: c holds"),
        ("unknown", Kind.UNKNOWN, CRITICAL, "Not known: c holds"),
        (None, Kind.UNKNOWN, CRITICAL, "Not known: c holds"),
        (answer("yes"), Kind.UNPROVEN, HIGH, "No proof: c holds"),
        (answer("yes", evidence=[Evidence(place="safe")]), Kind.UNPROVEN, HIGH, "No date on the proof: c holds"),
        (answer("yes", "2024-01-01"), Kind.STALE, HIGH, "Old proof: c holds"),
    ],
)
def test_one_finding_for_a_check(given: Any, kind: Kind, severity: Severity, title: str) -> None:
    (one,) = found(pack(check("c", CRITICAL)), {"c": given} if given is not None else {})
    assert (one.kind, one.severity, one.title, one.identity) == (kind, severity, title, f"{kind}:c")
    assert (one.section, one.code, one.cost, one.if_not) == ("main", "C", Cost.C0, "c fails")


@pytest.mark.parametrize("given", [answer("yes", "2026-11-01"), answer("not_applicable", reason="none")])
def test_what_is_shown_to_be_so_is_no_finding(given: Any) -> None:
    assert found(pack(check("c")), {"c": given}) == ()


def test_an_open_draft_has_no_findings_for_what_is_not_answered_yet() -> None:
    index = pack(check("a"), check("b"))
    assert [one.id for one in found(index, {"b": "no"}, sealed=False)] == ["b"]


def test_a_low_check_stays_low() -> None:
    (one,) = found(pack(check("c", LOW)), {"c": answer("yes")})
    assert one.severity is LOW


def test_old_proof_is_told_in_the_words_of_its_rule() -> None:
    stale = rule(
        "x41",
        None,
        builtin="stale",
        for_each="check",
        sentence='"{this.question}" {this.evidence_on}.',
        steps=("Look again.",),
    )
    (one,) = found(pack(check("c"), rules=(stale,)), {"c": answer("yes", "2024-01-01")})
    assert (one.kind, one.why, one.steps) == (Kind.STALE, '"Is c so?" 1 Jan 2024. Why x41.', ("Look again.",))
    ended = pack(check("c", facts=(ENDS,), recheck=Recheck(until="ends")), rules=(stale,))
    past = {one.kind: one for one in found(ended, {"c": answer("yes", "2026-11-01", facts={"ends": "2026-11-01"})})}
    assert set(past) == {Kind.EXPIRING, Kind.STALE}
    assert past[Kind.STALE].why.startswith("The date that ends this proof has passed: Policy ends, 1 Nov 2026.")


def test_what_was_answered_stands_with_the_finding() -> None:
    index = pack(check("c", facts=(fact("limit", FactType.MONEY, label="Limit"), fact("none"))))
    (one,) = found(index, {"c": answer("partly", facts={"limit": "5000 USD"})})
    assert one.said == "partly"
    assert [(quote.label, quote.words) for quote in one.quotes] == [("Limit", "5,000 USD")]


@pytest.mark.parametrize(
    ("ends", "severity", "title"),
    [
        ("2026-11-20", HIGH, "Has run out: Policy ends, 20 Nov 2026"),
        ("2026-11-21", HIGH, "Runs out before the next assessment: Policy ends, 21 Nov 2026"),
        ("2026-12-21", HIGH, "Runs out before the next assessment: Policy ends, 21 Dec 2026"),
        ("2026-12-22", MEDIUM, "Runs out before the next assessment: Policy ends, 22 Dec 2026"),
        ("2027-02-18", MEDIUM, "Runs out before the next assessment: Policy ends, 18 Feb 2027"),
        ("2027-02-19", None, ""),
    ],
)
def test_a_date_that_runs_out_before_the_next_assessment(ends: str, severity: Severity | None, title: str) -> None:
    index = pack(check("c", facts=(ENDS,)))
    told = found(index, {"c": answer("yes", "2026-11-01", facts={"ends": ends})})
    assert [(one.severity, one.title, one.identity) for one in told] == (
        [(severity, title, "expiring:ends")] if severity else []
    )


def test_a_rule_over_a_date_replaces_the_finding_about_that_date() -> None:
    given = {"c": answer("yes", "2026-11-01", facts={"ends": "2026-12-31"})}
    both = found(pack(check("c", facts=(ENDS,)), rules=(rule("x23", BEFORE_NEXT),)), given)
    assert [one.identity for one in both] == ["conflict:x23"]
    silent = found(pack(check("c", facts=(ENDS,)), rules=(rule("x23", {"ends": {"before": "2026-12-01"}}),)), given)
    assert [one.identity for one in silent] == ["expiring:ends"]
    secret = rule("x23", BEFORE_NEXT, audience=Audience.COUNSEL_ONLY)
    kept = found(pack(check("c", facts=(ENDS,)), rules=(secret,)), given)
    assert [one.identity for one in kept] == ["conflict:x23", "expiring:ends"]


def test_the_order_is_severity_then_hours_then_effort() -> None:
    index = pack(
        check("slow", effort=Effort(low=8, high=9)),
        check("quick", effort=Effort(low=0.5, high=1)),
        check("vital", CRITICAL, effort=Effort(low=90, high=99)),
        check("blocking", effort=Effort(low=50, high=50)),
        check("half", effort=Effort(low=0, high=0)),
    )
    given = {"slow": "no", "quick": "no", "vital": "no", "blocking": "no", "half": "partly"}
    hours = {"blocking": Fraction(24), "half": Fraction(99)}
    told = found(index, given, blocks=lambda finding: hours.get(finding.id, Fraction()))
    assert [one.id for one in told] == ["vital", "blocking", "quick", "slow", "half"]
    assert told[1].hours == 24
    assert [one.id for one in found(index, given)] == ["vital", "quick", "slow", "blocking", "half"]


def test_a_conflict_is_a_finding_known_by_rule_and_subject() -> None:
    two = rule("x42", None, builtin="two-answers", for_each="check")
    given = {"c": [answer("yes", "2026-11-01"), answer("partly", respondent="sam")]}
    told = found(pack(check("c", MEDIUM), rules=(two,)), given)
    assert [(one.identity, one.severity) for one in told] == [("conflict:x42:c", HIGH), ("gap:c", LOW)]
    assert told[0].check is told[1].check


def test_who_may_see_what() -> None:
    index = pack(
        check("open"),
        check("inner", audience=Audience.MANAGEMENT),
        check("secret", audience=Audience.COUNSEL_ONLY),
        check("hushed", audience=Audience.COUNSEL_ONLY, facts=(ENDS,)),
    )
    told = found(
        index, {"open": "no", "inner": "no", "secret": "no", "hushed": answer("yes", facts={"ends": "2026-12-01"})}
    )
    everyone, management, counsel = (visible_to(told, audience) for audience in Audience)
    assert {one.id for one in everyone.findings} == {"open"}
    assert {one.id for one in management.findings} == {"open", "inner"}
    assert {one.id for one in counsel.findings} == {"open", "inner", "secret", "hushed", "ends"}
    assert (everyone.counsel_matters, management.counsel_matters, counsel.counsel_matters) == (3, 3, 0)
    assert management.has_matter_for_counsel
    assert not counsel.has_matter_for_counsel
