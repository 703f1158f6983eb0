"""One of each block, with any text in it, and texts that something somewhere would read as more than text."""

from __future__ import annotations

from readiness.report.document import (
    Align,
    Bar,
    BarChart,
    Blank,
    Block,
    Callout,
    Column,
    Contents,
    DataTable,
    Document,
    FactRow,
    FactsTable,
    Figure,
    Glyph,
    Heading,
    KeyFigures,
    Line,
    Listing,
    Mark,
    OnePage,
    PageBreak,
    Paragraph,
    Quote,
    QuotePair,
    Run,
    Signature,
    TimelineChart,
    TimelineRow,
    Together,
    Tone,
    TrendChart,
    TrendLine,
    VerdictRow,
    VerdictRows,
    line,
)

HOSTILE = (
    "<script>alert(1)</script>", "<b", "</style>", "</w:t>", "&amp; & &lt;", "]]>", "<!-- -->", '" onload="x', "'",
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "_x0041_", "#N/A", "TRUE", "007",
    "[x](http://example.com)", "![x](y)", "https://example.com", "www.example.com", "jane@example.com", "@carla",
    ":smile:", "# head", "- item", "+ item", "1. item", "2) item", "> quote", "| a | b |", "---", "===", "```", "~~~",
    "**b**", "__i__", "`code`", "$x$", "&copy;", "\\", "\\|", "[ ] todo", "{page}", "{pages}", "%s", "counter(page)",
    "\\000022",
)  # fmt: skip


def document(*content: Block, draft: str = "DRAFT", footer: str = "Foot & <foot>") -> Document:
    return Document(
        title="A title <t>",
        author="An author",
        language="en",
        subject="A subject",
        footer=footer,
        page_of="page {page} of {pages}",
        blocks=content,
        draft=draft,
        day="2026-11-21",
    )


def every_block(text: str) -> tuple[Block, ...]:
    """One of each block with this text wherever text can be."""
    one: Line = line(text)
    cells: Line = (Mark(Glyph.PARTLY), Run(text, strong=True, tone=Tone.BAD), Run(text, muted=True))
    return (
        OnePage(
            (
                Heading(1, text, "top"),
                KeyFigures(text, (Figure(text, text, text),), one, Tone.FAIR),
                VerdictRows((VerdictRow(text, 50.0, one, text), VerdictRow(text, None, one))),
            )
        ),
        Contents(text, 2),
        PageBreak(),
        Paragraph((Run(text, strong=True), Run(" "), Run(text, to="row"), Run(text, to="nowhere"), Mark(Glyph.NO))),
        Listing((one, one), ordered=True),
        Listing((one,)),
        Heading(3, text, "third"),
        FactsTable((FactRow(text, one),)),
        DataTable(
            (Column(text, 1), Column("", 2, Align.RIGHT), Column(text, 1)),
            ((cells, one, one), (one, cells, (Run(text, to="third"),))),
            ("", "row"),
        ),
        Together((Callout(one, text, Tone.BAD), QuotePair((Quote(text, one), Quote(text, one))))),
        Signature((text, text)),
        Blank(2, text),
        BarChart((Bar(text, 61.0, 23.0, 47.0, text), Bar(text, None, None)), text, text, text, text),
        TimelineChart(
            (TimelineRow(text, text, 5.5, 24.0, text, one, Tone.BAD), TimelineRow(text, "", 85.0, None, "", ())),
            72.0, text, text, text, text, text, text,
        ),
        TrendChart(("1 May", "1 Jun"), (0.0, 31.0), (TrendLine(text, (11.5, 33.3), "7 of 21"),), text),
    )  # fmt: skip
