"""What a re-assessment asks again and why, and what is left to one confirmation per section.

Asked again is whatever may not hold any more: old or missing proof, dates that end, open findings, don't
knows, flagged questions, and what a reported change or a person's leaving touches. A carried answer is on
one of the two lists until it was confirmed or changed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec.structs import replace

from readiness.assessment.answering import refusals
from readiness.assessment.carrying import is_carried, originals, present_id
from readiness.assessment.conflicts import fired, rule_outcomes
from readiness.assessment.departure import departed_since, mentions
from readiness.assessment.findings import Kind, findings
from readiness.assessment.interview import Interview
from readiness.assessment.model import Assessment, Origin
from readiness.assessment.pace import SECONDS_A_KEY, seconds_for, seconds_to_read
from readiness.assessment.reading import Reading
from readiness.assessment.words import answer_words, value_words
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import ReportedChange
from readiness.questionnaire.vocabulary import State
from readiness.translation import _


class Why(StrEnum):
    """Why a question is asked again."""

    NEW = "new"
    """It has no answer yet: the questionnaire asks more, or an answer made it appear."""
    PERSON = "person"
    """It named somebody who has left."""
    CHANGE = "change"
    """A reported change touches it."""
    OPEN = "open"
    """No or partly, or it doesn't fit together with other answers."""
    UNKNOWN = "unknown"
    UNPROVEN = "unproven"
    STALE = "stale"
    EXPIRING = "expiring"
    INCOMPLETE = "incomplete"
    """A needed detail is missing."""
    MISFIT = "misfit"
    """The questionnaire does not accept the answer any more."""
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class Again:
    """A question that is asked again."""

    item: str
    whys: tuple[Why, ...]
    changes: tuple[str, ...] = ()
    """Ids of the reported changes that touch it."""

    @property
    def can_be_confirmed(self) -> bool:
        """Whether "still true" is an answer to it."""
        return not {Why.NEW, Why.MISFIT} & set(self.whys)


@dataclass(frozen=True, slots=True)
class Rest:
    """What one section has left over: its answers can be confirmed together, once they were listed."""

    section: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revisit:
    """How far a re-assessment is."""

    again: tuple[Again, ...]
    rest: tuple[Rest, ...]
    confirmed: int
    """Items that were carried and have been looked at."""

    @property
    def is_done(self) -> bool:
        """Whether every answer was looked at."""
        return not self.again and not self.rest


def reopened(index: Index, change: ReportedChange) -> tuple[str, ...]:
    """The items a change asks again, in the order of the pack: what it names, and checks that name it."""
    named = {index.captured_by.get(id, id) for id in change.reopens}
    named.update(check.id for check in index.checks.values() if change.id in check.recheck.events)
    order = [*(fact.id for fact in index.opening_facts), *index.checks]
    return tuple(id for id in order if id in named)


def revisit(reading: Reading, previous: Assessment, before: Index) -> Revisit:
    """What is left to look at in a re-assessment of `previous`, whose pack was `before`.

    `reading` has to know when the next assessment is due, or no date counts as running out before it.
    """
    interview = Interview(reading)
    touching = {change.id: set(reopened(reading.index, change)) for change in _reported_changes(reading)}
    whys = _whys(reading, previous)
    passed_by = {present_id(reading.index, fact.id) for fact in before.opening_facts}
    again: list[Again] = []
    rest: dict[str, list[str]] = {}
    looked_at = 0
    for item in interview.items:
        is_open = is_carried(reading.assessment, item)
        if not is_open and interview.is_answered(item):
            looked_at += 1
        elif is_open and item not in whys:
            rest.setdefault(reading.index.section_of[item].section, []).append(item)
        elif is_open or item in whys or item not in passed_by:
            found = [*([] if is_open else [Why.NEW]), *whys.get(item, {})]
            touched = tuple(id for id, items in touching.items() if item in items)
            again.append(Again(item, tuple(sorted(found, key=list(Why).index)), touched))
    titles = {section.section: section.title for section in reading.index.pack.sections}
    left = tuple(Rest(id, title, tuple(rest[id])) for id, title in titles.items() if id in rest)
    return Revisit(tuple(again), left, looked_at)


def _whys(reading: Reading, previous: Assessment) -> dict[str, dict[Why, None]]:
    """Item -> why it may not hold any more."""
    found: dict[str, dict[Why, None]] = {}
    for item, why in (*_found(reading), *_reported(reading, previous), *_unfit(reading)):
        found.setdefault(item, {})[why] = None
    return found


_BY_KIND = {
    Kind.GAP: Why.OPEN,
    Kind.UNKNOWN: Why.UNKNOWN,
    Kind.UNPROVEN: Why.UNPROVEN,
    Kind.STALE: Why.STALE,
    Kind.EXPIRING: Why.EXPIRING,
    Kind.CONFLICT: Why.OPEN,
}


def _found(reading: Reading) -> Iterator[tuple[str, Why]]:
    index = reading.index
    for finding in findings(reading, fired(rule_outcomes(reading))):
        why = _BY_KIND[finding.kind]
        if why in (Why.UNPROVEN, Why.STALE) and not reading.scope.asks_proof:
            continue
        if finding.kind is Kind.EXPIRING:
            yield index.captured_by[finding.id], why
        elif finding.kind is not Kind.CONFLICT:
            yield finding.id, why
        else:
            named = [*(quote.check for quote in finding.quotes), finding.id.partition(":")[2]]
            # What the opening screen asked makes a contradiction possible; it is seldom what is wrong.
            yield from ((id, why) for id in named if id in index.checks)
    for check in reading.scope.checks:
        if reading.blanks(check.id):
            yield check.id, Why.INCOMPLETE


def _reported(reading: Reading, previous: Assessment) -> Iterator[tuple[str, Why]]:
    index = reading.index
    for item in reading.assessment.flags:
        yield item, Why.FLAGGED
    for change in _reported_changes(reading):
        yield from ((item, Why.CHANGE) for item in reopened(index, change))
    # As it was before: a fact may name somebody else by now, and is still to be looked at.
    earlier = replace(reading.assessment, answers=originals(previous, index, reading.assessment.pack))
    for person in departed_since(reading.assessment, previous):
        for named in (reading.assessment, earlier):
            yield from ((mention.item, Why.PERSON) for mention in mentions(index, named, (), person))


def _reported_changes(reading: Reading) -> tuple[ReportedChange, ...]:
    reported = reading.assessment.reported or ()
    return tuple(change for change in reading.index.pack.changes if change.id in reported)


def _unfit(reading: Reading) -> Iterator[tuple[str, Why]]:
    for item, given in reading.assessment.answers.items():
        for answer in given:
            if answer.origin is Origin.CARRIED and refusals(reading.index, item, answer, reading.today):
                yield item, Why.MISFIT


def minutes_for(reading: Reading, left: Revisit, changes: Iterable[ReportedChange] = ()) -> int:
    """Minutes for what is left, rounded up: one key for what can be confirmed, and one list per section.

    `changes` are those that are still to be read and ticked.
    """
    labels = [change.label for change in changes]
    seconds = seconds_to_read(labels) + (SECONDS_A_KEY if labels else 0)
    seconds += sum(_seconds(reading, again) for again in left.again)
    for rest in left.rest:
        seconds += KEYS_A_LIST * SECONDS_A_KEY + sum(seconds_to_read(listed(reading, id)) for id in rest.items)
    return math.ceil(seconds / 60)


KEYS_A_LIST = 2
"""One to confirm a section, one to go on."""


def _seconds(reading: Reading, again: Again) -> float:
    if not again.can_be_confirmed:
        return seconds_for(reading, again.item)
    check = reading.index.checks.get(again.item)
    words = reading.scope.question(check) if check is not None else reading.index.facts[again.item].label
    return seconds_to_read((words, said(reading, again.item))) + SECONDS_A_KEY


def listed(reading: Reading, item: str) -> tuple[str, str]:
    """An answer as it is listed before a section is confirmed: what it is about, and what was said.

    A plain yes is said by the words of what it is about, and has none of its own.
    """
    check = reading.index.checks.get(item)
    if check is None:
        return reading.index.facts[item].label, said(reading, item)
    is_plain = reading.state(item) is State.YES and not check.choices
    return check.good, "" if is_plain else said(reading, item)


def said(reading: Reading, item: str) -> str:
    """What the answer of an item says, in words."""
    check = reading.index.checks.get(item)
    if check is not None:
        return answer_words(check, reading.counted(item))
    value = reading.fact(item)
    return _("not given") if value is None else value_words(reading, reading.index.facts[item], value)


def carried_from(reading: Reading, item: str) -> date | None:
    """The day somebody last stood by a carried answer: confirmed it, or gave it."""
    days = [answer.confirmed_on or answer.answered_on for answer in reading.answers(item)]
    return max((date.fromisoformat(day) for day in days if day), default=None)
