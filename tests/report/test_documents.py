"""The documents beside the management report: each holds, each builds, and none tells what it must not."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from readiness.assessment.findings import Kind
from readiness.assessment.model import Channel, ChannelKind
from readiness.assessment.redaction import redacted
from readiness.questionnaire.schema import schema_text
from readiness.questionnaire.vocabulary import State
from readiness.report.definition import Definition, DefinitionError, load_definition, schemas
from readiness.report.document import Contact, Document, OnePage
from readiness.report.formats import format_named
from readiness.report.output import ReportError
from readiness.report.pdf import render as render_pdf
from readiness.report.protection import protected
from readiness.report.text import text_of
from readiness.report.vcard import render as render_cards
from readiness.resources import bundled
from readiness.session.documents import MANAGEMENT, paths
from tests.report.sample import Told, assessment, definition, empty, index, organisation, told
from tests.report.test_definition import NEVER_SAID

SHIPPED = list(paths(Path("/nowhere")))
LETTERS = [id for id in SHIPPED if id.startswith("letter-")]
FOR_ANYBODY = [id for id in SHIPPED if id.startswith("letter-") and id != "letter-counsel"]
PAPERS = [id for id in SHIPPED if id.startswith("paper-")]


@cache
def of_sample(id: str) -> Told:
    return told(assessment(), report=definition(id))


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_definition_says_what_it_is(id: str) -> None:
    found = definition(id)
    assert (found.id, bool(found.name), bool(found.about)) == (id, True, True)
    text = (bundled("reports") / f"{id}.yaml").read_text("utf-8")
    if not id.startswith("kit-"):  # the kit names such words, to keep them out of what is sent
        assert [match[0] for match in NEVER_SAID.finditer(text)] == []
    assert "—" not in text
    assert text.startswith("# yaml-language-server: $schema=schema/definition.json\n")


@pytest.mark.parametrize("id", [id for id in SHIPPED if id != MANAGEMENT])
def test_it_builds_for_a_full_and_for_an_empty_assessment(id: str) -> None:
    for document in (of_sample(id).document, told(empty(), report=definition(id)).document):
        data, warnings = render_pdf(document)
        assert warnings == []
        pages = len(PdfReader(io.BytesIO(data)).pages)
        assert pages == 1 if isinstance(document.blocks[0], OnePage) else pages >= 1
        assert not re.search(r"\{[\w.-]+\}", text_of(document))


HARD = st.text(min_size=1, max_size=80) | st.sampled_from(
    (
        "x" * 300,
        "<b>{leader.person}</b> [/] =1+1",
        "Żółć Ελένη Дмитрий Nguyễn",
        "محمد דנה नाम 山田太郎 이순신 🦷",
        "{nobody}",
    )
)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(HARD, min_size=5, max_size=5), picked=st.integers(0, len(SHIPPED) - 1))
def test_any_text_builds_every_document(texts: list[str], picked: int) -> None:
    made = assessment()
    names, roles, parties, phones, notes = texts
    people = [replace(one, name=f"{names}{n}", role=roles) for n, one in enumerate(made.people)]
    others = [replace(one, name=f"{parties}{n}", phone=phones, second_way=notes) for n, one in enumerate(made.parties)]
    made = replace(made, people=people, parties=others)
    for id in SHIPPED[1:]:
        document = told(made, report=definition(id)).document
        said = " ".join(text_of(document).split())
        if id in ("contact-card", "contact-card-wallet", "paper-b-roles"):
            assert " ".join(f"{names}0".split()) in said, id
    document = told(made, report=definition(SHIPPED[picked or 1])).document
    first, _warnings = render_pdf(document)
    assert render_pdf(document)[0] == first


def test_papers_and_cards_are_one_page() -> None:
    assert all(definition(id).one_page for id in (*PAPERS, "contact-card", "contact-card-wallet"))


def test_papers_name_checks_that_exist() -> None:
    for id in PAPERS:
        assert definition(id).closes
        assert set(definition(id).closes) <= set(index().checks)
        for check in definition(id).closes:
            assert index().checks[check].code in text_of(of_sample(id).document), (id, check)


@pytest.mark.parametrize("id", FOR_ANYBODY)
def test_a_letter_has_questions_and_nothing_else(id: str) -> None:
    made = of_sample(id)
    text = text_of(made.document)
    judgement = made.judgement
    assert not any(one.sentence in text or one.title in text for one in judgement.conflicts)
    assert not any(one.title in text for one in judgement.findings if one.kind is not Kind.UNKNOWN)
    assert not re.search(r"\d+ of 100|critical|in place", text, re.IGNORECASE)
    assert made.assessment.content_hash[:12] not in text


def test_what_nobody_knows_is_asked_of_whoever_knows() -> None:
    asked = "".join(text_of(of_sample(id).document) for id in LETTERS)
    unknown = [one for one in of_sample("letter-broker").judgement.findings if one.kind is Kind.UNKNOWN]
    assert unknown
    for one in unknown:
        assert one.check is not None
        if one.audience != "counsel_only" and one.ask != "PR":
            assert one.check.question in asked, one.code


def test_what_does_not_fit_together_is_quoted_for_counsel_alone() -> None:
    made = of_sample("letter-counsel")
    text = text_of(made.document)
    assert all(one.sentence in text for one in made.judgement.conflicts)
    hidden = [one for one in made.judgement.findings if one.audience == "counsel_only"]
    assert hidden
    for id in SHIPPED:
        if id not in (MANAGEMENT, "letter-counsel"):
            other = text_of(of_sample(id).document)
            assert not any(one.title in other or (len(one.said) > 20 and one.said in other) for one in hidden), id


def test_the_card_calls_in_order_and_never_prints_a_private_number() -> None:
    made = assessment()
    leader = next(one for one in made.people if one.id == "dana")
    secret = Channel(kind=ChannelKind.MOBILE, value="+1 555 0199", private=True)
    made = replace(made, people=[replace(one, channels=[secret]) if one is leader else one for one in made.people])
    text = text_of(told(made, report=definition("contact-card")).document)
    places = [text.index(who) for who in ("Leader", "deputy", "IT company", "hotline", "Lawyer", "Response firm")]
    assert places == sorted(places)
    assert "0199" not in text
    assert "NOT ACCEPTED YET" in text
    assert text.count("NOT SET") == 0
    bare = text_of(told(empty(), report=definition("contact-card")).document)
    assert bare.count("NOT SET") >= 5
    assert "IT company, emergency" in bare
    assert "NOT ACCEPTED YET" in bare


def test_an_accepted_firm_is_called_itself() -> None:
    made = assessment()
    given = made.answers["response-firm.insurer-accepted"]
    facts = {**given[0].facts, "response_firm.panel_status": "agreed_in_writing"}
    answer = replace(given[0], state=State.YES, facts=facts)
    made = replace(made, answers={**made.answers, "response-firm.insurer-accepted": [answer]})
    text = text_of(told(made, report=definition("contact-card")).document)
    assert "NOT ACCEPTED" not in text
    assert "the lawyer calls you in" in text


def cards(document: Document) -> list[list[str]]:
    data = render_cards(document)
    lines = data.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    return [card.split("\n") for card in "\n".join(unfolded).split("END:VCARD")[:-1]]


def test_the_contacts_are_vcards() -> None:
    found = cards(of_sample("contact-card").document)
    names = [line[3:] for card in found for line in card if line.startswith("FN:")]
    assert names[:2] == ["Dana Ruiz", "Sam Okafor"]
    assert len(names) == len(set(names)) >= 5
    with pytest.raises(ReportError, match="no contacts"):
        render_cards(of_sample("letter-broker").document)


@given(name=st.text(min_size=1, max_size=200))
def test_any_name_stays_one_value_of_a_vcard(name: str) -> None:
    made = of_sample("contact-card").document
    contact = Contact(f"x{name}", role=name, phones=(name,))
    document = Document(
        made.title, made.author, made.language, made.subject, made.footer, made.page_of, (), contacts=(contact,)
    )
    (card,) = cards(document)
    fields = [line.partition(":")[0] for line in card if line]
    assert fields[:4] == ["BEGIN", "VERSION", "KIND", "FN"]
    assert set(fields) <= {"BEGIN", "VERSION", "KIND", "FN", "ROLE", "TEL"}
    assert re.sub(r"\\.", "", card[3]).count(";") == 0


def test_a_redacted_document_names_nobody() -> None:
    made = assessment()
    without, nameless = redacted(index(), made, organisation())
    before, after = told(made), told(without, nameless)
    assert after.judgement.score == before.judgement.score
    assert len(after.judgement.findings) == len(before.judgement.findings)
    written = {one.note for given in made.answers.values() for one in given if one.note}
    written |= {one.place for given in made.answers.values() for answer in given for one in answer.evidence}
    written |= {one.description for given in made.answers.values() for answer in given for one in answer.evidence}
    names = {one.name for one in (*made.people, *made.parties)} | {organisation().name, made.assessor.name}
    numbers = {channel.value for one in made.people for channel in one.channels} | {one.phone for one in made.parties}
    told_of = {text for text in written | names | numbers if len(text) > 3}
    assert len(told_of) > 60
    for id in SHIPPED:
        document = told(without, nameless, definition(id)).document
        data = format_named("json").render(document)[0]
        assert [text for text in told_of if text.encode() in data] == [], id
    pdf = PdfReader(io.BytesIO(render_pdf(after.document)[0]))
    found = "".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata)
    assert [text for text in names if text in found] == []


def test_different_texts_stay_different_when_they_are_left_out() -> None:
    made = assessment()
    for item, note in (("leader.named", "a"), ("leader.deputy", "b"), ("leader.trigger", "a")):
        made.answers[item] = [replace(made.answers[item][0], note=note)]
    without, _organisation = redacted(index(), made, organisation())
    first, second, third = (without.answers[id][0].note for id in ("leader.named", "leader.deputy", "leader.trigger"))
    assert first == third != second
    assert "" not in (first, second)
    assert made.answers["leader.named"][0].note == "a"


def test_a_protected_pdf_opens_with_its_passphrase_alone() -> None:
    data, _warnings = render_pdf(of_sample("letter-broker").document)
    locked = protected(data, "four words to know")
    assert b"broker" not in locked
    reader = PdfReader(io.BytesIO(locked))
    assert reader.is_encrypted
    assert not reader.decrypt("four words to knot")
    assert reader.decrypt("four words to know")
    assert "broker" in "".join(page.extract_text() for page in reader.pages)
    with pytest.raises(ReportError, match="at least 8"):
        protected(data, "short")


def mine(tmp_path: Path, text: str) -> Definition:
    head = (bundled("reports") / "letter-broker.yaml").read_text("utf-8").partition("\nblocks:")[0]
    path = tmp_path / "mine.yaml"
    path.write_text(f"{head}\nblocks:\n{text}", "utf-8")
    return load_definition(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  - {heading: A, text: B}\n", r"blocks\[0\]: exactly one of these is needed: .*; given: heading, text"),
        ("  - {level: 1}\n", "exactly one of these is needed: .*; given: none"),
        ("  - {heading: A, level: 7}\n", r"blocks\[0\].level: 1, 2 or 3 is needed"),
        ("  - {haeding: A}\n", "unknown key 'haeding' .did you mean 'heading"),
        ("  - table: {columns: [{title: A}], rows: [[x, y]]}\n", r"rows\[0\]: at most 1 texts are accepted"),
        ("  - table: {columns: [{title: A}], blank_rows: 900}\n", "blank_rows: a number from 0 to 40"),
        ("  - matters: {intro: a, none: b, why: c, unchecked: d}\n", "audience counsel_only is needed"),
        ("  - {text: A, when: {leader.named: {isnt: yes}}}\n", r"blocks\[0\].when"),
        ("  - {text: 'Dear {nobody}'}\n", "there is no value 'nobody'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_piece_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        mine(tmp_path, text)
    lines = [str(one) for one in caught.value.problems]
    assert any(re.search(message, line) for line in lines), lines
    assert all(re.match(r".*mine\.yaml:\d+:\d+: ", line) for line in lines)


def test_what_the_pack_never_asks_leaves_its_piece_out(tmp_path: Path) -> None:
    text = "  - text: always\n  - {text: never, when: {some.fact: {is: x}}}\n"
    text += "  - {text: named, when: {leader.named: {is: 'yes'}}}\n"
    text += "  - {text: besides, unless: {some.fact: {is: x}}}\n  - {text: gone, unless: {leader.named: {is: 'yes'}}}\n"
    found = text_of(told(assessment(), report=mine(tmp_path, text)).document)
    assert "always" in found
    assert "named" in found
    assert "besides" in found
    assert not any(word in found for word in ("never", "gone"))


def test_words_of_ones_own_are_used(tmp_path: Path) -> None:
    words = (bundled("reports") / "words.yaml").read_text("utf-8").replace("yes: yes", "yes: indeed")
    (tmp_path / "words.yaml").write_text(words, "utf-8")
    found = mine(tmp_path, "  - text: A\n")
    assert found.words.states[State.YES] == "indeed"
    (tmp_path / "words.yaml").write_text(words.replace("unanswered:", "unansered:"), "utf-8")
    with pytest.raises(DefinitionError, match=r"words\.yaml:\d+:\d+: .*unansered"):
        mine(tmp_path, "  - text: A\n")


def test_the_schema_files_are_the_generated_ones() -> None:
    for kind, made in schemas().items():
        assert (bundled("reports") / "schema" / f"{kind}.json").read_text("utf-8") == schema_text(made)
