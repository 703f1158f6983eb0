"""The whole way of a new user through the installed command, at 80x24: first run, answers, closed, resumed, report."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pypdf import PdfReader

from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.resources import bundled
from tests.terminal.batch import readiness
from tests.terminal.screen import Terminal, terminal

NAME = "Harbor Test (fictional)"
INDEX = Index(load_pack(bundled("questionnaires") / "breach-readiness"))
LEADER = [check.id for check in INDEX.pack.sections[1].checks]
RESPONSE_FIRM = [check.id for check in INDEX.pack.sections[2].checks[:7]]
DOWN, ENTER, ESCAPE, PAGE_DOWN = "\x1b[B", "\r", "\x1b", "\x1b[6~"
SIGNS = {"1": "✓", "2": "◐", "3": "✗", "u": "?"}
BEFORE_CLOSING = ("3", "2", "u", "3", "3", "u", "2")
AFTER_RESUMING = ("3", "u", "3", "2", "3", "3")


def begun(words: str) -> str:
    """The first words of a text, as far as they surely stand on one line."""
    return " ".join(words.split()[:4])


class Sitting:
    """A person at the keyboard, who reads before typing."""

    def __init__(self, opened: Terminal) -> None:
        self.terminal = opened

    def fill(self, fact: str, keys: str, *shown: str) -> None:
        """Type into the field of a fact once it has the focus, and go on with Enter."""
        self.terminal.wait_for(begun(INDEX.facts[fact].help))
        self.terminal.press(keys, *shown)
        self.terminal.send(ENTER)

    def pick(self, fact: str, letters: str, label: str) -> None:
        """Tick one of a long list, and go on."""
        self.terminal.wait_for(begun(INDEX.facts[fact].help))
        self.terminal.press(ENTER, "type to make the list shorter")
        self.terminal.send(letters)
        self.terminal.wait_until(lambda text: text.count("[ ]") == 1 and f"[ ] {label}" in text, label)
        self.terminal.press(ENTER, f"[✓] {label}")
        self.terminal.press(ESCAPE, f"1: {label}")
        self.terminal.send(ENTER)

    def answer(self, check: str, key: str) -> None:
        """Give an answer by its key and see it marked and saved."""
        self.terminal.wait_for(begun(INDEX.checks[check].question))
        self.terminal.send(key)
        self.sees_answered(check, key)

    def sees_answered(self, check: str, key: str) -> None:
        """Wait until a question is on screen with this answer marked."""
        mark = re.compile(rf"▸ {re.escape(SIGNS[key])} {key}  ")
        asked = begun(INDEX.checks[check].question)
        self.terminal.wait_until(lambda text: asked in text and bool(mark.search(text)), f"{check} answered {key}")

    def answer_and_go_on(self, check: str, key: str) -> None:
        """Give an answer and leave the question without its fields."""
        self.answer(check, key)
        self.terminal.send(PAGE_DOWN)


def first_run(sitting: Sitting) -> None:
    sitting.terminal.wait_for("space tick")
    sitting.terminal.send(ENTER)
    sitting.terminal.wait_until(lambda text: "[✓] I have read this" in text and "space tick" not in text, "the tick")
    sitting.terminal.press(NAME, NAME)
    sitting.terminal.enter_next_field("Name of the business", "Your name")
    sitting.terminal.press("Dana Ruiz", "Dana Ruiz")
    sitting.terminal.send(ENTER)
    sitting.terminal.wait_for("Before you begin")
    sitting.terminal.send("\x1b")
    sitting.terminal.wait_for("How much now?")
    sitting.terminal.press(DOWN, "Every question, with proof.")
    sitting.terminal.send(ENTER)


def opening_facts(sitting: Sitting) -> None:
    sitting.fill("profile.staff", "3", "(•) 20 to 49")
    sitting.pick("profile.people_places", "tex", "Texas (US)")
    sitting.fill("profile.people_count", "12000", "12000")
    sitting.pick("profile.data_kinds", "health", "Health or disability")
    sitting.fill("profile.policy", "1", "(•) Yes, a separate policy")
    sitting.fill("insurer.ends_on", "in 6 months", "in 6 months")
    sitting.fill("profile.it_provider", "1", "(•) Yes, some of it or all of it")
    sitting.fill("profile.one_sign_on", "1", "(•) Yes, one sign-in opens both")
    sitting.fill("profile.answered_by", "Sam Fox", "Sam Fox")
    sitting.fill("profile.last_incident", "1", "(•) No")


def proven_answer(sitting: Sitting) -> None:
    sitting.answer(LEADER[0], "1")
    sitting.terminal.send(ENTER)
    sitting.fill("leader.person", "Dana Ruiz, practice manager", "Dana Ruiz, practice")
    sitting.fill("leader.appointed_on", "2026-03-12", "2026-03-12")
    for help, proof in (("For example: The signed", "Signed note, office safe"), ("The date on the", "12 Mar 2026")):
        sitting.terminal.wait_for(help)
        sitting.terminal.press(proof, proof)
        sitting.terminal.send(ENTER)


def test_first_run_closed_in_the_middle_resumed_sealed_and_reported(tmp_path: Path) -> None:
    given = dict(zip(LEADER[1:], (*BEFORE_CLOSING, *AFTER_RESUMING), strict=True))
    before = LEADER[1 : len(BEFORE_CLOSING) + 1]
    with terminal([], tmp_path) as opened:
        sitting = Sitting(opened)
        first_run(sitting)
        opening_facts(sitting)
        proven_answer(sitting)
        for check in before[:-1]:
            sitting.answer_and_go_on(check, given[check])
        sitting.answer(before[-1], given[before[-1]])
        opened.wait_for("saved")
        opened.hang_up()
        opened.wait_for_exit()

    (listed,) = json.loads(readiness(tmp_path, "organisations", "--json"))
    assert (listed["name"], listed["draft_answered"]) == (NAME, len(before) + 1)

    with terminal([], tmp_path) as opened:
        sitting = Sitting(opened)
        opened.wait_for(f"draft, {len(before) + 1} of", "resume")
        opened.send(ENTER)
        sitting.sees_answered(before[-1], given[before[-1]])
        opened.send(PAGE_DOWN)
        for check in LEADER[len(BEFORE_CLOSING) + 1 :]:
            sitting.answer_and_go_on(check, given[check])
        sitting.fill("profile.it_provider_runs", "4", "[✓] Mail and files")
        sitting.fill("profile.lawsuit_risk", "3", "(•) I don't know")
        for number, check in enumerate(RESPONSE_FIRM):
            sitting.answer_and_go_on(check, "3u2"[number % 3])
        seal(sitting)
        write_report(sitting)
        opened.press(ESCAPE, "Findings")
        opened.press("h", "Last assessed", listed["name"][:20])
        opened.send("q")
        assert opened.wait_for_exit() == 0

    (listed,) = json.loads(readiness(tmp_path, "organisations", "--json"))
    assert (listed["draft_asked"], listed["critical_asked"]) == (None, 21)
    assert readiness(tmp_path, "findings", NAME).count("\n") == listed["findings"]
    check_report(tmp_path)


def seal(sitting: Sitting) -> None:
    sitting.terminal.press("r", "questions answered")
    sitting.terminal.press("f", "Who led this assessment", "Dana Ruiz")
    sitting.terminal.enter_next_field("Who led this assessment", "What they sell")
    sitting.terminal.send(ENTER)
    sitting.terminal.wait_for("Findings", "In place")


def write_report(sitting: Sitting) -> None:
    sitting.terminal.press("o", "Where to", "Format")
    sitting.terminal.press(ENTER, "✓ Written:")


def check_report(folder: Path) -> None:
    (report,) = folder.glob("*.pdf")
    told = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(report).pages)
    for words in (NAME, "Dana Ruiz", "Signed note, office safe", "12 Mar 2026", INDEX.checks[LEADER[1]].question):
        assert words in told
    assert "DRAFT" not in told
