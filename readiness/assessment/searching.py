"""What the questions of an interview are found by: their words, their facts, what was noted; and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.interview import Interview
from readiness.assessment.words import value_words
from readiness.questionnaire.model import Check, Fact, Term


def searched_words(interview: Interview, check: Check) -> str:
    """All that a check is found by, as one text: its wording, the labels and values of its facts, its notes."""
    parts = [check.code, check.id, interview.question(check), check.question, check.yes_means, check.why]
    return " ".join([*parts, *_facts(interview, check.facts, check.id)])


def searched_facts(interview: Interview, facts: tuple[str, ...]) -> str:
    """All that a screen of opening facts is found by."""
    index = interview.reading.index
    return " ".join(text for id in facts for text in _facts(interview, (index.facts[id],), id))


def _facts(interview: Interview, facts: tuple[Fact, ...], item: str) -> Iterator[str]:
    reading = interview.reading
    yield from (fact.label for fact in facts)
    for answer in reading.answers(item):
        yield answer.note
        for fact in facts:
            value = answer.facts.get(fact.id)
            if value not in (None, "", []) and value is not None:
                yield value_words(reading, fact, value)


def found_items(interview: Interview, words: str) -> tuple[str, ...]:
    """The visible checks in which every one of these words occurs, in order."""
    wanted, checks = words.casefold().split(), interview.reading.index.checks
    asked = (id for id in interview.items if id in checks and wanted)
    return tuple(id for id in asked if _has_all(searched_words(interview, checks[id]), wanted))


def found_terms(interview: Interview, words: str) -> tuple[Term, ...]:
    """The entries of the glossary in which every one of these words occurs."""
    wanted, glossary = words.casefold().split(), interview.reading.index.pack.glossary
    return tuple(term for term in glossary if wanted and _has_all(term_words(term), wanted))


def term_words(term: Term) -> str:
    """All that an entry of the glossary is found by."""
    return " ".join([term.term, *term.also, term.text])


def _has_all(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)
