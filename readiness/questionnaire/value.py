"""The values facts can have: how they are written, stored and compared.

A stored value is plain JSON: text, a whole number or a list of texts. Dates are ISO days, money is
`"25000 USD"`, durations are `"30m"` .. `"3w"` and compare in minutes, people and organisations are
the ids of their records. Typed forms (`Money`, minutes, `date`) exist only while comparing.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from readiness.questionnaire.model import Fact, FactType
from readiness.questionnaire.vocabulary import LONGEST_TEXT, Value, ValueRefused
from readiness.translation import _

MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
LONGEST_DURATION = 3650 * 24 * 60
"""Ten years, in minutes."""

_UNIT_WORDS = {
    "m": ("m", "min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days"),
    "w": ("w", "week", "weeks"),
    "mo": ("mo", "month", "months"),
    "y": ("y", "year", "years"),
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
_MONTHS = {name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code). Different currencies are never compared."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: calendar months, or minutes."""

    months: int = 0
    minutes: int = 0

    def back_from(self, day: date) -> date:
        """The day this long before `day`; 31 May less three months is the last day of February."""
        return add_months(day, -self.months) - timedelta(minutes=self.minutes)

    def after(self, day: date) -> date:
        """The day this long after `day`."""
        return add_months(day, self.months) + timedelta(minutes=self.minutes)


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months, kept inside the month it lands in."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueRefused(_("a date between the years 1 and 9999 is needed"))
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _number_and_unit(text: str) -> tuple[Decimal, str] | None:
    match = re.fullmatch(r"(\d{1,9}(?:[.,]\d{1,4})?)\s*([a-zA-Z]+)", text.strip())
    if match is None or match[2].lower() not in _UNITS:
        return None
    return Decimal(match[1].replace(",", ".")), _UNITS[match[2].lower()]


def minutes(text: str) -> int:
    """Minutes in a duration such as `30m`, `4h`, `2 days` or `3w`.

    Raises:
        ValueRefused: not a duration, below 0 or above ten years.
    """
    accepted = _("a duration such as 30m, 4h, 2 days or 3 weeks is needed")
    parsed = _number_and_unit(text)
    if parsed is None or parsed[1] not in MINUTES:
        raise ValueRefused(accepted)
    total = parsed[0] * MINUTES[parsed[1]]
    if total != int(total) or total > LONGEST_DURATION:
        raise ValueRefused(accepted + _(" (whole minutes, at most 3650 days)"))
    return int(total)


def span(text: str) -> Span:
    """A re-check interval or the right side of `older_than`: like a duration, and months or years.

    Raises:
        ValueRefused: not such a length of time.
    """
    parsed = _number_and_unit(text)
    if parsed is not None and parsed[1] in ("mo", "y") and parsed[0] == int(parsed[0]):
        months = int(parsed[0]) * (12 if parsed[1] == "y" else 1)
        if months <= 1200:
            return Span(months=months)
    if parsed is not None and parsed[1] in MINUTES:
        return Span(minutes=minutes(text))
    raise ValueRefused(_("a length of time such as 90d, 6mo or 1y is needed"))


def day(text: str, today: date) -> date:
    """A date as people type it: `2026-03-12`, `12 Mar 2026`, `today`, `in 3 months`, `2 weeks ago`.

    Raises:
        ValueRefused: not a date, or one that does not exist (2026-02-30).
    """
    words = text.strip().lower()
    if words in ("today", "now"):
        return today
    relative = re.fullmatch(r"(?:in (?P<ahead>.+)|(?P<ago>.+) ago)", words)
    try:
        if relative:
            length = span(relative["ahead"] or relative["ago"])
            return length.after(today) if relative["ahead"] else length.back_from(today)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            return date.fromisoformat(words)
        written = re.fullmatch(r"(\d{1,2})\.? ([a-z]+)\.?,? (\d{4})", words)
        if written and written[2] in _MONTHS:
            return date(int(written[3]), _MONTHS[written[2]], int(written[1]))
    except (ValueError, OverflowError):
        pass
    raise ValueRefused(_("a date that exists is needed, such as 2026-03-12, 12 Mar 2026, today or in 3 months"))


def money(text: str) -> Money:
    """Money as people type it: `25000 USD`, `25,000 USD`, `25k EUR`, `USD 1.5m`.

    Raises:
        ValueRefused: no amount or no three-letter currency, or below 0.
    """
    match = re.fullmatch(
        # Groups of three alone: 25,50 is no thousand, and taking it for 2550 would be worse than asking again.
        r"(?:(?P<before>[A-Za-z]{3})\s*)?(?P<amount>(?:\d{1,3}(?:[,' ]\d{3})+|\d+)(?:\.\d{1,2})?)\s*"
        r"(?P<scale>[kKmM])?\s*(?P<after>[A-Za-z]{3})?",
        " ".join(text.split()),  # runs of spaces would cost cubic time
    )
    if match is None or bool(match["before"]) == bool(match["after"]):
        raise ValueRefused(_("an amount and a currency are needed, such as 25000 USD or 25k EUR"))
    try:
        amount = Decimal(re.sub(r"[,' ]", "", match["amount"]))
    except InvalidOperation as error:
        raise ValueRefused(_("an amount and a currency are needed, such as 25000 USD or 25k EUR")) from error
    amount *= {"k": 1_000, "m": 1_000_000, "": 1}[(match["scale"] or "").lower()]
    if amount >= Decimal(10) ** 15:
        raise ValueRefused(_("an amount below 1,000,000,000,000,000 is needed"))
    return Money(amount, (match["before"] or match["after"]).upper())


def _canonical_money(text: str) -> str:
    value = money(text)
    whole = value.amount == value.amount.to_integral_value()
    return f"{value.amount.to_integral_value() if whole else value.amount:f} {value.currency}"


def _canonical_duration(text: str) -> str:
    total = minutes(text)
    unit = next(unit for unit in ("w", "d", "h", "m") if total % MINUTES[unit] == 0)
    typed = _number_and_unit(text)
    if typed is not None and typed[0] == int(typed[0]):
        return f"{int(typed[0])}{typed[1]}"
    return f"{total // MINUTES[unit]}{unit}"


def _integer(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    else:
        text = re.sub(r"(?<=\d)[,' ](?=\d{3}\b)", "", str(raw).strip())
        if not re.fullmatch(r"\d{1,15}", text):
            raise ValueRefused(_("a whole number, 0 or more, is needed"))
        number = int(text)
    if not 0 <= number < 10**15:
        raise ValueRefused(_("a whole number, 0 or more, is needed"))
    return number


def _listed(raw: object) -> list[str]:
    if isinstance(raw, str):
        return [part.strip() for part in raw.split(",") if part.strip()]
    if isinstance(raw, list | tuple) and all(isinstance(part, str) for part in raw):
        return [str(part).strip() for part in raw]
    raise ValueRefused(_("a list of words is needed"))


def _choice(fact: Fact, raw: str) -> str:
    if raw in fact.choices:
        return raw
    for value, label in fact.choices.items():
        if raw.casefold() in (value.casefold(), label.casefold()):
            return value
    raise ValueRefused(_("one of these is needed: {choices}").format(choices=", ".join(fact.choices)))


def _choices(fact: Fact, raw: object) -> list[str]:
    chosen = [_choice(fact, part) for part in _listed(raw)]
    ticked = [value for value in fact.choices if value in chosen]
    exclusive = [value for value in ticked if value in ("none", "nothing", "none_written", "not_known")]
    if exclusive and len(ticked) > 1:
        raise ValueRefused(_("'{choice}' cannot stand beside other choices").format(choice=fact.choices[exclusive[0]]))
    return ticked


def _matching(pattern: str, message: str, raw: str) -> str:
    if not re.fullmatch(pattern, raw):
        raise ValueRefused(message)
    return raw


def canonical(fact: Fact, raw: object, today: date) -> Value:
    """The stored form of what a person typed for `fact`, or of what a file holds.

    `today` is the assessment's date. People and organisations come in as the id of their record.

    Raises:
        ValueRefused: the message says what is accepted.
    """
    kind = fact.type
    if kind is FactType.INTEGER:
        return _bounded(fact, _integer(raw), today)
    if kind is FactType.CHOICES:
        return _choices(fact, raw)
    if kind is FactType.PEOPLE:
        return list(dict.fromkeys(_listed(raw)))
    if not isinstance(raw, str):
        raise ValueRefused(_("text is needed"))
    text = raw.strip()
    if not text or len(text) > LONGEST_TEXT:
        raise ValueRefused(_("between 1 and {n} characters are needed").format(n=LONGEST_TEXT))
    return _bounded(fact, _from_text(fact, text, today), today)


def _from_text(fact: Fact, text: str, today: date) -> str:
    kind = fact.type
    if kind is FactType.DATE:
        return day(text, today).isoformat()
    if kind is FactType.MONEY:
        return _canonical_money(text)
    if kind is FactType.DURATION:
        return _canonical_duration(text)
    if kind is FactType.CHOICE:
        return _choice(fact, text)
    if kind is FactType.YES_NO:
        return _matching("yes|no", _("yes or no is needed"), {"y": "yes", "n": "no"}.get(text.lower(), text.lower()))
    if kind is FactType.PHONE:
        return _matching(
            r"(?:[^A-Za-z\d]*\d){5}[^A-Za-z]*(?:(?:ext|x)\.? ?\d+)?",
            _("a phone number with at least five digits is needed"),
            text,
        )
    if kind is FactType.EMAIL:
        return _matching(
            r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", _("one e-mail address is needed, such as name@example.com"), text
        )
    if kind is FactType.URL:
        return _matching(r"https?://[^\s<>\"]+", _("an address that starts with http:// or https:// is needed"), text)
    return text


def _bounded(fact: Fact, value: Value, today: date) -> Value:
    if fact.bounds is None:
        return value
    low, high = fact.bounds.at_least, fact.bounds.at_most
    if low is not None and comparable(fact.type, value) < comparable(fact.type, _bound(low, today)):
        raise ValueRefused(_("{limit} or more is needed").format(limit=low))
    if high is not None and comparable(fact.type, value) > comparable(fact.type, _bound(high, today)):
        raise ValueRefused(
            _("a date that is not in the future is needed")
            if high == "today"
            else _("at most {limit} is accepted").format(limit=high)
        )
    return value


def _bound(limit: str | int, today: date) -> str | int:
    return today.isoformat() if limit == "today" else limit


def comparable(kind: FactType, value: Value) -> Decimal:
    """A number to order values of one kind by: days, minutes, units of money or the integer itself.

    Raises:
        ValueRefused: values of this kind have no order.
    """
    if kind is FactType.INTEGER:
        return Decimal(_integer(value))
    if kind is FactType.DATE:
        return Decimal(date.fromisoformat(str(value)).toordinal())
    if kind is FactType.DURATION:
        return Decimal(minutes(str(value)))
    if kind is FactType.MONEY:
        return money(str(value)).amount
    raise ValueRefused(_("values of this kind have no order"))
