"""The passes an assessment can begin with: a short one over the most important questions, or everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readiness.assessment.interview import Interview
from readiness.assessment.model import Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.assessment.scope import FULL, Scope
from readiness.session.sitting import Session
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class Pass:
    """One way to begin.

    Attributes:
        scope: what the assessment then covers, `full` or the id of a mode.
        questions: number of checks in it, before answers leave any out.
        minutes: how long it takes somebody who has answered nothing yet.
    """

    scope: str
    title: str
    intro: str
    questions: int
    minutes: int


def passes(session: Session) -> Sequence[Pass]:
    """The passes of the pack on offer, the shorter ones first.

    One that asks for proof looks back at answers there are, so nothing begins with it.

    Raises:
        ReadinessError: the pack can't be read.
    """
    index = session.packs.offered()
    named = [(mode.id, mode.title, mode.intro) for mode in index.pack.modes if not mode.asks_proof]
    named.append((FULL, _("Everything"), _("Every question, with proof.")))
    found = []
    for scope, title, intro in named:
        empty = Assessment(
            id="", organisation="", pack=PackReference(id="", version="", sha256=""), created_on="", scope=scope
        )
        minutes = Interview(Reading(index, empty, session.clock.today)).minutes_left()
        found.append(Pass(scope, title, intro, len(Scope(index, scope).checks), minutes))
    return found
