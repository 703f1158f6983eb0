"""What a finished assessment comes to: verdict, numbers, sections, findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from readiness.assessment.findings import Finding, Kind, visible_to
from readiness.assessment.judgement import Judgement
from readiness.assessment.words import severity_words
from readiness.questionnaire.model import Audience, Severity
from readiness.session.dossier import Dossier
from readiness.session.place import Desk
from readiness.translation import _
from readiness.tui import result_text
from readiness.tui.sign import kind_sign
from readiness.tui.text import line
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine

_Sort = Callable[[Finding], tuple[object, ...]]


class ResultsScreen(Screen[None]):
    """Numbers above, findings below; Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter(1)", _("filter")),
        Binding("s", "sort", _("sort")),
        Binding("o", "report", _("report")),
        Binding("F", "filter(-1)", _("Filter before"), show=False),
        Binding("escape,h", "close", _("home")),
    ]

    rows = getters.query_one("#findings", RowList)

    def __init__(self, desk: Desk, dossier: Dossier, judgement: Judgement) -> None:
        super().__init__()
        self._desk = desk
        self._dossier = dossier
        self._judgement = judgement
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
        yield Static(id="verdict", markup=False)
        yield Static(id="domains", markup=False)
        yield Static(id="findings-heading", markup=False)
        yield RowList(result_text.finding_row, id="findings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show everything; the findings have the focus."""
        self._show_rows()
        self.rows.focus()

    def on_resize(self) -> None:
        """Bars follow the width."""
        width = self.size.width - 4
        words = [result_text.verdict(self._judgement), result_text.numbers(self._judgement, width)]
        if self._for_counsel:
            words.append(Content.styled(_("One matter for counsel: talk to coverage counsel first."), "$sign-partly"))
        self.query_one("#verdict", Static).update(Content("\n").join(words))
        self.query_one("#domains", Static).update(result_text.domains(self._judgement, width))

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
            Content.assemble((heading, "bold"), (f"    {label} · {sort_label}", "$quiet"))
        )
        self.rows.show(shown)

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

        self.app.push_screen(FindingScreen(self._judgement, list(event.rows.rows), event.number), self.rows.go_to)

    def action_report(self) -> None:
        """Write the report."""
        from readiness.tui.screens.report import ReportScreen  # noqa: PLC0415 - opens later

        self.app.push_screen(ReportScreen(self._desk, self._dossier, self._judgement.reading.assessment))

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
