"""Asking in the app for the passphrase of an organisation that has one of its own: once, before it is opened."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from textual.app import App

from readiness.session.place import Desk
from readiness.store.error import PassphraseNeeded

Left = TypeVar("Left")
"""What an app gives when it is left; nothing here depends on it."""


async def unlocked(app: App[Left], desk: Desk, organisation_id: str) -> bool:
    """Whether an organisation is open, once whoever is at the keyboard was asked for what opens it.

    Raises:
        ReadinessError: encrypting or decrypting it was interrupted, or its header can't be read.
    """
    if not await asyncio.to_thread(desk.is_locked, organisation_id):
        return True
    try:
        await asyncio.to_thread(desk.unlock, organisation_id)
    except PassphraseNeeded:
        return await _asked(app, desk, organisation_id)
    return True


async def _asked(app: App[Left], desk: Desk, organisation_id: str) -> bool:
    from readiness.session.locking import closed_header  # noqa: PLC0415 - most have no passphrase of their own
    from readiness.tui.screens.unlock import UnlockScreen  # noqa: PLC0415

    header = await asyncio.to_thread(closed_header, desk.workspace, organisation_id)
    if header is None:
        return True
    return await app.push_screen_wait(UnlockScreen(desk, organisation_id, header.name)) is True
