"""The keys of the interview: which there are, when they do something, and those that lead elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from readiness.translation import _
from readiness.tui.screens.interview_windows import InterviewWindows

if TYPE_CHECKING:
    from textual.command import Provider

    from readiness.assessment.agenda import Group


def _place_commands() -> type[Provider]:
    from readiness.tui.place_commands import PlaceCommands  # noqa: PLC0415 - brings the palette, which opens later

    return PlaceCommands


class InterviewKeys(InterviewWindows):
    """What keys do beyond answering and explaining."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "to_answers", _("leave the field")),
        Binding("b,pageup", "step(-1)", _("back")),
        Binding("pagedown", "step(1)", _("skip")),
        Binding("n", "note", _("note")),
        Binding("f", "flag", _("flag")),
        Binding("w", "who", _("who"), tooltip=_("Whose answers these are from here on")),
        Binding("g", "go_to", _("go to")),
        Binding("slash", "find", _("find")),
        Binding("v", "only", _("only"), tooltip=_("Only what is not answered, flagged, not known, unproven, or mine")),
        Binding("escape", "all", _("all questions"), tooltip=_("Walk through all questions again")),
        Binding("o", "other", _("other question"), tooltip=_("Go to the answer that doesn't fit with this one")),
        Binding("s", "fold", _("sections")),
        Binding("i", "why", _("why")),
        Binding("r", "review", _("review")),
        Binding("h", "home", _("home")),
        Binding("question_mark,f1", "words", _("words")),
        Binding("ctrl+z", "undo", _("Take the last answer back"), show=False),
    ]

    COMMANDS = {_place_commands}

    def offers(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only the keys that do something here."""
        if action == "to_answers":
            return self.focused is not None and self.focused is not self.pane.answers
        if action == "other":
            return bool(self.course.other)
        if action == "only":
            return self.course.can_narrow
        if action == "all":
            return self.course.only is not None and not self.offers("to_answers", ())
        if action == "words":
            return self.course.check is not None or self.pane.form.fact is not None
        if action in ("note", "flag", "who", "why"):
            return self.course.check is not None
        return True

    def action_to_answers(self) -> None:
        """Leave the fields for the answers; what was typed is kept."""
        if self.course.check is not None:
            self.pane.answers.focus()
        else:
            self.set_focus(None)

    def action_step(self, by: int) -> None:
        """Go back, or on without answering."""
        self.later(partial(self.step, by))

    def action_fold(self) -> None:
        """Show or hide the sections."""
        self.folded = not self.folded
        self.make_room()

    def action_flag(self) -> None:
        """Flag the question to look at again, or take the flag away."""
        self.later(partial(self._flag, self.course.item))

    async def _flag(self, item: str) -> None:
        await self.keep(lambda: self.session.flag(item))
        self.take_in()

    def action_undo(self) -> None:
        """Take the last change of an answer back, and show its question."""
        self.later(self._undo)

    async def _undo(self) -> None:
        item = await self.keep(self.session.undo)
        if item is not None:
            self.course.renew()
            await self.show(item)

    @work
    async def action_only(self) -> None:
        """Choose a part of the questions to walk through."""
        from readiness.tui.finding_places import ALL, parts_listed  # noqa: PLC0415 - imported when first opened
        from readiness.tui.screens.pick import PickScreen  # noqa: PLC0415

        if not self.is_active:
            return
        listed = parts_listed(self.course.interview)
        picked = await self.app.push_screen_wait(
            PickScreen(_("Which questions?"), listed, chosen=[self.course.only or ALL])
        )
        if picked:
            self.later(partial(self._narrow, picked[0]))

    def action_other(self) -> None:
        """Go to the answer that doesn't fit together with this one."""
        self.later(partial(self.go, self.course.other))

    def action_all(self) -> None:
        """Walk through all questions again."""
        self.later(partial(self._narrow, ""))

    async def _narrow(self, part: str) -> None:
        only = next((one for one in self.course.interview.offered_parts() if one == part), None)
        await self.go(self.course.narrow(only))

    @work
    async def end_block(self, block: Group) -> None:
        """Offer to stop after a block with its paper, or to go on with the next one."""
        from readiness.tui.screens.block_end import BlockEndScreen, Ended  # noqa: PLC0415 - opens later

        await self.settle()
        if not self.is_active:
            return
        screen = BlockEndScreen(self.desk.workspace, self.session, self.course.interview, block)
        ended = await self.app.push_screen_wait(screen)
        item = self.course.beside(1)
        if ended is Ended.STOP:
            if item is not None:
                await self.keep(partial(self.session.move_to, item), quietly=True)
            self.dismiss(False)
        elif ended is Ended.GO_ON and item is not None:
            self.later(partial(self.show, item))
        elif ended is Ended.GO_ON:
            self.action_review()

    @work
    async def action_review(self) -> None:
        """Look over what is open, and finish."""
        from readiness.tui.screens.review import Outcome, ReviewScreen  # noqa: PLC0415 - imported when first opened

        if not self.is_active:
            return
        await self.settle()
        # Nothing comes back from a review that was closed together with what it stood on.
        returned: Outcome | None = await self.app.push_screen_wait(ReviewScreen(self.session))
        outcome = returned or Outcome()
        if outcome.sealed:
            self.dismiss(True)
        elif outcome.item:
            self.course.renew()
            await self.show(outcome.item)

    @work
    async def action_home(self) -> None:
        """Leave; everything is kept."""
        await self.settle()
        self.dismiss(False)
