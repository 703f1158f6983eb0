"""What the user of a workspace chose for themselves: their name, the colours of the app, and its language."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from readiness.assessment.model import Organisation
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session.error import SessionError
from readiness.store.error import shown
from readiness.store.workspace import Workspace
from readiness.translation import _, languages

THEMES = ("", "dark", "light", "high-contrast", "high-contrast-light", "monochrome", "monochrome-light")
"""Colours to choose from; empty follows the terminal."""

NAMES_OF_LANGUAGES = {"en": "English", "es": "Español"}
"""As those who speak them call them; any other is shown by its code."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds, or what to change: then what is None stays, and what is empty is taken away."""

    name: str | None = None
    theme: str | None = None
    language: str | None = None
    """Empty follows the system."""


def preferences(workspace: Workspace) -> Preferences:
    """What was chosen in a workspace."""
    kept = workspace.settings.load()
    theme = kept.theme if kept.theme in THEMES else ""
    return Preferences(kept.name, theme, kept.language if kept.language in languages() else "")


def prefer(workspace: Workspace, wanted: Preferences) -> Preferences:
    """Keep what was chosen; durable when it returns.

    Raises:
        SessionError: a value is not accepted.
        StoreError: nothing changed.
    """
    given: dict[str, str] = {}
    if wanted.name is not None:
        given["name"] = _name(wanted.name) if wanted.name else ""
    if wanted.theme is not None:
        if wanted.theme not in THEMES:
            words = _("one of {themes} is needed, or nothing, which follows the terminal")
            raise SessionError(words.format(themes=", ".join(THEMES[1:])))
        given["theme"] = wanted.theme
    if wanted.language is not None:
        if wanted.language and wanted.language not in languages():
            known = ", ".join(languages())
            raise SessionError(_("one of these languages is needed, or nothing: {known}").format(known=known))
        given["language"] = wanted.language
    before = workspace.settings.load()
    after = replace(before, **given)
    if after != before:
        workspace.settings.save(after)
    return preferences(workspace)


def _name(text: str) -> str:
    from readiness.session.naming import named  # noqa: PLC0415 - brings yaml, and most only look

    try:
        return named(text)
    except ValueRefused as refused:
        raise SessionError(str(refused)) from refused


def protection(workspace: Workspace) -> str:
    """Whether a passphrase is asked for, and the command that changes it."""
    if workspace.is_encrypted:
        return _("Behind a passphrase. To change it: readiness passphrase")
    return _("Not behind a passphrase. To ask for one: readiness encrypt")


def own_protection(workspace: Workspace, organisation: Organisation) -> str:
    """Whether an organisation has a passphrase of its own, and the command that changes that; empty where it can't.

    Raises:
        StoreError: what says so can't be read.
    """
    name = shown(organisation.name)
    if workspace.keys.header(workspace.folder(organisation.id)) is not None:
        text = _('One of its own. To change it: readiness passphrase --organisation "{name}"')
        return text.format(name=name)
    if workspace.is_encrypted:
        text = _('None of its own, but the workspace\'s. For one: readiness encrypt --organisation "{name}"')
        return text.format(name=name)
    return ""
