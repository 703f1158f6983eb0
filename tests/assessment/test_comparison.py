"""Two assessments side by side: classes that mirror, movements that add up, and packs that differ."""

from __future__ import annotations

import random
from dataclasses import replace as changed
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from readiness.assessment.comparison import Class, Comparison, Obstacle, compare
from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import Assessment, Origin, PackReference
from readiness.assessment.movement import Movement, movements, rounded
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Mode, ModeBlock, Pack
from readiness.questionnaire.vocabulary import Severity
from tests.assessment.packs import TODAY, answer, assessment, check, fact, pack, rule
from tests.assessment.test_properties import INDEX, SEEDS, answers, sealed

BEFORE = date(2026, 8, 20)


def judged(index: Index, given: dict[str, Any], day: date = TODAY, version: str = "1", **more: Any) -> Judgement:
    reference = PackReference(id="p", version=version, sha256=version * 64)
    return judge(index, assessment(given, as_of=day.isoformat(), pack=reference, **more), day)


def classes(found: Comparison) -> dict[str, str]:
    return {point.after or point.before: point.outcome.value for point in found.points}


def test_every_class() -> None:
    ids = ("worse", "better", "new", "closed", "still", "same", "proof", "hidden")
    index = pack(*(check(id) for id in ids))
    first = judged(
        index,
        {"worse": "partly", "better": "no", "new": answer("yes", "2026-08-01"), "closed": "no", "still": "unknown",
         "same": answer("yes", "2026-08-01"), "proof": "no", "hidden": "no"},
        BEFORE,
    )  # fmt: skip
    second = judged(
        index,
        {"worse": "no", "better": "partly", "new": "yes", "closed": answer("yes", "2026-11-01"), "still": "unknown",
         "same": answer("yes", "2026-08-01", origin=Origin.CARRIED), "proof": "yes",
         "hidden": answer("not_applicable", reason="r")},
        times_open={"still": 3},
    )  # fmt: skip
    found = compare(first, second)
    assert classes(found) == {
        "worse": "worse", "better": "better", "proof": "better", "new": "new", "closed": "closed",
        "still": "still_open", "same": "unchanged", "hidden": "not_comparable",
    }  # fmt: skip
    assert [point.outcome for point in found.points] == sorted(
        (point.outcome for point in found.points), key=list(Class).index
    )
    (still,) = found.of(Class.STILL_OPEN)
    assert still.times == 3
    assert next(point.obstacle for point in found.points if point.after == "hidden") is Obstacle.NOT_ASKED
    assert found.origins() == {Origin.NEW: 7, Origin.CARRIED: 1, Origin.CONFIRMED: 0, Origin.CHANGED: 0}
    assert not found.is_empty


def test_rules_dates_and_facts() -> None:
    end = fact("a.end", FactType.DATE, expires=True)
    index = pack(
        check("a", facts=(end, fact("a.who", FactType.PERSON))),
        check("b"),
        rules=(
            rule("x", {"b": "yes"}),
            rule("y", {"b": "no"}),
            rule("z", {"all": [{"b": "yes"}, {"a.who": {"missing": False}}]}),
        ),
    )
    first = judged(index, {"a": answer("yes", facts={"a.end": "2026-10-01", "a.who": "dana"}), "b": "yes"}, BEFORE)
    second = judged(index, {"a": answer("yes", facts={"a.end": "2027-01-01", "a.who": "sam"}), "b": "no"})
    found = compare(first, second)
    assert classes(found)["x"] == classes(found)["z"] == "closed"
    assert classes(found)["y"] == "new"
    assert classes(found)["a.end"] == "better"
    assert [(one.id, one.after) for one in found.facts][1:] == [("a.who", "Sam Okafor")]
    assert [one.id for one in found.facts] == ["a.end", "a.who"]
    gone = compare(first, judged(index, {"b": "unknown"}))
    assert classes(gone)["a.end"] == "not_comparable"


def test_versions_of_a_pack_are_paired_by_id_and_by_was() -> None:
    old = pack(check("a", facts=(fact("a.f"),)), check("b"), check("gone"), rules=(rule("r1", {"a": "no"}),))
    new = pack(
        check("a2", facts=(fact("a2.f"),)),
        check("b"),
        check("more"),
        rules=(rule("r2", {"a2": "no"}),),
        was={"a": "a2", "a.f": "a2.f", "r1": "r2"},
    )
    first = judged(old, {"a": answer("no", facts={"a.f": "x"}), "b": "no", "gone": "no"}, BEFORE)
    second = judged(new, {"a2": "partly", "b": "no", "more": "no"}, version="2")
    found = compare(first, second)
    assert (found.pairing.kept, found.pairing.renamed) == (("b",), {"a": "a2"})
    assert (found.pairing.added, found.pairing.removed) == (("more",), ("gone",))
    assert (found.pairing.comparable, found.pairing.of) == (2, 4)
    assert classes(found) == {
        "a2": "better", "b": "still_open", "more": "not_comparable", "gone": "not_comparable", "r1": "closed"
    }  # fmt: skip
    back = compare(second, first)
    assert back.pairing.renamed == {"a2": "a"}
    assert classes(back) == {
        "a": "worse", "b": "still_open", "more": "not_comparable", "gone": "not_comparable", "r1": "new"
    }  # fmt: skip
    assert back.is_reversed
    assert back.movements == found.movements


def test_a_shorter_pass_is_compared_where_it_covers_and_its_numbers_are_not() -> None:
    block = ModeBlock(id="m", title="M", in_hand="n", ends_with="e", checks=("a",))
    index = pack(check("a"), check("b"), modes=(Mode(id="short", title="S", intro="i", blocks=(block,)),))
    found = compare(judged(index, {"a": "no"}, BEFORE, scope="short"), judged(index, {"a": "partly", "b": "no"}))
    assert classes(found) == {"a": "better", "b": "not_comparable"}
    assert found.movements is None


def test_why_the_numbers_moved() -> None:
    old = pack(check("a"), check("b"), check("c"))
    new = pack(check("a"), check("b"), check("c"), check("d"))
    given = {"a": answer("yes", "2025-10-01"), "b": "no", "c": answer("yes", "2026-08-01")}
    first = judged(old, given, BEFORE)
    second = judged(new, {**given, "b": answer("yes", "2026-11-01"), "d": "no"}, version="2")
    found = movements(first.reading, second.reading)
    assert found is not None
    assert found.in_place == Movement(
        Fraction(200, 3), Fraction(75), Fraction(50) - Fraction(200, 3), Fraction(), Fraction(25)
    )
    assert found.proven == Movement(
        Fraction(200, 3), Fraction(50), Fraction(50) - Fraction(200, 3), Fraction(-25), Fraction(25)
    )
    assert found.in_place.tenths == changed(found.in_place.tenths, before=666, after=750)
    tenths = found.proven.tenths
    assert tenths.questionnaire + tenths.stale + tenths.answers == tenths.after - tenths.before == 500 - 666
    assert (tenths.stale, tenths.answers) == (-250, 250)


@given(st.lists(st.fractions(-100, 100, max_denominator=999), min_size=3, max_size=3), st.fractions(0, 100))
def test_the_tenths_add_up(parts: list[Fraction], start: Fraction) -> None:
    moved = Movement(start, start + sum(parts, Fraction()), *parts).tenths
    steps = (moved.questionnaire, moved.stale, moved.answers)
    assert sum(steps) == moved.after - moved.before
    for step, part in zip(steps, parts, strict=True):
        assert abs(step - part * 10) < 1
        assert part or step == 0


def test_what_is_missing_goes_to_the_largest_remainder() -> None:
    assert rounded((Fraction("0.2"), Fraction("0.7"), Fraction("0.6")), 1) == (0, 1, 0)
    assert rounded((Fraction(), Fraction("-0.5"), Fraction("0.5")), 0) == (0, 0, 0)


def revised(seed: int, before: Assessment) -> Assessment:
    rng = random.Random(seed)
    mixed = answers(seed + 1)
    given = {id: mixed.get(id, said) if rng.random() < 0.3 else said for id, said in before.answers.items()}
    return replace(before, id="b", answers=given, as_of=TODAY.isoformat())


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_turned_round_every_class_mirrors(seed: int) -> None:
    one = sealed(answers(seed), as_of=BEFORE.isoformat())
    first, second = judge(INDEX, one, BEFORE), judge(INDEX, revised(seed, one), TODAY)
    there, back = compare(first, second), compare(second, first)
    named = {(point.before, point.after): point.outcome for point in there.points}
    assert {(point.after, point.before): point.outcome.mirrored for point in back.points} == named
    assert {(one.id, one.after, one.before) for one in back.facts} == {
        (one.id, one.before, one.after) for one in there.facts
    }
    assert there.movements == back.movements
    assert there.movements is not None
    assert there.movements.in_place.stale == 0
    assert there.movements.proven.stale <= 0
    assert there.movements.in_place.tenths.before == int((first.score.numbers.in_place or 0) * 10)


@given(SEEDS)
@settings(max_examples=6, deadline=None)
def test_compared_with_itself_nothing_changed(seed: int) -> None:
    one = judge(INDEX, sealed(answers(seed), as_of=BEFORE.isoformat()), BEFORE)
    found = compare(one, one)
    assert found.is_empty
    assert found.movements is not None
    for moved in (found.movements.in_place, found.movements.proven):
        assert moved.questionnaire == moved.stale == moved.answers == 0


@pytest.mark.parametrize("seed", range(3))
def test_across_versions_it_mirrors_too(seed: int) -> None:
    """Checks dropped, added and renamed at random."""
    rng = random.Random(seed)
    one = sealed(answers(seed), as_of=BEFORE.isoformat())
    newer = _other_version(rng)
    two = replace(revised(seed, one), pack=PackReference(id="p", version="2", sha256="2" * 64))
    first, second = judge(INDEX, one, BEFORE), judge(newer, two, TODAY)
    there, back = compare(first, second), compare(second, first)
    assert {(p.before, p.after): p.outcome for p in there.points} == {
        (p.after, p.before): p.outcome.mirrored for p in back.points
    }
    assert there.pairing.comparable == back.pairing.comparable
    assert len(there.pairing.added) == len(back.pairing.removed)
    assert there.movements == back.movements


def _other_version(rng: random.Random) -> Index:
    """The shipped pack without its rules, with checks left out, added and renamed."""
    was: dict[str, str] = {}
    sections = []
    for section in INDEX.pack.sections:
        kept = []
        for one in section.checks:
            if rng.random() < 0.1:
                continue
            renamed = rng.random() < 0.2
            if renamed:
                was[one.id] = f"{one.id}.now"
            kept.append(_with(one, id=f"{one.id}.now" if renamed else one.id, ask_if=None, implied_no_if=None))
        extra = (check(f"extra.{section.section}", Severity.LOW),) if section.checks else ()
        sections.append(_with(section, checks=(*kept, *extra)))
    given = {name: getattr(INDEX.pack, name) for name in Pack.__struct_fields__}
    given |= {"sections": tuple(sections), "was": was, "rules": (), "timeline": (), "modes": (), "version": "2"}
    return Index(Pack(**given))


def _with(struct: Any, **values: Any) -> Any:
    return type(struct)(**{**{name: getattr(struct, name) for name in struct.__struct_fields__}, **values})
