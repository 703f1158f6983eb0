"""Circles among the questions: a check or fact that is asked only when its own answer is known."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.questionnaire.condition import ids
from readiness.questionnaire.review import Remark, Review
from readiness.source import KeyPath
from readiness.translation import _

_SHOWN = 12


def cycle_remarks(review: Review) -> Iterator[Remark]:
    """A remark for each circle of `ask_if` conditions, at an item of it that has one."""
    needs, places = _needs(review)
    settled: set[str] = set()
    reported: set[frozenset[str]] = set()
    for start in needs:
        circle = _circle(start, needs, settled)
        # A circle without a condition comes from an id that is used twice, which is reported as that.
        asked = next((id for id in circle if id in places), None)
        if asked is not None and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            chain = " -> ".join((*circle[:_SHOWN], *(["..."] if len(circle) > _SHOWN else []), circle[0]))
            yield places[asked], _("these are asked only when they are answered: {chain}").format(chain=chain)


def _needs(review: Review) -> tuple[dict[str, tuple[str, ...]], dict[str, KeyPath]]:
    """Item -> the items that decide whether it is asked or exists; and where its ask_if is."""
    needs: dict[str, tuple[str, ...]] = {}
    places: dict[str, KeyPath] = {}
    base = review.catalogue.base
    for path, check in review.checks():
        needs[check.id] = tuple(base(id) for id in ids(check.ask_if.tree)) if check.ask_if else ()
        if check.ask_if:
            places[check.id] = (*path, "ask_if")
    for path, fact, owner in review.facts():
        own = tuple(base(id) for id in ids(fact.ask_if.tree)) if fact.ask_if else ()
        needs[fact.id] = own if owner is None else (*own, owner.id)
        if fact.ask_if:
            places[fact.id] = (*path, "ask_if")
    for id, computed in review.pack.computed.items():
        places[id] = ("computed", id)
        needs[id] = tuple(base(part) for kind in computed.__struct_fields__ for part in getattr(computed, kind))
    return needs, places


def _circle(start: str, needs: dict[str, tuple[str, ...]], settled: set[str]) -> tuple[str, ...]:
    """A circle that can be reached from `start`, or nothing; walks without recursion, however long a chain is."""
    if start in settled:
        return ()
    trail = {start: iter(needs[start])}
    while trail:
        last = next(reversed(trail))
        following = next(trail[last], None)
        if following is None:
            settled.add(last)
            del trail[last]
        elif following in trail:
            settled.update(trail)
            steps = list(trail)
            return tuple(steps[steps.index(following) :])
        elif following in needs and following not in settled:
            trail[following] = iter(needs[following])
    return ()
