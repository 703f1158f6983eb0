"""Answers files round-trip: whatever text is in whatever field, it is refused with its place or comes back the same."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.model import (
    Answer,
    Assessment,
    Assessor,
    Channel,
    ChannelKind,
    Evidence,
    PackReference,
    Party,
    Person,
)
from readiness.exchange.answers import AnswersError, Submission, read_answers, submission
from readiness.exchange.answers_text import answers_text
from readiness.questionnaire.vocabulary import State
from readiness.resources import bundled
from readiness.source import Problem, SourceError, is_clean, parse
from tests.exchange.reading import TODAY, bundled_index, taken

EXAMPLES = sorted((bundled("questionnaires") / "examples").glob("*.yaml"))

FIELDS = {
    "organisation": "organisation: {}\npack: breach-readiness\nas_of: '2026-11-01'",
    "assessor": "assessor: {{name: {}}}",
    "interest": "assessor: {{interest: {}}}",
    "respondent": "respondent: {}",
    "person": "people: [{{name: {}}}]",
    "role": "people: [{{name: A, role: {}}}]",
    "channel": "people: [{{name: A, channels: [{{kind: other, value: {}}}]}}]",
    "party": "parties: [{{name: {}}}]",
    "second way": "parties: [{{name: A, second_way: {}}}]",
    "note": "answers: {{leader.named: {{state: no, note: {}}}}}",
    "reason": "answers: {{counsel.legal-hold: {{state: not_applicable, reason: {}}}}}",
    "evidence": "answers: {{leader.named: {{state: yes, evidence: {{description: {}}}}}}}",
    "place": "answers: {{leader.named: {{state: yes, evidence: [{{place: {}}}]}}}}",
    "person of a fact": "answers: {{leader.named: {{state: yes, facts: {{leader.person: {{name: {}}}}}}}}}",
    "text of a fact": "answers: {{counsel.who-must-be-told: {{state: yes, facts: {{duties.legal_clock_source: {}}}}}}}",
    "firm of a fact": "answers: {{response-firm.agreed: {{state: yes, facts: {{response_firm.firm: {}}}}}}}",
    "day": "answers: {{leader.named: {{state: yes, facts: {{leader.appointed_on: {}}}}}}}",
    "money": "answers: {{leader.spending-limit: {{state: yes, facts: {{leader.spend_limit: {}}}}}}}",
    "choice": "opening: {{profile.staff: {}}}",
    "choices": "opening: {{profile.people_places: [{}]}}",
    "number": "opening: {{profile.people_count: {}}}",
    "question": "answers: {{{}: {{state: no}}}}",
    "key": "{}: 1",
}
HEAD = "organisation: Northwind\npack: breach-readiness\nas_of: '2026-11-01'\n"

ANY = st.text(max_size=60) | st.sampled_from(
    [
        "[/]",
        "<img src=x>",
        "=1+1",
        "../../x",
        "{x}",
        "no",
        "~",
        "null",
        "&a *a",
        "!!x",
        "# x",
        "- x",
        "a: b",
        "'",
        '"',
        "\\",
    ]
)


def outcome(text: str) -> Submission | tuple[Problem, ...]:
    """What a file comes to: what it says, or everything that is wrong with it."""
    try:
        return submission(parse(text, "x.yaml"), bundled_index, TODAY)
    except (SourceError, AnswersError) as error:
        return error.problems


def written(text: str) -> str:
    """YAML that says exactly this text; JSON's escapes are YAML's."""
    return json.dumps(text)


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=40)
@given(text=ANY)
def test_any_text_in_any_field_is_refused_with_its_place_or_comes_back(field: str, text: str) -> None:
    head = "" if field == "organisation" else HEAD
    read = outcome(head + FIELDS[field].format(written(text)))
    if not isinstance(read, Submission):
        assert read
        assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in read)
        return
    again = answers_text(read.organisation, read.assessment, read.index, TODAY)
    assert is_clean(again.replace("\n", ""))
    back = submission(parse(again, "again.yaml"), bundled_index, TODAY)
    assert back.organisation == read.organisation
    assert back.assessment == read.assessment
    assert answers_text(back.organisation, back.assessment, back.index, TODAY) == again


@settings(max_examples=200)
@given(text=st.text())
def test_any_file_at_all_is_refused_with_a_place_or_read(text: str) -> None:
    read = outcome(text)
    assert isinstance(read, Submission) or all(problem.message for problem in read)


CLEAN = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: bool(text) and is_clean(text))
)
NAMES = CLEAN.map(lambda text: " ".join(text.split()))
DAYS = st.dates(date(2020, 1, 1), TODAY).map(date.isoformat)


EVIDENCE = st.builds(
    Evidence,
    description=CLEAN | st.just(""),
    place=CLEAN,
    dated=st.just("") | DAYS,
    sha256=st.just("") | st.just("a" * 64),
)
CHANNELS = st.builds(
    Channel, kind=st.sampled_from(ChannelKind), value=CLEAN, needs_company_systems=st.sampled_from([None, True, False])
)
ASKED = {"leader.named": "leader.person", "leader.deputy": "deputy.person", "counsel.legal-hold": ""}


def answers(ids: list[str], fact: str) -> st.SearchStrategy[Answer]:
    """Answers of somebody, with a fact that names one of these people."""
    facts = st.fixed_dictionaries({}, optional={fact: st.sampled_from(ids)}) if fact else st.just({})
    return st.builds(
        Answer,
        state=st.sampled_from([State.YES, State.NO, State.PARTLY, State.UNKNOWN]),
        facts=facts,
        note=CLEAN | st.just(""),
        evidence=st.lists(EVIDENCE, max_size=2),
        respondent=st.sampled_from(["", *ids]),
        answered_on=DAYS,
        confirmed_on=st.just("") | DAYS,
        seen_by_owner=st.booleans(),
    )


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Assessments as the app stores them: people of one name among them, several answers, all kinds of text."""
    parties = [Party(id=f"party-{n}", name=draw(NAMES), phone=draw(CLEAN)) for n in range(draw(st.integers(0, 3)))]
    people = [
        Person(
            id=f"person-{n}",
            name=draw(NAMES),
            role=draw(CLEAN | st.just("")),
            employer=draw(st.sampled_from(["", *(party.id for party in parties)])),
            channels=draw(st.lists(CHANNELS, max_size=2)),
            left_on=draw(st.just("") | DAYS),
        )
        for n in range(1, draw(st.integers(1, 4)) + 1)
    ]
    ids = [person.id for person in people]
    given: dict[str, list[Answer]] = {}
    for item in draw(st.lists(st.sampled_from(list(ASKED)), unique=True)):
        several = st.lists(answers(ids, ASKED[item]), min_size=1, max_size=3, unique_by=lambda one: one.respondent)
        given[item] = draw(several)
    helpers = draw(st.lists(st.sampled_from(ids), unique=True))
    if helpers:
        given["profile.answered_by"] = [Answer(facts={"profile.answered_by": helpers}, answered_on=draw(DAYS))]
    return Assessment(
        id="",
        organisation="",
        pack=PackReference(id="breach-readiness", version=bundled_index().pack.version, sha256=""),
        created_on=TODAY.isoformat(),
        as_of=TODAY.isoformat(),
        assessor=Assessor(name=draw(CLEAN | st.just("")), interest=draw(CLEAN | st.just(""))),
        answers=given,
        people=people,
        parties=parties,
    )


@settings(max_examples=150)
@given(assessment=assessments(), name=NAMES)
def test_what_is_stored_can_be_written_and_read_again(assessment: Assessment, name: str) -> None:
    text = answers_text(name, assessment, bundled_index(), TODAY)
    back = submission(parse(text, "x.yaml"), bundled_index, TODAY)
    assert back.organisation == name
    assert back.assessment == assessment


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_round_trip(path: Path) -> None:
    read = read_answers(path, bundled_index, TODAY)
    again = answers_text(read.organisation, read.assessment, read.index, TODAY)
    assert submission(parse(again, "x.yaml"), bundled_index, TODAY).assessment == read.assessment


def test_a_long_text_is_kept_up_to_the_limit() -> None:
    body = "answers: {leader.named: {state: no, note: " + "x" * 20_000 + "}}"
    assert len(taken(body).assessment.answers["leader.named"][0].note) == 20_000


def test_a_draft_speaks_for_today() -> None:
    draft = taken("answers: {leader.named: {state: no}}").assessment
    draft.as_of = ""
    assert f'as_of: "{(TODAY - timedelta()).isoformat()}"' in answers_text("A", draft, bundled_index(), TODAY)
