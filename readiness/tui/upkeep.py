"""What is kept of an organisation outside its assessments: its settings and its action plan, each under its lock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.content import Content

from readiness.assessment.model import Assessor
from readiness.error import ReadinessError
from readiness.session.place import Desk
from readiness.session.sitting import Session
from readiness.translation import _
from readiness.tui.text import clean
from readiness.tui.unlocking import unlocked

if TYPE_CHECKING:
    from readiness.assessment.judgement import Judgement
    from readiness.session.action_plan import ActionPlan
    from readiness.session.dossier import Dossier

Shows = Callable[[App[Any], Desk, str], Coroutine[None, None, None]]
"""Shows something of the organisation of an id."""


_SEVERAL = 2


async def told(app: App[Any], shown: Awaitable[None]) -> None:
    """Wait until it was shown; say why where it can't be."""
    try:
        await shown
    except ReadinessError as problem:
        app.notify(clean(str(problem)), severity="error", timeout=20, markup=False)


@asynccontextmanager
async def _held(app: App[Any], desk: Desk, organisation_id: str) -> AsyncIterator[Session | None]:
    """The organisation under its lock; None where its passphrase is not given, or something else was opened."""
    if not await unlocked(app, desk, organisation_id):
        yield None
        return
    opener = app.screen
    opening = asyncio.ensure_future(asyncio.to_thread(desk.session, organisation_id))
    try:
        session = await asyncio.shield(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_given_back)
        raise
    try:
        yield session if app.screen is opener else None
    finally:
        session.close()


def _given_back(opening: asyncio.Future[Session]) -> None:
    """Give a lock back that nobody waits for any more."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


async def settings(app: App[Any], desk: Desk, organisation_id: str) -> None:
    """Show the settings of an organisation, "" for none, and of the workspace.

    Raises:
        ReadinessError: the organisation can't be opened.
    """
    from readiness.tui.screens.settings import SettingsScreen  # noqa: PLC0415 - only where settings are shown

    if not organisation_id:
        await app.push_screen_wait(SettingsScreen(desk))
        return
    async with _held(app, desk, organisation_id) as session:
        if session is not None:
            await app.push_screen_wait(SettingsScreen(desk, session))


async def board(app: App[Any], desk: Desk, organisation_id: str) -> None:
    """Show the action plan of an organisation.

    Raises:
        ReadinessError: it can't be opened or read, or nothing was finished yet.
    """
    from readiness.tui.screens.board import BoardScreen  # noqa: PLC0415 - only where the plan is shown

    async with _held(app, desk, organisation_id) as session:
        if session is not None:
            await app.push_screen_wait(BoardScreen(await asyncio.to_thread(_plan, session)))


async def show_it(app: App[Any], desk: Desk, organisation_id: str) -> None:
    """Ask for the proof of what was said to be so; a draft is begun for it where there is none.

    Raises:
        ReadinessError: it can't be opened or read, is in use, or nothing was answered yet.
    """
    async with _held(app, desk, organisation_id) as session:
        if session is not None:
            await show_in(app, desk, session)


async def show_in(app: App[Any], desk: Desk, session: Session) -> None:
    """The same in a sitting that is under way.

    Raises:
        ReadinessError: as for `show_it`.
    """
    from readiness.session.showing import prepared  # noqa: PLC0415 - only where something is shown
    from readiness.tui.screens.show import ShowScreen  # noqa: PLC0415

    opener, began = app.screen, session.draft is None
    assessor = Assessor(name=desk.workspace.settings.load().name)
    items = await asyncio.to_thread(prepared, session, assessor)
    if not items:
        app.notify(_("Nothing is left to show: no yes is without proof."), timeout=8, markup=False)
        return
    if app.screen is opener:
        await app.push_screen_wait(ShowScreen(session, items, is_new=began))


async def now(app: App[Any], desk: Desk, organisation_id: str, at: datetime | None = None) -> None:
    """Show what to do while something happens: for an organisation, or for any without an id. Takes no lock.

    Raises:
        ReadinessError: the organisations can't be listed, or the header of this one can't be read.
    """
    from readiness.tui.screens.now import NowScreen, loader  # noqa: PLC0415 - opens in a bad hour

    organisation_id = organisation_id or await _one_of_several(app, desk)
    if organisation_id and not await unlocked(app, desk, organisation_id):
        organisation_id = ""  # nobody waits for a passphrase: what holds for any business is shown
    await app.push_screen_wait(NowScreen(desk, loader(desk, organisation_id), at))


async def _one_of_several(app: App[Any], desk: Desk) -> str:
    """The organisation something happens to, asked for where there are several; "" is any."""
    from readiness.tui.screens.pick import Pickable, PickScreen  # noqa: PLC0415 - opens later

    found = await asyncio.to_thread(lambda: [one for one in desk.scan() if not isinstance(one, ReadinessError)])
    if len(found) < _SEVERAL:
        return found[0].id if found else ""
    named = sorted(found, key=lambda one: one.name.casefold())
    listed = [*(Pickable(one.id, one.name) for one in named), Pickable("", _("any business"))]
    picked = await app.push_screen_wait(PickScreen(_("Where is it happening?"), listed))
    return picked[0] if picked else ""


async def action(app: App[Any], desk: Desk, organisation_id: str, identity: str, field: str = "") -> None:
    """Change what will be done about one finding, beginning with a field.

    Raises:
        ReadinessError: it can't be opened or read.
    """
    from readiness.tui.screens.action import ActionScreen  # noqa: PLC0415 - only where an action is changed

    async with _held(app, desk, organisation_id) as session:
        if session is None:
            return
        plan = await asyncio.to_thread(_plan, session)
        planned = plan.line(identity)
        if planned is not None:
            await app.push_screen_wait(ActionScreen(plan, planned, field))


def _plan(session: Session) -> ActionPlan:
    from readiness.session.action_plan import ActionPlan  # noqa: PLC0415 - only where there is a plan

    return ActionPlan(session)


class Doing:
    """What will be done about the findings of an organisation: read without its lock, changed under it."""

    def __init__(self, desk: Desk, dossier: Dossier, judgement: Judgement) -> None:
        """`judgement` is of its last sealed assessment."""
        self._desk = desk
        self._dossier = dossier
        self._judgement = judgement
        self._is_open = False

    def words(self, identity: str) -> Content:
        """What is planned about a finding.

        Raises:
            StoreError: it can't be read.
        """
        from readiness.session.planning import planned  # noqa: PLC0415 - only where a finding is opened
        from readiness.tui.action_rows import what_is_planned  # noqa: PLC0415

        lines = planned(self._judgement, self._dossier.organisation.actions)
        found = (what_is_planned(one, self._desk.clock.today) for one in lines if one.identity == identity)
        return next(found, Content(""))

    async def change(self, app: App[Any], identity: str, field: str) -> None:
        """Change it, beginning with one field."""
        await self.show(app, partial(action, identity=identity, field=field))

    async def show(self, app: App[Any], shows: Shows) -> None:
        """Show something that takes the lock, once however often its key is pressed; say why where it can't be."""
        if self._is_open:
            return
        self._is_open = True
        try:
            await told(app, shows(app, self._desk, self._dossier.organisation.id))
        finally:
            self._is_open = False
