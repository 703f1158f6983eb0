"""One finding: what was answered, why it matters, what to do, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.findings import Finding
from readiness.assessment.judgement import Judgement
from readiness.assessment.words import severity_words, who_words
from readiness.questionnaire.model import Cost
from readiness.translation import _
from readiness.tui.action_fields import APPROVER, DUE, OWNER
from readiness.tui.page import Page
from readiness.tui.sign import kind_sign, severity_style
from readiness.tui.text import clean, line, shown
from readiness.tui.upkeep import Doing
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine


class FindingScreen(Page[int]):
    """A finding to read; the arrows go to the one before and after. Gives the number of the last one read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "turn(1)", _("next")),
        Binding("left,b", "turn(-1)", _("before")),
        Binding("a", f"change('{OWNER}')", _("assign")),
        Binding("d", f"change('{DUE}')", _("due date")),
        Binding("k", f"change('{APPROVER}')", _("accept risk")),
        Binding("escape,enter", "close", _("back to the list")),
    ]

    title_line = getters.query_one(TitleLine)
    text = getters.query_one("#finding", Static)
    scroll = getters.query_one("#finding-scroll", VerticalScroll)

    def __init__(
        self, judgement: Judgement, findings: Sequence[Finding], number: int, doing: Doing | None = None
    ) -> None:
        """`doing` tells what is planned, and changes it; without it nothing of that is shown."""
        super().__init__()
        self._doing = doing
        self._judgement = judgement
        self._findings = findings
        self._number = number

    def compose(self) -> ComposeResult:
        """The text, and the keys."""
        yield TitleLine()
        with VerticalScroll(id="finding-scroll"):
            yield Static(id="finding", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it; arrows scroll."""
        self._show()
        self.scroll.focus()

    def _show(self) -> None:
        finding = self._findings[self._number]
        self.title_line.left = Content(f"{finding.code} · {line(finding.title)}")
        self.title_line.right = Content(f"{self._number + 1} / {len(self._findings)}")
        paragraphs = [*_paragraphs(self._judgement, finding)]
        if self._doing is not None:
            planned = Content.assemble((_("Who, and by when"), "bold $key"), "\n", self._doing.words(finding.identity))
            paragraphs.insert(1, planned)
        self.text.update(Content("\n\n").join(paragraphs))
        self.scroll.scroll_home(animate=False)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What is planned can be changed where it is told."""
        return action != "change" or self._doing is not None

    @work(group="upkeep")
    async def action_change(self, field: str) -> None:
        """Change what will be done about it, beginning with one field."""
        if self._doing is not None and self.is_active:
            await self._doing.change(self.app, self._findings[self._number].identity, field)
            if not self.is_left:
                self._show()

    def action_turn(self, by: int) -> None:
        """Show the finding before or after this one."""
        self._number = max(0, min(self._number + by, len(self._findings) - 1))
        self._show()

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(self._number)


def _paragraphs(judgement: Judgement, finding: Finding) -> Iterator[Content]:
    sign = kind_sign(finding.kind.value)
    severity = severity_words(finding.severity)
    yield Content.assemble(
        sign.full, "  ", (severity, severity_style(finding.severity)), "\n", shown(finding.title, "bold")
    )
    if finding.check is not None:
        yield _part(_("The question"), finding.check.question)
    yield _part(
        _("What was answered"), "\n".join([finding.said, *(f"{one.label}: {one.words}" for one in finding.quotes)])
    )
    yield _part(_("Why it matters"), finding.why)
    if finding.if_not:
        yield _part(_("If not"), finding.if_not)
    yield _part(_("What to do"), "\n".join(f"{n}  {step}" for n, step in enumerate(finding.steps, 1)))
    yield _part(_("Work, money, whom to ask"), _effort(finding))
    if finding.standards:
        yield _part(_("Standards"), ", ".join(finding.standards))
    sources = judgement.reading.index.pack.sources
    cited = [sources[id] for id in finding.sources if id in sources and sources[id].printable]
    if cited:
        yield _part(
            _("Read in"),
            "\n".join(f"{one.title} ({one.publisher}{f', {one.year}' if one.year else ''}) {one.url}" for one in cited),
        )


def _part(title: str, text: str) -> Content:
    return Content.assemble((title, "bold $key"), "\n", clean(text).strip())


def _effort(finding: Finding) -> str:
    words = []
    if finding.effort is not None:
        words.append(_("{low:g} to {high:g} hours").format(low=finding.effort.low, high=finding.effort.high))
    if finding.cost is not None:
        words.append(_cost(finding.cost))
    words.append(_("ask: {who}").format(who=who_words(finding.ask)))
    return " · ".join(words)


def _cost(cost: Cost) -> str:
    return {
        Cost.C0: _("no money spent outside"),
        Cost.C1: _("below US$1k"),
        Cost.C2: _("US$1k to 5k"),
        Cost.C3: _("US$5k to 25k"),
        Cost.C4: _("above US$25k"),
    }[cost]
