"""The end of a block: stop here with a finished paper, or go on with the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.agenda import Group
from readiness.assessment.interview import Interview
from readiness.error import ReadinessError
from readiness.session.papers import Paper, folder_for, title_of, write_paper
from readiness.session.sitting import Session
from readiness.store.workspace import Workspace
from readiness.translation import _, ngettext
from readiness.tui.course import short_name
from readiness.tui.opening import open_file
from readiness.tui.page import Page
from readiness.tui.text import clean, line, lines, shown
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.row_list import RowList
from readiness.tui.widgets.title_line import TitleLine


class Ended(StrEnum):
    """How the end of a block was left; the value is the key."""

    STOP = "h"
    GO_ON = "g"
    BACK = "b"


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to go on from here."""

    key: str
    title: str
    about: str = ""


class BlockEndScreen(Page[Ended]):
    """What the block leaves in hand, and what comes next. Enter stops here; nothing is written by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "leave('h')", _("stop here")),
        Binding("o", "write", _("write the paper")),
        Binding("g", "leave('g')", _("go on")),
        Binding("ctrl+o", "open_paper", _("open it")),
        Binding("ctrl+r", "reveal", _("show its folder")),
        Binding("escape,b", "leave('b')", _("back")),
    ]

    rows = getters.query_one("#block-ways", RowList)
    about = getters.query_one("#block-about", Static)
    outcome = getters.query_one("#block-outcome", Static)

    def __init__(self, workspace: Workspace, session: Session, interview: Interview, block: Group) -> None:
        super().__init__()
        self._workspace = workspace
        self._session = session
        self._interview = interview
        self._block = block
        self._next = interview.block_after(block)
        self._written: Path | None = None

    def compose(self) -> ComposeResult:
        """What is done, what it leaves, the ways on."""
        blocks = self._interview.blocks
        words = _("{name} · block {n} of {all}").format(
            name=short_name(self._session.organisation.name), n=blocks.index(self._block) + 1, all=len(blocks)
        )
        yield TitleLine(Content(words))
        yield Static(self._done(), id="block-done", markup=False)
        yield RowList(self._draw, tuple(self._choices()), id="block-ways")
        yield Static(id="block-about", markup=False)
        yield Static(id="block-outcome", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to stop: that is the first row."""
        self.rows.focus()
        self._follow()

    def _done(self) -> Content:
        progress = self._interview.group_progress(self._block)
        answered = _("{n} of {all} answered").format(n=progress.answered, all=progress.asked)
        told = Content.assemble(("✓ ", "$sign-yes"), (line(self._block.title), "bold"), (f"  {answered}", "$quiet"))
        return lines([told, shown(_("You can stop here. {paper}").format(paper=self._block.ends_with))])

    def _choices(self) -> Iterator[_Choice]:
        yield _Choice(Ended.STOP, _("Stop here"), _("Everything is kept. Next time it goes on right after this block."))
        if self._block.paper:
            yield _Choice("o", _("Write the paper"), self._about_paper())
        following = self._next
        if following is None:
            yield _Choice(Ended.GO_ON, _("Look it over and finish"), _("All blocks are behind you."))
            return
        minutes = self._interview.minutes_in(following)
        title = ngettext("Go on: {title}, about {n} minute", "Go on: {title}, about {n} minutes", minutes).format(
            title=following.title, n=minutes
        )
        yield _Choice(Ended.GO_ON, title, _("Have in hand: {what}").format(what=following.in_hand))

    def _about_paper(self) -> str:
        try:
            name = title_of(self._block.paper)
        except ReadinessError as problem:
            return str(problem)
        words = _("{paper}: a draft as a PDF, into {folder}")
        return words.format(paper=name, folder=folder_for(self._workspace))

    def _draw(self, row: _Choice, width: int) -> Content:
        return Content.assemble((f"{row.key}  ", "bold $key"), line(row.title)).truncate(width, ellipsis=True)

    @on(RowList.Moved)
    def _follow(self) -> None:
        row: _Choice | None = self.rows.current
        self.about.update(shown(row.about, "$quiet") if row is not None else "")

    @on(RowList.Opened)
    def _take(self, event: RowList.Opened) -> None:
        row: _Choice = event.row
        if row.key == "o":
            self.action_write()
        else:
            self.action_leave(row.key)

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A paper is offered where the questionnaire names one, and opened once it is written."""
        if action == "write":
            return bool(self._block.paper)
        return action not in ("open_paper", "reveal") or self._written is not None

    @work(exclusive=True, group="paper")
    async def action_write(self) -> None:
        """Write the paper of this block."""
        self.outcome.update(_("Writing…"))
        try:
            paper = await asyncio.to_thread(self._write)
        except ReadinessError as problem:
            said = Content.assemble(("! ", "bold $error"), (clean(str(problem)), "$error"))
        else:
            self._written = paper.path
            words = clean(_("Written: {path}").format(path=paper.path))
            said = lines([Content.styled(f"✓ {words}", "$sign-yes"), *(shown(one) for one in paper.warnings)])
        if not self.is_left:
            self.outcome.update(said)
            self.refresh_bindings()

    def _write(self) -> Paper:
        session = self._session
        return write_paper(session, session.assessment, self._block.paper, folder_for(self._workspace).absolute())

    def action_open_paper(self) -> None:
        """Open the paper in whatever opens such files here."""
        if self._written is not None:
            self._open(self._written)

    def action_reveal(self) -> None:
        """Open the folder it is in."""
        if self._written is not None:
            self._open(self._written.parent)

    def _open(self, path: Path) -> None:
        if not open_file(path):
            self.outcome.update(shown(_("Nothing here opens it. It is at {path}").format(path=path)))

    def action_leave(self, key: str) -> None:
        """Stop, go on, or go back to the last question."""
        self.dismiss(Ended(key))
