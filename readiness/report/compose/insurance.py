"""The insurance form beside what is so today: the one home of matters that are for counsel only."""

from __future__ import annotations

from readiness.assessment.findings import Finding, Kind
from readiness.assessment.words import value_words
from readiness.questionnaire.model import Audience, Check, ControlTable
from readiness.report import wording
from readiness.report.compose.actions import actions_blocks
from readiness.report.compose.answers import answers_table
from readiness.report.compose.conflicts import all_blocks, in_order, unchecked_blocks
from readiness.report.compose.findings import details
from readiness.report.compose.material import Material
from readiness.report.compose.people import named_only_for_counsel, parties_table, people_table
from readiness.report.document import (
    Block,
    Callout,
    Column,
    DataTable,
    Glyph,
    Heading,
    Line,
    Mark,
    Paragraph,
    Row,
    Run,
    Tone,
)


def insurance(material: Material) -> tuple[Block, ...]:
    """Everything that is for counsel only: the table, the matters, the answers and who is named in them."""
    words = material.words_of(wording.Insurance)
    heading = Heading(1, material.say(words.heading), "insurance")
    checks = [check for check in material.reading.scope.checks if check.audience is Audience.COUNSEL_ONLY]
    if not material.tells_counsel:
        return (heading, *((Paragraph((Run(material.say(words.withheld)),)),) if material.counsel else ()))
    if not _has_anything(material, checks):
        return (heading, Paragraph((Run(material.say(words.none)),)))
    blocks: list[Block] = [
        heading,
        Callout((Run(material.say(words.first)),), material.say(words.first_title), Tone.BAD),
        Paragraph((Run(material.say(words.intro)),)),
    ]
    for check in checks:
        if check.table is not None and material.reading.is_visible(check.id):
            blocks += _table(material, check.table, words)
    blocks += _matters(material, words)
    shown = [check for check in checks if material.reading.is_visible(check.id) or material.reading.answers(check.id)]
    blocks += [Heading(2, material.say(words.answers_title)), answers_table(material, shown)]
    unchecked = [one for one in material.judgement.unchecked if one.audience is Audience.COUNSEL_ONLY]
    blocks += unchecked_blocks(material, unchecked, words.unchecked_title)
    return (*blocks, *actions_blocks(material, counsel=True), *_people(material, words))


def _has_anything(material: Material, checks: list[Check]) -> bool:
    reading = material.reading
    return bool(material.counsel) or any(reading.is_visible(one.id) or reading.answers(one.id) for one in checks)


def _matters(material: Material, words: wording.Insurance) -> list[Block]:
    matters = all_blocks(material, in_order(material, counsel=True))
    for finding in _of_checks(material):
        # What was answered stands in full in the table below.
        matters += details(material, finding, brief=True, with_facts=False)
    return [Heading(2, material.say(words.matters_title)), *matters] if matters else []


def _of_checks(material: Material) -> list[Finding]:
    return [finding for finding in material.counsel if finding.kind is not Kind.CONFLICT]


def _table(material: Material, table: ControlTable, words: wording.Insurance) -> list[Block]:
    columns = (
        Column(material.say(words.control), 3.6),
        Column(material.say(words.form), 1.3),
        Column(material.say(words.today), 1.8),
        Column(material.say(words.proof), 1.5),
        Column(material.say(words.result), 2.6),
    )
    rows = tuple(_row(material, table, key, fact_id, words) for key, fact_id in table.rows.items())
    return [Heading(2, material.say(words.table_title)), DataTable(columns, rows, compact=True)]


def _row(material: Material, table: ControlTable, key: str, fact_id: str, words: wording.Insurance) -> Row:
    reading, index, blank = material.reading, material.index, material.definition.blank
    form, proofs, today = reading.fact(table.form), reading.fact(table.proof), reading.fact(fact_id)
    named = index.facts[table.form].choices.get(key, key)
    on_form = key in form if isinstance(form, list) else None
    has_proof = key in proofs if isinstance(proofs, list) else False
    said = blank if on_form is None else material.say(words.on_form if on_form else words.not_on_form)
    now = blank if today is None else value_words(reading, index.facts[fact_id], today)
    shown = material.say(words.proof_named if has_proof else words.no_proof)
    result = _result(material, words, on_form=on_form, today=str(today or ""), has_proof=has_proof)
    return ((Run(named),), (Run(said),), (Run(now),), (Run(shown),), result)


def _result(material: Material, words: wording.Insurance, *, on_form: bool | None, today: str, has_proof: bool) -> Line:
    """True, unproven, contradicted or not known; said by the answers, never about a person."""
    if on_form is False:
        return (Mark(Glyph.NOT_APPLICABLE), Run(material.say(words.result_open)))
    if on_form is None or not today or today in words.means_unknown:
        return (Mark(Glyph.UNKNOWN), Run(material.say(words.result_unknown)))
    if today not in words.means_true:
        return (Mark(Glyph.CONFLICT), Run(material.say(words.result_differs), strong=True))
    if not has_proof:
        return (Mark(Glyph.UNPROVEN), Run(material.say(words.result_unproven)))
    return (Mark(Glyph.YES), Run(material.say(words.result_true)))


def _people(material: Material, words: wording.Insurance) -> list[Block]:
    kept = named_only_for_counsel(material)
    people = [person for person in material.assessment.people if person.id in kept]
    parties = [party for party in material.assessment.parties if party.id in kept]
    blocks: list[Block] = [Heading(2, material.say(words.people_title))] if people or parties else []
    if people:
        blocks.append(people_table(material, people, counsel=True))
    if parties:
        blocks.append(parties_table(material, parties))
    return blocks
