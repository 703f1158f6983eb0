"""Days, numbers and amounts as they are written where the language in use is spoken.

English forms are the program's own. The others, and those of a region, are Babel's, which is imported when the
first one is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from readiness.translation import ENGLISH, language

if TYPE_CHECKING:
    from babel import Locale

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_written: ContextVar[str] = ContextVar("_written", default="")


@contextmanager
def written_as(locale: str) -> Iterator[None]:
    """Write as in a region (`en-GB`) inside the block, wherever its language is the one in use; "" as always."""
    token = _written.set(locale.replace("-", "_"))
    try:
        yield
    finally:
        _written.reset(token)


def _code() -> str:
    """The code of the region asked for, else of the language in use."""
    wanted, spoken = _written.get(), language()
    return wanted if wanted.partition("_")[0].lower() == spoken.partition("_")[0] else spoken


def day(one: date) -> str:
    """A day as people write it: 21 Nov 2026."""
    if (code := _code()) == ENGLISH:
        return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"
    from babel.dates import format_date  # noqa: PLC0415 - English needs no Babel

    return format_date(one, "medium", locale=_locale(code))


def number(value: Decimal | int, places: int | None = None) -> str:
    """A number with its thousands set apart: 25,000. `places` fixes the digits after the point, else all are shown."""
    if (code := _code()) == ENGLISH:
        return f"{Decimal(value):,f}" if places is None else f"{value:,.{places}f}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    fixed = None if places is None else f"#,##0.{'0' * places}".rstrip(".")
    return format_decimal(value, fixed, locale=_locale(code), decimal_quantization=places is not None)


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
