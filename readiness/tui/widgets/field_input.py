"""The field for one line of text, the same everywhere: one row high, and calm."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from readiness.questionnaire.vocabulary import LONGEST_TEXT
from readiness.translation import _
from readiness.tui.text import clean

_EDITING = [one for one in Input.BINDINGS if isinstance(one, Binding) and one.action != "submit"]


class FieldInput(Input, inherit_bindings=False):
    """An input without blinking and without keys for scrolling, which it can't: those belong to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", _("next")), *_EDITING]

    def __init__(
        self,
        value: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
        placeholder: str = "",
        longest: int = LONGEST_TEXT,
    ) -> None:
        super().__init__(
            clean(value),
            placeholder=placeholder,
            id=id,
            classes=classes,
            max_length=longest,
            select_on_focus=False,
            compact=True,
        )
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in. What is pasted may hold what a terminal would act on: that never gets this far."""
        super().replace(clean(text).replace("\t", " "), start, end)

    @property
    def text(self) -> str:
        """What is in it, without blanks around it."""
        return clean(self.value).strip()


class FilterInput(FieldInput, inherit_bindings=False):
    """A field that makes a list shorter; Enter takes the row under the list's cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", _("take")), *_EDITING]


class SecretInput(FieldInput, inherit_bindings=False):
    """A field that shows nothing of what is in it; Enter opens what that is the key to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", _("open")), *_EDITING]

    def on_mount(self) -> None:
        """Show dots."""
        self.password = True
