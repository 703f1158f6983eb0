"""A re-assessment in words: why something is asked again, since when an answer is carried, where somebody is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.assessment.departure import Mention, MentionKind
from readiness.assessment.plan import code_of
from readiness.assessment.proof import newest
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Why, carried_from
from readiness.assessment.words import day_words
from readiness.labels import label
from readiness.questionnaire.index import Index
from readiness.translation import _


def why_words(why: Why) -> str:
    """Why a question is asked again."""
    return label("asked_again", why)


def carried_words(reading: Reading, item: str) -> str:
    """Since when an answer is carried, and how old its proof is."""
    day, proven = carried_from(reading, item), newest(reading.answers(item))
    since = day_words(day) if day is not None else _("an earlier assessment")
    if proven is None:
        return _("Carried from {day}.").format(day=since)
    return _("Carried from {day}, proof of {proof}.").format(day=since, proof=day_words(proven))


def mention_lines(index: Index, found: Iterable[Mention]) -> Iterator[str]:
    """One line for each place that names a person."""
    for mention in found:
        words = {
            MentionKind.FACT: mention.words,
            MentionKind.ANSWER: _("gave the answer"),
            MentionKind.DOCUMENT: _("proof or note: {words}").format(words=mention.words),
            MentionKind.ACTION: _("an action"),
        }
        if mention.item in index.facts and mention.kind is MentionKind.FACT:
            yield mention.words  # a question of the opening screen is called what its fact is called
        else:
            yield f"{_place(index, mention)}  {words[mention.kind]}"


def _place(index: Index, mention: Mention) -> str:
    if mention.kind is MentionKind.ACTION:
        return code_of(index, mention.item)
    check = index.checks.get(mention.item)
    return check.code if check is not None else index.facts[mention.item].label
