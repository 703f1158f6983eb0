"""Settings of an organisation as people type and read them: one line of text each; pure."""

from __future__ import annotations

import re

from readiness.assessment.model import Contact, Organisation
from readiness.questionnaire.value import span
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.error import SessionError
from readiness.session.naming import clean, named
from readiness.translation import _

PAGE_SIZES = ("A4", "Letter")
SHORTEST_INTERVAL, LONGEST_INTERVAL = 7, 1096
"""Days between two assessments."""
MOST_CONTACTS = 20
LONGEST_PART = 200
"""Characters of a role, an address or a number."""

_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_PHONE = re.compile(r"[+(]?\d[\d ()./+-]*")
_DAYS_A_YEAR, _MONTHS_A_YEAR = 365, 12
_MINUTES_A_DAY = 24 * 60


def interval_from(text: str) -> int:
    """Days between two assessments: `90`, `90d`, `13 weeks`, `3 months`.

    Raises:
        SessionError: no length of time, or not one from a week to three years.
    """
    message = _("a time from {least} to {most} days is needed, such as 90, 13 weeks or 3 months")
    refused = SessionError(message.format(least=SHORTEST_INTERVAL, most=LONGEST_INTERVAL))
    typed = text.strip()
    try:
        length = span(f"{typed}d" if typed.isdigit() else typed)
    except ValueRefused:
        raise refused from None
    days = round(length.months * _DAYS_A_YEAR / _MONTHS_A_YEAR) + length.minutes // _MINUTES_A_DAY
    if not SHORTEST_INTERVAL <= days <= LONGEST_INTERVAL:
        raise refused
    return days


def page_size_from(text: str) -> str:
    """A page size, however it is written.

    Raises:
        SessionError: another one.
    """
    for size in PAGE_SIZES:
        if text.strip().casefold() == size.casefold():
            return size
    raise SessionError(_("A4 or Letter is needed"))


def locale_from(text: str) -> str:
    """The code of a language with its region; empty as the program has it.

    Raises:
        SessionError: it has not the form of one.
    """
    if text and not _LOCALE.fullmatch(text):
        raise SessionError(_("the code of a language is needed, such as en or pt-BR"))
    return text


def currency_from(text: str) -> str:
    """The code of a currency; empty for none.

    Raises:
        SessionError: it has not the form of one.
    """
    code = text.strip().upper()
    if code and not _CURRENCY.fullmatch(code):
        raise SessionError(_("three letters are needed, such as USD"))
    return code


def contact_from(text: str) -> Contact:
    """A contact on one line: a name, then a role, an address and a number in any order, between commas.

    Raises:
        SessionError: there is no name, or a part is too long or not text.
    """
    first, *parts = (part.strip() for part in text.split(","))
    found = {"role": "", "email": "", "phone": ""}
    for part in filter(None, parts):
        kind = "email" if _EMAIL.fullmatch(part) else "phone" if _PHONE.fullmatch(part) else "role"
        if found[kind] and kind != "role":
            raise SessionError(_("one address and one number are needed at most, after the name and the role"))
        found[kind] = f"{found[kind]}, {part}" if found[kind] else part
    return checked_contact(Contact(name=first, **found))


def checked_contact(contact: Contact) -> Contact:
    """The contact with single spaces.

    Raises:
        SessionError: there is no name, or a part is too long or not text.
    """
    try:
        rest = {name: clean(getattr(contact, name)).strip() for name in ("role", "email", "phone")}
        name = named(contact.name)
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused
    if max(map(len, rest.values())) > LONGEST_PART:
        raise SessionError(_("at most {n} characters are needed in each part").format(n=LONGEST_PART))
    return Contact(name=name, **rest)


def contact_text(contact: Contact) -> str:
    """A contact on one line, as `contact_from` reads it."""
    return ", ".join(part for part in (contact.name, contact.role, contact.email, contact.phone) if part)


def respondents_from(names: tuple[str, ...]) -> list[str]:
    """Names of people who answer, each once.

    Raises:
        SessionError: one of them is no name.
    """
    try:
        return list(dict.fromkeys(named(name) for name in names))
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused


def logo_text(organisation: Organisation) -> str:
    """What there is of a logo; empty where there is none."""
    if not organisation.logo_image:
        return ""
    size = -(-len(organisation.logo_image) // 1024)
    return _("{name} ({n} KB, kept here)").format(name=organisation.logo or _("logo"), n=size)
