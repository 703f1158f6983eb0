"""What nobody knows and what nobody has shown, listed apart: these are findings, not blanks."""

from __future__ import annotations

from readiness.assessment.findings import Finding, Kind
from readiness.report import wording
from readiness.report.compose.findings import severity_line
from readiness.report.compose.material import Material
from readiness.report.document import Block, Column, DataTable, Heading, Paragraph, Run


def open_points(material: Material) -> tuple[Block, ...]:
    """Unknown, unproven, and details that were left empty."""
    words = material.words_of(wording.OpenPoints)
    unknown = [finding for finding in material.findings if finding.kind is Kind.UNKNOWN]
    unproven = [finding for finding in material.findings if finding.kind is Kind.UNPROVEN]
    said = material.say
    return (
        Heading(1, said(words.heading), "open_points"),
        Paragraph((Run(said(words.intro)),)),
        Heading(2, said(words.unknown_title)),
        *(_unknown(material, unknown) if unknown else (Paragraph((Run(material.nothing(words.no_unknown)),)),)),
        *_blanks(material),
        Heading(2, said(words.unproven_title)),
        *(_unproven(material, unproven) if unproven else (Paragraph((Run(material.nothing(words.no_unproven)),)),)),
    )


def _unknown(material: Material, found: list[Finding]) -> tuple[Block, ...]:
    words = material.words_of(wording.OpenPoints)
    columns = (
        Column(material.say(words.severity), 1.0),
        Column("", 1.0),
        Column(material.say(words.unknown), 6.0),
        Column(material.say(words.ask), 1.6),
    )
    rows = tuple(
        (
            severity_line(material, finding.severity),
            (Run(finding.code, muted=True),),
            (Run(finding.check.question if finding.check is not None else finding.title),),
            (Run(material.doer(finding.ask)),),
        )
        for finding in found
    )
    anchors = tuple(finding.identity for finding in found)
    return (Paragraph((Run(material.say(words.unknown_intro)),)), DataTable(columns, rows, anchors, compact=True))


def _blanks(material: Material) -> tuple[Block, ...]:
    words = material.words_of(wording.OpenPoints)
    blanks = [blank for blank in material.judgement.blanks if material.is_seen(blank.audience)]
    if not blanks:
        return ()
    columns = (Column("", 1.0), Column(material.say(words.fact), 7.0), Column(material.say(words.ask), 1.6))
    rows = []
    for blank in blanks:
        check = material.index.checks[blank.check]
        rows.append(((Run(check.code, muted=True),), (Run(blank.fact.label),), (Run(material.doer(check.ask)),)))
    return (
        Heading(2, material.say(words.blank_title)),
        Paragraph((Run(material.say(words.blank_intro)),)),
        DataTable(columns, tuple(rows), compact=True),
    )


def _unproven(material: Material, found: list[Finding]) -> tuple[Block, ...]:
    words = material.words_of(wording.OpenPoints)
    columns = (
        Column(material.say(words.severity), 1.0),
        Column("", 1.0),
        Column(material.say(words.unproven), 3.4),
        Column(material.say(words.shows_it), 4.2),
    )
    rows = tuple(
        (
            severity_line(material, finding.severity),
            (Run(finding.code, muted=True),),
            (Run(finding.title),),
            (Run(finding.check.evidence if finding.check is not None else ""),),
        )
        for finding in found
    )
    anchors = tuple(finding.identity for finding in found)
    return (Paragraph((Run(material.say(words.unproven_intro)),)), DataTable(columns, rows, anchors, compact=True))
