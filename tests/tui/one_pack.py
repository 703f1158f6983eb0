"""A workspace with a pack of its own that no change of wording reaches, for pictures and for flows that stay small."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readiness.assessment.model import Answer, Assessor, Evidence
from readiness.questionnaire.library import Library
from readiness.questionnaire.model import FactType, Pack, ReportedChange
from readiness.questionnaire.vocabulary import Severity, State
from readiness.session.packs import Packs
from readiness.session.place import Desk
from tests.assessment.packs import check, fact, pack
from tests.tui.harness import USER, known_desk

CHECKS = (
    check(
        "lead",
        Severity.CRITICAL,
        question="Has one named person been picked, on paper, to run things?",
        yes_means="A signed and dated note names one person who leads and decides.",
        partly_means="Everyone would say the same name but nobody has signed.",
        good="one person is picked to lead",
        bad="Nobody is picked to lead",
        why="In the first hours somebody must decide quickly while much is still unclear.",
        keystone=True,
        always=True,
        facts=(
            fact("lead.person", FactType.PERSON, label="The person who leads", required_for=(State.YES,)),
            fact("lead.since", FactType.DATE, label="Appointed on"),
        ),
    ),
    check("deputy", Severity.CRITICAL, good="a deputy is named", bad="Nobody steps in"),
    check("money", good="money can be spent at once", bad="Nobody may spend money"),
    check("calls", Severity.MEDIUM, good="calls are answered at night", bad="Calls ring out at night"),
    check("notes", Severity.LOW, good="notes are kept", bad="No notes are kept"),
)
ABOUT = (fact("about.staff", FactType.CHOICE, label="How many work here?", choices={"few": "Few"}, screen="first"),)
CHANGES = (
    ReportedChange(
        id="left",
        label="The leader, the deputy or another person in the plan left or has a new job",
        help="Say who left; you can put one person in their place everywhere, in one step.",
        reopens=("deputy",),
        about_people=True,
    ),
    ReportedChange(id="moved", label="We moved mail, files, backups or the way people sign in", reopens=("money",)),
)
GIVEN = {
    "about.staff": Answer(facts={"about.staff": "few"}),
    "lead": Answer(state=State.YES, evidence=[Evidence(description="Signed note", dated="2026-03-12")]),
    "deputy": Answer(state=State.PARTLY),
    "money": Answer(state=State.NO),
    "calls": Answer(state=State.UNKNOWN),
}


class OnePack(Library):
    """Offers a pack that no change of wording reaches."""

    def __init__(self) -> None:
        super().__init__(None)
        self._pack = pack(*CHECKS, about=ABOUT, changes=CHANGES).pack

    def pack(self, id: str) -> Pack:
        return self._pack


def one_pack_desk(folder: Path) -> Desk:
    """A desk where the notice was acknowledged before, with this pack."""
    desk = known_desk(folder)
    desk.packs = Packs(OnePack())
    return desk


def filled(desk: Desk, name: str, *, sealed: bool, as_of: date | None = None) -> str:
    """The id of an organisation with a draft, or with it sealed for a day, today unless it is given."""
    created = desk.create(name).id
    with desk.session(created) as session:
        session.start(assessor=Assessor(name=USER))
        for item, answer in GIVEN.items():
            session.answer(item, answer)
        session.move_to("lead")
        if sealed:
            session.seal(as_of=as_of)
    return created
