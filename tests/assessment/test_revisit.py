"""What is asked again, and what one confirmation per section is left with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from readiness.assessment.carrying import carried, confirmed, originals
from readiness.assessment.departure import MentionKind, actions_taken_over, mentions, with_departed, with_successor
from readiness.assessment.model import Action, Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Revisit, Why, carried_from, minutes_for, reopened, revisit
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Recheck, ReportedChange
from readiness.questionnaire.vocabulary import State
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack, rule, shipped

BEFORE = date(2026, 8, 20)
FRESH = "2026-08-01"
REFERENCE = PackReference(id="p", version="2", sha256="1" * 64)
MOVED = ReportedChange(id="moved", label="We moved", reopens=("b.end", "staff"))


def of(index: Index, draft: Assessment, before: Assessment, then: Index | None = None) -> Revisit:
    reading = Reading(index, draft, TODAY, TODAY + timedelta(days=90))
    return revisit(reading, before, then or index)


def whys(found: Revisit) -> dict[str, list[Why]]:
    return {one.item: list(one.whys) for one in found.again}


def of_answers(index: Index, given: dict[str, Any], **more: Any) -> Revisit:
    before = assessment(given, as_of=BEFORE.isoformat())
    draft = replace(carried(before, index, REFERENCE), **more)
    return of(index, draft, before)


def test_every_reason_to_ask_again() -> None:
    end = fact("b.end", FactType.DATE, expires=True, required_for=(State.YES,))
    index = pack(
        check("open"),
        check("half"),
        check("unknown"),
        check("unproven"),
        check("old", recheck=Recheck(every="1mo")),
        check("fine"),
        check("b", facts=(end,)),
        check("clash"),
        check("moving", recheck=Recheck(every="12mo", events=("moved",))),
        check("new"),
        about=(fact("staff"), fact("other")),
        rules=(rule("r", {"clash": "yes"}),),
        changes=(MOVED,),
    )
    given = {
        "open": "no", "half": "partly", "unknown": "unknown", "unproven": "yes", "other": 5, "staff": 6,
        "old": answer("yes", FRESH), "fine": answer("yes", FRESH), "clash": answer("yes", FRESH),
        "b": answer("yes", FRESH, facts={"b.end": "2026-12-24"}), "moving": answer("yes", FRESH),
    }  # fmt: skip
    assert whys(of_answers(index, given)) == {
        "open": [Why.OPEN], "half": [Why.OPEN], "unknown": [Why.UNKNOWN], "unproven": [Why.UNPROVEN],
        "old": [Why.STALE], "b": [Why.EXPIRING], "clash": [Why.OPEN], "new": [Why.NEW],
    }  # fmt: skip
    found = of_answers(index, given, reported=["moved"], flags=["fine"])
    assert whys(found)["b"] == [Why.CHANGE, Why.EXPIRING]
    assert whys(found)["staff"] == whys(found)["moving"] == [Why.CHANGE]
    assert whys(found)["fine"] == [Why.FLAGGED]
    assert [(one.section, one.items) for one in found.rest] == [("about", ("other",))]
    assert next(one for one in found.again if one.item == "b").changes == ("moved",)
    assert not next(one for one in found.again if one.item == "new").can_be_confirmed
    assert reopened(index, MOVED) == ("staff", "b", "moving")


def test_a_missing_detail_and_an_answer_that_is_not_accepted_any_more() -> None:
    named = fact("a.who", FactType.PERSON, required_for=(State.YES,))
    index = pack(check("a", facts=(named,)), check("b", always=True))
    given = {"a": answer("yes", FRESH), "b": answer("not_applicable", reason="r")}
    assert whys(of_answers(index, given)) == {"a": [Why.INCOMPLETE], "b": [Why.MISFIT]}


def test_it_ends_when_everything_was_looked_at() -> None:
    index = pack(check("a"), check("b"), about=(fact("passed"),))
    before = assessment({"a": "no", "b": answer("yes", FRESH)}, as_of=BEFORE.isoformat())
    draft = carried(before, index, REFERENCE)
    first = of(index, draft, before)
    assert (whys(first), [one.items for one in first.rest], first.confirmed) == ({"a": [Why.OPEN]}, [("b",)], 0)
    done = of(index, confirmed(draft, originals(before, index, REFERENCE), ["a", "b"], TODAY), before)
    assert done.is_done
    assert done.confirmed == 2


def test_what_a_later_pack_asks_more_is_asked() -> None:
    then, index = pack(about=(fact("old"),)), pack(check("a"), about=(fact("old"), fact("new")))
    before = assessment({}, as_of=BEFORE.isoformat())
    assert whys(of(index, carried(before, index, REFERENCE), before, then)) == {"new": [Why.NEW], "a": [Why.NEW]}


def people_pack() -> Index:
    return pack(
        check("a", facts=(fact("a.who", FactType.PERSON), fact("a.team", FactType.PEOPLE))),
        check("b"),
        check("c"),
        check("d"),
    )


def people_answers() -> dict[str, Any]:
    return {
        "a": answer("yes", FRESH, facts={"a.who": "dana", "a.team": ["dana", "sam", "ines"]}),
        "b": answer("yes", FRESH, respondent="dana"),
        "c": [replace(answer("yes", FRESH), note="Ask dana  ruiz first")],
        "d": answer("yes", FRESH),
    }


def test_who_left_is_found_everywhere_and_asked_about() -> None:
    index = people_pack()
    before = assessment(people_answers(), as_of=BEFORE.isoformat())
    draft = carried(before, index, REFERENCE)
    actions = [Action(finding="gap:b", owner="dana"), Action(finding="gap:d", approver="dana"), Action(finding="gap:a")]
    found = mentions(index, draft, actions, before.people[0])
    assert [(one.kind, one.item, one.fact) for one in found] == [
        (MentionKind.FACT, "a", "a.who"),
        (MentionKind.FACT, "a", "a.team"),
        (MentionKind.ANSWER, "b", ""),
        (MentionKind.DOCUMENT, "c", ""),
        (MentionKind.ACTION, "gap:b", ""),
        (MentionKind.ACTION, "gap:d", ""),
    ]
    left = with_departed(draft, "dana", TODAY.isoformat())
    assert whys(of(index, left, before)) == {"a": [Why.PERSON], "b": [Why.PERSON], "c": [Why.PERSON]}
    assert of(index, with_departed(left, "dana", ""), before).again == ()


def test_a_successor_stands_everywhere_and_the_answer_is_still_to_be_looked_at() -> None:
    index = people_pack()
    before = assessment(people_answers(), as_of=BEFORE.isoformat())
    draft = with_departed(carried(before, index, REFERENCE), "dana", TODAY.isoformat())
    after = with_successor(index, draft, "dana", "sam")
    assert after.answers["a"][0].facts == {"a.who": "sam", "a.team": ["sam", "ines"]}
    assert after.answers["a"][0].evidence == before.answers["a"][0].evidence
    assert after.answers["b"] == draft.answers["b"]
    assert whys(of(index, after, before))["a"] == [Why.PERSON]
    seen = confirmed(after, originals(before, index, REFERENCE), ["a", "b"], TODAY)
    assert [seen.answers[id][0].origin for id in ("a", "b")] == ["changed", "confirmed"]
    named = [Action(finding="x", owner="dana", approver="dana"), Action(finding="y", owner="DANA Ruiz")]
    assert actions_taken_over(named, before.people[0], "sam") == [
        Action(finding="x", owner="sam", approver="dana"),
        Action(finding="y", owner="sam"),
    ]


def test_an_unchanged_business_needs_five_minutes_at_most() -> None:
    """Everything yes with fresh proof: only lists are left, one per section."""
    index = shipped()
    given: dict[str, Any] = {"profile.staff": "from_20"}
    given |= {id: replace(answer("yes", "2026-11-01"), answered_on="2026-08-20") for id in index.checks}
    before = assessment(given, as_of=BEFORE.isoformat())
    reading = Reading(index, carried(before, index, REFERENCE), TODAY, TODAY + timedelta(days=90))
    found = revisit(reading, before, index)
    asked = [one.item for one in found.again if one.whys != (Why.INCOMPLETE,)]
    assert asked == []
    complete = replace_incomplete(found)
    assert [rest.section for rest in complete.rest if rest.section != "about"] == [
        section.section for section in index.pack.sections if section.checks
    ]
    assert minutes_for(reading, complete, index.pack.changes) == 5
    assert minutes_for(reading, complete) <= 5
    assert carried_from(reading, "leader.named") == BEFORE


def replace_incomplete(found: Revisit) -> Revisit:
    """As if every needed detail had been given."""
    index = shipped()
    by_section: dict[str, list[str]] = {}
    for item in [*(one.item for one in found.again), *(id for rest in found.rest for id in rest.items)]:
        by_section.setdefault(index.section_of[item].section, []).append(item)
    from readiness.assessment.revisit import Rest

    titles = {section.section: section.title for section in index.pack.sections}
    rest = tuple(Rest(id, title, tuple(by_section[id])) for id, title in titles.items() if id in by_section)
    return Revisit((), rest, 0)
