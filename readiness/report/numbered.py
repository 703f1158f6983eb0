"""The base of the words of every part that has a title of its own."""

from __future__ import annotations

from readiness.questionnaire.part import Part


class NumberedPart(Part, frozen=True, kw_only=True):
    """A part with a title and, as `number`, what stands before it."""

    title: str
    number: str = ""
    intro: str = ""

    @property
    def heading(self) -> str:
        """The title with its number."""
        return f"{self.number} {self.title}".strip()
