"""Making answers: what is refused, how an accepted one is stored, and the new assessment that holds it.

Nothing passed in is changed. Every problem of an answer is reported at once, with its place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from readiness.assessment.model import Answer, Assessment, Evidence
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Fact, FactType
from readiness.questionnaire.value import canonical, day
from readiness.questionnaire.vocabulary import LONGEST_TEXT, State, Value, ValueRefused
from readiness.translation import _

Refusal = tuple[str, str]
"""Where in the answer (`facts.leader.spend_limit`, `evidence[0].dated`), and what is wrong and accepted."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OPEN_STATES = (State.UNKNOWN, State.NOT_APPLICABLE)


def refusals(
    index: Index, item_id: str, answer: Answer, today: date, assessment: Assessment | None = None
) -> list[Refusal]:
    """Everything that keeps an answer from being accepted; empty when nothing does.

    With `assessment`, people and organisations must also be records of it.
    """
    check = index.checks.get(item_id)
    if check is None and item_id not in index.captured_by:
        return [("", _("no question has the id '{id}'").format(id=item_id))]
    if check is None and item_id in index.check_of_fact:
        owner = index.check_of_fact[item_id].id
        return [("", _("'{id}' is kept with the question '{check}'").format(id=item_id, check=owner))]
    found = list(_state_refusals(check, answer) if check is not None else _opening_refusals(answer))
    found += _fact_refusals(index, item_id, answer, today)
    found += _text_refusals(answer)
    found += _evidence_refusals(answer, today)
    found += _day_refusals(answer, today)
    if assessment is not None:
        found += _record_refusals(index, answer, assessment)
    return found


def normalised(index: Index, answer: Answer, today: date) -> Answer:
    """An accepted answer in the form it is stored in: canonical facts and days, no empty evidence.

    Raises:
        ValueRefused: a fact that `refusals` would have named.
    """
    facts = {id: canonical(index.facts[id], value, today) for id, value in answer.facts.items() if not _is_blank(value)}
    evidence = [
        msgspec.structs.replace(one, dated=day(one.dated, today).isoformat()) if one.dated else one
        for one in answer.evidence
        if one != Evidence()
    ]
    return msgspec.structs.replace(answer, facts=facts, evidence=evidence, reason=answer.reason.strip())


def with_answer(assessment: Assessment, item_id: str, answer: Answer) -> Assessment:
    """The assessment with this answer, in place of an earlier one by the same respondent."""
    given = assessment.answers.get(item_id, [])
    kept = [answer if one.respondent == answer.respondent else one for one in given]
    if all(one.respondent != answer.respondent for one in given):
        kept.append(answer)
    return msgspec.structs.replace(assessment, answers={**assessment.answers, item_id: kept})


def without_answer(assessment: Assessment, item_id: str, respondent: str = "") -> Assessment:
    """The assessment without this respondent's answer to an item."""
    kept = [one for one in assessment.answers.get(item_id, []) if one.respondent != respondent]
    others = {id: answers for id, answers in assessment.answers.items() if id != item_id}
    return msgspec.structs.replace(assessment, answers={**others, item_id: kept} if kept else others)


def answer_of(assessment: Assessment, item_id: str, respondent: str = "") -> Answer | None:
    """What one respondent answered."""
    return next((one for one in assessment.answers.get(item_id, []) if one.respondent == respondent), None)


def with_fact(
    index: Index, assessment: Assessment, fact_id: str, value: Value | None, respondent: str = "", answered_on: str = ""
) -> Assessment:
    """The assessment with one fact set, under the item that captures it; None or blank takes it away.

    The rest of the respondent's answer stays, so a fact may be given before its check is answered.
    """
    item_id = index.captured_by[fact_id]
    answer = answer_of(assessment, item_id, respondent) or Answer(respondent=respondent)
    facts = {id: kept for id, kept in answer.facts.items() if id != fact_id}
    if value is not None and not _is_blank(value):
        facts[fact_id] = value
    changed = msgspec.structs.replace(answer, facts=facts, answered_on=answered_on or answer.answered_on)
    return with_answer(assessment, item_id, changed)


def with_flag(assessment: Assessment, item_id: str, flagged: bool) -> Assessment:
    """The assessment with an item flagged for later, or not."""
    others = [id for id in assessment.flags if id != item_id]
    return msgspec.structs.replace(assessment, flags=[*others, item_id] if flagged else others)


def with_position(assessment: Assessment, item_id: str) -> Assessment:
    """The assessment with the item that was on screen last."""
    return msgspec.structs.replace(assessment, position=item_id)


def _is_blank(value: Value) -> bool:
    return value in ("", [])


def _state_refusals(check: Check, answer: Answer) -> Iterator[Refusal]:
    if answer.state is State.NOT_APPLICABLE:
        if check.always:
            yield "state", _("this question always applies; yes, partly, no and unknown are accepted")
        elif not answer.reason.strip():
            yield "reason", _("a reason is needed why this doesn't apply")
    if not check.choices:
        if answer.choice:
            yield "choice", _("this question has no choices of its own; yes, partly, no and unknown are accepted")
        return
    chosen = next((choice for choice in check.choices if choice.id == answer.choice), None)
    accepted = ", ".join(choice.id for choice in check.choices)
    if answer.choice and chosen is None:
        yield "choice", _("one of these is needed: {choices}").format(choices=accepted)
    elif chosen is not None and chosen.state is not answer.state:
        words = _("the choice '{choice}' has the state {state}")
        yield "state", words.format(choice=chosen.id, state=chosen.state.value)
    elif chosen is None and answer.state is not None and answer.state not in _OPEN_STATES:
        yield "choice", _("one of these is needed: {choices}").format(choices=accepted)


def _opening_refusals(answer: Answer) -> Iterator[Refusal]:
    if answer.state is not None:
        yield "state", _("this is a fact about the business and takes a value, not yes, partly or no")
    if answer.choice:
        yield "choice", _("this is a fact about the business and takes a value")


def _fact_refusals(index: Index, item_id: str, answer: Answer, today: date) -> Iterator[Refusal]:
    for id, value in answer.facts.items():
        place = f"facts.{id}"
        if index.captured_by.get(id) != item_id:
            accepted = [fact for fact, item in index.captured_by.items() if item == item_id]
            words = _("this question captures no such fact; it captures: {facts}")
            yield place, words.format(facts=", ".join(accepted) or _("none"))
        elif not _is_blank(value):
            yield from _value_refusals(index.facts[id], place, value, today)


def _value_refusals(fact: Fact, place: str, value: Value, today: date) -> Iterator[Refusal]:
    if any(_UNSEEN.search(str(part)) for part in (value if isinstance(value, list) else [value])):
        yield place, _unseen()
        return
    try:
        canonical(fact, value, today)
    except ValueRefused as refused:
        yield place, str(refused)


def _unseen() -> str:
    return _("text without control characters is needed")


def _text_refusals(answer: Answer) -> Iterator[Refusal]:
    texts = {"note": answer.note, "reason": answer.reason, "respondent": answer.respondent}
    for n, evidence in enumerate(answer.evidence):
        texts[f"evidence[{n}].description"] = evidence.description
        texts[f"evidence[{n}].place"] = evidence.place
    for place, text in texts.items():
        if len(text) > LONGEST_TEXT:
            yield place, _("at most {n} characters are accepted").format(n=LONGEST_TEXT)
        elif _UNSEEN.search(text):
            yield place, _unseen()


def _evidence_refusals(answer: Answer, today: date) -> Iterator[Refusal]:
    for n, evidence in enumerate(answer.evidence):
        if evidence.dated:
            yield from _past_day(f"evidence[{n}].dated", evidence.dated, today)
        if evidence.sha256 and not _SHA256.fullmatch(evidence.sha256):
            yield f"evidence[{n}].sha256", _("64 characters 0-9 and a-f are needed")


def _day_refusals(answer: Answer, today: date) -> Iterator[Refusal]:
    for place, text in (("answered_on", answer.answered_on), ("confirmed_on", answer.confirmed_on)):
        if text:
            yield from _past_day(place, text, today)


def _past_day(place: str, text: str, today: date) -> Iterator[Refusal]:
    try:
        if day(text, today) > today:
            yield place, _("a date that is not in the future is needed")
    except ValueRefused as refused:
        yield place, str(refused)


def _record_refusals(index: Index, answer: Answer, assessment: Assessment) -> Iterator[Refusal]:
    people = {person.id for person in assessment.people}
    parties = {party.id for party in assessment.parties}
    if answer.respondent and answer.respondent not in people:
        yield "respondent", _("a person of this assessment is needed")
    for id, value in answer.facts.items():
        fact = index.facts.get(id)
        if fact is None or _is_blank(value):
            continue
        named = set(value) if isinstance(value, list) else {str(value)}
        if fact.type in (FactType.PERSON, FactType.PEOPLE) and not named <= people:
            yield f"facts.{id}", _("a person of this assessment is needed")
        elif fact.type is FactType.ORGANISATION and not named <= parties:
            yield f"facts.{id}", _("an organisation of this assessment is needed")
