"""A report's definition: which parts, in which order, in which words and colours. Content, never code.

Definitions are YAML files of a folder that users may copy and edit. Texts may hold `{names}`: a named
value of the report (`NAMES`) or the id of a fact. A name that has no value becomes a visible blank;
there is no other language in a definition.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec

from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.decode import Decoder
from readiness.questionnaire.model import Audience
from readiness.questionnaire.schema import Schema, file_schema
from readiness.report import change_wording, time_wording, wording
from readiness.report.output import ReportError
from readiness.report.piece import Piece
from readiness.report.piece_check import piece_remarks
from readiness.report.theme import Theme
from readiness.report.wording import Words
from readiness.resources import bundled
from readiness.source import Document as YamlDocument
from readiness.source import KeyPath, Plain, Problem, SourceError, read
from readiness.translation import _

FORMAT = 1
"""Version of the definition format this program reads."""

NAMES = (
    "organisation", "as_of", "today", "hash", "pack", "version", "pack_hash", "scope", "respondents", "assessor",
    "interest", "band", "in_place", "proven", "critical_closed", "critical_asked", "next_due", "before", "reason",
    "before_in_place", "before_proven", "before_closed", "before_asked", "checks", "asked", "not_applicable",
    "unanswered", "hidden", "n", "value", "label", "day", "days", "insurance_part", "low", "high", "check",
    "page", "pages", "part", "kind", "who", "total", "earned", "result", "sooner", "hours", "slack", "step",
    "missing", "confidence", "void_after",
)  # fmt: skip
"""The named values; the parts give each where it has a meaning."""

PLACEHOLDER = re.compile(r"\{([A-Za-z][\w.-]*)\}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MARGINS = (8.0, 60.0)
"""Smallest and largest margin in millimetres."""


class OwnText(wording.Part, frozen=True):
    """A part of one's own: a title and paragraphs. `order` names it as `texts.<its id>`."""

    title: str
    paragraphs: tuple[str, ...]


class Definition(wording.Part, frozen=True):
    """A whole report definition. `words` may be left out: then those of `words.yaml` beside it hold, or the bundled."""

    format: int
    id: str
    language: str
    title: str
    subject: str
    author: str
    footer: str
    page_of: str
    draft: str
    blank: str
    order: tuple[str, ...]
    words: Words
    name: str = ""
    """What a list of documents calls it."""
    about: str = ""
    """What it is for, in one line."""
    stem: str = ""
    """How the names of its files end; its id when it is left out."""
    audience: Audience = Audience.MANAGEMENT
    theme: dict[str, str | float] = {}
    one_page: bool = False
    """Whether everything belongs on one page, set tighter where it would not fit."""
    closes: tuple[str, ...] = ()
    """Ids of the checks that the signed paper proves."""
    blocks: tuple[Piece, ...] = ()
    page_one: wording.PageOne | None = None
    contents: wording.Contents | None = None
    tonight: time_wording.Tonight | None = None
    clocks: time_wording.Clocks | None = None
    domains: wording.Domains | None = None
    findings: wording.Findings | None = None
    conflicts: wording.Conflicts | None = None
    insurance: wording.Insurance | None = None
    open_points: wording.OpenPoints | None = None
    working: wording.Working | None = None
    expiry: time_wording.Expiry | None = None
    roadmap: time_wording.Roadmap | None = None
    changes: change_wording.Changes | None = None
    method: wording.Method | None = None
    sign_off: wording.SignOff | None = None
    details: wording.Details | None = None
    appendix: wording.Appendix | None = None
    texts: dict[str, OwnText] = {}

    @property
    def parts(self) -> tuple[wording.Part, ...]:
        """The words of every part that has some."""
        return tuple(words for name in PARTS if (words := getattr(self, name)) is not None)

    @property
    def looks(self) -> Theme:
        """The theme as documents carry it."""
        return Theme(**self.theme)  # type: ignore[arg-type]  # keys and values were checked when it was loaded


PARTS = (
    "page_one", "contents", "tonight", "clocks", "domains", "findings", "conflicts", "insurance", "open_points",
    "working", "expiry", "roadmap", "changes", "method", "sign_off", "details", "appendix",
)  # fmt: skip
"""What `order` can name, beside `blocks` and texts of one's own."""

WORDS = "words.yaml"
"""The words that the documents of a folder share."""

_NEEDS = {"insurance": ("findings", "conflicts", "appendix"), "details": ("findings",)}
"""Parts that speak in the words of others too, whether or not those are in the order."""


class DefinitionError(ReportError):
    """A definition with something wrong in it; `problems` lists everything that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, in the order of the file."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def load_definition(path: Path) -> Definition:
    """The definition in a file.

    Raises:
        DefinitionError: with every problem that could be found, each with its line and column.
    """
    try:
        source = read(path)
        value = _with_words(source.value, path)
    except SourceError as error:
        raise DefinitionError(error.problems) from error
    decoder = Decoder(source.problem)
    definition = decoder.struct(Definition, value)
    problems = list(decoder.problems)
    touched = {path[:length] for path in decoder.broken for length in range(1, len(path) + 1)}
    for place, message in _remarks(definition, source):
        if place not in touched:
            problems.append(source.problem(place, message))
    if problems:
        raise DefinitionError(tuple(sorted(problems, key=lambda one: (one.line, one.column))))
    return definition


def _with_words(value: Plain, path: Path) -> Plain:
    """The definition with the words it shares with others, where it has none of its own.

    Raises:
        SourceError: there is something wrong with those.
    """
    if not isinstance(value, dict) or "words" in value:
        return value
    beside = path.with_name(WORDS)
    shared = read(beside if beside.is_file() else bundled("reports") / WORDS)
    decoder = Decoder(shared.problem)
    words = decoder.struct(Words, shared.value)
    remarks = [shared.problem(place[1:], message) for place, message in _word_remarks("words", words)]
    if decoder.problems or remarks:
        raise SourceError((*decoder.problems, *remarks))
    return {**value, "words": shared.value}


def schemas() -> dict[str, Schema]:
    """Kind of file -> its JSON Schema, for editors that complete and check YAML."""
    definition = file_schema(Definition)
    definition["required"].remove("words")
    return {"definition": definition, "words": file_schema(Words)}


def _remarks(definition: Definition, source: YamlDocument) -> Iterator[tuple[KeyPath, str]]:
    if definition.format != FORMAT:
        yield ("format",), _("only format {n} is accepted").format(n=FORMAT)
    yield from _order_remarks(definition)
    yield from _word_remarks("words", definition.words)
    if definition.page_one is not None:
        yield from _word_remarks("page_one", definition.page_one)
    if definition.changes is not None:
        yield from _word_remarks("changes", definition.changes)
    yield from _theme_remarks(definition)
    yield from piece_remarks(definition.blocks, definition.audience, ("blocks",))
    yield from _placeholder_remarks(source.value, ())


def _order_remarks(definition: Definition) -> Iterator[tuple[KeyPath, str]]:
    accepted = ["blocks", *PARTS, *(f"texts.{id}" for id in definition.texts)]
    for number, name in enumerate(definition.order):
        place: KeyPath = ("order", number)
        if name not in accepted:
            message = _("there is no part '{name}'{hint}; accepted: {accepted}")
            yield place, message.format(name=short(name), hint=near(name, accepted), accepted=", ".join(accepted))
        elif name in definition.order[:number]:
            yield place, _("the part '{name}' stands twice in the order").format(name=name)
        elif name in accepted[: len(PARTS) + 1] and not getattr(definition, name):
            yield place, _("the part '{name}' is in the order, but its words are missing").format(name=name)
        for other in _NEEDS.get(name, ()):
            if getattr(definition, other) is None:
                message = _("the part '{name}' needs the words of '{other}' too, and they are missing")
                yield place, message.format(name=name, other=other)


def _word_remarks(part: str, words: wording.Part) -> Iterator[tuple[KeyPath, str]]:
    for field in msgspec.structs.fields(words):
        given = getattr(words, field.name)
        if isinstance(given, dict):
            kind = typing.get_args(field.type)[0]
            missing = [str(member.value) for member in kind if member not in given]
            if missing:
                message = _("words are missing for: {missing}").format(missing=", ".join(missing))
                yield (part, field.encode_name), message


def _theme_remarks(definition: Definition) -> Iterator[tuple[KeyPath, str]]:
    known = Theme.__dataclass_fields__
    low, high = _MARGINS
    for key, value in definition.theme.items():
        place: KeyPath = ("theme", key)
        if key not in known:
            message = _("unknown key '{key}'{hint}; accepted: {accepted}")
            yield place, message.format(key=short(key), hint=near(key, known), accepted=", ".join(known))
        elif key.startswith("margin"):
            if isinstance(value, str) or not low <= value <= high:
                message = _("a number of millimetres from {low:g} to {high:g} is needed")
                yield place, message.format(low=low, high=high)
        elif not isinstance(value, str):
            yield place, _("text is needed")
        elif not key.startswith("font") and not _COLOUR.fullmatch(value):
            yield place, _('a colour such as "#1f4e79" is needed')


def _placeholder_remarks(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Names in braces that are neither a named value nor, with a dot, the id of a fact."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _placeholder_remarks(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _placeholder_remarks(inner, (*path, number))
    elif isinstance(value, str):
        for name in PLACEHOLDER.findall(value):
            if "." not in name and name not in NAMES:
                message = _("there is no value '{name}'{hint}; accepted: the id of a fact, or one of {accepted}")
                yield path, message.format(name=name, hint=near(name, NAMES), accepted=", ".join(NAMES))
