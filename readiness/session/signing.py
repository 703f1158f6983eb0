"""A paper that was signed becomes the proof of the checks it names, in the assessment that is under way.

Nothing else closes them: a sealed assessment says what was so on its day, and a paper without a signed date proves
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.assessment.model import Answer, Evidence
from readiness.questionnaire.vocabulary import State
from readiness.session.error import SessionError
from readiness.session.sitting import Session
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.report.definition import Definition


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signed paper did.

    Attributes:
        proven: codes of the checks it is the proof of now.
        blanks: labels of what those still lack.
        left_out: codes of checks that this business is not asked.
    """

    proven: tuple[str, ...]
    blanks: tuple[str, ...]
    left_out: tuple[str, ...]


def sign(session: Session, paper: Definition, on: date) -> Signed:
    """Enter the day of the last signature; durable when it returns, and the same day twice changes nothing.

    Raises:
        SessionError: it closes nothing, there is no assessment under way, or the day is not one it can be.
        StoreError: it could not be kept.
    """
    if not paper.closes:
        raise SessionError(_("'{paper}' is not a paper to sign.").format(paper=paper.id))
    if session.draft is None:
        message = _("No assessment of '{name}' is under way. Begin one first: readiness ask {name}")
        raise SessionError(message.format(name=session.organisation.name))
    if on > session.clock.today:
        raise SessionError(_("A paper can't be signed on a day to come; the day of the last signature is needed."))
    proof = Evidence(description=_("{paper}, signed").format(paper=paper.name or paper.title), dated=on.isoformat())
    checks = [check for check in session.index.checks.values() if check.id in paper.closes]
    asked = [check for check in checks if session.reading.is_visible(check.id)]
    for check in asked:
        before = session.reading.counted(check.id) or Answer()
        if proof not in before.evidence:
            others = [one for one in before.evidence if one.description != proof.description]
            session.answer(check.id, replace(before, state=State.YES, choice="", evidence=[*others, proof]))
    blanks = (fact.label for check in asked for fact in session.reading.blanks(check.id))
    return Signed(
        tuple(check.code for check in asked),
        tuple(dict.fromkeys(blanks)),
        tuple(check.code for check in checks if check not in asked),
    )
