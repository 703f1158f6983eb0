"""Show it: a pass through what was said to be so, and is not proven yet. Proof is all it asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable

from readiness.assessment.interview import Interview
from readiness.assessment.pace import SECONDS_A_KEY, SECONDS_A_PROOF, seconds_to_read
from readiness.assessment.proof import Proof, proof
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Mode, ModeBlock
from readiness.questionnaire.vocabulary import State

_CLAIMS = (State.YES, State.PARTLY)
_KEYS_A_PROOF = 2


def showing_mode(index: Index) -> Mode | None:
    """The pass of a questionnaire that asks for proof; None where it has none."""
    return next((mode for mode in index.pack.modes if mode.asks_proof), None)


def to_show(interview: Interview) -> tuple[str, ...]:
    """The checks answered yes or partly without proof that counts, in the order of the pass that asks for it."""
    reading, mode = interview.reading, showing_mode(interview.reading.index)
    named = [id for block in mode.blocks for id in block.checks] if mode is not None else []
    asked = set(interview.items)
    return tuple(
        id
        for id in named
        if id in asked and reading.state(id) in _CLAIMS and proof(reading, reading.index.checks[id]) is not Proof.SHOWN
    )


def block_of(index: Index, check_id: str) -> ModeBlock | None:
    """The part of the pass that asks for the proof of a check."""
    mode = showing_mode(index)
    blocks = mode.blocks if mode is not None else ()
    return next((block for block in blocks if check_id in block.checks), None)


def minutes_to_show(interview: Interview, check_ids: Iterable[str]) -> int:
    """Minutes to say for each check what shows it, rounded up."""
    checks = interview.reading.index.checks
    seconds = SECONDS_A_PROOF + SECONDS_A_KEY * _KEYS_A_PROOF
    return math.ceil(sum(seconds + seconds_to_read([interview.question(checks[id])]) for id in check_ids) / 60)
