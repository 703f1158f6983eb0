"""The order of calls: whom, on which number, what to say first. Who is missing stays a blank in bold.

What only counsel reads, and numbers that are kept and never printed, are neither on paper nor in an address book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from readiness.assessment.model import ChannelKind
from readiness.questionnaire.model import FactType
from readiness.questionnaire.vocabulary import Value
from readiness.report.compose.material import Material
from readiness.report.document import Block, Column, Contact, DataTable, Line, Row, Run, Tone
from readiness.report.piece import Call, Calls, Piece
from readiness.translation import _

IsShown = Callable[[Material, Piece | Call], bool]
_ALWAYS = "always"
_PHONES = (ChannelKind.MOBILE, ChannelKind.LANDLINE)
_CALLED = (ChannelKind.MOBILE, ChannelKind.LANDLINE, ChannelKind.MESSAGING, ChannelKind.OTHER)
"""Mail is no way to wake somebody; it comes after these."""


def calls(material: Material, words: Calls, is_shown: IsShown) -> Iterator[Block]:
    """One table, one row a call."""
    titles = ((words.who, 2.4), (words.number, 2.2), (words.second, 2.2), (words.say, 3.6))
    columns = tuple(Column(material.say(title), width) for title, width in titles if title)
    rows = [row for row in words.rows if is_shown(material, row)]
    yield DataTable(columns, tuple(_row(material, words, n, row) for n, row in enumerate(rows, 1)))


def contacts(material: Material, pieces: Iterable[Piece], is_shown: IsShown) -> Iterator[Contact]:
    """Everybody the calls name, each once, with what may be printed."""
    found: dict[str, Contact] = {}
    for piece in pieces:
        if piece.calls is not None and is_shown(material, piece):
            for call in piece.calls.rows:
                id = str(_value(material, call)) if is_shown(material, call) else ""
                contact = _contact(material, id, material.say(call.who))
                if contact is not None:
                    found.setdefault(id, contact)
    yield from found.values()


def _contact(material: Material, id: str, role: str) -> Contact | None:
    person, party = material.reading.people.get(id), material.reading.parties.get(id)
    if person is not None:
        ways = [one for one in person.channels if one.value and not one.private]
        employer = material.reading.parties.get(person.employer)
        return Contact(
            person.name,
            organisation=employer.name if employer is not None else material.organisation.name,
            role=role,
            phones=tuple(one.value for one in ways if one.kind in _PHONES),
            mails=tuple(one.value for one in ways if one.kind is ChannelKind.EMAIL),
            note="\n".join(one.value for one in ways if one.kind not in (*_PHONES, ChannelKind.EMAIL)),
        )
    if party is not None:
        phones = (party.phone,) if party.phone else ()
        return Contact(party.name, is_person=False, role=role, phones=phones, note=party.second_way)
    return None


def _row(material: Material, words: Calls, number: int, call: Call) -> Row:
    name, numbers = _reached(material, words, call)
    who = [Run(f"{number}  {material.say(call.who)}", strong=True)]
    if name:
        who.append(Run(f"\n{name}"))
    elif not call.number and not numbers and call.of:
        who.append(Run(f"\n{material.say(words.not_set)}", strong=True, tone=Tone.BAD))
    shown = 1 + bool(words.second)
    given: tuple[Line, ...] = tuple((Run(one),) for one in numbers)
    if call.number:
        given = ((Run(material.say(call.number), strong=True, tone=Tone.BAD),), ())
    blank: Line = (Run(material.definition.blank),)
    cells = (*given, blank, blank)[:shown]
    return (tuple(who), *cells, *(((Run(material.say(call.say)),),) if words.say else ()))


def _value(material: Material, call: Call) -> Value | None:
    """What the answers give for a call, where it may be printed."""
    fact, check = material.index.facts.get(call.of), material.index.check_of_fact.get(call.of)
    if fact is None or fact.sensitive or (check is not None and not material.is_seen(check.audience)):
        return None
    return material.reading.fact(call.of)


def _reached(material: Material, words: Calls, call: Call) -> tuple[str, list[str]]:
    """The name behind a call, and its numbers."""
    value = _value(material, call)
    if value is None or isinstance(value, list):
        return "", []
    kind = material.index.facts[call.of].type
    if kind is FactType.PERSON:
        return _person(material, words, str(value))
    if kind is FactType.ORGANISATION:
        return _party(material, str(value))
    return "", [str(value)]


def _party(material: Material, id: str) -> tuple[str, list[str]]:
    party = material.reading.parties.get(id)
    if party is None:
        return "", []
    hours = _("24/7") if party.phone_hours == _ALWAYS else ""
    phone = " ".join(text for text in (party.phone, hours) if text)
    return party.name, [text for text in (phone, party.second_way) if text]


def _person(material: Material, words: Calls, id: str) -> tuple[str, list[str]]:
    person = material.reading.people.get(id)
    if person is None:
        return "", []
    ways = sorted(
        (one for one in person.channels if one.value or one.private),
        key=lambda one: (one.kind not in _CALLED, one.needs_company_systems is True),
    )
    return person.name, [material.say(words.private) if one.private else one.value for one in ways]
