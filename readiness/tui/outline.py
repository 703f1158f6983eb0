"""The interview as its section list shows it: parts with progress, and the questions of the present one."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.assessment.agenda import Group, GroupKind
from readiness.assessment.interview import Interview
from readiness.tui.sign import state_sign
from readiness.tui.widgets.section_list import Mark, Part


def parts(interview: Interview, here: Group) -> tuple[Part, ...]:
    """One part a section; a screen of facts that is asked just before a section belongs to it."""
    return tuple(_parts(interview, here))


def _parts(interview: Interview, here: Group) -> Iterator[Part]:
    for gathered in _gathered(interview):
        shown = [id for group in gathered for id in group.items if interview.reading.is_visible(id)]
        if shown:
            progress = [interview.group_progress(group) for group in gathered]
            yield Part(
                item=shown[0],
                title=gathered[-1].short,
                answered=sum(one.answered for one in progress),
                asked=sum(one.asked for one in progress),
                is_current=here in gathered,
            )


def _gathered(interview: Interview) -> Iterator[tuple[Group, ...]]:
    before: tuple[Group, ...] = ()
    for group in interview.groups:
        if group.kind is GroupKind.SCREEN and ":" in group.id:
            before = (*before, group)
        else:
            yield (*before, group)
            before = ()
    if before:
        yield before


def marks(interview: Interview, here: Group) -> tuple[Mark, ...]:
    """The visible checks of the present group; opening facts are all on one screen and need no marks."""
    reading = interview.reading
    checks = (reading.index.checks.get(id) for id in here.items if reading.is_visible(id))
    return tuple(
        Mark(check.id, state_sign(reading.state(check.id)), check.good) for check in checks if check is not None
    )
