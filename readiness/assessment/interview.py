"""The interview without a screen: what is asked in which order, what is next, how much is left.

The app and plain mode both run on this. An interview looks at one reading and never changes; after an
answer, make a new one. Hidden items keep their answers: they are only not shown, counted or visited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from readiness.assessment.agenda import Group, GroupKind, agenda
from readiness.assessment.pace import minutes_for
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.questionnaire.model import Check, Fact, FactType, Respondent
from readiness.questionnaire.verdict import Known, judge
from readiness.questionnaire.vocabulary import State


class Filter(StrEnum):
    """A part of the items to go through."""

    OPEN = "open"
    """Not answered."""
    FLAGGED = "flagged"
    UNKNOWN = "unknown"
    """Answered "I don't know"."""
    UNPROVEN = "unproven"
    """Answered yes, without proof that counts."""
    INCOMPLETE = "incomplete"
    """Answered, with a required fact left empty."""


Only = Filter | Respondent
"""Part of the items to walk through: of one kind, or what one role usually answers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the visible items are answered."""

    answered: int
    asked: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to answer."""
        return self.answered >= self.asked


@dataclass(frozen=True, slots=True)
class VisibilityChange:
    """What a changed answer hides and reveals, of what was answered. Hidden answers and facts are kept."""

    hidden: tuple[str, ...] = ()
    revealed: tuple[str, ...] = ()
    hidden_facts: tuple[str, ...] = ()
    """Facts of checks that stay visible."""
    revealed_facts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.hidden or self.revealed or self.hidden_facts or self.revealed_facts)


class Interview:
    """The questions of one reading, in the order of its scope."""

    def __init__(self, reading: Reading) -> None:
        """Go through `reading`; nothing is worked out before it is asked for."""
        self.reading = reading
        self._index = reading.index

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of the scope in order, with hidden items too."""
        return agenda(self.reading.scope)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every item of the scope, hidden ones too."""
        return tuple(dict.fromkeys(id for group in self.groups for id in group.items))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The visible items: check ids and opening fact ids."""
        return tuple(id for id in self.order if self.reading.is_visible(id))

    @cached_property
    def _group_of(self) -> Mapping[str, Group]:
        return MappingProxyType({id: group for group in reversed(self.groups) for id in group.items})

    def group_of(self, item_id: str) -> Group:
        """The group an item is asked in.

        Raises:
            KeyError: the item is not in the scope.
        """
        return self._group_of[item_id]

    @cached_property
    def blocks(self) -> tuple[Group, ...]:
        """The blocks of a shorter pass that ask anything; none where everything is asked."""
        shown = (group for group in self.groups if any(map(self.reading.is_visible, group.items)))
        return tuple(group for group in shown if group.kind is GroupKind.BLOCK)

    def block_ended_after(self, item_id: str) -> Group | None:
        """The block of which this is the last item to ask, or a hidden one behind it."""
        block = self._group_of.get(item_id)
        if block is None or block.kind is not GroupKind.BLOCK:
            return None
        following = self.next_item(item_id)
        return None if following in block.items else block

    def block_after(self, block: Group) -> Group | None:
        """The block that comes next."""
        at = self.blocks.index(block)
        return next(iter(self.blocks[at + 1 :]), None)

    def question(self, check: Check) -> str:
        """The question in the words of this pass."""
        return self.reading.scope.question(check)

    def facts(self, check: Check, state: State | None) -> tuple[Fact, ...]:
        """The facts to show when a check is answered with `state`."""
        return self.reading.asked_facts(check, state)

    def screen_lines(self, group: Group) -> tuple[tuple[Fact, ...], ...]:
        """The lines of an opening screen, with the facts to show on each."""
        lines = (tuple(self._index.facts[id] for id in line if self._is_shown(id)) for line in group.lines)
        return tuple(line for line in lines if line)

    def _is_shown(self, fact_id: str) -> bool:
        check = self._index.check_of_fact.get(fact_id)
        if check is None:
            return self.reading.is_visible(fact_id)
        state = self.reading.state(check.id)
        return state is not State.NOT_APPLICABLE and self.reading.fact_is_asked(fact_id, state or State.YES)

    def offered_choices(self, fact: Fact) -> Mapping[str, str]:
        """The choices of a fact that fit the places ticked; all of them while no place is."""
        if not fact.choice_group:
            return fact.choices
        ticked = self._ticked()
        if not ticked:
            return fact.choices
        groups = set(fact.choice_group.values())
        fitting = {group for group in groups if any(code == group or code.startswith(f"{group}-") for code in ticked)}
        return {
            value: label
            for value, label in fact.choices.items()
            if value not in fact.choice_group or fact.choice_group[value] in fitting
        }

    def _ticked(self) -> set[str]:
        """What is ticked in lists of places: choices of an opening fact that has no groups of its own."""
        facts = [fact for fact in self._index.opening_facts if fact.type is FactType.CHOICES and not fact.choice_group]
        values = [self.reading.fact(fact.id) for fact in facts]
        return {code for value in values if isinstance(value, list) for code in value}

    def is_answered(self, item_id: str) -> bool:
        """Whether a check has a state, or an opening fact was answered or passed by."""
        return item_id in self._answered

    @cached_property
    def _answered(self) -> frozenset[str]:
        given = self.reading.assessment.answers
        checks = (id for id in given if id in self._index.checks and self.reading.counted(id) is not None)
        return frozenset((*checks, *(id for id, answers in given.items() if answers and id not in self._index.checks)))

    def next_item(self, item_id: str) -> str | None:
        """The visible item after this one, which may itself be hidden by now."""
        return next((id for id in self._after(item_id) if self.reading.is_visible(id)), None)

    def previous_item(self, item_id: str) -> str | None:
        """The visible item before this one."""
        before = self.order[: self.order.index(item_id)] if item_id in self.order else ()
        return next((id for id in reversed(before) if self.reading.is_visible(id)), None)

    def next_unanswered(self, item_id: str = "") -> str | None:
        """The next visible item without an answer, from the start again after the last."""
        after = self._after(item_id)
        round_trip = (*after, *(id for id in self.order if id not in after))
        return next((id for id in round_trip if self.reading.is_visible(id) and not self.is_answered(id)), None)

    def resume_at(self) -> str | None:
        """Where to go on: the item that was on screen last, or the next visible one, or what is unanswered."""
        last = self.reading.assessment.position
        if last in self.order:
            return last if self.reading.is_visible(last) else self.next_item(last)
        return self.next_unanswered() or next(iter(self.items), None)

    def _after(self, item_id: str) -> tuple[str, ...]:
        return self.order[self.order.index(item_id) + 1 :] if item_id in self.order else self.order

    def progress(self) -> Progress:
        """Checks answered of checks asked; opening facts are not counted."""
        return self._progress(id for id in self.items if id in self._index.checks)

    def group_progress(self, group: Group) -> Progress:
        """Items answered of items asked in one group."""
        return self._progress(id for id in group.items if self.reading.is_visible(id))

    def _progress(self, ids: Iterator[str]) -> Progress:
        answered = [self.is_answered(id) for id in ids]
        return Progress(sum(answered), len(answered))

    def minutes_left(self) -> int:
        """Minutes for what is not answered yet, rounded up, as if every answer were yes."""
        return minutes_for(self.reading, (id for id in self.items if not self.is_answered(id)))

    def minutes_in(self, group: Group) -> int:
        """Minutes for what is not answered yet in one group."""
        open_ids = (id for id in group.items if self.reading.is_visible(id) and not self.is_answered(id))
        return minutes_for(self.reading, open_ids)

    def implied_no(self) -> tuple[str, ...]:
        """Visible unanswered checks whose answer is no by what was answered elsewhere; offered, never set."""
        checks = [self._index.checks[id] for id in self.items if id in self._index.checks and not self.is_answered(id)]
        return tuple(
            check.id
            for check in checks
            if check.implied_no_if is not None and judge(check.implied_no_if.tree, self.reading).holds
        )

    def filtered(self, by: Filter) -> tuple[str, ...]:
        """The visible items of one kind, in order."""
        return tuple(id for id in self.items if self._is_in(by, id))

    def _is_in(self, by: Filter, item_id: str) -> bool:
        reading, check = self.reading, self._index.checks.get(item_id)
        if by is Filter.OPEN:
            return not self.is_answered(item_id)
        if by is Filter.FLAGGED:
            return item_id in reading.assessment.flags
        if check is None:
            return False
        if by is Filter.UNKNOWN:
            return reading.state(item_id) is State.UNKNOWN
        if by is Filter.INCOMPLETE:
            return bool(reading.blanks(item_id))
        return reading.state(item_id) is State.YES and proof(reading, check) is not Proof.SHOWN

    def fitting(self, only: Only) -> tuple[str, ...]:
        """The visible items of one part, in order."""
        return self.of_respondent(only) if isinstance(only, Respondent) else self.filtered(only)

    def offered_parts(self) -> Mapping[Only, int]:
        """The parts one can walk through now, with how many items are in each; none that is empty."""
        parts: tuple[Only, ...] = (Filter.OPEN, Filter.FLAGGED, Filter.UNKNOWN, Filter.UNPROVEN, *Respondent)
        counted = {only: len(self.fitting(only)) for only in parts}
        return MappingProxyType({only: n for only, n in counted.items() if n})

    def of_respondent(self, respondent: Respondent) -> tuple[str, ...]:
        """The visible checks that are usually answered by one role."""
        checks = (self._index.checks[id] for id in self.items if id in self._index.checks)
        return tuple(check.id for check in checks if check.respondent is respondent)


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through one part of the items.

    Forward it meets what fits by then; back it also meets what fitted when it began, so that nothing
    answered on the way is out of reach.
    """

    only: Only
    began: frozenset[str]

    @classmethod
    def through(cls, interview: Interview, only: Only) -> Walk:
        """Begin with what fits now."""
        return cls(only, frozenset(interview.fitting(only)))

    def items(self, interview: Interview) -> tuple[str, ...]:
        """All that fits or did, as far as it is visible, in order."""
        fits = self.began.union(interview.fitting(self.only))
        return tuple(id for id in interview.items if id in fits)

    def after(self, interview: Interview, item_id: str) -> str | None:
        """The next item that fits."""
        fits = set(interview.fitting(self.only))
        here = interview.order.index(item_id) + 1 if item_id in interview.order else 0
        return next((id for id in interview.order[here:] if id in fits), None)

    def before(self, interview: Interview, item_id: str) -> str | None:
        """The item before that fits, or did."""
        here = interview.order.index(item_id) if item_id in interview.order else 0
        members = set(self.items(interview))
        return next((id for id in reversed(interview.order[:here]) if id in members), None)

    def first(self, interview: Interview, item_id: str) -> str | None:
        """Where to begin: here if it fits, else the next that does, else the first of all."""
        fits = interview.fitting(self.only)
        return item_id if item_id in fits else self.after(interview, item_id) or next(iter(fits), None)


def hidden_by(before: Reading, after: Reading) -> VisibilityChange:
    """What a changed answer hides and reveals, of the items and facts that hold an answer."""
    hidden: list[str] = []
    revealed: list[str] = []
    for item_id in (*(fact.id for fact in after.index.opening_facts), *after.index.checks):
        if not after.answers(item_id) or item_id not in after.scope.items:
            continue
        if before.is_visible(item_id) is not after.is_visible(item_id):
            (revealed if after.is_visible(item_id) else hidden).append(item_id)
    hidden_facts: list[str] = []
    revealed_facts: list[str] = []
    for fact_id, check in after.index.check_of_fact.items():
        if check.id in hidden or check.id in revealed or not _is_given(after, check.id, fact_id):
            continue
        was, now = (isinstance(reading.lookup(fact_id), Known) for reading in (before, after))
        if was is not now and _is_given(before, check.id, fact_id):
            (revealed_facts if now else hidden_facts).append(fact_id)
    return VisibilityChange(tuple(hidden), tuple(revealed), tuple(hidden_facts), tuple(revealed_facts))


def _is_given(reading: Reading, check_id: str, fact_id: str) -> bool:
    return any(answer.facts.get(fact_id) for answer in reading.answers(check_id))
