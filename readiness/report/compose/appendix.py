"""The appendix: every answer that may stand here, the people, what was agreed, words and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readiness.questionnaire.model import Check, Section, Term
from readiness.report import wording
from readiness.report.compose.actions import actions_blocks
from readiness.report.compose.answers import answer_columns, answers_table, fact_row
from readiness.report.compose.material import Material
from readiness.report.compose.people import people_blocks
from readiness.report.document import (
    Block,
    Column,
    DataTable,
    FactRow,
    FactsTable,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Voice,
)
from readiness.report.text import texts, walk

_WORD = re.compile(r"\w+")


def appendix(material: Material) -> tuple[Block, ...]:
    """Every answer, section by section; people and organisations; what was agreed about findings."""
    words = material.words_of(wording.Appendix)
    blocks: list[Block] = [PageBreak(), Heading(1, material.say(words.heading), "appendix")]
    blocks.append(Paragraph((Run(material.say(words.intro)),)))
    for section in material.index.pack.sections:
        blocks += _section(material, section, words)
    blocks += [*_former(material, words), *people_blocks(material)]
    return (*blocks, *actions_blocks(material, counsel=False), *_flags(material, words))


def _section(material: Material, section: Section, words: wording.Appendix) -> list[Block]:
    asked = [check for check in section.checks if check.id in material.reading.scope.items]
    visible = [check for check in asked if material.reading.is_visible(check.id)]
    seen = [check for check in visible if material.is_seen(check.audience)]
    opening = [
        fact_row(material, fact.id, answer)
        for fact in section.facts
        if material.reading.is_visible(fact.id)
        for answer in material.reading.answers(fact.id)
    ]
    if not seen and not opening and len(visible) == len(seen):
        return []
    blocks: list[Block] = [Heading(2, material.say(section.title))]
    if opening:
        blocks.append(DataTable(answer_columns(material), tuple(opening)))
    if seen:
        blocks.append(answers_table(material, seen))
    if len(seen) < len(visible) and material.tells_counsel:
        elsewhere = material.say(words.elsewhere, n=len(visible) - len(seen))
        blocks.append(Paragraph((Run(elsewhere),), Voice.SMALL))
    return blocks


def _former(material: Material, words: wording.Appendix) -> list[Block]:
    """Answers to questions that are not asked now: hidden by another answer, out of the scope, or gone."""
    reading, index = material.reading, material.index
    rows: list[Row] = []
    checks: list[Check] = []
    for item, answers in material.assessment.answers.items():
        if not material.check_is_seen(item):
            continue
        check = index.checks.get(item)
        if check is not None and (item not in reading.scope.items or not reading.is_visible(item)):
            checks.append(check)
        elif check is None and (item not in index.facts or not reading.is_visible(item) or item in index.check_of_fact):
            rows += [fact_row(material, item, answer) for answer in answers]
    if not rows and not checks:
        return []
    blocks: list[Block] = [Heading(2, material.say(words.former_title))]
    blocks.append(Paragraph((Run(material.say(words.former_intro)),), Voice.SMALL))
    if checks:
        blocks.append(answers_table(material, checks))
    if rows:
        blocks.append(DataTable(answer_columns(material), tuple(rows)))
    return blocks


def _flags(material: Material, words: wording.Appendix) -> list[Block]:
    flags = [_flag(material, flag) for flag in material.assessment.flags if material.check_is_seen(flag)]
    if not flags:
        return []
    return [Heading(2, material.say(words.flags)), Listing(tuple((Run(flag),) for flag in flags))]


def _flag(material: Material, flag: str) -> str:
    check = material.index.checks.get(flag)
    return f"{check.code} {check.question}" if check is not None else flag


def closing(material: Material, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The words used in these blocks, explained, and the sources behind what they say."""
    words = material.words_of(wording.Appendix)
    return (*_glossary(material, blocks, words), *_sources(material, words))


def _glossary(material: Material, blocks: tuple[Block, ...], words: wording.Appendix) -> tuple[Block, ...]:
    said = _words("\n".join(text for block in walk(blocks) for text in texts(block)))
    used = [term for term in material.index.pack.glossary if _is_used(term, said)]
    if not used:
        return ()
    rows = tuple(FactRow(term.term, (Run(term.text),)) for term in used)
    return (Heading(2, material.say(words.glossary_title), "glossary"), FactsTable(rows))


def _words(text: str) -> str:
    """The words of a text, each between two spaces, so that whole words are found without a pattern."""
    return " ".join(["", *_WORD.findall(text.casefold()), ""])


def _is_used(term: Term, said: str) -> bool:
    return any(_words(spelling) in said for spelling in (term.term, *term.also))


def _sources(material: Material, words: wording.Appendix) -> tuple[Block, ...]:
    """The printable sources of what is printed; a counsel-only matter's sources would tell what it is about."""
    used: dict[str, None] = {}
    for finding in material.findings:
        used.update(dict.fromkeys(finding.sources))
    listed = [_source(material, id) for id in _in_order(material, used)]
    if not listed:
        return ()
    return (
        Heading(2, material.say(words.sources_title), "sources"),
        Paragraph((Run(material.say(words.sources_intro)),), Voice.SMALL),
        DataTable((Column("", 5.2), Column("", 4.8)), tuple(listed)),
    )


def _in_order(material: Material, used: Iterable[str]) -> list[str]:
    sources = material.index.pack.sources
    printable = [id for id in used if id in sources and sources[id].printable]
    return sorted(printable, key=lambda id: (sources[id].publisher.casefold(), sources[id].title.casefold()))


def _source(material: Material, id: str) -> Row:
    source = material.index.pack.sources[id]
    parts = [source.title, str(source.year) if source.year is not None else ""]
    title = ". ".join(part.rstrip(".") for part in parts if part)
    return ((Run(f"{source.publisher.rstrip('.')}. ", muted=True), Run(title)), (Run(source.url, muted=True),))
