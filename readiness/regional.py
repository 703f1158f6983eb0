"""Days, numbers and amounts as they are written where the language in use is spoken.

English forms are the program's own. The others are Babel's, which is imported when the first one is needed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from readiness.translation import ENGLISH, language

if TYPE_CHECKING:
    from babel import Locale

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(one: date) -> str:
    """A day as people write it: 21 Nov 2026."""
    if language() == ENGLISH:
        return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"
    from babel.dates import format_date  # noqa: PLC0415 - English needs no Babel

    return format_date(one, "medium", locale=_locale(language()))


def number(value: Decimal | int, places: int | None = None) -> str:
    """A number with its thousands set apart: 25,000. `places` fixes the digits after the point, else all are shown."""
    if language() == ENGLISH:
        return f"{value:,f}" if places is None else f"{value:,.{places}f}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    fixed = None if places is None else f"#,##0.{'0' * places}".rstrip(".")
    return format_decimal(value, fixed, locale=_locale(language()), decimal_quantization=places is not None)


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency, and cents only where there are any: 25,000 USD."""
    return f"{number(amount, 0 if amount == amount.to_integral_value() else 2)} {currency}"


@cache
def _locale(code: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(code.partition("_")[0])
