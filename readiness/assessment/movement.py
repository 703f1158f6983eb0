"""Why the two numbers moved between two assessments: a chain from the older to the newer.

First the older answers under the newer questionnaire (*the questionnaire changed*), then the same at the newer
date (*went stale*: proof ages, and what is said to be so does not), then the newer answers (*what you did*).
The steps are printed in tenths that add up to the difference of the printed numbers, to the last tenth.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from msgspec.structs import replace

from readiness.assessment.carrying import translated
from readiness.assessment.model import AssessmentError
from readiness.assessment.reading import Reading
from readiness.assessment.scoring import Numbers, numbers


@dataclass(frozen=True, slots=True)
class Movement:
    """How one number moved, in exact percent."""

    before: Fraction
    after: Fraction
    questionnaire: Fraction
    stale: Fraction
    answers: Fraction

    @property
    def tenths(self) -> Tenths:
        """The movement as it is printed."""
        first, last = _tenths(self.before), _tenths(self.after)
        parts = rounded((self.questionnaire * 10, self.stale * 10, self.answers * 10), last - first)
        return Tenths(first, last, *parts)


@dataclass(frozen=True, slots=True)
class Tenths:
    """A movement in whole tenths of a percent; the three steps add up to `after - before`."""

    before: int
    after: int
    questionnaire: int
    stale: int
    answers: int


@dataclass(frozen=True, slots=True)
class Movements:
    """How the two numbers moved."""

    in_place: Movement
    proven: Movement
    sections: dict[str, tuple[Movement, Movement]] = field(default_factory=dict)
    """In place and proven by section, for those that both assessments have."""


def rounded(parts: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Whole numbers that add up to `total`, each less than one away from its part; a zero stays zero.

    What is missing after rounding down goes to the largest remainders, the first of equal ones. `total` has to be
    less than one away from the sum of the parts.
    """
    down = [math.floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda n: (down[n] - parts[n], n))
    for n in [n for n in by_remainder if parts[n]][: total - sum(down)]:
        down[n] += 1
    return tuple(down)


def movements(older: Reading, newer: Reading) -> Movements | None:
    """How the numbers moved; None when they cover different scopes, or one of them has none."""
    try:
        under_new = _under(older, newer)
    except AssessmentError:
        return None
    if older.assessment.scope != newer.assessment.scope:
        return None
    aged = Reading(newer.index, under_new.assessment, newer.today)
    stages = [_numbers(one) for one in (older, under_new, aged, newer)]
    found = _both(stages)
    if found is None:
        return None
    return Movements(*found, _by_section(older, under_new, aged, newer))


def _under(older: Reading, newer: Reading) -> Reading:
    """The older answers, at their own date, under the newer questionnaire."""
    if older.assessment.pack.sha256 == newer.assessment.pack.sha256:
        return older
    answers = translated(older.assessment.answers, newer.index, older.today)
    assessment = replace(older.assessment, answers=answers, pack=newer.assessment.pack)
    return Reading(newer.index, assessment, older.today)


def _numbers(reading: Reading) -> Numbers:
    return numbers(reading, reading.scope.checks)


def _both(stages: Sequence[Numbers]) -> tuple[Movement, Movement] | None:
    """The movements of in place and of proven through the four stages."""
    old, under_new, aged, new = stages
    if old.in_place is None or under_new.in_place is None or aged.in_place is None or new.in_place is None:
        return None
    assert old.proven is not None
    assert under_new.proven is not None
    assert aged.proven is not None
    assert new.proven is not None
    # Growing old takes nothing away from what is said: were a question shown on some days only, the
    # questionnaire is what changed.
    said = Movement(old.in_place, new.in_place, aged.in_place - old.in_place, Fraction(), new.in_place - aged.in_place)
    changed, stale = under_new.proven - old.proven, aged.proven - under_new.proven
    return said, Movement(old.proven, new.proven, changed, stale, new.proven - aged.proven)


def _by_section(*readings: Reading) -> dict[str, tuple[Movement, Movement]]:
    found = {}
    for section in readings[-1].index.pack.sections:
        stages = []
        for reading in readings:
            named = next((one for one in reading.index.pack.sections if one.section == section.section), None)
            asked = [check for check in (named.checks if named else ()) if check.id in reading.scope.items]
            stages.append(numbers(reading, asked))
        moved = _both(stages)
        if moved is not None:
            found[section.section] = moved
    return found


def _tenths(percent: Fraction) -> int:
    """A percentage in tenths, rounded down like everything that is shown."""
    return math.floor(percent * 10)
