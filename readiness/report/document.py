"""A report as a small, closed set of blocks: what it says, and nothing about how it is drawn.

Composing and rendering meet only here, so the same document becomes a PDF today and other formats
later, and tests read its text without opening a PDF. All text is plain text: nothing in it is markup.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from readiness.report.theme import Theme


class Tone(StrEnum):
    """What a colour would say; the words beside it always say it too."""

    PLAIN = "plain"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    ACCENT = "accent"


class Glyph(StrEnum):
    """A sign that stands before the word it means; a renderer draws it, for few fonts have them all."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNPROVEN = "unproven"
    STALE = "stale"
    CONFLICT = "conflict"


class Voice(StrEnum):
    """How loud a paragraph speaks."""

    LEAD = "lead"
    BODY = "body"
    TIGHT = "tight"
    """Like body, close to what follows."""
    SMALL = "small"


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


class PageSize(StrEnum):
    """The paper."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. A newline breaks the line; `to` links to an anchor of the document."""

    text: str
    strong: bool = False
    muted: bool = False
    tone: Tone = Tone.PLAIN
    to: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn sign; the word that follows carries the meaning."""

    glyph: Glyph


Inline: TypeAlias = Run | Mark
Line: TypeAlias = tuple[Inline, ...]


def line(*parts: str | Inline) -> Line:
    """A line from texts and runs."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a part (level 1), of a chapter in it (2) or of one item (3)."""

    level: int
    text: str
    anchor: str = ""
    listed: bool = True
    """Whether it stands in the outline and in the contents."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: Line
    voice: Voice = Voice.BODY


@dataclass(frozen=True, slots=True)
class Listing:
    """Items with bullets, or numbered."""

    items: tuple[Line, ...]
    ordered: bool = False
    voice: Voice = Voice.BODY


@dataclass(frozen=True, slots=True)
class FactRow:
    """A name and what is known under it."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class FactsTable:
    """Names on the left, values on the right."""

    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is relative to the other columns."""

    title: str
    width: float
    align: Align = Align.LEFT


Row: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table whose header is repeated where it goes on."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    anchors: tuple[str, ...] = ()
    """One per row, or none at all; an empty one is no anchor."""
    compact: bool = False
    """Set a little smaller: for lists that are long and looked up rather than read."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Two shares of 100 that belong together: proven is a part of in place. None is not judged."""

    label: str
    in_place: float | None
    proven: float | None
    before: float | None = None
    """In place, the last time."""
    note: str = ""
    """Small, below the label."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from 0 to 100, with a key to their meaning."""

    bars: tuple[Bar, ...]
    in_place: str
    proven: str
    before: str = ""
    """Names in the key; without a name for the last time there is no mark for it."""
    not_judged: str = ""
    """Stands instead of a bar that has no value."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One step: hours from the start; None is not known, or no deadline."""

    step: str
    who: str
    earliest: float | None
    due: float | None
    slack: str
    state: Line
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Steps on an axis of hours from 0 to `hours`; a step that lies beyond ends in an arrow.

    Without a title for `slack` or `state` there is no such column.
    """

    rows: tuple[TimelineRow, ...]
    hours: float
    step: str
    slack: str
    state: str
    axis: str
    """Titles of the columns, and of the axis."""
    earliest: str
    due: str
    """Names in the key."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A number over time as shares of 100, one per day of its chart; `end` stands at the last of them."""

    name: str
    shares: tuple[float, ...]
    end: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Up to three lines over time, from 0 to 100, each named where it ends."""

    days: tuple[str, ...]
    at: tuple[float, ...]
    """Where each day lies on the axis of time; rising, in any unit."""
    lines: tuple[TrendLine, ...]
    axis: str
    """What the numbers are."""


@dataclass(frozen=True, slots=True)
class Callout:
    """Something to read first, set apart."""

    runs: Line
    title: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Quote:
    """One answer as it was given, with where it was given."""

    label: str
    text: Line


@dataclass(frozen=True, slots=True)
class QuotePair:
    """Answers side by side; up to four to a row."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines to sign on, one per label, side by side in the order given."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """Ruled lines to write on by hand."""

    lines: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name."""

    label: str
    value: str
    of: str = ""
    """What stands smaller after the number: `of 100`."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The overall verdict and the numbers beside it."""

    verdict: str
    figures: tuple[Figure, ...]
    reason: Line = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One domain in one sentence, with how much of it is in place (0 to 100; None is not judged)."""

    title: str
    in_place: float | None
    sentence: Line
    value: str = ""


@dataclass(frozen=True, slots=True)
class VerdictRows:
    """The domains, one row each, with a bar of ten steps."""

    rows: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings down to a level, with their pages."""

    title: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class OnePage:
    """Blocks that belong on one page, set a little tighter where they would not fit."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that should not be parted by the end of a page."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Listing
    | FactsTable
    | DataTable
    | BarChart
    | TimelineChart
    | TrendChart
    | Callout
    | QuotePair
    | Signature
    | Blank
    | PageBreak
    | KeyFigures
    | VerdictRows
    | Contents
    | OnePage
    | Together
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody a document says to call, for formats that address books read."""

    name: str
    is_person: bool = True
    organisation: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `draft` is a word that then stands on every page."""

    title: str
    author: str
    language: str
    subject: str
    footer: str
    page_of: str
    """The page number's wording, with `{page}` and `{pages}`."""
    blocks: tuple[Block, ...]
    page_size: PageSize = PageSize.A4
    draft: str = ""
    theme: Theme = field(default_factory=Theme)
    day: str = ""
    """The day it speaks for, as an ISO date: what a file says about when it was made."""
    logo: bytes = b""
    """A picture for the head of the first page."""
    contacts: tuple[Contact, ...] = ()
