"""Show it in one sitting: what is to be shown, in the draft there is or in one that starts from the last assessment."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.assessment.interview import Interview
from readiness.assessment.model import Answer, Assessor, Status
from readiness.assessment.reading import Reading
from readiness.assessment.showing import to_show
from readiness.session import reassessment
from readiness.session.error import SessionError
from readiness.session.sitting import Session
from readiness.translation import _


def prepared(session: Session, assessor: Assessor | None = None) -> tuple[str, ...]:
    """The checks to show; a draft that starts from the last assessment is begun where there is none and one is needed.

    Raises:
        SessionError: nothing was answered yet, or another process has the organisation.
        StoreError: something can't be read, or the draft could not be kept.
    """
    if session.read_only:
        message = _("'{name}' is in use by {who}. It can be read here, not changed; try again later.")
        raise SessionError(message.format(name=session.organisation.name, who=session.holder))
    if session.draft is not None:
        return to_show(session.interview())
    if not session.sealed:
        raise SessionError(_("Nothing is answered yet: answer some questions first."))
    found = _in_a_new_draft(session)
    if found:
        reassessment.begin(session, assessor)
    return found


def _in_a_new_draft(session: Session) -> tuple[str, ...]:
    draft, index = reassessment.draft_of(session)
    reading = Reading(index, replace(draft, status=Status.DRAFT), session.clock.today)
    return to_show(Interview(reading))


def claim(session: Session, check_id: str) -> Answer:
    """What whoever answers now says about a check; where only others have answered, the same as the one that counts."""
    own = session.own_answer(check_id)
    if own is not None and own.state is not None:
        return own
    counted = session.reading.counted(check_id)
    said = Answer() if counted is None else Answer(state=counted.state, choice=counted.choice)
    return said if own is None else replace(said, note=own.note)
