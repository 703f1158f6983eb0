"""Whether an answer is shown to be so: evidence, its age, and who gave it.

Evidence without a date can't be told from old evidence, so where a check has a re-check interval it
does not prove a yes. What an IT provider says about itself isn't proof until the owner has seen it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from readiness.assessment.model import Answer, Evidence
from readiness.assessment.reading import UNDER_50, Reading
from readiness.questionnaire.model import Check
from readiness.questionnaire.vocabulary import State

_CLAIMS = (State.YES, State.PARTLY)


class Proof(StrEnum):
    """What stands behind the answer to a check."""

    NONE = "none"
    UNDATED = "undated"
    """There is evidence, and no date that shows it is recent enough."""
    STALE = "stale"
    OWN_CAUSE = "own_cause"
    """Fresh, but given by the provider about itself, and not yet seen by the owner."""
    SHOWN = "shown"


def interval(reading: Reading, check: Check) -> str:
    """How old proof may be, as the pack writes it (`12mo`); empty when only a date or an event ends it."""
    recheck = check.recheck
    return recheck.every_under_50 if recheck.every_under_50 and reading.firm_is_below(UNDER_50) else recheck.every


def standing_answers(reading: Reading, check_id: str) -> tuple[Answer, ...]:
    """The answers that say what counts: all with the state of the one that counts."""
    counted = reading.counted(check_id)
    if counted is None:
        return ()
    return tuple(answer for answer in reading.answers(check_id) if answer.state is counted.state)


def newest(answers: Iterable[Answer]) -> date | None:
    """The date of the newest evidence of these answers."""
    days = [_day(evidence.dated) for answer in answers for evidence in answer.evidence if _is_given(evidence)]
    return max((day for day in days if day is not None), default=None)


def has_evidence(answers: Iterable[Answer]) -> bool:
    """Whether any evidence was given at all."""
    return any(_is_given(evidence) for answer in answers for evidence in answer.evidence)


def is_own_cause(reading: Reading, check: Check, answer: Answer) -> bool:
    """Whether a claim about the IT provider's work comes from the provider, or from one who sells the remedy."""
    if not check.judges_provider or answer.seen_by_owner or answer.state not in _CLAIMS:
        return False
    if reading.assessment.assessor.interest.strip():
        return True
    person = reading.people.get(answer.respondent)
    provider = reading.fact(reading.index.pack.provider_fact) if reading.index.pack.provider_fact else None
    return person is not None and bool(person.employer) and person.employer.casefold() == str(provider).casefold()


def until(reading: Reading, check: Check) -> date | None:
    """The date in a fact that ends the proof of a check, where it has one and it was given."""
    value = reading.fact(check.recheck.until) if check.recheck.until else None
    return _day(str(value)) if value is not None else None


def proof(reading: Reading, check: Check) -> Proof:
    """What stands behind the answer that counts."""
    known = reading.proofs.get(check.id)
    if known is None:
        known = reading.proofs[check.id] = _proof(reading, check)
    return Proof(known)


def _proof(reading: Reading, check: Check) -> Proof:
    answers = standing_answers(reading, check.id)
    if not has_evidence(answers):
        return Proof.NONE
    ends = until(reading, check)
    if ends is not None and ends < reading.today:
        return Proof.STALE
    age = _age(reading, check, answers)
    if age is not Proof.SHOWN:
        return age
    if not check.judges_provider:
        return Proof.SHOWN
    independent = [answer for answer in answers if not is_own_cause(reading, check, answer)]
    return Proof.SHOWN if _age(reading, check, independent) is Proof.SHOWN else Proof.OWN_CAUSE


def _age(reading: Reading, check: Check, answers: Iterable[Answer]) -> Proof:
    answers = tuple(answers)
    if not has_evidence(answers):
        return Proof.NONE
    every = interval(reading, check)
    if not every:
        return Proof.SHOWN
    day = newest(answers)
    if day is None:
        return Proof.UNDATED
    return Proof.STALE if day < reading.oldest(every) else Proof.SHOWN


def _is_given(evidence: Evidence) -> bool:
    return bool(evidence.description or evidence.place or evidence.dated or evidence.sha256)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
