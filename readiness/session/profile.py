"""An organisation as such: its settings, its name, its archive, its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Contact, Organisation
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session import profile_text
from readiness.session.error import SessionError
from readiness.session.naming import clean, named
from readiness.session.place import Desk
from readiness.store import removal
from readiness.store.legal_hold import refuse_while_held
from readiness.translation import _

_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How PNG and JPEG files begin."""
_LONGEST_FILE_NAME = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of an organisation to change; what is None stays, what is empty is taken away."""

    interval_days: int | None = None
    page_size: str | None = None
    locale: str | None = None
    currency: str | None = None
    logo: Path | None = None
    """An image file, PNG or JPEG, whose content is kept; `Path()` takes it away."""
    contacts: tuple[Contact, ...] | None = None
    respondents: tuple[str, ...] | None = None
    """Names of people who answer."""


def changed(organisation: Organisation, settings: Settings) -> Organisation:
    """The organisation with these settings, for `Session.save_profile`.

    Raises:
        ReportError: the logo is no picture that can be used.
        SessionError: a value is not accepted; the message says what is.
    """
    given: dict[str, object] = {}
    if settings.interval_days is not None:
        given["interval_days"] = profile_text.interval_from(str(settings.interval_days))
    if settings.page_size is not None:
        given["page_size"] = profile_text.page_size_from(settings.page_size)
    if settings.locale is not None:
        given["locale"] = profile_text.locale_from(settings.locale)
    if settings.currency is not None:
        given["currency"] = profile_text.currency_from(settings.currency)
    if settings.logo is not None:
        given["logo"], given["logo_image"] = ("", b"") if settings.logo == Path() else _logo(settings.logo)
    if settings.contacts is not None:
        if len(settings.contacts) > profile_text.MOST_CONTACTS:
            raise SessionError(_("at most {n} contacts are needed").format(n=profile_text.MOST_CONTACTS))
        given["contacts"] = [profile_text.checked_contact(one) for one in settings.contacts]
    if settings.respondents is not None:
        given["respondents"] = profile_text.respondents_from(settings.respondents)
    return replace(organisation, **given)


def refuse_logo(path: Path) -> None:
    """See without reading all of it whether a file may be a logo.

    Raises:
        SessionError: it can't be read, or is no picture.
    """
    _head(path, len(_HEADS[0]))


def _logo(path: Path) -> tuple[str, bytes]:
    """The name of a picture's file, and the picture as it is kept."""
    from readiness.report.pdf.picture import LARGEST_FILE, fitted  # noqa: PLC0415 - brings Pillow

    name = "".join(one for one in path.name if one.isprintable())[:_LONGEST_FILE_NAME]
    return clean(name), fitted(_head(path, LARGEST_FILE + 1)).data


def _head(path: Path, most: int) -> bytes:
    """The first bytes of a picture's file."""
    whole = path.expanduser()
    try:
        if not whole.is_file():
            raise SessionError(_("{path} is no file").format(path=path))
        with whole.open("rb") as file:
            head = file.read(most)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("the name can't be used")
        raise SessionError(_("{path} can't be read: {reason}").format(path=path, reason=reason)) from error
    if not head.startswith(_HEADS):
        raise SessionError(_("{path} is no PNG or JPEG picture").format(path=path))
    return head


def keep_settings(desk: Desk, organisation_id: str, settings: Settings) -> Organisation:
    """Change settings of an organisation; durable when it returns.

    Raises:
        ReportError: the logo is no picture that can be used.
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
