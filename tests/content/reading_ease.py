"""Flesch reading ease as textstat 0.7.4 computes it, on pyphen's hyphenation, offline.

textstat itself can't be imported any more: it asks for pkg_resources, which setuptools has dropped.
The two means are rounded half up to one decimal, as there, so that the numbers are the same.
"""

from __future__ import annotations

import math
import re
from functools import cache

from pyphen import Pyphen


@cache
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")


def words(text: str) -> list[str]:
    """The words of a text without punctuation; contractions and hyphenated words are one."""
    text = re.sub(r"'(?![tsd]\b|ve\b|ll\b|re\b)", '"', text)
    return re.sub(r"[^\w\s']", "", text).split()


def sentences(text: str) -> int:
    """How many sentences of more than two words a text has, at least one."""
    found = re.findall(r"\b[^.!?]+[.!?]*", text)
    return max(1, sum(len(words(sentence)) > 2 for sentence in found))


def reading_ease(text: str) -> float:
    """From about 0 (hard) to above 100 (easy); 60 is plain English."""
    counted = words(text)
    syllables = sum(len(_hyphens().positions(word.lower())) + 1 for word in counted)
    return 206.835 - 1.015 * _tenths(len(counted) / sentences(text)) - 84.6 * _tenths(syllables / len(counted))


def _tenths(number: float) -> float:
    return math.floor(number * 10 + 0.5) / 10
