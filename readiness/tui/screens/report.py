"""Writing the report: where to, page size, and then opening it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, ProgressBar, Static

from readiness.assessment.model import Assessment
from readiness.error import ReadinessError
from readiness.report.output import NameTakenByFile
from readiness.session.dossier import Dossier
from readiness.session.place import Desk
from readiness.session.reporting import PAGE_SIZES, suggested_name, write_gap_report
from readiness.translation import _
from readiness.tui.opening import open_file
from readiness.tui.page import Page
from readiness.tui.text import clean, line, shown
from readiness.tui.widgets.choice_field import ChoiceField
from readiness.tui.widgets.field_input import FieldInput
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine

_REPLACE = "replace"


class ReportScreen(Page[None]):
    """A path, a page size and a button; a worker thread does the work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_report", _("open it")),
        Binding("ctrl+r", "reveal", _("show its folder")),
        Binding("escape", "close", _("back")),
    ]

    path = getters.query_one("#path", FieldInput)
    page = getters.query_one("#page", ChoiceField)
    replaces = getters.query_one("#replace", ChoiceField)
    bar = getters.query_one(ProgressBar)
    outcome = getters.query_one("#outcome", Static)
    button = getters.query_one("#write", Button)

    def __init__(self, desk: Desk, dossier: Dossier, assessment: Assessment) -> None:
        super().__init__()
        self._desk = desk
        self._dossier = dossier
        self._assessment = assessment
        self._written: Path | None = None
        self._is_taken = False
        """Whether there was a file of the name that was asked for last."""

    def compose(self) -> ComposeResult:
        """Where to, how large, the button, how far."""
        organisation = self._dossier.organisation
        folder = self._desk.workspace.settings.load().output_folder or str(Path.cwd())
        name = suggested_name(organisation.name, self._assessment, self._desk.clock.today)
        yield TitleLine(Content(f"{line(organisation.name)} · " + _("report for management")))
        with VerticalScroll(id="first", can_focus=False):
            yield Static(
                _("A PDF with the verdict, what to decide, every finding and every answer."), classes="first-text"
            )
            yield Static(_("Where to"), classes="first-label", markup=False)
            yield FieldInput(str(Path(folder) / name), id="path")
            yield Static(_("Page"), classes="first-label", markup=False)
            yield ChoiceField(id="page")
            yield ChoiceField(id="replace")
            yield Button(_("Write the report"), id="write", variant="primary", compact=True)
            yield ProgressBar(id="bar", show_percentage=False, show_eta=False)
            yield Static(id="outcome", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to write: Enter in the path is enough."""
        size = self._dossier.organisation.page_size
        self.page.show({size: size for size in PAGE_SIZES}, [size], several=False)
        self.replaces.show({_REPLACE: _("Replace the file that is there")}, (), several=True)
        self.replaces.display = self.bar.display = False
        self.path.focus()

    @on(Input.Submitted, "#path")
    @on(Button.Pressed, "#write")
    def _begin(self) -> None:
        self._write()

    @on(ChoiceField.Submitted)
    def _go_on(self) -> None:
        self.button.focus()

    @work(exclusive=True, group="report")
    async def _write(self) -> None:
        self.button.disabled, self.bar.display = True, True
        self.outcome.update(_("Writing…"))
        try:
            said = await asyncio.to_thread(self._write_to, Path(self.path.text))
        except NameTakenByFile:
            words = _("This file is there already. Tick the box to replace it, or give another name.")
            said = [Content.assemble(("! ", "bold $error"), (words, "$error"))]
        except ReadinessError as problem:
            said = [Content.assemble(("! ", "bold $error"), (clean(str(problem)), "$error"))]
        if self.is_left:
            return
        self.outcome.update(Content("\n").join(said))
        self.replaces.display = self._is_taken
        self.button.disabled, self.bar.display = False, False
        self.refresh_bindings()

    def _write_to(self, path: Path) -> list[Content]:
        """Write the report, and say where it is; in a worker thread."""
        path = path.expanduser().absolute()
        self._is_taken = path.is_file()
        size = (*self.page.chosen, PAGE_SIZES[0])[0]
        force = self._is_taken and bool(self.replaces.chosen)
        warnings = write_gap_report(self._dossier, self._assessment, path, force=force, page_size=size)
        self._written, self._is_taken = path, True
        self._remember(path, size)
        words = clean(_("Written: {path}").format(path=path))
        return [Content.styled(f"✓ {words}", "$sign-yes"), *(shown(one) for one in warnings)]

    def _remember(self, path: Path, size: str) -> None:
        settings = self._desk.workspace.settings
        before = settings.load()
        after = replace(before, output_folder=str(path.parent), page_size=size)
        if after != before:
            settings.save(after)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A report can be opened once it is written."""
        return action not in ("open_report", "reveal") or self._written is not None

    def action_open_report(self) -> None:
        """Open the report in whatever opens PDFs here."""
        if self._written is not None:
            self._open(self._written)

    def action_reveal(self) -> None:
        """Open the folder it is in."""
        if self._written is not None:
            self._open(self._written.parent)

    def _open(self, path: Path) -> None:
        if not open_file(path):
            self.outcome.update(shown(_("Nothing here opens it. It is at {path}").format(path=path)))

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
