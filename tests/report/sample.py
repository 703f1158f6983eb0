"""The fictional sample organisation as an assessment, read straight from its answers file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from readiness.assessment.duties import Duties, duties
from readiness.assessment.judgement import Judgement, judge
from readiness.assessment.model import (
    Action,
    ActionStatus,
    Answer,
    Assessment,
    Assessor,
    Evidence,
    Organisation,
    PackReference,
    Party,
    Person,
    Status,
    Summary,
)
from readiness.questionnaire.duty_library import bundled_duties
from readiness.questionnaire.duty_model import DutyFile
from readiness.questionnaire.identity import pack_hash
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.vocabulary import State
from readiness.report.compose import compose
from readiness.report.definition import Definition, load_definition
from readiness.report.document import Block, DataTable, Document, Heading, OnePage
from readiness.report.text import plain, texts, walk
from readiness.resources import bundled
from readiness.source import read
from tests.conftest import TODAY

SAMPLE = bundled("questionnaires") / "examples" / "harbor-dental-group.yaml"


@cache
def index() -> Index:
    return Index(load_pack(bundled("questionnaires") / "breach-readiness"))


@cache
def definition(name: str = "management") -> Definition:
    return load_definition(bundled("reports") / f"{name}.yaml")


@cache
def duty_file() -> DutyFile:
    return bundled_duties()


def _struct(type_: Any, value: dict[str, Any]) -> Any:
    return msgspec.convert(value, type_, strict=False)


def _channels(person: dict[str, Any]) -> dict[str, Any]:
    words = {"yes": True, "no": False}
    channels = [
        {**one, "needs_company_systems": words.get(one.get("needs_company_systems"))}
        for one in person.get("channels", [])
    ]
    return {**person, "channels": channels}


def _answer(item: str, given: dict[str, Any], respondent: str) -> Answer:
    return Answer(
        state=State(given["state"]) if "state" in given else None,
        facts=dict(given.get("facts", {})),
        note=given.get("note", ""),
        evidence=[_struct(Evidence, one) for one in given.get("evidence", [])],
        reason=given.get("reason", ""),
        respondent=given.get("respondent", respondent),
        answered_on=TODAY.isoformat(),
    )


def answers(file: dict[str, Any], item: str, given: Any) -> list[Answer]:
    several = given if isinstance(given, list) else [given]
    return [_answer(item, one, file["respondent"]) for one in several]


@cache
def _file(path: Path = SAMPLE) -> dict[str, Any]:
    value = read(path).value
    assert isinstance(value, dict)
    return value


def assessment(*, draft: bool = False) -> Assessment:
    """A fresh assessment with every answer of the sample; change it as you like."""
    file = _file()
    pack = index().pack
    made = Assessment(
        id="a1",
        organisation="o1",
        pack=PackReference(id=pack.id, version=pack.version, sha256=pack_hash(pack)),
        created_on="2026-11-20",
        as_of="" if draft else TODAY.isoformat(),
        status=Status.DRAFT if draft else Status.SEALED,
        assessor=_struct(Assessor, file.get("assessor", {})),
        people=[_struct(Person, _channels(one)) for one in file["people"]],
        parties=[_struct(Party, one) for one in file["parties"]],
        content_hash="" if draft else "4f2ac9" * 10 + "beef",
        actions=[
            Action(finding="gap:leader.spending-limit", owner="carla", due="2026-11-28", note="Ask the bank first."),
            Action(
                finding="gap:leader.decision-rights",
                owner="dana",
                due="2027-01-15",
                status=ActionStatus.ACCEPTED,
                approver="carla",
                reason="Too few people at night.",
                expires="2027-03-31",
            ),
        ],
    )
    for fact, value in file["opening"].items():
        made.answers[fact] = [Answer(facts={fact: value}, respondent=file["respondent"], answered_on="2026-11-20")]
    for check, given in file["answers"].items():
        made.answers[check] = answers(file, check, given)
    return made


def organisation(page_size: str = "A4", name: str = "Harbor Dental Group (fictional)") -> Organisation:
    """The sample organisation, assessed once before."""
    before = Summary(
        id="a0",
        as_of="2026-08-20",
        scope="full",
        band="not-ready",
        in_place=49.2,
        proven=12.0,
        critical_closed=7,
        critical_asked=21,
    )
    return Organisation(id="o1", name=name, created_on="2026-05-01", page_size=page_size, sealed=[before])


@dataclass(frozen=True)
class Told:
    """A composed report with what it came from."""

    assessment: Assessment
    judgement: Judgement
    document: Document
    duties: Duties


def told(
    made: Assessment,
    firm: Organisation | None = None,
    report: Definition | None = None,
    pack: Index | None = None,
    today: date = TODAY,
) -> Told:
    read_through = pack or index()
    judgement = judge(read_through, made, today)
    found = duties(duty_file(), judgement.reading)
    document = compose(report or definition(), read_through, made, firm or organisation(), judgement, None, found)
    return Told(made, judgement, document, found)


def part(document: Document, anchor: str) -> list[Block]:
    """The blocks of one part: from its heading to the next heading of level 1."""
    found: list[Block] = []
    inside = False
    for block in walk(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == anchor
        if inside:
            found.append(block)
    return found


def said(blocks: list[Block]) -> str:
    return "\n".join(text for block in blocks for text in texts(block))


def front(document: Document) -> OnePage:
    page = document.blocks[0]
    assert isinstance(page, OnePage)
    return page


def outside_insurance(document: Document) -> str:
    kept = part(document, "insurance")
    return "\n".join(
        text for block in walk(document.blocks) if not any(block is one for one in kept) for text in texts(block)
    )


@cache
def sample() -> Told:
    """The sample told once; nobody may change it."""
    return told(assessment())


def tables(blocks: list[Block]) -> list[DataTable]:
    return [block for block in blocks if isinstance(block, DataTable)]


def cells(table: DataTable) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def headed(blocks: list[Block], title: str) -> DataTable:
    """The first table under a heading."""
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    return next(block for block in blocks[at:] if isinstance(block, DataTable))


def empty(*, draft: bool = False) -> Assessment:
    return msgspec.structs.replace(assessment(draft=draft), answers={}, people=[], parties=[], actions=[])
