"""The contacts of a document as vCards, version 4.0, by RFC 6350: one file that phones and mail programs take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.report.document import Contact, Document
from readiness.report.output import ReportError
from readiness.report.text import printable
from readiness.translation import _

_LONGEST = 75
"""Octets of a line, its end not counted (RFC 6350, 3.2)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def render(document: Document) -> bytes:
    """The people and organisations that a document calls.

    Raises:
        ReportError: it calls nobody.
    """
    if not document.contacts:
        message = _("'{title}' has no contacts that could be written as vCards; the contact card has them")
        raise ReportError(message.format(title=document.title))
    return "".join(f"{_folded(line)}\r\n" for line in _lines(document.contacts)).encode()


def _lines(contacts: Iterable[Contact]) -> Iterator[str]:
    for contact in contacts:
        yield "BEGIN:VCARD"
        yield "VERSION:4.0"
        yield f"KIND:{'individual' if contact.is_person else 'org'}"
        yield f"FN:{_text(contact.name)}"
        if contact.organisation:
            yield f"ORG:{_text(contact.organisation)}"
        if contact.role:
            yield f"ROLE:{_text(contact.role)}"
        for number in contact.phones:
            yield f"TEL:{_text(number)}"
        for address in contact.mails:
            yield f"EMAIL:{_text(address)}"
        if contact.note:
            yield f"NOTE:{_text(contact.note)}"
        yield "END:VCARD"


def _text(value: str) -> str:
    return printable(value).strip().translate(_ESCAPED)


def _folded(line: str) -> str:
    """Long lines go on after a line end and a space, never inside a character."""
    parts, part, room = [], "", _LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", _LONGEST - 1
        part += character
        room -= size
    return "\r\n ".join([*parts, part])
