"""Changes of a copy beside changes of the plan: three values decide, and what can't be decided is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.model import AssessmentError
from readiness.assessment.plan_copy import CopiedItem, PlanCopy, PlanField, copy_of, is_same, rows_of, told
from readiness.assessment.plan_merge import Merged, ReceivedRow, merged

OWNER, DUE, STATUS, NOTE = PlanField.OWNER, PlanField.DUE, PlanField.STATUS, PlanField.NOTE
WRITTEN = dict.fromkeys(PlanField, "") | {OWNER: "Dana Ruiz", STATUS: "open"}
Items = dict[str, dict[PlanField, str]]


def merge(present: Mapping[PlanField, str], *rows: tuple[str, int, dict[PlanField, str]]) -> Merged:
    """One item LEAD-04 that was written as above, is as told now, and came back in these rows."""
    received = [ReceivedRow("gap:x", sheet, number, WRITTEN | values) for sheet, number, values in rows]
    return merged(
        {"gap:x": CopiedItem("LEAD-04", WRITTEN)}, {"gap:x": CopiedItem("LEAD-04", WRITTEN | dict(present))}, received
    )


def edits(found: Merged) -> list[tuple[str, str, str]]:
    return [(edit.field.value, edit.before, edit.after) for item in found.accepted for edit in item.edits]


def problems(found: Merged) -> str:
    return "\n".join(problem for item in found.refused for problem in item.problems)


def test_what_only_the_copy_changed_is_an_edit() -> None:
    assert merge({}, ("Plan", 5, {})) == Merged((), (), ())
    assert edits(merge({}, ("Plan", 5, {OWNER: "Sam Okafor"}))) == [("owner", "Dana Ruiz", "Sam Okafor")]
    assert edits(merge({}, ("Plan", 5, {OWNER: "dana  ruiz", NOTE: " "}))) == []
    assert edits(merge({DUE: "2026-12-01"}, ("Plan", 5, {}))) == []
    assert edits(merge({OWNER: "Sam Okafor"}, ("Plan", 5, {OWNER: "Sam Okafor"}))) == []


def test_the_sheet_of_an_owner_counts_like_the_plan() -> None:
    both = merge({}, ("Plan", 5, {DUE: "2026-12-01"}), ("Dana Ruiz", 5, {NOTE: "Ask"}))
    assert edits(both) == [("due", "", "2026-12-01"), ("note", "", "Ask")]
    assert len(edits(merge({}, ("Plan", 5, {NOTE: "Ask"}), ("Dana Ruiz", 5, {NOTE: "Ask"})))) == 1
    two = merge({}, ("Plan", 5, {NOTE: "Ask"}), ("Dana Ruiz", 7, {NOTE: "Don't"}))
    assert problems(two) == "note was changed in two ways: Plan, row 5: Ask; Dana Ruiz, row 7: Don't"
    assert edits(two) == []


def test_conflicts_leave_the_whole_item_alone() -> None:
    meanwhile = merge({OWNER: "Eve Lund"}, ("Plan", 5, {OWNER: "Sam Okafor", DUE: "2026-12-01"}))
    assert edits(meanwhile) == []
    text = "owner was changed here meanwhile: it was Dana Ruiz, it is Eve Lund, and Sam Okafor came back"
    assert problems(meanwhile) == text
    twice = merge({}, ("Plan", 5, {NOTE: "Ask"}), ("Plan", 9, {}))
    assert problems(twice) == "it stands twice and differs: Plan, row 5; Plan, row 9"
    assert len(edits(merge({}, ("Plan", 5, {NOTE: "Ask"}), ("Plan", 9, {NOTE: "Ask"})))) == 1
    assert "only the evidence" in problems(merge({}, ("Plan", 5, {STATUS: "closed"})))
    assert merge({STATUS: "closed"}, ("Plan", 5, {})).items == ()
    assert "closed by proof" in problems(merge({STATUS: "closed"}, ("Plan", 5, {NOTE: "x"})))


def test_missing_and_unknown_rows_are_told() -> None:
    one = CopiedItem("LEAD-04", WRITTEN)
    gone = merged({"gap:x": one, "gap:old": one}, {"gap:x": one, "gap:new": one}, [])
    assert gone == Merged((), ("LEAD-04",), ())
    same = ReceivedRow("gap:old", "Plan", 6, WRITTEN)
    told_of = [same, ReceivedRow("gap:never", "Plan", 7, WRITTEN), ReceivedRow("gap:new", "Plan", 8, WRITTEN)]
    found = merged({"gap:x": one, "gap:old": one}, {"gap:x": one, "gap:new": one}, told_of)
    assert found.unknown == (("Plan, row 7", "gap:never"), ("Plan, row 8", "gap:new"))
    changed = replace(same, values={**WRITTEN, NOTE: "x"})
    assert merged({"gap:old": one}, {}, [changed]).unknown == (("Plan, row 6", "gap:old"),)


VALUES = st.fixed_dictionaries(
    {
        OWNER: st.sampled_from(["", "Ada", "Bo"]),
        NOTE: st.sampled_from(["", "x", "y"]),
        STATUS: st.sampled_from(["open", "done", "accepted", "closed"]),
    }
)
IDS = ["gap:a", "gap:b", "conflict:c:d"]
PLAN = st.dictionaries(st.sampled_from(IDS), VALUES)


@settings(max_examples=80, deadline=None)
@given(
    PLAN, PLAN, st.lists(st.tuples(st.sampled_from([*IDS, "gap:z"]), st.sampled_from(["P", "Q"]), VALUES), max_size=6)
)
def test_any_merge_is_as_the_obvious_one(
    written: Items, present: Items, rows: list[tuple[str, str, dict[PlanField, str]]]
) -> None:
    received = [ReceivedRow(id, sheet, number, values) for number, (id, sheet, values) in enumerate(rows)]
    as_items = [{id: CopiedItem(id, values) for id, values in plan.items()} for plan in (written, present)]
    found = merged(as_items[0], as_items[1], received)
    after = {id: dict(values) for id, values in present.items()}
    for item in found.accepted:
        after[item.identity].update({edit.field: edit.after for edit in item.edits})
    assert after == obvious(written, present, rows)
    assert set(found.missing) == (written.keys() & present.keys()) - {id for id, _sheet, _values in rows}


def obvious(written: Items, present: Items, rows: list[tuple[str, str, dict[PlanField, str]]]) -> Items:
    """The plan after a merge, item by item and field by field."""
    after = {}
    for id, now in present.items():
        mine = [(sheet, values) for row, sheet, values in rows if row == id] if id in written else []
        per_sheet = [[values for sheet, values in mine if sheet == one] for one in ("P", "Q")]
        wrong = any(values != same[0] for same in per_sheet for values in same)
        result = dict(now)
        for field in now:
            given_values = {values[field] for _sheet, values in mine} - {written[id][field]} if mine else set()
            wrong |= len(given_values) > 1
            for value in given_values - {now[field]}:
                wrong |= now[field] != written[id][field] or (field is STATUS and value == "closed")
                result[field] = value
        wrong |= result != now and result[STATUS] == "closed"
        after[id] = now if wrong else result
    return after


@given(st.dictionaries(st.text(min_size=1, max_size=4), st.text(max_size=8), max_size=3), st.text(max_size=6))
@settings(max_examples=20, deadline=None)
def test_a_copy_says_of_itself_what_it_is(notes: dict[str, str], name: str) -> None:
    items = {id: CopiedItem(id, dict.fromkeys(PlanField, note)) for id, note in notes.items()}
    copy = PlanCopy("o1", "a1", "2026-11-21", {"owner": "Owner"}, {"open": "offen"}, (name,), items)
    assert copy_of([("beside",), *rows_of(copy), ()]) == copy


def test_what_is_no_copy_or_a_later_one_is_refused() -> None:
    with pytest.raises(AssessmentError, match="is missing from it"):
        copy_of([("item", "gap:x")])
    with pytest.raises(AssessmentError, match=r"can't read \(format 2\)"):
        copy_of([("readiness plan", "2", "o", "a", "d")])


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30))
def test_what_a_file_brings_back_is_the_same_text(text: str) -> None:
    assert told(told(text)) == told(text)
    assert is_same(NOTE, text, told(text))
