"""Five fictional businesses of the duty tests, and their duties."""

from __future__ import annotations

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from readiness.assessment.duties import Duties, duties
from readiness.assessment.model import Answer, Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.questionnaire.duty_library import DUTIES_FILE
from readiness.questionnaire.duty_loader import load_placed_duties
from readiness.questionnaire.duty_model import DutyFile
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.vocabulary import Value
from readiness.resources import bundled

TODAY = date(2026, 11, 21)
CHICAGO = ZoneInfo("America/Chicago")

TEXAS_DENTISTS: dict[str, Value] = {
    "profile.people_places": ["us-tx", "us-ok"],
    "profile.people_count": 12000,
    "profile.data_kinds": ["contact", "health", "payment_card", "staff"],
    "profile.regulated_as": ["us_health_provider"],
    "profile.policy": "own_policy",
    "profile.works_on_others_data": "no",
}
BERLIN_SHOP: dict[str, Value] = {
    "profile.people_places": ["eu", "ch"],
    "profile.people_count": 40000,
    "profile.data_kinds": ["contact", "payment_card", "logins"],
    "profile.regulated_as": ["none"],
    "profile.policy": "none",
    "profile.works_on_others_data": "no",
}
NEW_YORK_BROKER: dict[str, Value] = {
    "profile.people_places": ["us-ny", "us-nj"],
    "profile.people_count": 6000,
    "profile.data_kinds": ["contact", "identity", "bank_account"],
    "profile.regulated_as": ["ny_financial_licence"],
    "profile.policy": "own_policy",
    "profile.works_on_others_data": "yes",
}
DEFENCE_SUBCONTRACTOR: dict[str, Value] = {
    "profile.people_places": ["us-va", "us-md"],
    "profile.people_count": 90,
    "profile.data_kinds": ["staff", "government", "customer_secrets"],
    "profile.regulated_as": ["us_defence"],
    "profile.policy": "part_of_other",
    "profile.works_on_others_data": "no",
}
AUSTRALIAN_CHARITY: dict[str, Value] = {
    "profile.people_places": ["au"],
    "profile.people_count": 3000,
    "profile.data_kinds": ["contact", "payment_card"],
    "profile.regulated_as": ["none"],
    "profile.policy": "none",
    "profile.works_on_others_data": "no",
}


@cache
def bundled_index() -> Index:
    return Index(load_pack(bundled("questionnaires") / "breach-readiness"))


@cache
def bundled_duties() -> DutyFile:
    return load_placed_duties(bundled("questionnaires") / DUTIES_FILE)[0]


def reading_of(values: dict[str, Value], today: date = TODAY) -> Reading:
    index = bundled_index()
    answers: dict[str, Answer] = {}
    for id, value in values.items():
        answers.setdefault(index.captured_by[id], Answer()).facts[id] = value
    assessment = Assessment(
        id="a1",
        organisation="o1",
        pack=PackReference(id="breach-readiness", version="1.0.0", sha256="0" * 64),
        created_on="2026-11-21",
        answers={id: [answer] for id, answer in answers.items()},
    )
    return Reading(index, assessment, today)


def duties_of(values: dict[str, Value], today: date = TODAY) -> Duties:
    return duties(bundled_duties(), reading_of(values, today))


def listed(found: Duties) -> set[str]:
    return {one.duty.id for one in found.listed}
