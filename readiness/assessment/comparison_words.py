"""A comparison in words: what became of its points, why the numbers moved, and how old its answers are."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.comparison import Class, Comparison, Obstacle, Point
from readiness.assessment.model import Origin
from readiness.labels import label
from readiness.translation import _, ngettext


def class_words(outcome: Class) -> str:
    """What became of some points, as a heading."""
    return label("compared", outcome)


def remarks(point: Point) -> Iterator[str]:
    """How long a point has been open, and why it can't be compared."""
    if point.times > 1:
        n = point.times
        yield ngettext("open {n} time in a row", "open {n} times in a row", n).format(n=n)
    if point.obstacle is not None:
        yield _obstacle_words(point.obstacle)


def _obstacle_words(obstacle: Obstacle) -> str:
    return label("not_comparable", obstacle)


def movement_lines(found: Comparison) -> Iterator[str]:
    """How both numbers moved from the older to the newer, in tenths that add up."""
    if found.movements is None:
        yield _("The numbers can't be compared: they cover different questions.")
        return
    for words, moved in (
        (_("In place"), found.movements.in_place),
        (_("Proven"), found.movements.proven),
    ):
        tenths = moved.tenths
        text = _("{number} {before} -> {after} ({all}): questionnaire {pack}, went stale {stale}, what you did {did}")
        yield text.format(
            number=words,
            before=percent(tenths.before),
            after=percent(tenths.after),
            all=signed(tenths.after - tenths.before),
            pack=signed(tenths.questionnaire),
            stale=signed(tenths.stale),
            did=signed(tenths.answers),
        )


def percent(tenths: int) -> str:
    """A number of which there are tenths."""
    return f"{tenths / 10:.1f}"


def signed(tenths: int) -> str:
    """By how much a number moved, with its sign; 0 has none."""
    return f"{tenths / 10:+.1f}" if tenths else "0.0"


def origin_line(found: Comparison) -> str:
    """How many answers of the second assessment were looked at."""
    counts = found.origins()
    text = _("Answers of {day}: {new} new, {changed} changed, {confirmed} confirmed, {carried} merely carried")
    return text.format(
        day=found.second.as_of.isoformat(),
        new=counts[Origin.NEW],
        changed=counts[Origin.CHANGED],
        confirmed=counts[Origin.CONFIRMED],
        carried=counts[Origin.CARRIED],
    )
