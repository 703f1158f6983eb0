"""An answer with everything that was entered with it: nothing is left out, and what is sensitive is not printed."""

from __future__ import annotations

from readiness.assessment.model import Answer, Evidence
from readiness.assessment.words import value_words
from readiness.questionnaire.model import Check, FactType
from readiness.questionnaire.vocabulary import Value
from readiness.report import wording
from readiness.report.compose.material import Material
from readiness.report.document import Column, DataTable, Inline, Line, Row, Run

_NAMED = (FactType.PERSON, FactType.PEOPLE, FactType.ORGANISATION)


def answer_columns(material: Material) -> tuple[Column, ...]:
    """The columns of every table of answers."""
    words = material.words_of(wording.Appendix)
    return (
        Column(material.say(words.code), 0.85),
        Column(material.say(words.question), 3.3),
        Column(material.say(words.given), 4.2),
        Column(material.say(words.by), 1.45),
    )


def answers_table(material: Material, checks: list[Check]) -> DataTable:
    """Every answer to these checks; one that nobody answered has a row too."""
    rows = tuple(row for check in checks for row in check_rows(material, check))
    return DataTable(answer_columns(material), rows, compact=True)


def check_rows(material: Material, check: Check) -> list[Row]:
    """A row for each answer to a check, the one that counts first."""
    answers = material.reading.answers(check.id)
    if not answers:
        return [_row(material, check.code, check.question, material.state_line(check, None), (), "")]
    rows = []
    for number, answer in enumerate(answers):
        question = check.question if not number else ""
        given = given_line(material, answer)
        if not number and len(answers) > 1 and len({one.state for one in answers}) > 1:
            words = material.words_of(wording.Appendix)
            given = (*given, *_new_line(given), Run(material.say(words.two_answers), muted=True))
        state = material.state_line(check, answer)
        rows.append(_row(material, check.code if not number else "", question, state, given, by(material, answer)))
    return rows


def fact_row(material: Material, item: str, answer: Answer) -> Row:
    """A row for an opening fact, or for an answer whose question the pack does not have."""
    fact = material.index.facts.get(item)
    state = material.state_line(None, answer) if answer.state is not None else ()
    label = fact.label if fact is not None else item
    return _row(material, "", label, state, given_line(material, answer, of=item), by(material, answer))


def _row(material: Material, code: str, question: str, state: Line, given: Line, who: str) -> Row:
    asked: list[Inline] = [Run(question)] if question else []
    if state and question:
        asked.append(Run("\n"))
    return ((Run(code, muted=True),), (*asked, *state), given, (Run(who, muted=True),))


def by(material: Material, answer: Answer) -> str:
    """Who answered and when, and whether it was confirmed since."""
    words = material.words_of(wording.Appendix)
    parts = [material.name(answer.respondent), material.day(answer.answered_on)]
    if answer.confirmed_on:
        parts.append(material.say(words.confirmed, day=material.day(answer.confirmed_on)))
    if answer.seen_by_owner:
        parts.append(material.say(words.owner_has_seen))
    return "\n".join(part for part in parts if part)


def given_line(material: Material, answer: Answer, of: str = "") -> Line:
    """Facts, note, reason and evidence, one below the other. `of` is the opening fact the answer is for."""
    words = material.words_of(wording.Appendix)
    line: list[Inline] = []
    for fact_id, value in answer.facts.items():
        name = "" if fact_id == of else _label(material, fact_id)
        _add(line, name, _fact(material, fact_id, value))
        if not _counts(material, fact_id, answer):
            line.append(Run(f" ({material.say(words.not_counted)})", muted=True))
    _add(line, material.say(words.reason), answer.reason)
    _add(line, material.say(words.note), answer.note)
    for evidence in answer.evidence:
        _add(line, material.say(words.evidence), _evidence(material, evidence, words))
    return tuple(line)


def _add(line: list[Inline], label: str, text: str) -> None:
    if text:
        line.extend(_new_line(tuple(line)))
        line.extend([Run(named(label), muted=True), Run(text)] if label else [Run(text)])


def named(label: str) -> str:
    """A label as it stands before its value."""
    return f"{label} " if label.endswith("?") else f"{label}: "


def _new_line(line: Line) -> Line:
    return (Run("\n"),) if line else ()


def _label(material: Material, fact_id: str) -> str:
    fact = material.index.facts.get(fact_id)
    return fact.label if fact is not None else fact_id


def _fact(material: Material, fact_id: str, value: Value) -> str:
    fact = material.index.facts.get(fact_id)
    if fact is None:
        return ", ".join(value) if isinstance(value, list) else str(value)
    return material.definition.words.kept if fact.sensitive else value_words(material.reading, fact, value)


def _counts(material: Material, fact_id: str, answer: Answer) -> bool:
    """Whether a fact belongs to the answer as it stands; a value from before the answer changed is only kept."""
    if fact_id not in material.index.facts:
        return False
    return material.reading.fact_is_asked(fact_id, answer.state)


def _evidence(material: Material, evidence: Evidence, words: wording.Appendix) -> str:
    parts = [evidence.description, evidence.place]
    if evidence.dated:
        parts.append(material.say(words.evidence_dated, day=material.day(evidence.dated)))
    if evidence.sha256:
        parts.append(material.say(words.evidence_hash, value=evidence.sha256))
    return ", ".join(part for part in parts if part)


def named_in(material: Material, answer: Answer) -> set[str]:
    """Ids of the people and organisations an answer refers to, its respondent among them."""
    found = {answer.respondent} if answer.respondent else set()
    for fact_id, value in answer.facts.items():
        fact = material.index.facts.get(fact_id)
        if fact is not None and fact.type in _NAMED:
            found.update(value if isinstance(value, list) else [str(value)])
    return found
