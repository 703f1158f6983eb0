"""The tables of a stored file, as plain dicts: to bytes and back, checked both ways.

Reading needs no TinyDB, so that a list of organisations, the first thing the app paints, does not wait for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias, cast

import msgspec

from readiness.store import durable
from readiness.store.envelope import PLAIN, Codec, Identity, format_of, unwrap
from readiness.store.error import DamagedFile, StoreError, Unstorable
from readiness.store.upgrade import upgraded
from readiness.translation import _, ngettext

Tables: TypeAlias = dict[str, dict[str, Any]]
"""Table -> document id -> document, as TinyDB keeps them."""

_TABLES = msgspec.json.Decoder(dict[str, dict[str, dict[str, Any]]])


def encode(tables: Tables) -> bytes:
    """The JSON of whole tables.

    Raises:
        Unstorable: something in them is not JSON (NaN, half a character).
    """
    try:
        data = msgspec.json.encode(tables)
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
        raise Unstorable(_("This can't be stored: it holds something that is not text, a number or a list.")) from None
    # NaN and infinity come out as null; no other null is ever stored, so the slow look is rare.
    if b"null" in data and _holds_nan(tables):
        raise Unstorable(_("This can't be stored: a number in it is not a number."))
    return data


def decode(raw: bytes, path: Path, identity: Identity, codec: Codec = PLAIN) -> Tables:
    """The tables in a file's bytes, brought to the present format where they are of an older one.

    Raises:
        DamagedFile: not exactly what was written.
        NewerFormat: of a later format.
    """
    plain = unwrap(raw, path, identity, codec)
    try:
        return upgraded(cast("Tables", _TABLES.decode(plain)), identity.kind, format_of(raw))
    except (msgspec.DecodeError, RecursionError, LookupError, TypeError, ValueError, AttributeError):
        # The last four: what a step of an upgrade says to tables that never had the shape of their format.
        raise DamagedFile(path, _("its content has an unknown shape")) from None


def load(path: Path, identity: Identity, codec: Codec = PLAIN) -> Tables:
    """The tables of a stored file. When it is damaged, the error says what the previous version holds.

    Raises:
        DamagedFile: altered, cut short or missing.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    try:
        return decode(durable.read(path), path, identity, codec)
    except FileNotFoundError:
        raise DamagedFile(path, _("it is missing"), _previous_holds(path, identity, codec)) from None
    except DamagedFile as damage:
        raise DamagedFile(path, damage.reason, _previous_holds(path, identity, codec)) from None


def _previous_holds(path: Path, identity: Identity, codec: Codec) -> str:
    try:
        tables = decode(durable.read(durable.previous(path)), path, identity, codec)
    except (StoreError, FileNotFoundError):
        return ""
    return _("the previous version, with {contents}").format(contents=contents(tables))


def contents(tables: Tables) -> str:
    """What tables hold, in counts: `41 answers, 3 people`. Nothing of what was answered."""
    n = {name: len(documents) for name, documents in tables.items()}
    parts = {
        "answers": ngettext("{n} answer", "{n} answers", n.get("answers", 0)),
        "people": ngettext("{n} person", "{n} people", n.get("people", 0)),
        "sealed": ngettext("{n} sealed assessment", "{n} sealed assessments", n.get("sealed", 0)),
        "actions": ngettext("{n} action", "{n} actions", n.get("actions", 0)),
    }
    return ", ".join(text.format(n=n[name]) for name, text in parts.items() if name in n) or _("its settings")


def _holds_nan(node: object) -> bool:
    if isinstance(node, float):
        return not math.isfinite(node)
    if isinstance(node, Mapping):
        return any(_holds_nan(value) for value in node.values())
    return isinstance(node, list | tuple) and any(_holds_nan(value) for value in node)
