"""One assessment judged as a whole: sentences, decisions, register of dates, blanks, summary row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.assessment.judgement import Judgement, judge, summary
from readiness.assessment.model import Action, ActionStatus, AssessmentError
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, Cost, FactType
from readiness.questionnaire.vocabulary import Severity, State
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack, rule

CRITICAL, HIGH, MEDIUM, LOW = Severity
SHOWN = answer("yes", "2026-11-01")


def judged(
    index: Index, answers: dict[str, Any] | None = None, actions: list[Action] | None = None, **more: Any
) -> Judgement:
    return judge(index, assessment(answers, **more), TODAY, actions=actions)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"a": SHOWN, "b": "no"}, "A holds. Open: b does not hold."),
        ({"a": "no", "b": "no"}, "a does not hold (1 more open)."),
        ({"a": SHOWN, "b": SHOWN}, "All of it is said to be in place, with proof."),
        ({"a": SHOWN, "b": answer("yes")}, "Said to be in place; proof is missing or old for 1 point."),
        (
            {"a": answer("not_applicable", reason="r"), "b": answer("not_applicable", reason="r")},
            "Nothing here applies to you.",
        ),
    ],
)
def test_one_sentence_for_a_section(answers: dict[str, Any], sentence: str) -> None:
    (section,) = judged(pack(check("a", CRITICAL), check("b")), answers).sections
    assert (section.id, section.short, section.sentence) == ("main", "Main", sentence)


def test_a_sentence_has_at_most_twenty_words() -> None:
    long = " ".join(["word"] * 15)
    index = pack(check("a", good=long), check("b", bad=long), check("c", bad=long))
    (section,) = judged(index, {"a": SHOWN, "b": "no", "c": "no"}).sections
    assert section.sentence == f"{long} (1 more open)."
    wordy = pack(check("a", bad=" ".join(["word"] * 40)))
    assert judged(wordy, {"a": "no"}).sections[0].sentence == "1 point is open."


def test_a_sentence_names_nothing_that_is_for_counsel_only() -> None:
    secret = check("secret", CRITICAL, audience=Audience.COUNSEL_ONLY)
    (section,) = judged(pack(check("a"), secret), {"a": SHOWN, "secret": "no"}).sections
    assert section.sentence == "One matter for coverage counsel (section 6); nothing else is open."
    (section,) = judged(pack(check("a"), secret), {"a": "no", "secret": SHOWN}).sections
    assert section.sentence == "a does not hold."


def test_a_draft_has_no_band_and_says_what_is_open() -> None:
    draft = judged(pack(check("a"), check("b")), {"a": SHOWN}, sealed=False)
    assert (draft.is_final, draft.score.band) == (False, None)
    assert draft.sections[0].sentence == "1 question is not answered yet."


def test_at_most_five_decisions_with_who_when_and_what_it_costs() -> None:
    checks = [check(f"c{n}", CRITICAL if n == 3 else HIGH, cost=Cost.C2) for n in range(8)]
    found = judged(pack(*checks), {f"c{n}": "no" for n in range(8)}).decisions
    assert len(found) == 5
    assert (found[0].what, found[0].who, found[0].by, found[0].cost, found[0].if_not, found[0].finding) == (
        "Begin with c3.",
        "owner",
        date(2026, 11, 28),
        Cost.C2,
        "c3 fails",
        "gap:c3",
    )
    assert found[1].by == date(2026, 12, 21)


def test_a_decision_says_how_to_find_out_and_takes_the_owner_and_date_of_its_action() -> None:
    index = pack(check("a", CRITICAL), check("b"), check("m", MEDIUM), rules=(rule("x1", {"m": "partly"}),))
    actions = [Action(finding="gap:b", owner="sam", due="2026-12-01")]
    found = judged(index, {"a": "unknown", "b": "no", "m": "partly"}, actions).decisions
    assert [(one.what, one.who, one.by.isoformat()) for one in found] == [
        ("Find out from owner: Is a so?", "owner", "2026-11-28"),
        ("Begin with b.", "Sam Okafor", "2026-12-01"),
        ("Settle x1.", "owner", "2026-12-21"),
    ]
    assert found[2].if_not == "Why x1."


@pytest.mark.parametrize(
    ("action", "decided"),
    [
        (Action(finding="gap:a", status=ActionStatus.ACCEPTED), True),
        (Action(finding="gap:a", status=ActionStatus.ACCEPTED, expires="2026-11-21"), True),
        (Action(finding="gap:a", status=ActionStatus.ACCEPTED, expires="2026-11-20"), False),
        (Action(finding="gap:a", status=ActionStatus.DONE), True),
        (Action(finding="gap:a", status=ActionStatus.IN_PROGRESS), False),
    ],
)
def test_what_is_decided_is_not_asked_again_and_changes_no_number(action: Action, decided: bool) -> None:
    index = pack(check("a", CRITICAL))
    plain, acted = judged(index, {"a": "no"}), judged(index, {"a": "no"}, [action])
    assert (acted.decisions == ()) is decided
    assert (acted.score, acted.findings) == (plain.score, plain.findings)


def test_matters_for_counsel_are_one_neutral_decision() -> None:
    secret = {"audience": Audience.COUNSEL_ONLY}
    index = pack(
        check("a", HIGH),
        check("form", CRITICAL, **secret),
        check("promises", CRITICAL, **secret),
        rules=(rule("x21", {"a": "no"}, CRITICAL, **secret),),
    )
    found = judged(index, {"a": "no", "form": "no", "promises": "no"})
    assert [one.what for one in found.decisions] == [
        "One matter for coverage counsel (section 6), first, before contacting broker or insurer",
        "Begin with a.",
    ]
    assert (found.decisions[0].finding, found.decisions[0].if_not) == ("", "see section 6")
    row = summary(found)
    assert row.findings == {"critical": 1, "high": 1}
    for told in (found.decisions, found.sections[0].sentence, found.score.caps[0].reason):
        assert not any(word in repr(told) for word in ("form", "promises", "x21", "X21"))


def test_what_lacks_only_proof_comes_after_what_is_missing() -> None:
    index = pack(check("a", CRITICAL), check("b", HIGH))
    assert [one.finding for one in judged(index, {"a": answer("yes"), "b": "no"}).decisions] == ["gap:b", "unproven:a"]


def test_the_register_of_dates_and_the_blanks() -> None:
    facts = (
        fact("ends", FactType.DATE, expires=True, required_for=(State.YES,)),
        fact("made", FactType.DATE, dated=True),
        fact("plain", FactType.DATE),
        fact("empty", FactType.DATE, expires=True, required_for=(State.YES,)),
    )
    given = {
        "a": answer("yes", "2026-11-01", facts={"ends": "2027-02-28", "made": "2026-03-12", "plain": "2026-01-01"})
    }
    found = judged(pack(check("a", facts=facts)), given)
    assert [(one.fact.id, one.days_left, one.expires) for one in found.dated] == [
        ("made", -254, False),
        ("ends", 99, True),
    ]
    assert [(one.fact.id, one.check) for one in found.blanks] == [("empty", "a")]
    assert summary(found).dated == {"ends": "2027-02-28"}


def test_the_summary_row() -> None:
    index = pack(check("a", CRITICAL), check("b"), check("c"))
    row = summary(judged(index, {"a": SHOWN, "b": "no", "c": answer("yes")}))
    assert (row.id, row.as_of, row.scope, row.next_due) == ("a1", "2026-11-21", "full", "2027-02-19")
    assert (row.band, row.in_place, row.proven) == ("nearly", 75.0, 50.0)
    assert (row.critical_closed, row.critical_asked, row.findings) == (1, 1, {"high": 1, "medium": 1})


def test_numbers_of_a_row_are_rounded_down() -> None:
    index = pack(*(check(f"c{n}") for n in range(3)))
    assert summary(judged(index, {"c0": "yes", "c1": "yes", "c2": "no"})).in_place == 66.6


def test_the_next_assessment_is_counted_from_as_of() -> None:
    found = judge(pack(check("a")), assessment({}, as_of="2026-08-01"), TODAY, 30)
    assert (found.as_of, found.next_due) == (date(2026, 8, 1), date(2026, 8, 31))
    assert judge(pack(check("a")), assessment({}, as_of="", sealed=False), TODAY).as_of == TODAY


def test_a_scope_the_pack_does_not_have_is_refused() -> None:
    with pytest.raises(AssessmentError, match="no pass called 'quick'"):
        judged(pack(check("a")), scope="quick")


def test_a_stranger_pack_with_markup_in_every_text_is_only_text() -> None:
    evil = "[/]<img src=x>=1+1 {c} {0}"
    index = pack(check("c", bad=evil, good=evil, first_step=evil, if_not=evil, why=evil))
    found = judged(index, {"c": "no"})
    assert found.findings[0].title == evil
    assert found.decisions[0].what == evil
    assert found.sections[0].sentence == f"{evil}."
