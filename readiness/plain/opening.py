"""Opening screens line by line: which facts are asked together, and what comes before and after; pure."""

from __future__ import annotations

from readiness.assessment.agenda import Group, GroupKind
from readiness.assessment.interview import Interview
from readiness.questionnaire.model import Fact


def line_of(interview: Interview, item: str) -> tuple[Fact, ...]:
    """The facts asked together with an opening fact; some may belong to a question and be asked early."""
    for line in _lines(interview, interview.group_of(item)):
        if any(fact.id == item for fact in line):
            return line
    return (interview.reading.index.facts[item],)


def item_after(interview: Interview, item: str) -> str | None:
    """The next thing to ask: the next line of a screen, else what comes after."""
    group = interview.group_of(item)
    if group.kind is not GroupKind.SCREEN:
        return interview.next_item(item)
    firsts = _firsts(interview, group)
    place = _place(interview, group, item)
    if place + 1 < len(firsts):
        return firsts[place + 1]
    return interview.next_item(group.items[-1])


def item_before(interview: Interview, item: str) -> str | None:
    """What was asked before: the line before on a screen, else the last of what came before."""
    group = interview.group_of(item)
    if group.kind is GroupKind.SCREEN:
        firsts = _firsts(interview, group)
        place = _place(interview, group, item)
        if place > 0:
            return firsts[place - 1]
        item = group.items[0]
    before = interview.previous_item(item)
    if before is None or interview.group_of(before).kind is not GroupKind.SCREEN:
        return before
    return _firsts(interview, interview.group_of(before))[-1]


def _lines(interview: Interview, group: Group) -> list[tuple[Fact, ...]]:
    return [line for line in interview.screen_lines(group) if any(fact.id in group.items for fact in line)]


def _firsts(interview: Interview, group: Group) -> list[str]:
    return [next(fact.id for fact in line if fact.id in group.items) for line in _lines(interview, group)]


def _place(interview: Interview, group: Group, item: str) -> int:
    for n, line in enumerate(_lines(interview, group)):
        if any(fact.id == item for fact in line):
            return n
    return -1
