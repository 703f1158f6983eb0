"""TinyDB's storage: read once, written as a whole, durable when a write returns.

TinyDB reads the whole database before every change; here that costs nothing, because the tables are kept
in memory while the lock is held. Changes to several tables become one write inside `together`. A write
that fails leaves file and memory as they were.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from readiness.store import durable
from readiness.store.envelope import PLAIN, Codec, Identity, wrap
from readiness.store.tables import Tables, encode


class DurableStorage(Storage):
    """One file of tables, held in memory and written through.

    Attributes:
        path: the file.
        version: grows when new content has taken the file's place, also when flushing its folder then fails.
    """

    def __init__(self, path: Path, identity: Identity, tables: Tables | None, codec: Codec = PLAIN) -> None:
        """Work on `path`, which holds `tables`; None when it is new, or damaged and written anew."""
        self.path = path
        self.version = 0
        self._identity = identity
        self._codec = codec
        self._tables: Tables = tables or {}
        # What a new file replaces, if anything, is damaged: it must not become the previous version.
        self._keep_previous = tables is not None
        self._gathering = False
        # The folder could not be flushed: the same content is written once more before anyone calls it durable.
        self._unsynced = False

    def read(self) -> Tables:
        """The tables as they are; the caller may replace whole tables in the answer."""
        return dict(self._tables)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make `data` the content, durably; inside `together`, when that ends.

        Raises:
            NotSaved: file and memory are as before (a failed flush of the folder aside, see `version`).
            Unstorable: something in it is not JSON.
        """
        tables = cast("Tables", data)
        if not self._gathering:
            self._commit(tables)
        else:
            self._tables = tables

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Gather the changes of the block into one durable write; none of them stays when it fails.

        A block inside a block is part of it.

        Raises:
            NotSaved: file and memory are as before.
            Unstorable: something in them is not JSON.
        """
        if self._gathering:
            yield
            return
        before, self._gathering = self._tables, True
        changed = before
        try:
            yield
            changed = self._tables
        finally:
            self._tables, self._gathering = before, False
        if changed is not before or self._unsynced:
            self._commit(changed)

    def _commit(self, tables: Tables) -> None:
        data = wrap(self._identity, encode(tables), self._codec)
        durable.swap_in(self.path, data, keep_previous=self._keep_previous)
        self._tables, self._keep_previous = tables, True
        self.version += 1
        self._unsynced = True
        durable.sync_folder(self.path.parent)
        self._unsynced = False


class KeyedTable(Table):
    """A table whose documents are named by our own ids; TinyDB never has to count."""

    # TinyDB types this as int, and its manual offers other types: ids need only be hashable and turn into text.
    document_id_class = str  # type: ignore[assignment]

    def put(self, key: str, value: Mapping[str, Any]) -> None:
        """Make `value` the document `key`, whether or not there was one."""
        with self._file.together():
            self.discard(key)
            self.insert(_document(key, value))

    def fetch(self, key: str) -> Mapping[str, Any] | None:
        """The document `key`, or None."""
        return self._read_table().get(key)

    def discard(self, key: str) -> None:
        """Remove the document `key` if there is one."""
        if key in self._read_table():
            self.remove(doc_ids=[cast("int", key)])

    def replace_all(self, documents: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Make these the documents of the table, in this order."""
        with self._file.together():
            self.truncate()
            self.insert_multiple([_document(key, value) for key, value in documents])

    @property
    def _file(self) -> DurableStorage:
        return cast("DurableStorage", self.storage)


class Documents(TinyDB):
    """A TinyDB over one durable file."""

    table_class = KeyedTable

    def __init__(self, storage: DurableStorage) -> None:
        """Work on the tables of `storage`."""
        super().__init__(storage=lambda: storage)
        self.file = storage

    def keyed(self, name: str) -> KeyedTable:
        """The table `name`."""
        return cast("KeyedTable", self.table(name))

    @property
    def content(self) -> Tables:
        """All tables, for reading."""
        return self.file.read()


def _document(key: str, value: Mapping[str, Any]) -> Document:
    return Document(value, cast("int", key))
