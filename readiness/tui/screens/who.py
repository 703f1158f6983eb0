"""A window that asks whose answers these are."""

from __future__ import annotations

from readiness.assessment.people import same_name
from readiness.assessment.words import who_words
from readiness.questionnaire.model import Check
from readiness.session.sitting import Session
from readiness.translation import _
from readiness.tui.screens.pick import NEW, Pickable, PickScreen


class WhoScreen(PickScreen):
    """The one at the keyboard, someone already named, or a new name."""

    def __init__(self, session: Session, check: Check) -> None:
        assessment = session.assessment
        own = assessment.assessor.name or _("the one at the keyboard")
        listed = [Pickable("", own, before=_("me"))]
        listed += [
            Pickable(person.id, person.name, searched=person.role)
            for person in assessment.people
            if not same_name(person.name, own)
        ]
        known = [own, *(person.name for person in assessment.people)]
        listed += [
            Pickable(NEW + name, name)
            for name in session.organisation.respondents
            if not any(same_name(name, other) for other in known)
        ]
        heading = _("Who answers from here on? Usually for this question: {who}").format(
            who=who_words(check.respondent)
        )
        super().__init__(heading, listed, chosen=[session.respondent], adds=_("someone new:"))
