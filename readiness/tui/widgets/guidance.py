"""What helps to answer a question: why it is asked, what proves a yes, who knows, what to do first."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness.assessment.words import length_words, who_words
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Check, Source
from readiness.translation import _
from readiness.tui.text import shown


def guidance(index: Index, check: Check) -> Content:
    """All of it, as paragraphs with headings."""
    return Content("\n\n").join(_paragraph(title, text) for title, text in _parts(index, check) if text)


def _parts(index: Index, check: Check) -> Iterator[tuple[str, str]]:
    yield _("Why"), check.why
    yield _("Without it"), check.severity_why
    yield _("What proves a yes"), _evidence(check)
    yield _("Who usually knows"), _who(check)
    yield _("First step"), check.first_step
    sources = (index.pack.sources.get(id) for id in check.sources)
    yield _("Read in"), "\n".join(_cited(source) for source in sources if source is not None and source.printable)


def _evidence(check: Check) -> str:
    if not check.recheck.every:
        return check.evidence
    again = _("Look again after {time}.").format(time=length_words(check.recheck.every))
    return f"{check.evidence} {again}"


def _who(check: Check) -> str:
    respondent, ask = who_words(check.respondent), who_words(check.ask)
    if respondent == ask:
        return respondent
    return _("{respondent}; if nobody knows, ask: {ask}").format(respondent=respondent, ask=ask)


def _cited(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"{source.title} ({source.publisher}{year})"


def _paragraph(title: str, text: str) -> Content:
    return Content.assemble((title, "bold $key"), "\n", shown(text.strip()))
