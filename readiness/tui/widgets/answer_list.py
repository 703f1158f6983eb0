"""The answers a question can have: by digit or letter, by arrow and Enter, or by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from readiness.questionnaire.model import Check
from readiness.questionnaire.vocabulary import State
from readiness.translation import _
from readiness.tui.sign import CURSOR, CURSOR_FAINT, Sign, state_sign
from readiness.tui.text import indented, line
from readiness.tui.widgets.hit_lines import Hit, HitLines, Line

_INDENT = 7
"""Cells before the words: cursor, sign and key."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer that can be chosen."""

    key: str
    state: State
    label: str
    detail: str = ""
    own: str = ""
    """Id of the check's own choice, where it has some."""

    @property
    def sign(self) -> Sign:
        """How the state it stands for is shown."""
        return state_sign(self.state)


def offers(check: Check) -> tuple[Offer, ...]:
    """The answers of a check: its own ones or yes, partly and no, and always the two ways out."""
    if check.choices:
        given = tuple(
            Offer(str(number), own.state, own.label, own=own.id) for number, own in enumerate(check.choices, 1)
        )
    else:
        given = (
            Offer("1", State.YES, _("Yes"), check.yes_means),
            Offer("2", State.PARTLY, _("Partly"), check.partly_means),
            Offer("3", State.NO, _("No")),
        )
    ways_out = [Offer("u", State.UNKNOWN, _("I don't know"))]
    if not check.always:
        ways_out.append(Offer("x", State.NOT_APPLICABLE, _("Doesn't apply…")))
    return (*given, *ways_out)


class AnswerList(HitLines[int], can_focus=True):
    """The answers of one question; reused for the next one.

    A key is only told to the screen, which applies it in order to the question that is there by then: whoever
    types `1 enter 3` faster than the disk saves has given the 3 to the next question. It tells the screen
    directly and not through its parents, so that keys and mouse stay in order, too.
    """

    BINDINGS = [
        Binding("enter", "press('enter')", _("next")),
        Binding("up", "move(-1)", _("Answer above"), show=False),
        Binding("down", "move(1)", _("Answer below"), show=False),
        *(Binding(str(n), f"press('{n}')", _("Answer {n}").format(n=n), show=False) for n in range(1, 10)),
        Binding("u", "press('u')", _("I don't know"), show=False),
        Binding("x", "press('x')", _("Doesn't apply, with the reason"), show=False),
    ]

    cursor: reactive[int | None] = reactive(None, repaint=False)

    @dataclass
    class Pressed(Message):
        """A key that answers, or Enter."""

        key: str

    @dataclass
    class Moved(Message):
        """An arrow leads to an answer of a question."""

        item: str
        offer: Offer

    @dataclass
    class Clicked(Message):
        """An answer of a question was clicked."""

        item: str
        offer: Offer

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._item = ""
        self._offers: tuple[Offer, ...] = ()
        self._chosen: int | None = None

    @property
    def chosen(self) -> Offer | None:
        """The answer that is given."""
        return None if self._chosen is None else self._offers[self._chosen]

    @property
    def under_cursor(self) -> Offer | None:
        """The answer that Enter would give."""
        return None if self.cursor is None else self._offers[self.cursor]

    def offer(self, key: str) -> Offer | None:
        """The answer that a key gives."""
        return next((offer for offer in self._offers if offer.key == key), None)

    def show(self, item: str, offered: Sequence[Offer], state: State | None, own: str = "") -> None:
        """Show the answers of a question, and the one that is given."""
        self._item = item
        self._offers = tuple(offered)
        self._chosen = next(
            (n for n, offer in enumerate(self._offers) if offer.state is state and offer.own in ("", own)), None
        )
        self._put_cursor(self._chosen)

    def mark(self, offer: Offer) -> None:
        """Show an answer as given."""
        self._chosen = self._offers.index(offer)
        self._put_cursor(self._chosen)

    def _put_cursor(self, number: int | None) -> None:
        # Not by assigning it: that builds the lines, which are built again here anyway.
        self.set_reactive(AnswerList.cursor, number)
        self.rebuild()

    def build(self, width: int) -> list[Line[int]]:
        """Each answer with its key; explanations hang below their first word."""
        built: list[Line[int]] = []
        cursor = CURSOR if self.has_focus else CURSOR_FAINT
        for number, offer in enumerate(self._offers):
            chosen, here = number == self._chosen, number == self.cursor
            first = Content.assemble(
                ("▸" if here else " ", "bold $primary"),
                " ",
                offer.sign.mark if chosen else Content(" "),
                " ",
                (offer.key, "bold $key"),
                "  ",
            )
            words = Content.styled(line(offer.label), "bold" if chosen else "")
            if offer.detail:
                words = Content.assemble(words, ("  " + line(offer.detail), "$quiet"))
            for content in indented(words, width, first, _INDENT):
                drawn = content.truncate(width, pad=True).stylize_before(cursor) if here else content
                built.append(Line(drawn, (Hit(0, width, number),)))
        return built

    def hit(self, target: int) -> None:
        """A click chooses."""
        self.focus()
        self.screen.post_message(self.Clicked(self._item, self._offers[target]))

    def watch_cursor(self) -> None:
        """Show where the cursor is."""
        if self.is_mounted:
            self.rebuild()

    async def on_key(self, event: events.Key) -> None:
        """Act on its own keys at once: Textual passes a key up to the app before it looks who has bound it."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            await self.run_action(binding.action)

    def action_move(self, by: int) -> None:
        """Move the cursor; it starts outside the answers, so that Enter alone never answers."""
        last = len(self._offers) - 1
        if last < 0:
            return  # the focus has not left yet, and opening facts are on screen
        self.cursor = (0 if by > 0 else last) if self.cursor is None else max(0, min(self.cursor + by, last))
        self.screen.post_message(self.Moved(self._item, self._offers[self.cursor]))

    def action_press(self, key: str) -> None:
        """Tell the screen."""
        self.screen.post_message(self.Pressed(key))
