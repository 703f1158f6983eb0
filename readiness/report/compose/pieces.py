"""The pieces of a definition become blocks, in their order; what the answers leave out is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from readiness.questionnaire.condition import Condition, ids
from readiness.questionnaire.verdict import judge
from readiness.report.compose import callers, letters, sheet
from readiness.report.compose.material import Material
from readiness.report.document import (
    Blank,
    Block,
    Callout,
    Column,
    Contact,
    DataTable,
    FactRow,
    FactsTable,
    Heading,
    Line,
    Listing,
    OnePage,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Together,
)
from readiness.report.piece import Call, Framed, Lines, NamedValue, Piece, Table

_ROOM: Line = (Run("\u00a0\n\u00a0"),)
"""Spaces that no wrapping takes away keep the height of a row that is filled in by hand."""


def blocks(material: Material) -> tuple[Block, ...]:
    """Everything the definition lists under `blocks`."""
    made = tuple(_made(material, material.definition.blocks))
    return (OnePage(made),) if material.definition.one_page and made else made


def contacts(material: Material) -> tuple[Contact, ...]:
    """Everybody the definition's calls name."""
    return tuple(callers.contacts(material, _every(material.definition.blocks), is_shown))


def _every(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        yield from _every(piece.together or ())


def is_shown(material: Material, item: Piece | NamedValue | Call) -> bool:
    """Whether the answers leave something in; what this pack never asks says nothing either way."""
    shown = item.when is None or _holds(material, item.when)
    return shown and not (item.unless is not None and _holds(material, item.unless))


def _holds(material: Material, condition: Condition) -> bool:
    """Whether a condition is surely true, and about nothing that these readers may not know."""
    index, asked = material.index, ids(condition.tree)
    known = all(id in index.facts or id in index.checks or id in index.pack.computed for id in asked)
    seen = all(material.check_is_seen(check.id) for id in asked if (check := index.check_of_fact.get(id)) is not None)
    return known and seen and judge(condition.tree, material.reading).holds is True


def _made(material: Material, pieces: Iterable[Piece]) -> Iterator[Block]:
    for piece in pieces:
        if is_shown(material, piece):
            (kind,) = piece.kinds
            yield from _MAKERS[kind](material, piece, getattr(piece, kind))


def _heading(material: Material, piece: Piece, text: str) -> Iterator[Block]:
    yield Heading(piece.level, material.say(text))


def _text(material: Material, piece: Piece, text: str) -> Iterator[Block]:
    yield Paragraph((Run(material.say(text)),), piece.voice)


def _bullets(material: Material, piece: Piece, texts: tuple[str, ...]) -> Iterator[Block]:
    yield Listing(_lines(material, texts), voice=piece.voice)


def _numbered(material: Material, piece: Piece, texts: tuple[str, ...]) -> Iterator[Block]:
    yield Listing(_lines(material, texts), ordered=True, voice=piece.voice)


def _lines(material: Material, texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple((Run(material.say(text)),) for text in texts)


def _facts(material: Material, _piece: Piece, rows: tuple[NamedValue, ...]) -> Iterator[Block]:
    shown = [row for row in rows if is_shown(material, row)]
    yield FactsTable(tuple(FactRow(material.say(row.label), (Run(material.say(row.value)),)) for row in shown))


def _table(material: Material, _piece: Piece, table: Table) -> Iterator[Block]:
    columns = tuple(Column(material.say(column.title), column.width) for column in table.columns)
    rows = [(*_lines(material, row), *(((Run(""),),) * (len(columns) - len(row)))) for row in table.rows]
    rows += [(_ROOM,) * len(columns)] * table.blank_rows
    yield DataTable(columns, tuple(rows))


def _box(material: Material, _piece: Piece, box: Framed) -> Iterator[Block]:
    yield Callout((Run(material.say(box.text)),), material.say(box.title), box.tone)


def _sign(material: Material, _piece: Piece, labels: tuple[str, ...]) -> Iterator[Block]:
    yield Signature(tuple(material.say(label) for label in labels))


def _blank(material: Material, _piece: Piece, blank: Lines) -> Iterator[Block]:
    yield Blank(blank.lines, material.say(blank.label))


def _page_break(_material: Material, _piece: Piece, wanted: bool) -> Iterator[Block]:
    if wanted:
        yield PageBreak()


def _together(material: Material, _piece: Piece, pieces: tuple[Piece, ...]) -> Iterator[Block]:
    made = tuple(_made(material, pieces))
    if made:
        yield Together(made)


_MAKERS: dict[str, Callable[..., Iterator[Block]]] = {
    "heading": _heading,
    "text": _text,
    "bullets": _bullets,
    "numbered": _numbered,
    "facts": _facts,
    "table": _table,
    "box": _box,
    "sign": _sign,
    "blank": _blank,
    "page_break": _page_break,
    "together": _together,
    "calls": lambda material, _piece, calls: callers.calls(material, calls, is_shown),
    "questions": lambda material, _piece, words: letters.questions(material, words),
    "matters": lambda material, _piece, words: letters.matters(material, words),
    "hours": lambda material, _piece, words: sheet.hours(material, words),
    "may_apply": lambda material, _piece, words: sheet.may_apply(material, words),
}
"""One for each of `piece.KINDS`."""
