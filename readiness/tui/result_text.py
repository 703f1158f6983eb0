"""The results as content: verdict, numbers, bars, and one row a finding."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from textual.content import Content

from readiness.assessment.findings import Finding, Kind
from readiness.assessment.judgement import Judgement
from readiness.assessment.scoring import shown
from readiness.assessment.words import severity_words
from readiness.questionnaire.vocabulary import Severity
from readiness.translation import _, ngettext
from readiness.tui.bars import bar, legend
from readiness.tui.sign import DASH, kind_sign, severity_style
from readiness.tui.text import line

_MOST_BAR = 40
_NAME = 15
_ALL_COUNTS = 100
"""Cells from which the findings are counted by every severity."""


def verdict(judgement: Judgement) -> Content:
    """The band, and what holds it down."""
    score = judgement.score
    if score.band is None:
        n = len(score.not_asked)
        words = ngettext(
            "No verdict: {n} critical question was not asked", "No verdict: {n} critical questions were not asked", n
        )
        return Content.styled(words.format(n=n), "bold")
    held = "; ".join(cap.reason for cap in score.holding)
    return Content.assemble((line(score.band.label), "bold"), (f"  ({held})" if held else "", "$sign-partly"))


def numbers(judgement: Judgement, width: int, before: Judgement | None = None) -> Content:
    """Both numbers with their bars, and the number that moves."""
    score = judgement.score
    size = max(10, min(_MOST_BAR, width // 2 - 24))
    in_place, proven = score.numbers.in_place, score.numbers.proven
    closed = _("Critical points closed {n} of {all}").format(n=score.critical_closed, all=score.critical_asked)
    if before is not None:
        then = _("{n} on {day}").format(n=before.score.critical_closed, day=before.as_of.isoformat())
        closed = f"{closed} ({then})"
    last = before.score.numbers.in_place if before is not None else None
    return Content.assemble(
        (_("In place "), "bold"), f"{_percent(in_place)}  ", bar(in_place, proven, size, last), "  ",
        (_("Proven "), "bold"), _percent(proven), "  ",
        legend(_("proven"), _("in place"), _("last time") if last is not None else ""), "\n", closed,
    )  # fmt: skip


def _percent(value: Fraction | None) -> str:
    percent = shown(value)
    return DASH if percent is None else str(percent)


def domains(judgement: Judgement, width: int, before: Judgement | None = None) -> Content:
    """A bar a section with its sentence, and where it stood last time."""
    size = max(8, min(20, width // 6))
    last = {section.id: section.numbers.in_place for section in before.sections} if before is not None else {}
    rows = []
    for section in judgement.sections:
        name = Content(line(section.short)).truncate(_NAME, ellipsis=True, pad=True)
        number = f" {_percent(section.numbers.in_place):>3}  "
        room = max(0, width - _NAME - size - len(number) - 2)
        words = Content.styled(line(section.sentence), "$quiet").truncate(room, ellipsis=True)
        drawn = bar(section.numbers.in_place, section.numbers.proven, size, last.get(section.id))
        rows.append(Content.assemble(name, drawn, number, words))
    return Content("\n").join(rows)


def counts(findings: Sequence[Finding], width: int) -> Content:
    """How many findings of each severity, where there is room, and how many are answers that don't fit together."""
    severities = list(Severity) if width >= _ALL_COUNTS else [Severity.CRITICAL]
    counted = [
        (severity_words(one), severity_style(one), sum(each.severity is one for each in findings)) for one in severities
    ]
    conflict = kind_sign(Kind.CONFLICT.value)
    counted.append((conflict.word, conflict.colour, sum(each.kind is Kind.CONFLICT for each in findings)))
    parts = [Content.assemble((str(n), "bold"), " ", (words, style)) for words, style, n in counted if n]
    return Content("  ").join(parts)


def finding_row(finding: Finding, width: int) -> Content:
    """Sign, severity, title, kind and code."""
    sign = kind_sign(finding.kind.value)
    end = Content.assemble((f" {sign.word}", sign.colour), (f"  {finding.code:>7}", "$quiet"))
    severity = f"{severity_words(finding.severity):<9}"
    room = max(8, width - end.cell_length - len(severity) - 3)
    title = Content(line(finding.title)).truncate(room, ellipsis=True, pad=True)
    return Content.assemble(" ", sign.mark, " ", (severity, severity_style(finding.severity)), title, end)
