"""Cross-checks of the changes that a re-assessment asks about."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.questionnaire.assembly import SECTION_ID
from readiness.questionnaire.review import Remark, Review
from readiness.translation import _


def change_remarks(review: Review) -> Iterator[Remark]:
    """What is wrong with the changes of a pack, and with re-checks that name one."""
    changes = list(enumerate(review.pack.changes))
    yield from review.repeated(((("changes", n, "id"), change.id) for n, change in changes), _("change"))
    index = review.catalogue.index
    present = {**index.checks, **index.facts}
    named = {event for check in index.checks.values() for event in check.recheck.events}
    for number, change in changes:
        path = ("changes", number)
        if not SECTION_ID.fullmatch(change.id):
            yield (*path, "id"), _("small letters, digits and '-' are needed, such as policy-renewed")
        for place, id in enumerate(change.reopens):
            for text in review.unknown(id, present, _("there is no check or fact '{id}'{hint}")):
                yield (*path, "reopens", place), text
        repeated = [((*path, "reopens", place), id) for place, id in enumerate(change.reopens)]
        yield from review.repeated(repeated, _("check or fact"))
        if review.complete and not change.reopens and change.id not in named:
            yield path, _("this change asks nothing again; name checks or facts under 'reopens'")
    if changes:
        yield from _events(review)


def _events(review: Review) -> Iterator[Remark]:
    declared = {change.id: None for change in review.pack.changes}
    for path, check in review.checks():
        for number, event in enumerate(check.recheck.events):
            message = _("there is no change '{id}'{hint}; changes are listed in changes.yaml")
            for text in review.unknown(event, declared, message):
                yield (*path, "recheck", "events", number), text
