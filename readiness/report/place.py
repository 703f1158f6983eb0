"""Names for the places of a document that links lead to, safe in every format."""

from __future__ import annotations

from readiness.report.document import DataTable, Document, Heading
from readiness.report.text import walk


class Places:
    """The anchors and headings of a document, each under a name of letters and digits.

    A link to an anchor that is not there stays plain text: its part may have been left out.
    """

    def __init__(self, document: Document) -> None:
        self._anchors: dict[str, str] = {}
        self._headings: dict[int, str] = {}
        self._rows: dict[tuple[int, int], str] = {}
        self.listed: list[tuple[str, Heading]] = []
        """The headings of the contents, each with its name."""
        for block in walk(document.blocks):
            if isinstance(block, Heading):
                name = f"part{len(self._headings) + 1}"
                self._headings[id(block)] = name
                if block.anchor:
                    self._anchors.setdefault(block.anchor, name)
                if block.listed:
                    self.listed.append((name, block))
            elif isinstance(block, DataTable):
                self._add_rows(block)

    def _add_rows(self, table: DataTable) -> None:
        for number, anchor in enumerate(table.anchors):
            if anchor and anchor not in self._anchors:
                self._anchors[anchor] = self._rows[id(table), number] = f"row{len(self._rows) + 1}"

    def of_heading(self, heading: Heading) -> str:
        """The name of a heading's place."""
        return self._headings[id(heading)]

    def of_row(self, table: DataTable, number: int) -> str:
        """The name of a table row's place; empty for a row without an anchor, or one whose anchor stands before."""
        return self._rows.get((id(table), number), "")

    def target(self, anchor: str) -> str:
        """The name of the place a link leads to; empty where there is none."""
        return self._anchors.get(anchor, "") if anchor else ""
