"""One typed value: its label, a field that fits its type, and what is wrong with it below.

A value that is not accepted is never stored and never lost: it stays in the field, with the reason under
it. What is typed is checked after a short pause, and handed on when the field is left or Enter is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from readiness.questionnaire.model import Fact, FactType
from readiness.translation import _
from readiness.tui.text import clean, line, shown
from readiness.tui.widgets.choice_field import ChoiceField
from readiness.tui.widgets.field_input import FieldInput

Raw = str | list[str]
"""What a person typed or ticked; "" or [] is nothing."""
Refusal = Callable[[Fact, Raw], str]
"""Why a value is not accepted; "" when it is."""

_PAUSE = 0.6
"""Seconds without a key after which what was typed is checked."""
_NAMED = (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION)
_TICKED = (FactType.CHOICE, FactType.CHOICES, FactType.YES_NO)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one field is for."""

    item: str
    """Id of the check or opening fact that the value is kept with."""
    fact: Fact
    raw: Raw = ""
    names: tuple[str, ...] = ()
    """People and organisations already named, to complete from."""
    locked: str = ""
    """Said in place of a field that takes no input."""
    required: bool = False
    wanted: bool = False
    """Enter on the answer leads here while it is empty."""
    addition: str = ""
    """A few words after the label."""
    notice: str = ""
    """Said under the field because of what is in it."""


@dataclass(frozen=True, slots=True)
class Given:
    """An accepted value of a field; nothing when the field was emptied."""

    item: str
    fact: Fact
    raw: Raw


class FactField(Widget):
    """A field that is reused for the facts of the next question."""

    @dataclass
    class Changed(Message):
        """There is an accepted value that is not the one that was there. Told to the screen directly."""

        given: Given

    @dataclass
    class Left(Message):
        """Enter was pressed in a field whose value is accepted."""

        field: FactField

    class Focused(Message):
        """The field got the focus, or lost it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__()
        self._refusal = refusal
        self._entry: Entry | None = None
        self._settled: Raw = ""
        self._complaint = ""
        self._pause: Timer | None = None
        self._label = Static(classes="fact-label", markup=False)
        self._input = FieldInput(classes="fact-input")
        self._choice = ChoiceField(classes="fact-choice")
        self._locked = Static(classes="fact-locked", markup=False)
        self._message = Static(classes="fact-message", markup=False)

    def compose(self) -> ComposeResult:
        """Label on the left; field and message on the right."""
        yield self._label
        with Vertical(classes="fact-entry"):
            yield self._input
            yield self._choice
            yield self._locked
            yield self._message

    @property
    def entry(self) -> Entry | None:
        """What the field is for at the moment."""
        return self._entry

    @property
    def raw(self) -> Raw:
        """What is in the field, accepted or not."""
        if not self._is_ticked:
            return self._input.text
        chosen = list(self._choice.chosen)
        return chosen if self._choice.several else (chosen[0] if chosen else "")

    @property
    def _is_ticked(self) -> bool:
        return self._entry is not None and self._entry.fact.type in _TICKED

    @property
    def editor(self) -> Widget | None:
        """The part that takes the focus; None where no input is taken."""
        if self._entry is None or self._entry.locked:
            return None
        return self._choice if self._is_ticked else self._input

    def show(self, entry: Entry, draft: Raw | None = None) -> None:
        """Ask for another fact; `draft` is what was typed before and not accepted."""
        self._stop_pause()
        self._entry, self._settled = entry, entry.raw
        self._label.update(
            Content.assemble(
                line(entry.fact.label),
                (f" {entry.addition}" if entry.addition else "", "$sign-partly"),
                ("*" if entry.required else "", "bold $key"),
            )
        )
        editor = self.editor
        self._input.display, self._choice.display = editor is self._input, editor is self._choice
        self._locked.display = editor is None
        self._locked.update(shown(entry.locked))
        self._fill(entry, entry.raw if draft is None else draft)
        self.complain(self._refused() if draft is not None else "")

    def _fill(self, entry: Entry, raw: Raw) -> None:
        if self._is_ticked:
            choices = entry.fact.choices or {"yes": _("Yes"), "no": _("No")}
            chosen = raw if isinstance(raw, list) else [raw]
            self._choice.show(choices, chosen, several=entry.fact.type is FactType.CHOICES)
            return
        with self._input.prevent(Input.Changed):
            self._input.value = clean(", ".join(raw) if isinstance(raw, list) else raw)
        self._input.placeholder = line(_example(entry.fact))
        completes = entry.fact.type in _NAMED and bool(entry.names)
        self._input.suggester = SuggestFromList(map(line, entry.names), case_sensitive=False) if completes else None

    def complain(self, problem: str) -> None:
        """Say under the field what is accepted; "" takes it back."""
        self._complaint = problem
        notice = self._entry.notice if self._entry is not None else ""
        self._message.display = bool(problem or notice)
        style = "$error" if problem else "$sign-partly"
        self._message.update(Content.assemble(("! ", f"bold {style}"), (clean(problem or notice), style)))
        if problem and self.has_focus_within:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def reopen(self, problem: str) -> None:
        """Take back that the value was handed on: it was not kept, and the field says why."""
        if self._entry is not None:
            self._settled = self._entry.raw
        self.complain(problem)

    def _refused(self) -> str:
        return self._refusal(self._entry.fact, self.raw) if self._entry is not None and self.raw else ""

    @property
    def is_settled(self) -> bool:
        """Whether what is in the field is what was there, or what was handed on."""
        return self._entry is None or self.editor is None or self.raw == self._settled

    def take(self) -> Given | None:
        """Hand over what is in the field; None when it is not accepted, or nothing new."""
        self._stop_pause()
        if self._entry is None or self.is_settled:
            return None
        problem = self._refused()
        self.complain(problem)
        if problem:
            return None
        self._settled = self.raw
        return Given(self._entry.item, self._entry.fact, self._settled)

    def _tell(self) -> None:
        given = self.take()
        if given is not None:
            self.screen.post_message(self.Changed(given))

    def on_descendant_focus(self) -> None:
        """Tell the screen which fact is asked for."""
        self.set_class(True, "-asked")
        self.post_message(self.Focused())

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Hand the value on when the field is left."""
        self.set_class(False, "-asked")
        self.post_message(self.Focused())
        if event.widget is self.editor:
            self._tell()

    @on(Input.Changed)
    def _check_after_a_pause(self, event: Input.Changed) -> None:
        event.stop()
        self._stop_pause()
        if self._complaint:
            self.complain(self._refused())
        else:
            self._pause = self.set_timer(_PAUSE, lambda: self.complain(self._refused()))

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    @on(Input.Submitted)
    @on(ChoiceField.Submitted)
    def _finish(self, event: Message) -> None:
        event.stop()
        self._tell()
        if self.is_settled:
            self.post_message(self.Left(self))

    @on(ChoiceField.Opened)
    def _open_list(self, event: ChoiceField.Opened) -> None:
        from readiness.tui.screens.pick import Pickable, PickScreen  # noqa: PLC0415 - most lists are short

        event.stop()
        field = event.field
        words = self._entry.fact.choice_words if self._entry is not None else {}
        listed = [Pickable(value, label, searched=words.get(value, "")) for value, label in field.choices.items()]
        heading = self._entry.fact.label if self._entry is not None else ""
        window = PickScreen(heading, listed, chosen=field.chosen, several=field.several)
        self.app.push_screen(window, lambda picked: field.choose(picked) if picked is not None else None)

    @on(ChoiceField.Changed)
    def _take_choice(self, event: ChoiceField.Changed) -> None:
        event.stop()
        self._tell()


def _example(fact: Fact) -> str:
    if not fact.example and fact.example != 0:
        return ""
    written = ", ".join(fact.example) if isinstance(fact.example, list) else str(fact.example)
    return _("for example {example}").format(example=written)
