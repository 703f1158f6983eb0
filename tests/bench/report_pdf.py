"""The report's PDF against a plain ReportLab script with the same text, tables, fonts and page numbers.

`python -m tests.bench.report_pdf` prints the two times, their ratio and the memory the rendering takes.
"""

from __future__ import annotations

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Table

from readiness.report import document as blocks
from readiness.report.document import Document
from readiness.report.pdf import render
from readiness.report.text import plain, texts, walk

PAIRS = 9
MOST_RATIO = 1.5
MOST_MIB = 100.0
_WIDTH = 481


@cache
def _register() -> None:
    folder = resources.files("font_source_sans_pro") / "files"
    for weight in ("Regular", "Semibold", "Bold"):
        pdfmetrics.registerFont(TTFont(f"By-{weight}", str(folder / f"SourceSansPro-{weight}.ttf")))


class _Numbered(Canvas):
    """The usual way to write `page x of y` in one pass: keep every page until the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self.kept, 1):
            self.__dict__.update(state)
            self.setFont("By-Regular", 7.5)
            self.drawString(57, 40, "Confidential · self-reported · not legal or insurance advice")
            self.drawRightString(538, 40, f"page {number} of {len(self.kept)}")
            super().showPage()
        super().save()


def _style(size: float, leading: float, font: str = "By-Regular") -> ParagraphStyle:
    name = f"{font}-{size}"
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=HexColor("#1c232b"), spaceAfter=5
    )


_BODY, _CELL, _TITLE = _style(9.5, 13.5), _style(8.5, 11.5), _style(7.5, 10, "By-Semibold")
_HEADINGS = {level: _style(size, size + 4, "By-Bold") for level, size in ((1, 18), (2, 12), (3, 10.5))}


def _markup(runs: blocks.Line) -> str:
    if len(runs) == 1:
        return escape(plain(runs)).replace("\n", "<br/>")
    return "".join(_run(run) for run in runs)


def _run(run: blocks.Inline) -> str:
    if isinstance(run, blocks.Mark):
        return "&bull; "
    text = escape(run.text).replace("\n", "<br/>")
    look = ' name="By-Semibold"' if run.strong else ' color="#5b6670"' if run.muted else ""
    return f"<font{look}>{text}</font>" if look else text


def _table(widths: list[float], rows: list[list[Any]], head: int) -> Table:
    rules = [("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#c9d0d6")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    columns = [_WIDTH * width / sum(widths) for width in widths]
    return Table(rows, colWidths=columns, repeatRows=head, splitInRow=1, style=rules, spaceAfter=8)


def _facts(block: blocks.FactsTable) -> list[Any]:
    rows = [[Paragraph(escape(row.label), _CELL), Paragraph(_markup(row.value), _CELL)] for row in block.rows]
    return [_table([1, 4], rows, 0)]


def _data(block: blocks.DataTable) -> list[Any]:
    head = [[Paragraph(escape(column.title), _TITLE) for column in block.columns]]
    rows = [[Paragraph(_markup(each), _CELL) for each in row] for row in block.rows]
    return [_table([column.width for column in block.columns], head + rows, 1)]


def _quotes(block: blocks.QuotePair) -> list[Any]:
    cells = [[Paragraph(escape(one.label), _CELL), Paragraph(_markup(one.text), _CELL)] for one in block.quotes]
    return [_table([1] * len(pair), [pair], 0) for pair in (cells[n : n + 2] for n in range(0, len(cells), 2))]


_MADE: dict[type, Callable[[Any], list[Any]]] = {
    blocks.OnePage: lambda block: _flowables(block.blocks),
    blocks.Together: lambda block: [KeepTogether(_flowables(block.blocks))],
    blocks.PageBreak: lambda _block: [PageBreak()],
    blocks.Heading: lambda block: [Paragraph(escape(block.text), _HEADINGS[block.level])],
    blocks.Paragraph: lambda block: [Paragraph(_markup(block.runs), _BODY)],
    blocks.Callout: lambda block: [Paragraph(_markup(block.runs), _BODY)],
    blocks.Listing: lambda block: [Paragraph(_markup(item), _BODY, bulletText="\u2022") for item in block.items],
    blocks.FactsTable: _facts,
    blocks.DataTable: _data,
    blocks.QuotePair: _quotes,
}


def _flowables(content: tuple[blocks.Block, ...]) -> list[Any]:
    made: list[Any] = []
    for block in content:
        make = _MADE.get(type(block))
        made += make(block) if make else [Paragraph(escape(text), _CELL) for text in texts(block) if text]
    return made


def script(document: Document) -> bytes:
    """What one would write by hand: paragraphs and tables, one pass, page numbers from kept pages."""
    _register()
    buffer = BytesIO()
    template = SimpleDocTemplate(buffer, leftMargin=57, rightMargin=57, topMargin=51, bottomMargin=67, invariant=1)
    template.build(_flowables(document.blocks), canvasmaker=_Numbered)
    return buffer.getvalue()


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def measure(document: Document, pairs: int = PAIRS) -> tuple[float, float, float]:
    """Median seconds of the script, median seconds of the report, and the median ratio of pairs taken in turn."""
    script(document)
    render(document)
    times = [(_timed(lambda: script(document)), _timed(lambda: render(document))) for _pair in range(pairs)]
    by_hand, ours = zip(*times, strict=True)
    return statistics.median(by_hand), statistics.median(ours), statistics.median(o / b for b, o in times)


def peak_mib(document: Document) -> float:
    """The most memory the rendering takes at once, in MiB; fonts are loaded before."""
    tracemalloc.start()
    render(document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def main() -> int:
    """Print both times, the ratio and the memory; 1 when the report is too slow or too large."""
    from tests.report.sample import assessment, told

    document = told(assessment()).document
    by_hand, ours, ratio = measure(document)
    memory = peak_mib(document)
    count = sum(1 for _block in walk(document.blocks))
    times = f"by hand {by_hand * 1000:.0f} ms, report {ours * 1000:.0f} ms"
    print(f"{count} blocks: {times}, ratio {ratio:.2f} (at most {MOST_RATIO})")
    print(f"peak memory of the rendering {memory:.0f} MiB (at most {MOST_MIB:.0f})")
    return int(ratio > MOST_RATIO or memory > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
