"""Everything that must hold between the parts of a pack, once each part is well formed by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import chain

from readiness.questionnaire.catalogue import Catalogue
from readiness.questionnaire.change_check import change_remarks
from readiness.questionnaire.comparison_check import comparison_problems, iso_day
from readiness.questionnaire.cycle import cycle_remarks
from readiness.questionnaire.model import Pack
from readiness.questionnaire.pack_check import pack_remarks
from readiness.questionnaire.review import Remark, Review, conditions
from readiness.questionnaire.rule_check import each_of, rule_remarks
from readiness.questionnaire.section_check import section_remarks
from readiness.questionnaire.timeline_check import timeline_remarks
from readiness.source import KeyPath

_LISTS = ("sections", "checks", "facts", "timeline", "changes")
_TABLES: tuple[KeyPath, ...] = (("computed",), ("sources",), ("rules",))


def remarks(
    pack: Pack, broken: Collection[KeyPath], *, whole: bool, where: Callable[[KeyPath], str]
) -> Iterator[Remark]:
    """What is wrong between the parts of a decoded pack.

    `broken` holds the paths that were refused and replaced by blanks: nothing is said about them a
    second time. `whole` is false when a file could not be read.
    """
    touched = {path[:length] for path in broken for length in range(1, len(path) + 1)}
    complete = whole and not any(_hides_ids(path) for path in broken)
    review = _review(pack, touched, complete, where)
    found = chain(
        section_remarks(review),
        _condition_remarks(review),
        rule_remarks(review),
        cycle_remarks(review),
        timeline_remarks(review),
        pack_remarks(review),
        change_remarks(review),
    )
    for path, message in found:
        if path not in touched and not any(path[:length] in broken for length in range(1, len(path))):
            yield path, message


def _review(pack: Pack, touched: Collection[KeyPath], complete: bool, where: Callable[[KeyPath], str]) -> Review:
    try:
        as_of = iso_day(pack.as_of)
    except ValueError:
        as_of = None
    review = Review(pack, Catalogue(pack), complete, as_of, where)
    untyped = [
        fact.id for path, fact, _check in review.facts() if (*path, "type") in touched or (*path, "choices") in touched
    ]
    return Review(pack, Catalogue(pack, untyped), complete, as_of, where)


def _hides_ids(path: KeyPath) -> bool:
    """Whether ids that others refer to were lost with a refused value."""
    if path in _TABLES:
        return True
    last = path[-1] if path else ""
    return path[-2] in _LISTS if isinstance(last, int) and len(path) > 1 else last in (*_LISTS, "id")


def _condition_remarks(review: Review) -> Iterator[Remark]:
    for path, condition in conditions(review.pack):
        each = ""
        if path[0] == "rules" and isinstance(path[1], int):
            each = each_of(review.pack.rules[path[1]])
        for inner, message in comparison_problems(
            condition.tree, review.catalogue, each=each, complete=review.complete
        ):
            yield (*path, *inner), message
