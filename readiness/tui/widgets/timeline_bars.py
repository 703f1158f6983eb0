"""Bars of the timeline on one axis of hours from zero, told apart by their shapes as well as their colours.

The axis ends with the day of the last step, and after a week at most unless the step that gaps are measured
at comes later: letters that take a month would press the first night into one cell. What goes on says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from readiness.assessment.timeline import TimedStep, Timeline
from readiness.translation import _

OWN, ASSUMED, WAIT, DEADLINE, BEYOND, AT_LEAST = "█", "▒", "·", "┃", "→", "+"
_SLIVER = "▌"
"""A step shorter than a cell."""

_HOUR = 60
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY
_LEAST_TICK = 5
"""Cells between two numbers of the axis."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From zero to the end of a day."""

    days: int

    @property
    def end(self) -> int:
        """Its end in minutes."""
        return self.days * _DAY

    def cell(self, minutes: int, cells: int) -> int:
        """The cell at which a moment lies, 0 to `cells`; later moments lie at `cells`, too."""
        return min(cells, (2 * minutes * cells + self.end) // (2 * self.end))

    def scale(self, cells: int) -> Content:
        """The numbers of the axis, in hours."""
        each = max(1, -(-_LEAST_TICK * self.days // cells))
        written = _("0 h")
        for day in range(each, self.days + 1, each):
            number = str(day * 24)
            written = f"{written:<{self.cell(day * _DAY, cells)}}{number}"
        return Content.styled(written, "$quiet")


def axis(drawn: Timeline) -> Axis:
    """The axis on which all steps of a timeline are drawn."""
    measured = drawn.measured
    least = 0 if measured is None else max(_moments(measured), default=0)
    limit = max(_WEEK, least)
    fitting = (moment for timed in drawn.steps for moment in _moments(timed) if moment <= limit)
    return Axis(max(1, -(-max(fitting, default=0) // _DAY)))


def _moments(timed: TimedStep) -> Iterator[int]:
    if timed.finish is not None:
        yield timed.finish
    if timed.due is not None and timed.due.at is not None:
        yield timed.due.at


def step_bar(timed: TimedStep, scale: Axis, cells: int) -> Content:
    """One step in `cells` cells and one more, in which what lies at the end of the axis or beyond it is marked."""
    due = timed.due.at if timed.due is not None else None
    at = None if due is None or due > scale.end else scale.cell(due, cells)
    if timed.start is None or timed.finish is None:
        return _unknown(at, cells)
    start, finish = scale.cell(timed.start, cells), scale.cell(timed.finish, cells)
    drawn = [(WAIT, "$quiet")] * start + [(OWN, "$primary")] * (finish - start)
    assumed = sum(part.minutes for part in timed.stretches if part.assumed)
    first = scale.cell(max(timed.start, timed.finish - assumed), cells) if assumed else finish
    drawn[first:] = [(ASSUMED, "$primary")] * (finish - first)
    if start == finish:
        drawn = [*drawn[: cells - 1], (ASSUMED if assumed else _SLIVER, "$primary")]
    drawn += [(" ", "")] * (cells + 1 - len(drawn))
    if timed.finish > scale.end:
        drawn[cells] = (BEYOND, "bold $primary")
    elif timed.at_least:
        drawn[max(finish, start + 1) if finish < cells else cells] = (AT_LEAST, "bold $primary")
    if at is not None:
        late = timed.is_late
        drawn[at] = (DEADLINE, "bold $sign-no" if late else "bold $foreground")
    return Content.assemble(*drawn)


def _unknown(at: int | None, cells: int) -> Content:
    words = Content.styled(_("? cannot be known"), "$sign-unknown")
    if at is None:
        return words.truncate(cells + 1, pad=True)
    return Content.assemble(words.truncate(at, pad=True), (DEADLINE, "bold $foreground"), " " * (cells - at))


def bars_legend() -> Content:
    """What the shapes mean."""
    shapes = (
        (OWN, _("takes")),
        (ASSUMED, _("assumed")),
        (WAIT, _("waits")),
        (DEADLINE, _("due")),
        (BEYOND, _("goes on")),
    )
    parts = [Content.assemble((shape, "$primary"), f" {word}") for shape, word in shapes]
    return Content("  ").join(parts)
