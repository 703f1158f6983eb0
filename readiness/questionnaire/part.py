"""The base of every struct that is read from a pack's files."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every struct of a pack: immutable, strict about its keys, compact when stored."""
