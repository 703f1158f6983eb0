"""The file of wording checks: which words do harm in a public text, why, and what to say instead.

Content, never code: a phrase is words, not a regular expression, so that no rule can make reading slow. The
words live beside what judges them, for texts come in from outside like answers files do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.error import BAD_INPUT, ReadinessError
from readiness.questionnaire.assembly import near, short
from readiness.questionnaire.decode import Decoder
from readiness.questionnaire.part import Part
from readiness.resources import bundled
from readiness.source import KeyPath, Problem, SourceError, read
from readiness.translation import _

FORMAT = 1
"""Version of the format this program reads."""
WIDEST_GAP = 3
"""Words that `..` stands for, at most."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_BEGINNING = re.compile(r"[^\W_]{3}[\w-]*")
_MOST_GAPS = 2
_MOST_WORDS = 12
"""Bounds of one phrase: what it costs is known before any text is read."""


class Judged(Part, frozen=True):
    """What every rule has."""

    id: str
    category: str
    phrases: tuple[str, ...]
    why: str
    better: str


class WordingRule(Judged, frozen=True):
    """Phrases that do harm for one reason."""

    unless: tuple[str, ...] = ()
    """Phrases, or `$name` of a list of notes, that take it back in the same sentence or the ones beside it."""


class MissingRule(Judged, frozen=True):
    """Something every text says: the phrases lead to it, and a time or a blank follows them."""

    what: str


class WordingFile(Part, frozen=True):
    """wording-checks.yaml: words that do harm in a public text, each with the reason and better words."""

    format: int
    id: str
    version: str
    as_of: str
    rules: tuple[WordingRule, ...]
    missing: tuple[MissingRule, ...] = ()
    notes: dict[str, tuple[str, ...]] = {}
    times: tuple[str, ...] = ()


class WordingError(ReadinessError):
    """A file of wording checks with something wrong in it; `problems` lists everything that was found."""

    exit_code = BAD_INPUT

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, in the order of the file."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a phrase: one of these words, or a word that begins so; a gap is any words."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def fits(self, word: str) -> bool:
        """Whether a word can stand here."""
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


Phrase = tuple[Element, ...]


def wording_rules(path: Path | None = None) -> WordingFile:
    """The wording checks in a file, or those that come with the program.

    Raises:
        WordingError: with every problem that could be found, each with its line and column.
    """
    try:
        source = read(path if path is not None else bundled("questionnaires") / "wording-checks.yaml")
        decoder = Decoder(source.problem)
        file = decoder.struct(WordingFile, source.value)
    except SourceError as error:
        raise WordingError(error.problems) from error
    problems = decoder.problems or [source.problem(place, message) for place, message in _remarks(file)]
    if problems:
        raise WordingError(tuple(sorted(problems, key=lambda one: (one.line, one.column))))
    return file


def phrase(text: str) -> Phrase:
    """A phrase as it is matched.

    Raises:
        ValueError: it is not written as phrases are; the message says what is accepted.
    """
    elements = tuple(_element(part) for part in text.casefold().split())
    gaps = sum(element.gap for element in elements)
    firm = [element for element in elements if not element.gap and not element.optional]
    if not firm or elements[0] not in firm or elements[-1].gap:
        raise ValueError(_("a phrase begins with a word that has to be there, and does not end with '..'"))
    if gaps > _MOST_GAPS or len(elements) > _MOST_WORDS:
        message = _("at most {words} words and {gaps} times '..' are accepted")
        raise ValueError(message.format(words=_MOST_WORDS, gaps=_MOST_GAPS))
    return elements


def phrases(texts: Iterable[str], notes: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """Phrases as they are matched, with those of the notes in place of their names."""
    spread = (one for text in texts for one in (notes[text[1:]] if text.startswith("$") else (text,)))
    return tuple(phrase(one) for one in spread)


def _element(part: str) -> Element:
    if part == "..":
        return Element(gap=True)
    choices = part.removesuffix("?").split("|")
    beginnings = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
    words = [choice for choice in choices if not choice.endswith("*")]
    if not all(map(_WORD.fullmatch, words)) or not all(map(_BEGINNING.fullmatch, beginnings)):
        message = _("'{part}' is not accepted: a word, a|b, begin* with three letters or more, word? or .. is needed")
        raise ValueError(message.format(part=short(part)))
    return Element(frozenset(words), beginnings, part.endswith("?"))


def _remarks(file: WordingFile) -> Iterator[tuple[KeyPath, str]]:
    if file.format != FORMAT:
        yield ("format",), _("only format {n} is accepted").format(n=FORMAT)
    seen: set[str] = set()
    kinds: tuple[tuple[str, tuple[Judged, ...]], ...] = (("rules", file.rules), ("missing", file.missing))
    for part, rules in kinds:
        for number, rule in enumerate(rules):
            if rule.id in seen or not _NAME.fullmatch(rule.id):
                message = _("an id of lower-case letters, digits and hyphens is needed, and none stands twice")
                yield (part, number, "id"), message
            seen.add(rule.id)
            yield from _phrase_remarks(file, rule.phrases, (part, number, "phrases"))
    for number, rule in enumerate(file.rules):
        yield from _phrase_remarks(file, rule.unless, ("rules", number, "unless"), with_notes=True)
    for name, texts in file.notes.items():
        yield from _phrase_remarks(file, texts, ("notes", name))


def _phrase_remarks(
    file: WordingFile, texts: tuple[str, ...], path: KeyPath, *, with_notes: bool = False
) -> Iterator[tuple[KeyPath, str]]:
    for number, text in enumerate(texts):
        if with_notes and text.startswith("$"):
            if text[1:] not in file.notes:
                message = _("there are no notes '{name}'{hint}")
                yield (*path, number), message.format(name=short(text[1:]), hint=near(text[1:], file.notes))
            continue
        try:
            phrase(text)
        except ValueError as error:
            yield (*path, number), str(error)
