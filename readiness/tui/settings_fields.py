"""The fields of the settings: what each holds, why a value is refused, and how it is kept.

They look like facts to the form; a colon or a blank is in no id of a pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from readiness.assessment.model import Contact, Organisation
from readiness.error import ReadinessError
from readiness.questionnaire.model import Fact, FactType
from readiness.session import profile_text
from readiness.session.preferences import NAMES_OF_LANGUAGES, Preferences, prefer, preferences, protection
from readiness.session.profile import Settings, changed, refuse_logo
from readiness.session.sitting import Session
from readiness.store.workspace import Workspace
from readiness.translation import _, languages
from readiness.tui.colours import names
from readiness.tui.text import clean
from readiness.tui.widgets.fact_field import Entry, Raw

ORGANISATION, WORKSPACE = "organisation", "workspace"
"""The two forms, as the items their fields belong to."""

LOGO, PAGE, LOCALE, CURRENCY = "settings:logo", "settings:page", "settings:locale", "settings:currency"
INTERVAL, RESPONDENTS, CONTACT = "settings:interval", "settings:respondents", "settings:contact:"
NAME, THEME, FOLDER, PASSPHRASE = "settings:name", "settings:theme", "settings:folder", "settings:passphrase"
LANGUAGE = "settings:language"
OWN = "settings:own"
TERMINAL = "terminal"
SYSTEM = "system"

_BETWEEN = re.compile(r"[,;]")


def organisation_entries(one: Organisation, protected: str, locked: str = "") -> list[Entry]:
    """The fields of an organisation; where they take no input, `locked` is said of those that are empty.

    `protected` says whether it has a passphrase of its own; empty where it can't have one.
    """
    logo = profile_text.logo_text(one)
    kept = _("{logo}: empty it to take it away").format(logo=logo) if logo else ""
    texts = [*map(profile_text.contact_text, one.contacts)]
    someone = _("Dana Ruiz, practice manager, dana@harbor.example")
    sizes = {size: size for size in profile_text.PAGE_SIZES}
    more = _fact(f"{CONTACT}{len(texts)}", _("Another contact") if texts else _("Contact"), someone)
    asked = [
        (_fact(INTERVAL, _("Days between assessments"), "90"), str(one.interval_days), ""),
        (
            _choice(PAGE, _("Paper of its documents"), sizes),
            one.page_size,
            "",
        ),
        (_fact(LOGO, _("Logo on its documents"), "crest.png"), one.logo if logo else "", kept),
        (_fact(LOCALE, _("Language and region"), "en-GB"), one.locale, ""),
        (_fact(CURRENCY, _("Currency"), "USD"), one.currency, ""),
        (_fact(RESPONDENTS, _("Who else answers"), "Sam Cole"), ", ".join(one.respondents), ""),
        *((_fact(f"{CONTACT}{n}", _("Contact")), text, "") for n, text in enumerate(texts)),
        (more, "", ""),
    ]
    entries = [
        Entry(ORGANISATION, fact, clean(raw), locked=(raw or locked) if locked else "", notice="" if locked else notice)
        for fact, raw, notice in asked
    ]
    own = [Entry(ORGANISATION, _fact(OWN, _("Passphrase")), locked=protected)] if protected else []
    return [*entries, *own]


def workspace_entries(workspace: Workspace) -> list[Entry]:
    """The fields of the workspace and its user."""
    kept = preferences(workspace)
    colours = {chosen or TERMINAL: name for chosen, name in names().items()}
    spoken = {SYSTEM: _("as the system"), **{code: NAMES_OF_LANGUAGES.get(code, code) for code in languages()}}
    return [
        Entry(WORKSPACE, _fact(NAME, _("Your name"), "Ada Brandt"), clean(kept.name or "")),
        Entry(WORKSPACE, _choice(THEME, _("Colours"), colours), kept.theme or TERMINAL),
        Entry(WORKSPACE, _choice(LANGUAGE, _("Language, from the next start"), spoken), kept.language or SYSTEM),
        Entry(WORKSPACE, _fact(FOLDER, _("Where everything is kept")), locked=str(workspace.path)),
        Entry(WORKSPACE, _fact(PASSPHRASE, _("Passphrase")), locked=protection(workspace)),
    ]


def _fact(id: str, label: str, example: str = "") -> Fact:
    return Fact(id=id, type=FactType.TEXT, label=label, example=example)


def _choice(id: str, label: str, choices: dict[str, str]) -> Fact:
    return Fact(id=id, type=FactType.CHOICE, label=label, choices=choices)


def refusal(organisation: Organisation | None, fact: Fact, raw: Raw) -> str:
    """Why a value would not be accepted; "" when it would be. Of a picture only its first bytes are looked at."""
    text = str(raw)
    try:
        if fact.id == LOGO:
            if organisation is None or text != organisation.logo:
                refuse_logo(Path(text))
        elif organisation is not None and fact.id not in (NAME, THEME, LANGUAGE):
            changed(organisation, _wanted(organisation, fact.id, text))
    except ReadinessError as refused:
        return str(refused)
    return ""


def keep_organisation(session: Session, id: str, text: str) -> Organisation:
    """Keep one setting of an organisation; durable when it returns.

    Raises:
        ReadinessError: it is not accepted, or could not be kept; the message says why.
    """
    session.save_profile(changed(session.organisation, _wanted(session.organisation, id, text)))
    return session.organisation


def keep_workspace(workspace: Workspace, id: str, text: str) -> Preferences:
    """Keep one setting of the workspace; durable when it returns.

    Raises:
        ReadinessError: it is not accepted, or could not be kept; the message says why.
    """
    if id == NAME:
        return prefer(workspace, Preferences(name=text))
    if id == LANGUAGE:
        return prefer(workspace, Preferences(language="" if text == SYSTEM else text))
    return prefer(workspace, Preferences(theme="" if text == TERMINAL else text))


def _wanted(organisation: Organisation, id: str, text: str) -> Settings:
    if id.startswith(CONTACT):
        return Settings(contacts=tuple(_contacts(organisation, int(id.removeprefix(CONTACT)), text)))
    if id == INTERVAL:
        return Settings(interval_days=profile_text.interval_from(text))
    if id == RESPONDENTS:
        return Settings(respondents=tuple(part for part in _BETWEEN.split(text) if part.strip()))
    if id == LOGO:
        return Settings(logo=Path(text) if text else Path())
    return {
        PAGE: Settings(page_size=text),
        LOCALE: Settings(locale=text),
        CURRENCY: Settings(currency=text),
    }[id]


def _contacts(organisation: Organisation, number: int, text: str) -> Iterator[Contact]:
    """The contacts with one of them changed, added or taken away."""
    for n, one in enumerate(organisation.contacts):
        if n != number:
            yield one
        elif text:
            yield profile_text.contact_from(text)
    if number >= len(organisation.contacts) and text:
        yield profile_text.contact_from(text)
