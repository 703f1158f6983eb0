"""Blocks become GitHub-flavoured Markdown in which only this module's own marks are markup.

Everything that could begin markup, a link, a mention or HTML is escaped, so text reads as it was written
wherever it is pasted; formulas are plain text there anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from readiness.report import document as blocks
from readiness.report.document import Align, Block, Document, Line, Mark, Run
from readiness.report.place import Places
from readiness.report.tabular import bar_table, timeline_table, trend_table, verdict_table
from readiness.report.text import SIGNS, lines_of, printable

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#]")
_APART = "<!-- -->"
"""An empty comment: parts what readers would join to a link, a mention or a picture, and shows nothing."""
_JOINED = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE)
_START = re.compile(r"^(?:([-+=])|(\d{1,9})([.)])(?=\s|$))")
_PLAIN_ENDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_RULE: Final = "." * 40
_SIDES = {Align.LEFT: "---", Align.RIGHT: "--:", Align.CENTRE: ":-:"}


def render(document: Document) -> bytes:
    """The document as Markdown in UTF-8. Equal documents give equal bytes."""
    draft = [f"**{escaped(document.draft)}**"] if document.draft else []
    title = f"# {escaped(document.title)}"
    parts = [title, *draft, *_Text(document).all(document.blocks), "---", *draft, escaped(document.footer)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


class _Text:
    """Makes the Markdown of one document's blocks."""

    def __init__(self, document: Document) -> None:
        self.places = Places(document)
        self._makers: dict[type, Callable[[Any], str]] = {
            blocks.Heading: self._heading,
            blocks.Paragraph: lambda block: self._lines(block.runs),
            blocks.Listing: self._listing,
            blocks.FactsTable: self._facts,
            blocks.DataTable: self._table,
            blocks.BarChart: lambda block: self._table(bar_table(block)),
            blocks.TimelineChart: lambda block: f"{escaped(block.axis)}\n\n{self._table(timeline_table(block))}",
            blocks.TrendChart: lambda block: f"{escaped(block.axis)}\n\n{self._table(trend_table(block))}",
            blocks.Callout: self._callout,
            blocks.QuotePair: self._quotes,
            blocks.Signature: lambda block: "\n".join(f"- {escaped(one)}: {_RULE}" for one in block.labels),
            blocks.Blank: lambda block: "\\\n".join([*filter(None, [escaped(block.label)]), *[_RULE] * block.lines]),
            blocks.PageBreak: lambda _block: "",
            blocks.KeyFigures: self._figures,
            blocks.VerdictRows: lambda block: self._table(verdict_table(block)),
            blocks.Contents: self._contents,
            blocks.OnePage: lambda block: "\n\n".join(self.all(block.blocks)),
            blocks.Together: lambda block: "\n\n".join(self.all(block.blocks)),
        }

    def all(self, content: Iterable[Block]) -> list[str]:
        """The Markdown of all blocks in order, those without any left out."""
        made = [self._makers[type(block)](block) for block in content]
        return [part for part in made if part]

    def _lines(self, runs: Line, end: str = "\\\n") -> str:
        return end.join(_start_escaped(self._inline(parts)) for parts in lines_of(runs))

    def _cell(self, runs: Line) -> str:
        return "<br>".join(self._inline(parts) for parts in lines_of(runs))

    def _inline(self, parts: Line) -> str:
        return "".join(self._part(part) for part in parts).strip()

    def _part(self, part: Run | Mark) -> str:
        if isinstance(part, Mark):
            return f"{SIGNS[part.glyph]} "
        core = part.text.strip()
        made = escaped(core)
        if not made:
            return part.text
        if part.strong:
            # Stars beside punctuation may stay stars; the element never does.
            made = f"**{made}**" if _PLAIN_ENDS.fullmatch(core) else f"<strong>{made}</strong>"
        target = self.places.target(part.to)
        made = f"[{made}](#{target})" if target else made
        before, _core, after = part.text.partition(core)
        return f"{before}{made}{after}"

    def _heading(self, block: blocks.Heading) -> str:
        level = min(max(block.level, 1), 5) + 1
        name = self.places.of_heading(block)
        return f'{"#" * level} <a id="{name}"></a>{escaped(block.text)}'

    def _listing(self, block: blocks.Listing) -> str:
        items = []
        for number, item in enumerate(block.items, 1):
            mark = f"{number}. " if block.ordered else "- "
            items.append(mark + self._lines(item, "\\\n" + " " * len(mark)))
        return "\n".join(items)

    def _facts(self, block: blocks.FactsTable) -> str:
        return "\n".join(f"- **{escaped(row.label)}:** {self._cell(row.value)}" for row in block.rows)

    def _table(self, block: blocks.DataTable) -> str:
        rows = ["| " + " | ".join(escaped(column.title) for column in block.columns) + " |"]
        rows.append("| " + " | ".join(_SIDES[column.align] for column in block.columns) + " |")
        for number, row in enumerate(block.rows):
            name = self.places.of_row(block, number)
            cells = [self._cell(cell) for cell in row]
            cells[0] = f'<a id="{name}"></a>{cells[0]}' if name else cells[0]
            rows.append("| " + " | ".join(cells) + " |")
        return "\n".join(rows)

    def _callout(self, block: blocks.Callout) -> str:
        title = [f"**{escaped(block.title)}**"] if block.title else []
        return "> " + "\\\n> ".join([*title, self._lines(block.runs, "\\\n> ")])

    def _quotes(self, block: blocks.QuotePair) -> str:
        quotes = []
        for one in block.quotes:
            label = [f"*{escaped(one.label)}*"] if one.label.strip() else []
            quotes.append("> " + "\\\n> ".join([*label, self._lines(one.text, "\\\n> ")]))
        # Without something between them, quotes would be one.
        return f"\n\n{_APART}\n\n".join(quotes)

    def _figures(self, block: blocks.KeyFigures) -> str:
        figures = [
            f"- {escaped(one.label)}: **{escaped(one.value)}** {escaped(one.of)}".rstrip() for one in block.figures
        ]
        return "\n\n".join(
            filter(None, [f"**{escaped(block.verdict)}**", self._lines(block.reason), "\n".join(figures)])
        )

    def _contents(self, block: blocks.Contents) -> str:
        entries = [
            f"{'  ' * (heading.level - 1)}- [{escaped(heading.text)}](#{name})"
            for name, heading in self.places.listed
            if heading.level <= block.level
        ]
        title = [f"**{escaped(block.title)}**"] if block.title else []
        return "\n\n".join([*title, "\n".join(entries)])


def escaped(text: str) -> str:
    """Text on one line in which nothing is markup."""
    line = _JOINED.sub("\0", " ".join(printable(text).split()))
    return _START.sub(_started, _MARKUP.sub(lambda found: f"\\{found[0]}", line)).replace("\0", _APART)


def _start_escaped(line: str) -> str:
    return _START.sub(_started, line)


def _started(found: re.Match[str]) -> str:
    mark, number, after = found.groups()
    return f"\\{mark}" if mark else f"{number}\\{after}"
