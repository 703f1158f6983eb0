"""Guarded YAML: plain values with a line and column for each, from text that nobody vouches for.

The only module that imports yaml. The tree is built straight from the parser's events, so that size,
depth, aliases and duplicate keys are judged before anything is composed (30,000 levels crash the
composer of libyaml). Words stay words, as in YAML 1.2: only `true` and `false` are booleans, and
`no`, `on`, `12:30` and `2026-11-21` are text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

import yaml

from readiness.error import BAD_INPUT, ReadinessError
from readiness.translation import _

LARGEST = 4 * 1024 * 1024
"""Bytes accepted of one file; the whole bundled pack as one file is below 0.5 MiB."""
DEEPEST = 40
"""Levels of nesting accepted; a pack needs about 20. Deeper text costs libyaml quadratic time."""
MOST_VALUES = 200_000
"""Values accepted of one file, so that 4 MiB of `- a` cannot take the memory of a small machine."""
MOST_PROBLEMS = 1_000
"""Reading stops after so many problems: nobody reads more."""

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
KeyPath: TypeAlias = tuple[str | int, ...]

_LONGEST_NAME = 80

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# C0 (but tab and line ends), DEL, C1, line separators, bidi embeddings, overrides and isolates, the
# byte order mark, lone surrogates and non-characters: they reach terminals, or hide what is written.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_FORBIDDEN_IN_VALUE = re.compile(f"{_FORBIDDEN.pattern}|\r")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place of a file. `line` 0 is the file as a whole."""

    file: str
    line: int
    column: int
    path: str
    """The key path, such as `checks[leader.named].facts[0].type`; empty for the file itself."""
    message: str

    def __str__(self) -> str:
        """`file:line:column: key path: what is wrong and what is accepted`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return _FORBIDDEN_IN_VALUE.sub("?", ": ".join(part for part in (place, self.path, self.message) if part))


class SourceError(ReadinessError):
    """A file that cannot be read as guarded YAML; `problems` lists everything that was found."""

    exit_code = BAD_INPUT

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, in the order of the file."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class _Spot:
    line: int
    column: int
    inside: dict[str, _Spot] | list[_Spot] | None


@dataclass(frozen=True, slots=True)
class Document:
    """The plain value of a file, and where each part of it is written."""

    name: str
    value: Plain
    _root: _Spot

    def position(self, path: KeyPath) -> tuple[int, int]:
        """Line and column (from 1) of the key or list entry at `path`, or of the nearest one above it."""
        spot = self._root
        for key in path:
            below = _below(spot, key)
            if below is None:
                break
            spot = below
        return spot.line, spot.column

    def named(self, path: KeyPath) -> str:
        """The key path as people read it: entries of a list by their id where they have one."""
        words: list[str] = []
        value: Plain = self.value
        for key in path:
            if isinstance(key, str):
                words.append(f".{key}" if words else key)
                value = value.get(key) if isinstance(value, dict) else None
            else:
                value = value[key] if isinstance(value, list) and 0 <= key < len(value) else None
                words.append(f"[{_entry(value, key)}]")
        return "".join(words)

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A problem at `path` of this file."""
        line, column = self.position(path)
        return Problem(self.name, line, column, self.named(path), message)


def _below(spot: _Spot, key: str | int) -> _Spot | None:
    if isinstance(spot.inside, dict):
        return spot.inside.get(key) if isinstance(key, str) else None
    if isinstance(spot.inside, list) and isinstance(key, int) and 0 <= key < len(spot.inside):
        return spot.inside[key]
    return None


def _entry(value: Plain, number: int) -> str:
    named = value.get("id") if isinstance(value, dict) else None
    return named[:_LONGEST_NAME] if isinstance(named, str) and named else str(number)


def is_clean(text: str) -> bool:
    """Whether text holds no control characters and nothing that hides or turns what is written."""
    return _FORBIDDEN_IN_VALUE.search(text) is None


def content(path: Path) -> bytes:
    """The bytes of a file, within the size that is accepted.

    Raises:
        SourceError: not a regular file, unreadable or too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise _file_error(path, _("a file is needed, and this is not one"))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _file_error(path, _("cannot be read: {reason}").format(reason=reason)) from error
    if len(data) > LARGEST:
        raise _file_error(path, _("the file is too large; at most {n} bytes are accepted").format(n=LARGEST))
    return data


def _file_error(path: Path, message: str) -> SourceError:
    return SourceError((Problem(str(path), 0, 0, "", message),))


def read(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        SourceError: with every problem of the file that could be found.
    """
    return decode(content(path), str(path))


def decode(data: bytes, name: str) -> Document:
    """Read YAML from bytes; `name` is what problems call the file.

    Raises:
        SourceError: with every problem that could be found.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise SourceError((Problem(name, line, column, "", _("the file is not UTF-8 text")),)) from error
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    """Read YAML from text; `name` is what problems call it.

    Raises:
        SourceError: with every problem that could be found.
    """
    if len(text) > LARGEST:
        message = _("the text is too large; at most {n} characters are accepted").format(n=LARGEST)
        raise SourceError((Problem(name, 0, 0, "", message),))
    unaccepted = tuple(_refused_characters(text, name))
    if unaccepted:
        raise SourceError(unaccepted)
    builder = _Builder(name)
    try:
        return builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise SourceError((*builder.problems, _syntax_problem(error, name))) from error


def _refused_characters(text: str, name: str) -> Iterator[Problem]:
    refused = [(match.start(), _character_message(match[0])) for match in _FORBIDDEN.finditer(text)]
    # A pack needs no directive, and libyaml compares every %TAG with all before it.
    refused += [(match.start(), _("a line that starts with % is not accepted")) for match in _DIRECTIVE.finditer(text)]
    if refused:
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        for offset, message in sorted(refused)[:MOST_PROBLEMS]:
            line = bisect_right(starts, offset)
            yield Problem(name, line, offset - starts[line - 1] + 1, "", message)


def _character_message(character: str) -> str:
    return _("the character U+{code:04X} is not accepted: control and text-direction characters are refused").format(
        code=ord(character)
    )


def _syntax_problem(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    return Problem(name, line, column, "", _("this is not YAML that can be read: {said}").format(said=said))


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


class _Builder:
    """Builds a tree from parser events, and collects what is wrong on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._values = 0

    def document(self, events: Iterator[yaml.Event]) -> Document:
        value: Plain = None
        root = _Spot(1, 1, None)
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, (), _("only one document is accepted in a file"))
            elif isinstance(event, yaml.NodeEvent):
                value, root = self._node(event, events, ())
        if self.problems:
            raise SourceError(tuple(self.problems))
        return Document(self.name, value, root)

    def _node(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: KeyPath) -> tuple[Plain, _Spot]:
        line, column = _start(event)
        self._values += 1
        if self._values > MOST_VALUES:
            self._stop(event, path, _("too many values; at most {n} are accepted").format(n=MOST_VALUES))
        if len(path) > DEEPEST:
            self._stop(event, path[:3], _("nested too deeply; at most {n} levels are accepted").format(n=DEEPEST))
        if event.anchor is not None:
            self._report(event, path, _("anchors (&) and aliases (*) are not accepted: write the value out"))
        if getattr(event, "tag", None) is not None:
            self._report(event, path, _("tags (!) are not accepted"))
        if isinstance(event, yaml.MappingStartEvent):
            mapping, keys = self._mapping(events, path)
            return mapping, _Spot(line, column, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            listed, entries = self._sequence(events, path)
            return listed, _Spot(line, column, entries)
        value = self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else None
        return value, _Spot(line, column, None)

    def _sequence(self, events: Iterator[yaml.Event], path: KeyPath) -> tuple[list[Plain], list[_Spot]]:
        values: list[Plain] = []
        spots: list[_Spot] = []
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                break
            value, spot = self._node(event, events, (*path, len(values)))
            values.append(value)
            spots.append(spot)
        return values, spots

    def _mapping(self, events: Iterator[yaml.Event], path: KeyPath) -> tuple[dict[str, Plain], dict[str, _Spot]]:
        values: dict[str, Plain] = {}
        spots: dict[str, _Spot] = {}
        for event in events:
            if not isinstance(event, yaml.NodeEvent):
                break
            key = self._key(event, events, path)
            value, spot = self._node(next(events), events, (*path, key))  # type: ignore[arg-type]  # a value follows every key
            if key in spots:
                message = _("the key is given twice; the first is on line {line}").format(line=spots[key].line)
                self._report(event, (*path, key), message)
                continue
            values[key] = value
            spots[key] = _Spot(*_start(event), spot.inside)
        return values, spots

    def _key(self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return self._text(event, path)
        self._report(event, path, _("a key is one plain or quoted word"))
        self._node(event, events, (*path, "?"))
        return "?"

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> Plain:
        text = self._text(event, path)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        return text

    def _text(self, event: yaml.ScalarEvent, path: KeyPath) -> str:
        text = str(event.value).replace("\t", " ")
        refused = _FORBIDDEN_IN_VALUE.search(text)
        if refused:
            self._report(event, path, _character_message(refused[0]))
        return text

    def _report(self, event: yaml.Event, path: KeyPath, message: str) -> None:
        words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
        self.problems.append(Problem(self.name, *_start(event), words, message))
        if len(self.problems) >= MOST_PROBLEMS:
            raise SourceError(tuple(self.problems))

    def _stop(self, event: yaml.Event, path: KeyPath, message: str) -> NoReturn:
        self._report(event, path, message)
        raise SourceError(tuple(self.problems))
