"""If it happened tonight: the steps with their times and bars, and the duties that may apply.

Only ever opened from a finished assessment: while questions are answered, nothing is judged on screen.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.duties import Duties
from readiness.assessment.findings import Finding
from readiness.assessment.judgement import Judgement
from readiness.assessment.reading import Reading
from readiness.assessment.timeline import TimedStep
from readiness.error import ReadinessError
from readiness.session.dossier import Dossier
from readiness.translation import _
from readiness.tui import tonight_text
from readiness.tui.duty_text import duty_text
from readiness.tui.page import Page
from readiness.tui.text import line, shown
from readiness.tui.upkeep import Doing
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.timeline_bars import axis
from readiness.tui.widgets.title_line import TitleLine
from readiness.tui.widgets.view_line import Part, ViewLine

_MARGIN = 3
"""Cells beside the rows: a blank on either side and the scroll bar."""
_MOST = 160
"""Cells of the widest row."""
_MOST_WORDS = 100
"""Cells of the widest line of text."""


class View(StrEnum):
    """What is shown; the value is its key."""

    STEPS = "t"
    CHART = "c"
    DUTIES = "d"


class TonightScreen(Page[None]):
    """The steps as figures, as bars, as both where it is wide; and the duties."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "all", _("all about it")),
        Binding("m", "costliest", _("costs most")),
        Binding("t", "view('t')", _("Show the steps with their figures"), show=False),
        Binding("c", "view('c')", _("Show the steps as bars"), show=False),
        Binding("d", "view('d')", _("Show the duties that may apply"), show=False),
        Binding("escape,h", "close", _("back to the results")),
    ]

    parts = getters.query_one(ViewLine)
    steps_box = getters.query_one("#tonight-steps", Vertical)
    duties_box = getters.query_one("#tonight-duties", VerticalScroll)
    rows = getters.query_one("#steps", RowList)

    def __init__(self, dossier: Dossier, judgement: Judgement, doing: Doing | None = None) -> None:
        """`judgement` is that of a sealed assessment of the organisation; `doing` changes what is planned."""
        super().__init__()
        self._doing = doing
        self._dossier = dossier
        self._judgement = judgement
        self._drawn = judgement.timeline
        self._scale = axis(self._drawn)
        self._view = View.STEPS
        self._duties: Duties | None = None

    @property
    def _reading(self) -> Reading:
        return self._judgement.reading

    def compose(self) -> ComposeResult:
        """Title, parts, the steps with the one under the cursor below, the duties, keys."""
        title = _("{name} · If it happened tonight").format(name=line(self._dossier.organisation.name))
        yield TitleLine(Content(title), Content(self._judgement.as_of.isoformat()))
        yield ViewLine(id="tonight-parts")
        with Vertical(id="tonight-steps"):
            yield Static(id="tonight-summary", markup=False)
            yield Static(id="tonight-heading", markup=False)
            yield RowList(self._draw_row, id="steps")
            yield Static(id="tonight-legend", markup=False)
            yield Static(id="tonight-step", markup=False)
        with VerticalScroll(id="tonight-duties"):
            yield Static(id="duties", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the steps; the duties are read off the UI's path."""
        self.query_one("#tonight-summary", Static).update(tonight_text.summary(self._reading, self._drawn))
        self.rows.show(self._drawn.steps)
        self._tell()
        self._show_view()
        self._read()

    @work
    async def _read(self) -> None:
        try:
            self._duties = await asyncio.to_thread(self._dossier.duties, self._judgement)
        except ReadinessError as problem:
            self.query_one("#duties", Static).update(shown(str(problem), "$error"))
        self._show_view()
        self._show_duties()

    def _show_view(self) -> None:
        """Show the part that was chosen; where figures and bars fit into one row they are one part."""
        width = self._width
        if self._view is View.CHART and width >= tonight_text.SHOWS_BARS:
            self._view = View.STEPS
        shows_steps = self._view is not View.DUTIES
        self.steps_box.display, self.duties_box.display = shows_steps, not shows_steps
        self.parts.show(self._parts_offered())
        chart = self._view is View.CHART
        self.query_one("#tonight-heading", Static).update(tonight_text.heading(self._scale, width, chart=chart))
        self.query_one("#tonight-legend", Static).update(
            tonight_text.legend(bars=chart or width >= tonight_text.SHOWS_BARS)
        )
        (self.rows if shows_steps else self.duties_box).focus()
        self.rows.refresh()
        self.refresh_bindings()

    def _parts_offered(self) -> list[Part]:
        found = self._duties
        count = f" {len(found.listed)}" if found is not None else ""
        titles = {View.STEPS: _("Steps"), View.CHART: _("Chart"), View.DUTIES: _("Duties that may apply") + count}
        if self._width >= tonight_text.SHOWS_BARS:
            del titles[View.CHART]
        return [Part(view.value, title, view is self._view) for view, title in titles.items()]

    def _show_duties(self) -> None:
        if self._duties is not None:
            width = min(_MOST_WORDS, self.size.width - 2 * _MARGIN)
            text = duty_text(self._reading, self._duties, self._drawn, width)
            self.query_one("#duties", Static).update(text)

    @property
    def _width(self) -> int:
        return min(_MOST, self.size.width - _MARGIN)

    def on_resize(self) -> None:
        """Columns, bars and lines follow the width."""
        self._show_view()
        self._show_duties()

    def _draw_row(self, timed: TimedStep, width: int) -> Content:
        return tonight_text.step_row(timed, self._scale, width, chart=self._view is View.CHART)

    @on(RowList.Moved)
    def _tell(self) -> None:
        timed: TimedStep | None = self.rows.current
        if timed is not None:
            told = tonight_text.step_lines(self._reading, self._drawn, timed)
            self.query_one("#tonight-step", Static).update(Content("\n").join(told))

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        """Open what was found about the questions behind a step; a step without a finding is told whole."""
        timed: TimedStep = event.row
        behind = tonight_text.checks_behind(self._reading.index, timed)
        found = tonight_text.findings_behind(self._judgement, behind)
        if found and (not timed.missing or found[0].id == behind[0]):
            self._open_findings(found)
        else:
            self.action_all()

    def _open_findings(self, found: list[Finding]) -> None:
        from readiness.tui.screens.finding import FindingScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(FindingScreen(self._judgement, found, 0, self._doing))

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """The chart is a part of its own only where it is narrow; steps have keys while they are shown."""
        if action == "view" and parameters == (View.CHART.value,):
            return self._width < tonight_text.SHOWS_BARS
        if action in ("all", "costliest"):
            return self._view is not View.DUTIES and bool(self._drawn.steps)
        return True

    def action_view(self, key: str) -> None:
        """Show another part."""
        self._view = View(key)
        self._show_view()

    def action_all(self) -> None:
        """Read all about the step under the cursor."""
        from readiness.tui.screens.reading import ReadingScreen  # noqa: PLC0415 - opens later

        timed: TimedStep | None = self.rows.current
        if timed is not None:
            text = tonight_text.step_text(self._reading, self._drawn, timed)
            self.app.push_screen(ReadingScreen(_("All about this step"), text))

    def action_costliest(self) -> None:
        """Open what was found about the single gap that costs most hours."""
        gap = tonight_text.costliest(self._reading.index, self._drawn)
        found = tonight_text.findings_behind(self._judgement, [gap.check]) if gap is not None else []
        if found:
            self._open_findings(found)
        elif gap is not None:
            self.rows.go_to(self._drawn.steps.index(self._drawn.by_id[gap.at]))

    def action_close(self) -> None:
        """Back to the results."""
        self.dismiss(None)
