"""The interview line by line, from the notice to the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.model import Answer, Assessment, Evidence
from readiness.questionnaire.vocabulary import State
from tests.plain.talk import ABOUT, BEGIN, talk
from tests.session.desk import desk_in


def draft(folder: Path) -> Assessment:
    desk = desk_in(folder)
    stored = desk.dossier(desk.find("Harbor Dental").id).stored_draft()
    assert stored is not None
    return stored


def own(folder: Path, item: str) -> Answer:
    (answer,) = draft(folder).answers[item]
    return answer


def test_the_first_run(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT)
    assert "can be demanded in a lawsuit" in said
    assert str(tmp_path) in said
    facts = {id: answers[0].facts.get(id) for id, answers in draft(tmp_path).answers.items()}
    assert facts["profile.staff"] == "from_20"
    assert facts["profile.people_places"] == ["us-tx"]
    assert facts["profile.people_count"] == 500
    assert facts["insurer.policy"] is None
    assert own(tmp_path, "insurer.policy").facts == {"insurer.ends_on": "2027-02-28"}
    assert facts["profile.policy"] == "own_policy"
    assert [person.name for person in draft(tmp_path).people] == ["Ada", "Bo"]
    assert draft(tmp_path).assessor.name == "Ada"
    assert draft(tmp_path).scope == "first-hour"
    assert said.rstrip().endswith('readiness ask "Harbor Dental" --plain')
    again = talk(tmp_path, "q")
    assert "lawsuit" not in again


def test_without_the_notice_nothing_is_stored(tmp_path: Path) -> None:
    for line in ("n", "", "maybe"):
        assert "Nothing was stored" in talk(tmp_path, line)
    assert "To go on: readiness ask --plain" in talk(tmp_path)
    assert list((tmp_path).glob("organisations/*")) == []


@pytest.mark.parametrize("count", range(len((*BEGIN, *ABOUT)) + 1))
def test_input_may_end_anywhere(count: int, tmp_path: Path) -> None:
    lines = (*BEGIN, *ABOUT)[:count]
    said = talk(tmp_path, *lines)
    assert "To go on: readiness ask" in said
    if count > len(BEGIN):
        assert len(draft(tmp_path).answers) >= 1
    if count > 1:
        assert "Stopped" in talk(tmp_path, "1", "q")


def test_answers_facts_and_proof(tmp_path: Path) -> None:
    full = ("y", "Harbor Dental", "2", "Ada", *ABOUT)
    said = talk(
        tmp_path, *full,
        "y", "Dana Ruiz, manager", "2026-13-01", "12 Mar 2026", "Signed note, in the safe", "2027-01-01", "2026-03-12",
        "p", "Sam", "", "1,2", "Page two", "",
        "N",
    )  # fmt: skip
    assert "a date that exists is needed" in said
    assert "not in the future" in said
    dana, sam = draft(tmp_path).people[-2:]
    assert (dana.name, dana.role, sam.name) == ("Dana Ruiz", "manager", "Sam")
    named = own(tmp_path, "leader.named")
    assert named.facts == {"leader.person": dana.id, "leader.appointed_on": "2026-03-12"}
    assert named.evidence == [Evidence(description="Signed note, in the safe", dated="2026-03-12")]
    deputy = own(tmp_path, "leader.deputy")
    assert (deputy.state, deputy.evidence) == (State.PARTLY, [Evidence(description="Page two")])
    assert deputy.facts == {"deputy.person": sam.id, "deputy.shares_with_leader": ["household", "phone_network"]}
    assert own(tmp_path, "leader.decision-rights").state is State.NO
    assert "First step: " in said


def test_proof_is_kept_when_input_ends_before_its_date(tmp_path: Path) -> None:
    full = ("y", "Harbor Dental", "2", "Ada", *ABOUT)
    said = talk(tmp_path, *full, "y", "Dana", "", "?", "x" * 20_001, "Note in the safe")
    assert "at most 20000 characters are accepted" in said
    assert own(tmp_path, "leader.named").evidence == [Evidence(description="Note in the safe")]
    talk(tmp_path, "1", "", "", "", "2 weeks ago", organisation="harbor")
    assert own(tmp_path, "leader.named").evidence == [Evidence(description="Note in the safe", dated="2026-11-07")]
    talk(tmp_path, "g LEAD-01", "1", "", "", "-", organisation="harbor")
    assert own(tmp_path, "leader.named").evidence == []


def test_every_key(tmp_path: Path) -> None:
    start = (*BEGIN, *ABOUT)
    talk(tmp_path, *start, "2", "Sam")
    said = talk(
        tmp_path,
        "b",
        "note Nobody signed [/]",
        "f",
        "?",
        "w",
        "h",
        "s",
        "/ insurer",
        "/nothing like it",
        "g zz",
        "g COM-02",
        "u",
        organisation="harbor",
    )
    assert own(tmp_path, "leader.named").note == "Nobody signed [/]"
    assert draft(tmp_path).flags == ["leader.named"]
    expected = (
        "Saved.",
        "Flagged.",
        "Why: ",
        "What proves it: ",
        "Usually answered by: owner",
        "takes the last answer back",
        "From memory: 1 of",
        "0 questions",
        "There is no such question",
        "COM-02, From memory",
    )
    for text in expected:
        assert text in said, text
    assert own(tmp_path, "communications.fact-checker").state is State.UNKNOWN
    talk(tmp_path, "g leader.named", "note", "-", "f", organisation="harbor")
    assert own(tmp_path, "leader.named").note == ""
    assert draft(tmp_path).flags == []


def test_undo_takes_back_the_last_answers(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT, "n", "n", "z", "z", "q")
    assert said.count("Taken back.") == 2
    assert "leader.named" not in draft(tmp_path).answers
    assert "There is nothing to take back" in talk(tmp_path, "g leader.deputy", "z", organisation="harbor")


def test_does_not_apply_needs_a_reason_and_may_be_refused(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT, "x", "g INS-04", "x", "", "x  we have no mail")
    assert said.count("this question always applies") == 1
    assert said.count("a reason is needed why this doesn't apply") == 1
    assert "leader.named" not in draft(tmp_path).answers
    answer = own(tmp_path, "insurer.notice-offline")
    assert (answer.state, answer.reason) == (State.NOT_APPLICABLE, "we have no mail")


def test_a_changed_answer_says_what_it_hides(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT, "1", "Dana", "b", "3", "b", "1")
    assert "Not asked any more, but kept: The person who leads." in said
    assert "Asked again, with its answer: The person who leads." in said
    person = own(tmp_path, "leader.named").facts["leader.person"]
    assert next(one.name for one in draft(tmp_path).people if one.id == person) == "Dana"


def test_facts_can_be_kept_taken_away_and_left(tmp_path: Path) -> None:
    talk(tmp_path, *BEGIN, *ABOUT, "1", "Dana")
    said = talk(tmp_path, "g LEAD-01", "1", "?", "", "g LEAD-01", "1", "b", "1", "-", organisation="harbor")
    assert "Enter to keep: Dana" in said
    assert "One person, not a team" in said
    assert own(tmp_path, "leader.named").facts == {}


def test_choices_by_number_code_label_or_its_beginning(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, "9", "x", "from_10", "?", "Tex, us-ok,  oregon (us)", "many", "-1", "12")
    assert said.count("a number from 1 to 6 is needed") == 2
    assert "79" in said
    assert own(tmp_path, "profile.staff").facts == {"profile.staff": "from_10"}
    assert own(tmp_path, "profile.people_places").facts == {"profile.people_places": ["us-ok", "us-or", "us-tx"]}
    assert said.count("a whole number, 0 or more, is needed") == 2
    said = talk(tmp_path, "b", "New", "us-ca", organisation="harbor")
    assert "'New' fits several: New Hampshire (US); New Jersey (US)" in said


def test_something_odd_gets_the_notice_at_once(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT[:-1], "2")
    assert "Before you go on, call your lawyer" in said


def test_review_seal_and_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    talk(tmp_path / "w", *BEGIN, *ABOUT, "1", "Dana", "1", "", "", "n", "f", "u")
    said = talk(
        tmp_path / "w", "r", "seal", "", "sells IT", "seal", "../x/none.pdf", "y", organisation="harbor",
    )  # fmt: skip
    expected = (
        "Not answered: ",
        "Flagged: ",
        "I don't know: 1",
        "Finished. Seal: ",
        "Harbor Dental, as of 21 Nov 2026",
        "In place ",
        "What to do first",
        "Next assessment by ",
        "Findings: ",
        "cannot be written",
        "Written: harbor-dental-gap-report-2026-11-21.pdf",
    )
    for text in expected:
        assert text in said, text
    assert (tmp_path / "harbor-dental-gap-report-2026-11-21.pdf").read_bytes().startswith(b"%PDF-")
    desk = desk_in(tmp_path / "w")
    sealed = desk.dossier(desk.find("harbor").id).sealed_assessment()
    assert (sealed.assessor.name, sealed.assessor.interest) == ("Ada", "sells IT")
    assert sealed.as_of == date(2026, 11, 21).isoformat()
    again = talk(tmp_path / "w", organisation="harbor")
    assert "See what has changed since 2026-11-21, about " in again


def test_sealing_can_be_thought_over(tmp_path: Path) -> None:
    said = talk(
        tmp_path, *BEGIN, *ABOUT, "r", "zzz", "l", "seal", "\x07", "", "seal", "seal", "", "", "", "LEAD-02", "n"
    )
    assert "Finished" not in said
    assert "text without control characters is needed" in said
    assert "There is no such question or section." in said
    assert own(tmp_path, "leader.deputy").state is State.NO


def test_an_organisation_is_chosen_from_the_list(tmp_path: Path) -> None:
    talk(tmp_path, *BEGIN, *ABOUT, "n")
    said = talk(tmp_path, "7", "2", "harbor  dental", "Lund & Sons", "2", "q")
    assert "1  Harbor Dental, draft, 1 of 25 answered" in said
    assert "There is an organisation named 'harbor dental' already." in said
    desk = desk_in(tmp_path)
    assert sorted(one.name for one in desk.workspace.organisations()) == ["Harbor Dental", "Lund & Sons"]


def test_states_are_words_and_nothing_moves_the_cursor(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT, "1", "Zoë 漢 [bold]x[/bold] <b>", "r")
    assert not set(said) & set("│┌─█▁✓✗◐⧗▸\x1b\r\t")
    assert "Zoë 漢 [bold]x[/bold] <b>" in said


def test_a_sensitive_fact_is_not_taken(tmp_path: Path) -> None:
    full = ("y", "Harbor Dental", "2", "Ada", "3", "Texas", "5", "1", "1", "2027-02-28")
    said = talk(tmp_path, *full, *[""] * 4, "g insurer.notice-offline", "y", *[""] * 3, "q")
    assert "write it on the printed card by hand; it is not kept here" in said


@settings(max_examples=25)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                "",
                "1",
                "2",
                "3",
                "y",
                "n",
                "u",
                "x",
                "b",
                "z",
                "f",
                "q?",
                "note x",
                "g LAW",
                "r",
                "seal",
                "-",
                "2026-02-30",
                "?",
            ]
        )
        | st.text(max_size=30),
        max_size=60,
    )
)
def test_any_lines_end_well_and_keep_what_was_saved(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    said = talk(folder, *BEGIN, *ABOUT, *(line.replace("\n", " ") for line in lines))
    desk = desk_in(folder)
    organisation = desk.find("Harbor Dental")
    assert organisation.draft is not None or organisation.sealed
    assert said.count("Saved") >= 9


def test_a_note_too_long_is_refused_and_asked_again(tmp_path: Path) -> None:
    said = talk(tmp_path, *BEGIN, *ABOUT, "note " + "x" * 1_000_000, "note fine")
    assert "at most 20000 characters are accepted" in said
    assert own(tmp_path, "leader.named").note == "fine"
