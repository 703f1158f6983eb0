"""What a sitting refuses, in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness.error import BAD_INPUT, ReadinessError

if TYPE_CHECKING:
    from readiness.assessment.answering import Refusal


class SessionError(ReadinessError):
    """Something that can't be done in this sitting; the message says why and what can be done instead."""

    exit_code = BAD_INPUT


class AnswerRefused(SessionError):
    """An answer that was not kept.

    Attributes:
        refusals: every place in the answer that is wrong, and what is accepted there.
    """

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """Keep the refusals; the message joins them."""
        super().__init__("; ".join(f"{place}: {message}" if place else message for place, message in refusals))
        self.refusals = tuple(refusals)
