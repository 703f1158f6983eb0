"""The action plan of an organisation: it lives across assessments, and only evidence closes anything.

What people set is open, in progress, done or accepted. Done is "not yet proven" until an assessment shows a yes
with proof; when the answer goes bad again, the action is open again and counts how often. An accepted risk
changes no number and no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec.structs import replace

from readiness.assessment.carrying import present_id
from readiness.assessment.conflicts import Outcome
from readiness.assessment.findings import Kind
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Action, ActionStatus, AssessmentError
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import State
from readiness.translation import _

_BAD = (Kind.GAP, Kind.UNKNOWN)
_WEAK = (Kind.UNPROVEN, Kind.STALE)
_FINISHED = (ActionStatus.DONE, ActionStatus.CLOSED)


class Standing(StrEnum):
    """How an action stands on a day."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    NOT_YET_PROVEN = "not_yet_proven"
    """Said to be done."""
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    """The risk was accepted until a day that has passed."""
    CLOSED = "closed"


def standing(action: Action, today: date) -> Standing:
    """How an action stands on a day."""
    if action.status is ActionStatus.ACCEPTED:
        lapses = _day(action.expires)
        return Standing.LAPSED if lapses is not None and lapses < today else Standing.ACCEPTED
    if action.status is ActionStatus.CLOSED:
        return Standing.CLOSED
    if action.status is ActionStatus.DONE:
        return Standing.NOT_YET_PROVEN
    due = _day(action.due)
    if due is not None and due < today:
        return Standing.OVERDUE
    return Standing.OPEN if action.status is ActionStatus.OPEN else Standing.IN_PROGRESS


def with_action(actions: Sequence[Action], action: Action) -> list[Action]:
    """The plan with this action, in place of an earlier one about the same finding.

    Raises:
        AssessmentError: it is not complete; the message says what is missing.
    """
    if action.status is ActionStatus.CLOSED:
        raise AssessmentError(_("Only the evidence of an assessment closes an action; say that it is done."))
    if action.status is ActionStatus.ACCEPTED and not (action.approver and action.reason and action.expires):
        raise AssessmentError(_("To accept a risk, say who accepts it, why, and until when."))
    for day in (action.due, action.expires):
        if day and _day(day) is None:
            raise AssessmentError(_("a date that exists is needed, written like 2026-03-12"))
    known = any(one.finding == action.finding for one in actions)
    return [action if one.finding == action.finding else one for one in actions] + ([] if known else [action])


def present_identity(index: Index, identity: str) -> str:
    """The identity of a finding as this version of the pack names it."""
    kind, colon, id = identity.partition(":")
    rule, second, subject = id.partition(":")
    return f"{kind}{colon}{present_id(index, rule)}{second}{present_id(index, subject) if subject else ''}"


def after(judgement: Judgement, actions: Iterable[Action]) -> list[Action]:
    """The plan once an assessment is sealed: what its evidence closed, and what its answers opened again."""
    found: dict[str, Action] = {}
    for action in actions:
        named = replace(action, finding=present_identity(judgement.reading.index, action.finding))
        # Two that are one by now stay one: the first, as it was there before.
        found.setdefault(named.finding, _after(judgement, named))
    return list(found.values())


def _after(judgement: Judgement, action: Action) -> Action:
    verdict = _verdict(judgement, action)
    if verdict is None:
        return action
    if verdict:
        if action.status is ActionStatus.CLOSED:
            return action
        return replace(action, status=ActionStatus.CLOSED, closed_on=judgement.as_of.isoformat())
    if action.status in _FINISHED:
        return replace(action, status=ActionStatus.OPEN, closed_on="", reopened=action.reopened + 1)
    return action


def _verdict(judgement: Judgement, action: Action) -> bool | None:
    """Whether an assessment shows that the action is done; False when its answer is bad, None when it can't say."""
    kind, _colon, id = action.finding.partition(":")
    reading = judgement.reading
    if kind in (*_BAD, *_WEAK):
        return _check_verdict(reading, id, {one.kind for one in judgement.findings if one.id == id}, weak=kind in _WEAK)
    if kind == Kind.EXPIRING:
        return _date_verdict(judgement, id)
    if kind == Kind.CONFLICT:
        return _rule_verdict(judgement, id)
    return None


def _check_verdict(reading: Reading, id: str, kinds: set[Kind], *, weak: bool) -> bool | None:
    check = reading.index.checks.get(id)
    if check is None or id not in reading.scope.items:
        return None
    if kinds & set(_BAD) or (weak and kinds & set(_WEAK)):
        return False
    state = reading.state(id)
    if state is State.NOT_APPLICABLE:
        return True
    return True if state is State.YES and proof(reading, check) is Proof.SHOWN else None


def _date_verdict(judgement: Judgement, id: str) -> bool | None:
    reading = judgement.reading
    if id not in reading.index.facts or not reading.scope.covers(id):
        return None
    value = reading.fact(id)
    return None if value is None else str(value) >= judgement.next_due.isoformat()


def _rule_verdict(judgement: Judgement, id: str) -> bool | None:
    if any(conflict.id == id for conflict in judgement.conflicts):
        return False
    rule = id.partition(":")[0]
    outcome = next((one for one in judgement.outcomes if one.rule.id == rule), None)
    if outcome is None or not outcome.in_scope or outcome.outcome is Outcome.UNCHECKED:
        return None
    return True


def times_open(judgement: Judgement, before: dict[str, int]) -> dict[str, int]:
    """In how many sealed assessments in a row each subject was a finding, this one included.

    `before` is what the assessment before this one said of itself.
    """
    earlier = {subject(judgement.reading.index, id): n for id, n in before.items()}
    counted = {finding.id: earlier.get(finding.id, 0) + 1 for finding in judgement.findings}
    # What a shorter pass did not look at is neither open nor closed by it.
    return {**{id: n for id, n in earlier.items() if not _is_covered(judgement, id)}, **counted}


def _is_covered(judgement: Judgement, id: str) -> bool:
    reading = judgement.reading
    if id in reading.index.checks or id in reading.index.facts:
        return reading.scope.covers(id)
    outcome = next((one for one in judgement.outcomes if one.rule.id == id.partition(":")[0]), None)
    return outcome is None or outcome.in_scope


def subject(index: Index, id: str) -> str:
    """What a finding is about, as this version of the pack names it."""
    return present_identity(index, f":{id}")[1:]


def audience_of(index: Index, identity: str) -> Audience:
    """Who may see an action: whoever may see what it is about, whether or not that is still a finding."""
    about = identity.partition(":")[2]
    rule_id, _colon, of = about.partition(":")
    rule = index.rules.get(rule_id)
    found = [rule.audience] if rule is not None else []
    for id in (about, of):
        check = index.checks.get(id) or index.check_of_fact.get(id)
        if check is not None:
            found.append(check.audience)
    return max(found, key=list(Audience).index, default=Audience.EVERYONE)


def code_of(index: Index, identity: str) -> str:
    """The code of the check or rule that a finding is about; empty when the pack has neither."""
    about = identity.partition(":")[2]
    check = index.checks.get(about) or index.check_of_fact.get(about)
    if check is not None:
        return check.code
    rule = index.rules.get(about.partition(":")[0])
    return rule.code if rule is not None else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
