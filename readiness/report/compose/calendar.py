"""What ends on which day, and what to do by when: the expiry register and the roadmap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from readiness.assessment.findings import Finding, Kind
from readiness.assessment.judgement import DatedFact
from readiness.assessment.verdicts import DUE_AFTER, is_settled
from readiness.assessment.words import day_words
from readiness.questionnaire.model import Addressee
from readiness.report.compose.conflicts import told_as
from readiness.report.compose.findings import due_day, owner
from readiness.report.compose.material import Material
from readiness.report.document import (
    Block,
    Column,
    DataTable,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Tone,
    Voice,
)
from readiness.report.time_wording import Expiry, Roadmap

_SOON = 30
"""Days left from which a date is marked."""


def expiry(material: Material) -> tuple[Block, ...]:
    """Everything that ends on a day, what has ended first; what is for counsel only is left out."""
    words = material.words_of(Expiry)
    said = material.say
    dated = [line for line in material.judgement.dated if material.is_seen(line.audience)]
    ending = sorted((line for line in dated if line.expires), key=lambda line: (line.days_left, line.fact.id))
    blocks: list[Block] = [Heading(1, said(words.heading), "expiry")]
    if ending:
        columns = (
            Column("", 0.9),
            Column(said(words.what), 4.0),
            Column(said(words.ends), 1.5),
            Column(said(words.left), 1.8),
            Column(said(words.who), 1.8),
        )
        blocks += [Paragraph((Run(said(words.intro)),))] if words.intro else []
        blocks.append(DataTable(columns, tuple(_ending(material, words, line) for line in ending)))
    else:
        blocks.append(Paragraph((Run(said(words.none)),)))
    others = len(dated) - len(ending)
    return (*blocks, *((Paragraph((Run(said(words.others, n=others)),), Voice.SMALL),) if others else ()))


def _ending(material: Material, words: Expiry, line: DatedFact) -> Row:
    said, left = material.say, line.days_left
    if left < 0:
        told = Run(said(words.past, n=-left), strong=True, tone=Tone.BAD)
    else:
        soon = left <= _SOON
        told = Run(said(words.days, n=left) if left else said(words.today), strong=soon, tone=_tone(soon=soon))
    check = material.index.checks.get(line.check)
    return (
        (Run(check.code if check is not None else "", muted=True),),
        (Run(line.fact.label),),
        (Run(day_words(line.day)),),
        (told,),
        (Run(material.doer(Addressee(check.respondent.value) if check is not None else Addressee.OWNER)),),
    )


def _tone(*, soon: bool) -> Tone:
    return Tone.FAIR if soon else Tone.PLAIN


def roadmap(material: Material) -> tuple[Block, ...]:
    """The findings by the day they are due and by who does them; what is for counsel only is one matter."""
    words = material.words_of(Roadmap)
    said, settled = material.say, _settled(material)
    open_ = [one for one in material.findings if one.identity not in settled]
    matter = _matter(material, settled)
    blocks: list[Block] = [Heading(1, said(words.heading), "roadmap")]
    if not open_ and matter is None:
        return (*blocks, Paragraph((Run(material.nothing(words.none)),)))
    blocks += [Paragraph((Run(said(words.intro)),))] if words.intro else []
    first, rows = date.min, list[Row]()
    for stretch in _stretches(material, words):
        mine = [one for one in open_ if first < due_day(material, one) <= stretch.last]
        rows += _rows(material, stretch, mine, has_matter=matter is not None and first < matter <= stretch.last)
        first = stretch.last
    columns = (Column(said(words.when), 1.5), Column(said(words.who), 1.5), Column(said(words.what), 7.0))
    blocks.append(DataTable(columns, tuple(rows), compact=True))
    seen = sum(one.identity in settled for one in material.findings)
    return (*blocks, *((Paragraph((Run(said(words.settled, n=seen)),), Voice.SMALL),) if seen else ()))


def _settled(material: Material) -> frozenset[str]:
    """Findings that are done, or whose risk is accepted and not lapsed."""
    return frozenset(id for id, action in material.actions.items() if is_settled(material.reading, action))


def _matter(material: Material, settled: frozenset[str]) -> date | None:
    """The day by which counsel should be asked: by the gravest matter alone, so that it tells nothing else."""
    waits = [DUE_AFTER[one.severity] for one in material.counsel if one.identity not in settled]
    return material.reading.today + min(waits) if waits else None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the roadmap, up to its last day."""

    last: date
    title: str
    again: str
    """Stands for the title in all rows but the first."""
    in_words: bool = False


def _stretches(material: Material, words: Roadmap) -> list[_Stretch]:
    """In order of time; the one that ends with the renewal stands in its place among the others."""
    said, today = material.say, material.reading.today

    def stretch(last: date, title: str, *, in_words: bool = False) -> _Stretch:
        return _Stretch(last, said(title, day=day_words(last)), said(words.until, day=day_words(last)), in_words)

    found = [stretch(today + timedelta(days=one.days), one.title, in_words=one.in_words) for one in words.windows]
    if material.renewal is not None:
        found.append(stretch(material.renewal, words.renewal_title))
    later = said(words.later)
    return [*sorted(found, key=lambda one: one.last), _Stretch(date.max, later, later)]


def _rows(material: Material, stretch: _Stretch, mine: Iterable[Finding], *, has_matter: bool) -> list[Row]:
    """A row per person with everything of this stretch, in the order of the findings."""
    words = material.words_of(Roadmap)
    by_owner: dict[str, list[Finding]] = {}
    if has_matter:
        by_owner[material.doer(Addressee.OWNER)] = []
    for finding in mine:
        by_owner.setdefault(owner(material, finding, brief=True), []).append(finding)
    rows: list[Row] = []
    for name, theirs in by_owner.items():
        line: list[Inline] = []
        if has_matter and not rows:
            line.append(Run(material.say(words.counsel), strong=True, to="insurance"))
        for finding in _once(theirs):
            line += [Run("; " if stretch.in_words else ", ")] if line else []
            line += _told(material, words, finding, in_words=stretch.in_words)
        when = Run(stretch.again, muted=True) if rows else Run(stretch.title, strong=True)
        rows.append(((when,), (Run(name),), tuple(line)))
    return rows


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """One rule that fired several times is one thing to settle."""
    seen: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (one.code, one.title, one.severity) if one.kind is Kind.CONFLICT else (one.identity, "", "")
        seen.setdefault(key, one)
    return list(seen.values())


def _told(material: Material, words: Roadmap, finding: Finding, *, in_words: bool) -> list[Inline]:
    told: list[Inline] = [Run(finding.code or finding.title, to=told_as(material, finding))]
    if in_words and finding.code:
        told.append(Run(f" {finding.title}"))
    day = due_day(material, finding)
    if day < material.reading.today:
        overdue = material.say(words.overdue, day=day_words(day))
        told.append(Run(f" {overdue}", strong=True, tone=Tone.BAD))
    return told
