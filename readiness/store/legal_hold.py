"""The legal hold of an organisation: while it is on, nothing of the organisation is destroyed.

The hold itself is in the organisation's file; when it began and ended, and why, is recorded in a trail of the
organisation's own, `organisation.trail`, which is written first. A crash between the two leaves an entry that
the file does not contain yet: the next opening makes that change, so that a hold can't get lost.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from readiness.assessment.model import Hold, Organisation
from readiness.store import document, durable
from readiness.store.assessment_view import check_trail
from readiness.store.document import HEADER, Mark
from readiness.store.envelope import PLAIN, Codec, Identity
from readiness.store.error import OnHold, StoreError, shown
from readiness.store.organisation_view import FILE as ORGANISATION
from readiness.store.organisation_view import KIND, load_organisation
from readiness.store.storage import Documents, DurableStorage
from readiness.store.tables import Tables
from readiness.store.trail import Change, Entry, Scan, Trail
from readiness.translation import _

FILE = "organisation.trail"

_TABLE = "trail"


def begin(documents: Documents, folder: Path, codec: Codec, hold: Hold) -> None:
    """Put the organisation under the hold; durable when it returns.

    Raises:
        OnHold: it is under one already.
        StoreError: nothing changed.
    """
    present = _organisation(documents, folder)
    if present.hold is not None:
        raise OnHold(_("Nothing changed: {words}").format(words=hold_words(present.hold)), folder)
    _record(documents, folder, codec, Entry(at=hold.at, who=hold.by, change=Change.HELD, hold=hold))


def end(documents: Documents, folder: Path, codec: Codec, lifted: Hold) -> None:
    """Lift the hold; `lifted` says by whom, why and when. Durable when it returns.

    Raises:
        OnHold: there is none.
        StoreError: nothing changed.
    """
    if _organisation(documents, folder).hold is None:
        raise OnHold(_("Nothing changed: there is no legal hold on this organisation."), folder)
    _record(documents, folder, codec, Entry(at=lifted.at, who=lifted.by, change=Change.RELEASED, hold=lifted))


def refuse_while_held(organisation: Organisation) -> None:
    """Ask this before anything of an organisation is destroyed: deleted, pruned, rotated or written over.

    Raises:
        OnHold: a legal hold is on; the message says since when, by whom and why.
    """
    if organisation.hold is not None:
        text = _("Nothing was deleted: {words} It has to be lifted first, with: readiness hold --off")
        raise OnHold(text.format(words=hold_words(organisation.hold)))


def hold_words(hold: Hold) -> str:
    """A hold as one sentence."""
    text = _("a legal hold is on since {at}, by {by} ({note}).")
    return text.format(at=shown(hold.at), by=shown(hold.by), note=shown(hold.note))


def scanned(folder: Path, organisation: Organisation, tables: Tables, codec: Codec = PLAIN) -> Scan | None:
    """The organisation's trail, checked against its file; None while there never was a hold.

    Raises:
        DamagedFile: altered, cut short or missing.
        Unreadable: the system refuses.
    """
    trail = _trail(folder, organisation, codec)
    mark = _mark(tables, folder)
    if not mark.count and not durable.exists(trail.path):
        return None
    scan = trail.scan()
    check_trail(scan, mark, trail.path, _("whether a hold is on, which is known; the history of holds is affected"))
    scan.entries(trail.path)
    return scan


def is_behind(folder: Path, organisation: Organisation, tables: Tables, codec: Codec = PLAIN) -> bool:
    """Whether the trail holds a change that the organisation's file does not contain yet.

    Raises:
        DamagedFile: the trail is altered, cut short or missing.
        Unreadable: the system refuses.
    """
    scan = scanned(folder, organisation, tables, codec)
    return scan is not None and len(scan.hashes) > _mark(tables, folder).count


def catch_up(documents: Documents, folder: Path, codec: Codec = PLAIN) -> list[str]:
    """Make the change that only the trail holds so far; what was done, as sentences.

    Raises:
        DamagedFile: the trail is altered, cut short or missing.
        NotSaved: the change could not be made.
    """
    present = _organisation(documents, folder)
    scan = scanned(folder, present, documents.content, codec)
    if scan is None or len(scan.hashes) == _mark(documents.content, folder).count:
        return []
    last = scan.entries(folder / FILE)[-1]
    _write(documents, present, last, Mark(count=len(scan.hashes), hash=scan.hashes[-1]))
    return [_("A change of the legal hold that a crash had interrupted was completed.")]


def restart(folder: Path, at: str, codec: Codec = PLAIN) -> Path | None:
    """Begin a damaged trail anew from the hold as the organisation's file has it; where the old one is kept.

    Raises:
        DamagedFile: the organisation's file is damaged too.
        NotSaved: the system refuses.
    """
    tables = load_organisation(folder, codec)
    organisation = document.organisation_from(tables, folder / ORGANISATION)
    path = folder / FILE
    kept = durable.set_aside(path)
    with durable.writing(path):
        path.unlink(missing_ok=True)
    trail = _trail(folder, organisation, codec)
    entry = Entry(at=at, who="", change=Change.RESTARTED, hold=organisation.hold)
    (hash,) = trail.append([entry])
    storage = DurableStorage(folder / ORGANISATION, Identity(KIND, folder.name), tables, codec)
    _write(Documents(storage), organisation, entry, Mark(count=1, hash=hash))
    return kept


def _record(documents: Documents, folder: Path, codec: Codec, entry: Entry) -> None:
    present = _organisation(documents, folder)
    trail = _trail(folder, present, codec)
    scan = scanned(folder, present, documents.content, codec)
    if scan is not None:
        trail.take_up(scan)
    end, version = trail.mark, documents.file.version
    (hash,) = trail.append([entry])
    try:
        _write(documents, present, entry, Mark(count=trail.count, hash=hash))
    except StoreError:
        # The trail must not tell of a change that was refused.
        if documents.file.version == version:
            trail.withdraw(end)
        raise


def _write(documents: Documents, present: Organisation, entry: Entry, mark: Mark) -> None:
    hold = None if entry.change is Change.RELEASED else entry.hold
    with documents.file.together():
        document.write_organisation(documents, replace(present, hold=hold))
        documents.keyed(_TABLE).put(HEADER, {"count": mark.count, "hash": mark.hash})


def _organisation(documents: Documents, folder: Path) -> Organisation:
    return document.organisation_from(documents.content, folder / ORGANISATION)


def _trail(folder: Path, organisation: Organisation, codec: Codec) -> Trail:
    # A copy keeps the lines of what it is a copy of, and these are bound to its id.
    return Trail(folder / FILE, (*organisation.formerly, organisation.id)[0], codec)


def _mark(tables: Tables, folder: Path) -> Mark:
    return document.mark_from(tables, folder / ORGANISATION) if _TABLE in tables else Mark()
