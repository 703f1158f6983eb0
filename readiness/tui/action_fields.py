"""The fields of one action, and what is kept of what is typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from readiness.assessment.model import Action, ActionStatus
from readiness.assessment.plan_words import status_words
from readiness.questionnaire.model import Bounds, Fact, FactType
from readiness.questionnaire.value import canonical
from readiness.session.planning import Change, Planned
from readiness.translation import _
from readiness.tui.text import line
from readiness.tui.widgets.fact_field import Entry

OWNER, DUE, STATUS, NOTE, COST = "action:owner", "action:due", "action:status", "action:note", "action:cost"
APPROVER, REASON, UNTIL = "action:approver", "action:reason", "action:until"
ACCEPTANCE = (APPROVER, REASON, UNTIL)
"""The fields without which no risk is accepted; they are kept together."""

_NAMES = {OWNER: "owner", APPROVER: "approver", NOTE: "note", COST: "cost", REASON: "reason"}


def facts() -> dict[str, Fact]:
    """Every field, in order."""
    statuses = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.ACCEPTED)
    made = (
        Fact(id=OWNER, type=FactType.PERSON, label=_("Who does it"), example="Dana Ruiz"),
        Fact(id=DUE, type=FactType.DATE, label=_("By when"), example=_("in 3 weeks")),
        Fact(
            id=STATUS, type=FactType.CHOICE, label=_("How it stands"),
            choices={status.value: status_words(status) for status in statuses},
        ),
        Fact(id=APPROVER, type=FactType.PERSON, label=_("Who accepts the risk")),
        Fact(id=REASON, type=FactType.TEXT, label=_("Why")),
        Fact(
            id=UNTIL, type=FactType.DATE, label=_("Until when"), example=_("in 6 months"),
            bounds=Bounds(at_least="today"),
        ),
        Fact(id=NOTE, type=FactType.TEXT, label=_("Note")),
        Fact(id=COST, type=FactType.TEXT, label=_("What it costs"), example="2,500 USD"),
    )  # fmt: skip
    return {fact.id: fact for fact in made}


def entries(
    planned: Planned, names: tuple[str, ...], typed: Mapping[str, str], *, accepting: bool, locked: str = ""
) -> list[Entry]:
    """The fields; those of an acceptance only while there is one, with what was `typed` and is not kept yet.

    Where nothing can be changed, `locked` is said of those that are empty.
    """
    action = planned.action or Action(finding=planned.identity)
    kept = {
        OWNER: planned.owner,
        DUE: action.due,
        STATUS: ActionStatus.ACCEPTED.value if accepting else action.status.value,
        APPROVER: planned.approver,
        REASON: action.reason,
        UNTIL: action.expires,
        NOTE: action.note,
        COST: action.cost,
    }
    return [
        Entry(
            item=planned.identity,
            fact=fact,
            raw=line(typed.get(id, kept[id])),
            names=names,
            locked=_locked(fact, kept[id], locked),
            required=id in ACCEPTANCE,
        )
        for id, fact in facts().items()
        if accepting or id not in ACCEPTANCE
    ]


def _locked(fact: Fact, raw: str, locked: str) -> str:
    return (fact.choices.get(raw, line(raw)) or locked) if locked else ""


def change(id: str, text: str, today: date) -> Change:
    """What one field asks for; an empty one takes the value away.

    Raises:
        ValueRefused: it is no date; the message says what is accepted.
    """
    if id == STATUS:
        return Change(status=ActionStatus(text or ActionStatus.OPEN))
    if id == DUE:
        return Change(due=_day(DUE, text, today) if text else "")
    return Change(**{_NAMES[id]: text})  # type: ignore[arg-type]  # of the names that take text


def acceptance(typed: Mapping[str, str], today: date) -> Change | None:
    """What the three fields of an acceptance ask for; None until all are filled.

    Raises:
        ValueRefused: the last one is no date; the message says what is accepted.
    """
    if not all(typed.get(id) for id in ACCEPTANCE):
        return None
    return Change(
        status=ActionStatus.ACCEPTED,
        approver=typed[APPROVER],
        reason=typed[REASON],
        expires=_day(UNTIL, typed[UNTIL], today),
    )


def _day(id: str, text: str, today: date) -> date:
    return date.fromisoformat(str(canonical(facts()[id], text, today)))
