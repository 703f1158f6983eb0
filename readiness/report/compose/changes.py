"""What changed since the last assessment of the same scope: worse first, with why the numbers moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.assessment.comparison import Class, Comparison, Obstacle, Point, compare
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Origin
from readiness.assessment.movement import Tenths
from readiness.assessment.pairing import names_between
from readiness.report.change_wording import Changes
from readiness.report.compose.before_and_after import after_words, before_words
from readiness.report.compose.conflicts import told_as
from readiness.report.compose.findings import at_least
from readiness.report.compose.material import Material
from readiness.report.compose.trend import trend
from readiness.report.document import Align, Block, Column, DataTable, Heading, Paragraph, Row, Run, Tone, Voice

_IN_FULL = (Class.WORSE, Class.BETTER, Class.NEW, Class.CLOSED)
_TONES = {Class.WORSE: Tone.BAD, Class.NEW: Tone.BAD, Class.BETTER: Tone.GOOD, Class.CLOSED: Tone.GOOD}


def changes(material: Material) -> tuple[Block, ...]:
    """Nothing at all without an earlier assessment, nor of a draft: what is not answered yet is no change."""
    previous = material.previous
    if previous is None or material.is_draft:
        return ()
    words, said = material.words_of(Changes), material.say
    change = _Change(material, words, previous, compare(previous, material.judgement))
    before = material.day(previous.as_of.isoformat())
    blocks: list[Block] = [
        Heading(1, said(words.heading, before=before), "changes"),
        Paragraph((Run(said(words.intro, before=before)),)),
    ]
    pairing = change.comparison.pairing
    if pairing.of != len(pairing.kept):
        text = said(words.comparable, n=pairing.comparable, total=pairing.of)
        blocks.append(Paragraph((Run(text, strong=True),)))
    blocks += [*_points(change), *_still_open(change), *_apart(change), *_facts(change)]
    return (*blocks, *_movement(change), *trend(material, words))


@dataclass(frozen=True, slots=True)
class _Change:
    """A comparison with the report it is told in."""

    material: Material
    words: Changes
    previous: Judgement
    comparison: Comparison

    def points(self, *classes: Class) -> list[Point]:
        """The points of some classes that may stand here: neither now nor then for counsel only."""
        kept = self._kept_before()
        return [
            one
            for one in self.comparison.points
            if one.outcome in classes and self.material.is_seen(one.audience) and one.before not in kept
        ]

    def _kept_before(self) -> frozenset[str]:
        """Ids of the earlier questionnaire, and of its findings, that may not stand here."""
        index, is_seen = self.previous.reading.index, self.material.is_seen
        checks = {check.id for check in index.checks.values() if not is_seen(check.audience)}
        facts = {id for id, check in index.check_of_fact.items() if check.id in checks}
        return frozenset(checks | facts | {one.id for one in self.previous.findings if not is_seen(one.audience)})

    def facts(self) -> Iterable[Row]:
        """The facts that read differently, in rows."""
        blank, kept = self.material.say(self.words.not_given), self._kept_before()
        here = {new: old for old, new in names_between(self.previous.reading.index, self.material.index).items()}
        for fact in self.comparison.facts:
            if self.material.is_seen(fact.audience) and here.get(fact.id, "") not in kept:
                check = self.material.index.check_of_fact.get(fact.id)
                code = Run(check.code if check is not None else "", muted=True)
                yield (code,), (Run(fact.label),), (Run(fact.before or blank),), (Run(fact.after or blank),)


def _points(change: _Change) -> list[Block]:
    """A row for each point that got worse, got better, came up or was closed."""
    found = change.points(*_IN_FULL)
    if not found:
        return [Paragraph((Run(change.material.say(change.words.nothing)),))]
    return [_table(change, found)]


def _table(change: _Change, points: list[Point]) -> DataTable:
    said, words = change.material.say, change.words
    columns = (
        Column(said(words.outcome), 1.1),
        Column("", 0.9),
        Column(said(words.point), 4.2),
        Column(said(words.was), 1.6),
        Column(said(words.is_now), 1.6),
        Column(said(words.given), 1.3),
    )
    rows = []
    last: Class | None = None
    for point in points:
        rows.append(_row(change, point, is_first=point.outcome is not last))
        last = point.outcome
    return DataTable(columns, tuple(rows), compact=True)


def _row(change: _Change, point: Point, *, is_first: bool) -> Row:
    words, material = change.words, change.material
    told = words.classes[point.outcome]
    outcome = Run(told, strong=True, tone=_TONES.get(point.outcome, Tone.PLAIN)) if is_first else Run(told, muted=True)
    title = [Run(point.title, to=_anchor(material, point))]
    if point.times > 1:
        title.append(Run(f" {material.say(words.times, n=point.times)}", muted=True))
    # Merely carried means that nobody looked again: that is to be seen.
    carried = point.origin is Origin.CARRIED
    return (
        (outcome,),
        (Run(point.code, muted=True),),
        tuple(title),
        (Run(before_words(material, words, change.previous, point)),),
        (Run(after_words(material, words, point)),),
        (Run(words.origins[point.origin] if point.origin is not None else "", strong=carried),),
    )


def _anchor(material: Material, point: Point) -> str:
    """Where its finding is told in this report; empty where it is none."""
    found = next((one for one in material.findings if one.identity == f"{point.now}:{point.after}"), None)
    return told_as(material, found) if found is not None else ""


def _still_open(change: _Change) -> list[Block]:
    """What is as it was: the grave ones in rows, the others by their codes and how often in a row."""
    found = change.points(Class.STILL_OPEN)
    if not found:
        return []
    words, said = change.words, change.material.say
    grave = {one.identity for one in change.material.findings if at_least(one, words.still_open_at_least)}
    told = [one for one in found if f"{one.now}:{one.after}" in grave]
    rest = [one for one in found if one not in told]
    blocks: list[Block] = [Heading(2, said(words.still_open_title, n=len(found)))]
    blocks += [_table(change, told)] if told else []
    for times in sorted({one.times for one in rest}, reverse=True):
        codes = ", ".join(one.code or one.title for one in rest if one.times == times)
        text = Run(f"{words.classes[Class.STILL_OPEN]} {said(words.times, n=times)}: ", strong=True)
        blocks.append(Paragraph((text, Run(codes)), Voice.TIGHT))
    return blocks


def _apart(change: _Change) -> list[Block]:
    """What can't be compared, by reason; and how the answers came about."""
    words, said = change.words, change.material.say
    blocks: list[Block] = []
    found = change.points(Class.NOT_COMPARABLE)
    for obstacle in Obstacle:
        codes = dict.fromkeys(one.code or one.title for one in found if one.obstacle is obstacle)
        if codes:
            text = said(words.obstacles[obstacle], value=", ".join(codes))
            blocks.append(Paragraph((Run(text),), Voice.TIGHT))
    origins = [one.origin for one in change.points(*Class) if one.origin is not None]
    counted = [
        said(words.counted, n=origins.count(origin), label=words.origins[origin])
        for origin in Origin
        if origin in origins
    ]
    if counted:
        blocks.append(Paragraph((Run(said(words.answers_given, value=", ".join(counted))),), Voice.TIGHT))
    return blocks


def _facts(change: _Change) -> list[Block]:
    rows = tuple(change.facts())
    if not rows:
        return []
    words, said = change.words, change.material.say
    columns = (
        Column("", 0.9),
        Column(said(words.fact), 3.6),
        Column(said(words.was), 2.6),
        Column(said(words.is_now), 2.6),
    )
    return [Heading(2, said(words.facts_title)), DataTable(columns, rows, compact=True)]


def _movement(change: _Change) -> list[Block]:
    """The three steps from the older numbers to the newer ones, in tenths that add up to the difference."""
    words, said, moved = change.words, change.material.say, change.comparison.movements
    heading = Heading(2, said(words.movement_title))
    if moved is None:
        return [heading, Paragraph((Run(said(words.no_movement)),))]
    titles = (words.before, words.questionnaire, words.stale, words.answers, words.now, words.difference)
    columns = (Column("", 1.6), *(Column(said(title), 1.2, Align.RIGHT) for title in titles))
    rows = (
        _moved(said(words.in_place), moved.in_place.tenths),
        _moved(said(words.proven), moved.proven.tenths),
    )
    note = Paragraph((Run(said(words.movement_note)),), Voice.SMALL)
    return [heading, DataTable(columns, rows), note]


def _moved(name: str, tenths: Tenths) -> Row:
    steps = (tenths.questionnaire, tenths.stale, tenths.answers)
    return (
        (Run(name, strong=True),),
        (Run(f"{tenths.before / 10:.1f}"),),
        *((Run(_signed(step)),) for step in steps),
        (Run(f"{tenths.after / 10:.1f}"),),
        (Run(_signed(tenths.after - tenths.before), strong=True),),
    )


def _signed(tenths: int) -> str:
    return f"{tenths / 10:+.1f}" if tenths else "0.0"
