"""The names of the colours to choose from, as people read them."""

from __future__ import annotations

from readiness.labels import ids, label

_OF_TERMINAL = "terminal"


def names() -> dict[str, str]:
    """What is remembered -> how it is called; "" is what follows the terminal."""
    return {"" if id == _OF_TERMINAL else id: label("colours", id) for id in ids("colours")}
