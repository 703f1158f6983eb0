"""What a finished assessment comes to: verdict, numbers, sections, findings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.findings import Finding, Kind, visible_to
from readiness.assessment.judgement import Judgement
from readiness.assessment.words import severity_words
from readiness.error import ReadinessError
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import Severity
from readiness.session.dossier import Dossier
from readiness.session.place import Desk
from readiness.translation import _
from readiness.tui import result_text, tonight_text, upkeep
from readiness.tui.action_fields import APPROVER, DUE, OWNER
from readiness.tui.page import Page
from readiness.tui.sign import kind_sign
from readiness.tui.text import clean, line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine

_ASIDE_FROM = 120
"""Columns from which the timeline stands beside the sections."""
_ASIDE = 58
"""Cells it has there."""
_LEAST_ASIDE = 5
"""Lines it has there, however few sections there are."""

_Sort = Callable[[Finding], tuple[object, ...]]


class ResultsScreen(Page[None]):
    """Numbers above, findings below; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter(1)", _("filter")),
        Binding("s", "sort", _("sort")),
        Binding("o", "report", _("report")),
        Binding("t", "tonight", _("tonight"), tooltip=_("If it happened tonight: steps, hours and duties")),
        Binding("a", f"change('{OWNER}')", _("assign")),
        Binding("d", f"change('{DUE}')", _("due date")),
        Binding("k", f"change('{APPROVER}')", _("accept risk")),
        Binding("b", "board", _("actions"), tooltip=_("What will be done about the findings, by whom and when")),
        Binding("e", "show_it", _("show it"), tooltip=_("Say what shows each yes that is without proof")),
        Binding("c", "compare", _("compare"), tooltip=_("What became of the assessment before")),
        Binding("comma", "settings", _("settings"), tooltip=_("Settings of this organisation, the workspace and you")),
        Binding("F", "filter(-1)", _("Filter before"), show=False),
        Binding("escape,h", "close", _("home")),
    ]

    rows = getters.query_one("#findings", RowList)

    def __init__(self, desk: Desk, dossier: Dossier, judgement: Judgement) -> None:
        super().__init__()
        self._desk = desk
        self._dossier = dossier
        self._judgement = judgement
        self._doing = upkeep.Doing(desk, dossier, judgement)
        self._drawn_for = 0
        """The width for which everything is drawn."""
        self._before: Judgement | None = None
        """The assessment before; known a moment after this one is painted."""
        seen = visible_to(judgement.findings, Audience.MANAGEMENT)
        self._findings = seen.findings
        self._for_counsel = seen.has_matter_for_counsel
        self._filters = _filters(self._findings)
        self._filter = 0
        self._sort = 0

    def compose(self) -> ComposeResult:
        """Verdict, numbers, sections, findings, keys."""
        name = line(self._dossier.organisation.name)
        yield TitleLine(Content(f"{name} · {self._judgement.as_of.isoformat()}"))
        # With their words from the start: each that came later would have the screen laid out once more.
        self._drawn_for = self.app.size.width
        yield Static(self._verdict(self._drawn_for), id="verdict", markup=False)
        with Horizontal(id="sections-and-tonight"):
            yield Static(id="domains", markup=False)
            yield Static(id="tonight-aside", markup=False)
        yield Static(id="findings-heading", markup=False)
        yield RowList(result_text.finding_row, id="findings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show everything; the findings have the focus."""
        self._show_sections(self._drawn_for)
        self._show_rows()
        self.rows.focus()
        if self._judgement.is_final and len(self._dossier.sealed) > 1:
            self.call_after_refresh(self._look_back)

    @work(thread=True, group="looking-back")
    def _look_back(self) -> None:
        """Judge the assessment before. Where it can't be read nothing is missing here: comparing says why."""
        from readiness.session.comparing import before  # noqa: PLC0415 - this one is painted first

        with suppress(ReadinessError):
            self._before = before(self._dossier, self._judgement.reading.assessment.id)
            self.app.call_from_thread(self._mark_before)

    def _mark_before(self) -> None:
        if not self.is_left:
            self._draw(self.size.width)

    def on_resize(self) -> None:
        """Bars follow the width."""
        if self.size.width != self._drawn_for:
            self._draw(self.size.width)

    def _draw(self, width: int) -> None:
        self._drawn_for = width
        self.query_one("#verdict", Static).update(self._verdict(width))
        self._show_sections(width)
        self._show_rows()

    def _verdict(self, width: int) -> Content:
        """The band and both numbers."""
        words = [
            result_text.verdict(self._judgement),
            result_text.numbers(self._judgement, width - 4, self._before),
        ]
        if self._for_counsel:
            words.append(Content.styled(_("One matter for counsel: talk to coverage counsel first."), "$sign-partly"))
        return Content("\n").join(words)

    def _show_sections(self, width: int) -> None:
        """The sections, and beside them the timeline where it is wide."""
        room, aside = width - 4, self.query_one("#tonight-aside", Static)
        drawn = self._judgement.timeline
        aside.display = self._judgement.is_final and bool(drawn.steps) and width >= _ASIDE_FROM
        if aside.display:
            rows = max(_LEAST_ASIDE, len(self._judgement.sections))
            aside.update(tonight_text.aside(drawn, _ASIDE, rows))
            room -= _ASIDE + 2
        self.query_one("#domains", Static).update(result_text.domains(self._judgement, room, self._before))

    def _show_rows(self) -> None:
        label, wanted = self._filters[self._filter]
        sorts: tuple[tuple[str, _Sort], ...] = (
            (_("most severe first"), lambda _finding: ()),
            (_("by section"), lambda finding: (finding.section == "", finding.code)),
            (_("least work first"), lambda finding: (finding.effort.high if finding.effort else 999,)),
        )
        sort_label, key = sorts[self._sort % len(sorts)]
        shown = sorted((finding for finding in self._findings if wanted(finding)), key=key)
        heading = _("Findings {n}").format(n=len(shown))
        self.query_one("#findings-heading", Static).update(
            Content.assemble(
                (heading, "bold"),
                "  ",
                result_text.counts(shown, self._drawn_for),
                (f"    {label} · {sort_label}", "$quiet"),
            )
        )
        here = self.rows.current
        self.rows.show(shown, shown.index(here) if here in shown else 0)

    def action_filter(self, by: int) -> None:
        """Show another part of the findings."""
        self._filter = (self._filter + by) % len(self._filters)
        self._show_rows()

    def action_sort(self) -> None:
        """Show them in another order."""
        self._sort += 1
        self._show_rows()

    @on(RowList.Opened)
    def _open(self, event: RowList.Opened) -> None:
        from readiness.tui.screens.finding import FindingScreen  # noqa: PLC0415 - opens later

        listed: list[Finding] = list(event.rows.rows)
        if event.row in listed and self.is_active:
            screen = FindingScreen(self._judgement, listed, listed.index(event.row), self._doing)
            self.app.push_screen(screen, self.rows.go_to)

    def action_report(self) -> None:
        """Write the report."""
        from readiness.tui.screens.report import ReportScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(ReportScreen(self._desk, self._dossier, self._judgement.reading.assessment))

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What follows from answers is shown once they are sealed."""
        if action == "change":
            return self.is_mounted and self.rows.current is not None
        if action == "compare":
            return len(self._dossier.sealed) > 1
        return action != "tonight" or self._judgement.is_final

    def action_tonight(self) -> None:
        """Show what would happen tonight, hour by hour, and the duties that may apply."""
        from readiness.tui.screens.tonight import TonightScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(TonightScreen(self._dossier, self._judgement, self._doing))

    @work(exclusive=True, group="comparing")
    async def action_compare(self) -> None:
        """Show what became of the assessment before, worse first."""
        from readiness.session.comparing import compared  # noqa: PLC0415 - opens later
        from readiness.tui.screens.comparison import ComparisonScreen  # noqa: PLC0415

        try:
            found = await asyncio.to_thread(compared, self._dossier)
        except ReadinessError as problem:
            self.app.notify(clean(str(problem)), severity="error", timeout=20, markup=False)
            return
        if self.is_active:
            await self.app.push_screen(ComparisonScreen(self._dossier, found))

    @work(group="upkeep")
    async def action_change(self, field: str) -> None:
        """Change what will be done about the finding under the cursor, beginning with one field."""
        finding: Finding | None = self.rows.current
        if finding is not None and self.is_active:
            await self._doing.change(self.app, finding.identity, field)

    @work(group="upkeep")
    async def action_board(self) -> None:
        """Show what will be done about all findings."""
        if self.is_active:
            await self._doing.show(self.app, upkeep.board)

    @work(group="upkeep")
    async def action_settings(self) -> None:
        """Show the settings of this organisation, and of the workspace."""
        if self.is_active:
            await self._doing.show(self.app, upkeep.settings)

    @work(group="upkeep")
    async def action_show_it(self) -> None:
        """Go through every yes without proof, in the draft there is or a new one."""
        if self.is_active:
            await self._doing.show(self.app, upkeep.show_it)

    def action_close(self) -> None:
        """Back to Home."""
        self.dismiss(None)


def _filters(findings: tuple[Finding, ...]) -> list[tuple[str, Callable[[Finding], bool]]]:
    """All, then each severity and each kind that occurs."""
    found: list[tuple[str, Callable[[Finding], bool]]] = [(_("all"), lambda _finding: True)]
    found += [
        (_only(severity_words(severity)), partial(_has_severity, severity))
        for severity in Severity
        if any(finding.severity is severity for finding in findings)
    ]
    found += [
        (_only(kind_sign(kind.value).word), partial(_has_kind, kind))
        for kind in Kind
        if any(finding.kind is kind for finding in findings)
    ]
    return found


def _only(what: str) -> str:
    return _("only: {what}").format(what=what)


def _has_severity(severity: Severity, finding: Finding) -> bool:
    return finding.severity is severity


def _has_kind(kind: Kind, finding: Finding) -> bool:
    return finding.kind is kind
