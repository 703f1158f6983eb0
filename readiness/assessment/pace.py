"""How long questions take: the time a pass promises is worked out, never guessed.

Counted are the words of question and answer labels, keys, required facts and proofs. Guidance and
optional facts are not: nobody has to read or fill them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from readiness.assessment.reading import Reading
from readiness.assessment.words import state_words
from readiness.questionnaire.model import Check, Fact, FactType
from readiness.questionnaire.verdict import Known
from readiness.questionnaire.vocabulary import State

WORDS_A_MINUTE = 240
SECONDS_A_KEY = 1
SECONDS_A_FACT = 8
SECONDS_A_PROOF = 15

_KEYS_A_QUESTION = 2
"""One for the answer, one for going on."""

_PLAIN = tuple(State)
_WAYS_OUT = (State.UNKNOWN, State.NOT_APPLICABLE)


def minutes_for(reading: Reading, item_ids: Iterable[str]) -> int:
    """Minutes for these items, rounded up, as if every answer were yes."""
    return math.ceil(sum(seconds_for(reading, id) for id in item_ids) / 60)


def seconds_for(reading: Reading, item_id: str) -> float:
    """Seconds for one check or opening fact."""
    check = reading.index.checks.get(item_id)
    return _opening_seconds(reading.index.facts[item_id]) if check is None else _check_seconds(reading, check)


def _opening_seconds(fact: Fact) -> float:
    # A long list of places is searched, not read.
    labels = list(fact.choices.values()) if fact.type is FactType.CHOICE else []
    return seconds_to_read([fact.label, *labels]) + SECONDS_A_FACT


def _check_seconds(reading: Reading, check: Check) -> float:
    required = [
        fact
        for fact in reading.scope.facts_of(check)
        if State.YES in fact.required_for
        and reading.fact_is_asked(fact.id, State.YES)
        and not isinstance(reading.lookup(fact.id), Known)
    ]
    return (
        _to_answer(reading.scope.question(check), tuple(choice.label for choice in check.choices))
        + SECONDS_A_FACT * len(required)
        + (SECONDS_A_PROOF if reading.scope.asks_proof else 0)
    )


# The minutes left are told again after every key, and the texts of a pack stay the same.
@lru_cache(maxsize=4096)
def _to_answer(question: str, labels: tuple[str, ...]) -> float:
    """Seconds to read a question with a check's own answers, or the plain ones, and the ways out, and to choose."""
    states = map(state_words, _WAYS_OUT if labels else _PLAIN)
    return seconds_to_read([question, *labels, *states]) + SECONDS_A_KEY * _KEYS_A_QUESTION


def seconds_to_read(texts: Iterable[str]) -> float:
    """Seconds to read these texts."""
    return sum(map(_words, texts)) * 60 / WORDS_A_MINUTE


def _words(text: str) -> int:
    return len(text.split())
