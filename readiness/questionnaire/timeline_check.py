"""Cross-checks of a pack's timeline: its steps, what they wait for, and what their hours are read from.

A deadline may only be counted from a step that lies on every way to its own step. Otherwise a slower
answer could move the start of a clock and make the slack look better than it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from readiness.questionnaire.assembly import SECTION_ID, near
from readiness.questionnaire.condition import ids
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.review import Remark, Review, conditions
from readiness.questionnaire.timeline_model import Deadline, Length, TimelineStep
from readiness.questionnaire.value import minutes
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.source import KeyPath
from readiness.translation import _

_WHO = (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION)


def timeline_remarks(review: Review) -> Iterator[Remark]:
    """What is wrong with the steps of a pack's timeline."""
    steps = list(enumerate(review.pack.timeline))
    yield from review.repeated(((("timeline", n, "id"), step.id) for n, step in steps), _("step"))
    clocks = [
        (("timeline", n, "starts_clocks", place), start.value)
        for n, step in steps
        for place, start in enumerate(step.starts_clocks)
    ]
    yield from review.repeated(clocks, _("clock start"))
    for number, _step in [(n, step) for n, step in steps if step.measured][1:]:
        yield ("timeline", number, "measured"), _("gaps are measured at one step; another one is marked before")
    for number, step in steps:
        yield from _step_remarks(review, ("timeline", number), step)
    yield from _circle(review)


def _step_remarks(review: Review, path: KeyPath, step: TimelineStep) -> Iterator[Remark]:
    if not SECTION_ID.fullmatch(step.id):
        yield (*path, "id"), _("small letters, digits and '-' are needed, such as leader-told")
    for number, one in enumerate(step.after):
        yield from _step_named(review, (*path, "after", number, "step"), one.step, step)
    yield from _typed(review, (*path, "who_fact"), step.who_fact, _WHO)
    yield from _length(review, (*path, "length"), step.length)
    used = (*step.length.longest, *step.length.sum, *step.length.first)
    for id, figure in step.figures.items():
        if id not in used:
            message = _("'{id}' is no fact of this step's length{hint}").format(id=id, hint=near(id, used))
            yield (*path, "figures", id), message
        yield from _hours((*path, "figures", id, "good"), figure.good)
        yield from _hours((*path, "figures", id, "if_no"), figure.if_no)
        if figure.if_no and not figure.why:
            yield (*path, "figures", id), _("'why' is needed: on what ground these hours are assumed")
    yield from _delays(review, path, step)
    if step.deadline is not None:
        yield from _deadline(review, (*path, "deadline"), step, step.deadline)
    yield from _checks(review, path, step)


def _checks(review: Review, path: KeyPath, step: TimelineStep) -> Iterator[Remark]:
    for key in ("needs", "weakens"):
        for number, id in enumerate(getattr(step, key)):
            for text in review.unknown(id, review.catalogue.index.checks, _("there is no check '{id}'{hint}")):
                yield (*path, key, number), text
    for place, id in _read(path, step):
        check = review.catalogue.index.checks.get(id) or review.catalogue.index.check_of_fact.get(id)
        if check is not None and check.audience is Audience.COUNSEL_ONLY:
            yield place, _("'{id}' is for counsel only, and everybody sees the timeline").format(id=id)


def _read(path: KeyPath, step: TimelineStep) -> Iterator[tuple[KeyPath, str]]:
    """Every fact and check that a step reads, with the place where it is named."""
    for key in ("longest", "sum", "first"):
        for number, id in enumerate(getattr(step.length, key)):
            yield (*path, "length", key, number), id
    for key in ("needs", "weakens"):
        for number, id in enumerate(getattr(step, key)):
            yield (*path, key, number), id
    for place, condition in conditions(step, path):
        for id in ids(condition.tree):
            yield place, id
    if step.deadline is not None:
        yield (*path, "deadline", "within"), step.deadline.within
        yield (*path, "deadline", "start"), step.deadline.start.fact if step.deadline.start is not None else ""
    yield (*path, "who_fact"), step.who_fact


def _step_named(review: Review, path: KeyPath, id: str, own: TimelineStep) -> Iterator[Remark]:
    if id == own.id:
        yield path, _("a step cannot wait for itself")
    for text in review.unknown(id, [step.id for step in review.pack.timeline], _("there is no step '{id}'{hint}")):
        yield path, text


def _typed(review: Review, path: KeyPath, id: str, types: tuple[FactType, ...]) -> Iterator[Remark]:
    facts = review.catalogue.index.facts
    for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
        yield path, text
    kind = review.catalogue.kind(id) if id in facts else None
    if kind is not None and kind.certain and kind.type not in types:
        message = _("'{id}' is {kind}; accepted here: {types}")
        yield path, message.format(id=id, kind=kind, types=", ".join(type_.value for type_ in types))


def _hours(path: KeyPath, text: str) -> Iterator[Remark]:
    try:
        if text:
            minutes(text)
    except ValueRefused as error:
        yield path, str(error)


def _length(review: Review, path: KeyPath, length: Length) -> Iterator[Remark]:
    given = [key for key in ("longest", "sum", "first") if getattr(length, key)]
    if len(given) > 1 or not (given or length.default):
        yield path, _("exactly one of 'longest', 'sum' and 'first' is needed, or 'default'")
    for key in given:
        for number, id in enumerate(getattr(length, key)):
            yield from _typed(review, (*path, key, number), id, (FactType.DURATION,))
    yield from _hours((*path, "default"), length.default)
    if length.default and not length.why:
        yield path, _("'why' is needed: on what ground these hours are assumed")


def _delays(review: Review, path: KeyPath, step: TimelineStep) -> Iterator[Remark]:
    known = [*review.catalogue.index.checks, *review.catalogue.index.facts]
    for number, delay in enumerate(step.delays):
        place = (*path, "delays", number)
        yield from _hours((*place, "hours"), delay.hours)
        for text in review.unknown(delay.gap, known, _("there is no check or fact '{id}'{hint}")):
            yield (*place, "gap"), text


def _deadline(review: Review, path: KeyPath, step: TimelineStep, deadline: Deadline) -> Iterator[Remark]:
    if bool(deadline.within) == bool(deadline.hours):
        yield path, _("exactly one of 'within' (a fact) and 'hours' is needed")
    yield from _typed(review, (*path, "within"), deadline.within, (FactType.DURATION,))
    yield from _hours((*path, "hours"), deadline.hours)
    if bool(deadline.counted_from) == bool(deadline.start):
        yield path, _("exactly one of 'counted_from' (a step) and 'start' (a fact that says which step) is needed")
    named: list[tuple[KeyPath, str]] = [((*path, "counted_from"), deadline.counted_from)]
    if deadline.start is not None:
        place = (*path, "start")
        facts = review.catalogue.index.facts
        yield from _typed(review, (*place, "fact"), deadline.start.fact, (FactType.CHOICE,))
        choices = facts[deadline.start.fact].choices if deadline.start.fact in facts else {}
        for value, id in deadline.start.steps.items():
            if choices and value not in choices:
                message = _("'{value}' is no choice of {fact}{hint}")
                message = message.format(value=value, fact=deadline.start.fact, hint=near(value, choices))
                yield (*place, "steps", value), message
            named.append(((*place, "steps", value), id))
        named.append(((*place, "otherwise"), deadline.start.otherwise))
    for where, id in named:
        yield from _clock_start(review, where, id, step)


def _clock_start(review: Review, path: KeyPath, id: str, step: TimelineStep) -> Iterator[Remark]:
    steps = {one.id: one for one in review.pack.timeline}
    for text in review.unknown(id, steps, _("there is no step '{id}'{hint}")):
        yield path, text
    if id in steps and (id == step.id or _can_avoid(steps, step.id, id)):
        message = _("'{id}' does not lie on every way to '{step}', so no deadline of it can be counted from there")
        yield path, message.format(id=id, step=step.id)


def _can_avoid(steps: dict[str, TimelineStep], end: str, avoided: str) -> bool:
    """Whether `end` could be reached from some first step without passing `avoided`."""
    waiting, seen = [end], {avoided}
    while waiting:
        id = waiting.pop()
        if id in seen or id not in steps:
            continue
        seen.add(id)
        if all(one.when is not None or one.unless is not None for one in steps[id].after):
            return True
        waiting += [one.step for one in steps[id].after]
    return False


def _circle(review: Review) -> Iterator[Remark]:
    steps = review.pack.timeline
    circle = circle_of(steps)
    if circle:
        number = next(n for n, step in enumerate(steps) if step.id == circle[0])
        message = _("these steps wait for each other: {circle}").format(circle=" > ".join(circle))
        yield ("timeline", number, "after"), message


def circle_of(steps: Iterable[TimelineStep]) -> tuple[str, ...]:
    """The ids of steps that wait for each other, the first one again at the end; empty when none do."""
    sorter = TopologicalSorter({step.id: [one.step for one in step.after if one.step != step.id] for step in steps})
    try:
        sorter.prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()
