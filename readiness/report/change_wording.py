"""The words of the part about what changed since the last assessment."""

from __future__ import annotations

from readiness.assessment.comparison import Class, Obstacle
from readiness.assessment.model import Origin
from readiness.questionnaire.vocabulary import Severity
from readiness.report.numbered import NumberedPart


class Changes(NumberedPart, frozen=True, kw_only=True):
    """What became of everything since the last assessment, and why the numbers moved."""

    nothing: str
    comparable: str
    """How much of two versions of the questionnaire can be compared, with `{n}` and `{total}`."""
    movement_title: str
    no_movement: str
    """Stands for the numbers where they cover different questions."""
    in_place: str
    proven: str
    critical: str
    before: str
    questionnaire: str
    """The three steps from the older number to the newer one."""
    stale: str
    answers: str
    now: str
    difference: str
    movement_note: str
    trend_title: str
    trend_axis: str
    trend_critical: str
    """Critical points closed at the end of their line, with `{n}` and `{total}`."""
    trend_pack: str
    """The days since which the questionnaire was another, with `{value}`."""
    classes: dict[Class, str]
    times: str
    """How often in a row something is open, with `{n}`."""
    outcome: str
    point: str
    was: str
    """Titles of the columns before and after."""
    is_now: str
    given: str
    origins: dict[Origin, str]
    none: str
    """Stands for a rule that found nothing, and for a date that was not given."""
    still_open_title: str
    still_open_at_least: Severity = Severity.CRITICAL
    """What is still open and less grave is told by its codes."""
    obstacles: dict[Obstacle, str]
    """Before the codes of what can't be compared, with them as `{value}`."""
    counted: str
    """How many answers came about in one way, with `{n}` and `{label}`."""
    answers_given: str
    """How the answers came about, with `{value}`."""
    facts_title: str
    fact: str
    not_given: str
