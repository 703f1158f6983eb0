"""The answers of an earlier assessment in a re-assessment: brought over, confirmed, or changed.

A carried answer keeps its respondent, its day and its evidence, and says that nobody has looked at it yet.
Ids are followed through the pack's `was:`; a value the pack no longer accepts stays behind, in the assessment
it came from, and its question is asked again. Confirming renews nothing but the day it was confirmed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from readiness.assessment.model import Answer, Assessment, Assessor, Origin, PackReference
from readiness.questionnaire.index import Index
from readiness.questionnaire.value import canonical
from readiness.questionnaire.vocabulary import State, Value, ValueRefused

Answers = Mapping[str, Sequence[Answer]]
"""Item id -> its answers, one per respondent."""

_BROUGHT_OVER = (Origin.CARRIED, Origin.CONFIRMED)


def present_id(index: Index, id: str) -> str:
    """The id that a check, fact or rule has in this pack; as it was when the pack has none for it."""
    seen: set[str] = set()
    while id in index.pack.was and id not in seen and not _exists(index, id):
        seen.add(id)
        id = index.pack.was[id]
    return id


def _exists(index: Index, id: str) -> bool:
    return id in index.checks or id in index.facts or id in index.rules


def translated(answers: Answers, index: Index, as_of: date) -> dict[str, list[Answer]]:
    """Answers as this pack would hold them; what it does not ask is left out. `as_of` is the day they speak for."""
    found: dict[str, list[Answer]] = {}
    loose: list[tuple[str, Value, Answer]] = []
    # What kept its id comes first, so that something renamed never takes its place.
    for old in sorted(answers, key=lambda id: present_id(index, id) != id):
        item = present_id(index, old)
        is_asked = (item in index.checks or index.captured_by.get(item) == item) and item not in found
        kept: list[Answer] = []
        for answer in answers[old]:
            facts = {present_id(index, id): value for id, value in answer.facts.items()}
            facts = {id: value for id, value in facts.items() if _is_accepted(index, id, value, as_of)}
            loose += [(id, value, answer) for id, value in facts.items() if index.captured_by[id] != item]
            own = {id: value for id, value in facts.items() if index.captured_by[id] == item}
            kept.append(_fitting(index, item, replace(answer, facts=own)))
        if is_asked and kept:
            found[item] = kept
    for id, value, answer in loose:
        _add_fact(found, index.captured_by[id], id, value, answer)
    return found


def _is_accepted(index: Index, id: str, value: Value, as_of: date) -> bool:
    if id not in index.facts:
        return False
    try:
        canonical(index.facts[id], value, as_of)
    except ValueRefused:
        return False
    return True


def _fitting(index: Index, item: str, answer: Answer) -> Answer:
    check = index.checks.get(item)
    if check is None:
        return replace(answer, state=None, choice="")
    known = any(choice.id == answer.choice for choice in check.choices)
    return answer if known or not answer.choice else replace(answer, choice="")


def _add_fact(found: dict[str, list[Answer]], item: str, id: str, value: Value, said: Answer) -> None:
    """Put a fact that another question captures now where it belongs, unless that already has one."""
    given = found.setdefault(item, [])
    for n, answer in enumerate(given):
        if answer.respondent == said.respondent:
            given[n] = answer if id in answer.facts else replace(answer, facts={**answer.facts, id: value})
            return
    given.append(Answer(facts={id: value}, respondent=said.respondent, answered_on=said.answered_on))


def carried(previous: Assessment, index: Index, pack: PackReference, assessor: Assessor | None = None) -> Assessment:
    """The draft that a re-assessment starts with; its ids are given when it is kept."""
    answers = originals(previous, index, pack)
    named = (present_id(index, id) for id in previous.flags)
    return Assessment(
        id="",
        organisation=previous.organisation,
        pack=pack,
        created_on="",
        scope=previous.scope,
        assessor=assessor or previous.assessor,
        answers=answers,
        people=previous.people,
        parties=previous.parties,
        flags=[id for id in dict.fromkeys(named) if id in index.checks or id in index.captured_by],
        previous=previous.id,
    )


def originals(previous: Assessment, index: Index, pack: PackReference) -> dict[str, list[Answer]]:
    """The answers that a re-assessment of `previous` begins with, each marked as carried."""
    found: Answers = previous.answers
    if previous.pack.sha256 != pack.sha256:
        found = translated(found, index, date.fromisoformat(previous.as_of))
    return {id: [replace(answer, origin=Origin.CARRIED) for answer in given] for id, given in found.items()}


def is_carried(assessment: Assessment, item_id: str) -> bool:
    """Whether an item holds an answer of before that nobody has looked at in this assessment."""
    return any(answer.origin is Origin.CARRIED for answer in assessment.answers.get(item_id, ()))


def stands_for(assessment: Assessment, item_id: str, respondent: str) -> tuple[Answer, ...]:
    """What an answer of this respondent takes the place of, the one that counts first.

    That is their own answer; without one, the answers of before by other people. What somebody else said in
    this assessment is never taken away.
    """
    given = assessment.answers.get(item_id, ())
    own = tuple(answer for answer in given if answer.respondent == respondent)
    return own or tuple(sorted((one for one in given if one.origin in _BROUGHT_OVER), key=_worst_first))


def _worst_first(answer: Answer) -> int:
    return len(State) if answer.state is None else list(State).index(answer.state)


def same_content(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same: a note, a name and a day make no difference."""
    return _content(one) == _content(other)


def _content(answer: Answer) -> tuple[object, ...]:
    return answer.state, answer.choice, answer.facts, answer.evidence, answer.reason, answer.seen_by_owner


def revised(assessment: Assessment, before: Answers, item_id: str, answer: Answer, today: date) -> Assessment:
    """The assessment with this answer of today, told apart: new, the same as before, or changed.

    `before` are the answers it began with (`originals`).
    """
    replaced = stands_for(assessment, item_id, answer.respondent)
    given = _dated(assessment, before, item_id, answer, replaced, today)
    kept: list[Answer] = []
    for one in assessment.answers.get(item_id, ()):
        if one not in replaced and one.respondent != given.respondent:
            kept.append(one)
        elif given not in kept:
            kept.append(given)
    if given not in kept:
        kept.append(given)
    return replace(assessment, answers={**assessment.answers, item_id: kept})


def _dated(
    assessment: Assessment, before: Answers, item: str, answer: Answer, replaced: Sequence[Answer], today: date
) -> Answer:
    day = today.isoformat()
    origin = replaced[0].origin if replaced else Origin.NEW
    if origin is Origin.NEW:
        return replace(answer, origin=Origin.NEW, answered_on=day)
    original = _original(assessment, before, item, replaced[0])
    if original is not None and same_content(answer, original):
        same = replace(original, note=answer.note)
        return replace(same, origin=Origin.CONFIRMED, confirmed_on=day)
    return replace(answer, origin=Origin.CHANGED, answered_on=day, confirmed_on="")


def _original(assessment: Assessment, before: Answers, item: str, present: Answer) -> Answer | None:
    """The answer of before that `present` grew out of."""
    others = {one.respondent for one in assessment.answers.get(item, ()) if one is not present}
    candidates = sorted(before.get(item, ()), key=_worst_first)
    same = [one for one in candidates if one.respondent == present.respondent]
    return next(iter(same or [one for one in candidates if one.respondent not in others]), None)


def confirmed(assessment: Assessment, before: Answers, item_ids: Iterable[str], today: date) -> Assessment:
    """The assessment with these items' carried answers confirmed as still true.

    An answer in which another person was named meanwhile is changed, not confirmed. Others stay as they are.
    """
    answers = dict(assessment.answers)
    for id in item_ids:
        answers[id] = [_looked_at(assessment, before, id, one, today) for one in answers.get(id, [])]
    return replace(assessment, answers={id: given for id, given in answers.items() if given})


def _looked_at(assessment: Assessment, before: Answers, item: str, answer: Answer, today: date) -> Answer:
    if answer.origin is not Origin.CARRIED:
        return answer
    original = _original(assessment, before, item, answer)
    if original is None or same_content(answer, original):
        return replace(answer, origin=Origin.CONFIRMED, confirmed_on=today.isoformat())
    return replace(answer, origin=Origin.CHANGED, answered_on=today.isoformat(), confirmed_on="")


def withdrawn(assessment: Assessment, item_id: str, respondent: str) -> Assessment:
    """The assessment without this respondent's answer to an item, or without what it would take the place of."""
    gone = stands_for(assessment, item_id, respondent)
    kept = [one for one in assessment.answers.get(item_id, ()) if one not in gone]
    others = {id: given for id, given in assessment.answers.items() if id != item_id}
    return replace(assessment, answers={**others, item_id: kept} if kept else others)
