"""Which language the program speaks, before anything that speaks is imported.

In this order: `--language`, `READINESS_LANGUAGE`, what the user chose in this workspace, the system's `LC_ALL`,
`LC_MESSAGES` and `LANG`, English. What somebody asked for comes before what a machine happens to be set to.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from readiness.translation import use

if TYPE_CHECKING:
    from readiness.store.workspace import Workspace

OPTION, VARIABLE = "--language", "READINESS_LANGUAGE"

_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
_FLAGS = ("--debug", "--version", "-h", "--help")
"""Options before the verb that take no value."""


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of this call; empty when nobody asked for one. Options of verbs are none of ours."""
    rest = iter(arguments)
    for argument in rest:
        name, _equals, value = argument.partition("=")
        if not name.startswith("-"):
            break
        if not _equals and name not in _FLAGS:
            value = next(rest, "")
        if name == OPTION:
            return value
    return environment.get(VARIABLE, "").strip()


def speak(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> None:
    """Speak the language of this call, else that of the system."""
    given = asked_for(sys.argv[1:] if arguments is None else arguments, environment)
    use(given or next((environment[name] for name in _SYSTEM if environment.get(name)), ""))


def speak_as_chosen(
    workspace: Workspace, arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ
) -> None:
    """Speak the language that was chosen in the workspace, unless another was asked for."""
    given = sys.argv[1:] if arguments is None else arguments
    if not asked_for(given, environment) and (chosen := workspace.settings.load().language):
        use(chosen)
