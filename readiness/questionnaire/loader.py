"""YAML into a pack, or every problem of it in one go.

A pack is a folder (pack.yaml beside one file a section) or one file that holds everything; both give
the same `Pack`. Reading has three steps, each of which goes on after a problem: files into one tree
(`assembly`), the tree into structs (`decode`), and what must hold between the parts (`checking`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from readiness.questionnaire.assembly import PACK_FILE, Assembly, from_document, from_folder
from readiness.questionnaire.checking import remarks
from readiness.questionnaire.decode import Decoder
from readiness.questionnaire.identity import PackError
from readiness.questionnaire.model import Pack
from readiness.questionnaire.translations import FOLDER, Texts, checked
from readiness.source import MOST_PROBLEMS, KeyPath, Problem, SourceError, parse, read
from readiness.translation import _

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts of a pack in another language, and what is wrong with their file."""

    file: Path
    texts: Texts
    problems: tuple[Problem, ...]


def load_pack(path: Path) -> Pack:
    """The pack in a folder, or in one file.

    Raises:
        PackError: with every problem that could be found.
    """
    return load_placed(path)[0]


def load_placed(path: Path) -> tuple[Pack, Assembly]:
    """The pack at `path`, and the assembly that knows where each part of it is written.

    Raises:
        PackError: with every problem that could be found.
    """
    try:
        if path.is_dir():
            assembly = from_folder(path)
        elif path.is_file() and (path.parent / PACK_FILE).is_file():  # pack.yaml itself, or another part of that pack
            assembly = from_folder(path.parent)
        else:
            assembly = from_document(read(path))
        return _pack(assembly), assembly
    except SourceError as error:
        raise PackError.of(error.problems) from error


def load_translations(pack: Pack, path: Path) -> Iterator[Translation]:
    """The translations beside the pack at `path`, each with every problem of it."""
    folder = path if path.is_dir() else path.parent
    for file in sorted((folder / FOLDER).glob("*.yaml")) if (folder / PACK_FILE).is_file() else ():
        try:
            document = read(file)
        except SourceError as error:
            yield Translation(file, {}, error.problems)
            continue
        texts, remarks = checked(pack, document.value)
        problems = [document.problem(where, message) for where, message in remarks]
        if not _LANGUAGE.fullmatch(file.stem):
            wanted = _("a file of translations is named by the code of its language, such as es.yaml or pt-BR.yaml")
            problems.insert(0, Problem(document.name, 0, 0, "", wanted))
        yield Translation(file, texts, _sorted(problems))


def parse_pack(text: str, name: str) -> Pack:
    """A whole pack from one text, YAML or the JSON of `identity.pack_bytes`; for packs from elsewhere.

    Raises:
        PackError: with every problem that could be found; `name` is what they call the text.
    """
    try:
        return _pack(from_document(parse(text, name)))
    except SourceError as error:
        raise PackError.of(error.problems) from error


def _pack(assembly: Assembly) -> Pack:
    if assembly.problems and not assembly.value:
        raise PackError.of(_sorted(assembly.problems))
    decoder = Decoder(assembly.problem)
    pack = decoder.struct(Pack, assembly.value)

    def where(path: KeyPath) -> str:
        at = assembly.problem(path, "")
        return f"{at.file}:{at.line}"

    found = remarks(pack, decoder.broken, whole=assembly.whole, where=where)
    placed = [assembly.problem(path, message) for path, message in islice(found, MOST_PROBLEMS)]
    problems = [*assembly.problems, *decoder.problems, *placed]
    if problems:
        raise PackError.of(_sorted(problems))
    return pack


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    """By file in the order they were met, then by line."""
    files = list(dict.fromkeys(problem.file for problem in problems))
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda one: (files.index(one.file), one.line, one.column)))
