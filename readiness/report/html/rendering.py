"""Each block becomes elements that say what it is: headings, tables with header cells, lists, quotes.

There is no script, no style outside the one sheet, and nothing is loaded: the file's own policy forbids it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from readiness.report import document as blocks
from readiness.report.document import Align, Block, Document, Tone, Voice
from readiness.report.html import chart
from readiness.report.html.markup import NONE, Html, inline, joined, opened, tag, text
from readiness.report.html.style import sheet, width_class
from readiness.report.place import Places
from readiness.report.tabular import trend_table

_CARDS_FROM = 3
"""Columns of a table whose rows become cards on a phone."""


def render(document: Document) -> bytes:
    """The document as one HTML file. Equal documents give equal bytes."""
    page = _Page(document)
    style = sheet(document)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    head = [
        opened("meta", charset="utf-8"),
        opened("meta", http_equiv="Content-Security-Policy", content=policy),
        opened("meta", name="viewport", content="width=device-width, initial-scale=1"),
        opened("meta", name="referrer", content="no-referrer"),
        tag("title", text(document.title)),
        opened("meta", name="author", content=document.author),
        opened("meta", name="description", content=document.subject),
        opened("meta", name="generator", content="readiness"),
        tag("style", Html(style)),
    ]
    draft = tag("p", text(document.draft), class_="draft") if document.draft else NONE
    header = tag("header", draft, _logo(document), tag("h1", text(document.title)))
    footer = tag("footer", draft, tag("p", text(document.footer)))
    body = tag("body", header, tag("main", Html("\n".join(page.all(document.blocks)))), footer)
    whole = tag("html", tag("head", *head), Html("\n"), body, lang=document.language)
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def _logo(document: Document) -> Html:
    """The picture in the file itself; its author's name is what it says."""
    if not document.logo:
        return NONE
    kind = "png" if document.logo.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{base64.b64encode(document.logo).decode()}"
    return opened("img", src=source, alt=document.author or document.title, class_="logo")


class _Page:
    """Makes the elements of one document's blocks."""

    def __init__(self, document: Document) -> None:
        self.theme = document.theme
        self.places = Places(document)
        self._level = 1
        self._under = ""
        self._makers: dict[type, Callable[[Any], Html]] = {
            blocks.Heading: self._heading,
            blocks.Paragraph: self._paragraph,
            blocks.Listing: self._listing,
            blocks.FactsTable: self._facts,
            blocks.DataTable: self._table,
            blocks.BarChart: lambda block: chart.bars(block, self.theme, self.places),
            blocks.TimelineChart: lambda block: chart.timeline(block, self.theme, self.places),
            blocks.TrendChart: self._trend,
            blocks.Callout: self._callout,
            blocks.QuotePair: self._quotes,
            blocks.Signature: lambda block: self._div("signatures", (tag("p", text(one)) for one in block.labels)),
            blocks.Blank: self._blank,
            blocks.PageBreak: lambda _block: tag("div", class_="break"),
            blocks.KeyFigures: self._figures,
            blocks.VerdictRows: self._verdicts,
            blocks.Contents: self._contents,
            blocks.OnePage: lambda block: self._div("page", self.all(block.blocks)),
            blocks.Together: lambda block: self._div("together", self.all(block.blocks)),
        }

    def all(self, content: Iterable[Block]) -> list[Html]:
        """The elements of all blocks in order."""
        return [self._makers[type(block)](block) for block in content]

    def _div(self, class_: str, inner: Iterable[Html]) -> Html:
        return tag("div", *inner, class_=class_)

    def _line(self, runs: blocks.Line) -> Html:
        return inline(runs, self.places)

    def _heading(self, block: blocks.Heading) -> Html:
        # The title of the document is the first level, and no level is ever skipped.
        self._level = min(max(block.level, 1) + 1, self._level + 1, 4)
        self._under = self.places.of_heading(block)
        return tag(f"h{self._level}", text(block.text), id=self._under)

    def _paragraph(self, block: blocks.Paragraph) -> Html:
        return tag("p", self._line(block.runs), class_="" if block.voice is Voice.BODY else block.voice.value)

    def _listing(self, block: blocks.Listing) -> Html:
        items = [tag("li", self._line(item)) for item in block.items]
        return tag(
            "ol" if block.ordered else "ul", *items, class_="" if block.voice is Voice.BODY else block.voice.value
        )

    def _facts(self, block: blocks.FactsTable) -> Html:
        rows = [tag("div", tag("dt", text(row.label)), tag("dd", self._line(row.value))) for row in block.rows]
        return tag("dl", *rows, class_="facts") if rows else NONE

    def _table(self, block: blocks.DataTable) -> Html:
        """A real table. Roles repeat what the elements say, for browsers forget it of rows laid out as cards."""
        total = sum(column.width for column in block.columns)
        classes = [_align(column.align) for column in block.columns]
        heads = []
        for column, align in zip(block.columns, classes, strict=True):
            look = f"{width_class(column.width, total)} {align}".strip()
            title = text(column.title)
            heads.append(
                tag("th", title, scope="col", role="columnheader", class_=look)
                if title
                else tag("td", role="cell", class_=look)
            )
        rows = []
        for number, row in enumerate(block.rows):
            cells = [
                tag("td", self._line(cell), role="cell", class_=align, data_title=column.title)
                for cell, column, align in zip(row, block.columns, classes, strict=True)
            ]
            rows.append(tag("tr", *cells, id=self.places.of_row(block, number), role="row"))
        has_titles = any(column.title.strip() for column in block.columns)
        head = tag("thead", tag("tr", *heads, role="row"), role="rowgroup") if has_titles else NONE
        look = "compact" if block.compact else ""
        look += " cards" if has_titles and len(block.columns) >= _CARDS_FROM else ""
        body = tag("tbody", Html("\n".join(rows)), role="rowgroup")
        return tag("table", head, body, class_=look.strip(), role="table", aria_labelledby=self._under)

    def _trend(self, block: blocks.TrendChart) -> Html:
        return chart.trend(block, self.theme, self._table(trend_table(block)))

    def _callout(self, block: blocks.Callout) -> Html:
        title = tag("p", text(block.title), class_="title") if block.title else NONE
        return tag(
            "div", title, tag("p", self._line(block.runs), class_="said"), class_=f"callout {block.tone}", role="note"
        )

    def _quotes(self, block: blocks.QuotePair) -> Html:
        quotes = [
            tag("figure", tag("figcaption", text(one.label)), tag("blockquote", self._line(one.text)))
            for one in block.quotes
        ]
        return self._div("quotes", quotes)

    def _blank(self, block: blocks.Blank) -> Html:
        label = tag("p", text(block.label), class_="small") if block.label else NONE
        return joined(label, *(tag("div", class_="ruled") for _line in range(block.lines)))

    def _figures(self, block: blocks.KeyFigures) -> Html:
        tone = "" if block.tone is Tone.PLAIN else f" {block.tone}"
        verdict = tag("p", text(block.verdict), class_=f"verdict{tone}")
        said = tag("div", verdict, tag("p", self._line(block.reason), class_="reason"))
        figures = [
            tag(
                "div",
                tag("dt", text(one.label)),
                tag("dd", tag("strong", text(one.value)), Html(" "), tag("span", text(one.of))),
            )
            for one in block.figures
        ]
        return self._div("figures", [said, tag("dl", *figures) if figures else NONE])

    def _verdicts(self, block: blocks.VerdictRows) -> Html:
        rows = []
        for row in block.rows:
            cells = [
                tag("th", tag("strong", text(row.title)), scope="row", role="rowheader", class_="w4"),
                tag("td", chart.steps(row.in_place, self.theme), role="cell", class_="w4"),
                tag("td", tag("strong", text(row.value)), role="cell", class_="number"),
                tag("td", self._line(row.sentence), role="cell", class_="w11"),
            ]
            rows.append(tag("tr", *cells, role="row"))
        body = tag("tbody", *rows, role="rowgroup")
        return tag("table", body, class_="verdicts", role="table", aria_labelledby=self._under)

    def _contents(self, block: blocks.Contents) -> Html:
        entries = [
            tag("li", tag("a", text(heading.text), href=f"#{name}"), class_=f"l{heading.level}")
            for name, heading in self.places.listed
            if heading.level <= block.level
        ]
        title = tag("h2", text(block.title), id="contents") if block.title else NONE
        self._level = 2
        return tag(
            "nav", title, tag("ol", *entries) if entries else NONE, aria_labelledby="contents" if block.title else ""
        )


def _align(align: Align) -> str:
    return "" if align is Align.LEFT else align.value
