"""One visit to an organisation, from opening it under its lock to giving the lock back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readiness.assessment.model import Assessor
from readiness.session.place import Desk
from readiness.session.sitting import Session

if TYPE_CHECKING:
    from readiness.tui.app import ReadinessApp


async def visit(app: ReadinessApp, organisation_id: str, *, again: bool = False) -> None:
    """Ask the questions of its draft, begun if there is none yet or `again` asks for one; then show the results.

    Raises:
        ReadinessError: it can't be opened.
    """
    session = await asyncio.to_thread(_open, app.desk, organisation_id)
    try:
        begins = session.draft is None and (again or not session.sealed) and not session.read_only
        if begins and not await _begun(app, session):
            return
        finished = session.draft is None
        if not finished:
            from readiness.tui.screens.interview import InterviewScreen  # noqa: PLC0415 - only where questions are asked

            finished = await app.push_screen_wait(InterviewScreen(session))
    finally:
        session.close()
    if finished:
        await results(app, organisation_id)


async def results(app: ReadinessApp, organisation_id: str) -> None:
    """Show what the last sealed assessment comes to.

    Raises:
        ReadinessError: it can't be read.
    """
    from readiness.tui.screens.results import ResultsScreen  # noqa: PLC0415 - only where results are shown

    dossier = app.desk.dossier(organisation_id)
    assessment = await asyncio.to_thread(dossier.sealed_assessment)
    judgement = await asyncio.to_thread(dossier.judged, assessment)
    await app.push_screen_wait(ResultsScreen(app.desk, dossier, judgement))


async def _begun(app: ReadinessApp, session: Session) -> bool:
    """Ask how much to ask, and start a draft; False when the user would rather not now."""
    from readiness.session.passes import passes  # noqa: PLC0415 - only where something begins
    from readiness.tui.screens.begin import BeginScreen  # noqa: PLC0415

    offered = await asyncio.to_thread(passes, session)
    scope = await app.push_screen_wait(BeginScreen(session.organisation.name, offered))
    if not scope:
        return False
    assessor = Assessor(name=app.desk.workspace.settings.load().name)
    await asyncio.to_thread(session.start, scope, assessor=assessor)
    return True


def _open(desk: Desk, organisation_id: str) -> Session:
    session = desk.session(organisation_id)
    try:
        if session.draft is not None:
            session.interview().items  # noqa: B018 - reads the pack here, in the worker thread
    except BaseException:
        session.close()
        raise
    return session
