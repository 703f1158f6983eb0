"""The file of notification duties: YAML into structs, or every problem of it in one go.

The same guards and the same walk as for packs. Whether the conditions make sense depends on the pack
they are judged with, so that is a check of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from readiness.questionnaire.assembly import SECTION_ID, Assembly, from_document
from readiness.questionnaire.catalogue import Catalogue
from readiness.questionnaire.comparison_check import comparison_problems, iso_day
from readiness.questionnaire.decode import Decoder
from readiness.questionnaire.duty_model import (
    DUTY_FORMAT,
    ClockStart,
    Duty,
    DutyDeadline,
    DutyFile,
    DutyStatus,
    OwnClock,
    Recipient,
)
from readiness.questionnaire.identity import PackError
from readiness.questionnaire.model import FactType, Pack
from readiness.questionnaire.review import Remark, Review, conditions
from readiness.source import KeyPath, Problem, SourceError, read
from readiness.translation import _

_YEAR = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
"""All that some sources say about the start: a year or a month."""
_WEB = ("https://", "http://")


def is_duties(path: Path) -> bool:
    """Whether a file is one of duties: it has the top-level key that every such file has. Nothing is parsed."""
    with suppress(OSError), path.open("rb") as file:
        return any(line.startswith(b"duties:") for line in file)
    return False


def load_duties(path: Path) -> DutyFile:
    """The duties in a file.

    Raises:
        PackError: with every problem that could be found.
    """
    return load_placed_duties(path)[0]


def load_placed_duties(path: Path) -> tuple[DutyFile, Assembly]:
    """The duties in a file, and the assembly that knows where each part of it is written.

    Raises:
        PackError: with every problem that could be found.
    """
    try:
        assembly = from_document(read(path))
    except SourceError as error:
        raise PackError.of(error.problems) from error
    problems = list(assembly.problems)
    decoder = Decoder(assembly.problem)
    file = decoder.struct(DutyFile, dict(assembly.value))
    problems += decoder.problems
    if not problems:
        problems = [assembly.problem(path, message) for path, message in _remarks(file)]
    if problems:
        raise PackError.of(tuple(problems))
    return file, assembly


def condition_problems(file: DutyFile, assembly: Assembly, pack: Pack) -> tuple[Problem, ...]:
    """What a pack lacks that the file's conditions and clocks read; empty for a pack that goes with it."""
    review = Review(pack, Catalogue(pack), complete=True, as_of=None, where=lambda _path: "")
    return tuple(assembly.problem(path, message) for path, message in _pack_remarks(file, review))


def _remarks(file: DutyFile) -> Iterator[Remark]:
    if file.format != DUTY_FORMAT:
        message = _("format {found} is not known; this program reads {known}")
        yield ("format",), message.format(found=file.format, known=DUTY_FORMAT)
    yield from _day(("as_of",), file.as_of)
    for recipient in Recipient:
        if recipient not in file.recipients:
            yield ("recipients",), _("words are missing for: {name}").format(name=recipient.value)
    for start in ClockStart:
        if start not in file.starts:
            yield ("starts",), _("words are missing for: {name}").format(name=start.value)
    first: set[str] = set()
    for number, duty in enumerate(file.duties):
        if duty.id in first:
            yield ("duties", number, "id"), _("the duty '{id}' is there twice").format(id=duty.id)
        first.add(duty.id)
        yield from _duty_remarks(("duties", number), duty)


def _duty_remarks(path: KeyPath, duty: Duty) -> Iterator[Remark]:
    if not SECTION_ID.fullmatch(duty.id):
        yield (*path, "id"), _("small letters, digits and '-' are needed, such as a-law-of-2026")
    yield from _day((*path, "as_of"), duty.as_of)
    if duty.in_force_from and not _YEAR.fullmatch(duty.in_force_from):
        yield from _day((*path, "in_force_from"), duty.in_force_from)
    for number, url in enumerate(duty.source_urls):
        if not url.startswith(_WEB) or " " in url:
            yield (*path, "source_urls", number), _("an address that starts with http:// or https:// is needed")
    for number, deadline in enumerate(duty.deadlines):
        yield from _deadline_remarks((*path, "deadlines", number), duty, deadline)
    if duty.own_clock is not None and duty.status is not DutyStatus.CONTRACT:
        yield (*path, "own_clock"), _("only a duty of the status 'contract' takes its clock from the business's facts")


def _deadline_remarks(path: KeyPath, duty: Duty, deadline: DutyDeadline) -> Iterator[Remark]:
    if (deadline.amount is None) != (deadline.unit is None):
        yield path, _("'amount' and 'unit' belong together: give both or neither")
    if deadline.amount is not None and not 0 < deadline.amount <= 1000:
        yield (*path, "amount"), _("a number from 1 to 1000 is needed")
    if deadline.amount is not None and duty.status is DutyStatus.CONTRACT:
        yield (*path, "amount"), _("a contract has no number here: its hours are in the business's own papers")
    if deadline.threshold_min is not None and deadline.threshold_min < 1:
        yield (*path, "threshold_min"), _("a headcount of 1 or more is needed")
    if duty.notify and deadline.recipient not in duty.notify:
        yield (*path, "recipient"), _("'{name}' is not listed under 'notify'").format(name=deadline.recipient.value)


def _day(path: KeyPath, text: str) -> Iterator[Remark]:
    try:
        iso_day(text)
    except ValueError:
        yield path, _('a date that exists is needed, such as "2026-11-21"')


def _pack_remarks(file: DutyFile, review: Review) -> Iterator[Remark]:
    for path, condition in conditions(file):
        for inner, message in comparison_problems(condition.tree, review.catalogue):
            yield (*path, *inner), message
    yield from _fact(review, ("people_count",), file.people_count, FactType.INTEGER)
    for number, duty in enumerate(file.duties):
        if duty.own_clock is not None:
            yield from _own_clock(review, ("duties", number, "own_clock"), duty.own_clock)


def _own_clock(review: Review, path: KeyPath, clock: OwnClock) -> Iterator[Remark]:
    yield from _fact(review, (*path, "within"), clock.within, FactType.DURATION)
    yield from _fact(review, (*path, "sender"), clock.sender, FactType.PERSON)
    yield from _fact(review, (*path, "start_fact"), clock.start_fact, FactType.CHOICE)
    start = review.catalogue.index.facts.get(clock.start_fact)
    for value in clock.starts:
        if start is None or value not in start.choices:
            yield (*path, "starts", value), _("'{value}' is no choice of that fact").format(value=value)


def _fact(review: Review, path: KeyPath, id: str, type_: FactType) -> Iterator[Remark]:
    for text in review.unknown(id, review.catalogue.index.facts, _("there is no fact '{id}'{hint}")):
        yield path, text
    kind = review.catalogue.kind(id) if id in review.catalogue.index.facts else None
    if kind is not None and kind.type is not type_:
        yield (
            path,
            _("'{id}' is {kind}; a fact of the type '{type}' is needed").format(id=id, kind=kind, type=type_.value),
        )
