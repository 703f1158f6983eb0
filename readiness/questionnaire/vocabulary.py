"""The few words everything speaks, apart from the pack's format: what is stored and listed needs no more of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | int | list[str]
"""A stored value, as plain JSON."""

LONGEST_TEXT = 20_000
"""Characters kept of one text; longer input is refused, never cut silently."""


class ValueRefused(ValueError):
    """A value that is not accepted; the message says what is."""


class State(StrEnum):
    """The state of an answer to a check; worst first, as two different answers are judged."""

    NO = "no"
    UNKNOWN = "unknown"
    PARTLY = "partly"
    YES = "yes"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much hangs on a check or a rule; most severe first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def one_lower(self) -> Severity:
        """The next milder severity; low stays low."""
        order = list(Severity)
        return order[min(order.index(self) + 1, len(order) - 1)]
