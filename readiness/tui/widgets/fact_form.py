"""The facts of one question, below each other. Fields are made when first needed and reused ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import AwaitMount

from readiness.questionnaire.model import Fact
from readiness.tui.widgets.fact_field import Entry, FactField, Given, Raw, Refusal


class FactForm(Vertical):
    """Fields in order. Enter goes from one to the next, and after the last one to the next question."""

    @dataclass
    class Finished(Message):
        """Enter was pressed in the last field. Told to the screen directly."""

        item: str

    def __init__(self, refusal: Refusal, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._refusal = refusal
        self._fields: list[FactField] = []
        self._used = 0
        self._drafts: dict[tuple[str, str], Raw] = {}
        self._item = ""

    @property
    def item(self) -> str:
        """The item whose facts are asked for."""
        return self._item

    @property
    def focused(self) -> FactField | None:
        """The field that has the focus."""
        return next((field for field in self.fields if field.has_focus_within), None)

    @property
    def fact(self) -> Fact | None:
        """The fact whose field has the focus."""
        field = self.focused
        return field.entry.fact if field is not None and field.entry is not None else None

    @property
    def is_wanting(self) -> bool:
        """Whether a field that should be filled is empty."""
        return any(field.entry is not None and field.entry.wanted and not field.raw for field in self.fields)

    @property
    def fields(self) -> list[FactField]:
        """The fields in use."""
        return self._fields[: self._used]

    def renew(self, entries: Sequence[Entry]) -> None:
        """The same item after a change: fields are only touched when others are asked for."""
        asked = [(field.entry.fact, field.entry.notice) for field in self.fields if field.entry is not None]
        if asked != [(entry.fact, entry.notice) for entry in entries]:
            self._remember()
            self._fill(self._item, entries)

    def reopen(self, fact_ids: Sequence[str], problem: str) -> None:
        """Values that were not kept: they stay in their fields, with the reason."""
        for field in self.fields:
            if field.entry is not None and field.entry.fact.id in fact_ids:
                field.reopen(problem)

    async def show(self, item: str, entries: Sequence[Entry]) -> None:
        """Ask for these facts of an item. What was typed for it before and not accepted is still there."""
        mounted = self._fill(item, entries)
        if mounted is not None:
            await mounted

    def _fill(self, item: str, entries: Sequence[Entry]) -> AwaitMount | None:
        """Put the facts into fields; what to wait for, where there are more of them than ever before."""
        self._item = item
        missing = [FactField(self._refusal) for _n in range(len(entries) - len(self._fields))]
        mounted = self.mount_all(missing) if missing else None
        self._fields += missing
        self._used = len(entries)
        for number, field in enumerate(self._fields):
            field.display = number < self._used
            if number < self._used:
                entry = entries[number]
                field.show(entry, self._drafts.get((item, entry.fact.id)))
        self.display = bool(entries)
        return mounted

    def take(self) -> list[Given]:
        """Every accepted value that was not handed on yet. The rest is remembered for the next time."""
        given = [one for one in (field.take() for field in self.fields) if one is not None]
        self._remember()
        return given

    def _remember(self) -> None:
        for field in self.fields:
            if field.entry is not None:
                key = (self._item, field.entry.fact.id)
                if field.is_settled:
                    self._drafts.pop(key, None)
                else:
                    self._drafts[key] = field.raw

    def focus_first(self) -> bool:
        """Put the cursor into the first field that is still empty, or else the first one; False without fields."""
        usable = [field for field in self.fields if field.editor is not None]
        for field in [field for field in usable if not field.raw] or usable:
            if field.editor is not None:
                self.screen.set_focus(field.editor)
                return True
        return False

    @on(FactField.Left)
    def _go_on(self, event: FactField.Left) -> None:
        event.stop()
        if event.field not in self.fields:
            return  # Enter was pressed in a field that the next question doesn't use
        for field in self.fields[self.fields.index(event.field) + 1 :]:
            if field.editor is not None:
                field.editor.focus()
                return
        self.screen.post_message(self.Finished(self._item))
