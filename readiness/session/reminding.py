"""What is due in a workspace: all organisations, from their own files and the packs they were last assessed with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.assessment.model import Organisation, PackReference
from readiness.assessment.reminders import Reminder, due, reminders
from readiness.error import ReadinessError
from readiness.exchange.calendar import Event
from readiness.session.place import Desk
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class Reminders:
    """What falls due for one organisation."""

    organisation: Organisation
    all: tuple[Reminder, ...]

    def due(self, today: date, within: timedelta) -> tuple[Reminder, ...]:
        """What is overdue, or falls due within a time."""
        return due(self.all, today, within)


def reminders_of(desk: Desk, organisation: Organisation) -> Reminders:
    """What falls due for an organisation.

    Raises:
        PackError: what is stored is not a pack.
        StoreError: the pack, or the last assessment of an older version, can't be read.
    """
    if organisation.archived_on or not organisation.sealed:
        return Reminders(organisation, ())
    view = desk.workspace.view(organisation.id)
    row = organisation.sealed[-1]
    pack = PackReference(id="", version="", sha256=row.pack) if row.pack else view.assessment(row.id).pack
    return Reminders(organisation, reminders(organisation, desk.packs.pinned(pack, view.pack_bytes)))


def all_reminders(desk: Desk) -> tuple[list[Reminders], list[ReadinessError]]:
    """What falls due for every organisation, by name, and what keeps some from being read.

    Raises:
        Unreadable: the folder of organisations can't be listed.
    """
    found: list[Reminders] = []
    problems: list[ReadinessError] = []
    for read in desk.scan():
        if isinstance(read, ReadinessError):
            problems.append(read)
            continue
        try:
            found.append(reminders_of(desk, read))
        except ReadinessError as problem:
            problems.append(problem)
    return sorted(found, key=lambda one: (one.organisation.name.casefold(), one.organisation.id)), problems


def events(found: Iterable[Reminders]) -> list[Event]:
    """The entries of a calendar: whose they are is told, and nothing that was answered."""
    return [
        Event(one.uid, one.day, one.title, _("Organisation: {name}").format(name=of.organisation.name))
        for of in found
        for one in of.all
    ]
