"""What the wording checks flag in a text and what they leave alone; and what is told about a file of rules."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.exchange.wording_check import Flag, WordingCheck
from readiness.exchange.wording_rules import WordingError, WordingFile, phrase, wording_rules
from readiness.questionnaire.schema import file_schema, schema_text
from readiness.resources import bundled
from tests.report.test_definition import NEVER_SAID

SHIPPED = bundled("questionnaires") / "wording-checks.yaml"
FILE = wording_rules()
CHECK = WordingCheck(FILE)
DATED = "As of 3 May 2026, 14:00 CET. Next update on 4 May, 10:00 CET."

# Rule -> texts that it flags, and texts that it does not.
EXAMPLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "too-broad": (
        ("All personal data may be affected.", "Any of your data could be out.", "Our entire database was read."),
        ("Some personal data may have been seen: names and mail addresses.", "All of us are sorry for the worry."),
    ),
    "too-vague": (
        (
            "Certain information was seen.",
            "We experienced a security incident.",
            "We take your privacy very seriously.",
        ),
        ("Some personal data may have been seen.", "Since 9:00 our booking system can't be used."),
    ),
    "vague-time": (
        ("We will write in due course.", "More shortly.", "We recently saw it."),
        ("We write again on 4 May.", "In short, call us."),
    ),
    "confident-negative": (
        (
            "No card data was taken.",
            "No customer or payment records are gone.",
            "Your file was not accessed.",
            "Passwords haven't been stolen.",
            "It did not affect patients.",
        ),
        (
            "We do not know yet whether card data was taken.",
            "No card data was taken. The payment logs from 3 May to 8 May were read.",
            "Sign-in records reach back to 3 May. Your file was not accessed.",
            "We do not ask for a password.",
        ),
    ),
    "no-evidence": (
        ("We have no evidence of misuse.", "We have not found any sign that files left.", "There is no indication."),
        ("We read the mail logs from 1 May; in them there is no sign of copies.", "Ask for the evidence."),
    ),
    "encrypted": (
        ("The data was encrypted.",),
        ("The data was encrypted, and the key was kept apart.", "The intruder locked the files."),
    ),
    "contained": (
        ("The attack has been contained.", "We contained the incident.", "It is under control."),
        ("The file contained names.", "The server is cut off since 9:00."),
    ),
    "deleted-by-attacker": (
        (
            "The attackers have deleted the files.",
            "We were assured that the copies are destroyed.",
            "Data was deleted.",
        ),
        ("Nothing of yours has to be sent again.", "Delete no messages."),
    ),
    "admission": (
        (
            "It was our fault.",
            "We take full responsibility.",
            "We failed to act.",
            "We let you down.",
        ),
        ("We are sorry for the worry.", "Our own people are working on it."),
    ),
    "apology": (("We apologise for what happened.",), ("We apologise for the worry.",)),
    "offer": (
        (
            "You get a refund.",
            "We offer free credit monitoring.",
            "We will cover your costs.",
            "A credit to your bill.",
        ),
        ("Look through your credit card statements.", "Ask your bank."),
    ),
    "promise": (
        ("This will never happen again.", "Your data is now safe.", "We guarantee it.", "Rest assured."),
        ("We have changed all sign-ins.", "Nobody can rule it out."),
    ),
    "breach-word": (("A data breach.", "They breached it."), ("An incident.", 'The word "breach" waits for counsel.')),
    "guess": (("A sophisticated attack.", "We believe it was a gang."), ("We do not know yet who did it.",)),
    "law": (("We are required by law to write.", "We comply with the GDPR."), ("Our lawyer says whom we tell.",)),
    "cold": (("Sorry for any inconvenience.",), ("We know this is a worry.",)),
}


def flags(text: str, check: WordingCheck = CHECK) -> list[Flag]:
    return list(check.flags([list(enumerate(text.split("\n"), 1))]))


def rules(text: str) -> set[str]:
    return {flag.rule for flag in flags(text)}


def test_every_rule_has_examples() -> None:
    assert set(EXAMPLES) == {rule.id for rule in FILE.rules}


@pytest.mark.parametrize(("rule", "text"), [(id, text) for id, (bad, _good) in EXAMPLES.items() for text in bad])
def test_what_does_harm_is_flagged(rule: str, text: str) -> None:
    found = [flag for flag in flags(text) if flag.rule == rule]
    assert len(found) == 1
    assert found[0].what.strip('"') in text
    assert found[0].why
    assert found[0].better


@pytest.mark.parametrize(("rule", "text"), [(id, text) for id, (_bad, good) in EXAMPLES.items() for text in good])
def test_what_does_none_is_left_alone(rule: str, text: str) -> None:
    assert rule not in rules(text)


@pytest.mark.parametrize(
    "text", [DATED, "as-of [time], next update [time]", "As of ____. We will write again by Monday."]
)
def test_a_time_or_a_blank_counts_as_a_time(text: str) -> None:
    assert flags(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", {"no-as-of-time", "no-next-update"}),
        ("As of now. The next update comes when we know more.", {"no-as-of-time", "no-next-update"}),
        ("As of 3 May.", {"no-next-update"}),
        ("Next update on Monday.", {"no-as-of-time"}),
    ],
)
def test_a_missing_time_is_told(text: str, missing: set[str]) -> None:
    assert rules(text) == missing


def test_a_line_end_hides_nothing_and_the_line_is_the_one_it_begins_on() -> None:
    (flag,) = [flag for flag in flags(f"{DATED}\nWe think of all\npersonal data.") if flag.rule == "too-broad"]
    assert (flag.line, flag.what) == (2, '"all personal data"')


def test_the_end_of_a_sentence_or_of_a_passage_parts_words() -> None:
    assert "too-broad" not in rules("That is all. Personal data is something else.")
    passages = [[(1, "We read all")], [(2, "personal data")]]
    assert "too-broad" not in {flag.rule for flag in CHECK.flags(passages)}


@pytest.mark.parametrize("text", ["all per\u00adsonal data", "ALL\u00a0PERSONAL DATA", "all\u200b pers\u200bonal data"])
def test_characters_without_looks_hide_nothing(text: str) -> None:
    assert "too-broad" in rules(text)


def test_a_phrase_alone_in_quotation_marks_is_spoken_about() -> None:
    assert rules(f'{DATED} Never write "all personal data", \u201ccontained\u201d or "no evidence of".') == set()
    assert "confident-negative" in rules('"No card data was taken," she said.')


def test_a_rule_can_be_left_out() -> None:
    check = WordingCheck(FILE, ["breach-word", "no-as-of-time", "no-next-update"])
    assert flags("A data breach.", check) == []


def test_a_rule_flags_the_same_words_once() -> None:
    found = [flag for flag in flags("No customer data was stolen.") if flag.rule == "confident-negative"]
    assert [flag.what for flag in found] == ['"No customer data"']


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_text_can_be_read(lines: list[str]) -> None:
    for flag in CHECK.flags([list(enumerate(lines, 1))]):
        assert 1 <= flag.line <= max(len(lines), 1)
        assert flag.what


WORDS = sorted({word for rule in FILE.rules for one in rule.phrases for place in phrase(one) for word in place.words})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ".", "[", '"', "not", "7"]), max_size=60))
def test_any_mixture_of_the_rules_own_words_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    for flag in flags(text):
        assert flag.what.strip('"').casefold() in " ".join(text.split()).casefold() or flag.what.startswith("no ")


@pytest.mark.parametrize("word", ["no ", "no data encrypted ", "all any every ", "a" * 50 + " ", "[ ", '"', "x.x-x'"])
def test_four_times_the_text_takes_about_four_times_as_long(word: str) -> None:
    def seconds(length: int) -> float:
        text = (word * length)[:length]
        begun = time.process_time()
        flags(text)
        return time.process_time() - begun

    once, four_times = min(seconds(4_000) for _n in range(2)), seconds(16_000)
    assert four_times < 12 * once + 0.05


def test_the_words_of_the_rules_assert_nothing() -> None:
    for rule in (*FILE.rules, *FILE.missing):
        assert [match[0] for match in NEVER_SAID.finditer(f"{rule.why} {rule.better}")] == []
        assert not rule.why.endswith(".")


def test_the_schema_that_ships_is_the_generated_one() -> None:
    shipped = (SHIPPED.parent / "schema" / "wording-checks.json").read_text("utf-8")
    assert shipped == schema_text(file_schema(WordingFile))
    assert SHIPPED.read_text("utf-8").startswith("# yaml-language-server: $schema=schema/wording-checks.json\n")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"under control"', '"(under|a+)+ control"', "rules[contained].phrases[2]: '(under|a+)+' is not accepted"),
        ('"under control"', '".. control"', "a phrase begins with a word that has to be there"),
        ('"under control"', '"under .. a .. b .. control"', "at most 12 words and 2 times '..' are accepted"),
        ("[$log-coverage]", "[$log-covrage]", "there are no notes 'log-covrage' (did you mean 'log-coverage'?)"),
        ("id: cold", "id: guess", "none stands twice"),
        ("format: 1", "format: 2", "only format 1 is accepted"),
        ("category: cold", "kategory: cold", "unknown key 'kategory'"),
    ],
)
def test_a_mistake_in_the_rules_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SHIPPED.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(WordingError) as caught:
        wording_rules(path)
    assert message in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)
