"""The shorter passes: which checks they ask, in which order, and in which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readiness.assessment.model import Assessment, PackReference
from readiness.assessment.pace import minutes_for
from readiness.assessment.reading import Reading
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Mode, Pack
from readiness.questionnaire.vocabulary import Severity
from readiness.session.documents import paths

TODAY = date(2026, 11, 21)

FIRST_HOUR = {
    "memory": [
        *("LEAD-01", "LEAD-02", "LEAD-05", "LEAD-07", "LEAD-04", "LAW-01", "IRF-01", "PLN-15"),
        *("COM-01", "COM-02", "PLN-02", "PLN-01"),
    ],
    "policy": ["INS-02", "INS-03", "INS-04", "INS-06", "IRF-02", "INS-08", "INS-09"],
    "it-company": ["IRF-07", "EVI-08", "EVI-10", "EVI-01", "EVI-03"],
    "lawyer": ["LAW-05"],
}


def mode(pack: Pack, id: str) -> Mode:
    return next(mode for mode in pack.modes if mode.id == id)


def test_there_are_two_modes(pack: Pack) -> None:
    assert [(mode.id, mode.asks_proof) for mode in pack.modes] == [("first-hour", False), ("show-it", True)]


def test_the_first_hour_is_25_checks_in_four_blocks(pack: Pack, index: Index) -> None:
    blocks = {block.id: [index.checks[id].code for id in block.checks] for block in mode(pack, "first-hour").blocks}
    assert blocks == FIRST_HOUR
    assert sum(map(len, blocks.values())) == 25


def test_the_first_hour_holds_every_critical_check(pack: Pack, index: Index) -> None:
    asked = {id for block in mode(pack, "first-hour").blocks for id in block.checks}
    assert {check.id for check in index.checks.values() if check.severity is Severity.CRITICAL} <= asked


def test_each_question_of_the_first_hour_has_a_shorter_wording(pack: Pack, index: Index) -> None:
    for block in mode(pack, "first-hour").blocks:
        assert list(block.wording) == list(block.checks)
        for text in block.wording.values():
            assert text.endswith("?")
            assert len(text) <= 100
    said = {id: text for block in mode(pack, "first-hour").blocks for id, text in block.wording.items()}
    assert sum(len(text.split()) for text in said.values()) < sum(len(index.checks[id].question.split()) for id in said)


def test_each_block_says_what_to_have_in_hand_and_how_it_ends(pack: Pack) -> None:
    for one in pack.modes:
        for block in one.blocks:
            for text in (block.in_hand, block.ends_with):
                assert text[0].isupper(), text
                assert text.endswith("."), text


def test_each_block_of_the_first_hour_ends_with_a_document_there_is(pack: Pack) -> None:
    papers = [block.paper for block in mode(pack, "first-hour").blocks]
    assert papers == ["contact-card", "letter-broker", "paper-c-it-company", "letter-counsel"]
    assert set(papers) <= set(paths(Path("none of one's own")))


def test_show_it_goes_through_every_section(pack: Pack) -> None:
    scored = {s.section: [check.id for check in s.checks] for s in pack.sections if s.scored}
    assert {block.id: list(block.checks) for block in mode(pack, "show-it").blocks} == scored


def test_the_promised_minutes_hold(pack: Pack, index: Index) -> None:
    assessment = Assessment(
        id="a1",
        organisation="o1",
        pack=PackReference(id=pack.id, version=pack.version, sha256="0" * 64),
        created_on=TODAY.isoformat(),
        scope="first-hour",
    )
    reading = Reading(index, assessment, TODAY)
    items = [item.id for item in (*reading.scope.opening_facts, *reading.scope.checks)]
    assert "10 to 15 minutes" in mode(pack, "first-hour").intro
    assert 5 <= minutes_for(reading, items) <= 15
