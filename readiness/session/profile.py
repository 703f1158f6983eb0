"""An organisation as such: its settings, its name, its archive, its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Contact, Organisation
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.error import SessionError
from readiness.session.naming import clean, named
from readiness.session.place import Desk
from readiness.session.reporting import PAGE_SIZES
from readiness.store import removal
from readiness.store.legal_hold import refuse_while_held
from readiness.translation import _

SHORTEST_INTERVAL, LONGEST_INTERVAL = 7, 1096
"""Days between two assessments."""

LARGEST_LOGO = 1024 * 1024
"""Bytes of an image for the head of documents."""

_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of an organisation to change; what is None stays, what is empty is taken away."""

    interval_days: int | None = None
    page_size: str | None = None
    locale: str | None = None
    currency: str | None = None
    logo: Path | None = None
    """An image file, PNG or JPEG; `Path()` takes it away."""
    contacts: tuple[Contact, ...] | None = None


def changed(organisation: Organisation, settings: Settings) -> Organisation:
    """The organisation with these settings, for `Session.save_profile`.

    Raises:
        SessionError: a value is not accepted; the message says what is.
    """
    given: dict[str, object] = {}
    if settings.interval_days is not None:
        given["interval_days"] = _interval(settings.interval_days)
    for name, accepted, message in (
        ("page_size", re.compile("|".join(PAGE_SIZES)), _("A4 or Letter is needed")),
        ("locale", _LOCALE, _("the code of a language is needed, such as en or pt-BR")),
        ("currency", _CURRENCY, _("three capital letters are needed, such as USD")),
    ):
        value = getattr(settings, name)
        if value is not None:
            if (value or name == "page_size") and not accepted.fullmatch(value):
                raise SessionError(message)
            given[name] = value
    if settings.logo is not None:
        given["logo"] = "" if settings.logo == Path() else _logo(settings.logo)
    if settings.contacts is not None:
        given["contacts"] = [_contact(one) for one in settings.contacts]
    return replace(organisation, **given)


def _interval(days: int) -> int:
    if not SHORTEST_INTERVAL <= days <= LONGEST_INTERVAL:
        message = _("a number of days from {least} to {most} is needed")
        raise SessionError(message.format(least=SHORTEST_INTERVAL, most=LONGEST_INTERVAL))
    return days


def _logo(path: Path) -> str:
    try:
        with path.expanduser().open("rb") as file:
            head = file.read(LARGEST_LOGO + 1)
    except OSError as error:
        raise SessionError(_("{path} can't be read: {reason}").format(path=path, reason=error.strerror)) from error
    if not head.startswith(_IMAGES) or len(head) > LARGEST_LOGO:
        raise SessionError(_("{path} is not an image of at most 1 MB (PNG or JPEG)").format(path=path))
    return str(path.expanduser().resolve())


def _contact(contact: Contact) -> Contact:
    try:
        rest = {name: clean(getattr(contact, name)).strip() for name in ("role", "email", "phone")}
        return replace(contact, name=named(contact.name), **rest)
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused


def keep_settings(desk: Desk, organisation_id: str, settings: Settings) -> Organisation:
    """Change settings of an organisation; durable when it returns.

    Raises:
        SessionError: a value is not accepted.
        StoreError: nothing changed.
    """
    with desk.session(organisation_id) as session:
        session.save_profile(changed(session.organisation, settings))
        return session.organisation


def rename(desk: Desk, organisation_id: str, name: str) -> Organisation:
    """Give an organisation another name.

    Raises:
        NameTaken: another one has it.
        SessionError: it is empty, too long or holds control characters.
        StoreError: nothing changed.
    """
    try:
        accepted = named(name)
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused
    return removal.rename(desk.workspace, organisation_id, accepted, desk.clock.moment)


def archive(desk: Desk, organisation_id: str, *, on: bool) -> Organisation:
    """Archive an organisation, or take it back: everything is kept, and nothing of it is due while it is archived.

    Raises:
        StoreError: nothing changed.
    """
    with desk.session(organisation_id) as session:
        present = session.organisation
        since = present.archived_on or desk.clock.today.isoformat()
        session.save_profile(replace(present, archived_on=since if on else ""))
        return session.organisation


def refuse_deletion(organisation: Organisation) -> None:
    """Ask this before anybody is asked to type a name.

    Raises:
        OnHold: it is under a legal hold.
    """
    refuse_while_held(organisation)


def delete(desk: Desk, organisation_id: str, typed: str) -> None:
    """Delete an organisation with everything that is kept of it, once its name was typed.

    Offer a backup first (`store.bundle.back_up`): nothing brings it back.

    Raises:
        OnHold: it is under a legal hold.
        SessionError: what was typed is not its name.
        StoreError: it is still there.
    """
    organisation = desk.workspace.view(organisation_id).organisation
    refuse_while_held(organisation)
    if typed.strip() != organisation.name:
        message = _("Nothing was deleted: type the whole name to delete it, '{name}'.")
        raise SessionError(message.format(name=organisation.name))
    removal.delete(desk.workspace, organisation_id, desk.clock.moment)
