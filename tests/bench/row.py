"""One line of the table, and how two pieces of work are timed in turn."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, beside its floor. Only ratios are bounded: they hold on any machine."""

    name: str
    ours: str
    floor: str = ""
    ratio: str = ""
    bound: str = ""
    holds: bool = True


def ratio_row(name: str, ours: float, floor: float, bound: float, ratio: float | None = None) -> Row:
    """A row of two times in seconds; the ratio is theirs unless it was taken pair by pair."""
    found = ours / floor if ratio is None else ratio
    return Row(name, _seconds(ours), _seconds(floor), f"{found:.2f}", f"{bound:g}", found <= bound)


def limit_row(name: str, ours: float, unit: str, bound: float) -> Row:
    """A row of one amount that must not be larger than its bound."""
    return Row(name, f"{ours:.0f} {unit}", bound=f"{bound:g} {unit}", holds=ours <= bound)


def information_row(name: str, ours: str) -> Row:
    """A row that is only told."""
    return Row(name, ours)


def in_turn(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Seconds of every round of each piece of work; one round of each comes first and is not counted."""
    times: list[list[float]] = [[] for _work in works]
    for counted in range(rounds + 1):
        for work, found in zip(works, times, strict=True):
            began = time.perf_counter()
            work()
            if counted:
                found.append(time.perf_counter() - began)
    return times


def paired(ours: Sequence[float], floor: Sequence[float]) -> float:
    """Median of the ratios within a pair: what the machine did to one it did to the other."""
    return statistics.median(a / b for a, b in zip(ours, floor, strict=True))


def percentile(times: Sequence[float], part: float) -> float:
    """The time that `part` of all times (0 to 1) do not exceed."""
    return sorted(times)[max(0, math.ceil(part * len(times)) - 1)]


def _seconds(time: float) -> str:
    milliseconds = time * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 100 else f"{milliseconds:.3g} ms"
