"""Cross-checks of checks and their facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from readiness.questionnaire.assembly import near
from readiness.questionnaire.catalogue import ATTRIBUTES, RESERVED
from readiness.questionnaire.comparison_check import iso_day
from readiness.questionnaire.model import Check, Fact, FactType, Recheck
from readiness.questionnaire.review import Remark, Review
from readiness.questionnaire.value import canonical, comparable, span
from readiness.questionnaire.vocabulary import ValueRefused
from readiness.source import KeyPath
from readiness.translation import _

_ID = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*(?:\.[a-z0-9]+(?:[_-][a-z0-9]+)*)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_BOUNDED = (FactType.DATE, FactType.INTEGER, FactType.MONEY, FactType.DURATION)


def section_remarks(review: Review) -> Iterator[Remark]:
    """What is wrong with the checks and facts of a pack."""
    yield from _ids(review)
    for path, check in review.checks():
        yield from _check(review, path, check)
    screens = ["first", *(f"before-{section.section}" for section in review.pack.sections)]
    for path, fact, owner in review.facts():
        yield from _fact(review, path, fact)
        yield from _captured(path, fact) if owner is not None else _opening(review, path, fact, dict.fromkeys(screens))
    yield from _choice_groups(review)
    keystones = [(*path, "keystone") for path, check in review.checks() if check.keystone]
    for path in keystones[1:]:
        yield (
            path,
            _("one check at most is the keystone; the first is at {place}").format(place=review.where(keystones[0])),
        )


def id_remark(id: str) -> str:
    """What is wrong with an id as such, or nothing."""
    if not _ID.fullmatch(id) or len(id) > 80:
        return _("an id of small letters, digits, '.', '-' and '_' is needed, such as leader.named")
    if id in ("all", "any", "not") or id.startswith(RESERVED):
        return _("the id '{id}' is a word of the condition language; choose another").format(id=id)
    return ""


def _ids(review: Review) -> Iterator[Remark]:
    named: list[tuple[KeyPath, str]] = [((*path, "id"), check.id) for path, check in review.checks()]
    named += [((*path, "id"), fact.id) for path, fact, _check in review.facts()]
    for path, id in named:
        owner, _dot, attribute = id.rpartition(".")
        if id_remark(id):
            yield path, id_remark(id)
        elif attribute in ATTRIBUTES and owner in review.catalogue.index.facts:
            yield path, _("'{id}' already names what is known of the person in '{owner}'").format(id=id, owner=owner)
    named += [(("computed", id), id) for id in review.pack.computed]
    yield from review.repeated(named, _("id"))
    codes: list[tuple[KeyPath, str]] = [((*path, "code"), check.code) for path, check in review.checks()]
    codes += [(("rules", n, "code"), rule.code) for n, rule in enumerate(review.pack.rules)]
    for path, code in codes:
        if not _CODE.fullmatch(code) or len(code) > 20:
            yield path, _("a code of letters, digits and '-' is needed, such as LEAD-04")
    yield from review.repeated(codes, _("code"))


def source_remarks(review: Review, path: KeyPath, sources: tuple[str, ...]) -> Iterator[Remark]:
    """A remark at every source id that `sources` does not define."""
    for number, id in enumerate(sources):
        for text in review.unknown(id, review.pack.sources, _("there is no source '{id}'{hint}")):
            yield (*path, number), text


def _check(review: Review, path: KeyPath, check: Check) -> Iterator[Remark]:
    yield from source_remarks(review, (*path, "sources"), check.sources)
    yield from _recheck(review, (*path, "recheck"), check.recheck)
    if not 0 <= check.effort.low <= check.effort.high <= 10_000:
        yield (*path, "effort"), _("hours are needed: 0 <= low <= high")
    if check.left_out_below is not None and not 1 <= check.left_out_below <= 1_000_000:
        yield (*path, "left_out_below"), _("a number of staff is needed, 1 or more")
    if check.left_out_below is not None and review.pack.firm_size is None:
        yield (*path, "left_out_below"), _("the pack does not say which fact tells the number of staff: 'firm_size'")
    yield from review.repeated(
        (((*path, "choices", n, "id"), choice.id) for n, choice in enumerate(check.choices)), _("choice")
    )
    for number, choice in enumerate(check.choices):
        if not 0 <= choice.score <= 1:
            yield (*path, "choices", number, "score"), _("a number from 0 to 1 is needed")
    if len(check.choices) == 1:
        yield (*path, "choices"), _("two choices are needed at least; or leave them out for yes, partly and no")
    yield from _table(review, path, check)


def _recheck(review: Review, path: KeyPath, recheck: Recheck) -> Iterator[Remark]:
    if not recheck.every and not recheck.until and not recheck.events:
        yield path, _("one of these is needed: every, until, events")
    if recheck.every_under_50 and not recheck.every:
        yield (*path, "every_under_50"), _("'every' is needed beside it")
    for key in ("every", "every_under_50"):
        written = getattr(recheck, key)
        try:
            if written:
                span(written)
        except ValueRefused as error:
            yield (*path, key), str(error)
    facts = review.catalogue.index.facts
    for text in review.unknown(recheck.until, facts, _("there is no fact '{id}'{hint}")):
        yield (*path, "until"), text
    kind = review.catalogue.kind(recheck.until) if recheck.until in facts else None
    if kind is not None and kind.certain and kind.type is not FactType.DATE:
        yield (*path, "until"), _("'{id}' is {kind}; a date is needed").format(id=recheck.until, kind=kind)
    for number, event in enumerate(recheck.events):
        if not _WORD.fullmatch(event):
            yield (*path, "events", number), _("the id of a change event is needed, such as role-changed")


def _table(review: Review, path: KeyPath, check: Check) -> Iterator[Remark]:
    if check.table is None:
        return
    path = (*path, "table")
    facts = review.catalogue.index.facts
    for key, id in (("form", check.table.form), ("proof", check.table.proof)):
        for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
            yield (*path, key), text
        if id not in facts or not review.catalogue.is_typed(id):
            continue
        if facts[id].type is not FactType.CHOICES:
            yield (*path, key), _("a fact of the type 'choices' is needed")
            continue
        for row in check.table.rows:
            if row not in facts[id].choices:
                message = _("'{row}' is no choice of {fact}{hint}")
                yield (*path, "rows", row), message.format(row=row, fact=id, hint=near(row, facts[id].choices))
    for row, id in check.table.rows.items():
        for text in review.unknown(id, facts, _("there is no fact '{id}'{hint}")):
            yield (*path, "rows", row), text


def _fact(review: Review, path: KeyPath, fact: Fact) -> Iterator[Remark]:
    if not review.catalogue.is_typed(fact.id):
        return
    yield from _choices(path, fact)
    yield from _flags(path, fact)
    kind = review.catalogue.kind(fact.id)
    if kind is not None and kind.certain and review.as_of is not None:
        bounds = list(_bounds((*path, "bounds"), fact, review.as_of))
        yield from bounds
        if not bounds:
            yield from _example((*path, "example"), fact, review.as_of)


def _opening(review: Review, path: KeyPath, fact: Fact, screens: Mapping[str, object]) -> Iterator[Remark]:
    message = _("there is no screen '{id}'{hint}; accepted: first, before-<section>")
    for text in review.unknown(fact.screen, screens, message):
        yield (*path, "screen"), text


def _captured(path: KeyPath, fact: Fact) -> Iterator[Remark]:
    if not fact.asked_when:
        yield (*path, "asked_when"), _("the list is empty, so the fact would never be asked")
    for number, state in enumerate(fact.required_for):
        if state not in fact.asked_when:
            message = _("in the state '{state}' the fact is never asked").format(state=state.value)
            yield (*path, "required_for", number), message
    for key in ("screen", "if_yes"):
        if getattr(fact, key):
            yield (*path, key), _("only the facts of a section with scored: false have this key")


def _choices(path: KeyPath, fact: Fact) -> Iterator[Remark]:
    chosen = fact.type in (FactType.CHOICE, FactType.CHOICES)
    if chosen and not fact.choices:
        yield (*path, "choices"), _("the fact is a choice, so 'choices' is needed: values with their labels")
    if fact.choices and not chosen:
        yield (*path, "choices"), _("only the types 'choice' and 'choices' have choices")
    for word in fact.choices:
        if not _WORD.fullmatch(word) or len(word) > 60:
            yield (*path, "choices", word), _("a value of letters, digits, '_' and '-' is needed")
    for word in fact.choice_words:
        if word not in fact.choices:
            message = _("'{word}' is no choice of this fact{hint}")
            yield (*path, "choice_words", word), message.format(word=word, hint=near(word, fact.choices))


def _choice_groups(review: Review) -> Iterator[Remark]:
    places = sorted(
        {
            word
            for fact in review.catalogue.index.facts.values()
            if fact.type is FactType.CHOICES
            for word in fact.choices
        }
    )
    for path, fact, _owner in review.facts():
        for word, group in fact.choice_group.items():
            place = (*path, "choice_group", word)
            if word not in fact.choices:
                message = _("'{word}' is no choice of this fact{hint}")
                yield place, message.format(word=word, hint=near(word, fact.choices))
            following = bisect_left(places, group)
            if review.complete and not any(code.startswith(group) for code in places[following : following + 1]):
                yield place, _("no place code starts with '{group}'").format(group=group)


def _flags(path: KeyPath, fact: Fact) -> Iterator[Remark]:
    for key in ("dated", "expires"):
        if getattr(fact, key) and fact.type is not FactType.DATE:
            yield (*path, key), _("only a fact of the type 'date' has this key")
    if fact.sensitive and not fact.sensitive_where:
        yield (*path, "sensitive"), _("'sensitive_where' is needed: what is shown instead of the field")
    if fact.sensitive_where and not fact.sensitive:
        yield (*path, "sensitive_where"), _("the fact is not sensitive: true")


def _bounds(path: KeyPath, fact: Fact, as_of: date) -> Iterator[Remark]:
    if fact.bounds is None:
        return
    if fact.type not in _BOUNDED:
        yield path, _("only the types date, integer, money and duration have bounds")
        return
    for key in ("at_least", "at_most"):
        limit = getattr(fact.bounds, key)
        if limit is not None and not _is_bound(fact.type, limit):
            yield (*path, key), _("a value of the type '{type}' is needed").format(type=fact.type.value)
            return
    low, high = fact.bounds.at_least, fact.bounds.at_most
    if low is not None and high is not None and _number(fact.type, low, as_of) > _number(fact.type, high, as_of):
        yield path, _("'at_least' is above 'at_most', so that no value would be accepted")


def _is_bound(type_: FactType, limit: str | int) -> bool:
    if isinstance(limit, int) != (type_ is FactType.INTEGER):
        return False
    try:
        if type_ is FactType.DATE and limit != "today":
            iso_day(str(limit))
        _number(type_, limit, date.min)
    except ValueError:
        return False
    return True


def _number(type_: FactType, limit: str | int, today: date) -> Decimal:
    return comparable(type_, today.isoformat() if limit == "today" else limit)


def _example(path: KeyPath, fact: Fact, as_of: date) -> Iterator[Remark]:
    if fact.example in ("", []):
        return
    try:
        canonical(fact, fact.example, as_of)
    except ValueRefused as error:
        yield path, _("a person could not type this: {reason}").format(reason=error)
