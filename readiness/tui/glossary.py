"""The glossary entries of one question: the terms that occur in what is said about it."""

from __future__ import annotations

import re

from textual.content import Content

from readiness.questionnaire.model import Check, Pack, Term
from readiness.translation import _
from readiness.tui.text import shown


def terms_of(pack: Pack, check: Check) -> tuple[Term, ...]:
    """The terms that the question and its explanations use, in their order of appearance."""
    texts = [check.question, check.yes_means, check.partly_means, check.why, check.evidence, check.first_step]
    text = " ".join([*texts, *check.steps, *(f"{fact.label} {fact.help}" for fact in check.facts)]).casefold()
    found = [(place, term) for term in pack.glossary if (place := _place(text, term)) is not None]
    return tuple(term for _place_, term in sorted(found, key=lambda pair: pair[0]))


def _place(text: str, term: Term) -> int | None:
    places = [
        match.start()
        for word in (term.term, *term.also)
        if (match := re.search(rf"\b{re.escape(word.casefold())}s?\b", text)) is not None
    ]
    return min(places, default=None)


def explained(pack: Pack, check: Check) -> Content:
    """The entries as text; a sentence when there are none."""
    terms = terms_of(pack, check)
    if not terms:
        return shown(_("This question uses no special words."), "$quiet")
    return Content("\n\n").join(Content.assemble((term.term, "bold $key"), "\n", shown(term.text)) for term in terms)
