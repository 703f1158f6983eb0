"""One organisation, for reading: its own file, its draft, its sealed assessments and their history.

Reads from disk every time and takes no lock: every file is replaced as a whole, so what is read is always
one complete version, also while another process writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from readiness.assessment.model import Action, Assessment, Organisation, Status, Summary
from readiness.store import document, durable
from readiness.store.assessment_view import assessment_path, read_assessment, trail_path
from readiness.store.envelope import PLAIN, Codec, Identity, format_of, unwrap
from readiness.store.error import DamagedFile, NotFound, StoreError
from readiness.store.pack_store import PackStore
from readiness.store.tables import Tables, load
from readiness.store.trail import Entry, Trail
from readiness.store.upgrade import is_older
from readiness.translation import _

KIND = "organisation"
FILE = "organisation.json"
ASSESSMENTS = "assessments"

ID = re.compile(r"[0-9a-f]{16}")
"""Ids are random and name files; nothing that people type ever does."""


class _Tables(msgspec.Struct):
    """The tables of an organisation, for decoding in one go: lists of thousands are read at once."""

    organisation: dict[str, Organisation]
    sealed: dict[str, Summary] = {}
    actions: dict[str, Action] = {}


_TABLES = msgspec.json.Decoder(_Tables)


def load_organisation(folder: Path, codec: Codec = PLAIN) -> Tables:
    """The tables of the organisation in `folder`.

    Raises:
        DamagedFile: altered, cut short or missing.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    return load(folder / FILE, Identity(KIND, folder.name), codec)


def read_organisation(folder: Path, codec: Codec = PLAIN) -> Organisation:
    """The organisation in `folder`.

    Raises:
        DamagedFile: altered, cut short, missing or of an unknown shape.
        NewerFormat: of a later format.
        Unreadable: the system refuses.
    """
    path = folder / FILE
    try:
        raw = durable.read(path)
        if is_older(format_of(raw)):
            return document.organisation_from(load_organisation(folder, codec), path)
        tables = _TABLES.decode(unwrap(raw, path, Identity(KIND, folder.name), codec))
        read = tables.organisation[document.HEADER]
    except (FileNotFoundError, StoreError, msgspec.DecodeError, RecursionError, KeyError):
        # The longer way, which says what is wrong and what is left.
        return document.organisation_from(load_organisation(folder, codec), path)
    read.sealed, read.actions = list(tables.sealed.values()), list(tables.actions.values())
    return read


class OrganisationView:
    """What is stored about one organisation."""

    def __init__(self, folder: Path, packs: PackStore, codec: Codec = PLAIN) -> None:
        """The organisation in `folder`, named by its id."""
        self.id = folder.name
        self._folder = folder
        self._packs = packs
        self._codec = codec

    @property
    def is_encrypted(self) -> bool:
        """Whether nothing of it can be read without a passphrase."""
        return bool(self._codec.key)

    @property
    def organisation(self) -> Organisation:
        """Its own file: name, settings, draft pointer, summary rows, actions.

        Raises:
            DamagedFile: altered, cut short or missing.
            NewerFormat: of a later format.
            Unreadable: the system refuses.
        """
        return read_organisation(self._folder, self._codec)

    @property
    def sealed(self) -> list[Summary]:
        """One row per sealed assessment, oldest first by the day it speaks for.

        Raises:
            StoreError: as for `organisation`.
        """
        return self.organisation.sealed

    def draft(self) -> Assessment | None:
        """The draft, if there is one.

        Raises:
            DamagedFile: it or the organisation's file is altered, cut short or missing.
            NewerFormat: of a later format.
            Unreadable: the system refuses.
        """
        pointer = self.organisation.draft
        if pointer is None:
            return None
        read = self.assessment(pointer.id)
        return read if read.status is Status.DRAFT else None

    def assessment(self, id: str) -> Assessment:
        """An assessment, draft or sealed. A sealed one is what was sealed, or this raises.

        Raises:
            NotFound: the organisation has none of this id.
            DamagedFile: altered, cut short, missing, exchanged, or not what was sealed.
            NewerFormat: of a later format.
            Unreadable: the system refuses.
        """
        organisation = self.organisation
        row = next((row for row in organisation.sealed if row.id == id), None)
        if row is None and not self._has_file(id):
            raise NotFound(_("There is no assessment {id} here.").format(id=id if ID.fullmatch(id) else "?"))
        read, _summary = read_assessment(self._assessments, id, self._codec)
        if not organisation.owns(read) or (row is not None and row.content_hash != read.content_hash):
            raise DamagedFile(assessment_path(self._assessments, id), _("it is not the one that was sealed here"))
        return read

    def history(self, id: str) -> list[Entry]:
        """The trail of an assessment: every change from its start. Checked against the seal of a sealed one.

        Raises:
            NotFound: the organisation has none of this id.
            DamagedFile: the trail or the assessment is altered, cut short or missing.
            NewerFormat: of a later format.
            Unreadable: the system refuses.
        """
        read = self.assessment(id)
        path = trail_path(self._assessments, id)
        scan = Trail(path, id, self._codec).scan()
        if read.status is Status.SEALED and (scan.rest or scan.hashes[-1:] != [read.trail_hash]):
            raise DamagedFile(path, _("it is not the trail that was sealed"))
        return scan.entries(path)

    def pack_bytes(self, sha256: str) -> bytes:
        """The bytes of the pack an assessment is pinned to.

        Raises:
            NotFound: no pack of this hash is stored.
            DamagedFile: its bytes do not match its name.
            Unreadable: the system refuses.
        """
        return self._packs.bytes(sha256)

    @property
    def _assessments(self) -> Path:
        return self._folder / ASSESSMENTS

    def _has_file(self, id: str) -> bool:
        return ID.fullmatch(id) is not None and durable.exists(assessment_path(self._assessments, id))

    def _stored_ids(self) -> Iterator[str]:
        """The ids of all assessments that have a file here.

        Raises:
            Unreadable: the folder can't be listed.
        """
        names = (entry.name.removesuffix(".json") for entry in durable.files(self._assessments))
        return iter(sorted(name for name in names if ID.fullmatch(name)))
