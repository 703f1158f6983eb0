"""The places of an interview one can jump to: its sections, and its questions by code or by words."""

from __future__ import annotations

from readiness.assessment.agenda import GroupKind
from readiness.assessment.interview import Interview
from readiness.assessment.part_words import part_words
from readiness.questionnaire.model import Check
from readiness.translation import _
from readiness.tui.screens.pick import Pickable
from readiness.tui.sign import state_sign

ALL = "all"
"""Id of the row for every question."""


def parts_listed(interview: Interview) -> list[Pickable]:
    """The parts of the questions that one can walk through, with how many are in each."""
    every = Pickable(ALL, _("all questions"), before=f"{len(interview.items):>3}")
    parts = interview.offered_parts().items()
    return [every, *(Pickable(str(only), part_words(only), before=f"{n:>3}") for only, n in parts)]


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
            listed.append(Pickable(shown[0], label, before="▾", searched=group.short))
        for id in shown:
            check = reading.index.checks.get(id)
            if check is not None:
                listed.append(_question(interview, check, by_words=by_words))
    return listed


def _question(interview: Interview, check: Check, *, by_words: bool) -> Pickable:
    reading = interview.reading
    sign = state_sign(reading.state(check.id)).glyph
    searched = check.id
    if by_words:
        labels = " ".join(fact.label for fact in check.facts)
        noted = " ".join(answer.note for answer in reading.answers(check.id))
        searched = f"{check.id} {check.yes_means} {check.why} {labels} {noted}"
    return Pickable(check.id, interview.question(check), before=f"{sign} {check.code}", searched=searched)
