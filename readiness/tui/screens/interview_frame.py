"""What the interview looks like: sections, question, guidance, one row of help, one of progress, the keys."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from readiness.assessment.interview import VisibilityChange
from readiness.session.sitting import Session
from readiness.translation import _
from readiness.tui.course import Course
from readiness.tui.hint import field_hint, why_hint
from readiness.tui.keeping import refusal
from readiness.tui.notices import visibility
from readiness.tui.saving import SavingScreen
from readiness.tui.text import clean, line
from readiness.tui.widgets.guidance import guidance
from readiness.tui.widgets.key_line import KeyLine
from readiness.tui.widgets.question_pane import QuestionPane
from readiness.tui.widgets.section_list import SectionList
from readiness.tui.widgets.title_line import TextLine, TitleLine

_LEAST, _ROOMY, _WIDE = 76, 96, 126
"""Columns from which sections fit beside a question, beside a screen of facts, and guidance fits, too."""
_WINDOWS = ("readiness.tui.screens.block_end", "readiness.tui.screens.review", "readiness.tui.screens.reading")


class InterviewFrame(SavingScreen[bool]):
    """Shows where we are in the course. What keys and fields do is told by its subclasses."""

    pane = getters.query_one(QuestionPane)
    title_line = getters.query_one(TitleLine)
    sections = getters.query_one(SectionList)
    sections_box = getters.query_one("#sections-box", VerticalScroll)
    guidance_box = getters.query_one("#guidance-box", VerticalScroll)
    guidance_text = getters.query_one("#guidance", Static)
    hint = getters.query_one("#hint", TextLine)
    progress = getters.query_one("#progress", TextLine)

    def __init__(self, session: Session, course: Course | None = None) -> None:
        """`course` is a way of its own through the questions; else it is all of them."""
        super().__init__(session.clock)
        self.session = session
        self.course = course or Course(session)
        self.folded = False
        self._offered: set[str] = set()
        self.walked = ""
        """The item whose fields were gone through since it came on screen."""

    def compose(self) -> ComposeResult:
        """Sections, question, guidance; one row of help, one of progress, the keys."""
        yield TitleLine()
        with Horizontal(id="body"):
            with VerticalScroll(id="sections-box", can_focus=False):
                yield SectionList(id="sections")
            currency = self.session.organisation.currency
            yield QuestionPane(partial(refusal, today=self.session.clock.today, currency=currency), id="pane")
            with VerticalScroll(id="guidance-box", can_focus=False):
                yield Static(id="guidance", markup=False)
        yield TextLine(id="hint")
        yield TextLine(id="progress")
        yield KeyLine()

    async def on_mount(self) -> None:
        """Begin where the last sitting stopped."""
        await self.show()
        self._bring_windows()
        self.say_notices()
        if self.session.read_only:
            self.title_line.right = Content.styled(_("read only"), "bold $sign-partly")
            words = _("Another program works on this organisation ({holder}). You can look; nothing is saved.")
            self.app.notify(clean(words.format(holder=self.session.holder)), timeout=30, markup=False)

    @work(thread=True, group="windows")
    def _bring_windows(self) -> None:
        """Import what most sittings open sooner or later while the first question is read."""
        for window in _WINDOWS:
            import_module(window)

    def say_notices(self) -> None:
        """Say what opening the organisation put right."""
        for notice in self.session.notices:
            self.app.notify(clean(notice), timeout=20, markup=False)

    async def show(self, item: str = "") -> None:
        """Show an item from its top; without one, where we are."""
        if item:
            self.course.go(item)
        self.walked = ""
        async with self.batch():
            self.make_room()
            await self.pane.show(self.course.question())
            self.show_around()
        self.pane.focus_start()
        self._follow_keys()
        # The question is painted first: nobody waits for where we are to be written down.
        self.call_after_refresh(self.later, self.remember)

    def _follow_keys(self) -> None:
        """Tell that other keys work than before: looking through all of them takes as long as keeping an answer."""
        names = {binding.action.partition("(")[0] for _key, binding in self._bindings}
        offered = {name for name in names if self.offers(name, ())}
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def show_around(self) -> None:
        """Show what surrounds the question."""
        course = self.course
        self.title_line.left = Content(line(course.title()))
        self.sections.show(course.parts(), course.marks(), course.item)
        self._show_guidance()
        self._show_hint()
        self.progress.text = Content(course.progress())

    def make_room(self) -> None:
        """Sections on the left while there is room, guidance on the right of a question where it is wide."""
        facts, width = self.course.check is None, self.size.width
        room = width >= (_ROOMY if facts else _LEAST)
        self.sections_box.display = room and not self.folded
        self.guidance_box.display = width >= _WIDE and not facts

    def _show_guidance(self) -> None:
        """What helps to answer, where there is room for it."""
        check = self.course.check
        if check is not None and self.guidance_box.display:
            self.guidance_text.update(guidance(self.course.interview.reading.index, check))

    def _show_hint(self) -> None:
        """Help for what has the focus."""
        fact, check = self.pane.form.fact, self.course.check
        if fact is not None:
            self.hint.text = field_hint(fact, check)
        else:
            aside = self.guidance_box.display
            self.hint.text = why_hint(check) if check is not None and not aside else Content("")

    def on_resize(self) -> None:
        """Give each part the room there is."""
        self.make_room()
        self._show_guidance()
        self._show_hint()

    async def remember(self) -> None:
        """Keep where we are, for the next sitting."""
        item = self.course.item
        if item and not self.session.read_only:
            await self.keep(lambda: self.session.move_to(item), quietly=True)

    def take_in(self, change: VisibilityChange | None = None) -> None:
        """Show what was kept. Focus, place and what is being typed stay."""
        before = self.course.other
        self.course.renew()
        if self.course.other != before:
            self.refresh_bindings()
        question = self.course.question()
        if change:
            said_too = visibility(self.course.interview.reading, change)
            question = replace(question, notices=(*question.notices, *said_too))
        self.pane.renew(question)
        self.show_around()
