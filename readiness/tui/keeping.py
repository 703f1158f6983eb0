"""From what is on screen to what is kept: answers put together from choices, fields and proof.

These run in a worker thread: everything they call is durable when it returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from readiness.assessment.interview import VisibilityChange
from readiness.assessment.model import Answer, Evidence
from readiness.questionnaire.model import Fact, FactType
from readiness.questionnaire.value import canonical
from readiness.questionnaire.vocabulary import State, Value, ValueRefused
from readiness.session.entry import completed
from readiness.session.naming import named
from readiness.session.sitting import Session
from readiness.tui.entries import PROOF, PROOF_DATED
from readiness.tui.widgets.fact_field import Given, Raw

_BY_NAME = (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION)


def refusal(fact: Fact, raw: Raw, today: date, currency: str = "") -> str:
    """Why a value would not be accepted; "" when it would be. Amounts without a currency are in the one given."""
    try:
        if fact.type in _BY_NAME and isinstance(raw, str):
            for part in raw.split(",") if fact.type is FactType.PEOPLE else [raw]:
                named(part)
        else:
            canonical(fact, completed(fact, raw, currency) if isinstance(raw, str) else raw, today)
    except ValueRefused as refused:
        return str(refused)
    return ""


def keep_state(session: Session, item: str, state: State, own: str = "", reason: str = "") -> VisibilityChange:
    """Keep a chosen answer; facts, note and proof given before stay with it.

    Raises:
        AnswerRefused: nothing was kept.
        StoreError: nothing was kept.
    """
    with session.alone:
        answer = session.own_answer(item) or Answer()
        return session.answer(item, replace(answer, state=state, choice=own, reason=reason))


def keep_note(session: Session, item: str, text: str) -> bool:
    """Keep a note; True, for whoever must know that nothing stood in its way.

    Raises:
        AnswerRefused: nothing was kept.
        StoreError: nothing was kept.
    """
    session.note(item, text)
    return True


def keep_fields(session: Session, item: str, given: Sequence[Given]) -> VisibilityChange:
    """Keep what was typed into the fields of one item.

    Raises:
        AnswerRefused: nothing was kept.
        StoreError: nothing was kept.
        ValueRefused: nothing was kept.
    """
    with session.alone:
        answer = session.own_answer(item) or Answer()
        facts = dict(answer.facts)
        for one in given:
            if one.fact.id in (PROOF, PROOF_DATED):
                answer = _with_proof(answer, one)
                continue
            value = _value(session, one.fact, one.raw)
            if value is None:
                facts.pop(one.fact.id, None)
            else:
                facts[one.fact.id] = value
        return session.answer(item, replace(answer, facts=facts))


def _value(session: Session, fact: Fact, raw: Raw) -> Value | None:
    if not raw:
        return None
    return session.value(fact, raw) if isinstance(raw, str) else canonical(fact, raw, session.clock.today)


def _with_proof(answer: Answer, given: Given) -> Answer:
    """The first evidence with one field changed; what a file brought beside it stays."""
    first = answer.evidence[0] if answer.evidence else Evidence()
    text = given.raw if isinstance(given.raw, str) else ""
    changed = {"description": text, "place": ""} if given.fact.id == PROOF else {"dated": text}
    return replace(answer, evidence=[replace(first, **changed), *answer.evidence[1:]])
