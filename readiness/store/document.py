"""How organisations and assessments lie in TinyDB: which tables, which documents, named by which ids.

An assessment has the tables `assessment` (its header), `answers` (one document per check or opening fact),
`people`, `parties`, `trail` (how much of the trail it contains) and, once sealed, `summary`. An organisation
has `organisation` (its header), `sealed` (one summary per sealed assessment) and `actions`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from readiness.assessment.model import (
    FORMAT,
    Action,
    Assessment,
    Organisation,
    Party,
    Person,
    Record,
    Status,
    Summary,
)
from readiness.store.error import DamagedFile, Unstorable
from readiness.store.tables import Tables
from readiness.store.trail import Entry
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.store.storage import Documents

HEADER = "header"
"""Id of the one document in a table that has only one."""

R = TypeVar("R", bound=Record)


def assessment_from(tables: Tables, path: Path) -> Assessment:
    """The assessment in a file's tables.

    Raises:
        DamagedFile: the tables don't have its shape.
    """
    fields = dict(tables.get("assessment", {}).get(HEADER, {}))
    fields["answers"] = {id: document.get("answers") for id, document in tables.get("answers", {}).items()}
    fields["people"] = list(tables.get("people", {}).values())
    fields["parties"] = list(tables.get("parties", {}).values())
    return _shaped(fields, Assessment, path)


def organisation_from(tables: Tables, path: Path) -> Organisation:
    """The organisation in a file's tables.

    Raises:
        DamagedFile: the tables don't have its shape.
    """
    fields = dict(tables.get("organisation", {}).get(HEADER, {}))
    fields["sealed"] = list(tables.get("sealed", {}).values())
    fields["actions"] = list(tables.get("actions", {}).values())
    return _shaped(fields, Organisation, path)


def summary_from(tables: Tables, path: Path) -> Summary | None:
    """The summary row that a sealed assessment carries with it; None in a draft.

    Raises:
        DamagedFile: it doesn't have the shape of one.
    """
    row = tables.get("summary", {}).get(HEADER)
    return None if row is None else _shaped(row, Summary, path)


class Mark(Record):
    """How much of its trail an assessment contains: the number of entries and the hash of the last of them."""

    count: int = 0
    hash: str = ""


def mark_from(tables: Tables, path: Path) -> Mark:
    """How much of its trail the assessment in a file's tables contains.

    Raises:
        DamagedFile: it doesn't say.
    """
    return _shaped(tables.get("trail", {}).get(HEADER), Mark, path)


def organisation_tables(organisation: Organisation) -> Tables:
    """The tables of a new organisation.

    Raises:
        Unstorable: something in it can't be kept.
    """
    fields = storable(organisation)
    rows = {row["id"]: row for row in fields.pop("sealed", [])}
    actions = {row["finding"]: row for row in fields.pop("actions", [])}
    return {"organisation": {HEADER: fields}, "sealed": rows, "actions": actions}


def write_organisation(documents: Documents, organisation: Organisation) -> None:
    """Put an organisation into its tables, each only if it changed.

    Raises:
        NotSaved: nothing was changed.
        Unstorable: something in it can't be kept; nothing was changed.
    """
    fields = storable(organisation)
    sealed, actions = fields.pop("sealed", []), fields.pop("actions", [])
    with documents.file.together():
        if documents.keyed("organisation").fetch(HEADER) != fields:
            documents.keyed("organisation").put(HEADER, fields)
        _replace_rows(documents, "sealed", "id", sealed)
        _replace_rows(documents, "actions", "finding", actions)


def check_entry(entry: Entry) -> None:
    """See that a change can be made, before the trail tells of it: what stands there must always work again.

    Raises:
        Unstorable: two people or parties have one id.
    """
    whole = entry.whole
    for rows in (entry.people, entry.parties, whole and whole.people, whole and whole.parties):
        if rows and len({row.id for row in rows}) < len(rows):
            raise Unstorable(_("This can't be stored: two people or firms have the same id."))


def apply(documents: Documents, entry: Entry, count: int, hash: str) -> None:
    """Make the change that number `count` of the trail records, as one durable write.

    An answered item becomes the position too, so that a start after a kill is where the last answer was given.

    Raises:
        NotSaved: nothing was changed.
    """
    with documents.file.together():
        if entry.whole is not None:
            _write_whole(documents, entry.whole)
        if entry.answers is not None:
            _write_answers(documents, entry.item, msgspec.to_builtins(entry.answers))
            change_header(documents, position=entry.item)
        for name, rows in (("people", entry.people), ("parties", entry.parties)):
            if rows is not None:
                _replace_rows(documents, name, "id", msgspec.to_builtins(rows))
        changed = {
            name: getattr(entry, name) for name in ("assessor", "flags", "reported") if getattr(entry, name) is not None
        }
        if changed:
            change_header(documents, **changed)
        if entry.summary is not None:
            _write_seal(documents, entry, hash)
        documents.keyed("trail").put(HEADER, {"count": count, "hash": hash})


def change_header(documents: Documents, **fields: object) -> None:
    """Change fields of an assessment's header.

    Raises:
        NotSaved: nothing was changed.
    """
    table = documents.keyed("assessment")
    table.put(HEADER, {**(table.fetch(HEADER) or {}), **msgspec.to_builtins(fields)})


def content_hash(assessment: Assessment) -> str:
    """SHA-256 over the canonical content: sorted JSON without the hash itself, the position and the format.

    Fields that have their default value are left out, so that a field added later changes no older hash.
    """
    content = msgspec.structs.replace(assessment, content_hash="", position="", format=FORMAT)
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def status_of(documents: Documents) -> Status:
    """Whether the assessment in these tables is a draft or sealed."""
    header = documents.keyed("assessment").fetch(HEADER) or {}
    return Status(header.get("status", Status.DRAFT))


def same_rows(documents: Documents, name: str, rows: Sequence[Person] | Sequence[Party] | Sequence[Action]) -> bool:
    """Whether the table holds just these rows in this order."""
    stored: list[Any] = list(documents.content.get(name, {}).values())
    wanted: list[Any] = msgspec.to_builtins(rows)
    return stored == wanted


def storable(record: R) -> dict[str, Any]:
    """The record as plain dicts and lists, if it can be read back as the very same.

    Raises:
        Unstorable: it can't.
    """
    try:
        fields: dict[str, Any] = msgspec.to_builtins(record)
        same = msgspec.convert(fields, type(record)) == record
    except (TypeError, RecursionError, msgspec.MsgspecError):
        same = False
    if not same:
        raise Unstorable(_("This can't be stored: it holds something that is not text, a whole number or a list."))
    return fields


def _write_whole(documents: Documents, assessment: Assessment) -> None:
    fields = msgspec.to_builtins(assessment)
    answers = fields.pop("answers", {})
    documents.keyed("answers").replace_all((id, {"answers": given}) for id, given in answers.items() if given)
    for name in ("people", "parties"):
        _replace_rows(documents, name, "id", fields.pop(name, []))
    documents.keyed("assessment").put(HEADER, fields)


def _write_answers(documents: Documents, item: str, answers: list[Any]) -> None:
    if answers:
        documents.keyed("answers").put(item, {"answers": answers})
    else:
        documents.keyed("answers").discard(item)


def _write_seal(documents: Documents, entry: Entry, hash: str) -> None:
    assert entry.summary is not None
    change_header(
        documents,
        status=Status.SEALED,
        as_of=entry.summary.as_of,
        sealed_at=entry.at,
        trail_hash=hash,
        actions=entry.actions or [],
        times_open=entry.times_open or {},
        **({} if entry.interval_days is None else {"interval_days": entry.interval_days}),
    )
    sealed = content_hash(assessment_from(documents.content, documents.file.path))
    change_header(documents, content_hash=sealed)
    summary = msgspec.structs.replace(entry.summary, content_hash=sealed)
    documents.keyed("summary").put(HEADER, msgspec.to_builtins(summary))


def _replace_rows(documents: Documents, name: str, key: str, rows: list[dict[str, Any]]) -> None:
    if len({row[key] for row in rows}) < len(rows):
        raise Unstorable(_("This can't be stored: two actions are about the same finding."))
    if list(documents.content.get(name, {}).values()) != rows:
        documents.keyed(name).replace_all((row[key], row) for row in rows)


def _shaped(fields: object, type: type[R], path: Path) -> R:
    try:
        return msgspec.convert(fields, type)
    except msgspec.ValidationError:
        # What msgspec says may quote an answer, so it goes no further.
        raise DamagedFile(path, _("its content has an unknown shape")) from None
