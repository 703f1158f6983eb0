"""What every check of the shipped pack must be: counted, complete, short, and seen by the right people."""

from __future__ import annotations

from collections import Counter

from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Audience, FactType, Pack
from readiness.questionnaire.vocabulary import Severity

HOW_MANY = {"LEAD": 14, "IRF": 16, "LAW": 15, "INS": 18, "COM": 17, "EVI": 15, "PLN": 15}
CRITICAL = {
    *("LEAD-01", "LEAD-02", "LEAD-05", "IRF-01", "IRF-02", "IRF-07", "LAW-01", "LAW-05"),
    *("INS-02", "INS-03", "INS-06", "INS-08", "INS-09", "COM-01", "COM-02"),
    *("EVI-01", "EVI-03", "EVI-10", "PLN-01", "PLN-02", "PLN-15"),
}
LEFT_OUT_BELOW_20 = {
    *("LEAD-11", "IRF-13", "LAW-04", "LAW-11", "COM-10", "COM-13", "COM-15"),
    *("EVI-06", "EVI-07", "EVI-09", "EVI-12", "PLN-07"),
}
JUDGES_THE_PROVIDER = {"IRF-07", "IRF-08", "EVI-01", "EVI-02", "EVI-10", "EVI-15"}
SEVEN_CONTROLS = [
    *("mfa_mail", "mfa_remote", "mfa_admin", "edr_everywhere"),
    *("offline_backups", "patching_all", "tested_plan"),
]

MOST_WORDS = {"question": 25, "good": 12, "bad": 12, "if_not": 9}
LONGEST_SHORT_TITLE, LONGEST_LABEL = 14, 60


def test_there_are_110_checks_numbered_without_a_gap(index: Index) -> None:
    assert list(index.by_code) == [f"{code}-{n:02}" for code, many in HOW_MANY.items() for n in range(1, many + 1)]
    assert len(index.checks) == 110


def test_codes_belong_to_their_section_and_ids_begin_with_it(pack: Pack) -> None:
    for section in pack.sections:
        for check in section.checks:
            assert check.code.startswith(f"{section.code}-")
            assert check.id.startswith(f"{section.section}.")


def test_severity_and_keystone_are_those_of_the_research(index: Index) -> None:
    assert {check.code for check in index.checks.values() if check.severity is Severity.CRITICAL} == CRITICAL
    assert [check.code for check in index.checks.values() if check.keystone] == ["LEAD-01"]


def test_a_critical_check_cannot_be_waved_away(index: Index) -> None:
    for check in index.checks.values():
        if check.severity is Severity.CRITICAL:
            assert check.always or check.ask_if is not None, check.code


def test_what_small_firms_are_spared(index: Index) -> None:
    spared = {check.code: check.left_out_below for check in index.checks.values() if check.left_out_below is not None}
    assert spared == dict.fromkeys(LEFT_OUT_BELOW_20, 20)


def test_the_checks_in_which_a_provider_judges_itself(index: Index) -> None:
    assert {check.code for check in index.checks.values() if check.judges_provider} == JUDGES_THE_PROVIDER


def test_what_the_insurance_form_says_is_for_counsel_only(pack: Pack, index: Index) -> None:
    kept = {check.code for check in index.checks.values() if check.audience is Audience.COUNSEL_ONLY}
    assert kept == {"INS-08", "INS-09"}
    kept = {rule.code for rule in pack.rules if rule.audience is Audience.COUNSEL_ONLY}
    assert kept == {"X21a", "X21b", "X21c", "X21d", "X21e", "X22", "X36a", "X36b", "X39a", "X39b"}
    assert all(rule.audience is not Audience.EVERYONE for rule in pack.rules)


def test_the_seven_controls_are_one_table(index: Index) -> None:
    tables = [check for check in index.checks.values() if check.table is not None]
    assert [check.code for check in tables] == ["INS-09"]
    table = tables[0].table
    assert table is not None
    assert list(table.rows) == SEVEN_CONTROLS
    assert set(table.rows) <= set(index.facts[table.form].choices) & set(index.facts[table.proof].choices)
    assert set(table.rows.values()) <= {fact.id for fact in tables[0].facts}


def test_texts_are_short(index: Index) -> None:
    long = [
        f"{check.code} {name}: {len(getattr(check, name).split())} words"
        for check in index.checks.values()
        for name, most in MOST_WORDS.items()
        if len(getattr(check, name).split()) > most
    ]
    assert not long
    for fact in index.facts.values():
        assert len(fact.label) <= LONGEST_LABEL, fact.id


def test_clauses_and_sentences_are_cut_as_the_screens_need_them(pack: Pack, index: Index) -> None:
    for check in index.checks.values():
        assert check.question.endswith("?"), check.code
        for clause in (check.good, check.if_not):
            assert clause[0].islower(), (check.code, clause)
            assert not clause.endswith("."), (check.code, clause)
        assert check.bad[0].isupper(), check.code
        assert not check.bad.endswith((".", "?")), check.code
        for sentence in (check.yes_means, check.partly_means, check.why, check.evidence, check.severity_why):
            assert sentence.rstrip('"').endswith((".", "?")), (check.code, sentence)
        assert 2 <= len(check.steps) <= 5, check.code
        assert 0 < check.effort.low <= check.effort.high, check.code
    for section in pack.sections:
        assert 0 < len(section.short) <= LONGEST_SHORT_TITLE, section.section


def test_no_text_is_said_twice(index: Index) -> None:
    for name in ("question", "good", "bad"):
        counted = Counter(getattr(check, name).casefold() for check in index.checks.values())
        assert not [text for text, times in counted.items() if times > 1]


def test_a_yes_always_says_how_it_would_be_shown_and_when_it_is_too_old(index: Index) -> None:
    for check in index.checks.values():
        recheck = check.recheck
        assert recheck.every or recheck.until or recheck.events, check.code


def test_what_must_not_be_kept_says_where_it_is_kept(index: Index) -> None:
    sensitive = [fact for fact in index.facts.values() if fact.sensitive]
    assert [fact.id for fact in sensitive] == ["insurer.policy_number"]
    assert all(fact.sensitive_where for fact in sensitive)
    assert not [fact.id for fact in index.facts.values() if fact.sensitive_where and not fact.sensitive]


def test_dates_that_run_out_are_in_the_register(index: Index) -> None:
    for fact in index.facts.values():
        if fact.expires:
            assert fact.dated, fact.id
        if fact.dated:
            assert fact.type is FactType.DATE, fact.id


def test_the_opening_screen_asks_eight_lines(pack: Pack, index: Index) -> None:
    opening = [section for section in pack.sections if not section.scored]
    assert [section.section for section in opening] == ["about"]
    lines = opening[0].opening_screen
    assert len(lines) == 8
    shown = [id for line in lines for id in line.facts]
    first = {fact.id for fact in index.opening_facts if fact.screen == "first"}
    assert first | {"insurer.ends_on"} == set(shown)
