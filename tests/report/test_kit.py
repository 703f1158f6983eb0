"""The communication kit: nine finished documents, humane, prefilled, and careful about what they say."""

from __future__ import annotations

import io
import re
from functools import cache

import docx
import pypdf
import pytest

from readiness.assessment.model import Assessment
from readiness.exchange.wording_check import Flag, WordingCheck
from readiness.exchange.wording_rules import wording_rules
from readiness.report import docx as word
from readiness.report import pdf, plain_text
from readiness.report.document import DataTable, Document, Signature
from readiness.report.text import text_of, walk
from readiness.resources import bundled
from readiness.session.wording import passages
from tests.report.sample import assessment, cells, definition, sample, told
from tests.report.test_definition import NEVER_SAID

KIT = tuple(sorted(path.stem for path in bundled("reports").glob("kit-*.yaml")))
OUTGOING = ("kit-staff-message", "kit-holding-statement", "kit-customer-notice", "kit-questions", "kit-updates")
RULES = WordingCheck(wording_rules())
EXEMPT = ("work orders", "written notice to the insurer", "counsel files")


def empty() -> Assessment:
    made = assessment()
    made.answers, made.people, made.parties, made.actions = {}, [], [], []
    return made


def mostly_unanswered() -> Assessment:
    made = assessment()
    made.answers = dict(list(made.answers.items())[:12])
    return made


MADE = {"sample": assessment, "empty": empty, "mostly unanswered": mostly_unanswered}


@cache
def document(name: str, of: str = "sample") -> Document:
    made = sample().assessment if of == "sample" else MADE[of]()
    return told(made, report=definition(name)).document


def flags(told_: Document) -> tuple[Flag, ...]:
    lines = plain_text.render(told_).decode().splitlines()
    return RULES.flags(passages(list(enumerate(lines, 1))))


def _place(name: str) -> str:
    return definition(name).name


def test_there_are_nine_pieces() -> None:
    assert len(KIT) == 9
    assert [definition(name).name.partition(" · ")[0] for name in sorted(KIT, key=_place)] == [
        f"Kit {n}" for n in range(1, 10)
    ]


@pytest.mark.parametrize("of", MADE)
@pytest.mark.parametrize("name", KIT)
def test_every_piece_is_whole_whatever_was_answered(name: str, of: str) -> None:
    text = text_of(document(name, of))
    assert re.findall(r"\{[\w.]+\}|\bNone\b|\bNULL\b", text) == []
    assert [match[0] for match in NEVER_SAID.finditer(text.replace('"no evidence of"', ""))] == []
    assert "—" not in text
    assert "[" in text or "____" in text


@pytest.mark.parametrize("of", MADE)
@pytest.mark.parametrize("name", KIT)
def test_every_piece_passes_its_own_checks(name: str, of: str) -> None:
    found = flags(document(name, of))
    if name not in OUTGOING:
        found = tuple(flag for flag in found if not flag.rule.startswith("no-as-of") and flag.rule != "no-next-update")
    assert found == ()


@pytest.mark.parametrize("name", OUTGOING)
def test_every_text_that_goes_out_is_dated_and_announces_the_next_one(name: str) -> None:
    text = text_of(document(name, "empty"))
    for part in ("ersion [number]", "as of [day, time, time zone]", "ext update"):
        assert part in text
    assert "approved by nobody until" in text


def test_the_sheet_runs_facts_first_and_prints_its_rules() -> None:
    made = document("kit-sign-off")
    signers = [block.labels[0].partition(":")[0] for block in walk(made.blocks) if isinstance(block, Signature)]
    assert signers == ["Fact checker", "Communications (name)", "Counsel", "Final word"]
    checked = next(block for block in walk(made.blocks) if isinstance(block, DataTable))
    assert [column.title.partition(":")[0] for column in checked.columns] == [
        "Claim in the text", "Evidence", "How sure", "As of",
    ]  # fmt: skip
    text = text_of(made)
    rules = ("voids the signatures that come later", "Counsel is never skipped", "has no veto", "decides in writing")
    assert all(rule in " ".join(text.split()) for rule in (*rules, *EXEMPT, "call script", "take the same route"))


def test_what_was_answered_is_filled_in_and_what_was_not_is_a_blank() -> None:
    assert "Counsel: Lee Park" in text_of(document("kit-sign-off"))
    assert "Counsel: ______" in text_of(document("kit-sign-off", "empty"))
    assert "https://status.example.com/harbor" in text_of(document("kit-holding-statement"))
    assert "at [fill in]. Questions: [phone, hours]" in text_of(document("kit-holding-statement", "empty"))


def test_the_meeting_has_words_for_each_objection() -> None:
    text = text_of(document("kit-meeting"))
    assert all(words in text for words in ('say "any data"', "Being too specific", "How certain are you?"))


def test_what_the_answers_say_against_the_kit_is_told() -> None:
    made = assessment()
    made.answers["communications.who-hears-when"][0].facts["communications.staff_hear"] = "after_customers"
    made.answers["communications.plain-words"][0].facts["communications.prepared_offers"] = ["refunds"]
    assert "Later than customers" in text_of(told(made, report=definition("kit-staff-message")).document)
    assert "Money back" in text_of(told(made, report=definition("kit-customer-notice")).document)
    assert "Show" not in text_of(document("kit-customer-notice"))


def test_the_list_until_day_90_goes_on_without_a_gap() -> None:
    text = text_of(document("kit-updates"))
    assert [int(day) for pair in re.findall(r"^Day (\d+)-(\d+)$", text, re.MULTILINE) for day in pair] == [
        4, 14, 15, 30, 31, 60, 61, 90,
    ]  # fmt: skip


def test_the_checkers_page_is_one_page() -> None:
    data, warnings = pdf.render(document("kit-fact-checker", "empty"))
    assert (len(pypdf.PdfReader(io.BytesIO(data)).pages), warnings) == (1, [])


@pytest.mark.parametrize("name", KIT)
def test_lawyers_can_edit_it(name: str) -> None:
    made = document(name)
    opened = docx.Document(io.BytesIO(word.render(made)))
    told_ = "\n".join(paragraph.text for paragraph in opened.element.body.iter() if paragraph.tag.endswith("}t"))
    for table in (block for block in walk(made.blocks) if isinstance(block, DataTable)):
        assert all(cell in told_ for row in cells(table) for cell in row if cell.strip() and "\n" not in cell)
