"""The two numbers, the band and its caps, against a slow obvious reference and by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.assessment.conflicts import fired, rule_outcomes
from readiness.assessment.model import Answer, Assessor, Evidence
from readiness.assessment.proof import Proof, proof
from readiness.assessment.scoring import CapKind, Score, score, shown
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Mode, ModeBlock, OwnChoice, Recheck, Section
from readiness.questionnaire.vocabulary import Severity, State
from tests.assessment.packs import SIZE, WEIGHTS, answer, check, fact, pack, reading, rule

CRITICAL, HIGH, MEDIUM, LOW = Severity
STAFF = fact("about.staff", FactType.CHOICE, choices={"tiny": "T", "small": "S", "large": "L"})


def scored(index: Index, answers: dict[str, Any], **more: Any) -> Score:
    read = reading(index, answers, **more)
    return score(read, fired(rule_outcomes(read)))


def test_by_hand() -> None:
    index = pack(check("c", CRITICAL), check("h", HIGH), check("m", MEDIUM), check("l", LOW), check("n", HIGH))
    found = scored(
        index,
        {
            "c": answer("yes", "2026-11-01"),
            "h": answer("partly", "2026-11-01"),
            "m": answer("yes"),
            "l": "no",
            "n": answer("not_applicable", reason="no such thing"),
        },
    )
    # weights 8 + 4 + 2 + 1 = 15; said 8 + 4/2 + 2 = 12; shown 8 + 4/2 = 10
    assert found.numbers.in_place == Fraction(1200, 15)
    assert found.numbers.proven == Fraction(1000, 15)
    assert [(t.severity, t.weight, t.checks, t.in_place, t.proven) for t in found.numbers.tallies] == [
        (CRITICAL, 8, 1, 1, 1),
        (HIGH, 4, 1, Fraction(1, 2), Fraction(1, 2)),
        (MEDIUM, 2, 1, 1, 0),
        (LOW, 1, 1, 0, 0),
    ]
    assert found.numbers.states == {
        State.YES: 2,
        State.PARTLY: 1,
        State.NO: 1,
        State.UNKNOWN: 0,
        State.NOT_APPLICABLE: 1,
    }
    assert (found.critical_closed, found.critical_asked) == (1, 1)
    assert found.band is not None
    assert found.band.id == "nearly"
    assert (shown(found.numbers.in_place), shown(found.numbers.proven), shown(None)) == (80, 66, None)


@pytest.mark.parametrize(
    ("yes", "band"), [(17, "ready"), (16, "nearly"), (13, "nearly"), (12, "partly"), (8, "partly"), (7, "not")]
)
def test_a_band_holds_from_its_number_on(yes: int, band: str) -> None:
    index = pack(*(check(f"c{n}") for n in range(20)))
    found = scored(index, {f"c{n}": "yes" if n < yes else "no" for n in range(20)})
    assert found.band is not None
    assert found.band.id == band


FULL = {f"c{n}": answer("yes", "2026-11-01") for n in range(40)}
MANY = tuple(check(f"c{n}") for n in range(40))


@pytest.mark.parametrize(
    ("state", "kind", "band"),
    [
        ("yes", None, "ready"),
        ("partly", CapKind.CRITICAL_PARTLY, "nearly"),
        ("no", CapKind.CRITICAL, "partly"),
        ("unknown", CapKind.CRITICAL, "partly"),
        (None, CapKind.CRITICAL, "partly"),
    ],
)
def test_a_critical_check_caps_whatever_the_average(state: str | None, kind: CapKind | None, band: str) -> None:
    index = pack(*MANY, check("vital", CRITICAL))
    found = scored(index, {**FULL, **({"vital": state} if state else {})})
    assert found.band is not None
    assert (found.band.id, [cap.kind for cap in found.caps]) == (band, [kind] if kind else [])
    assert found.is_capped is (kind is not None)
    assert found.uncapped is not None
    assert found.uncapped.id == "ready"


@pytest.mark.parametrize(
    ("state", "band"), [("yes", "ready"), ("partly", "ready"), ("no", "not"), ("unknown", "not"), (None, "not")]
)
def test_nobody_in_charge_caps_at_the_lowest(state: str | None, band: str) -> None:
    index = pack(*MANY, check("lead", HIGH, keystone=True))
    found = scored(index, {**FULL, **({"lead": state} if state else {})})
    assert found.band is not None
    assert found.band.id == band
    if band == "not":
        assert found.caps[0].reason == "nobody is in charge"


def test_a_critical_conflict_caps_and_others_do_not() -> None:
    vital = rule("x1", {"c0": "yes"}, CRITICAL)
    found = scored(pack(*MANY, rules=(vital, rule("x2", {"c1": "yes"}))), FULL)
    assert found.band is not None
    assert (found.band.id, found.caps[0].conflicts) == ("partly", ("x1",))
    assert found.caps[0].reason == "1 critical conflict between answers"
    unknown = rule("x1", {"nothing": {"missing": False}}, CRITICAL)
    index = pack(*MANY, check("more", facts=(fact("nothing"),)), rules=(rule("x2", {"c1": "yes"}), unknown))
    assert scored(index, FULL).caps == ()


def test_a_cap_above_the_number_holds_nothing_down() -> None:
    index = pack(check("a"), check("b"), check("vital", LOW), check("worst", CRITICAL))
    found = scored(index, {"a": "no", "b": "no", "vital": "yes", "worst": "no"})
    assert found.band is not None
    assert (found.band.id, found.is_capped, len(found.caps)) == ("not", False, 1)


def test_a_hidden_critical_check_neither_caps_nor_counts() -> None:
    index = pack(*MANY, check("vital", CRITICAL, left_out_below=20), about=(STAFF,), firm_size=SIZE)
    found = scored(index, {**FULL, "about.staff": "tiny"})
    assert (found.caps, found.critical_asked, found.numbers.hidden) == ((), 0, 1)
    assert scored(index, {**FULL, "about.staff": "large"}).critical_asked == 1


def test_no_band_before_every_critical_check_was_asked() -> None:
    block = ModeBlock(id="b", title="B", in_hand="", ends_with="", checks=("c0", "vital"))
    index = pack(
        *MANY,
        check("vital", CRITICAL),
        check("other", CRITICAL),
        modes=(Mode(id="short", title="S", intro="", blocks=(block,)),),
    )
    given = {"c0": "yes", "vital": "yes", "other": "yes"}
    short = scored(index, given, scope="short")
    assert (short.band, short.not_asked, short.numbers.checks) == (None, ("other",), 2)
    draft = scored(index, {"vital": "yes"}, sealed=False)
    assert (draft.band, draft.not_asked) == (None, ("other",))
    assert scored(index, {}).not_asked == ()
    assert scored(index, {"vital": "yes", "other": "yes"}, sealed=False).band is None


def test_where_nothing_applies_there_is_no_number() -> None:
    found = scored(pack(check("a")), {"a": answer("not_applicable", reason="none")})
    assert (found.numbers.in_place, found.numbers.proven, found.band) == (None, None, None)
    assert scored(pack(), {}).numbers.checks == 0


def test_own_choices_score_what_they_say_and_the_worst_counts() -> None:
    choices = (
        OwnChoice(id="written", label="In writing", state=State.YES, score=1),
        OwnChoice(id="told", label="By word", state=State.PARTLY, score=0.3),
        OwnChoice(id="hinted", label="Hinted", state=State.PARTLY, score=0.1),
    )
    index = pack(check("a", choices=choices))
    one = {"a": [answer("partly", choice="told", respondent="r"), answer("partly", choice="hinted", respondent="s")]}
    assert scored(index, one).numbers.in_place == 10
    assert scored(index, {"a": answer("partly", choice="told")}).numbers.in_place == 30
    assert scored(index, {"a": answer("partly")}).numbers.in_place == 50


@pytest.mark.parametrize(
    ("given", "recheck", "standing"),
    [
        (answer("yes"), Recheck(every="12mo"), Proof.NONE),
        (answer("yes", evidence=[Evidence()]), Recheck(every="12mo"), Proof.NONE),
        (answer("yes", evidence=[Evidence(place="safe")]), Recheck(every="12mo"), Proof.UNDATED),
        (answer("yes", evidence=[Evidence(place="safe")]), Recheck(), Proof.SHOWN),
        (answer("yes", "2025-11-21"), Recheck(every="12mo"), Proof.SHOWN),
        (answer("yes", "2025-11-20"), Recheck(every="12mo"), Proof.STALE),
        (answer("yes", "2026-08-20"), Recheck(every="3mo"), Proof.STALE),
        (answer("yes", "2026-08-20"), Recheck(every="3mo", every_under_50="6mo"), Proof.STALE),
        (
            answer("yes", evidence=[Evidence(dated="2020-01-01"), Evidence(dated="2026-11-01")]),
            Recheck(every="3mo"),
            Proof.SHOWN,
        ),
        (answer("yes", confirmed_on="2026-11-20", proof="2020-01-01"), Recheck(every="3mo"), Proof.STALE),
        (answer("yes", "2026-11-01", facts={"ends": "2026-11-20"}), Recheck(every="12mo", until="ends"), Proof.STALE),
        (answer("yes", "2026-11-01", facts={"ends": "2026-11-21"}), Recheck(until="ends"), Proof.SHOWN),
        (answer("yes", evidence=[Evidence(dated="soon")]), Recheck(every="12mo"), Proof.UNDATED),
    ],
)
def test_what_stands_behind_a_yes(given: Answer, recheck: Recheck, standing: Proof) -> None:
    index = pack(check("a", recheck=recheck, facts=(fact("ends", FactType.DATE),)), about=(STAFF,), firm_size=SIZE)
    assert proof(reading(index, {"a": given, "about.staff": "large"}), index.checks["a"]) is standing


def test_a_small_firm_looks_again_less_often() -> None:
    index = pack(check("a", recheck=Recheck(every="3mo", every_under_50="6mo")), about=(STAFF,), firm_size=SIZE)
    given = {"a": answer("yes", "2026-08-20"), "about.staff": "small"}
    assert proof(reading(index, given), index.checks["a"]) is Proof.SHOWN


def test_what_a_provider_says_about_itself_is_proven_once_the_owner_has_seen_it() -> None:
    index = pack(
        check("logs", judges_provider=True),
        check("deal", facts=(fact("provider", FactType.ORGANISATION),)),
        provider_fact="provider",
    )
    deal = {"deal": answer("no", facts={}), "logs": answer("yes", "2026-11-01", respondent="ines")}
    named = {**deal, "deal": answer("yes", facts={"provider": "northline"})}

    def standing(given: dict[str, Any], **more: Any) -> Proof:
        return proof(reading(index, given, **more), index.checks["logs"])

    assert standing(deal) is Proof.SHOWN
    assert standing(named) is Proof.OWN_CAUSE
    seen = answer("yes", "2026-11-01", respondent="ines", seen_by_owner=True)
    assert standing({**named, "logs": seen}) is Proof.SHOWN
    own = answer("yes", "2026-11-02", respondent="sam")
    assert standing({**named, "logs": [named["logs"], own]}) is Proof.SHOWN
    assert standing({**named, "logs": [named["logs"], answer("yes", respondent="sam")]}) is Proof.OWN_CAUSE
    seller = Assessor(name="N", interest="sells monitoring")
    assert standing({**deal, "logs": own}, assessor=seller) is Proof.OWN_CAUSE


def test_sections_are_scored_apart() -> None:
    other = Section(section="other", code="OTH", title="Other", checks=(check("c", CRITICAL),))
    both = pack(sections=(*pack(check("a"), check("b")).pack.sections, other))
    found = scored(both, {"a": "yes", "b": "no", "c": "yes"})
    assert {id: part.in_place for id, part in found.sections.items()} == {"main": 50, "other": 100}
    assert found.numbers.in_place == Fraction(1200, 16)


STATES = st.sampled_from([*State, None])
CHECKS = st.lists(st.tuples(st.sampled_from(Severity), STATES, st.booleans(), st.booleans()), max_size=12)


def slow(rows: list[tuple[Severity, State | None, bool, bool]]) -> Iterator[Fraction | None]:
    """In place and proven, the obvious way."""
    for only_proven in (False, True):
        earned, possible = 0, 0
        for severity, state, has_proof, old in rows:
            if state is State.NOT_APPLICABLE:
                continue
            possible += int(WEIGHTS[severity]) * 2
            if only_proven and (not has_proof or old):
                continue
            earned += int(WEIGHTS[severity]) * {State.YES: 2, State.PARTLY: 1}.get(state or State.NO, 0)
        yield Fraction(100 * earned, possible) if possible else None


@given(CHECKS)
def test_the_numbers_are_those_of_the_slow_reference(rows: list[tuple[Severity, State | None, bool, bool]]) -> None:
    index = pack(*(check(f"c{n}", row[0]) for n, row in enumerate(rows)))
    given = {}
    for n, (_severity, state, has_proof, old) in enumerate(rows):
        dated = date(2024 if old else 2026, 11, 1).isoformat() if has_proof else ""
        if state is not None:
            given[f"c{n}"] = answer(state, dated, reason="r")
    found = scored(index, given)
    in_place, proven = slow(rows)
    assert (found.numbers.in_place, found.numbers.proven) == (in_place, proven)
    if in_place is not None and proven is not None:
        assert in_place >= proven
    earned = sum(t.weight * t.in_place for t in found.numbers.tallies)
    possible = sum(t.weight * t.checks for t in found.numbers.tallies)
    assert in_place is None or 100 * earned == in_place * possible
    if found.band is not None:
        assert all(found.band.at_least <= cap.band.at_least for cap in found.caps)
        assert found.uncapped is not None
        assert found.band.at_least <= found.uncapped.at_least
    assert sum(found.numbers.states.values()) == len(rows)
