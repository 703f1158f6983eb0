"""Which assessment a verb is about: a sealed one, or the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.model import Assessment
    from readiness.session.dossier import Dossier

Verb = TypeVar("Verb", bound=Callable[..., Any])


def draft_option(verb: Verb) -> Verb:
    """`--draft`: the assessment that is not finished yet."""
    return click.option("--draft", is_flag=True, help=_("Look at the draft instead of the last sealed one."))(verb)


def selected(dossier: Dossier, which: str, *, draft: bool) -> Assessment:
    """The draft, or the sealed assessment of a day or id, or the last sealed one.

    Raises:
        UsageError: both were asked for.
        SessionError: there is none.
        StoreError: it can't be read.
    """
    from readiness.session.error import SessionError

    if draft and which:
        raise click.UsageError(_("--draft and --assessment can't be used together."))
    if not draft:
        return dossier.sealed_assessment(which)
    found = dossier.stored_draft()
    if found is None:
        message = _("'{name}' has no draft. Leave out --draft for the last finished assessment.")
        raise SessionError(message.format(name=dossier.organisation.name))
    return found
