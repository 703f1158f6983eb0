"""Reading answers files: what they say becomes an assessment, and what is wrong is told with its place."""

from __future__ import annotations

import pytest

from readiness.assessment.model import Evidence
from readiness.exchange.answers import AnswersError, same_content, submission
from readiness.exchange.answers_shape import AnswersFile
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import OwnChoice, Pack, Section
from readiness.questionnaire.schema import file_schema, schema_text
from readiness.questionnaire.vocabulary import State
from readiness.resources import bundled
from readiness.source import parse
from tests.exchange.reading import HEAD, TODAY, bundled_index, problems, taken

EXAMPLES = sorted((bundled("questionnaires") / "examples").glob("*.yaml"))


def test_an_answer_with_everything() -> None:
    given = taken("""
respondent: Dana Ruiz
assessor: {name: Ines Brandt, interest: sells IT}
opening: {profile.staff: from_20, profile.people_count: 120}
answers:
  leader.named:
    state: yes
    facts: {leader.person: dana ruiz, leader.appointed_on: 12 Mar 2026}
    note: "Signed at the café. "
    evidence:
      - {description: Note, place: Safe, dated: 2 months ago}
      - {description: Photo}
    answered_on: "2026-10-30"
  leader.spending-limit:
    state: partly
    facts: {leader.spend_limit: 25k USD}
    respondent: {name: Sam Okafor, role: Finance}
""")
    assessment = given.assessment
    dana, sam = assessment.people
    answer = assessment.answers["leader.named"][0]
    assert (given.organisation, assessment.as_of, assessment.scope) == ("Northwind Freight", "2026-11-01", "full")
    assert (dana.name, sam.name, sam.role) == ("Dana Ruiz", "Sam Okafor", "Finance")
    assert answer.facts == {"leader.person": dana.id, "leader.appointed_on": "2026-03-12"}
    assert answer.evidence == [
        Evidence(description="Note", place="Safe", dated="2026-09-01"),
        Evidence(description="Photo"),
    ]
    assert (answer.state, answer.note, answer.respondent) == (State.YES, "Signed at the café.", dana.id)
    assert answer.answered_on == "2026-10-30"
    limit = assessment.answers["leader.spending-limit"][0]
    assert (limit.facts, limit.respondent) == ({"leader.spend_limit": "25000 USD"}, sam.id)
    assert limit.answered_on == "2026-11-01"
    assert assessment.answers["profile.people_count"][0].facts == {"profile.people_count": 120}
    assert assessment.assessor.interest == "sells IT"


def test_yes_and_no_are_words_everywhere() -> None:
    people = "people: [{name: A, channels: [{kind: mobile, needs_company_systems: no}]}]\n"
    given = taken(people + "opening: {profile.it_provider: yes}\n")
    assert given.assessment.people[0].channels[0].needs_company_systems is False
    assert given.assessment.answers["profile.it_provider"][0].facts == {"profile.it_provider": "yes"}


class TestPeople:
    def test_equal_names_are_one_person(self) -> None:
        given = taken("""
people: [{name: Dana Ruiz, role: Manager}, {name: dana  ruiz, left_on: "2026-10-01"}]
answers: {leader.named: {state: yes, facts: {leader.person: {name: DANA RUIZ}}}}
""")
        (dana,) = given.assessment.people
        assert (dana.name, dana.role, dana.left_on) == ("Dana Ruiz", "Manager", "2026-10-01")

    def test_unless_their_ids_differ(self) -> None:
        given = taken("""
people: [{id: a, name: Dana Ruiz}, {id: b, name: Dana Ruiz}]
answers:
  leader.named: {state: yes, facts: {leader.person: b}}
""")
        assert given.assessment.answers["leader.named"][0].facts["leader.person"] == "b"
        (said,) = problems("""
people: [{id: a, name: Dana Ruiz}, {id: b, name: Dana Ruiz}]
answers: {leader.named: {state: yes, facts: {leader.person: Dana Ruiz}}}
""")
        assert "give the id of the one that is meant: a, b" in said

    def test_a_name_alone_is_enough_where_nobody_is_listed(self) -> None:
        given = taken("answers: {leader.named: {state: yes, facts: {leader.person: 'Dana Ruiz, manager'}}}")
        (dana,) = given.assessment.people
        assert (dana.name, dana.role) == ("Dana Ruiz", "manager")

    def test_an_id_is_given_once(self) -> None:
        (said,) = problems("people: [{id: a, name: A}, {id: a, name: B}]")
        assert said.startswith("4:28: people[a]")

    def test_an_employer_is_one_of_the_parties(self) -> None:
        given = taken("parties: [{id: n, name: Northline}]\npeople: [{name: A, employer: northline}]")
        assert given.assessment.people[0].employer == "n"
        (said,) = problems("parties: [{id: n, name: Northline}]\npeople: [{name: A, employer: Nortline}]")
        assert "did you mean 'Northline'" in said

    @pytest.mark.parametrize("bad", ["''", "{role: x}", "{name: ''}", "[]", "5", "{name: x, colour: red}", "x" * 201])
    def test_a_person_that_is_none(self, bad: str) -> None:
        assert problems(f"answers: {{leader.named: {{state: yes, facts: {{leader.person: {bad}}}}}}}")


class TestSeveralAnswers:
    def test_are_kept_each(self) -> None:
        given = taken("answers: {leader.named: [{state: yes, respondent: A}, {state: no, respondent: B}]}")
        assert [answer.state for answer in given.assessment.answers["leader.named"]] == [State.YES, State.NO]

    def test_of_one_person_are_refused(self) -> None:
        (said,) = problems("respondent: A\nanswers: {leader.named: [{state: yes}, {state: no, respondent: a}]}")
        assert said.startswith("5:40: answers.leader.named[1]")
        assert "by the same person" in said


def test_an_opening_fact_may_be_given_with_everything_said_about_it() -> None:
    given = taken("answers: {profile.staff: {facts: {profile.staff: from_20}, note: counted, respondent: A}}")
    (answer,) = given.assessment.answers["profile.staff"]
    assert (answer.state, answer.note) == (None, "counted")
    assert "takes a value" in problems("answers: {profile.staff: {state: yes}}")[0]


def test_own_choices_name_their_state() -> None:
    index = _with_choices(bundled_index())
    head = parse(HEAD + "answers: {leader.named: {choice: both}}", "x")
    answer = submission(head, lambda id: index, TODAY).assessment.answers["leader.named"][0]
    assert (answer.state, answer.choice) == (State.PARTLY, "both")
    for body in ("choice: nine", "choice: both, state: yes", "state: yes"):
        with pytest.raises(AnswersError):
            submission(parse(HEAD + f"answers: {{leader.named: {{{body}}}}}", "x"), lambda id: index, TODAY)


def _with_choices(index: Index) -> Index:
    from msgspec.structs import replace as changed

    own = (OwnChoice("one", "One", State.YES, 1), OwnChoice("both", "Both", State.PARTLY, 0.3))

    def in_section(section: Section) -> Section:
        checks = tuple(changed(c, choices=own) if c.id == "leader.named" else c for c in section.checks)
        return changed(section, checks=checks)

    pack: Pack = changed(index.pack, sections=tuple(in_section(section) for section in index.pack.sections))
    return Index(pack)


def test_sensitive_facts_need_an_encrypted_workspace() -> None:
    body = 'answers: {insurer.notice-offline: {state: yes, facts: {insurer.policy_number: "X-1"}}}'
    (said,) = problems(body)
    assert said.startswith("4:56: answers.insurer.notice-offline.facts.insurer.policy_number")
    assert "Take it out of the file and write it on the printed card by hand" in said
    assert bundled_index().facts["insurer.policy_number"].sensitive_where in said
    assert taken(body, keeps_sensitive=True).assessment.answers


def test_problems_come_in_the_order_of_the_file() -> None:
    said = problems(
        "colour: 1\nopening: {a: 1}\nanswers:\n  b: {state: yes}\n  leader.named: {state: x, evidence: 5}\npeople: 7"
    )
    lines = [int(line.split(":")[0]) for line in said]
    assert lines == sorted(lines) == [4, 5, 7, 8, 8, 9]


def test_the_same_answers_are_recognised() -> None:
    one = taken("answers: {leader.named: {state: no}, leader.deputy: {state: no}}").assessment
    other = taken("answers: {leader.deputy: {state: no}, leader.named: {state: no}}").assessment
    assert same_content(one, other)
    assert not same_content(one, taken("answers: {leader.named: {state: no}}").assessment)
    later = HEAD.replace("2026-11-01", "2026-11-02")
    body = "answers: {leader.named: {state: no}, leader.deputy: {state: no}}"
    assert not same_content(one, taken(body, later).assessment)


def test_the_schema_that_ships_is_the_generated_one() -> None:
    shipped = (bundled("questionnaires") / "schema" / "answers.json").read_text(encoding="utf-8")
    assert shipped == schema_text(file_schema(AnswersFile)), (
        "run: readiness packs schema --force -o questionnaires/schema"
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_names_its_schema(path: object) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schema/answers.json\n")
