"""Values in words, and sentences filled with them.

What people and packs wrote is put in as plain text, in one pass: a value is never read as a
placeholder again, and nothing here is markup. Sensitive values are never put into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from readiness import regional
from readiness.assessment.model import Answer
from readiness.assessment.people import holder, name_of
from readiness.assessment.reading import Reading
from readiness.labels import label
from readiness.questionnaire.model import Addressee, Check, Fact, FactType, Respondent
from readiness.questionnaire.value import Money, money, span
from readiness.questionnaire.verdict import Known
from readiness.questionnaire.vocabulary import Severity, State, Value, ValueRefused
from readiness.translation import _, ngettext

_PLACE = re.compile(r"\{([^{}\s]+)\}")
_PART = re.compile(r"\[([^\[\]]*)\]|\{([^{}\s]+)\}")
_HOURS_A_DAY = 24
_MOST_HOURS = 96
"""Up to four days are said in hours, as deadlines are."""


def state_words(state: State | None) -> str:
    """The word for a state; None is not answered."""
    return label("state", state or "none")


def severity_words(severity: Severity) -> str:
    """The word for a severity."""
    return label("severity", severity)


def who_words(who: Addressee | Respondent) -> str:
    """Who answers, is asked or settles something."""
    return label("who", who.value)


def named_who(reading: Reading, who: Addressee) -> str:
    """Who does, answers or settles something: by name where the answers name someone for it."""
    return name_of(reading.assessment, holder(reading, who)) or who_words(who)


def answer_words(check: Check, answer: Answer | None) -> str:
    """An answer as it was given: the check's own choice, or the word for the state."""
    if answer is None:
        return state_words(None)
    own = next((choice.label for choice in check.choices if choice.id == answer.choice), "")
    return own or state_words(answer.state)


def day_words(day: date) -> str:
    """A day as people write it: 21 Nov 2026."""
    return regional.day(day)


def money_words(amount: Money) -> str:
    """An amount with its currency: 25,000 USD."""
    return regional.money(amount.amount, amount.currency)


def length_words(text: str) -> str:
    """A duration or re-check interval in words: 72 hours, 12 months.

    Raises:
        ValueRefused: not a length of time.
    """
    length = span(text)
    if length.months:
        if length.months % 12 == 0 and text.strip().lower().endswith(("y", "year", "years")):
            return _counted("y", length.months // 12)
        return _counted("mo", length.months)
    written = re.fullmatch(r"\s*(\d+)\s*([dw])", text)
    if written:
        return _counted(written[2], int(written[1]))
    hours, minutes = divmod(length.minutes, 60)
    if minutes or not hours:
        return _counted("m", length.minutes)
    days, rest = divmod(hours, _HOURS_A_DAY)
    return _counted("h", hours) if rest or hours <= _MOST_HOURS else _counted("d", days)


def _counted(unit: str, n: int) -> str:
    if unit == "m":
        words = ngettext("{n} minute", "{n} minutes", n)
    elif unit == "h":
        words = ngettext("{n} hour", "{n} hours", n)
    elif unit == "d":
        words = ngettext("{n} day", "{n} days", n)
    elif unit == "w":
        words = ngettext("{n} week", "{n} weeks", n)
    elif unit == "mo":
        words = ngettext("{n} month", "{n} months", n)
    else:
        words = ngettext("{n} year", "{n} years", n)
    return words.format(n=n)


def value_words(reading: Reading, fact: Fact, value: Value) -> str:
    """The value of a fact in words; a sensitive one says only that it is kept."""
    if fact.sensitive:
        return _("kept, not printed")
    parts = value if isinstance(value, list) else [value]
    return ", ".join(_one(reading, fact.type, fact.choices, part) for part in parts)


def _one(reading: Reading, kind: FactType, choices: Mapping[str, str], value: str | int) -> str:
    try:
        return _typed(reading, kind, choices, value)
    except (ValueRefused, ValueError):  # a damaged stored value is shown as it is
        return str(value)


def _typed(reading: Reading, kind: FactType, choices: Mapping[str, str], value: str | int) -> str:
    text = str(value)
    if kind in (FactType.CHOICE, FactType.CHOICES):
        return choices.get(text, text)
    if kind in (FactType.PERSON, FactType.PEOPLE):
        person = reading.people.get(text)
        return person.name if person is not None else text
    if kind is FactType.ORGANISATION:
        party = reading.parties.get(text)
        return party.name if party is not None else text
    if kind is FactType.YES_NO:
        return label("state", text) if text in ("yes", "no") else text
    if kind is FactType.DATE:
        return day_words(date.fromisoformat(text))
    if kind is FactType.MONEY:
        return money_words(money(text))
    if kind is FactType.DURATION:
        return length_words(text)
    return regional.number(Decimal(text)) if kind is FactType.INTEGER else text


def words(reading: Reading, id: str) -> str | None:
    """The value of an id in words: a fact, the state of a check, a computed value; None when not given."""
    check = reading.index.checks.get(id)
    if check is not None:
        state = reading.state(id)
        if state is None:
            return None
        return answer_words(check, reading.counted(id)) if reading.is_visible(id) else state_words(state)
    found = reading.lookup(id)
    if isinstance(found, Known):
        fact = reading.index.facts.get(id)
        if fact is not None:
            return value_words(reading, fact, found.value)
        parts = found.value if isinstance(found.value, list) else [found.value]
        return ", ".join(_one(reading, found.kind or FactType.TEXT, {}, part) for part in parts)
    return _own_business(reading, id)


def _own_business(reading: Reading, id: str) -> str | None:
    """`.employer` of someone who works here has no value to compare, but has words."""
    fact_id, _dot, attribute = id.rpartition(".")
    if attribute == "employer" and fact_id in reading.index.facts:
        person = reading.people.get(str(reading.fact(fact_id)))
        return _("your own business") if person is not None and not person.employer else None
    return None


def places(template: str) -> tuple[str, ...]:
    """The ids a sentence has places for."""
    return tuple(_PLACE.findall(template))


def filled(template: str, value_of: Callable[[str], str | None]) -> str:
    """A sentence with `{id}` replaced by words; a part in `[..]` is dropped when a value in it is not given."""

    def _place(match: re.Match[str]) -> str:
        found = value_of(match[1])
        return _("not given") if found is None else found

    def _part(match: re.Match[str]) -> str:
        optional = match[1]
        if optional is None:
            found = value_of(match[2])
            return _("not given") if found is None else found
        ids = _PLACE.findall(optional)
        if not ids:
            return match[0]
        return "" if any(value_of(id) is None for id in ids) else _PLACE.sub(_place, optional)

    return _PART.sub(_part, template).strip()
