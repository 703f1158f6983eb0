"""A window for a note. Closing it keeps the note: nothing typed is ever thrown away."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.document._document import EditResult, Location
from textual.widgets import Static, TextArea

from readiness.translation import _
from readiness.tui.screens.window import Window
from readiness.tui.text import clean


class _NoteArea(TextArea):
    """Lines of text. What is pasted may hold what a terminal would act on: that never gets this far."""

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Put text in."""
        return super().replace(clean(insert), start, end, maintain_selection_offset=maintain_selection_offset)


class NoteScreen(Window[str | None]):
    """A few lines. Gives the text; None when it is as it was."""

    BINDINGS = [
        Binding("escape", "close", _("keep and close")),
        Binding("ctrl+s", "keep", _("keep and close"), show=False, priority=True),
    ]

    def __init__(self, kept: str, written: str | None = None, problem: str = "") -> None:
        """`written` is a text that could not be kept, because of `problem`."""
        super().__init__(_("A note with this answer. It is printed in the appendix."))
        self._kept = clean(kept)
        self._written = self._kept if written is None else clean(written)
        self._problem = problem

    def middle(self) -> ComposeResult:
        """The text."""
        if self._problem:
            words = _("Change it, or press ctrl+s to try again; esc now goes without it.")
            said = Content.assemble(("! ", "bold $error"), (clean(self._problem), "$error"), f" {words}")
            yield Static(said, markup=False)
        yield _NoteArea(self._written, id="note", soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Ready to type at the end."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.focus()
        area.move_cursor(area.document.end)

    def so_far(self) -> str | None:
        """What is written, if it is not what is kept."""
        text = clean(self.query_one(TextArea).text)
        return text if text != self._kept else None

    def action_close(self) -> None:
        """Give the text. What was refused, and is as it was then, is given up: nobody is held here."""
        text = self.so_far()
        self.dismiss(None if self._problem and text == self._written else text)

    def action_keep(self) -> None:
        """Give the text, also once more."""
        self.dismiss(self.so_far())
