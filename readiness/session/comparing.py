"""Two assessments of an organisation beside each other, each judged on the day it speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.assessment.comparison import Comparison, compare
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment, Summary
from readiness.session.dossier import Dossier
from readiness.session.error import SessionError
from readiness.translation import _


@dataclass(frozen=True, slots=True)
class Choice:
    """A sealed assessment to compare with another one."""

    row: Summary
    version: str
    """Of its questionnaire; empty where that can't be read."""


def choices(dossier: Dossier) -> tuple[Choice, ...]:
    """The sealed assessments, oldest first, with the version of each one's questionnaire. None of them is read for it.

    Raises:
        StoreError: the organisation's file can't be read.
    """
    rows = dossier.sealed
    versions = {sha256: dossier.pack_version(sha256) for sha256 in {row.pack for row in rows} if sha256}
    return tuple(Choice(row, versions.get(row.pack, "")) for row in rows)


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


def before(dossier: Dossier, id: str) -> Judgement | None:
    """What the sealed assessment before this one came to; None where there is none.

    Raises:
        ReadinessError: it or its pack can't be read.
    """
    ids = [row.id for row in dossier.sealed]
    earlier = ids[: ids.index(id)] if id in ids else ids
    return _judged(dossier, dossier.sealed_assessment(earlier[-1])) if earlier else None


def _judged(dossier: Dossier, assessment: Assessment) -> Judgement:
    return dossier.judged(assessment, date.fromisoformat(assessment.as_of))
