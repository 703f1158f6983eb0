"""Writing documents: which, in which format, where to, who may read them; and then opening them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, ProgressBar, Static

from readiness.assessment.model import Assessment
from readiness.error import ReadinessError
from readiness.report.output import NameTakenByFile
from readiness.session import writing
from readiness.session.documents import MANAGEMENT, offers
from readiness.session.dossier import Dossier
from readiness.session.place import Desk
from readiness.session.profile_text import PAGE_SIZES
from readiness.session.reporting import CARDS, PDF, Wanted, name_for, suggested_name
from readiness.session.writing import Order
from readiness.translation import _
from readiness.tui.opening import open_file
from readiness.tui.page import Page
from readiness.tui.text import clean, line, shown
from readiness.tui.widgets.choice_field import ChoiceField
from readiness.tui.widgets.field_input import FieldInput
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from readiness.report.definition import Definition

_REPLACE, _REDACT = "replace", "redact"


class ReportScreen(Page[None]):
    """What to write, where to and a button; a worker thread does the work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "open_report", _("open it")),
        Binding("ctrl+r", "reveal", _("show its folder")),
        Binding("escape", "close", _("back")),
    ]

    documents = getters.query_one("#documents", ChoiceField)
    form = getters.query_one("#format", ChoiceField)
    path = getters.query_one("#path", FieldInput)
    page = getters.query_one("#page", ChoiceField)
    left_out = getters.query_one("#left-out", ChoiceField)
    secret = getters.query_one("#secret", FieldInput)
    again = getters.query_one("#secret-again", FieldInput)
    replaces = getters.query_one("#replace", ChoiceField)
    bar = getters.query_one(ProgressBar)
    outcome = getters.query_one("#outcome", Static)
    button = getters.query_one("#write", Button)

    def __init__(self, desk: Desk, dossier: Dossier, assessment: Assessment) -> None:
        super().__init__()
        self._desk = desk
        self._dossier = dossier
        self._assessment = assessment
        self._definitions: dict[str, Definition] = {}
        """By id; empty until they were read."""
        self._written: Path | None = None
        self._suggested = ""
        self._is_taken = False
        """Whether there was a file of a name that was asked for last."""

    def compose(self) -> ComposeResult:
        """What, how, where to, the button, how far."""
        organisation = self._dossier.organisation
        folder = self._desk.workspace.settings.load().output_folder or str(Path.cwd())
        name = suggested_name(organisation.name, self._assessment, self._desk.clock.today)
        self._suggested = str(Path(folder) / name)
        yield TitleLine(Content(f"{line(organisation.name)} · " + _("documents")))
        with VerticalScroll(id="first", can_focus=False):
            yield from self._labelled(_("What"), ChoiceField(id="documents"))
            yield from self._labelled(_("Format"), ChoiceField(id="format"))
            yield from self._labelled(_("Where to"), FieldInput(self._suggested, id="path"))
            yield from self._labelled(_("Page"), ChoiceField(id="page"))
            yield ChoiceField(id="left-out")
            yield from self._labelled(_("Passphrase for the PDF, if it needs one"), _hidden("secret"))
            yield _hidden("secret-again", _("the same once more"))
            yield ChoiceField(id="replace")
        yield Button(_("Write"), id="write", variant="primary", compact=True)
        yield ProgressBar(id="bar", show_percentage=False, show_eta=False)
        yield Static(id="outcome", markup=False)
        yield KeyLine()

    def _labelled(self, label: str, field: ChoiceField | FieldInput) -> ComposeResult:
        yield Static(label, classes="first-label", markup=False)
        yield field

    def on_mount(self) -> None:
        """Ready to write: Enter in the path is enough."""
        size = self._dossier.organisation.page_size
        self.page.show({size: size for size in PAGE_SIZES}, [size], several=False)
        words = _("Leave out names, numbers, places and free text (not anonymous even so)")
        self.left_out.show({_REDACT: words}, (), several=True)
        self.replaces.show({_REPLACE: _("Replace what is there")}, (), several=True)
        self.documents.show({MANAGEMENT: _("Management gap report")}, [MANAGEMENT], several=True)
        self.form.show({PDF: PDF.upper()}, [PDF], several=False)
        self.replaces.display = self.bar.display = self.again.display = False
        self.path.focus()
        self._read()

    @work(thread=True, group="offers")
    def _read(self) -> None:
        """Read the definitions: what there is to choose from."""
        from readiness.report.formats import FORMATS  # noqa: PLC0415 - the screen is painted first

        found = {one.id: one.definition for one in offers() if one.definition is not None}
        formats = {name: name.upper() for name, one in FORMATS.items() if one.is_installed and name != CARDS}
        self.app.call_from_thread(self._offer, found, formats)

    def _offer(self, found: dict[str, Definition], formats: dict[str, str]) -> None:
        if self.is_left:
            return
        settings = self._desk.workspace.settings.load()
        self._definitions = found
        before = [id for id in settings.documents if id in found] or [MANAGEMENT]
        self.documents.show({id: one.name or one.title for id, one in found.items()}, before, several=True)
        form = settings.document_format if settings.document_format in formats else PDF
        self.form.show(formats, [form], several=False)
        self._suggest()

    @on(ChoiceField.Opened, "#documents")
    def _choose(self) -> None:
        from readiness.tui.screens.pick import Pickable, PickScreen  # noqa: PLC0415 - opens later

        listed = [Pickable(id, one.name or one.title, searched=one.about) for id, one in self._definitions.items()]
        window = PickScreen(_("What to write"), listed, chosen=self.documents.chosen, several=True)
        self.app.push_screen(window, lambda picked: self.documents.choose(picked) if picked else None)

    @on(ChoiceField.Changed)
    def _suggest(self) -> None:
        """Another name for something else, unless somebody gave one; a folder for several."""
        if not self._definitions or self.path.text != self._suggested:
            return
        folder = Path(self._suggested).parent if Path(self._suggested).suffix else Path(self._suggested)
        chosen = self.documents.chosen
        if len(chosen) == 1:
            name = name_for(self._dossier, self._assessment, self._wanted(), self._definitions[chosen[0]])
            folder /= name
        self._suggested = str(folder)
        self.path.value = self._suggested

    @on(Input.Changed, "#secret")
    def _ask_again(self) -> None:
        self.again.display = bool(self.secret.value)

    @on(Input.Submitted, "#secret")
    def _twice(self) -> None:
        (self.again if self.again.display else self.button).focus()

    @on(Input.Submitted, "#path")
    @on(Input.Submitted, "#secret-again")
    @on(Button.Pressed, "#write")
    def _begin(self) -> None:
        self._write()

    @on(ChoiceField.Submitted)
    def _go_on(self) -> None:
        self.button.focus()

    def _wanted(self) -> Wanted:
        return Wanted(
            document=(*self.documents.chosen, MANAGEMENT)[0],
            format=(*self.form.chosen, PDF)[0],
            page_size=(*self.page.chosen, PAGE_SIZES[0])[0],
            redact=bool(self.left_out.chosen),
            passphrase=self.secret.value,
        )

    @work(exclusive=True, group="report")
    async def _write(self) -> None:
        if not self.is_attached:
            return
        if self.secret.value != self.again.value:
            self.outcome.update(self._problem(_("The two passphrases are not the same.")))
            self.again.focus()
            return
        self.button.disabled, self.bar.display = True, True
        self.bar.update(total=max(len(self.documents.chosen), 1), progress=0)
        self.outcome.update(_("Writing…"))
        # Taken from the fields here: they may be gone while it is written.
        order = Order(self.documents.chosen, self._wanted(), Path(self.path.text), force=bool(self.replaces.chosen))
        try:
            said = await asyncio.to_thread(self._write_to, order)
        except NameTakenByFile as taken:
            words = _("{name} is there already. Tick the box to replace it, or give another name.")
            said = [self._problem(words.format(name=clean(taken.path.name)))]
        except ReadinessError as problem:
            said = [self._problem(str(problem))]
        if self.is_left:
            return
        self.outcome.update(Content("\n").join(said))
        self.replaces.display = self._is_taken
        self.button.disabled, self.bar.display = False, False
        self.refresh_bindings()

    def _problem(self, problem: str) -> Content:
        return Content.assemble(("! ", "bold $error"), (clean(problem), "$error"))

    def _write_to(self, order: Order) -> list[Content]:
        """Write what was chosen, and say where it is; in a worker thread."""
        order = replace(order, path=order.path.expanduser().absolute())
        self._is_taken = order.path.exists()
        done = writing.write(self._desk, self._dossier, self._assessment, order, self._advance)
        self._written, self._is_taken = order.path if order.path.is_dir() else done.paths[0], True
        words = [clean(_("Written: {path}").format(path=one)) for one in done.paths]
        return [*(Content.styled(f"✓ {one}", "$sign-yes") for one in words), *(shown(one) for one in done.warnings)]

    def _advance(self) -> None:
        self.app.call_from_thread(self._show_progress)

    def _show_progress(self) -> None:
        if not self.is_left:
            self.bar.advance(1)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A document can be opened once it is written."""
        return action not in ("open_report", "reveal") or self._written is not None

    def action_open_report(self) -> None:
        """Open the document in whatever opens such files here."""
        if self._written is not None:
            self._open(self._written)

    def action_reveal(self) -> None:
        """Open the folder it is in."""
        if self._written is not None:
            self._open(self._written if self._written.is_dir() else self._written.parent)

    def _open(self, path: Path) -> None:
        if not open_file(path):
            self.outcome.update(shown(_("Nothing here opens it. It is at {path}").format(path=path)))

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)


def _hidden(id: str, placeholder: str = "") -> FieldInput:
    field = FieldInput(id=id, placeholder=placeholder, longest=1000)
    field.password = True
    return field
