"""Answers files read against the bundled pack."""

from __future__ import annotations

from datetime import date
from functools import cache

from readiness.exchange.answers import AnswersError, Submission, submission
from readiness.questionnaire.index import Index
from readiness.questionnaire.library import Library
from readiness.source import parse

TODAY = date(2026, 11, 21)
HEAD = 'organisation: Northwind Freight\npack: breach-readiness\nas_of: "2026-11-01"\n'


@cache
def bundled_index(id: str = "breach-readiness") -> Index:
    return Index(Library(None).pack(id))


def taken(body: str, head: str = HEAD, *, keeps_sensitive: bool = False) -> Submission:
    return submission(parse(head + body, "answers.yaml"), bundled_index, TODAY, keeps_sensitive=keeps_sensitive)


def problems(body: str, head: str = HEAD) -> list[str]:
    try:
        taken(body, head)
    except AnswersError as error:
        return [str(problem).removeprefix("answers.yaml:") for problem in error.problems]
    return []
