"""One visit to an organisation, from opening it under its lock to giving the lock back."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

from readiness.assessment.model import Assessor
from readiness.error import ReadinessError
from readiness.session import reassessment
from readiness.session.place import Desk
from readiness.session.sitting import Session
from readiness.tui.unlocking import unlocked

if TYPE_CHECKING:
    from readiness.assessment.revisit import Revisit
    from readiness.session.reassessment import Reassessment
    from readiness.tui.app import ReadinessApp

_COLLECTED_AFTER = (5_000, 5, 100)
"""New objects until the youngest are looked through, and how often that is until the older ones are."""


async def visit(app: ReadinessApp, organisation_id: str, *, again: bool = False) -> None:
    """Ask the questions of its draft, begun if there is none yet or `again` asks for one; then show the results.

    Raises:
        ReadinessError: it can't be opened.
    """
    if not await unlocked(app, app.desk, organisation_id):
        return
    session = await asyncio.to_thread(_open, app.desk, organisation_id)
    _spare_what_stays()
    try:
        begins = session.draft is None and (again or not session.sealed) and not session.read_only
        if begins and not await _begun(app, session):
            return
        finished = session.draft is None
        if not finished:
            finished = await _asked(app, session)
    finally:
        session.close()
    if finished:
        await results(app, organisation_id)


def _spare_what_stays() -> None:
    """Have the collector pass over the program and its pack, which stay to the end: it stops the app while it looks."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.set_threshold(*_COLLECTED_AFTER)


async def _asked(app: ReadinessApp, session: Session) -> bool:
    """Ask what there is to ask; whether the draft was finished."""
    if reassessment.is_reassessment(session) and not session.read_only:
        try:
            returning = await asyncio.to_thread(reassessment.Reassessment, session)
            left = await asyncio.to_thread(returning.left)
        except ReadinessError as problem:
            # Without the assessment before, what was carried over can still be looked at question by question.
            app.tell(str(problem))
        else:
            return await _returned(app, returning, left)
    from readiness.tui.screens.interview import InterviewScreen  # noqa: PLC0415 - only where questions are asked

    finished = await app.push_screen_wait(InterviewScreen(session))
    return bool(finished)


async def _returned(app: ReadinessApp, returning: Reassessment, left: Revisit) -> bool:
    """Ask what has changed, then what that and time have left open; whether the draft was finished."""
    from readiness.tui.screens.changes import ChangesScreen  # noqa: PLC0415 - only where someone comes back
    from readiness.tui.screens.returning import ReturningScreen  # noqa: PLC0415

    if not returning.were_changes_asked and not await app.push_screen_wait(ChangesScreen(returning)):
        return False
    finished = await app.push_screen_wait(ReturningScreen(returning, left))
    return bool(finished)


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
    """Start a draft: from the last assessment, or of as much as is asked for; False when that is not now."""
    assessor = Assessor(name=app.desk.workspace.settings.load().name)
    if session.sealed:
        await asyncio.to_thread(reassessment.begin, session, assessor)
        return True
    from readiness.session.passes import passes  # noqa: PLC0415 - only where something begins
    from readiness.tui.screens.begin import BeginScreen  # noqa: PLC0415

    offered = await asyncio.to_thread(passes, session)
    scope = await app.push_screen_wait(BeginScreen(session.organisation.name, offered))
    if not scope:
        return False
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
