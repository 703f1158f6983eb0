"""How the pack speaks: plainly, never as a lawyer or an insurer, and with its own words explained."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from readiness.questionnaire.index import Index
from readiness.questionnaire.model import Pack
from tests.content.pack_text import prose
from tests.content.reading_ease import reading_ease

EASY_ON_AVERAGE, NEVER_BELOW = 60, 40

NEVER_SAID = (
    *("you must notify by", "no need to notify", "will be paid", "safe harbour applies", "safe harbor applies"),
    *("certified", "compliant", "covered", "privileged", "guaranteed", "guarantee", "secure", "no evidence of"),
    *("misrepresentation", "your fault", "pay the ransom", "don't pay", "do not pay"),
)
"""What only a court, an insurer, an auditor or counsel could say."""

NEEDS_EXPLAINING = (
    *("panel", "retention", "deductible", "privilege", "forensic", "forensics", "tenant", "exfiltration"),
    *("ransomware", "phishing", "malware", "edr", "mdr", "mfa", "msp", "siem", "endpoint", "encryption"),
    *("tabletop", "custody", "indemnity", "endorsement", "sub-limit", "retroactive", "litigation"),
)
"""Words of the trades involved; in a question, each would need its own glossary entry."""


TERMS_IN_QUESTIONS = {
    *("backup", "breach", "consent", "containment", "credential", "data-inventory", "eradication", "exfiltration"),
    *("holding-statement", "hotline", "legal-hold", "log", "msp", "notice", "panel-vendor", "proof-of-loss"),
    *("ransomware", "recovery", "response-firm", "retention", "root-cause", "sub-limit", "tabletop-exercise"),
    "waiting-period",
}
"""Entries that at least one question must lead to, by its own words."""


def questions(pack: Pack, index: Index) -> dict[str, str]:
    """Every question a user is asked: of checks, and the shorter ones of modes."""
    asked = {check.code: check.question for check in index.checks.values()}
    for mode in pack.modes:
        for block in mode.blocks:
            asked.update({f"{mode.id}: {index.checks[id].code}": text for id, text in block.wording.items()})
    return asked


def occurs(spelling: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", text, re.IGNORECASE) is not None


def test_questions_are_easy_to_read(pack: Pack, index: Index) -> None:
    eases = {name: reading_ease(text) for name, text in questions(pack, index).items()}
    assert sum(eases.values()) / len(eases) >= EASY_ON_AVERAGE
    assert not {name: round(ease) for name, ease in eases.items() if ease < NEVER_BELOW}


def test_questions_of_each_mode_are_easy_on_average_too(pack: Pack) -> None:
    for mode in pack.modes:
        eases = [reading_ease(text) for block in mode.blocks for text in block.wording.values()]
        assert not eases or sum(eases) / len(eases) >= EASY_ON_AVERAGE


def test_questions_have_at_most_25_words(pack: Pack, index: Index) -> None:
    assert not {name for name, text in questions(pack, index).items() if len(text.split()) > 25}


def test_the_measure_is_the_published_one() -> None:
    # By hand: 7 words, 8 syllables (1.1 a word), one sentence.
    assert reading_ease("Did you call the bank this morning?") == pytest.approx(206.835 - 1.015 * 7 - 84.6 * 1.1)
    assert reading_ease("Cat.") > reading_ease("Organisational responsibilities notwithstanding.")


@pytest.mark.parametrize("phrase", NEVER_SAID)
def test_it_is_never_said(pack: Pack, phrase: str) -> None:
    assert not [(path, text) for path, text in prose(pack) if occurs(phrase, text)]


def test_ready_is_only_said_on_paper(pack: Pack) -> None:
    for band in pack.bands:
        if band.label.casefold().startswith(("ready", "nearly ready")):
            assert band.label.endswith("on paper")


def test_text_is_plain_and_typed_on_any_keyboard(pack: Pack) -> None:
    odd = re.compile(r"[\u2010-\u2027\u00a0<>]|\s{2,}|\*\*|\[/")
    assert not [(path, text) for path, text in prose(pack) if odd.search(text)]


def test_a_spelling_leads_to_one_glossary_entry(pack: Pack) -> None:
    entries: dict[str, set[str]] = defaultdict(set)
    for term in pack.glossary:
        for spelling in (term.term, *term.also):
            entries[spelling.casefold()].add(term.id)
    assert not {spelling: ids for spelling, ids in entries.items() if len(ids) > 1}
    assert len(pack.glossary) >= 42


def test_terms_in_questions_lead_to_their_entries(pack: Pack, index: Index) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    spellings = {
        spelling.casefold(): term.id
        for term in pack.glossary
        for spelling in (term.term.split(" (")[0], term.term, *term.also)
    }
    for name, question in questions(pack, index).items():
        for spelling, entry in spellings.items():
            if occurs(spelling, question):
                found[entry].add(name)
        for word in NEEDS_EXPLAINING:
            assert not occurs(word, question) or word in spellings, (name, word)
    assert set(found) >= TERMS_IN_QUESTIONS
    for entry, where in sorted(found.items()):
        print(f"{entry:24} {', '.join(sorted(where))}")
