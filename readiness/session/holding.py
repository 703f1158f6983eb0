"""Putting an organisation under a legal hold, and lifting it."""

from __future__ import annotations

from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.error import SessionError
from readiness.session.naming import named
from readiness.session.place import Desk
from readiness.translation import _


def change_hold(desk: Desk, organisation_id: str, *, on: bool, by: str, note: str) -> None:
    """Begin or lift a legal hold; recorded and durable when it returns.

    Raises:
        OnHold: it is on, or off, already.
        SessionError: the name or the note can't be kept.
        StoreError: nothing changed.
    """
    who, why = _checked("--by", by), _checked("--note", note)
    with desk.workspace.open_organisation(organisation_id, now=desk.clock.moment) as file:
        change = file.hold if on else file.release
        change(who, why, desk.clock.moment)


def _checked(option: str, text: str) -> str:
    try:
        return named(text)
    except ValueRefused as refused:
        raise SessionError(_("{option}: {reason}").format(option=option, reason=refused)) from refused
