"""What the question pane shows for an item, put together from the interview."""

from __future__ import annotations

from readiness.assessment.agenda import Group
from readiness.assessment.interview import Interview
from readiness.assessment.model import Answer
from readiness.questionnaire.model import Check
from readiness.tui.entries import check_entries, opening_entries
from readiness.tui.notices import notices
from readiness.tui.widgets.answer_list import offers
from readiness.tui.widgets.question_pane import Question


def check_question(interview: Interview, check: Check, own: Answer | None, *, encrypted: bool) -> Question:
    """A check with its answers and the fields that are useful now."""
    group = interview.group_of(check.id)
    section = interview.reading.index.section_of[check.id]
    opens = check.id == next((id for id in group.items if interview.reading.is_visible(id)), "")
    state = own.state if own is not None else None
    return Question(
        item=check.id,
        title=interview.question(check),
        intro=(group.in_hand or section.intro) if opens else "",
        offers=offers(check),
        state=state,
        own=own.choice if own is not None else "",
        entries=check_entries(interview, check, state, own, encrypted=encrypted),
        notices=notices(interview.reading, check, own),
    )


def opening_question(interview: Interview, group: Group, *, encrypted: bool) -> Question:
    """A screen of opening facts."""
    section = interview.reading.index.section_of[group.items[0]]
    first = ":" not in group.id
    return Question(
        item=group.id,
        title="" if first else group.title,
        intro=section.intro if first else "",
        entries=opening_entries(interview, group, encrypted=encrypted),
    )
