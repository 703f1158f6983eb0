"""The files of a pack put together as one tree, with the way back from each value to its place.

A folder and a single file give the same tree: the keys of `Pack`, sections inline. A value that came
from another file than pack.yaml has an origin, so that every problem names the right file and line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from readiness.source import Document, KeyPath, Plain, Problem, SourceError, read
from readiness.translation import _

PACK_FILE = "pack.yaml"

PARTS: dict[str, dict[str, str]] = {
    "conflicts": {"computed": "computed", "rules": "rules"},
    "timeline": {"steps": "timeline"},
    "glossary": {"terms": "glossary"},
    "sources": {"as_of": "sources_as_of", "sources": "sources"},
    "modes": {"modes": "modes"},
    "changes": {"changes": "changes"},
}
"""File beside pack.yaml -> its keys -> the keys of the pack they become."""

SECTION_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Also a file name, so nothing that could lead out of the folder."""


@dataclass
class Assembly:
    """One pack as plain values; `problems` holds what was wrong with the files themselves."""

    value: dict[str, Plain] = field(default_factory=dict)
    origins: dict[KeyPath, tuple[Document, KeyPath]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True
    """False when a file is missing or unreadable: ids it would have given can't be called unknown."""

    def problem(self, path: KeyPath, message: str) -> Problem:
        """A problem at a path of the whole pack, placed in the file the value came from."""
        document, local = self._place(path)
        return document.problem(local, message)

    def _place(self, path: KeyPath) -> tuple[Document, KeyPath]:
        for length in range(len(path), -1, -1):
            if path[:length] in self.origins:
                document, local = self.origins[path[:length]]
                return document, local + path[length:]
        raise LookupError(path)


_COMPARED = 500
"""Words that a wrong one is compared with; a hostile pack has thousands."""


def near(word: str, accepted: Iterable[str]) -> str:
    """The hint ` (did you mean 'x'?)` with the nearest accepted word, or nothing."""
    found = difflib.get_close_matches(word[:80], list(islice(accepted, _COMPARED)), 1, 0.6)
    return _(" (did you mean '{word}'?)").format(word=found[0]) if found else ""


def short(word: object) -> str:
    """A value as it is quoted in a message: on one line, and never longer than a line."""
    text = " ".join(str(word).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def from_document(document: Document) -> Assembly:
    """A pack that is one document: everything in it, sections inline."""
    assembly = Assembly(origins={(): (document, ())})
    if isinstance(document.value, dict):
        assembly.value = document.value
    else:
        assembly.problems.append(document.problem((), _("a mapping with the keys of a pack is needed")))
        assembly.whole = False
    return assembly


def from_folder(folder: Path) -> Assembly:
    """A pack that is a folder: pack.yaml, the section files it names, and the other parts beside it.

    Raises:
        SourceError: pack.yaml itself can't be read.
    """
    document = read(folder / PACK_FILE)
    assembly = from_document(document)
    if not assembly.whole:
        return assembly
    assembly.value = dict(assembly.value)
    named = _add_sections(assembly, document, folder)
    for name, keys in PARTS.items():
        if (folder / f"{name}.yaml").exists():
            _add_part(assembly, folder / f"{name}.yaml", keys)
    known = {"pack", *PARTS, *named}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in known:
            message = _("this file is no part of the pack{hint}; sections are named in pack.yaml under 'sections'")
            assembly.problems.append(Problem(str(path), 0, 0, "", message.format(hint=near(path.stem, known))))
    return assembly


def _add_sections(assembly: Assembly, document: Document, folder: Path) -> set[str]:
    listed = assembly.value.get("sections")
    if not isinstance(listed, list):
        return set()
    named: set[str] = set()
    sections: list[Plain] = []
    for number, entry in enumerate(listed):
        place: KeyPath = ("sections", number)
        if isinstance(entry, dict):
            assembly.origins["sections", len(sections)] = (document, place)
            sections.append(entry)
            continue
        if not isinstance(entry, str) or not SECTION_ID.fullmatch(entry) or entry in ("pack", *PARTS):
            message = _(
                "the id of a section is needed: small letters, digits and '-', and a file of that name beside pack.yaml"
            )
            _refuse(assembly, document.problem(place, message))
            continue
        if entry in named:
            assembly.problems.append(document.problem(place, _("the section '{id}' is named twice").format(id=entry)))
            continue
        named.add(entry)
        _add_section(assembly, document, place, folder / f"{entry}.yaml", sections)
    assembly.value["sections"] = sections
    return named


def _add_section(assembly: Assembly, pack: Document, place: KeyPath, path: Path, sections: list[Plain]) -> None:
    if not path.exists():
        _refuse(assembly, pack.problem(place, _("there is no file '{name}' beside pack.yaml").format(name=path.name)))
        return
    try:
        document = read(path)
    except SourceError as error:
        _refuse(assembly, *error.problems)
        return
    if not isinstance(document.value, dict):
        _refuse(assembly, document.problem((), _("a mapping with the keys of a section is needed")))
        return
    given = document.value.get("section")
    if isinstance(given, str) and given != path.stem:
        message = _("the section is named '{id}' here and '{file}' by its file: both must be the same")
        assembly.problems.append(document.problem(("section",), message.format(id=short(given), file=path.stem)))
    assembly.origins["sections", len(sections)] = (document, ())
    sections.append(document.value)


def _add_part(assembly: Assembly, path: Path, keys: dict[str, str]) -> None:
    try:
        document = read(path)
    except SourceError as error:
        _refuse(assembly, *error.problems)
        return
    accepted = ", ".join(keys)
    if not isinstance(document.value, dict):
        _refuse(assembly, document.problem((), _("a mapping with these keys is needed: {keys}").format(keys=accepted)))
        return
    for key, value in document.value.items():
        if key not in keys:
            message = _("unknown key '{key}'{hint}; accepted: {accepted}")
            message = message.format(key=short(key), hint=near(key, keys), accepted=accepted)
            assembly.problems.append(document.problem((key,), message))
        elif keys[key] in assembly.value:
            message = _("'{key}' is given here and in pack.yaml; keep one of them").format(key=keys[key])
            assembly.problems.append(document.problem((key,), message))
        else:
            assembly.value[keys[key]] = value
            assembly.origins[keys[key],] = (document, (key,))
    if not any(key in document.value for key in keys):
        assembly.problems.append(document.problem((), _("one of these keys is needed: {keys}").format(keys=accepted)))


def _refuse(assembly: Assembly, *problems: Problem) -> None:
    assembly.problems.extend(problems)
    assembly.whole = False
