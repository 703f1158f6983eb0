"""The pieces a document of blocks is written in: one key each, in the order they stand on the page.

Papers, letters and sheets are lists of these in `reports/*.yaml`. Texts may hold `{names}` as everywhere in a
definition. `when` shows a piece only when the answers say so, `unless` whenever they don't say otherwise, both in the
condition language of the questionnaires. There is no other logic.
"""

from __future__ import annotations

import msgspec

from readiness.questionnaire.condition import Condition
from readiness.questionnaire.model import Addressee
from readiness.questionnaire.part import Part
from readiness.report.document import Tone, Voice


class NamedValue(Part, frozen=True):
    """A row of a table of facts; what has no value is a blank to write on."""

    label: str
    value: str
    when: Condition | None = None
    unless: Condition | None = None


class TableColumn(Part, frozen=True):
    """A column of a table; widths are relative to each other."""

    title: str
    width: float = 1.0


class Table(Part, frozen=True):
    """A table with rows of texts, and rows left empty to be filled in by hand. A short row is blank at its end."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 0


class Framed(Part, frozen=True):
    """Something set apart."""

    text: str
    title: str = ""
    tone: Tone = Tone.PLAIN


class Lines(Part, frozen=True):
    """Ruled lines to write on."""

    label: str = ""
    lines: int = 1


class Call(Part, frozen=True):
    """Somebody to call: whom the fact `of` names, or the number it holds."""

    who: str
    of: str = ""
    """Id of a fact of a person, an organisation, a phone number or a text; none is a blank to write on."""
    say: str = ""
    number: str = ""
    """Instead of a number: why it is not to be called."""
    when: Condition | None = None
    unless: Condition | None = None


class Calls(Part, frozen=True):
    """The order of calls: whom, on which number, on which second one, and what to say first."""

    who: str
    number: str
    not_set: str
    """Stands in bold where nobody is named."""
    private: str
    """Before the blank for a number that is kept and never printed."""
    rows: tuple[Call, ...]
    second: str = ""
    say: str = ""
    """Without a title there is no such column."""


class Questions(Part, frozen=True):
    """What nobody knew or could prove, as questions to one addressee; nothing else is said about it."""

    to: Addressee
    unknown: str
    """Before the questions nobody could answer."""
    unproven: str
    """Before the things somebody can send."""
    blank: str
    """Before the details that were left empty."""
    none: str
    answer: str
    """The label of the lines to write on."""
    lines: int = 2


class Matters(Part, frozen=True):
    """Answers that don't fit together, quoted; only in a document for counsel."""

    intro: str
    none: str
    why: str
    unchecked: str
    """Before comparisons for which an answer is missing."""


class Hours(Part, frozen=True):
    """The steps of the first days as rows, with room for the times of the real thing."""

    step: str
    who: str
    limit: str
    planned: str
    done: str
    by: str
    no_limit: str
    none: str


class MayApply(Part, frozen=True):
    """Duties that may apply, with where they stand and as of when; never more than that."""

    recipient: str
    may: str
    under: str
    none: str
    waiting: str
    """Before what depends on an opening question nobody answered, with `{value}`."""


class Piece(Part, frozen=True, kw_only=True):
    """One piece of a page. Exactly one key besides `when`, `unless`, `level` and `voice`."""

    heading: str | None = None
    text: str | None = None
    bullets: tuple[str, ...] | None = None
    numbered: tuple[str, ...] | None = None
    facts: tuple[NamedValue, ...] | None = None
    table: Table | None = None
    box: Framed | None = None
    sign: tuple[str, ...] | None = None
    blank: Lines | None = None
    page_break: bool | None = None
    calls: Calls | None = None
    questions: Questions | None = None
    matters: Matters | None = None
    hours: Hours | None = None
    may_apply: MayApply | None = None
    together: tuple[Piece, ...] | None = None
    when: Condition | None = None
    unless: Condition | None = None
    level: int = 2
    """Of a heading: 1 is the title of the document."""
    voice: Voice = Voice.BODY
    """Of a text or a list."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys that say what it is; one, in a sound definition."""
        return tuple(name for name in KINDS if getattr(self, name) is not None)


_BESIDES = ("when", "unless", "level", "voice")
KINDS = tuple(field.name for field in msgspec.structs.fields(Piece) if field.name not in _BESIDES)
"""What a piece can be."""
