"""The same interview line by line: for screen readers, simple terminals, pipes and scripts."""

from __future__ import annotations

from typing import TextIO

from readiness.assessment.model import Assessor, Organisation
from readiness.error import DONE, STORAGE
from readiness.plain.beginning import acknowledged, began_again, begin, chosen_organisation
from readiness.plain.console import Console, EndOfInput
from readiness.plain.conversation import Conversation
from readiness.plain.result import offer_report, say_results
from readiness.plain.returning import Returning
from readiness.plain.showing import Showing
from readiness.session.place import Desk
from readiness.session.reassessment import is_reassessment
from readiness.session.showing import prepared
from readiness.session.sitting import Session
from readiness.translation import _

__all__ = ["run"]


def run(desk: Desk, organisation: Organisation | None, source: TextIO, target: TextIO, *, shows: bool = False) -> int:
    """Ask the questions of an organisation, chosen first if none is given; the exit code.

    With `shows`, ask for the proof of what was said to be so, and for nothing else.

    Raises:
        ReadinessError: something can't be read, made or kept; what was saved before is.
    """
    console = Console(source, target)
    try:
        if not acknowledged(console, desk):
            return DONE
        organisation = organisation or chosen_organisation(console, desk)
    except EndOfInput:
        console.say(_("Stopped. To go on: readiness ask --plain"))
        return DONE
    with desk.session(organisation.id) as session:
        return _sit(console, desk, session, shows=shows)


def _sit(console: Console, desk: Desk, session: Session, *, shows: bool) -> int:
    name = session.organisation.name
    console.say_all(session.notices)
    if session.read_only:
        console.say(
            _("'{name}' is in use by {who}. It can be read here, not changed; try again later.").format(
                name=name, who=session.holder
            )
        )
        return STORAGE
    if shows:
        return _show(console, desk, session)
    try:
        if session.draft is None:
            _say_last(console, session)
            if not (session.sealed and began_again(console, desk, session)):
                begin(console, desk, session)
        conversation = Conversation(console, session, desk.workspace)
        returns = is_reassessment(session)
        if returns:
            Returning(console, session, conversation).run()
        conversation.run(at_review=returns)
        sealed = session.sealed_assessment()
        say_results(console, session.judged(sealed), session.organisation)
        offer_report(console, session, sealed)
        console.say(_('To see it again: readiness findings "{name}"').format(name=name))
    except EndOfInput:
        _say_goodbye(console, session)
    return DONE


def _show(console: Console, desk: Desk, session: Session) -> int:
    """Ask for proof only, in the draft there is or in one that starts from the last assessment."""
    began = session.draft is None
    items = prepared(session, Assessor(name=desk.workspace.settings.load().name))
    if began and items:
        console.say(_("This is a new draft with the answers of the last assessment."))
    try:
        Showing(console, session).run(items)
    except EndOfInput:
        console.say(_("Stopped. What was shown is kept."))
    if items:
        name = session.organisation.name
        console.say(_('To go on with what is left: readiness ask "{name}" --show').format(name=name))
    return DONE


def _say_last(console: Console, session: Session) -> None:
    """What the last assessment came to, before another one begins."""
    if session.sealed:
        say_results(console, session.judged(session.sealed_assessment()), session.organisation)
        console.say("", _("The last assessment stays as it is."))


def _say_goodbye(console: Console, session: Session) -> None:
    name = session.organisation.name
    if session.draft is None:
        console.say(_('Stopped. To go on: readiness ask "{name}" --plain').format(name=name))
        return
    progress = session.interview().progress()
    console.say(
        _("Stopped. Everything answered is kept: {n} of {asked} questions.").format(
            n=progress.answered - len(session.unconfirmed()), asked=progress.asked
        ),
        _('To go on: readiness ask "{name}" --plain').format(name=name),
    )
