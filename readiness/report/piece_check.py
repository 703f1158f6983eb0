"""What is wrong with the pieces of a definition, beside their shape."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.questionnaire.model import Audience
from readiness.report.piece import KINDS, Piece
from readiness.source import KeyPath
from readiness.translation import _

_LEVELS = (1, 2, 3)
_MOST_LINES = 40
"""Lines or rows to write on that a page can hold."""


def piece_remarks(pieces: tuple[Piece, ...], audience: Audience, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Each wrong place with what is accepted there."""
    for number, piece in enumerate(pieces):
        place = (*path, number)
        if len(piece.kinds) != 1:
            message = _("exactly one of these is needed: {kinds}; given: {given}")
            given = ", ".join(piece.kinds) or _("none")
            yield place, message.format(kinds=", ".join(KINDS), given=given)
        if piece.level not in _LEVELS:
            yield (*place, "level"), _("1, 2 or 3 is needed")
        if piece.matters is not None and audience is not Audience.COUNSEL_ONLY:
            message = _("what does not fit together is quoted for counsel alone: audience counsel_only is needed")
            yield (*place, "matters"), message
        yield from _sizes(piece, place)
        yield from piece_remarks(piece.together or (), audience, (*place, "together"))


def _sizes(piece: Piece, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    table = piece.table
    if table is not None:
        if not table.columns or any(column.width <= 0 for column in table.columns):
            yield (*place, "table", "columns"), _("at least one column is needed, each with a width above 0")
        for number, row in enumerate(table.rows):
            if len(row) > len(table.columns):
                message = _("at most {n} texts are accepted, one a column").format(n=len(table.columns))
                yield (*place, "table", "rows", number), message
    counts = {
        ("table", "blank_rows"): table.blank_rows if table is not None else 0,
        ("blank", "lines"): piece.blank.lines if piece.blank is not None else 0,
        ("questions", "lines"): piece.questions.lines if piece.questions is not None else 0,
    }
    for key, count in counts.items():
        if not 0 <= count <= _MOST_LINES:
            yield (*place, *key), _("a number from 0 to {most} is needed").format(most=_MOST_LINES)
