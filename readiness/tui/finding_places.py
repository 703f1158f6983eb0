"""The places of an interview one can jump to: its sections, and its questions by code or by words."""

from __future__ import annotations

from readiness.assessment.agenda import GroupKind
from readiness.assessment.interview import Interview
from readiness.assessment.part_words import part_words
from readiness.assessment.searching import searched_facts, searched_words, term_words
from readiness.questionnaire.model import Check
from readiness.translation import _
from readiness.tui.screens.pick import Pickable
from readiness.tui.sign import state_sign

WORD = "\t"
"""In front of the id of an entry of the glossary."""

ALL = "all"
"""Id of the row for every question."""


def parts_listed(interview: Interview) -> list[Pickable]:
    """The parts of the questions that one can walk through, with how many are in each."""
    every = Pickable(ALL, _("all questions"), before=f"{len(interview.items):>3}")
    parts = interview.offered_parts().items()
    return [every, *(Pickable(str(only), part_words(only), before=f"{n:>3}", searched=str(only)) for only, n in parts)]


def places(interview: Interview, *, by_words: bool) -> list[Pickable]:
    """Sections and questions that are asked, in order; by words, questions with all that they are found by."""
    reading = interview.reading
    listed: list[Pickable] = []
    for group in interview.groups:
        shown = [id for id in group.items if reading.is_visible(id)]
        if not shown:
            continue
        if not by_words or group.kind is GroupKind.SCREEN:
            progress = interview.group_progress(group)
            label = f"{group.title}  {progress.answered}/{progress.asked}"
            facts = f" {searched_facts(interview, tuple(shown))}" if by_words else ""
            listed.append(Pickable(shown[0], label, before="▾", searched=group.short + facts))
        for id in shown:
            check = reading.index.checks.get(id)
            if check is not None:
                listed.append(_question(interview, check, by_words=by_words))
    return listed


def _question(interview: Interview, check: Check, *, by_words: bool) -> Pickable:
    sign = state_sign(interview.reading.state(check.id)).glyph
    searched = searched_words(interview, check) if by_words else check.id
    return Pickable(check.id, interview.question(check), before=f"{sign} {check.code}", searched=searched)


def words_listed(interview: Interview) -> list[Pickable]:
    """The entries of the glossary, to be found with the questions."""
    glossary = interview.reading.index.pack.glossary
    return [Pickable(WORD + term.id, term.term, before="?", searched=term_words(term)) for term in glossary]
