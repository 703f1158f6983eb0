"""What is told: page 1, what is for counsel only and nowhere else, and that nothing entered is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assessment.judgement import judge
from readiness.assessment.model import Answer, Assessment, Evidence, Party, Person, Status
from readiness.assessment.scoring import shown
from readiness.questionnaire.model import Audience, FactType
from readiness.questionnaire.vocabulary import State
from readiness.report.compose import compose
from readiness.report.document import (
    BarChart,
    DataTable,
    Document,
    Heading,
    KeyFigures,
    PageSize,
    Run,
    VerdictRows,
)
from readiness.report.text import plain, text_of, texts, walk
from tests.conftest import TODAY
from tests.report.sample import (
    assessment,
    definition,
    front,
    index,
    organisation,
    outside_insurance,
    part,
    said,
    told,
)

COUNSEL = [check for check in index().checks.values() if check.audience is Audience.COUNSEL_ONLY]


# Page 1


def test_page_one_stands_alone() -> None:
    report = told(assessment())
    text = said(list(front(report.document).blocks))
    score = report.judgement.score
    for expected in (
        "Harbor Dental Group (fictional)",
        "Assessed 21 Nov 2026",
        "Dana Ruiz (Practice manager)",
        "Ines Brandt (sells IT services to this business)",
        "Read this before you forward the report",
        "Not legal or insurance advice",
        "Partly ready",
        f"{shown(score.numbers.in_place)} of 100",
        f"{score.critical_closed} of {score.critical_asked}",
        "Covers the whole questionnaire",
        "Last time, 20 Aug 2026: in place 49, proven 12, critical points closed 7 of 21.",
        "Next look: 28 Nov 2026 (an action is due), or earlier:",
        "Decided",
    ):
        assert expected in text, expected


def test_page_one_has_a_sentence_for_every_domain_and_at_most_five_decisions() -> None:
    report = told(assessment())
    rows = next(block for block in front(report.document).blocks if isinstance(block, VerdictRows)).rows
    assert [row.title for row in rows] == [one.short for one in report.judgement.sections]
    assert all(plain(row.sentence) for row in rows)
    decisions = next(block for block in front(report.document).blocks if isinstance(block, DataTable)).rows
    assert 1 <= len(decisions) <= 5
    assert all(plain(cell) for row in decisions for cell in (row[1], row[2], row[3], row[5]))


def test_page_one_names_the_matter_for_counsel_and_nothing_of_it() -> None:
    text = said(list(front(told(assessment()).document).blocks))
    assert "coverage counsel (section 6)" in text
    assert "form" not in text.lower().replace("form for noting decisions", "").replace("sign-off form", "")


def test_what_limits_the_verdict_is_said() -> None:
    report = told(assessment())
    figures = next(block for block in front(report.document).blocks if isinstance(block, KeyFigures))
    said_why = (
        "Capped: 2 critical points are missing, 9 only partly in place, and 6 critical conflicts between answers."
    )
    assert plain(figures.reason) == said_why


def test_links_of_page_one_lead_somewhere() -> None:
    document = told(assessment()).document
    anchors = {block.anchor for block in walk(document.blocks) if isinstance(block, Heading)}
    for block in walk(document.blocks):
        if isinstance(block, DataTable):
            anchors.update(block.anchors)
    targets = {run.to for run in _runs(document) if run.to}
    assert targets
    assert targets <= anchors


def _runs(document: Document) -> Iterator[Run]:
    for block in walk(document.blocks):
        if isinstance(block, DataTable):
            yield from (run for row in block.rows for cell in row for run in cell if isinstance(run, Run))


def test_the_letter_of_the_organisation_decides_the_paper() -> None:
    assert told(assessment(), organisation("Letter")).document.page_size is PageSize.LETTER
    assert told(assessment(), organisation("A4")).document.page_size is PageSize.A4


# Counsel only

PLANTED = "zebrafinch"


def planted(made: Assessment) -> Assessment:
    """Marks in every place where something for counsel only can be entered."""
    made.people.append(Person(id="kept", name=f"{PLANTED}person", role=f"{PLANTED}role"))
    made.parties.append(Party(id="keptparty", name=f"{PLANTED}party", phone="+1 555 0199"))
    made.people[-1].employer = "keptparty"
    for number, check in enumerate(COUNSEL):
        for answer in made.answers[check.id]:
            answer.note = f"{PLANTED}note{number}"
            answer.evidence = [Evidence(description=f"{PLANTED}proof{number}", place=f"{PLANTED}place{number}")]
            answer.respondent = "kept"
            answer.facts = {
                id: "kept" if index().facts[id].type is FactType.PERSON else value for id, value in answer.facts.items()
            }
    made.flags = [check.id for check in COUNSEL]
    for check in COUNSEL:
        for kind in ("gap", "unknown", "unproven", "stale"):
            action = msgspec.structs.replace(made.actions[0], finding=f"{kind}:{check.id}", note=f"{PLANTED}action")
            made.actions.append(action)
    made.actions.append(msgspec.structs.replace(made.actions[0], finding="conflict:x21a", note=f"{PLANTED}action"))
    return made


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("state", [State.NO, State.PARTLY, State.YES, State.UNKNOWN])
def test_planted_counsel_matters_stand_in_the_insurance_part_only(state: State, draft: bool) -> None:
    made = planted(assessment(draft=draft))
    for check in COUNSEL:
        for answer in made.answers[check.id]:
            answer.state = state
    document = told(made).document
    elsewhere = outside_insurance(document)
    assert PLANTED not in elsewhere.lower()
    inside = said(part(document, "insurance"))
    assert draft or f"{PLANTED}action" in inside
    for expected in (f"{PLANTED}note0", f"{PLANTED}proof1", f"{PLANTED}place0", f"{PLANTED}person", f"{PLANTED}party"):
        assert expected in inside, expected


def test_counsel_questions_codes_and_rules_stand_in_the_insurance_part_only() -> None:
    document = told(assessment()).document
    elsewhere = outside_insurance(document)
    for check in COUNSEL:
        for text in (check.question, check.bad, check.code, check.why, check.good):
            assert text not in elsewhere, text
        for fact in check.facts:
            assert fact.label not in elsewhere, fact.label
    for rule in index().pack.rules:
        if rule.audience is Audience.COUNSEL_ONLY:
            assert rule.title not in elsewhere
            assert not re.search(rf"\b{rule.code}\b", elsewhere), rule.code


def test_the_insurance_part_shows_form_today_and_proof() -> None:
    blocks = part(told(assessment()).document, "insurance")
    text = said(blocks)
    assert "Speak to coverage counsel first" in text
    table = next(block for block in blocks if isinstance(block, DataTable))
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert len(rows) == 7
    assert rows["Second proof at sign-in for mail"] == [
        "yes",
        "With gaps",
        "none named",
        "contradicted by these answers",
    ]
    assert rows["Second proof for access from outside"] == ["yes", "Everywhere", "named", "true by these answers"]
    assert rows["Tested backups out of reach"] == ["yes", "Everywhere", "none named", "unproven"]
    assert rows["A breach plan that was tested"][-1] == "not on the form"


def test_without_answers_for_counsel_the_part_says_so() -> None:
    made = assessment()
    made.answers["profile.policy"][0].facts["profile.policy"] = "none"
    for check in COUNSEL:
        made.answers.pop(check.id)
    assert "Nothing was answered here that is for counsel only." in said(part(told(made).document, "insurance"))


def test_a_report_for_everyone_withholds_the_matter() -> None:
    report = msgspec.structs.replace(definition(), audience=Audience.EVERYONE)
    document = told(planted(assessment()), report=report).document
    assert PLANTED not in text_of(document).lower()
    assert "One matter for coverage counsel is kept out of this copy." in text_of(document)


def test_a_fact_for_counsel_is_a_blank_in_texts_of_ones_own() -> None:
    words = definition().working
    assert words is not None
    intro = "Signed by {insurer.application_signer}, led by {leader.person}, {counsel.nothing}."
    report = msgspec.structs.replace(definition(), working=msgspec.structs.replace(words, intro=intro))
    blank = report.blank
    assert f"Signed by {blank}, led by Dana Ruiz, {blank}." in text_of(told(assessment(), report=report).document)


# Nothing entered is missing


def everything(made: Assessment) -> Iterator[str]:
    """Every text that was entered, but values that are kept and not printed."""
    yield from (made.assessor.name, made.assessor.interest)
    for person in made.people:
        yield from (person.name, person.role)
        yield from (channel.value for channel in person.channels if not channel.private)
    for party in made.parties:
        yield from (party.name, party.phone, party.second_way)
    for answers in made.answers.values():
        for answer in answers:
            yield from (answer.note, answer.reason)
            for evidence in answer.evidence:
                yield from (evidence.description, evidence.place, evidence.sha256)
    for action in made.actions:
        yield from (action.note, action.reason)


def test_nothing_that_was_entered_is_missing() -> None:
    made = assessment()
    text = text_of(told(made).document)
    missing = [entry for entry in everything(made) if entry and entry not in text]
    assert missing == []


def test_every_check_and_every_fact_is_in_the_appendix_or_the_insurance_part() -> None:
    report = told(assessment())
    text = said(part(report.document, "appendix")) + said(part(report.document, "insurance"))
    for item, answers in report.assessment.answers.items():
        check = index().checks.get(item)
        assert (check.question if check is not None else index().facts[item].label) in text
        for answer in answers:
            for fact_id in answer.facts:
                assert index().facts[fact_id].label in text


def test_a_hidden_answer_is_kept_and_told_apart() -> None:
    made = assessment()
    made.answers["profile.policy"][0].facts["profile.policy"] = "none"
    document = told(made).document
    text = said(part(document, "appendix"))
    assert "Answered earlier, not asked any more" in text
    former = text.partition("Answered earlier, not asked any more")[2]
    assert "Robin told us on the phone." in former
    for check in COUNSEL:
        assert check.question not in outside_insurance(document)
        assert check.question in said(part(document, "insurance"))


def test_a_value_from_before_the_answer_changed_is_marked() -> None:
    made = assessment()
    made.answers["leader.deputy"][0].state = State.NO
    appendix = said(part(told(made).document, "appendix"))
    assert "Who steps in for the leader: Sam Okafor (kept, not counted now)" in appendix


def test_answers_of_several_people_stand_below_each_other() -> None:
    made = assessment()
    other = msgspec.structs.replace(
        made.answers["leader.named"][0], state=State.NO, respondent="ines", note="I disagree."
    )
    made.answers["leader.named"].append(other)
    report = told(made)
    table = next(
        block
        for block in part(report.document, "appendix")
        if isinstance(block, DataTable) and "LEAD-01" in said([block])
    )
    at = next(n for n, row in enumerate(table.rows) if plain(row[0]) == "LEAD-01")
    assert plain(table.rows[at][1]).endswith("\nno")
    assert plain(table.rows[at + 1][1]) == "yes"
    assert "Several people answered" in plain(table.rows[at][2])


def test_what_is_sensitive_is_never_printed() -> None:
    made = assessment()
    sensitive = next(fact for fact in index().facts.values() if fact.sensitive)
    check = index().check_of_fact[sensitive.id]
    made.answers[check.id][0].facts[sensitive.id] = "POL-SECRET-77"
    made.people[0].channels[0].value = "+1 555 7777"
    text = text_of(told(made).document)
    assert "POL-SECRET-77" not in text
    assert "7777" not in text
    assert f"{sensitive.label}: kept, not printed" in text
    assert "mobile: kept, not printed" in text


def test_an_answer_under_an_id_the_questionnaire_lacks_is_still_printed() -> None:
    made = assessment()
    made.answers["gone.check"] = [
        Answer(state=State.YES, note="From an older questionnaire.", facts={"gone.fact": "old"})
    ]
    text = said(part(told(made).document, "appendix"))
    assert "From an older questionnaire." in text
    assert "gone.fact: old" in text


# Findings, conflicts, open points


def test_every_finding_of_its_kind_is_listed_once_gravest_first() -> None:
    report = told(assessment())
    table = next(block for block in part(report.document, "findings") if isinstance(block, DataTable))
    listed = [plain(row[2]) for row in table.rows]
    words = definition().findings
    assert words is not None
    expected = [
        one.title
        for one in report.judgement.findings
        if one.kind in words.kinds and one.audience is not Audience.COUNSEL_ONLY
    ]
    assert listed == expected


def test_filters_of_the_definition_are_kept() -> None:
    words = definition().findings
    assert words is not None
    few = msgspec.structs.replace(words, table_limit=3, detail_limit=1)
    blocks = part(told(assessment(), report=msgspec.structs.replace(definition(), findings=few)).document, "findings")
    table = next(block for block in blocks if isinstance(block, DataTable))
    assert len(table.rows) == 3
    assert sum(isinstance(block, Heading) and block.level == 3 for block in blocks) == 1
    assert any("Not listed here: " in text for block in blocks for text in texts(block))


def test_an_agreed_owner_and_day_are_told_and_others_proposed() -> None:
    report = told(assessment())
    text = said(part(report.document, "findings"))
    assert "Carla Ruiz" in text
    assert "28 Nov 2026" in text
    assert "21 Dec 2026 (proposed)" in said(part(report.document, "details"))
    assert "risk accepted" in said(part(report.document, "appendix"))


def test_conflicts_quote_the_answers_side_by_side() -> None:
    report = told(assessment())
    text = said(part(report.document, "conflicts"))
    for conflict in report.judgement.conflicts:
        if conflict.audience is not Audience.COUNSEL_ONLY:
            assert conflict.title in text
            assert conflict.sentence in text
            assert all(quote.words in text for quote in conflict.quotes)


def test_two_answers_are_quoted_with_who_gave_them() -> None:
    text = said(part(told(assessment()).document, "conflicts"))
    assert re.search(r"· Ines Brandt \(Engineer\)\n(yes|no|partly|don't know)", text)


def test_unknown_and_unproven_stand_apart() -> None:
    report = told(assessment())
    text = said(part(report.document, "open_points"))
    unknown, _, unproven = text.partition("Said to be so, not shown")
    for finding in report.judgement.findings:
        assert finding.check is None or finding.kind != "unknown" or finding.check.question in unknown
        assert finding.kind != "unproven" or finding.title in unproven


def test_what_works_has_its_proof_beside_it() -> None:
    text = said(part(told(assessment()).document, "working"))
    assert "One person by name is appointed on paper to lead" in text
    assert "Appointment note, signed by Carla Ruiz and Dana Ruiz, Safe in the Tulsa practice" in text


# Method


def test_the_score_can_be_worked_out_again_from_the_printed_counts() -> None:
    report = told(assessment())
    blocks = part(report.document, "method")
    table = next(block for block in blocks if isinstance(block, DataTable))
    rows = [[plain(cell).replace(",", "") for cell in row] for row in table.rows[:-1]]
    possible = sum(Fraction(row[1]) * Fraction(row[2]) for row in rows)
    in_place = 100 * sum(Fraction(row[1]) * Fraction(row[3]) for row in rows) / possible
    proven = 100 * sum(Fraction(row[1]) * Fraction(row[4]) for row in rows) / possible
    assert (in_place, proven) == (report.judgement.score.numbers.in_place, report.judgement.score.numbers.proven)
    text = said(blocks)
    assert f"/ {float(possible):g} = {shown(in_place)}" in text
    assert f"/ {float(possible):g} = {shown(proven)}" in text
    assert "content hash " + report.assessment.pack.sha256[:12] in text
    assert "LAW-07" in text


def test_a_draft_shows_no_score() -> None:
    document = told(assessment(draft=True)).document
    assert document.draft == "DRAFT"
    assert not any(isinstance(block, BarChart) for block in walk(document.blocks))
    figures = next(block for block in walk(document.blocks) if isinstance(block, KeyFigures))
    assert figures.figures == ()
    rows = next(block for block in walk(document.blocks) if isinstance(block, VerdictRows)).rows
    assert all(row.in_place is None and not row.value for row in rows)
    assert "of 100" not in text_of(document)
    assert told(assessment()).document.draft == ""


def test_an_empty_assessment_composes() -> None:
    for status in Status:
        made = assessment(draft=status is Status.DRAFT)
        made = msgspec.structs.replace(made, answers={}, people=[], parties=[], actions=[])
        document = told(made).document
        assert "LEAD-01" in text_of(document)


def test_a_shorter_pass_names_its_scope() -> None:
    mode = index().pack.modes[0]
    made = msgspec.structs.replace(assessment(), scope=mode.id)
    text = text_of(told(made).document)
    assert f"Covers {mode.title}" in text
    assert "Answered earlier, not asked any more" in text


def test_an_earlier_judgement_puts_marks_into_the_chart() -> None:
    made = assessment()
    judgement = judge(index(), made, TODAY)
    document = compose(definition(), index(), made, organisation(), judgement, previous=judgement)
    chart = next(block for block in walk(document.blocks) if isinstance(block, BarChart))
    assert chart.before == "In place last time"
    assert all(bar.before == bar.in_place for bar in chart.bars)


def test_composing_is_pure() -> None:
    made = assessment()
    before = msgspec.json.encode(made)
    assert told(made).document == told(made).document
    assert msgspec.json.encode(made) == before
    assert replace(told(made).document, title="") != told(made).document


def test_the_order_of_the_definition_is_the_order_of_the_report() -> None:
    report = msgspec.structs.replace(definition(), order=("method", "page_one"))
    headings = [
        b.text
        for b in walk(told(assessment(), report=report).document.blocks)
        if isinstance(b, Heading) and b.level == 1
    ]
    assert headings[0] == "13 How this was worked out"
    assert len(headings) == 2


def test_only_terms_that_are_used_are_explained() -> None:
    document = told(assessment()).document
    text = text_of(document)
    glossary = text.partition("\nWords used\n")[2].partition("\nSources\n")[0]
    explained = [term for term in index().pack.glossary if f"{term.text}" in glossary]
    assert 0 < len(explained) < len(index().pack.glossary)


def test_only_printable_sources_are_printed() -> None:
    text = text_of(told(assessment()).document)
    for source in index().pack.sources.values():
        assert source.printable or not source.url or source.url not in text


# Any text


@settings(max_examples=25)
@given(st.lists(st.text(min_size=1, max_size=80), min_size=6, max_size=6), st.data())
def test_any_text_in_any_field_composes_and_is_found_again(entries: list[str], data: st.DataObject) -> None:
    made = assessment()
    note, reason, description, place, name, role = entries
    check = data.draw(st.sampled_from([one for one in made.answers if one in index().checks]))
    answer = made.answers[check][0]
    answer.note, answer.reason = note, reason
    answer.evidence = [Evidence(description=description, place=place)]
    made.people[0].name, made.people[0].role = name, role
    text = text_of(told(made, organisation(name=name)).document)
    assert all(entry in text for entry in entries)


def test_who_held_the_keyboard_is_named() -> None:
    made = assessment()
    made.answers = {
        id: [msgspec.structs.replace(answers[0], respondent="")] for id, answers in list(made.answers.items())[:30]
    }
    page = said(list(front(told(made).document).blocks))
    assert "Answered by: Ines Brandt\n" in page
