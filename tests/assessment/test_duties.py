"""Which duties may apply to five fictional businesses, and when their clocks run out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

import readiness
from readiness.assessment.duties import Clock, Duties, duties
from readiness.assessment.model import Assessment, PackReference
from readiness.assessment.reading import Reading
from readiness.questionnaire.condition import ids
from readiness.questionnaire.duty_library import DUTIES_FILE
from readiness.questionnaire.duty_loader import condition_problems, load_placed_duties
from readiness.questionnaire.duty_model import ClockStart, DutyStatus, Recipient
from readiness.questionnaire.index import Index
from readiness.questionnaire.vocabulary import Value
from readiness.resources import bundled
from tests.assessment.businesses import (
    AUSTRALIAN_CHARITY,
    BERLIN_SHOP,
    DEFENCE_SUBCONTRACTOR,
    NEW_YORK_BROKER,
    TEXAS_DENTISTS,
    TODAY,
    bundled_duties,
    bundled_index,
    duties_of,
    listed,
)

PROFILES = [
    pytest.param(
        TEXAS_DENTISTS,
        {"contract-cyber-insurance", "contract-pci-card-brands", "us-hipaa", "us-ok", "us-tx"},
        {"us-ca", "us-42cfr-part2", "us-ferpa", "eu-gdpr", "contract-customer-dpa", "us-ny-dfs-500"},
        id="Texas dental group",
    ),
    pytest.param(
        BERLIN_SHOP,
        {"ch-fadp", "contract-pci-card-brands", "eu-gdpr"},
        {"uk-gdpr", "eu-nis2", "eu-dora", "contract-cyber-insurance", "us-tx", "ch-isa-critical"},
        id="Berlin web shop",
    ),
    pytest.param(
        NEW_YORK_BROKER,
        {"contract-customer-dpa", "contract-cyber-insurance", "us-nj", "us-ny", "us-ny-dfs-500"},
        {"us-naic-668", "contract-pci-card-brands", "us-hipaa", "us-ct", "us-sec-8k-105"},
        id="New York insurer's broker",
    ),
    pytest.param(
        DEFENCE_SUBCONTRACTOR,
        {"contract-cyber-insurance", "us-dfars-7012", "us-md", "us-va"},
        {"contract-pci-card-brands", "us-dc", "us-hipaa", "us-circia", "contract-customer-dpa"},
        id="US defence subcontractor",
    ),
    pytest.param(
        AUSTRALIAN_CHARITY,
        {"au-ndb", "contract-pci-card-brands"},
        {"au-ransomware-payment", "nz-privacy-act", "contract-cyber-insurance", "uk-gdpr"},
        id="Australian charity",
    ),
]


@pytest.mark.parametrize(("profile", "sees", "sees_not"), PROFILES)
def test_five_businesses_see_what_may_apply_to_them_and_nothing_else(
    profile: dict[str, Value], sees: set[str], sees_not: set[str]
) -> None:
    found = duties_of(profile)
    assert listed(found) == sees
    assert not listed(found) & sees_not
    assert found.depends == ()


def test_the_file_holds_every_record_and_every_deadline() -> None:
    file = bundled_duties()
    assert len(file.duties) == 106
    assert sum(len(duty.deadlines) for duty in file.duties) == 318


def test_every_condition_and_own_clock_reads_what_the_pack_captures() -> None:
    file, assembly = load_placed_duties(bundled("questionnaires") / DUTIES_FILE)
    index = bundled_index()
    assert condition_problems(file, assembly, index.pack) == ()
    opening = {fact.id for fact in index.opening_facts}
    assert all(set(ids(duty.when.tree)) <= opening for duty in file.duties)


def test_every_duty_is_listed_for_some_answers() -> None:
    index = bundled_index()
    facts = {fact.id: list(fact.choices) for fact in index.opening_facts if fact.choices}
    every: dict[str, Value] = {
        "profile.people_places": facts["profile.people_places"],
        "profile.data_kinds": facts["profile.data_kinds"],
        "profile.regulated_as": [
            value for value in facts["profile.regulated_as"] if value not in ("none", "not_known")
        ],
        "profile.policy": "own_policy",
        "profile.works_on_others_data": "yes",
    }
    found = duties_of(every)
    assert listed(found) == {duty.id for duty in bundled_duties().duties}
    for one in found.listed:
        assert one.because
        assert all(because.words for because in one.because)


def test_contracts_carry_no_hours_of_their_own() -> None:
    contracts = [duty for duty in bundled_duties().duties if duty.status is DutyStatus.CONTRACT]
    assert {duty.id for duty in contracts} == {
        "contract-cyber-insurance",
        "contract-customer-dpa",
        "contract-pci-card-brands",
    }
    for duty in contracts:
        assert duty.questions
        assert all(deadline.amount is None for deadline in duty.deadlines)
        text = " ".join([duty.trigger, duty.notes, *(deadline.wording for deadline in duty.deadlines)])
        assert not re.search(r"\d+ ?(hours|business days|days|h\b)", text)


def test_the_policy_is_told_in_writing_and_neither_hotline_nor_broker_is_called_notice() -> None:
    policy = next(duty for duty in bundled_duties().duties if duty.id == "contract-cyber-insurance")
    wording = policy.deadlines[0].wording
    assert wording.startswith("in writing, to the notice address in the policy")
    assert "the hotline brings help and may not count as notice" in wording
    assert "broker" in wording


def test_why_a_duty_is_listed_is_told_by_the_opening_facts() -> None:
    found = duties_of(TEXAS_DENTISTS)
    by_id = {one.duty.id: one for one in found.listed}
    assert [(because.fact, because.words) for because in by_id["us-tx"].because] == [
        ("profile.people_places", "Texas (US)")
    ]
    assert [because.fact for because in by_id["us-hipaa"].because] == ["profile.regulated_as"]
    assert [because.words for because in by_id["contract-cyber-insurance"].because] == ["Yes, a separate policy"]


def test_what_was_not_answered_is_named_and_only_what_is_offered_in_these_places_depends_on_it() -> None:
    found = duties_of({id: value for id, value in BERLIN_SHOP.items() if id != "profile.regulated_as"})
    assert listed(found) == {"ch-fadp", "contract-pci-card-brands", "eu-gdpr"}
    ((missing, depending),) = found.depends_on.items()
    assert missing == ("profile.regulated_as",)
    assert {duty.id for duty in depending} == {"eu-nis2", "eu-dora", "eu-cra", "eu-eprivacy-telecom", "ch-isa-critical"}


@pytest.mark.parametrize("answer", [None, "not_known"])
def test_i_do_not_know_lists_the_policy_apart(answer: str | None) -> None:
    profile = {id: value for id, value in TEXAS_DENTISTS.items() if id != "profile.policy"}
    found = duties_of({**profile, "profile.policy": answer} if answer else profile)
    assert "contract-cyber-insurance" not in listed(found)
    assert [(one.duty.id, one.missing) for one in found.depends] == [("contract-cyber-insurance", ("profile.policy",))]


def test_nothing_answered_lists_nothing_and_leaves_everything_open() -> None:
    found = duties_of({})
    assert found.listed == ()
    assert len(found.depends) == 106


def test_the_shortest_clock_comes_first_and_recipients_are_grouped() -> None:
    found = duties_of(
        {**BERLIN_SHOP, "profile.regulated_as": ["eu_nis2"], "profile.people_places": ["eu", "ch", "us-mn"]}
    )
    numbers = [clock.minutes for clock in found.clocks if clock.minutes is not None]
    assert numbers == sorted(numbers)
    assert not any(clock.has_number for clock in found.clocks[len(numbers) :])
    assert next(iter(found.by_recipient)) is Recipient.CSIRT  # 24 hours
    assert [clock.duty.id for clock in found.by_recipient[Recipient.SUPERVISORY_AUTHORITY]] == ["eu-gdpr", "ch-fadp"]
    assert sum(len(group) for group in found.by_recipient.values()) == len(found.clocks)


def test_only_what_is_in_force_counts_as_a_clock() -> None:
    profile = {
        **TEXAS_DENTISTS,
        "profile.people_places": ["us-tx", "in"],
        "profile.regulated_as": ["us_critical", "us_telecom"],
    }
    found = duties_of(profile)
    by_id = {one.duty.id: one for one in found.listed}
    assert not by_id["us-circia"].counts
    assert not by_id["in-dpdp"].counts
    assert by_id["us-circia"].is_doubtful
    assert by_id["us-fcc-cpni"].counts
    assert {clock.duty.id for clock in found.clocks}.isdisjoint({"us-circia", "in-dpdp"})
    assert [one.duty.id for one in found.listed][-2:] == ["us-circia", "in-dpdp"]


def test_low_confidence_is_marked() -> None:
    by_id = {one.duty.id: one for one in duties_of({"profile.people_places": ["tr", "uk"]}).listed}
    assert by_id["tr-kvkk"].is_doubtful
    assert not by_id["uk-gdpr"].is_doubtful


def test_a_headcount_leaves_deadlines_out_and_an_unknown_one_keeps_and_marks_them() -> None:
    few = {one.duty.id: one for one in duties_of({**TEXAS_DENTISTS, "profile.people_count": 200}).listed}["us-tx"]
    assert {deadline.recipient for deadline in few.below_headcount} == {
        Recipient.ATTORNEY_GENERAL,
        Recipient.CREDIT_BUREAUS,
    }
    profile = {id: value for id, value in TEXAS_DENTISTS.items() if id != "profile.people_count"}
    unknown = {one.duty.id: one for one in duties_of(profile).listed}["us-tx"]
    assert unknown.below_headcount == ()
    assert {clock.recipient for clock in unknown.clocks if clock.headcount_unknown} == {
        Recipient.ATTORNEY_GENERAL,
        Recipient.CREDIT_BUREAUS,
    }


def test_the_clock_of_the_policy_comes_only_from_the_business() -> None:
    without = policy_clock(duties_of(TEXAS_DENTISTS))
    assert not without.has_number
    assert "insurer.notice_within" in without.missing
    own = {
        "insurer.notice_clock_kind": "number",
        "insurer.notice_within": "48h",
        "insurer.notice_starts": "confirmed",
    }
    given_ = policy_clock(duties_of({**TEXAS_DENTISTS, **own}))
    assert (given_.minutes, given_.starts, given_.is_own) == (48 * 60, ClockStart.CONFIRMATION, True)
    practicable = policy_clock(duties_of({**TEXAS_DENTISTS, "insurer.notice_clock_kind": "as_soon_as_practicable"}))
    assert practicable.as_soon_as_practicable
    assert not practicable.has_number


def policy_clock(found: Duties) -> Clock:
    return next(clock for clock in found.clocks if clock.recipient is Recipient.INSURER)


def test_age_is_said_of_the_file_and_of_each_record() -> None:
    fresh = duties_of(AUSTRALIAN_CHARITY)
    assert not fresh.is_old
    assert {one.duty.id for one in fresh.listed if one.is_old} == {"contract-pci-card-brands"}
    assert duties_of(AUSTRALIAN_CHARITY, date(2027, 11, 22)).is_old
    assert not duties_of(AUSTRALIAN_CHARITY, date(2027, 11, 21)).is_old


def test_a_pack_without_the_opening_facts_leaves_everything_open() -> None:
    pack = bundled_index().pack
    bare = Index(msgspec.structs.replace(pack, sections=(), rules=(), modes=(), computed={}, firm_size=None))
    assessment = Assessment(
        id="a1", organisation="o1", pack=PackReference(id="x", version="1", sha256="0"), created_on="2026-11-21"
    )
    found = duties(bundled_duties(), Reading(bare, assessment, TODAY))
    assert found.listed == ()
    assert len(found.depends) == 106


def test_no_line_of_the_program_names_a_law() -> None:
    laws = [duty.id for duty in bundled_duties().duties]
    laws += ["HIPAA", "GDPR", "GLBA", "FERPA", "CIRCIA", "DFARS", "NIS2", "DORA", "PIPEDA", "LGPD", "POPIA", "APPI"]
    laws += ["PDPA", "SHIELD Act", "CERT-In", "PECR", "NAIC", "NYDFS", "KVKK", "DPDP", "CCPA", "SEC rule"]
    for file in sorted(Path(readiness.__file__).parent.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        named = [law for law in laws if law in text]
        found = [law for law in named if re.search(rf"(?<![\w-]){re.escape(law)}(?![\w-])", text)]
        assert found == [], f"{file.name} names {found}"
