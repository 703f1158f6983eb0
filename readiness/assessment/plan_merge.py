"""Changes that came back in a copy of the plan, beside what was changed here meanwhile; pure.

Three values decide about each field: the one that was written into the copy, the one it came back with, and the
present one. What only the copy changed is an edit; what both changed, to different values, is a conflict. An item
with anything that can't be decided is left alone as a whole. A row that is missing changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from readiness.assessment.model import ActionStatus
from readiness.assessment.plan_copy import CopiedItem, PlanField, Values, is_same
from readiness.assessment.plan_words import field_words, value_words
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """One row of a copy that came back.

    Attributes:
        identity: which item it says it is about.
        sheet: where it stands.
        number: of the row there.
        values: of the columns that are there, and of the cells that hold a value.
        problems: what is wrong with its other cells, in words.
    """

    identity: str
    sheet: str
    number: int
    values: Values
    problems: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands: `Plan, row 5`."""
        return _("{sheet}, row {n}").format(sheet=self.sheet, n=self.number)


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that came back different."""

    field: PlanField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MergedItem:
    """What came back about one item.

    Attributes:
        identity: of the item, as the plan has it now.
        code: people know it by.
        edits: its values that were changed, in the order of the columns.
        problems: why nothing of it can be taken over; empty when it can.
    """

    identity: str
    code: str
    edits: tuple[Edit, ...] = ()
    problems: tuple[str, ...] = ()

    def refused(self, why: str) -> MergedItem:
        """The same with one more reason why nothing of it is taken over."""
        return replace(self, problems=(*self.problems, why))


@dataclass(frozen=True, slots=True)
class Merged:
    """Everything that came back.

    Attributes:
        items: those that were changed, or can't be read, in the order of the plan.
        missing: codes of items whose rows did not come back.
        unknown: items that are not in the plan: where each stands, and what it says it is.
    """

    items: tuple[MergedItem, ...]
    missing: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]

    @property
    def accepted(self) -> tuple[MergedItem, ...]:
        """Items with edits that can be taken over."""
        return tuple(item for item in self.items if item.edits and not item.problems)

    @property
    def refused(self) -> tuple[MergedItem, ...]:
        """Items of which nothing is taken over."""
        return tuple(item for item in self.items if item.problems)


def merged(written: Mapping[str, CopiedItem], present: Mapping[str, CopiedItem], rows: Iterable[ReceivedRow]) -> Merged:
    """What rows that came back change in the present plan; `written` is the plan as it was copied."""
    by_item: dict[str, list[ReceivedRow]] = {}
    for row in rows:
        by_item.setdefault(row.identity, []).append(row)
    known = [identity for identity in present if identity in written]
    items = [
        _item(identity, written[identity].values, present[identity], by_item[identity])
        for identity in known
        if identity in by_item
    ]
    return Merged(
        items=tuple(item for item in items if item.edits or item.problems),
        missing=tuple(written[identity].code or identity for identity in known if identity not in by_item),
        unknown=tuple(
            (found[0].place, identity)
            for identity, found in by_item.items()
            if identity not in known and _says_something(written.get(identity), found)
        ),
    )


def _says_something(written: CopiedItem | None, rows: Iterable[ReceivedRow]) -> bool:
    """Whether rows about what is no item of the plan any more would have changed it."""
    if written is None:
        return True
    return any(
        not is_same(key, value, written.values.get(key, "")) for row in rows for key, value in row.values.items()
    )


def _item(identity: str, written: Values, present: CopiedItem, rows: Sequence[ReceivedRow]) -> MergedItem:
    problems = [f"{row.place}: {problem}" for row in rows for problem in row.problems]
    problems += _differing_twins(rows)
    edits: list[Edit] = []
    for field in PlanField:
        given = _given(field, written.get(field, ""), rows)
        if len(given) > 1:
            told = "; ".join(f"{place}: {value_words(field, value)}" for place, value in given)
            problems.append(_("{field} was changed in two ways: {told}").format(field=field_words(field), told=told))
        elif given:
            now, after = present.values.get(field, ""), given[0][1]
            if is_same(field, now, after):
                continue
            edits.append(Edit(field, now, after))
            if not is_same(field, now, written.get(field, "")):
                problems.append(_changed_meanwhile(field, written.get(field, ""), now, after))
    return _checked(MergedItem(identity, present.code, tuple(edits), tuple(dict.fromkeys(problems))), present)


def _given(field: PlanField, written: str, rows: Sequence[ReceivedRow]) -> list[tuple[str, str]]:
    """The different values that rows changed a field to, each with the first place it stands."""
    found: list[tuple[str, str]] = []
    for row in rows:
        value = row.values.get(field)
        if value is None or is_same(field, value, written):
            continue
        if not any(is_same(field, value, other) for _place, other in found):
            found.append((row.place, value))
    return found


def _differing_twins(rows: Sequence[ReceivedRow]) -> list[str]:
    """Rows of one sheet about one item that differ: nobody can tell which one is meant."""
    found: list[str] = []
    for number, row in enumerate(rows):
        twin = next((one for one in rows[:number] if one.sheet == row.sheet), None)
        if twin is not None and any(_differs(key, row, twin) for key in PlanField):
            found.append(_("it stands twice and differs: {one}; {other}").format(one=twin.place, other=row.place))
    return found


def _differs(field: PlanField, one: ReceivedRow, other: ReceivedRow) -> bool:
    return not is_same(field, one.values.get(field, ""), other.values.get(field, ""))


def _changed_meanwhile(field: PlanField, written: str, now: str, after: str) -> str:
    text = _("{field} was changed here meanwhile: it was {written}, it is {now}, and {after} came back")
    return text.format(
        field=field_words(field),
        written=value_words(field, written),
        now=value_words(field, now),
        after=value_words(field, after),
    )


def _checked(item: MergedItem, present: CopiedItem) -> MergedItem:
    """The item with what no copy may change refused."""
    after = {edit.field: edit.after for edit in item.edits}
    status = after.get(PlanField.STATUS, present.values.get(PlanField.STATUS, ""))
    if after.get(PlanField.STATUS) == ActionStatus.CLOSED:
        return item.refused(_("only the evidence of an assessment closes an action; say that it is done"))
    if after and status == ActionStatus.CLOSED:
        return item.refused(_("it is closed by proof; to change it, open it again with its status"))
    return item
