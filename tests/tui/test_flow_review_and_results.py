"""Looking over, finishing and reading results; and what the app does when it is not alone or something is broken."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from readiness.assessment.findings import visible_to
from readiness.assessment.model import Answer, Status
from readiness.assessment.scoring import shown
from readiness.exchange.answers import read_answers
from readiness.questionnaire.model import Audience
from readiness.questionnaire.vocabulary import State
from readiness.session.place import Desk
from readiness.tui.screens.finding import FindingScreen
from readiness.tui.screens.finish import FinishScreen
from readiness.tui.screens.home import HomeScreen
from readiness.tui.screens.results import ResultsScreen
from readiness.tui.screens.review import ReviewScreen
from tests.session.desk import TODAY
from tests.store.system_call import watched
from tests.tui.harness import BUSINESS, PATIENCE, SAMPLE, USER, draft, kept, known_desk, opened, with_draft, with_sample

YES = Answer(state=State.YES)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return known_desk(tmp_path)


def with_something_of_everything(desk: Desk) -> str:
    answers = {
        "leader.named": YES,
        "leader.deputy": Answer(state=State.UNKNOWN),
        "profile.policy": Answer(facts={"profile.policy": "own_policy"}),
    }
    business = with_draft(desk, answers=answers, at="leader.named")
    with desk.session(business) as session:
        session.flag("leader.decision-rights")
    return business


async def test_the_review_lists_everything_open_and_each_row_leads_to_its_question(desk: Desk) -> None:
    business = with_something_of_everything(desk)
    async with opened(desk, business, size=(80, 50)) as user:
        screen = await user.interview()
        await user.keys("r")
        review = await user.at(ReviewScreen)
        await user.sees("questions answered.", "Not answered")
        titles = [row.text for row in review.rows.rows if row.is_heading]
        assert titles == [
            "Not answered",
            "Flagged",
            "Don't know",
            "Something left empty",
            "No proof yet",
            "About the business, left empty",
        ]
        progress = screen.course.interview.progress()
        left_out = progress.asked - progress.answered
        assert review.rows.rows[0].count == left_out
        assert user.reads(f"The {left_out} left out count as not known")
        for row in review.rows.rows:
            assert row.is_heading or row.item
        flagged = next(n for n, row in enumerate(review.rows.rows) if row.item and row.text and row.sign.glyph == "⚑")
        review.rows.go_to(flagged)
        await user.keys("enter")
        await user.interview()
        await user.until(lambda: screen.course.item == "leader.decision-rights", "its question")
        assert not user.reads("In place")


async def test_things_that_dont_fit_together_are_in_the_review(desk: Desk) -> None:
    """The sample has several; they are worked out from a draft of the same answers."""
    sealed = with_sample(desk)
    with desk.session(sealed) as session:
        sample = session.sealed_assessment()
        conflicts = session.judged(sample).conflicts
        session.start()
        session._file.save_answers(
            session.assessment.id,
            {item: list(given) for item, given in sample.answers.items()},
            people=sample.people,
            parties=sample.parties,
            at=session.clock.moment,
        )
    assert conflicts
    async with opened(desk, sealed, size=(100, 50)) as user:
        await user.interview()
        await user.keys("r")
        review = await user.at(ReviewScreen)
        await user.sees("Doesn't fit together")
        codes = {row.code for row in review.rows.rows}
        assert {one.rule.code for one in conflicts if any(quote.check for quote in one.quotes)} <= codes


async def test_finishing_asks_who_led_it_and_shows_the_results(desk: Desk) -> None:
    business = with_something_of_everything(desk)
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("r")
        await user.at(ReviewScreen)
        await user.keys("f")
        finish = await user.at(FinishScreen)
        assert finish.person.text == USER
        await user.fills("  ")
        await user.keys("enter", "enter")
        await user.sees("a name of 1 to 200 characters is needed")
        assert draft(desk, business).status is Status.DRAFT
        await user.fills("Ines Brandt")
        await user.keys("enter")
        await user.types("sells IT services")
        await user.clicks(" Finish ")
        results = await user.at(ResultsScreen)
        await user.sees(f"{BUSINESS} · 2026-11-21")
        await user.keys("escape")
        await user.at(HomeScreen)
        await user.sees("2026-11-21", "critical finding")
        assert results.is_attached is False
    dossier = desk.dossier(business)
    assert dossier.stored_draft() is None
    sealed = dossier.sealed_assessment()
    assert (sealed.status, sealed.as_of) == (Status.SEALED, "2026-11-21")
    assert (sealed.assessor.name, sealed.assessor.interest) == ("Ines Brandt", "sells IT services")
    assert sealed.answers["leader.named"][0].state is State.YES


async def test_not_yet_leaves_the_draft(desk: Desk) -> None:
    business = with_something_of_everything(desk)
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("r")
        await user.at(ReviewScreen)
        await user.keys("f")
        await user.at(FinishScreen)
        await user.keys("escape")
        await user.at(ReviewScreen)
        await user.keys("escape")
        await user.interview()
    assert draft(desk, business).status is Status.DRAFT


async def test_results_are_those_of_the_judgement(desk: Desk) -> None:
    business = with_sample(desk)
    dossier = desk.dossier(business)
    judgement = dossier.judged(dossier.sealed_assessment())
    score = judgement.score
    findings = visible_to(judgement.findings, Audience.MANAGEMENT).findings
    async with opened(desk, business, size=(100, 50)) as user:
        screen = await user.at(ResultsScreen)
        assert score.band is not None
        await user.sees(
            score.band.label,
            f"In place {shown(score.numbers.in_place)} ",
            f"Proven {shown(score.numbers.proven)} ",
            f"Critical points closed {score.critical_closed} of {score.critical_asked}",
            f"Findings {len(findings)} ",
        )
        for section in judgement.sections:
            await user.sees(section.short, str(shown(section.numbers.in_place)))
        assert list(screen.rows.rows) == list(findings)
        seen = set()
        while True:
            await user.keys("f")
            rows = screen.rows.rows
            if len(rows) == len(findings) and rows[0] == findings[0] and user.reads("all · "):
                break
            assert 0 < len(rows) <= len(findings)
            seen |= {one.id for one in rows}
        assert seen == {one.id for one in findings}
        await user.keys("s")
        assert [one.code for one in screen.rows.rows if one.section] == sorted(
            one.code for one in findings if one.section
        )


async def test_bars_mark_where_each_section_stood_last_time_and_sorting_keeps_the_place(desk: Desk) -> None:
    business = with_sample(desk)
    last = read_answers(max(SAMPLE.parent.glob("harbor-history-*.yaml")), desk.packs.offered, TODAY)
    sample = read_answers(SAMPLE, desk.packs.offered, TODAY)
    earlier = desk.create("Harbor with a year before").id
    with desk.session(earlier) as session:
        for one in (last, sample):
            session.add_sealed(one.assessment, one.index)
    async with opened(desk, earlier, size=(100, 40)) as user:
        screen = await user.at(ResultsScreen)
        await user.sees("┃ last time", "10 of 21 (8 on 2026-08-20)")
        assert sum("┃" in line for line in user.painted_in(screen.query_one("#domains")).splitlines()) == 7
        await user.sees("6 critical", "38 high", "13 doesn't fit together")
        await user.keys("down", "down", "down")
        here = screen.rows.current
        await user.keys("s")
        assert screen.rows.current is here
    async with opened(desk, business) as user:
        await user.at(ResultsScreen)
        assert not user.reads("last time")


async def test_a_finding_tells_all_there_is_and_turns_to_the_next(desk: Desk) -> None:
    business = with_sample(desk)
    async with opened(desk, business, size=(100, 60)) as user:
        results = await user.at(ResultsScreen)
        finding = results.rows.rows[0]
        await user.keys("enter")
        await user.at(FindingScreen)
        await user.sees(finding.title, "What was answered", "Why it matters", "What to do", finding.steps[0][:40])
        await user.sees(f"1 / {len(results.rows.rows)}")
        await user.keys("n", "right", "b")
        await user.sees(results.rows.rows[1].title)
        await user.keys("escape")
        await user.at(ResultsScreen)
        assert results.rows.cursor == 1


async def test_what_only_counsel_may_see_is_not_on_screen(desk: Desk) -> None:
    business = with_sample(desk)
    dossier = desk.dossier(business)
    judgement = dossier.judged(dossier.sealed_assessment())
    hidden = [one for one in judgement.findings if one.audience is Audience.COUNSEL_ONLY]
    async with opened(desk, business, size=(200, 60)) as user:
        screen = await user.at(ResultsScreen)
        ids = {one.id for one in screen.rows.rows}
        assert not ids & {one.id for one in hidden}
        assert ("One matter for counsel" in user.painted) is bool(hidden)


@contextmanager
def held_elsewhere(desk: Desk, business: str) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.store.holder", "hold", str(desk.workspace.path), business]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline().strip() == "open"
        try:
            yield
        finally:
            other.stdin.write("\n")
            other.stdin.flush()


async def test_a_second_program_may_look_and_is_told_that_nothing_is_saved(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.named")
    with held_elsewhere(desk, business):
        async with opened(desk, business) as user:
            await user.interview()
            await user.sees("read only", "Another program works on this", "nothing is saved")
            await user.keys("3")
            await user.sees("not saved !")
            assert kept(desk, business, "leader.named").state is State.YES
            await user.keys("r")
            await user.at(ReviewScreen)
            await user.keys("f")
            await user.at(ReviewScreen)
    assert kept(desk, business, "leader.named").state is State.YES


async def test_a_damaged_organisation_is_named_on_home_and_the_rest_still_works(desk: Desk) -> None:
    broken, whole = with_draft(desk, "Broken Firm"), with_draft(desk, "Whole Firm", at="leader.named")
    file = desk.workspace.path / "organisations" / broken / "organisation.json"
    file.write_bytes(file.read_bytes()[:-40])
    before = file.read_bytes()
    async with opened(desk) as user:
        home = await user.at(HomeScreen)
        await user.sees("Whole Firm", "! ", broken[:6])
        assert home.current is not None
        assert home.current.id == whole
        await user.keys("enter")
        await user.interview()
        await user.keys("3")
    assert kept(desk, whole, "leader.named").state is State.NO
    assert file.read_bytes() == before


async def test_leaving_waits_for_the_last_save(desk: Desk) -> None:
    business = with_draft(desk, at="leader.named")
    disk_answers = threading.Event()

    def wait_for_the_disk(*_call: object) -> None:
        disk_answers.wait(PATIENCE)

    async with opened(desk, business) as user:
        await user.interview()
        with watched(("fsync",), wait_for_the_disk):
            user.app.simulate_key("3")
            user.app.simulate_key("ctrl+q")
            try:
                await user.until(lambda: user.reads("saving…"), "saving…")
                await asyncio.sleep(0.2)
                assert user.app.is_running
                assert draft(desk, business).answers == {}
            finally:
                disk_answers.set()
            await user.until(lambda: not user.app.is_running or user.app._exit, "left")
    assert kept(desk, business, "leader.named").state is State.NO


async def test_leaving_keeps_what_is_still_in_a_field(desk: Desk) -> None:
    business = with_draft(desk, answers={"leader.named": YES}, at="leader.named")
    async with opened(desk, business) as user:
        await user.interview()
        await user.keys("tab")
        await user.types("Dana Ruiz")
        user.app.simulate_key("ctrl+q")
        await user.until(lambda: user.app._exit, "left")
    assert [person.name for person in draft(desk, business).people] == ["Dana Ruiz"]


async def test_a_home_of_hundreds_filters_as_you_type(desk: Desk) -> None:
    for number in range(60):
        desk.workspace.create_organisation(f"Firm {number:03}", "2026-11-21")
    async with opened(desk) as user:
        home = await user.at(HomeScreen)
        await user.until(lambda: len(home.rows.rows) == 60, "all")
        await user.keys("slash")
        await user.types("m 04")
        assert [one.name for one in home.rows.rows] == [f"Firm {n:03}" for n in (4, *range(40, 50))]
        await user.types("zzz")
        await user.sees("No name has these letters. Press esc to see all.")
        await user.keys("escape", "escape")
        assert len(home.rows.rows) == 60
