"""Giving up a draft that is damaged and can't be brought back, so that another one can begin."""

from __future__ import annotations

from pathlib import Path

from readiness.session.error import SessionError
from readiness.session.place import Desk
from readiness.store.error import StoreError
from readiness.translation import _


def set_draft_aside(desk: Desk, organisation_id: str) -> list[Path]:
    """Give the files of a damaged draft other names, under which they are kept; these names.

    Raises:
        ReadOnly: another process works on the organisation.
        SessionError: there is no draft, or it is sound.
        StoreError: the system refuses; what was not set aside is where it was.
    """
    with desk.workspace.open_organisation(organisation_id, now=desk.clock.moment) as file:
        try:
            draft = file.draft()
        except StoreError:
            return file.set_draft_aside()
    if draft is None:
        raise SessionError(_("There is no draft, so there is nothing to set aside."))
    raise SessionError(_("The draft is sound, so it is not set aside. Finish it with: readiness ask"))
