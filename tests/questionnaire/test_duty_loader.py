"""The file of duties: what is refused in it, where it is reported, and what it never says."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from readiness.cli.packs import packs
from readiness.questionnaire.duty_library import DUTIES_FILE, bundled_duties, duties_bytes, duties_from_bytes
from readiness.questionnaire.duty_loader import condition_problems, load_duties, load_placed_duties
from readiness.questionnaire.duty_model import ClockStart, Recipient
from readiness.questionnaire.identity import PackError
from readiness.questionnaire.loader import load_pack
from readiness.resources import bundled

SHIPPED = bundled("questionnaires") / DUTIES_FILE

REFUSED = [
    (
        "        unit: calendar_days\n        wording: has to arrive",
        "        wording: has to arrive",
        "'amount' and 'unit' belong together",
        "deadlines[1]",
    ),
    ("  - id: us-ak", "  - id: us-al", "the duty 'us-al' is there twice", "duties[us-al]"),
    ('"2018-06-01"', '"2018-06-31"', "a date that exists is needed", "duties[us-al].in_force_from"),
    ("https://mintz.com/mintz-matrix/alabama", "javascript:alert(1)", "an address that starts with", "source_urls[1]"),
    ("format: 1", "format: 7", "format 7 is not known", "format"),
    ("  media: {label: Press, may_wait: true}\n", "", "words are missing for: media", "recipients"),
    ("    when: {profile.people_places: {contains: us-ak}}", "    when: {}", "a condition is", "duties[us-ak].when"),
    (
        "status: in_force_partly",
        "status: in_force_partial",
        "'in_force_partial' is not accepted",
        "us-fcc-cpni].status",
    ),
    (
        '        wording: "Visa:',
        '        amount: 3\n        unit: calendar_days\n        wording: "Visa:',
        "a contract has no number here",
        "amount",
    ),
    (
        '    in_force_from: "2018-06-01"',
        "    own_clock: {within: insurer.notice_within}",
        "only a duty of the status 'contract'",
        "duties[us-al].own_clock",
    ),
]


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path = folder / "duties.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "says", "where"), REFUSED)
def test_what_is_wrong_is_reported_where_it_stands(tmp_path: Path, old: str, new: str, says: str, where: str) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(PackError) as caught:
        load_duties(path)
    problems = caught.value.problems
    assert any(says in problem.message and where in problem.path for problem in problems), caught.value
    assert all(problem.file == str(path) for problem in problems)
    before, _old, _after = SHIPPED.read_text(encoding="utf-8").partition(old)
    line = before.count("\n") + 1
    assert any(problem.line in range(line - 40, line + 12) for problem in problems) or where in ("format", "recipients")


def test_a_condition_that_the_pack_cannot_answer_is_reported(tmp_path: Path) -> None:
    pack = load_pack(bundled("questionnaires") / "breach-readiness")
    old = "    when: {profile.people_places: {contains: us-ak}}"
    file, assembly = load_placed_duties(changed(tmp_path, old, "    when: {profile.people_places: {contains: us-zz}}"))
    (problem,) = condition_problems(file, assembly, pack)
    assert "us-zz" in problem.message
    assert problem.line > 1
    file, assembly = load_placed_duties(changed(tmp_path, "within: insurer.notice_within", "within: insurer.company"))
    (problem,) = condition_problems(file, assembly, pack)
    assert "a fact of the type 'duration' is needed" in problem.message


def test_the_cache_gives_back_the_same_and_is_never_trusted(tmp_path: Path) -> None:
    from_file = bundled_duties(tmp_path)
    (kept,) = tmp_path.iterdir()
    assert bundled_duties(tmp_path) == from_file == bundled_duties(None)
    kept.write_bytes(kept.read_bytes().replace(b"45", b"54", 1))
    assert bundled_duties(tmp_path) == from_file
    assert duties_from_bytes(duties_bytes(from_file)) == from_file
    with pytest.raises(PackError):
        duties_from_bytes(b"{}")
    with pytest.raises(PackError, match="format 9"):
        duties_from_bytes(duties_bytes(msgspec.structs.replace(from_file, format=9)))


def test_every_record_has_a_citation_a_source_a_date_and_a_confidence() -> None:
    for duty in load_duties(SHIPPED).duties:
        assert duty.citation
        assert duty.source_basis
        assert duty.as_of <= "2026-11-21"
        assert duty.confidence
        assert {deadline.recipient for deadline in duty.deadlines} <= set(duty.notify)


def test_every_start_and_recipient_has_words_that_can_be_read_in_a_sentence() -> None:
    file = load_duties(SHIPPED)
    assert set(file.starts) == set(ClockStart)
    assert set(file.recipients) == set(Recipient)
    for words in file.starts.values():
        assert not words.after.endswith(".")
        assert words.ask.endswith("?")
    assert {start for start, words in file.starts.items() if words.by_discovery} == {
        ClockStart.DISCOVERY,
        ClockStart.DISCOVERY_OR_NOTIFICATION,
        ClockStart.AWARENESS,
    }


def test_it_never_says_what_only_counsel_may_say() -> None:
    never = r"you must notify|no need to notify|safe harbou?r applies|compliant|certified|guarantee|privileged"
    never += r"|will be paid|\bis covered"
    for duty in load_duties(SHIPPED).duties:
        said = [duty.applies_to, duty.trigger, duty.notes, duty.source_basis, *duty.questions]
        said += [deadline.wording for deadline in duty.deadlines]
        for text in said:
            assert not re.search(never, text, re.IGNORECASE), f"{duty.id}: {text}"


def test_packs_check_reads_it_as_what_it_is(tmp_path: Path) -> None:
    shipped = CliRunner().invoke(packs, ["check", str(SHIPPED)])
    assert shipped.exit_code == 0
    assert shipped.stdout == f"{SHIPPED}: notification-duties 1.0.0, 106 duties, 318 deadlines: no problems\n"
    broken = changed(tmp_path, "contains: us-ak", "contains: us-zz")
    refused = CliRunner().invoke(packs, ["check", str(broken)])
    assert refused.exit_code == 3
    assert "us-zz" in refused.stdout
