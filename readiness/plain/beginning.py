"""Before the first question: the notice, the organisation, the pass."""

from __future__ import annotations

from readiness.assessment.model import Assessor, LockedOrganisation, Organisation
from readiness.assessment.people import same_name
from readiness.error import ReadinessError
from readiness.plain.console import Console
from readiness.plain.protection import offer_passphrase
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.session import notice
from readiness.session.naming import clean
from readiness.session.passes import passes
from readiness.session.place import Desk
from readiness.session.reassessment import begin as begin_reassessment
from readiness.session.reassessment import minutes_ahead
from readiness.session.sitting import Session
from readiness.store.error import NameTaken
from readiness.translation import _


def acknowledged(console: Console, desk: Desk) -> bool:
    """Show the notice once; whether the user goes on.

    Raises:
        EndOfInput: there is no more input.
        StoreError: it could not be remembered.
    """
    if notice.is_acknowledged(desk.workspace):
        return True
    console.say(notice.purpose(), notice.keeping(desk.workspace), "", notice.notice())
    if console.ask(_("Type y and Enter to go on:")).lower() not in ("y", "yes"):
        console.say(_("Nothing was stored."))
        return False
    notice.acknowledge(desk.workspace, desk.clock.today)
    return True


def chosen_organisation(console: Console, desk: Desk) -> Organisation:
    """The organisation the user names or picks.

    Raises:
        EndOfInput: there is no more input, or the user wants to stop.
        ReadinessError: it could not be created.
    """
    read = list(desk.scan())
    for problem in read:
        if isinstance(problem, ReadinessError):
            console.say(str(problem))
    known = sorted((one for one in read if isinstance(one, Organisation)), key=lambda one: one.name.casefold())
    if not known:
        return _new_organisation(console, desk)
    picked = console.choose(_("Which organisation?"), [*(_standing(one) for one in known), _("A new one")])
    return known[picked] if picked < len(known) else _new_organisation(console, desk)


def _standing(organisation: Organisation) -> str:
    if isinstance(organisation, LockedOrganisation):
        return _("{name}, locked").format(name=organisation.name)
    if organisation.draft is not None and organisation.draft.asked:
        line = _("{name}, draft, {n} of {asked} answered")
        draft = organisation.draft
        return line.format(name=organisation.name, n=draft.answered, asked=draft.asked)
    if organisation.draft is not None:
        return _("{name}, draft").format(name=organisation.name)
    if organisation.sealed:
        return _("{name}, assessed {day}").format(name=organisation.name, day=organisation.sealed[-1].as_of)
    return organisation.name


def _new_organisation(console: Console, desk: Desk) -> Organisation:
    offer_passphrase(console, desk)
    while True:
        try:
            return desk.create(console.ask(_("Name of the business:")))
        except (NameTaken, ReadinessError) as refused:
            if refused.exit_code != NameTaken.exit_code:
                raise
            console.say(str(refused))


def begin(console: Console, desk: Desk, session: Session) -> None:
    """Start a draft: which pass, and who leads it.

    Raises:
        EndOfInput: there is no more input, or the user wants to stop.
        ReadinessError: it could not be started.
    """
    offered = passes(session)
    lines = [
        _("{title}, about {n} minutes. {intro}").format(title=one.title, n=one.minutes, intro=one.intro)
        for one in offered
    ]
    picked = console.choose(_("How much now? You can stop at any question and go on later."), lines)
    name = _asked_name(console, desk)
    session.start(offered[picked].scope, assessor=Assessor(name=name))


def began_again(console: Console, desk: Desk, session: Session) -> bool:
    """Offer to start from the last assessment; False when the user would rather start with empty answers.

    Raises:
        EndOfInput: there is no more input, or the user wants to stop.
        ReadinessError: it could not be started.
    """
    previous = session.sealed_assessment()
    lines = [
        _("See what has changed since {day}, about {n} minutes").format(day=previous.as_of, n=minutes_ahead(session)),
        _("Start with empty answers"),
    ]
    if console.choose(_("How do you want to begin?"), lines):
        return False
    name = _asked_name(console, desk)
    same = same_name(name, previous.assessor.name)
    begin_reassessment(session, previous.assessor if same else Assessor(name=name))
    return True


def _asked_name(console: Console, desk: Desk) -> str:
    known = desk.workspace.settings.load().name
    while True:
        prompt = _("Your name (Enter for {name}):").format(name=known) if known else _("Your name:")
        try:
            name = clean(console.ask(prompt))[:200] or known
        except ValueRefused as refused:
            console.say(_("Not saved: {why}").format(why=refused))
            continue
        if name != known:
            notice.acknowledge(desk.workspace, desk.clock.today, name)
        return name
