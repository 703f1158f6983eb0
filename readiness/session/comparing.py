"""Two assessments of an organisation beside each other, each judged on the day it speaks for."""

from __future__ import annotations

from datetime import date

from readiness.assessment.comparison import Comparison, compare
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.translation import _


def compared(dossier: Dossier, first: str = "", second: str = "") -> Comparison:
    """Compare two sealed assessments, by day or id; left out, the last one, and the one before it.

    Raises:
        SessionError: there are not two, or none of that day or id.
        ReadinessError: one of them or its pack can't be read.
    """
    rows = dossier.sealed
    newer = dossier.sealed_assessment(second)
    if first:
        return compare(_judged(dossier, dossier.sealed_assessment(first)), _judged(dossier, newer))
    ids = [row.id for row in rows]
    before = ids[: ids.index(newer.id)]
    if not before:
        message = _("'{name}' has nothing to compare yet: a second finished assessment is needed.")
        raise SessionError(message.format(name=dossier.organisation.name))
    return compare(_judged(dossier, dossier.sealed_assessment(before[-1])), _judged(dossier, newer))


def _judged(dossier: Dossier, assessment: Assessment) -> Judgement:
    return dossier.judged(assessment, date.fromisoformat(assessment.as_of))
