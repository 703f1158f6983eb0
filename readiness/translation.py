"""Every sentence a user sees goes through here: gettext with the catalogues in `locale/`.

Nothing is loaded until a language other than English is asked for, so that starting costs nothing. Sentences of
classes and modules are put into words when these are imported: the language is chosen before that.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

ENGLISH = "en"
"""The language the sentences of the program are written in."""

_CATALOGUES = Path(__file__).parent / "locale"
_CODE = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*")

_Speech = tuple[str, gettext.NullTranslations]
_IN_ENGLISH: _Speech = (ENGLISH, gettext.NullTranslations())
_installed: list[_Speech] = [_IN_ENGLISH]
_spoken: ContextVar[_Speech | None] = ContextVar("_spoken", default=None)


def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, English first."""
    return (ENGLISH, *sorted(file.parts[-3] for file in _CATALOGUES.glob("*/LC_MESSAGES/readiness.mo")))


def use(language: str) -> None:
    """Speak `language` (a code such as `es` or `es_MX.UTF-8`) from now on; English where there is no catalogue."""
    _installed[0] = _speech(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` inside the block, and there alone: other threads and tasks go on in theirs."""
    token = _spoken.set(_speech(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The code of the language in use, with its region where one was asked for: `en`, `es`, `es_MX`."""
    return (_spoken.get() or _installed[0])[0]


def _speech(wanted: str) -> _Speech:
    code = re.split(r"[.@]", wanted)[0].replace("-", "_")
    if not _CODE.fullmatch(code) or code.partition("_")[0].lower() == ENGLISH:
        return _IN_ENGLISH
    try:
        return code, gettext.translation("readiness", _CATALOGUES, [code])
    except OSError:  # there is none, or it is damaged
        return _IN_ENGLISH


def _(message: str) -> str:
    """The message in the language in use."""
    return (_spoken.get() or _installed[0])[1].gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the language in use."""
    return (_spoken.get() or _installed[0])[1].ngettext(one, many, n)
