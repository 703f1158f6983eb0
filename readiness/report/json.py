"""Blocks become JSON: the same tree, each part with the name of its type in `readiness.report.document`.

A picture is its bytes in base64. `format` is raised when a reader of the one before would go wrong; new
fields alone don't raise it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

import msgspec

from readiness.report.document import Document

FORMAT: Final = 1


def render(document: Document) -> bytes:
    """The document as indented JSON in UTF-8. Equal documents give equal bytes."""
    tree = {"format": FORMAT, "document": _tree(document)}
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n"


def _tree(value: Any) -> Any:
    if is_dataclass(value):
        return {"type": type(value).__name__} | {one.name: _tree(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_tree(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        # Half of a surrogate pair is no character, and JSON in UTF-8 can't hold it.
        return value.encode("utf-8", "replace").decode()
    return value
