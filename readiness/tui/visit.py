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
    session = await asyncio.to_thread(_open, app.desk, organisation_id, again=again)
    try:
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


def _open(desk: Desk, organisation_id: str, *, again: bool) -> Session:
    session = desk.session(organisation_id)
    try:
        if session.draft is None and (again or not session.sealed) and not session.read_only:
            session.start(assessor=Assessor(name=desk.workspace.settings.load().name))
        if session.draft is not None:
            session.interview().items  # noqa: B018 - reads the pack here, in the worker thread
    except BaseException:
        session.close()
        raise
    return session
