"""Every sentence a user sees goes through here: gettext with the catalogues in `locale/`.

Nothing is loaded until a language other than English is asked for, so that starting costs nothing.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "locale"
_installed: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def use(language: str) -> None:
    """Speak `language` (a code such as `es`) from now on; English where there is no catalogue."""
    _installed[0] = gettext.translation("readiness", _CATALOGUES, [language], fallback=True)


def _(message: str) -> str:
    """The message in the language in use."""
    return _installed[0].gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the language in use."""
    return _installed[0].ngettext(one, many, n)
