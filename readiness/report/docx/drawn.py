"""Bars and axes from characters: they print in black and white, and need no picture."""

from __future__ import annotations

from readiness.report.document import Bar, TimelineRow, Tone
from readiness.report.docx.element import Element, Look, run
from readiness.report.theme import Theme

_FONT = "Consolas"
"""Letters of one width, so that bars below each other have one scale."""
FULL, HALF, EMPTY = "\u2588", "\u2592", "\u2591"
DOT, DUE = "\u25cf", "]"
_BEYOND, _FREE = "\u25ba", "\u00b7"
_STEPS = 10
_SHARES = 20
_HOURS = 24


def steps(share: float | None, theme: Theme) -> list[Element]:
    """A bar of ten steps; nothing at all for a share that is not known."""
    if share is None:
        return []
    full = _steps(share, _STEPS)
    return _coloured([(FULL * full, theme.accent), (EMPTY * (_STEPS - full), theme.muted)])


def shares(bar: Bar, theme: Theme) -> list[Element]:
    """What is proven, then the rest of what is in place, then what is missing."""
    if bar.in_place is None:
        return []
    in_place = _steps(bar.in_place, _SHARES)
    proven = min(_steps(bar.proven or 0.0, _SHARES), in_place)
    parts = [(FULL * proven, theme.accent), (HALF * (in_place - proven), theme.muted)]
    return _coloured([*parts, (EMPTY * (_SHARES - in_place), theme.muted)])


def hours(row: TimelineRow, total: float, theme: Theme) -> list[Element]:
    """The way to the earliest hour, a bracket where it is due, an arrow beyond the axis."""
    places = [_FREE] * (_HOURS + 1)
    late = row.tone is Tone.BAD
    way = 0
    if row.earliest is not None:
        way = _place(row.earliest, total) + 1
        places[:way] = ["\u2501" if late else "\u2500"] * way
        places[way - 1] = _BEYOND if row.earliest > total else DOT
    if row.due is not None and row.due <= total:
        at = _place(row.due, total)
        # Beside a dot on the same place, so that both are seen.
        at += at == way - 1
        places[at : at + 1] = DUE
    drawn = "".join(places)
    return _coloured([(drawn[:way], theme.bad if late else theme.accent), (drawn[way:], theme.muted)])


def axis(total: float, theme: Theme) -> list[Element]:
    """The numbers of the axis, each where it belongs."""
    step = _HOURS // 6
    numbers = "".join(f"{total * part / 6:g}".ljust(step) for part in range(6))
    return _coloured([(f"{numbers}{total:g}", theme.muted)])


def _steps(share: float, count: int) -> int:
    return round(min(max(share, 0.0), 100.0) / 100 * count)


def _place(hour: float, total: float) -> int:
    return round(min(max(hour, 0.0), total) / total * _HOURS)


def _coloured(parts: list[tuple[str, str]]) -> list[Element]:
    return [run(text, Look(colour=colour, font=_FONT)) for text, colour in parts if text]
