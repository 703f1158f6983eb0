"""The action plan beside the findings it is about, and setting one action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec.structs import replace

from readiness.assessment.findings import Finding
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Action, ActionStatus, Assessment, Organisation
from readiness.assessment.people import find_person, name_of
from readiness.assessment.plan import audience_of, code_of
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.session.naming import clean
from readiness.session.sitting import Session
from readiness.translation import _

_SETTABLE = tuple(status for status in ActionStatus if status is not ActionStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the plan: a finding, what will be done about it, or both."""

    identity: str
    code: str
    audience: Audience
    finding: Finding | None
    """None once the last assessment does not find it any more."""
    action: Action | None
    owner: str
    """The owner's name; empty without one."""
    approver: str

    @property
    def title(self) -> str:
        """What it is about; the code alone once it is no finding any more."""
        return self.finding.title if self.finding is not None else ""


@dataclass(frozen=True, slots=True)
class Change:
    """What to set of an action; what is None stays, what is empty is taken away."""

    owner: str | None = None
    """A name; someone of the last assessment is found by it."""
    due: date | Literal[""] | None = None
    status: ActionStatus | None = None
    note: str | None = None
    cost: str | None = None
    approver: str | None = None
    reason: str | None = None
    expires: date | Literal[""] | None = None


def plan_of(dossier: Dossier) -> tuple[Planned, ...]:
    """Findings of the last sealed assessment in their order, each with its action; then actions that outlived theirs.

    Raises:
        SessionError: nothing was sealed yet.
        ReadinessError: something can't be read.
    """
    return planned(last_judgement(dossier), dossier.organisation.actions)


def planned(judgement: Judgement, actions: Iterable[Action]) -> tuple[Planned, ...]:
    """The same of an assessment that is judged already."""
    people = judgement.reading.assessment
    left = {action.finding: action for action in actions}
    lines = [_planned(judgement, people, one.identity, one, left.pop(one.identity, None)) for one in judgement.findings]
    lines += [_planned(judgement, people, identity, None, action) for identity, action in left.items()]
    return tuple(lines)


def last_judgement(dossier: Dossier) -> Judgement:
    """The last sealed assessment, judged today.

    Raises:
        SessionError: nothing was sealed yet.
        ReadinessError: something can't be read.
    """
    return dossier.judged(dossier.sealed_assessment())


def _planned(
    judgement: Judgement, people: Assessment, identity: str, finding: Finding | None, action: Action | None
) -> Planned:
    index = judgement.reading.index
    return Planned(
        identity=identity,
        code=finding.code if finding is not None else code_of(index, identity),
        audience=finding.audience if finding is not None else audience_of(index, identity),
        finding=finding,
        action=action,
        owner=_name(people, action.owner) if action is not None else "",
        approver=_name(people, action.approver) if action is not None else "",
    )


def _name(people: Assessment, who: str) -> str:
    return name_of(people, who) or who


def seen(lines: Iterable[Planned]) -> tuple[Planned, ...]:
    """The lines that management sees: all but those that only counsel reads."""
    return tuple(line for line in lines if line.audience is not Audience.COUNSEL_ONLY)


def names_in(organisation: Organisation, people: Assessment, lines: Iterable[Planned]) -> tuple[str, ...]:
    """Everybody who may own an action or accept a risk: named in the assessment, in the plan or as a contact."""
    found = [person.name for person in people.people if not person.left_on]
    found += [name for line in lines for name in (line.owner, line.approver)]
    found += [*(one.name for one in organisation.contacts), *organisation.respondents]
    return tuple(dict.fromkeys(filter(None, found)))


def found(lines: tuple[Planned, ...], wanted: str) -> Planned:
    """The line that an identity (`gap:leader.named`) or a code (`LEAD-01`) means; a finding before an old action.

    Raises:
        SessionError: none does, or several do.
    """
    named = [line for line in lines if line.identity == wanted]
    named = named or [line for line in lines if line.code.casefold() == wanted.strip().casefold()]
    present = [line for line in named if line.finding is not None] or named
    if len(present) == 1:
        return present[0]
    if present:
        listed = ", ".join(line.identity for line in present)
        raise SessionError(_("'{wanted}' is about several: {listed}").format(wanted=wanted, listed=listed))
    message = _("'{wanted}' is no finding and no action; name one by its code, such as LEAD-01, or its id")
    raise SessionError(message.format(wanted=wanted))


def set_action(session: Session, line: Planned, change: Change) -> Action:
    """Keep what will be done about a finding; durable when it returns.

    Raises:
        AssessmentError: it is not complete; the message says what is missing.
        SessionError: a text is not accepted.
        StoreError: nothing changed.
    """
    changed = with_change(session.sealed_assessment(), line, change)
    session.save_action(changed)
    return changed


def with_change(people: Assessment, line: Planned, change: Change) -> Action:
    """What will be done about a finding, once this is changed; names are looked up in `people`.

    Raises:
        SessionError: a text is not accepted.
    """
    action = line.action or Action(finding=line.identity)
    if action.status is ActionStatus.CLOSED and change.status is None:
        action = replace(action, status=ActionStatus.OPEN)
    given: dict[str, object] = {}
    for name in ("owner", "approver"):
        who = getattr(change, name)
        if who is not None:
            person = find_person(people, who)
            given[name] = person.id if person is not None else _clean(who)
    for name in ("note", "cost", "reason"):
        if getattr(change, name) is not None:
            given[name] = _clean(getattr(change, name))
    for name in ("due", "expires"):
        day = getattr(change, name)
        if day is not None:
            given[name] = day.isoformat() if day else ""
    if change.status is not None:
        given["status"] = change.status
        if change.status is not ActionStatus.ACCEPTED:
            # Who accepted it, and until when, goes with the acceptance.
            given = {"approver": "", "reason": "", "expires": "", **given}
    return replace(action, **given)


def _clean(text: str) -> str:
    try:
        return clean(text).strip()
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused


def settable() -> tuple[ActionStatus, ...]:
    """The states people may set; only evidence closes."""
    return _SETTABLE
