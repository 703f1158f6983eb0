"""What is said once, before the first question, and how it is remembered that it was said."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from readiness.store.workspace import Workspace
from readiness.translation import _


def purpose() -> str:
    """What this is, in one sentence."""
    return _(
        "readiness asks whether your business could run a cyber breach tonight, and shows you and management "
        "what is missing."
    )


def keeping(workspace: Workspace) -> str:
    """What is kept and where."""
    return _("Your answers stay on this computer, in {folder}. Nothing is sent anywhere.").format(folder=workspace.path)


def notice() -> str:
    """What everybody has to know before the first answer."""
    return _(
        "This keeps a record of what your firm knows about its gaps. Records like this can be demanded in a lawsuit "
        "or by a regulator. If you expect a dispute, or had an incident, ask your lawyer before you start; they may "
        "want to commission it. The tool cannot make it confidential."
    )


def is_acknowledged(workspace: Workspace) -> bool:
    """Whether the notice was acknowledged in this workspace."""
    return bool(workspace.settings.load().notice_acknowledged_on)


def acknowledge(workspace: Workspace, today: date, name: str = "") -> None:
    """Remember that the notice was acknowledged, and the user's name if it is given.

    Raises:
        StoreError: it could not be kept.
    """
    settings = workspace.settings.load()
    changed = replace(
        settings,
        notice_acknowledged_on=settings.notice_acknowledged_on or today.isoformat(),
        name=name or settings.name,
    )
    if changed != settings:
        workspace.settings.save(changed)
