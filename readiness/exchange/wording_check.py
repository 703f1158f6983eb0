"""A public text judged word by word: what does harm, where it stands, why, and what to say instead.

It looks for words and does not know the facts, so it can flag and never approve. Pure: a text is passages of
numbered lines, and the time it takes grows with its length alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from readiness.exchange.wording_rules import WIDEST_GAP, MissingRule, Phrase, WordingFile, WordingRule, phrases

Passage: TypeAlias = Sequence[tuple[int, str]]
"""Lines that belong together, each with its number."""

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019-][^\W_]+)*)|(?P<blank>\[|_{3,}|\u2026)|(?P<end>[.!?]+(?=[\s\"'\u201d\u2019)\]]|$))"
)
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters without looks, which would part a word that people read as one."""
_OPENING, _CLOSING = '"\u201c\u201e\u00ab', '"\u201d\u201c\u00bb'
_TIME_WITHIN = 10
"""Words between `as of` and its time, at most."""
_NEARBY = 40
"""Words on either side in which a note is looked for; a text without full stops is read no slower."""
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that do harm, or something every text says and this one doesn't."""

    line: int
    rule: str
    category: str
    what: str
    """The words as they stand there, in quotation marks; or what is missing."""
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    """Empty for a blank."""
    start: int
    end: int
    line: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage taken apart; `stops` has, for each token, where its sentence ends."""

    raw: str
    tokens: Sequence[_Token]
    stops: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: WordingRule
    unless: tuple[Phrase, ...]


class WordingCheck:
    """The rules made ready to be held against texts."""

    def __init__(self, file: WordingFile, without: Iterable[str] = ()) -> None:
        """Leave out the rules with these ids."""
        left_out = frozenset(without)
        self._times = frozenset(word.casefold() for word in file.times)
        self._missing = [(rule, phrases(rule.phrases, file.notes)) for rule in file.missing if rule.id not in left_out]
        self._by_word: dict[str, list[tuple[_Rule, Phrase]]] = defaultdict(list)
        self._by_beginning: dict[str, list[tuple[_Rule, Phrase]]] = defaultdict(list)
        for rule in file.rules:
            if rule.id not in left_out:
                made = _Rule(rule, phrases(rule.unless, file.notes))
                for one in phrases(rule.phrases, file.notes):
                    self._keep(made, one)

    def _keep(self, rule: _Rule, phrase: Phrase) -> None:
        """Under how its first word can begin, so that few phrases are tried at each word of a text."""
        for word in phrase[0].words:
            self._by_word[word].append((rule, phrase))
        for beginning in phrase[0].beginnings:
            self._by_beginning[beginning[:3]].append((rule, phrase))

    def flags(self, passages: Iterable[Passage]) -> tuple[Flag, ...]:
        """Everything that is flagged in a text, as it goes; what is missing in it comes first."""
        found: list[Flag] = []
        missing = self._missing
        for passage in passages:
            text = _text(passage)
            found += self._harm(text)
            missing = [one for one in missing if not self._is_said(one[1], text)]
        return (*(_missing_flag(rule) for rule, _phrases in missing), *found)

    def _harm(self, text: _Text) -> Iterator[Flag]:
        free_from: dict[str, int] = defaultdict(int)
        for at, token in enumerate(text.tokens):
            longest: dict[str, tuple[int, _Rule]] = {}
            for rule, phrase in (*self._by_word.get(token.word, ()), *self._by_beginning.get(token.word[:3], ())):
                end = _match(phrase, text, at)
                if end > longest.get(rule.rule.id, (0,))[0]:
                    longest[rule.rule.id] = (end, rule)
            for id, (end, rule) in longest.items():
                if at >= free_from[id] and not _is_mentioned(text, at, end):
                    free_from[id] = end
                    if not _is_taken_back(rule.unless, text, at, end):
                        yield _flag(rule.rule, text, at, end)

    def _is_said(self, ways: tuple[Phrase, ...], text: _Text) -> bool:
        ends = (_match(phrase, text, at) for at in range(len(text.tokens)) for phrase in ways)
        return any(self._is_time(token) for end in ends if end for token in text.tokens[end : end + _TIME_WITHIN])

    def _is_time(self, token: _Token) -> bool:
        return not token.word or token.word in self._times or any(char.isdigit() for char in token.word)


def _text(passage: Passage) -> _Text:
    lines = [(number, _HIDDEN.sub("", line)) for number, line in passage]
    tokens: list[_Token] = []
    offset = sentence = 0
    for number, line in lines:
        for match in _TOKEN.finditer(line):
            if match["end"]:
                sentence += 1
                continue
            word = unicodedata.normalize("NFKC", match["word"] or "").casefold().replace("\u2019", "'")
            tokens.append(_Token(word, offset + match.start(), offset + match.end(), number, sentence))
        offset += len(line) + 1
    ends = {token.sentence: number for number, token in enumerate(tokens, 1)}
    return _Text("\n".join(line for _number, line in lines), tokens, [ends[token.sentence] for token in tokens])


def _match(phrase: Phrase, text: _Text, at: int) -> int:
    """The furthest end, within its sentence, of a phrase that begins at a token; 0 where it doesn't stand there."""
    if not phrase[0].fits(text.tokens[at].word):
        return 0
    stop, reached = text.stops[at], {at + 1}
    for element in phrase[1:]:
        if element.gap:
            reached = {to for one in reached for to in range(one, min(one + WIDEST_GAP, stop) + 1)}
            continue
        moved = {one + 1 for one in reached if one < stop and element.fits(text.tokens[one].word)}
        reached = moved | reached if element.optional else moved
        if not reached:
            return 0
    return max(reached)


def _is_mentioned(text: _Text, start: int, end: int) -> bool:
    """Whether the words stand in quotation marks with one word more at most: spoken about, not said."""
    first, last = max(start - 1, 0), min(end, len(text.tokens) - 1)
    sides = {(start, end - 1), (first, end - 1), (start, last)}
    return any(_is_quoted(text.raw, text.tokens[one].start, text.tokens[other].end) for one, other in sides)


def _is_quoted(raw: str, start: int, end: int) -> bool:
    before, after = raw[max(start - 1, 0) : start], raw[end : end + 2].lstrip(".,;:!?")[:1]
    return bool(before and after) and before in _OPENING and after in _CLOSING


def _is_taken_back(unless: tuple[Phrase, ...], text: _Text, start: int, end: int) -> bool:
    """Whether a note stands in the same sentence or in the ones beside it."""
    tokens = text.tokens
    low, high = tokens[start].sentence - 1, tokens[end - 1].sentence + 1
    nearby = range(max(start - _NEARBY, 0), min(end + _NEARBY, len(tokens)))
    return any(_match(phrase, text, at) for phrase in unless for at in nearby if low <= tokens[at].sentence <= high)


def _flag(rule: WordingRule, text: _Text, start: int, end: int) -> Flag:
    first, last = text.tokens[start], text.tokens[end - 1]
    words = " ".join(text.raw[first.start : last.end].split())
    shown = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 3]}..."
    return Flag(first.line, rule.id, rule.category, f'"{shown}"', rule.why, rule.better)


def _missing_flag(rule: MissingRule) -> Flag:
    return Flag(1, rule.id, rule.category, rule.what, rule.why, rule.better)
